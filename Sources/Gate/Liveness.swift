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
  /// Signs still to come of the round under way.
  private let missing = Mutex(0)
  private let queue = DispatchQueue(label: "koosd.liveness", qos: .utility)
  private let timer: Mutex<(any DispatchSourceTimer)?>

  /// Watches `parts`, for instance the gate's and the database's loops; `tell` passes their sign on.
  package init(parts: [Part], tell: @escaping @Sendable () -> Void) {
    self.parts = parts
    self.tell = tell
    timer = Mutex(nil)
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
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .nanoseconds(Int(period / .nanoseconds(1))))
    timer.setEventHandler { @Sendable [self] in ask() }
    timer.activate()
  }

  /// Asks every part, unless one still owes the last round's sign.
  func ask() {
    let owed = missing.withLock { missing in
      if missing > 0 { return true }
      missing = parts.count
      return false
    }
    if owed { return }
    for part in parts {
      part { @Sendable [self] in
        let isLast = missing.withLock { missing in
          missing -= 1
          return missing == 0
        }
        if isLast { tell() }
      }
    }
  }
}
