internal import Dispatch
internal import Logging
package import Operations
package import Platform
internal import Synchronization
internal import Wire

/// The socket side of the daemon: listens, keeps the sessions, carries lines to the service and replies back.
///
/// One serial queue owns everything, so no session is ever touched by two threads; nothing on it blocks, and
/// what one client may have done per turn is bounded, so that the others do not notice it.
package actor Gate {
  /// What one session may have read in one turn, in bytes.
  static let share = 256 << 10
  /// How long a session that is to end may leave its output unread, in seconds.
  static let patience = 10
  /// How long nobody is accepted after descriptors or memory ran out, in milliseconds.
  static let acceptPause = 100
  /// Connections accepted in one turn.
  static let acceptsPerTurn = 64

  private let executor = QueueExecutor(label: "koosd.gate")
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }
  nonisolated var queue: DispatchQueue { executor.queue }

  let service: Service
  let logger = Logger(label: "koosd.gate")
  private let inbox = Inbox()
  private let count = Atomic(0)
  /// Descriptors from this number on are kept free.
  private let descriptorLimit: Int32

  var sessions: [UInt64: Session] = [:]
  private var lastSession: UInt64 = 0
  private var doors: [Int32: Door] = [:]
  /// Sessions with something to send at the end of the turn.
  private var due: [Session] = []
  /// Where every session's input arrives; idle ones own no buffer.
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var isStopping = false
  private var whenEmpty: CheckedContinuation<Void, Never>?

  /// A listening socket and what watches it.
  private struct Door {
    let listener: Listener
    var readiness: Readiness
  }

  private init(service: Service, descriptorLimit: Int32) {
    self.service = service
    self.descriptorLimit = descriptorLimit
  }

  /// Serves clients on `listeners`, which the gate closes at its stop.
  ///
  /// `descriptorLimit` is the number of descriptors the whole daemon may have open before further clients get
  /// `busy.clients`: unasked nine tenths of what the process may open, because libdispatch ends a process
  /// that has none left. Throws where the limit cannot be read.
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
    let gate = Gate(service: service, descriptorLimit: Int32(clamping: limit))
    await gate.open(listeners)
    return gate
  }

  /// Connected clients.
  package nonisolated var clients: Int { count.load(ordering: .relaxed) }

  /// Calls `answer` from the gate's queue, which proves that it is not stuck.
  package nonisolated func tick(_ answer: @escaping @Sendable () -> Void) { queue.async { answer() } }

  /// Takes no further clients and lines, finishes what runs, and closes; after `deadline` it closes anyhow.
  ///
  /// Returns when every descriptor is closed. A second call waits for nothing.
  package func stop(deadline: Duration) async {
    if isStopping { return }
    isStopping = true
    for number in doors.keys { doors[number]?.readiness.cancel() }
    turn {
      for session in sessions.values {
        // What arrived before the stop is still served.
        read(session)
        perform(session.machine.stopped(), session)
      }
    }
    queue.asyncAfter(deadline: .now() + DispatchTimeInterval(deadline)) { @Sendable [self] in
      assumeIsolated { $0.abandon() }
    }
    if sessions.isEmpty, doors.isEmpty { return }
    await withCheckedContinuation { whenEmpty = $0 }
  }

  /// Ends what is left at the deadline.
  private func abandon() {
    for session in sessions.values { end(session) }
    leaveIfEmpty()
  }

  private func leaveIfEmpty() {
    guard isStopping, sessions.isEmpty, doors.isEmpty else { return }
    whenEmpty?.resume()
    whenEmpty = nil
  }
}

// MARK: - Turns

extension Gate {
  /// Does `body` and what follows from it: takes up replies, and sends what is due.
  ///
  /// Replies are taken up once a turn; those that come of it have their own turn, after the other clients'.
  func turn(_ body: () -> Void) {
    inbox.watch()
    body()
    for item in inbox.take() {
      guard let session = sessions[item.session], !session.isOver else { continue }
      perform(session.machine.answered(item.request, item.reply), session)
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
        if inbox.put(Inbox.Item(session: id, request: number, reply: reply)) { wake() }
      }
    }
    if let reads = step.reads { setReading(reads, session) }
    if step.closes { close(session) }
  }
}

// MARK: - Doors

extension Gate {
  private func open(_ listeners: [Listener]) {
    for listener in listeners {
      let number = listener.number
      let readiness = Readiness.reading(number, on: queue) { @Sendable [self] in
        assumeIsolated { gate in gate.turn { gate.accept(at: number) } }
      } cancelled: { @Sendable [self] in
        assumeIsolated { gate in gate.doorClosed(number) }
      }
      doors[number] = Door(listener: listener, readiness: readiness)
    }
  }

  private func doorClosed(_ number: Int32) {
    doors[number] = nil
    leaveIfEmpty()
  }

  /// Takes waiting connections; the source fires again while there are more.
  private func accept(at number: Int32) {
    if isStopping { return }
    for _ in 0..<Gate.acceptsPerTurn {
      guard let door = doors[number] else { return }
      switch door.listener.accept() {
      case .connection(let descriptor): admit(descriptor)
      case .wouldBlock: return
      case .pause(let error):
        logger.warning("accepting pauses", metadata: ["error": "\(error)"])
        return pauseDoor(number)
      case .failed(let error):
        logger.error("a listening socket failed", metadata: ["error": "\(error)"])
        doors[number]?.readiness.cancel()
        return
      }
    }
  }

  private func pauseDoor(_ number: Int32) {
    doors[number]?.readiness.pause()
    queue.asyncAfter(deadline: .now() + .milliseconds(Gate.acceptPause)) { @Sendable [self] in
      assumeIsolated { $0.doors[number]?.readiness.resume() }
    }
  }

  private func admit(_ descriptor: consuming Descriptor) {
    if descriptor.number >= descriptorLimit {
      // It has no session: the socket of a new connection always has room for one line.
      let line = Refusal.clients.line(tag: nil, .nl)
      _ = Transfer.send(line.span, to: descriptor.number)
      return
    }
    let peer = LocalSocket.peerCredentials(descriptor.number)
    let caller = Caller(uid: peer?.uid, pid: peer?.pid)
    lastSession += 1
    let id = lastSession
    let machine = SessionMachine(caller: caller, ordering: service.ordering)
    let session = Session(id: id, descriptor: descriptor, machine: machine)
    sessions[id] = session
    count.store(sessions.count, ordering: .relaxed)
    perform(session.machine.opened(greeting: service.greeting()), session)
    watchInput(session)
  }

  /// Lets go of a session none of whose sources lives, and with it of its descriptor.
  func forget(_ session: Session) {
    sessions[session.id] = nil
    count.store(sessions.count, ordering: .relaxed)
    leaveIfEmpty()
  }
}
