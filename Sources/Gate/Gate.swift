internal import Dispatch
internal import Logging
package import Operations
package import Platform
internal import Synchronization

/// The socket side of the daemon: listens, keeps the sessions, carries lines to the service and replies back.
///
/// One serial queue owns everything, so no session is ever touched by two threads; nothing on it blocks, and
/// what one client may have done per turn is bounded, so that the others do not notice it. All sockets are
/// watched through one set, itself watched by Dispatch: a source for each of them would cost every request
/// a switch of threads and three system calls more.
package actor Gate {
  /// Rounds of events in one go, before other blocks of the queue have their chance.
  private static let rounds = 16

  private let executor = QueueExecutor(label: "koosd.gate")
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }
  nonisolated var queue: DispatchQueue { executor.queue }

  let service: Service
  let logger = Logger(label: "koosd.gate")
  /// Descriptors from this number on are kept free.
  let descriptorLimit: Int32
  private let inbox = Inbox()
  private let count = Atomic(0)

  /// The listening sockets, by key.
  var doors: [UInt64: Listener] = [:]
  var isAcceptingPaused = false
  private var sessions: [UInt64: Session] = [:]
  private var lastKey: UInt64 = 0
  /// Sessions with something to send at the end of the turn.
  private var due: [Session] = []
  /// Where every session's input arrives; idle ones own no buffer.
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  /// Watches every socket; nil when the gate has closed.
  private(set) var set: ReadinessSet?
  private var readiness: Readiness?
  private var isStopping = false
  private var whenClosed: CheckedContinuation<Void, Never>?

  private init(service: Service, descriptorLimit: Int32, set: ReadinessSet) {
    self.service = service
    self.descriptorLimit = descriptorLimit
    self.set = set
  }

  /// Serves clients on `listeners`, which the gate lets go of at its stop.
  ///
  /// `descriptorLimit` is how many descriptors the whole daemon may have open before further clients get
  /// `busy.clients`: unasked nine tenths of what the process may open, because libdispatch ends a process
  /// that has none left. Throws where the limit cannot be read or the sockets cannot be watched.
  package static func start(
    listening listeners: [Listener], service: Service, descriptorLimit: Int? = nil
  ) async throws(SystemError) -> Gate {
    let limit: Int
    if let descriptorLimit {
      limit = descriptorLimit
    } else {
      let whole = try Resources.descriptorLimit()
      limit = whole - whole / 10
    }
    let set = try ReadinessSet()
    let gate = Gate(service: service, descriptorLimit: Int32(clamping: limit), set: set)
    try await gate.open(listeners, set)
    return gate
  }

  /// Connected clients.
  package nonisolated var clients: Int { count.load(ordering: .relaxed) }

  /// Calls `answer` from the gate's queue, which proves that it is not stuck.
  package nonisolated func tick(_ answer: @escaping @Sendable () -> Void) { queue.async { answer() } }

  /// Takes no further clients and lines, finishes what runs, and closes; after `deadline` it closes anyhow.
  ///
  /// Returns when every session's descriptor is closed. A second call waits for nothing.
  package func stop(deadline: Duration) async {
    if isStopping { return }
    isStopping = true
    doors = [:]
    turn {
      for session in sessions.values {
        // What arrived before the stop is still served.
        read(session)
        perform(session.machine.stopped(), session)
      }
    }
    queue.asyncAfter(deadline: .now() + DispatchTimeInterval(deadline)) { @Sendable [self] in
      assumeIsolated { gate in gate.turn { gate.sessions.values.forEach(gate.end) } }
    }
    leaveIfEmpty()
    await withCheckedContinuation { whenClosed = $0 }
  }

  private func leaveIfEmpty() {
    if isStopping, sessions.isEmpty { readiness?.cancel() }
  }

  /// The set's source has let go of its descriptor.
  private func close() {
    set = nil
    whenClosed?.resume()
    whenClosed = nil
  }

  private func open(_ listeners: [Listener], _ set: ReadinessSet) throws(SystemError) {
    for listener in listeners {
      let key = newKey()
      doors[key] = listener
      try set.add(listener.number, key: key)
    }
    readiness = Readiness(set.number, on: queue) { @Sendable [self] in
      assumeIsolated { $0.look() }
    } cancelled: { @Sendable [self] in
      assumeIsolated { $0.close() }
    }
  }

  /// A key no socket has had, so that an event meant for a closed one finds nobody.
  func newKey() -> UInt64 {
    lastKey += 1
    return lastKey
  }
}

// MARK: - Sessions

extension Gate {
  func keep(_ session: Session) {
    sessions[session.id] = session
    count.store(sessions.count, ordering: .relaxed)
  }

  func session(_ id: UInt64) -> Session? { sessions[id] }

  /// Ends a session at once.
  func end(_ session: Session) {
    if session.isOver { return }
    session.isOver = true
    session.machine.watch?.end()
    sessions[session.id] = nil
    count.store(sessions.count, ordering: .relaxed)
    leaveIfEmpty()
  }
}

// MARK: - Turns

extension Gate {
  /// Takes up what has happened on the sockets; the source fires again while there is more.
  private func look() {
    for _ in 0..<Gate.rounds {
      guard let events = try? set?.take(), !events.isEmpty else { return }
      turn { events.forEach(react) }
    }
  }

  private func react(_ event: ReadinessSet.Event) {
    guard let session = sessions[event.key] else { return accept(at: event.key) }
    if event.isEnded { session.isHungUp = true }
    if event.isReadable || event.isEnded { read(session) }
    if event.isWritable { send(session) }
  }

  /// Does `body` and what follows from it: takes up replies, and sends what is due.
  ///
  /// Replies are taken up once a turn; those that come of it have their own turn, after the other clients'.
  func turn(_ body: () -> Void) {
    inbox.watch()
    body()
    for item in inbox.take() {
      guard let session = sessions[item.session] else { continue }
      // The last reply closes the session: a line that came before it is refused, not lost.
      if isStopping { read(session) }
      switch item.content {
      case .reply(let request, let reply): perform(session.machine.answered(request, reply), session)
      case .told(let lines, let watch): perform(session.machine.told(lines, by: watch), session)
      }
    }
    let sending = due
    due.removeAll(keepingCapacity: true)
    for session in sending {
      session.isDue = false
      send(session)
    }
    if inbox.leave() { wake() }
  }

  /// Does `body` in a turn of its own, after those that wait already.
  nonisolated func later(_ body: @escaping @Sendable (isolated Gate) -> Void) {
    queue.async { @Sendable [self] in
      assumeIsolated { gate in gate.turn { body(gate) } }
    }
  }

  private nonisolated func wake() { later { _ in } }

  /// Does what a session's machine asks for.
  func perform(_ step: SessionMachine.Step, _ session: Session) {
    if !step.output.isEmpty || step.closes {
      session.outgoing.append(step.output)
      if !session.isDue {
        session.isDue = true
        due.append(session)
      }
    }
    for start in step.starts {
      let (id, number) = (session.id, start.number)
      service.answer(start.lexed, start.caller) { @Sendable [self] reply in
        if inbox.put(Inbox.Item(session: id, content: .reply(to: number, reply))) { wake() }
      }
    }
    if let watch = step.watch {
      let id = session.id
      watch.begin { @Sendable [self, weak watch] lines in
        guard let watch else { return }
        if inbox.put(Inbox.Item(session: id, content: .told(lines, by: watch))) { wake() }
      }
    }
    if let reads = step.reads { setReading(reads, session) }
    if step.closes { close(session) }
  }
}
