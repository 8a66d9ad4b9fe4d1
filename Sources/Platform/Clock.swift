internal import Glibc

/// Clock that only runs forward, for deadlines and back-off; it stands still in suspend.
package enum Monotonic {
  /// Nanoseconds since some moment before the process's start.
  package static var now: Int64 { nanoseconds(CLOCK_MONOTONIC) }
}

/// The world's clock, which may be set.
package enum WallClock {
  /// Seconds since 1970-01-01T00:00:00Z.
  package static var seconds: Int64 { nanoseconds(CLOCK_REALTIME) / 1_000_000_000 }

  /// The time of the day in the zone of who looks, `14:03:05`.
  package static var timeOfDay: String {
    var now = time_t(seconds)
    var fields = unsafe tm()
    unsafe localtime_r(&now, &fields)
    return unsafe [fields.tm_hour, fields.tm_min, fields.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }
      .joined(separator: ":")
  }
}

private func nanoseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  _ = unsafe clock_gettime(clock, &time)
  return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
}
