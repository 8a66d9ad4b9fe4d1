/// How something recurs: the parts of an RRULE that are served (RFC 5545 §3.3.10).
///
/// Served are FREQ (DAILY, WEEKLY, MONTHLY), INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY and WKST. A rule ends: it has
/// COUNT or UNTIL, and not both.
package struct RecurrenceRule: Sendable, Hashable {
  /// The period that an interval counts.
  package enum Frequency: String, Sendable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
  }

  /// When it ends.
  package enum End: Sendable, Hashable {
    /// After so many occurrences, the first included.
    case count(Int)
    /// With the last occurrence not after this, on the wall clock.
    case until(LocalTime)
  }

  /// A day of the week; in a month perhaps only the so-manieth, counted from its end where negative.
  struct Day: Sendable, Hashable {
    let weekday: Weekday
    let place: Int?
  }

  /// What is wrong with a rule.
  package enum Fault: Error, Sendable, Hashable {
    /// A part that is not served, or no part at all.
    case unserved(String)
    /// A part that stands twice.
    case twice(String)
    /// A value its part cannot have.
    case value(part: String, value: String)
    /// A part that RFC 5545 does not allow with this frequency.
    case misplaced(part: String, Frequency)
    /// A rule without FREQ.
    case frequencyless
    /// A rule without COUNT and UNTIL.
    case endless
    /// A rule with COUNT and UNTIL.
    case endsTwice
    /// The start is no occurrence.
    case startOutside
    /// More than `Recurrence.most` occurrences.
    case tooMany
    /// Longer than `Recurrence.years` years.
    case tooLong
  }

  package let frequency: Frequency
  /// Every so many periods, from 1.
  package let interval: Int
  package let end: End
  let days: [Day]
  let monthDays: [Int]
  /// The day a week begins on; it matters where weeks are skipped.
  let weekStart: Weekday
}

// MARK: Reading

extension RecurrenceRule {
  /// Reads `FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10`, in capitals or not.
  ///
  /// UNTIL is local and inclusive, a day or a time: `20261231`, `20261231T170000`, or as dates are written elsewhere.
  package init(wire: String) throws(Fault) {
    var parts: [String: Substring] = [:]
    for part in wire.uppercased().split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(pair[0])
      guard Self.parts.contains(name), pair.count == 2 else { throw .unserved(name) }
      guard parts.updateValue(pair[1], forKey: name) == nil else { throw .twice(name) }
    }
    guard let word = parts["FREQ"] else { throw .frequencyless }
    guard let frequency = Frequency(rawValue: String(word)) else { throw .value(part: "FREQ", value: String(word)) }
    self.frequency = frequency
    interval = try parts["INTERVAL"].map { (text) throws(Fault) in try Self.number(text, "INTERVAL") } ?? 1
    switch (parts["COUNT"], parts["UNTIL"]) {
    case (let count?, nil): end = .count(try Self.number(count, "COUNT"))
    case (nil, let until?): end = .until(try Self.until(until))
    case (nil, nil): throw .endless
    case (.some, .some): throw .endsTwice
    }
    days = try Self.items(parts["BYDAY"], "BYDAY", Self.day)
    monthDays = try Self.items(parts["BYMONTHDAY"], "BYMONTHDAY") { text in
      Self.signed(text, 1...31)
    }
    if frequency != .monthly, days.contains(where: { $0.place != nil }) { throw .misplaced(part: "BYDAY", frequency) }
    if frequency == .weekly, !monthDays.isEmpty { throw .misplaced(part: "BYMONTHDAY", frequency) }
    weekStart =
      try parts["WKST"].map { (text) throws(Fault) in
        guard let day = Self.weekdays[String(text)] else { throw .value(part: "WKST", value: String(text)) }
        return day
      } ?? .mon
  }

  /// The parts that are served.
  package static let parts = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"]

  private static let weekdays: [String: Weekday] = [
    "MO": .mon, "TU": .tue, "WE": .wed, "TH": .thu, "FR": .fri, "SA": .sat, "SU": .sun,
  ]

  private static func number(_ text: Substring, _ part: String) throws(Fault) -> Int {
    var scan = TextScan(text)
    guard let number = scan.number(), number > 0, scan.isAtEnd else { throw .value(part: part, value: String(text)) }
    return number
  }

  private static func items<Item: Hashable>(
    _ text: Substring?, _ part: String, _ read: (Substring) -> Item?
  ) throws(Fault) -> [Item] {
    guard let text else { return [] }
    var items: [Item] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let item = read(word) else { throw .value(part: part, value: String(word)) }
      items.append(item)
    }
    return items
  }

  private static func day(_ text: Substring) -> Day? {
    guard let weekday = weekdays[String(text.suffix(2))] else { return nil }
    let place = text.dropLast(2)
    if place.isEmpty { return Day(weekday: weekday, place: nil) }
    return signed(place, 1...53).map { Day(weekday: weekday, place: $0) }
  }

  /// A number that may bear a sign.
  private static func signed(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
    var scan = TextScan(text)
    let isNegative = scan.take(UInt8(ascii: "-"))
    if !isNegative { _ = scan.take(UInt8(ascii: "+")) }
    guard let number = scan.number(), scan.isAtEnd, range.contains(number) else { return nil }
    return isNegative ? -number : number
  }

  private static func until(_ text: Substring) throws(Fault) -> LocalTime {
    guard let until = basic(text) ?? MomentText(wire: text) else { throw .value(part: "UNTIL", value: String(text)) }
    switch until {
    case .local(let time): return time
    case .date(let date): return LocalTime(date: date, second: 86_399)
    case .exact: throw .value(part: "UNTIL", value: String(text))
    }
  }

  /// `20261231` or `20261231T170000` (RFC 5545 §3.3.4, §3.3.5).
  private static func basic(_ text: Substring) -> MomentText? {
    var scan = TextScan(text)
    guard let year = scan.digits(4), let month = scan.digits(2), let day = scan.digits(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    if scan.isAtEnd { return .date(date) }
    guard scan.take(UInt8(ascii: "T")), let hour = scan.digits(2), let minute = scan.digits(2),
      let second = scan.digits(2), hour < 24, minute < 60, second < 60, scan.isAtEnd
    else { return nil }
    return .local(LocalTime(date: date, second: hour * 3_600 + minute * 60 + second))
  }
}
