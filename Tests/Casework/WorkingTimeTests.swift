import Casework
import Testing

@Suite("Working time")
struct WorkingTimeTests {
  static let first = day("2024-01-01")
  static let end = day("2031-01-01")

  @Test("every day of seven years has the hours that exact arithmetic gives it", arguments: UInt64(0)..<16)
  func everyDay(seed: UInt64) {
    let calendar = HoursOracle(seed: seed)
    let days = LocalDays(Self.first..<Self.end, in: .amsterdam)
    for presence in Presence.allCases {
      let working = calendar.pattern.working(on: days, closed: calendar.closed, for: presence)
      #expect(working.spans == calendar.spans(from: Self.first, to: Self.end, presence))
      #expect(zip(working.spans, working.spans.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
  }

  @Test("day by day it is what all days at once give, so that no window changes it", arguments: UInt64(0)..<3)
  func dayByDay(seed: UInt64) {
    let calendar = HoursOracle(seed: seed)
    var date = Self.first
    while date < Self.end {
      let next = date.adding(days: 1)
      let working = calendar.pattern.working(
        on: LocalDays(date..<next, in: .amsterdam), closed: calendar.closed, for: .onSite)
      #expect(working.spans == calendar.spans(from: date, to: next, .onSite))
      date = next
    }
  }

  @Test("no moment of it lies outside the hours on the wall clock", arguments: UInt64(0)..<6)
  func local(seed: UInt64) {
    let calendar = HoursOracle(seed: seed)
    let days = LocalDays(Self.first..<Self.end, in: .amsterdam)
    let working = calendar.pattern.working(on: days, closed: calendar.closed, for: .online)
    for span in working.spans {
      for moment in [span.lowerBound, span.upperBound - 60] {
        let local = Zone.amsterdam.local(of: Instant(seconds: moment))
        #expect(!calendar.closed.contains(local.date))
        #expect(calendar.isWork(local, .online), "\(local)")
      }
    }
  }

  @Test("seven years of a working week are so many hours, to the second")
  func totals() throws {
    func total(
      _ hours: [WorkingPattern.Hours], _ from: CivilDate = Self.first, _ to: CivilDate = Self.end
    ) -> Int64 {
      WorkingPattern(hours: hours).working(on: LocalDays(from..<to, in: .amsterdam), closed: [], for: .online).seconds
    }
    // 2,557 days begin on a Monday; 365 weeks and two days, a Monday and a Tuesday.
    let week = try Weekday.allCases.map { try FreeTimeTests.hours($0, "00:00", "24:00") }
    #expect(total(week) == 2_557 * 86_400)
    let office = try [Weekday.mon, .tue, .wed, .thu, .fri].map { try FreeTimeTests.hours($0, "09:00", "17:00") }
    #expect(total(office) == (365 * 5 + 2) * 8 * 3_600)
    let doubled =
      try office + [FreeTimeTests.hours(.mon, "09:00", "17:00"), FreeTimeTests.hours(.mon, "08:00", "12:00")]
    #expect(total(doubled) == total(office) + 366 * 3_600)
    // Seven years of 52 weeks and one of 53: 2026, whose last week is odd as the next first one.
    let last = day("2030-12-30")
    #expect(total([try FreeTimeTests.hours(.mon, "09:00", "10:00", weeks: .odd)], Self.first, last) == 183 * 3_600)
    #expect(total([try FreeTimeTests.hours(.mon, "09:00", "10:00", weeks: .even)], Self.first, last) == 182 * 3_600)
    // Fourteen nights in which the clock changes: seven hours that are not there, and seven that are there twice.
    #expect(total([try FreeTimeTests.hours(.sun, "01:00", "04:00")]) == 365 * 3 * 3_600)
    #expect(total([try FreeTimeTests.hours(.sun, "02:00", "03:00")]) == 365 * 3_600)
    // 02:30 in the spring is 03:00, and in the autumn comes an hour and a half before 03:00.
    #expect(total([try FreeTimeTests.hours(.sun, "02:30", "03:30")]) == (365 - 14) * 3_600 + 7 * (30 + 120) * 60)
    let held = try FreeTimeTests.hours(.sun, "09:00", "10:00", start: "2024-01-07", end: "2024-01-21")
    #expect(total([held]) == 2 * 3_600)
  }

  @Test("nine o'clock is nine o'clock on each of them")
  func nine() throws {
    let pattern = WorkingPattern(hours: try Weekday.allCases.map { try FreeTimeTests.hours($0, "09:00", "17:00") })
    let spans = pattern.working(on: LocalDays(Self.first..<Self.end, in: .amsterdam), closed: [], for: .onSite).spans
    #expect(spans.count == 2_557)
    for (index, span) in spans.enumerated() {
      let date = Self.first.adding(days: index)
      #expect(Zone.amsterdam.local(of: Instant(seconds: span.lowerBound)) == LocalTime(date: date, second: 32_400))
      #expect(Zone.amsterdam.local(of: Instant(seconds: span.upperBound)) == LocalTime(date: date, second: 61_200))
    }
  }

  @Test("what is free is what a look at each minute finds", arguments: UInt64(0)..<200)
  func free(seed: UInt64) {
    let calendar = HoursOracle(seed: seed, around: ["2026-03-27", "2026-10-23", "2026-12-25", "2027-01-02"])
    let pattern = WorkingPattern(hours: calendar.hours, absences: calendar.absences)
    for presence in Presence.allCases {
      let working = pattern.working(
        on: LocalDays(calendar.from..<calendar.to, in: .amsterdam), closed: calendar.closed, for: presence)
      #expect(working.subtracting(FreeTime(calendar.busy)).spans == calendar.free(presence))
    }
  }

  @Test("the made-up calendars do leave something free, and take something")
  func isTelling() {
    let free = (UInt64(0)..<200).map { seed in
      HoursOracle(seed: seed, around: ["2026-03-27", "2026-10-23"]).free(.onSite).count
    }
    #expect(free.filter { $0 > 2 }.count > 50)
    #expect(Set(free).count > 5)
  }
}
