import Casework

/// A made-up week of somebody's hours and when they hold, found again without the module's own sums.
struct HoursOracle {
  let hours: [WorkingPattern.Hours]
  let closed: Set<CivilDate>
  let absences: [Range<Int64>]
  let busy: [Range<Int64>]
  let from: CivilDate
  let to: CivilDate

  var pattern: WorkingPattern { WorkingPattern(hours: hours) }

  /// - Parameter places: where its few days begin, one of these; nothing else depends on it.
  init(seed: UInt64, around places: [String] = ["2026-11-20"]) {
    var random = Seeded(seed)
    from = day(places.randomElement(using: &random) ?? "")
    to = from.adding(days: Int.random(in: 3...9, using: &random))
    var hours: [WorkingPattern.Hours] = []
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      // Often in the small hours, in which the clock changes.
      let isNight = Int.random(in: 0..<3, using: &random) == 0
      let start = isNight ? Int.random(in: 0...200, using: &random) : Int.random(in: 0..<96, using: &random) * 15
      let length = isNight ? Int.random(in: 1...200, using: &random) : Int.random(in: 1...40, using: &random) * 15
      let start0 = WorkingTimeTests.first.adding(days: Int.random(in: -400...2_600, using: &random))
      guard let day = Weekday(rawValue: Int.random(in: 1...7, using: &random)),
        let from = TimeOfDay(minutes: start), let to = TimeOfDay(minutes: min(start + length, 1_440)),
        let weeks = WorkingPattern.Weeks.allCases.randomElement(using: &random),
        let mode = WorkingPattern.Mode.allCases.randomElement(using: &random)
      else { continue }
      let isBounded = Int.random(in: 0..<3, using: &random) == 0
      hours.append(
        WorkingPattern.Hours(
          day, from: from, to: to, weeks: weeks, mode: mode, start: isBounded ? start0 : nil,
          end: isBounded && Bool.random(using: &random)
            ? start0.adding(days: Int.random(in: 1...900, using: &random)) : nil))
    }
    // The same once more must change nothing.
    if let again = hours.first, Bool.random(using: &random) { hours.append(again) }
    self.hours = hours
    closed = Set(
      (0..<120).map { _ in WorkingTimeTests.first.adding(days: Int.random(in: 0..<2_557, using: &random)) }
        + (Bool.random(using: &random) ? [from.adding(days: 2)] : []))
    let begins = Self.midnight(from)
    func spans(_ count: ClosedRange<Int>, _ longest: Int64) -> [Range<Int64>] {
      (0..<Int.random(in: count, using: &random)).map { _ in
        let start = begins + 60 * Int64.random(in: -600..<13_000, using: &random)
        return start..<start + 60 * Int64.random(in: 1...longest, using: &random)
      }
    }
    absences = spans(0...2, 2_000)
    busy = spans(0...25, 120)
  }

  // MARK: By arithmetic

  /// The moment a day begins: the clock changes later in its night, so the day of a change begins as the one before.
  private static func midnight(_ date: CivilDate) -> Int64 {
    let isSummer = Zone.lastSunday(date.year, 3) < date && date <= Zone.lastSunday(date.year, 10)
    return Int64(date.day) * 86_400 - (isSummer ? 7_200 : 3_600)
  }

  /// Minutes that have passed since midnight when the wall clock first shows so many, or more.
  private static func passed(_ minute: Int, on date: CivilDate) -> Int64 {
    if date == Zone.lastSunday(date.year, 3) { return Int64(minute < 180 ? min(minute, 120) : minute - 60) }
    if date == Zone.lastSunday(date.year, 10) { return Int64(minute < 180 ? minute : minute + 60) }
    return Int64(minute)
  }

  private func holds(_ span: WorkingPattern.Hours, on date: CivilDate, _ presence: Presence) -> Bool {
    // Monday 1 January 2024 is the first day of week 1, and the year 2026 is the only one of 53 weeks.
    let week = (date.day - WorkingTimeTests.first.day + 700) / 7 - 100
    let isOdd = date < day("2027-01-04") ? week % 2 == 0 : week % 2 != 0
    return span.weekday == date.weekday && (span.weeks == .all || (span.weeks == .odd) == isOdd)
      && (span.mode == .any || span.mode == (presence == .online ? .online : .onSite))
      && span.start.map { $0 <= date } != false && span.end.map { date < $0 } != false
  }

  /// The time worked on some days.
  func spans(from: CivilDate, to: CivilDate, _ presence: Presence) -> [Range<Int64>] {
    var result: [Range<Int64>] = []
    var date = from
    while date < to {
      let today = closed.contains(date) ? [] : hours.filter { holds($0, on: date, presence) }
      let begins = Self.midnight(date)
      for span in today.sorted(by: { $0.from < $1.from }) {
        let start = begins + 60 * Self.passed(span.from.minutes, on: date)
        let end = begins + 60 * Self.passed(span.to.minutes, on: date)
        if let last = result.last, start <= last.upperBound {
          result[result.count - 1] = last.lowerBound..<max(last.upperBound, end)
        } else if start < end {
          result.append(start..<end)
        }
      }
      date = date.adding(days: 1)
    }
    return result
  }

  /// Whether the wall clock shows a time of the hours; in the hour that comes twice also where they end in its first.
  func isWork(_ local: LocalTime, _ presence: Presence) -> Bool {
    let minute = local.second / 60
    return hours.contains {
      holds($0, on: local.date, presence) && $0.from.minutes <= minute && minute < $0.to.minutes
    } || local.date == Zone.lastSunday(local.date.year, 10) && (120..<180).contains(minute)
  }

  // MARK: By trying

  /// Working time that nothing takes, found minute by minute.
  func free(_ presence: Presence) -> [Range<Int64>] {
    var result: [Range<Int64>] = []
    var date = from
    while date < to {
      let (begins, ends) = (Self.midnight(date), Self.midnight(date.adding(days: 1)))
      let clock = stride(from: begins, to: ends, by: 60).map {
        Zone.amsterdam.local(of: Instant(seconds: $0)).second / 60
      }
      // What the wall clock shows first counts, so the minutes are those between two first showings.
      let today = hours.filter { holds($0, on: date, presence) }.map { span in
        let start = clock.firstIndex { $0 >= span.from.minutes } ?? clock.count
        return start..<max(start, clock.firstIndex { $0 >= span.to.minutes } ?? clock.count)
      }
      for index in clock.indices where !closed.contains(date) && today.contains(where: { $0.contains(index) }) {
        let moment = begins + Int64(index) * 60
        guard !(absences + busy).contains(where: { $0.contains(moment) }) else { continue }
        if let last = result.last, last.upperBound == moment {
          result[result.count - 1] = last.lowerBound..<moment + 60
        } else {
          result.append(moment..<moment + 60)
        }
      }
      date = date.adding(days: 1)
    }
    return result
  }
}
