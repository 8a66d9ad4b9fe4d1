internal import DequeModule
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Everything the loop owns: the connections, who uses them and who waits for one.
actor Pool {
  /// How long somebody waits for the first connection before the database counts as away; an answer is due within
  /// a second.
  static let patience = Duration.milliseconds(800)
  /// How long a reading group's own `statement_timeout` may lag behind before its connection counts as lost.
  static let readingGrace = Duration.seconds(1)
  /// How long a cancelled statement may stay silent before its connection counts as lost.
  static let cancelGrace = Duration.seconds(2)

  nonisolated let loop: PollLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }
  let configuration: Database.Configuration
  /// What the loop last reported, for other threads.
  nonisolated let health = Mutex(Health())
  /// Two more queues, for the two calls of libpq that block.
  let connectQueue = DispatchQueue(label: "koosd.postgres.connect")
  private let cancelQueue = DispatchQueue(label: "koosd.postgres.cancel")

  /// All connections; those of `readers` and `writers` among them are open for new work.
  var connections: [Connection] = []
  var readers: [Connection] = []
  var writers: [Int: Connection] = [:]
  var idleWriters: [Int] = []
  /// Reading groups without a connection to go out on, in order.
  var pending: Deque<Group> = []
  /// Who waits for a writing connection, in order.
  var waiters: Deque<Waiter> = []
  var leases: [Int: Deadline] = [:]
  /// Those among the leases that no crowd keeps waiting.
  var urgentLeases: Set<Int> = []
  /// What is still under way then, at a stop, is cancelled.
  private(set) var latest = Deadline.never
  var channels: [(name: String, notified: @Sendable () -> Void)] = []
  var connecting = Connecting()
  var lastNumber = 0

  /// When something must be looked at without an event on a socket; at the latest.
  private var due = Deadline.never
  private var isRunning = false
  private var isStopping = false
  private var stopped: [CheckedContinuation<Void, Never>] = []
  private(set) var hasEnded = false
  private var sockets: [pollfd] = []

  init(_ configuration: Database.Configuration) {
    self.configuration = configuration
    loop = PollLoop()
  }

  var refusesNewWork: Bool { isStopping }

  /// Makes sure that the loop looks around at `moment`.
  func wake(at moment: Deadline) {
    due = min(due, moment)
  }

  // MARK: The loop

  /// Polls until `stop`, as the one block of the queue.
  func run() {
    isRunning = true
    while !hasEnded {
      loop.work()
      let now = Deadline.now
      if now >= due { sweep(now) }
      dispatch()
      if isStopping, isQuiet { return end() }
      connect(now)
      poll()
    }
  }

  private func poll() {
    for index in connections.indices {
      connections[index].flush()
      let events = connections[index].wantsWrite ? POLLIN | POLLOUT : POLLIN
      sockets.append(pollfd(descriptor: connections[index].descriptor, events: events))
    }
    loop.sleep(&sockets, until: due)
    let polled = connections
    for (index, connection) in polled.enumerated() where sockets[index].revents != 0 && connection.isOpen {
      receive(connection)
    }
    sockets.removeAll(keepingCapacity: true)
  }

  private func receive(_ connection: Connection) {
    let isAlive = connection.receive { group in settle(group, on: connection) }
    for name in connection.notifications() {
      for channel in channels where channel.name == name { channel.notified() }
    }
    if !isAlive {
      lose(connection)
    } else if connection.isRetiring {
      retire(connection)
    }
  }

  /// Sends what waits, as far as there are connections for it.
  private func dispatch() {
    while let group = pending.first, let reader = reader() {
      pending.removeFirst()
      send(group, on: reader)
    }
    while let waiter = waiters.first, waiter.isUrgent || !isCrowded, let number = idleWriters.popLast() {
      waiters.removeFirst()
      lease(number, to: waiter)
    }
  }

  func send(_ group: Group, on connection: Connection) {
    if let refusal = group.refusal { return group.fail(refusal) }
    switch group.purpose {
    case .read: group.due = group.deadline + Pool.readingGrace
    case .statements, .commit: group.due = group.deadline
    }
    wake(at: group.due)
    if !connection.send(group) { lose(connection) }
  }

  /// Whether all the leases there may be are taken, but for the one kept for what is urgent.
  var isCrowded: Bool { leases.count - urgentLeases.count >= configuration.writers }

  private func settle(_ group: Group, on connection: Connection) {
    if group.purpose == .read, group.mayRunAgain, group.attempts < 3 {
      group.reset()
      pending.append(group)
      wake(at: group.due)
    } else {
      group.finish()
    }
  }

  // MARK: Ends

  /// Takes the connection out of use; it is closed once nothing is under way on it.
  func retire(_ connection: Connection) {
    connection.isRetiring = true
    readers.removeAll { $0 === connection }
    if connection.groups.isEmpty, leases[connection.number] == nil { discard(connection) }
    mindTheAbsence(.now)
    report()
  }

  /// Gives up a connection: what only read goes to another one once, the rest is told what became of it.
  func lose(_ connection: Connection) {
    let now = Deadline.now
    // One that dies young would otherwise be followed by the next without a pause.
    if now < connection.born + .seconds(1) { connecting.pause(until: now + .milliseconds(100)) }
    for group in discard(connection).reversed() {
      if group.purpose == .read, now >= group.due {
        group.fail(DatabaseError(.deadline))
      } else if group.purpose == .read, group.attempts < 2, connection.role == .reader {
        group.reset()
        pending.prepend(group)
        wake(at: group.due)
      } else {
        group.fail(DatabaseError(group.loss))
      }
    }
    mindTheAbsence(now)
    report()
  }

  @discardableResult
  private func discard(_ connection: Connection) -> Deque<Group> {
    connections.removeAll { $0 === connection }
    readers.removeAll { $0 === connection }
    idleWriters.removeAll { $0 == connection.number }
    writers[connection.number] = nil
    return connection.close()
  }

  /// Gives up all connections, which lead to a server that is no more.
  func drop() {
    for connection in connections { lose(connection) }
  }

  // MARK: Stopping

  /// Brings every deadline forward to `moment`, also of what is yet to come.
  func hurry(until moment: Deadline) {
    latest = moment
    for group in pending { group.hurry(until: moment) }
    for connection in connections {
      for group in connection.groups {
        group.hurry(until: moment)
        group.due = min(group.due, group.purpose == .read ? moment + Pool.readingGrace : moment)
      }
    }
    leases = leases.mapValues { min($0, moment) }
    for index in waiters.indices {
      waiters[index].deadline = min(waiters[index].deadline, moment)
      waiters[index].due = min(waiters[index].due, moment)
    }
    wake(at: moment)
  }

  /// Finishes what runs and closes the connections; new work is refused from now on.
  func stop() async {
    await withCheckedContinuation { continuation in
      // In one step with the note of who waits: the loop may end at its next look.
      isStopping = true
      if !isRunning { end() }
      if hasEnded { return continuation.resume() }
      stopped.append(continuation)
    }
  }

  private var isQuiet: Bool {
    pending.isEmpty && waiters.isEmpty && leases.isEmpty && connections.allSatisfy { $0.groups.isEmpty }
  }

  private func end() {
    hasEnded = true
    for connection in connections { discard(connection) }
    channels.removeAll()
    report()
    for continuation in stopped { continuation.resume() }
    stopped.removeAll()
  }

  // MARK: Deadlines

  /// Acts on all deadlines that have passed and finds the next one.
  private func sweep(_ now: Deadline) {
    due = .never
    if connecting.notBefore > now { wake(at: connecting.notBefore) }
    expire(now)
    for connection in connections {
      guard let next = connection.groups.min(by: { $0.due < $1.due }) else { continue }
      if next.due > now {
        wake(at: next.due)
      } else if connection.role == .writer, !next.isCancelled {
        next.isCancelled = true
        next.due = now + Pool.cancelGrace
        // The cancellation may come late and would then hit what runs here next.
        connection.isRetiring = true
        if let cancellation = connection.cancellation { cancelQueue.async { cancellation.send() } }
        wake(at: next.due)
      } else {
        lose(connection)
      }
    }
  }

  /// Answers those who have waited too long for a connection.
  private func expire(_ now: Deadline) {
    let absent = (readers: readers.isEmpty, writers: writers.isEmpty)
    var kept: Deque<Group> = []
    for group in pending {
      if group.deadline <= now {
        group.fail(DatabaseError(.deadline))
      } else if group.due <= now, absent.readers {
        group.fail(DatabaseError(.unavailable))
      } else {
        if !absent.readers { group.due = group.deadline }
        wake(at: group.due)
        kept.append(group)
      }
    }
    pending = kept
    var remaining: Deque<Waiter> = []
    for var waiter in waiters {
      if waiter.deadline <= now {
        waiter.answer.resume(returning: .failure(DatabaseError(.deadline)))
      } else if waiter.due <= now, absent.writers {
        waiter.answer.resume(returning: .failure(DatabaseError(.unavailable)))
      } else {
        if !absent.writers { waiter.due = waiter.deadline }
        wake(at: waiter.due)
        remaining.append(waiter)
      }
    }
    waiters = remaining
  }

  /// Shortens the wait of those for whom the last connection has just gone, and ends it when the server is known to
  /// be away.
  func mindTheAbsence(_ now: Deadline) {
    let limit = connecting.isFailing ? now : now + Pool.patience
    if readers.isEmpty { for group in pending { group.due = min(group.due, limit) } }
    if writers.isEmpty {
      for index in waiters.indices { waiters[index].due = min(waiters[index].due, limit) }
    }
    if !pending.isEmpty || !waiters.isEmpty { wake(at: limit) }
  }
}
