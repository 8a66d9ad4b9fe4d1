import Casework
import Testing

@Suite("So many out of some")
struct NeedTests {
  @Test("every answer, and who is chosen, is that of trying each moment and each person", arguments: UInt64(0)..<300)
  func exact(seed: UInt64) {
    let oracle = NeedOracle(seed: seed)
    let slots = oracle.search.slots { oracle.base.travel[$0][$1] }
    let answer = oracle.answer
    #expect(slots.map(\.span.lowerBound) == answer.map(\.start))
    #expect(slots.map(\.chosen) == answer.map(\.chosen))
    let missed = slots.map { slot in
      slot.why.count { if case .withoutOwnWorker = $0 { true } else { false } }
    }
    #expect(missed == answer.map(\.missed))
  }

  @Test("the made-up searches do find slots, and do not find all")
  func isTelling() {
    let oracles = (UInt64(0)..<300).map { NeedOracle(seed: $0) }
    let counts = oracles.map(\.answer.count)
    #expect(counts.filter { $0 > 0 }.count > 60)
    #expect(counts.filter { $0 == 0 }.count > 20)
    #expect(oracles.contains { oracle in oracle.answer.contains { $0.missed > 0 } })
    #expect(zip(oracles, counts).contains { $0.isSchoolAvoided && $1 > 0 })
  }

