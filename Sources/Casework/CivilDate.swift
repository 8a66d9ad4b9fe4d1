/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
package struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package let day: Int

  /// The day so many days after 1970-01-01; held to 27,000 years either way, so that no sum of dates overflows.
  package init(day: Int) { self.day = min(max(day, -10_000_000), 10_000_000) }

  /// A day that exists, in the years 1900 to 2199; nil for any other.
  package init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month),
      day >= 1, day <= Self.daysIn(month: month, of: year)
    else { return nil }
    self.init(day: Self.count(year: year, month: month, day: day))
  }

  /// Reads `2026-11-22`, strictly: ten characters, a real day, years 1900 to 2199.
  package init?(iso: some StringProtocol) {
    var scan = TextScan(iso)
    guard let date = CivilDate(scan: &scan), scan.isAtEnd else { return nil }
    self = date
  }

  init?(scan: inout TextScan) {
    guard let year = scan.digits(4), scan.take(UInt8(ascii: "-")), let month = scan.digits(2),
      scan.take(UInt8(ascii: "-")), let day = scan.digits(2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package static func < (a: CivilDate, b: CivilDate) -> Bool { a.day < b.day }

  /// Days from `b` to `a`.
  package static func - (a: CivilDate, b: CivilDate) -> Int { a.day - b.day }

  /// The years a person or the network may name.
  package static let years = 1900...2199
}

// MARK: Parts

extension CivilDate {
  /// Year, month 1…12 and day of the month 1…31.
  package var parts: (year: Int, month: Int, day: Int) {
    // The year is taken to begin in March, so that the leap day is its last and months have a fixed rhythm.
    let (era, inEra) = floorDivide(day + Self.marchOfYearZero, by: Self.daysInEra)
    let year = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let dayOfMonth = inYear - (153 * month + 2) / 5 + 1
    let isNextYear = month >= 10
    return (era * 400 + year + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3, dayOfMonth)
  }

  /// The calendar year.
  package var year: Int { parts.year }
  /// The month, 1…12.
  package var month: Int { parts.month }
  /// The day of the month, 1…31.
  package var dayOfMonth: Int { parts.day }

  /// The text `2026-11-22`.
  package var iso: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func append(to bytes: inout [UInt8]) {
    let (year, month, day) = parts
    bytes.append(digits: max(year, 0), width: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: month, width: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: day, width: 2)
  }

  /// The day of the week.
  package var weekday: Weekday {
    Weekday.allCases[floorDivide(day + 3, by: 7).remainder]
  }

  /// The ISO 8601 week: Monday first, week 1 holds 4 January; its year may differ from the calendar year.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday.rawValue)
    let year = thursday.year
    return (year, (thursday.day - Self.count(year: year, month: 1, day: 1)) / 7 + 1)
  }
}

// MARK: Sums

extension CivilDate {
  /// The day `days` later, or earlier when negative.
  package func adding(days: Int) -> CivilDate {
    let (sum, overflow) = day.addingReportingOverflow(days)
    return CivilDate(day: overflow ? (days < 0 ? .min : .max) : sum)
  }

  /// The same day of the month `months` later; the month's last day where it has no such day.
  package func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let (years, zeroBased) = floorDivide(month - 1 + min(max(months, -300_000), 300_000), by: 12)
    let last = Self.daysIn(month: zeroBased + 1, of: year + years)
    return CivilDate(day: Self.count(year: year + years, month: zeroBased + 1, day: min(day, last)))
  }

  /// The same day `years` later; 28 February where the year has no 29th.
  package func adding(years: Int) -> CivilDate {
    adding(months: min(max(years, -25_000), 25_000) * 12)
  }

  /// How many days a month has; `month` is 1…12.
  static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static let daysInEra = 146_097
  /// Days from 1 March of the year 0 to 1970-01-01.
  private static let marchOfYearZero = 719_468

  private static func count(year: Int, month: Int, day: Int) -> Int {
    let (era, inEra) = floorDivide(month > 2 ? year : year - 1, by: 400)
    let sinceMarch = month > 2 ? month - 3 : month + 9
    let inYear = (153 * sinceMarch + 2) / 5 + day - 1
    return era * daysInEra + inEra * 365 + inEra / 4 - inEra / 100 + inYear - marchOfYearZero
  }
}
