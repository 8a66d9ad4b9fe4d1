internal import Dispatch
internal import Synchronization

/// Tells the service manager that the daemon lives, which a mere timer would not prove.
///
/// Each period every part is asked for a sign; only when all have given it is the sign passed on.
package final class Liveness: Sendable {
  /// Asks one part for a sign, which it gives by calling what it is handed, exactly once, from where it works.
  package typealias Part = @Sendable (@escaping @Sendable () -> Void) -> Void

  private let parts: [Part]
  private let tell: @Sendable () -> Void
  /// Of no lesser standing than what it watches: who works hard is alive.
  private let queue = DispatchQueue(label: "koosd.liveness")
  private let state = Mutex(State())

  private struct State {
    /// Signs still to come of the round under way.
    var missing = 0
    var isStopped = false
  }

  /// Watches `parts`, for instance the gate's and the database's loops; `tell` passes their sign on.
  package init(parts: [Part], tell: @escaping @Sendable () -> Void) {
    self.parts = parts
    self.tell = tell
  }

  /// How often to ask: a third of what the service manager allows (`WATCHDOG_USEC`), so that one late sign
  /// is no death; nil where it does not watch, or watches another process (`WATCHDOG_PID`).
  package static func period(usec: String?, pid: String?, own: Int32) -> Duration? {
    if let pid, Int32(pid) != own { return nil }
    guard let usec = usec.flatMap({ Int64($0) }), usec > 0 else { return nil }
    return .microseconds(max(usec / 3, 1))
  }

  /// Asks every `period` from now on, until `stop`.
  package func start(every period: Duration) {
    queue.async { @Sendable [self] in
      if state.withLock({ $0.isStopped }) { return }
      ask()
      queue.asyncAfter(deadline: .now() + DispatchTimeInterval(period)) { @Sendable [self] in
        start(every: period)
      }
    }
  }

  /// Asks no more.
  package func stop() { state.withLock { $0.isStopped = true } }

  /// Asks every part, unless one still owes the last round's sign.
  func ask() {
    let owed = state.withLock { state in
      if state.missing > 0 { return true }
      state.missing = parts.count
      return false
    }
    if owed { return }
    for part in parts {
      part { @Sendable [self] in
        let isLast = state.withLock { state in
          state.missing -= 1
          return state.missing == 0
        }
        if isLast { tell() }
      }
    }
  }
}
