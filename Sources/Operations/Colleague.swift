internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A worker as a search or a booking sees one: whose time it is, and when that is working time.
struct Colleague: Sendable {
  let login: String
  let number: Int
  let resource: Int
  /// Number of the place a day begins and ends at.
  let base: Int?
  /// The teams of today.
  let teams: Set<Int>
  /// How long before its start a slot is offered at the latest.
  let notice: Span?
  /// How far ahead slots are offered.
  let horizon: Span?
  let discipline: String?
  /// Whether this is somebody who helps the child already (R14); false where nobody asked.
  let isOwn: Bool
  /// Minutes taken before an appointment.
  let prepare: Int
  /// Minutes taken after it.
  let followUp: Int
  private let absences: FreeTime
  private let pattern: WorkingPattern
  private let closed: Set<CivilDate>

  /// Looks at workers around a span of epoch seconds, with the local days it touches.
  static func query(_ logins: [String], around span: Range<Int>) -> Query {
    let (first, last) = days(around: span)
    return Calendars.people(logins, from: first, to: last)
  }

  /// Looks the same way at those who may fill a need too.
  ///
  /// - Parameter span: nil for the day it is.
  static func query(_ sought: Calendars.Sought, around span: Range<Int>?) -> Query {
    let days = span.map(days(around:))
    return Calendars.candidates(sought, from: days?.first, to: days?.last)
  }

  /// A span of epoch seconds in days, wider than the local ones it touches.
  static func days(around span: Range<Int>) -> (first: String, last: String) {
    (
      CivilDate(day: span.lowerBound / 86_400).adding(days: -1).iso,
      CivilDate(day: span.upperBound / 86_400).adding(days: 2).iso
    )
  }

  /// All a query returned, in its order.
  static func all(_ rows: Rows) -> [Colleague] {
    var known = Known()
    return (0..<rows.count).compactMap { Colleague(rows, $0, &known) }
  }

  /// What was read of others: in a team many work the same hours, and all have the same days off.
  private struct Known {
    var patterns: [String: WorkingPattern] = [:]
    var closed: [String: Set<CivilDate>] = [:]

    mutating func pattern(_ text: String) -> WorkingPattern {
      if let known = patterns[text] { return known }
      let pattern = WorkingPattern(hours: text.split(separator: ",").compactMap(Colleague.hours))
      patterns[text] = pattern
      return pattern
    }

    mutating func closed(_ text: String) -> Set<CivilDate> {
      if let known = closed[text] { return known }
      let days = Set(text.split(separator: " ").compactMap { CivilDate(iso: $0) })
      closed[text] = days
      return days
    }
  }

  /// Reads what the query returned, in the order asked for; throws `input.value` for who no longer works here.
  static func everyone(_ logins: [String], _ rows: Rows, _ call: Call) throws(Failure) -> [Colleague] {
    try everyone(logins, among: all(rows), call)
  }

  /// The same, of those read already.
  static func everyone(_ logins: [String], among found: [Colleague], _ call: Call) throws(Failure) -> [Colleague] {
    var colleagues: [Colleague] = []
    for login in logins {
      guard let colleague = found.first(where: { $0.login == login }) else {
        let field = ["with", "leader", "appointment"].first(where: call.isGiven) ?? "id"
        throw .value(call, field, "\(login) werkt hier niet meer.", "\(login) no longer works here.")
      }
      colleagues.append(colleague)
    }
    return colleagues
  }

  private init?(_ rows: Rows, _ row: Int, _ known: inout Known) {
    guard let login = rows.text(row, 0), let number = rows.integer(row, 1), let resource = rows.integer(row, 2) else {
      return nil
    }
    self.login = login
    self.number = number
    self.resource = resource
    base = rows.integer(row, 3)
    teams = rows.numbers(row, 4)
    pattern = known.pattern(rows.text(row, 5) ?? "")
    closed = known.closed(rows.text(row, 6) ?? "")
    absences = FreeTime((rows.text(row, 9) ?? "").split(separator: ",").compactMap(Self.span))
    notice = rows.text(row, 7).flatMap { Span(wire: $0) }
    horizon = rows.text(row, 8).flatMap { Span(wire: $0) }
    discipline = rows.text(row, 12)
    isOwn = rows.bool(row, 13) ?? false
    prepare = rows.text(row, 10).flatMap { Span(wire: $0) }?.minutes ?? 0
    followUp = rows.text(row, 11).flatMap { Span(wire: $0) }?.minutes ?? 0
  }

  private static func span(_ text: Substring) -> Range<Int64>? {
    let ends = text.split(separator: " ").compactMap { Int64($0) }
    return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
  }

  private static func hours(_ text: Substring) -> WorkingPattern.Hours? {
    let words = text.split(separator: " ")
    guard words.count == 7, let day = Int(words[0]).flatMap(Weekday.init(rawValue:)),
      let from = Int(words[1]).flatMap(TimeOfDay.init(minutes:)),
      let to = Int(words[2]).flatMap(TimeOfDay.init(minutes:)),
      let weeks = WorkingPattern.Weeks(rawValue: String(words[3])),
      let mode = WorkingPattern.Mode(rawValue: String(words[4]))
    else { return nil }
    // A day without bound is written -infinity or infinity, which is no date.
    return WorkingPattern.Hours(
      day, from: from, to: to, weeks: weeks, mode: mode, start: CivilDate(iso: words[5]), end: CivilDate(iso: words[6]))
  }

  /// What an appointment takes of the time: with preparation and follow-up.
  func taken(_ span: Range<Int64>) -> Range<Int64> {
    span.lowerBound - Int64(prepare) * 60..<span.upperBound + Int64(followUp) * 60
  }

  /// The absences that lie in a span, or partly.
  func away(in span: Range<Int64>) -> [Range<Int64>] { absences.spans.filter(span.overlaps) }

  /// The time worked that serves a presence.
  func working(on days: LocalDays, for presence: Presence) -> FreeTime {
    pattern.working(on: days, closed: closed, for: presence).subtracting(absences)
  }

  /// The time worked in whatever way.
  func working(on days: LocalDays) -> FreeTime {
    Presence.allCases.reduce(FreeTime([])) { $0.union(working(on: days, for: $1)) }
  }
}

extension Presence {
  /// What a participant's mode asks: a telephone call can be made from anywhere, as what is online.
  init(mode: String) { self = mode == "on-site" ? .onSite : .online }
}

extension Rows {
  /// Numbers separated by spaces.
  func numbers(_ row: Int, _ column: Int) -> Set<Int> {
    Set((text(row, column) ?? "").split(separator: " ").compactMap { Int($0) })
  }
}
