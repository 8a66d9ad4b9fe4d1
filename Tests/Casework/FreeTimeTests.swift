import Casework
import Testing

@Suite("Free time and working patterns")
struct FreeTimeTests {
  @Test("spans are joined, sorted, and never empty")
  func normal() {
    let time = FreeTime([20..<30, 5..<5, 0..<10, 10..<12, 25..<40, 50..<60])
    #expect(time.spans == [0..<12, 20..<40, 50..<60])
    #expect(time.seconds == 42)
    #expect(FreeTime([3..<3]).isEmpty)
    #expect(time.span(at: 39) == 20..<40)
    #expect(time.span(at: 40) == nil)
  }

  @Test("the algebra is that of sets", arguments: UInt64(0)..<60)
  func sets(seed: UInt64) {
    var random = Seeded(seed)
    func some() -> FreeTime {
      FreeTime(
        (0..<Int.random(in: 0...8, using: &random)).map { _ in
          let start = Int64.random(in: 0..<90, using: &random)
          return start..<start + Int64.random(in: 0..<20, using: &random)
        })
    }
    func members(_ time: FreeTime) -> Set<Int64> { Set(time.spans.flatMap { Array($0) }) }
    let (a, b) = (some(), some())
    #expect(members(a.union(b)) == members(a).union(members(b)))
    #expect(members(a.intersecting(b)) == members(a).intersection(members(b)))
    #expect(members(a.subtracting(b)) == members(a).subtracting(members(b)))
    for result in [a.union(b), a.intersecting(b), a.subtracting(b)] {
      #expect(zip(result.spans, result.spans.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
    for start in Int64(0)..<110 {
      let range = start..<start + Int64.random(in: 0..<15, using: &random)
      #expect(a.contains(range) == range.allSatisfy(members(a).contains))
    }
  }

  static func hours(
    _ weekday: Weekday, _ from: String, _ to: String, weeks: WorkingPattern.Weeks = .all,
    mode: WorkingPattern.Mode = .any, start: String? = nil, end: String? = nil
  ) throws -> WorkingPattern.Hours {
    WorkingPattern.Hours(
      weekday, from: try #require(TimeOfDay(wire: from)), to: try #require(TimeOfDay(wire: to)), weeks: weeks,
      mode: mode, start: start.map(day), end: end.map(day))
  }

  static func days(_ from: String, _ to: String) -> LocalDays {
    LocalDays(day(from)..<day(to), in: .amsterdam)
  }

  @Test("nine o'clock stays nine o'clock over both changes of every year", arguments: 2_019...2_030)
  func wallClock(year: Int) throws {
    let pattern = WorkingPattern(hours: try Weekday.allCases.map { try Self.hours($0, "09:00", "17:00") })
    for sunday in [Zone.lastSunday(year, 3), Zone.lastSunday(year, 10)] {
      let days = LocalDays(sunday.adding(days: -2)..<sunday.adding(days: 3), in: .amsterdam)
      let working = pattern.working(on: days, closed: [], for: .onSite)
      #expect(working.spans.count == 5)
      for (index, span) in working.spans.enumerated() {
        let date = sunday.adding(days: index - 2)
        #expect(
          Zone.amsterdam.local(of: Instant(seconds: span.lowerBound)) == LocalTime(date: date, second: 32_400)
        )
        #expect(
          Zone.amsterdam.local(of: Instant(seconds: span.upperBound)) == LocalTime(date: date, second: 61_200)
        )
      }
    }
  }

  @Test("a night's hours have the length the clock gives them")
  func nights() throws {
    let all = WorkingPattern(hours: [try Self.hours(.sun, "00:00", "24:00")])
    let early = WorkingPattern(hours: [
      try Self.hours(.sun, "01:00", "04:00"), try Self.hours(.sun, "02:15", "02:45"),
    ])
    let gap = WorkingPattern(hours: [try Self.hours(.sun, "02:15", "03:15")])
    for (from, to, full, short, inGap) in [
      ("2026-03-29", "2026-03-30", 23, 2, 15), ("2026-10-25", "2026-10-26", 25, 4, 120),
      ("2026-11-22", "2026-11-23", 24, 3, 60),
    ] {
      let days = Self.days(from, to)
      #expect(all.working(on: days, closed: [], for: .online).seconds == Int64(full * 3_600))
      #expect(early.working(on: days, closed: [], for: .online).seconds == Int64(short * 3_600))
      #expect(gap.working(on: days, closed: [], for: .online).seconds == Int64(inGap * 60))
    }
  }

  @Test("odd weeks follow the ISO number, weeks 53 and 1 both odd")
  func weeks() throws {
    let odd = WorkingPattern(hours: [try Self.hours(.mon, "09:00", "10:00", weeks: .odd)])
    let even = WorkingPattern(hours: [try Self.hours(.mon, "09:00", "10:00", weeks: .even)])
    let days = Self.days("2026-12-14", "2027-01-19")
    let starts = { (pattern: WorkingPattern) in
      pattern.working(on: days, closed: [], for: .online).spans.map {
        Zone.amsterdam.local(of: Instant(seconds: $0.lowerBound)).date.iso
      }
    }
    #expect(starts(odd) == ["2026-12-14", "2026-12-28", "2027-01-04", "2027-01-18"])
    #expect(starts(even) == ["2026-12-21", "2027-01-11"])
  }

  @Test("mode, validity, absences and closed days bound the hours")
  func bounds() throws {
    let pattern = WorkingPattern(
      hours: [
        try Self.hours(.mon, "09:00", "12:00", mode: .onSite),
        try Self.hours(.mon, "12:00", "17:00", mode: .online),
        try Self.hours(.tue, "09:00", "17:00", start: "2026-11-24", end: "2026-12-01"),
        try Self.hours(.wed, "17:00", "09:00"),
      ],
      absences: [span("2026-11-24T10:00", "2026-11-24T11:30"), span("2026-11-30", "2026-12-01")])
    let days = Self.days("2026-11-16", "2026-12-08")
    let closed: Set<CivilDate> = [day("2026-12-07")]
    #expect(
      pattern.working(on: days, closed: closed, for: .onSite).spans == [
        span("2026-11-16T09:00", "2026-11-16T12:00"), span("2026-11-23T09:00", "2026-11-23T12:00"),
        span("2026-11-24T09:00", "2026-11-24T10:00"), span("2026-11-24T11:30", "2026-11-24T17:00"),
      ])
    #expect(
      pattern.working(on: days, closed: closed, for: .online).spans.first
        == span("2026-11-16T12:00", "2026-11-16T17:00"))
  }
}
