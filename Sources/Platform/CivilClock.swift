internal import Glibc

/// Wall clock of Europe/Amsterdam by the system's zone data; holding one proves that the zone is set.
package struct CivilClock: Sendable {
  /// Why there is no civil time.
  package enum ZoneError: Error, Equatable, CustomStringConvertible {
    /// The zone's rules are not installed, or not these: glibc would silently take UTC.
    case missingZoneData(zone: String)

    /// One sentence without a full stop.
    package var description: String {
      switch self {
      case .missingZoneData(let zone): "tzdata missing: no rules for \(zone)"
      }
    }
  }

  /// The wall clock at an instant.
  package struct Local: Sendable, Equatable {
    /// Year of the Gregorian calendar.
    package let year: Int
    /// Month, 1 ... 12.
    package let month: Int
    /// Day of the month, 1 ... 31.
    package let day: Int
    /// Hour, 0 ... 23.
    package let hour: Int
    /// Minute, 0 ... 59.
    package let minute: Int
    /// Second, 0 ... 59.
    package let second: Int
    /// Seconds east of UTC.
    package let offset: Int
  }

  /// What a wall-clock time means; instants in seconds since 1970-01-01T00:00:00Z.
  package enum Reading: Sendable, Equatable {
    /// The wall clock shows it once.
    case once(Int64)
    /// The clock jumps over it; `after` reads it with the offset before the jump (RFC 5545 §3.3.5).
    case gap(after: Int64)
    /// The clock shows it twice, the earlier first.
    case twice(Int64, Int64)
  }

  /// Zone of the whole process.
  package static let zone = "Europe/Amsterdam"

  /// Sets the process's zone and checks its rules; once, before there are threads.
  package init() throws(ZoneError) {
    _ = unsafe setenv("TZ", CivilClock.zone, 1)
    tzset()
    // 31 March 2024, 01:00 UTC: from winter to summer time.
    guard offset(at: 1_711_846_799) == 3600, offset(at: 1_711_846_800) == 7200 else {
      throw .missingZoneData(zone: CivilClock.zone)
    }
  }

  /// Seconds east of UTC at an instant.
  package func offset(at seconds: Int64) -> Int { local(at: seconds).offset }

  /// The wall clock at an instant; without meaning beyond the years an `Int32` holds.
  package func local(at seconds: Int64) -> Local {
    var instant = time_t(seconds)
    var fields = unsafe tm()
    unsafe localtime_r(&instant, &fields)
    return unsafe Local(
      year: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday),
      hour: Int(fields.tm_hour), minute: Int(fields.tm_min), second: Int(fields.tm_sec),
      offset: fields.tm_gmtoff)
  }

  /// What a wall-clock time means, given as seconds since 1970-01-01 00:00 on the wall clock.
  ///
  /// Holds where the clock changes at most once in two days.
  package func reading(wallSeconds wall: Int64) -> Reading {
    let before = Int64(offset(at: wall &- 86_400))
    let after = Int64(offset(at: wall &+ 86_400))
    let early = wall &- max(before, after)
    let late = wall &- min(before, after)
    if early == late { return .once(early) }
    let isEarly = early &+ Int64(offset(at: early)) == wall
    let isLate = late &+ Int64(offset(at: late)) == wall
    switch (isEarly, isLate) {
    case (true, true): return .twice(early, late)
    case (true, false): return .once(early)
    case (false, true): return .once(late)
    case (false, false): return .gap(after: wall &- before)
    }
  }

  /// What a wall-clock time of the Gregorian calendar means; years outside ±1,000,000 are taken as the edge.
  package func reading(year: Int, month: Int, day: Int, secondOfDay: Int) -> Reading {
    let days = CivilClock.days(year: min(max(year, -1_000_000), 1_000_000), month: month, day: day)
    return reading(wallSeconds: Int64(days &* 86_400 &+ secondOfDay))
  }

  /// Days from 1970-01-01; years begin in March, so that the leap day is their last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let monthFromMarch = month > 2 ? month &- 3 : month &+ 9
    let dayOfYear = (monthFromMarch &* 153 &+ 2) / 5 &+ day &- 1
    return era * 146_097 &+ yearOfEra * 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear &- 719_468
  }
}
