import Glibc
import Testing

@testable import Platform

@Suite("Civil clock")
struct CivilClockTests {
  let clock: CivilClock

  init() throws { clock = try CivilClock() }

  @Test("a time in the gap lands an hour later")
  func gap() {
    // 31 March 2024: 02:00 does not exist; 01:00 UTC is 03:00.
    let change: Int64 = 1_711_846_800
    #expect(clock.reading(year: 2024, month: 3, day: 31, secondOfDay: 7199) == .once(change - 1))
    #expect(clock.reading(year: 2024, month: 3, day: 31, secondOfDay: 7200) == .gap(after: change))
    #expect(clock.reading(year: 2024, month: 3, day: 31, secondOfDay: 9000) == .gap(after: change + 1800))
    #expect(clock.reading(year: 2024, month: 3, day: 31, secondOfDay: 10_799) == .gap(after: change + 3599))
    #expect(clock.reading(year: 2024, month: 3, day: 31, secondOfDay: 10_800) == .once(change))
    let landed = clock.local(at: change + 1800)
    #expect(
      landed
        == CivilClock.Local(year: 2024, month: 3, day: 31, hour: 3, minute: 30, second: 0, offset: 7200))
  }

  @Test("a time in the fold is read twice")
  func fold() {
    // 27 October 2024: 03:00 becomes 02:00 at 01:00 UTC.
    let change: Int64 = 1_729_990_800
    #expect(clock.reading(year: 2024, month: 10, day: 27, secondOfDay: 7199) == .once(change - 3601))
    #expect(
      clock.reading(year: 2024, month: 10, day: 27, secondOfDay: 7200) == .twice(change - 3600, change))
    #expect(
      clock.reading(year: 2024, month: 10, day: 27, secondOfDay: 10_799)
        == .twice(change - 1, change + 3599))
    #expect(clock.reading(year: 2024, month: 10, day: 27, secondOfDay: 10_800) == .once(change + 3600))
  }

  @Test("every half hour of 2019 to 2031 reads back to the instants that show it")
  func everyHalfHour() {
    // What each wall-clock time is shown at, found the other way round: from every instant.
    let first: Int64 = 1_546_300_800
    let last: Int64 = 1_956_528_000
    var shown: [Int64: [Int64]] = [:]
    for instant in stride(from: first - 172_800, to: last + 172_800, by: 1800) {
      shown[instant + Int64(clock.offset(at: instant)), default: []].append(instant)
    }
    var wrong: [Int64] = []
    var gaps = 0
    var folds = 0
    for wall in stride(from: first, to: last, by: 1800) {
      switch (clock.reading(wallSeconds: wall), shown[wall] ?? []) {
      case (.once(let instant), let shown) where shown == [instant]: break
      case (.twice(let early, let late), let shown) where shown == [early, late]: folds += 1
      case (.gap(let after), []) where after + Int64(clock.offset(at: after)) == wall + 3600: gaps += 1
      default: wrong.append(wall)
      }
    }
    #expect(wrong.isEmpty)
    #expect(gaps == 26, "two half hours in each of 13 springs")
    #expect(folds == 26)
  }

  @Test("a day has 24 hours, one in spring 23, one in autumn 25", arguments: 2024...2030)
  func lengthOfDays(year: Int) throws {
    var lengths: [Int64: Int] = [:]
    var start = try midnight(year: year, day: 1)
    for day in 2...(year % 4 == 0 ? 367 : 366) {
      let next = try midnight(year: year, day: day)
      lengths[(next - start) / 3600, default: 0] += 1
      #expect((next - start) % 3600 == 0)
      start = next
    }
    #expect(lengths == [23: 1, 24: year % 4 == 0 ? 364 : 363, 25: 1])
  }

  @Test("the reading agrees with mktime wherever a time is shown once")
  func mktimeAgrees() throws {
    for day in Int32(1)...365 {
      var fields = unsafe tm()
      unsafe fields.tm_year = 2025 - 1900
      unsafe fields.tm_mday = day
      unsafe fields.tm_hour = 12
      unsafe fields.tm_isdst = -1
      let noon = unsafe mktime(&fields)
      let (month, date) = unsafe (Int(fields.tm_mon) + 1, Int(fields.tm_mday))
      let reading = clock.reading(year: 2025, month: month, day: date, secondOfDay: 43_200)
      #expect(reading == .once(Int64(noon)))
    }
  }

  @Test("absurd times are read without a trap")
  func absurd() {
    for year in [Int.min, -1, 0, 9999, Int.max] {
      for part in [Int.min, -1, 0, 13, Int.max] {
        _ = clock.reading(year: year, month: part, day: part, secondOfDay: part)
      }
    }
    for seconds in [Int64.min, .max, 1 << 56] {
      _ = clock.reading(wallSeconds: seconds)
      _ = clock.local(at: seconds)
    }
  }

  @Test("clocks run: the monotonic one forward, the wall clock in this century")
  func clocks() {
    let before = Monotonic.now
    #expect(Monotonic.now >= before)
    #expect(WallClock.seconds > 1_700_000_000)
    #expect(abs(WallClock.seconds - Int64(time(nil))) <= 1)
  }

  /// Start of a day of the year, 1 for 1 January.
  private func midnight(year: Int, day: Int) throws -> Int64 {
    guard case .once(let first) = clock.reading(year: year, month: 1, day: 1, secondOfDay: 0),
      case .once(let start) = clock.reading(wallSeconds: first + 3600 + Int64(day - 1) * 86_400)
    else { throw SystemError(errno: EINVAL, operation: "midnight") }
    return start
  }
}
