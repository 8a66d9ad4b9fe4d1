/// A wall-clock time without a zone.
package struct LocalTime: Sendable, Hashable, Comparable {
  /// The day.
  package let date: CivilDate
  /// Seconds since that day's 00:00 on the wall clock, 0 ..< 86,400.
  package let second: Int

  package init(date: CivilDate, second: Int) {
    self.date = date
    self.second = second
  }

  package static func < (a: LocalTime, b: LocalTime) -> Bool {
    (a.date, a.second) < (b.date, b.second)
  }
}

/// A moment: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Sendable, Hashable, Comparable {
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
}

/// The rules of a time zone, handed in from outside: this module does no I/O and keeps no zone tables.
package struct Zone: Sendable {
  /// What a wall-clock time means.
  package enum Reading: Sendable, Equatable {
    /// The wall clock shows it once.
    case once(Instant)
    /// The clock jumps over it in spring; `after` is where it lands when the gap is added (RFC 5545 §3.3.5).
    case gap(after: Instant)
    /// The clock shows it twice in autumn.
    case twice(Instant, Instant)
  }

  /// Reads a wall-clock time.
  package let reading: @Sendable (LocalTime) -> Reading
  /// Seconds east of UTC at an instant.
  package let offset: @Sendable (Instant) -> Int

  package init(
    reading: @escaping @Sendable (LocalTime) -> Reading, offset: @escaping @Sendable (Instant) -> Int
  ) {
    self.reading = reading
    self.offset = offset
  }
}
