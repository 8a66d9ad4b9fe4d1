internal import Casework

/// The year that is laid: its days, and how people met on them.
struct Year: Sendable {
  let number: Int
  /// 1 January.
  let first: Int
  /// 31 December.
  let last: Int
  /// The last day that is planned for already.
  let horizon: Int
  /// The working days, of which `WorkingDays` knows from the calendar laid in the database.
  private let working: [Bool]
  private let odd: [Bool]
  private let school: [Bool]
  private let summer: Range<Int>
  /// The short holidays of schools, in which some of the people are away too: first day, and the day after the last.
  let breaks: [Range<Int>]

  /// When all that is laid had been recorded: the midnight the year ends with.
  var end: Moment { Moment(last + 1, 0) }

  init(_ ground: Ground) {
    number = ground.year
    first = CivilDate(year: ground.year, month: 1, day: 1)?.day ?? 0
    last = CivilDate(year: ground.year, month: 12, day: 31)?.day ?? 0
    horizon = last + 31
    let days = WorkingDays(closed: Set(ground.closed.map(CivilDate.init(day:))))
    let all = first...horizon
    working = all.map { days.contains(CivilDate(day: $0)) }
    odd = all.map { CivilDate(day: $0).isoWeek.week % 2 == 1 }
    school = all.map { day in ground.schoolHolidays.contains { $0.contains(day) } }
    summer = ground.summer
    breaks = ground.schoolHolidays.filter { all.contains($0.lowerBound) && $0.count < 21 }
  }

  func date(_ month: Int, _ day: Int) -> Int { CivilDate(year: number, month: month, day: day)?.day ?? first }

  /// Whether teams work on a day; before the year only weekends count.
  func works(_ day: Int) -> Bool {
    guard day >= first, day <= horizon else { return Self.weekday(day) <= 5 }
    return working[day - first]
  }

  /// Whether the ISO week of a day has an odd number.
  func isOdd(_ day: Int) -> Bool { day >= first && day <= horizon && odd[day - first] }

  /// Whether schools are closed for a holiday.
  func isSchoolHoliday(_ day: Int) -> Bool { day >= first && day <= horizon && school[day - first] }

  /// The day itself, or the first after it on which teams work.
  func workday(from day: Int) -> Int {
    var day = day
    while !works(day) { day += 1 }
    return day
  }

  /// The day itself, or the last before it on which teams work.
  func workday(before day: Int) -> Int {
    var day = day
    while !works(day) { day -= 1 }
    return day
  }

  /// The `count`th working day after one.
  func workdays(_ count: Int, after day: Int) -> Int {
    var day = day
    for _ in 0..<count { day = workday(from: day + 1) }
    return day
  }

  /// A moment with its offset.
  func text(_ moment: Moment) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let offset = summer.contains(moment.day) ? "+02:00" : "+01:00"
    return "\(CivilDate(day: moment.day).iso)T\(two(moment.minute / 60)):\(two(moment.minute % 60)):00\(offset)"
  }

  /// 1, Monday, to 7.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// Of a thousand appointments on a day: on site, online, by phone, hybrid.
  ///
  /// In the spring of 2020 everything that could went online from one Monday on, and came back in part.
  func modes(on day: Int) -> [Int] {
    guard number == 2020 else { return [600, 260, 80, 60] }
    return switch day {
    case ..<date(3, 16): [780, 140, 60, 20]
    case ..<date(5, 11): [170, 500, 300, 30]
    case ..<date(7, 1): [360, 430, 130, 80]
    case ..<date(9, 1): [590, 250, 80, 80]
    case ..<date(10, 14): [540, 300, 80, 80]
    case ..<date(12, 15): [420, 410, 100, 70]
    default: [240, 580, 130, 50]
    }
  }

  /// Whether what was planned on site before this day was put online on it.
  func goesOnline(_ day: Int) -> Bool { number == 2020 && day >= date(3, 16) && day < date(5, 11) }

  /// The day the switch was made.
  var closing: Int { date(3, 13) }

  /// How many children are registered in a month, of a thousand on average.
  func arrivals(in month: Int) -> Int {
    guard number == 2020 else {
      return [1_050, 1_000, 1_050, 950, 950, 1_050, 800, 700, 1_150, 1_150, 1_150, 950][month - 1]
    }
    return [1_050, 1_050, 850, 600, 750, 1_050, 850, 700, 1_300, 1_300, 1_300, 1_150][month - 1]
  }

  /// How many weeks who is registered on a day waits on average: ever more.
  func weeks(registered day: Int) -> Int { 9 + 7 * max(0, day - first) / 366 }
}
