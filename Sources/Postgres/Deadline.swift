internal import Glibc

/// A moment on the monotonic clock after which an answer is no longer waited for.
package struct Deadline: Sendable, Hashable, Comparable {
  /// Nanoseconds of `CLOCK_MONOTONIC`, which stands still while the machine sleeps and never jumps.
  let nanoseconds: UInt64

  /// The present moment.
  package static var now: Deadline {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Deadline(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
  }

  /// A moment that never comes.
  package static let never = Deadline(nanoseconds: .max)

  /// The moment `duration` from now; a negative duration is now.
  package static func after(_ duration: Duration) -> Deadline {
    now + duration
  }

  /// The time left until this moment, zero once it has passed.
  package var remaining: Duration {
    let now = Deadline.now
    return self <= now ? .zero : .nanoseconds(Int64(clamping: nanoseconds - now.nanoseconds))
  }

  package static func < (left: Deadline, right: Deadline) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// A later moment, `never` where the sum does not fit.
  package static func + (moment: Deadline, duration: Duration) -> Deadline {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, attoseconds >= 0 else { return moment }
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return .never }
    let (added, carry) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
    if carry { return .never }
    let (sum, beyond) = moment.nanoseconds.addingReportingOverflow(added)
    return beyond ? .never : Deadline(nanoseconds: sum)
  }
}
