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

extension Zone {
  /// What the wall clock shows at an instant.
  package func local(of instant: Instant) -> LocalTime {
    LocalTime(secondsAsUTC: instant.seconds + Int64(offset(instant)))
  }

  /// The first instant at which the wall clock shows `time` or later: in a fold the first reading, in a gap its end.
  package func opening(of time: LocalTime) -> Instant {
    switch reading(time) {
    case .once(let instant), .twice(let instant, _): instant
    case .gap(let after): change(between: Instant(seconds: after.seconds - 86_400), and: after)
    }
  }

  /// The instant a wall-clock time means: in a fold the first reading, in a gap as much later as the clock jumps
  /// (RFC 5545 §3.3.5).
  package func instant(of time: LocalTime) -> Instant {
    switch reading(time) {
    case .once(let instant), .gap(after: let instant), .twice(let instant, _): instant
    }
  }

  /// The first instant of a day, which is its local midnight except where the clock jumps over that.
  package func startOfDay(_ date: CivilDate) -> Instant {
    opening(of: LocalTime(date: date, second: 0))
  }

  /// The instant so much later; days are calendar days, which keep the wall-clock time (a gap is added to).
  package func instant(_ span: Span, after start: Instant) -> Instant {
    guard span.days != 0 else { return Instant(seconds: start.seconds + Int64(span.seconds)) }
    let from = local(of: start)
    let day = instant(of: LocalTime(date: from.date.adding(days: span.days), second: from.second))
    return Instant(seconds: day.seconds + Int64(span.seconds))
  }

  /// The text `2026-11-22T14:30:00+01:00`.
  package func rfc3339(_ instant: Instant) -> String {
    // An offset with seconds (before 1937) is cut to minutes, and the time with it: the instant stays exact.
    let minutes = offset(instant) / 60
    var bytes: [UInt8] = []
    bytes.reserveCapacity(25)
    LocalTime(secondsAsUTC: instant.seconds + Int64(minutes * 60)).append(to: &bytes)
    bytes.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
    bytes.append(digits: abs(minutes) / 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: abs(minutes) % 60, width: 2)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first instant after `early` whose offset is that of `late`; at most one change lies between them.
  func change(between early: Instant, and late: Instant) -> Instant {
    let wanted = offset(late)
    var before = early.seconds
    var after = late.seconds
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if offset(Instant(seconds: middle)) == wanted { after = middle } else { before = middle }
    }
    return Instant(seconds: after)
  }
}
