/// A day or time as people say it: `morgen 10:00`, `vr`, `+3d`, `23-11`, `next week`, in Dutch and in English.
///
/// The forms of the wire are none of these, so that they pass as they are.
package struct SpokenTime: Sendable, Equatable {
  /// Which day is meant.
  enum Day: Sendable, Equatable {
    /// So many days from today.
    case away(Int)
    /// The first such day from today on, today too as long as the time is to come.
    case coming(Weekday)
    /// The last such day before today.
    case last(Weekday)
    /// A day of a week, so many weeks from this one.
    case inWeek(Int, Weekday)
    /// The first day of a month, so many months from this one.
    case inMonth(Int)
    /// The Monday of an ISO week, in the year that is meant.
    case week(Int)
    /// A day of a month, in the year that is meant.
    case dayOf(month: Int, day: Int)
    /// A date.
    case date(CivilDate)
  }

  let day: Day
  /// Minutes since 00:00, nil where only a day is said.
  let minute: Int?

  /// Reads what is said, nil for anything else; letter case and accents do not count.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 64 else { return nil }
    var words = Self.words(text)
    minute = words.last.flatMap(Self.minute)
    if minute != nil { words.removeLast() }
    guard let day = words.isEmpty && minute != nil ? .away(0) : Self.day(words) ?? Self.iso(words, minute) else {
      return nil
    }
    self.day = day
  }

  /// Whether it says a time of the day.
  package var hasTime: Bool { minute != nil }

  /// The date it says whole, nil where that depends on today.
  package var date: CivilDate? { if case .date(let date) = day { date } else { nil } }

  /// What it is on the wire, `2026-11-24` or `2026-11-24T10:00`, by the wall clock now; nil where no year has the day.
  package func wire(now: LocalTime) -> String? {
    guard let date = date(now: now) else { return nil }
    return minute.map { LocalTime(date: date, second: $0 * 60).wire } ?? date.iso
  }

  private func date(now: LocalTime) -> CivilDate? {
    let today = now.date
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    switch day {
    case .away(let days): return today.adding(days: days)
    case .coming(let weekday):
      let days = (weekday.rawValue - today.weekday.rawValue + 7) % 7
      let isPast = days == 0 && minute.map { $0 * 60 < now.second } == true
      return today.adding(days: isPast ? 7 : days)
    case .last(let weekday):
      return today.adding(days: -1 - (today.weekday.rawValue - weekday.rawValue + 6) % 7)
    case .inWeek(let weeks, let weekday): return monday.adding(days: weeks * 7 + weekday.rawValue - 1)
    case .inMonth(let months): return today.adding(days: 1 - today.dayOfMonth).adding(months: months)
    case .week(let week):
      return Self.meant(today) { year in
        guard let inFirst = CivilDate(year: year, month: 1, day: 4) else { return nil }
        let monday = inFirst.adding(days: (week - 1) * 7 + 1 - inFirst.weekday.rawValue)
        return monday.isoWeek == (year, week) ? monday : nil
      }
    case .dayOf(let month, let day): return Self.meant(today) { CivilDate(year: $0, month: month, day: day) }
    case .date(let date): return date
    }
  }

  /// Who leaves out the year means a day to come, or one of the last three months: most is said of what is planned, and
  /// what was done is told soon after.
  private static func meant(_ today: CivilDate, _ date: (Int) -> CivilDate?) -> CivilDate? {
    (today.year - 1...today.year + 1).lazy.compactMap(date).first { $0 >= today.adding(months: -3) }
  }
}

// MARK: - What is said

extension SpokenTime {
  private static let fillers: Set<String> = ["om", "op", "at", "on", "uur", "de", "the"]

  /// What is said without what only joins it; the hour of `om 10`, `10 uur` as `10u`.
  private static func words(_ text: some StringProtocol) -> [String] {
    let said = Slug.fold(text).split(separator: " ").map(String.init)
    return said.indices.filter { !fillers.contains(said[$0]) }.map { index in
      let isHour =
        index + 1 < said.count && said[index + 1] == "uur" || index > 0 && ["om", "at"].contains(said[index - 1])
      return isHour && number(said[index], 1...2) != nil ? said[index] + "u" : said[index]
    }
  }

