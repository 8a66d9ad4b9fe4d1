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
}

private func nanoseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  _ = unsafe clock_gettime(clock, &time)
  return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
}