  @Test("moments held by so many are those of counting", arguments: UInt64(0)..<60)
  func held(seed: UInt64) {
    var random = Seeded(seed)
    let sets = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      FreeTime(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
          let start = Int64.random(in: -20..<60, using: &random)
          return start..<start + Int64.random(in: 0..<20, using: &random)
        })
    }
    for count in 1...7 {
      let held = FreeTime.held(byAtLeast: count, of: sets)
      for moment in Int64(-25)..<85 {
        #expect((held.span(at: moment) != nil) == (sets.count { $0.span(at: moment) != nil } >= count))
      }
      #expect(zip(held.spans, held.spans.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
  }

  private static func slots(
    _ needs: [Need], people: [PersonCalendar] = [], minutes: Int = 60, limit: Int = 1, place: Int? = nil,
    avoiding: FreeTime? = nil
  ) -> [Slot] {
    let window = span("2026-11-23", "2026-11-24")
    let search = SlotSearch(
      window: window, days: LocalDays(day("2026-11-23")..<day("2026-11-30"), in: .amsterdam), minutes: minutes,
      step: 30, limit: limit, place: place, people: people, needs: needs, avoiding: avoiding)
    return search.slots { $0 == $1 ? 0 : 20 }
  }

  private static func candidate(
    _ name: String, isOwn: Bool = false, _ presence: Presence = .online, from: String = "09:00",
    busy: [(from: String, to: String, place: Int?)] = []
  ) -> Need.Candidate {
    Need.Candidate(name, isOwn: isOwn, SlotSearchTests.person(presence, from: from, busy: busy))
  }

  @Test("the own worker comes first, then who has least to do that week, then who travels least, then the login")
  func order() {
    let busy: [(from: String, to: String, place: Int?)] = [("16:00", "17:00", nil)]
    let three = [
      Self.candidate("c", busy: busy), Self.candidate("b"), Self.candidate("a"),
      Self.candidate("own", isOwn: true, busy: busy),
    ]
    #expect(Self.slots([Need(1, of: three)]).map(\.chosen) == [["own"]])
    #expect(Self.slots([Need(3, of: three)]).map(\.chosen) == [["own", "a", "b"]])
    #expect(Self.slots([Need(4, of: three)]).map(\.chosen) == [["own", "a", "b", "c"]])
    #expect(Self.slots([Need(5, of: three)]).isEmpty)
    let travels = [
      Self.candidate("far", .onSite, busy: [("10:30", "11:30", 2)]),
      Self.candidate("near", .onSite, busy: [("10:30", "11:30", 1)]),
    ]
    #expect(Self.slots([Need(1, of: travels)], place: 1).map(\.chosen) == [["near"]])
  }

  @Test("an own worker who cannot come then is named, and costs a day")
  func missed() throws {
    let some = [Self.candidate("other"), Self.candidate("own", isOwn: true, from: "10:00")]
    let slots = Self.slots([Need(1, of: some)], limit: 3)
    #expect(slots.map(\.chosen) == [["other"], ["other"], ["own"]])
    #expect(slots.map(\.score) == [1_440, 1_440 + 30, 0])
    #expect(slots[0].why == [.withoutOwnWorker("own"), .load("other", 0)])
    #expect(slots[2].why == [.ownWorker("own"), .load("own", 0)])
  }

  @Test("several needs, and those named, are met at once")
  func several() {
    let named = SlotSearchTests.person(.online, busy: [("09:00", "11:00", nil)])
    let needs = [
      Need(2, of: [Self.candidate("a"), Self.candidate("b", from: "12:00"), Self.candidate("c", from: "13:00")]),
      Need(1, of: [Self.candidate("x", busy: [("12:00", "12:30", nil)])]),
    ]
    let slots = Self.slots(needs, people: [named], limit: 2)
    #expect(SlotSearchTests.times(slots) == ["12:30", "13:00"])
    #expect(slots.map(\.chosen) == [["a", "b", "x"], ["a", "b", "x"]])
  }

  @Test("minutes of preparation and follow-up are free and worked, with travel around them")
  func prepares() {
    let stops = [PersonCalendar.Busy(span("2026-11-23T12:00", "2026-11-23T13:00"), at: 2)]
    let working = FreeTime([span("2026-11-23T09:00", "2026-11-23T17:00")])
    let person = PersonCalendar(.onSite, working: working, busy: stops, prepare: 30, followUp: 10)
    let slots = SlotSearchTests.search([person], minutes: 60, step: 10, limit: 100)
    // The first after half an hour, the last before noon leaves ten minutes and the journey; the last ends at 16:50.
    #expect(SlotSearchTests.times(slots).first == "09:30")
    #expect(SlotSearchTests.times(slots).filter { $0 < "12:00" }.last == "10:30")
    #expect(SlotSearchTests.times(slots).first { $0 > "12:00" } == "13:50")
    #expect(SlotSearchTests.times(slots).last == "15:50")
  }

  @Test("what is too near or too far ahead for somebody is not theirs")
  func bounds() {
    let working = FreeTime([span("2026-11-23T09:00", "2026-11-23T17:00")])
    let person = PersonCalendar(
      .online, working: working, busy: [], within: span("2026-11-23T10:00", "2026-11-23T12:00"))
    let slots = SlotSearchTests.search([person], minutes: 60, step: 30, limit: 100, place: nil)
    #expect(SlotSearchTests.times(slots) == ["10:00", "10:30", "11:00"])
  }

  @Test("school is from half past eight to three, on Wednesday to half past twelve, and not on holidays")
  func school() {
    // 2026-10-25 is the Sunday on which the clock is put back.
    let days = LocalDays(day("2026-10-23")..<day("2026-11-01"), in: .amsterdam)
    let hours = SchoolHours.hours(
      on: days, closed: [day("2026-10-26")], breaks: [day("2026-10-30")..<day("2026-11-02")])
    #expect(
      hours.spans == [
        span("2026-10-23T08:30", "2026-10-23T15:00"), span("2026-10-27T08:30", "2026-10-27T15:00"),
        span("2026-10-28T08:30", "2026-10-28T12:30"), span("2026-10-29T08:30", "2026-10-29T15:00"),
      ])
    let school = FreeTime([span("2026-11-23T08:30", "2026-11-23T15:00")])
    let slots = Self.slots([Need(1, of: [Self.candidate("a")])], limit: 9, avoiding: school)
    #expect(SlotSearchTests.times(slots) == ["15:00", "15:30", "16:00"])
    #expect(slots.allSatisfy { $0.why.contains(.outsideSchool) })
  }

  @Test("two of a team of fifty over three weeks are found in one go; prints how long it took")
  func team() throws {
    var random = Seeded(51)
    let window = span("2026-11-02", "2026-11-23")
    let nine = try #require(TimeOfDay(wire: "09:00"))
    let five = try #require(TimeOfDay(wire: "17:00"))
    let pattern = WorkingPattern(hours: Weekday.allCases.prefix(5).map { .init($0, from: nine, to: five) })
    let busy = (0..<50).map { _ in
      SlotOracle.apart(
        (0..<60).map { _ in
          let date = day("2026-11-02").adding(days: Int.random(in: 0..<21, using: &random))
          let start = moment(date.iso) + 32_400 + 900 * Int64.random(in: 0..<29, using: &random)
          return start..<start + 2_700
        }
      ).map { PersonCalendar.Busy($0, at: [nil, 1, 2, 3].randomElement(using: &random) ?? nil) }
    }
    var found = 0
    let elapsed = ContinuousClock().measure {
      let days = LocalDays(day("2026-11-02")..<day("2026-11-23"), in: .amsterdam)
      let candidates = busy.enumerated().map { number, busy in
        Need.Candidate(
          "p\(number)",
          PersonCalendar(.onSite, working: pattern.working(on: days, closed: [], for: .onSite), busy: busy))
      }
      let search = SlotSearch(
        window: window, days: days, minutes: 60, place: 1, people: [], needs: [Need(2, of: candidates)])
      found = search.slots { $0 == $1 ? 0 : 20 }.count
    }
    print("two of fifty over three weeks: \(elapsed), \(found) slots")
    #expect(found == 20)
  }
}
