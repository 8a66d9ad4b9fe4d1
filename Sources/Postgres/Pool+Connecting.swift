internal import Dispatch
internal import Synchronization

/// Where the making of connections stands: one at a time, with a pause after a failure.
struct Connecting {
  private(set) var isUnderWay = false
  private(set) var notBefore = Deadline(nanoseconds: 0)
  private var backoff = Backoff()

  /// Whether the last attempt failed: who has no connection is then answered at once.
  var isFailing: Bool { backoff.failures > 0 }

  mutating func begin() {
    isUnderWay = true
  }

  mutating func succeeded() {
    isUnderWay = false
    backoff.succeeded()
  }

  mutating func failed(at now: Deadline) {
    isUnderWay = false
    notBefore = now + backoff.failed(at: now)
  }

  mutating func pause(until moment: Deadline) {
    notBefore = max(notBefore, moment)
  }
}

extension Pool {
  /// Starts the next connection that is needed, if any.
  func connect(_ now: Deadline) {
    guard !connecting.isUnderWay, let role = missing() else { return }
    // What was accepted before the stop may still need a connection.
    if refusesNewWork, pending.isEmpty, waiters.isEmpty { return }
    guard now >= connecting.notBefore else { return wake(at: connecting.notBefore) }
    connecting.begin()
    connectQueue.async { [self, configuration] in
      let result = Handle.open(configuration)
      loop.post(.call { self.assumeIsolated { $0.adopt(result, as: role) } })
    }
  }

  /// What is missing most: somebody to read, then a writer for whoever waits, then the rest.
  private func missing() -> Connection.Role? {
    if readers.isEmpty, configuration.readers > 0 { return .reader }
    if let waiter = waiters.first, writers.count < configuration.writers + (waiter.isUrgent ? 1 : 0) { return .writer }
    if writers.isEmpty, configuration.writers > 0 { return .writer }
    if readers.count < configuration.readers { return .reader }
    if !channels.isEmpty, !connections.contains(where: { $0.role == .listener }) { return .listener }
    return nil
  }

  private func adopt(_ result: Result<Handle, DatabaseError>, as role: Connection.Role) {
    let now = Deadline.now
    switch result {
    case .failure(let error):
      connecting.failed(at: now)
      mindTheAbsence(now)
      report(error)
    case .success(let handle):
      connecting.succeeded()
      lastNumber += 1
      let connection = Connection(handle, role: role, number: lastNumber)
      // A stop does not wait for a host that may never answer; what comes too late is closed with this reference.
      if hasEnded { return }
      connections.append(connection)
      switch role {
      case .reader: readers.append(connection)
      case .writer:
        writers[connection.number] = connection
        idleWriters.append(connection.number)
      case .listener:
        for channel in channels { hear(channel, on: connection) }
      }
      report(version: handle.serverVersion)
    }
  }

  // MARK: Listening

  func listen(_ name: String, _ notified: @escaping @Sendable () -> Void) {
    channels.append((name, notified))
    guard let connection = connections.first(where: { $0.role == .listener }) else { return }
    hear((name, notified), on: connection)
  }

  /// Listens first and tells the reader then: what was notified before it must read itself.
  private func hear(_ channel: (name: String, notified: @Sendable () -> Void), on connection: Connection) {
    let parts = channel.name.split(separator: "\"", omittingEmptySubsequences: false)
    let quoted = parts.joined(separator: "\"\"")
    let statement = Statement("LISTEN \"\(quoted)\"")
    let group = Group([statement()], deadline: .after(.seconds(10)), purpose: .read) { outcome in
      if outcome.error == nil { channel.notified() }
    }
    send(group, on: connection)
  }

  // MARK: Health

  func report(_ error: DatabaseError? = nil, version: Int? = nil) {
    let (readers, writers) = (readers.count, writers.count)
    let isListening = connections.contains { $0.role == .listener }
    health.withLock { health in
      health.readers = readers
      health.writers = writers
      health.isListening = isListening
      if let version {
        health.serverVersion = version
        health.lastError = nil
      }
      if let error { health.lastError = error }
    }
  }
}
