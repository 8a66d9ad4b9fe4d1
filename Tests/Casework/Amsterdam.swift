import Casework

extension Zone {
  /// Europe/Amsterdam by its rule since 1996: summer time from the last Sunday of March to that of October, 01:00 UTC.
  static let amsterdam = Zone(
    reading: { time in
      let asUTC = Int64(time.date.day) * 86_400 + Int64(time.second)
      let summer = Instant(seconds: asUTC - 7_200)
      let winter = Instant(seconds: asUTC - 3_600)
      return switch (isSummer(summer), isSummer(winter)) {
      case (true, true): .once(summer)
      case (false, false): .once(winter)
      case (true, false): .twice(summer, winter)
      case (false, true): .gap(after: winter)
      }
    },
    offset: { isSummer($0) ? 7_200 : 3_600 })

  private static func isSummer(_ instant: Instant) -> Bool {
    let date = CivilDate(day: Int((Double(instant.seconds) / 86_400).rounded(.down)))
    return change(date.year, 3) <= instant.seconds && instant.seconds < change(date.year, 10)
  }

  private static func change(_ year: Int, _ month: Int) -> Int64 {
    Int64(lastSunday(year, month).day) * 86_400 + 3_600
  }

  /// The Sunday on which the clock changes; the month has 31 days.
  static func lastSunday(_ year: Int, _ month: Int) -> CivilDate {
    let last = CivilDate(year: year, month: month, day: 31) ?? CivilDate(day: 0)
    return last.adding(days: -(last.weekday.rawValue % 7))
  }
}

/// A day written as text; the epoch for a text that is none, which no test expects.
func day(_ iso: String) -> CivilDate { CivilDate(iso: iso) ?? CivilDate(day: 0) }

/// Epoch seconds of a text such as `2026-11-22T14:30`, in Amsterdam unless it bears an offset.
func moment(_ wire: String) -> Int64 {
  switch MomentText(wire: wire) {
  case .exact(let instant): instant.seconds
  case .local(let time): Zone.amsterdam.opening(of: time).seconds
  case .date(let date): Zone.amsterdam.startOfDay(date).seconds
  case nil: 0
  }
}

/// A span between two such texts.
func span(_ from: String, _ to: String) -> Range<Int64> { moment(from)..<moment(to) }

/// A random source that gives the same numbers every time.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