  private static let days = [
    "vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "gisteren": -1, "yesterday": -1,
    "eergisteren": -2,
  ]
  private static let weekdays: [String: Weekday] = [
    "ma": .mon, "maandag": .mon, "mon": .mon, "monday": .mon, "di": .tue, "dinsdag": .tue, "tue": .tue,
    "tuesday": .tue, "wo": .wed, "woensdag": .wed, "wed": .wed, "wednesday": .wed, "do": .thu, "donderdag": .thu,
    "thu": .thu, "thursday": .thu, "vr": .fri, "vrijdag": .fri, "fri": .fri, "friday": .fri, "za": .sat,
    "zaterdag": .sat, "sat": .sat, "saturday": .sat, "zo": .sun, "zondag": .sun, "sun": .sun, "sunday": .sun,
  ]
  private static let months = [
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "february": 2, "mrt": 3, "maart": 3, "mar": 3,
    "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7, "juli": 7,
    "july": 7, "aug": 8, "augustus": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10,
    "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
  ]
  private static let turns = [
    "vorige": -1, "afgelopen": -1, "last": -1, "deze": 0, "this": 0, "volgende": 1, "komende": 1, "next": 1,
  ]

  private static func day(_ words: [String]) -> Day? {
    switch words.count {
    case 1: days[words[0]].map(Day.away) ?? weekdays[words[0]].map(Day.coming) ?? away(words[0]) ?? numbers(words[0])
    case 2: turned(words) ?? named(words[0], words[1], year: nil)
    case 3: turnedWeek(words) ?? number(words[2], 4...4).flatMap { named(words[0], words[1], year: $0) }
    default: nil
    }
  }

  /// `volgende week`, `last fri`, `week 48`; not `volgende vrijdag`, by which some mean this week's.
  private static func turned(_ words: [String]) -> Day? {
    if words[0] == "week", let week = number(words[1], 1...2), (1...53).contains(week) { return .week(week) }
    guard let turn = turns[words[0]] else { return nil }
    switch words[1] {
    case "week": return .inWeek(turn, .mon)
    case "maand", "month": return .inMonth(turn)
    default: return turn == -1 ? weekdays[words[1]].map(Day.last) : nil
    }
  }

  /// `volgende week vr`.
  private static func turnedWeek(_ words: [String]) -> Day? {
    guard words[1] == "week", let turn = turns[words[0]], let weekday = weekdays[words[2]] else { return nil }
    return .inWeek(turn, weekday)
  }

  /// `+3d`, `-2w`.
  private static func away(_ word: String) -> Day? {
    guard let sign = word.first, sign == "+" || sign == "-", let unit = word.last, unit == "d" || unit == "w",
      let count = number(String(word.dropFirst().dropLast()), 1...4)
    else { return nil }
    return .away((sign == "-" ? -1 : 1) * count * (unit == "w" ? 7 : 1))
  }

  /// `23-11`, `23-11-2026`, with slashes too.
  private static func numbers(_ word: String) -> Day? {
    let separator: Character = word.contains("/") ? "/" : "-"
    let parts = word.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3, let day = number(parts[0], 1...2), let month = number(parts[1], 1...2)
    else { return nil }
    guard parts.count == 3 else { return dayOf(month, day) }
    return number(parts[2], 4...4).flatMap { CivilDate(year: $0, month: month, day: day) }.map(Day.date)
  }

  /// `23 nov`, `23 november 2026`.
  private static func named(_ day: String, _ month: String, year: Int?) -> Day? {
    guard let day = number(day, 1...2), let month = months[month] else { return nil }
    guard let year else { return dayOf(month, day) }
    return CivilDate(year: year, month: month, day: day).map(Day.date)
  }

  /// A day that some year has.
  private static func dayOf(_ month: Int, _ day: Int) -> Day? {
    CivilDate(year: 2000, month: month, day: day).map { _ in .dayOf(month: month, day: day) }
  }

  /// `2026-11-23 9:30`: the wire's date with a time said after it.
  private static func iso(_ words: [String], _ minute: Int?) -> Day? {
    guard minute != nil, words.count == 1 else { return nil }
    return CivilDate(iso: words[0]).map(Day.date)
  }

  /// `9:30`, `09.30`, `9u`, `9u30`.
  private static func minute(_ word: String) -> Int? {
    guard let mark = word.first(where: { !$0.isNumber }), mark == ":" || mark == "." || mark == "u" else { return nil }
    let parts = word.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let hour = number(parts[0], 1...2), hour < 24 else { return nil }
    if mark == "u", parts[1].isEmpty { return hour * 60 }
    guard let minute = number(parts[1], 2...2), minute < 60 else { return nil }
    return hour * 60 + minute
  }

  /// A number of so many digits.
  private static func number(_ text: String, _ digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}
