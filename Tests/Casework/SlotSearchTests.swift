import Casework
import Testing

@Suite("Slot search")
struct SlotSearchTests {
  @Test("every answer is that of trying each moment", arguments: UInt64(0)..<400)
  func exact(seed: UInt64) {
    let oracle = SlotOracle(seed: seed)
    let slots = oracle.search.slots { oracle.travel[$0][$1] }
    let answer = oracle.answer
    #expect(slots.map(\.span.lowerBound) == answer.map(\.start))
    #expect(slots.map(\.room) == answer.map(\.room))
    #expect(slots.allSatisfy { $0.span.upperBound - $0.span.lowerBound == Int64(oracle.minutes) * 60 })
  }

  @Test("the made-up calendars do have slots, and do refuse some")
  func isTelling() {
    let counts = (UInt64(0)..<400).map { SlotOracle(seed: $0).answer.count }
    #expect(counts.filter { $0 > 0 }.count > 100)
    #expect(counts.filter { $0 == 0 }.count > 20)
  }

  static func search(
    _ people: [PersonCalendar], minutes: Int = 60, step: Int = 15, limit: Int = 1, place: Int? = 1,
    window: Range<Int64>? = nil, rooms: [SlotSearch.Room]? = nil, seats: Int = 0
  ) -> [Slot] {
    let window = window ?? span("2026-11-23", "2026-11-24")
    let days = LocalDays(
      covering: Instant(seconds: window.lowerBound)..<Instant(seconds: window.upperBound), in: .amsterdam)
    let search = SlotSearch(
      window: window, days: days, minutes: minutes, step: step, limit: limit, place: place, people: people,
      rooms: rooms, seats: seats)
    return search.slots { $0 == $1 ? 0 : 20 }
  }

  static func person(
    _ presence: Presence, from: String = "09:00", to: String = "17:00",
    busy: [(from: String, to: String, place: Int?)] = []
  ) -> PersonCalendar {
    let on = { (time: String) in moment("2026-11-23T\(time)") }
    return PersonCalendar(
      presence, working: FreeTime([on(from)..<on(to)]),
      busy: busy.map { PersonCalendar.Busy(on($0.from)..<on($0.to), at: $0.place) })
  }

  static func times(_ slots: [Slot]) -> [String] {
    slots.map { String(Zone.amsterdam.rfc3339(Instant(seconds: $0.span.lowerBound)).dropFirst(11).prefix(5)) }
  }

  @Test(
    "a start leaves the journey there, and the journey on",
    arguments: [
      (1, "09:00 10:30 10:45 11:00 14:00"), (2, "10:45 11:00 14:00"),
      (nil, "09:00 10:30 10:45 11:00 11:15 13:30 13:45 14:00"),
    ] as [(Int?, String)])
  func travels(place: Int?, expected: String) {
    let person = Self.person(
      place == nil ? .online : .onSite, busy: [("10:00", "10:20", 1), ("12:20", "13:30", 3)])
    let window = span("2026-11-23", "2026-11-23T15:00")
    let slots = Self.search([person], limit: 100, place: place, window: window)
    #expect(Self.times(slots).joined(separator: " ") == expected)
  }

  @Test("an online hour between two places leaves the journey its own piece")
  func hybrid() {
    let between: [(from: String, to: String, place: Int?)] = [("09:00", "10:00", 1), ("11:30", "16:00", 2)]
    let slots = Self.search([Self.person(.online, busy: between)], step: 5, limit: 100, place: nil)
    #expect(Self.times(slots) == ["10:00", "10:05", "10:10", "10:20", "10:25", "10:30", "16:00"])
    let meeting = between + [("10:05", "10:15", nil)]
    let onSite = Self.search(
      [Self.person(.onSite, busy: meeting)], minutes: 30, step: 5, limit: 100, place: 1)
    #expect(
      Self.times(onSite) == ["10:15", "10:20", "10:25", "10:30", "10:35", "10:40", "16:20", "16:25", "16:30"])
    let elsewhere = Self.search(
      [Self.person(.onSite, busy: meeting)], minutes: 30, step: 5, limit: 1, place: 3)
    #expect(Self.times(elsewhere) == ["10:35"])
  }

  @Test("a base is where the day begins and ends, for who has one")
  func base() {
    let hours = FreeTime([
      span("2026-11-23T09:00", "2026-11-23T12:00"), span("2026-11-23T13:00", "2026-11-23T17:00"),
    ])
    let days = LocalDays(day("2026-11-22")..<day("2026-11-25"), in: .amsterdam)
    let slots = { (busy: [PersonCalendar.Busy], place: Int) in
      let anchors = PersonCalendar.anchors(at: 2, hours: hours, busy: busy, on: days)
      let person = PersonCalendar(.onSite, working: hours, busy: busy + anchors)
      return Self.search([person], step: 60, limit: 100, place: place)
    }
    #expect(Self.times(slots([], 2)) == ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"])
    #expect(Self.times(slots([], 1)) == ["10:00", "11:00", "13:00", "14:00", "15:00"])
    #expect(slots([], 1).map(\.travelBefore) == [20, 20, 20, 20, 20])
    let early = PersonCalendar.Busy(span("2026-11-23T08:00", "2026-11-23T08:30"), at: 1)
    #expect(Self.times(slots([early], 1)) == ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00"])
    #expect(slots([early], 1).map(\.travelBefore) == [0, 0, 0, 0, 0, 0])
  }

  @Test("the smallest room that seats all is taken, the next when it is not free")
  func rooms() {
    let room = { (number: Int, seats: Int, busy: [Range<Int64>]) in
      SlotSearch.Room(number: number, seats: seats, busy: FreeTime(busy))
    }
    let rooms = [
      room(1, 10, []), room(2, 4, [span("2026-11-23T09:30", "2026-11-23T10:30")]), room(3, 2, []),
      room(4, 4, []),
    ]
    let people = [Self.person(.onSite)]
    #expect(Self.search(people, limit: 4, rooms: rooms, seats: 3).map(\.room) == [4, 4, 4, 4])
    let fewer = Array(rooms.dropLast())
    #expect(Self.search(people, step: 30, limit: 4, rooms: fewer, seats: 3).map(\.room) == [1, 1, 1, 2])
    #expect(Self.search(people, rooms: fewer, seats: 11).isEmpty)
    #expect(Self.search(people, rooms: [], seats: 0).isEmpty)
    #expect(Self.search(people, rooms: nil, seats: 99).count == 1)
  }

  @Test("a slot says what it costs")
  func explains() throws {
    let people = [
      Self.person(.onSite, to: "11:50", busy: [("09:00", "10:00", 2)]), Self.person(.online, from: "10:00"),
    ]
    let room = SlotSearch.Room(number: 7, seats: 4, busy: FreeTime([]))
    let slot = try #require(Self.search(people, rooms: [room], seats: 1).first)
    #expect(Self.times([slot]) == ["10:30"])
    #expect((slot.travelBefore, slot.travelAfter) == (20, 0))
    // Left over: 10 and 20 minutes of the first person's, 30 of the second's.
    #expect(slot.why == [.travelAdded(20), .leftOver(60), .seatsOver(3)])
    #expect(slot.score == 80)
  }

  @Test("yesterday's last appointment is no journey of today")
  func nights() throws {
    let working = FreeTime([span("2026-11-23T09:00", "2026-11-23T17:00")])
    let busy = [PersonCalendar.Busy(span("2026-11-22T15:00", "2026-11-22T16:00"), at: 2)]
    let slot = try #require(Self.search([PersonCalendar(.onSite, working: working, busy: busy)]).first)
    #expect(Self.times([slot]) == ["09:00"])
    #expect(slot.travelBefore == 0)
  }

  @Test("the grid follows local :00 through both changes of the clock")
  func grid() {
    for (date, step, expected) in [
      ("2026-03-29", 60, "00:00 01:00 03:00 04:00"), ("2026-10-25", 60, "00:00 01:00 02:00 02:00"),
      ("2026-10-25", 45, "00:00 00:45 01:00 01:45"), ("2026-03-29", 120, "00:00 04:00 06:00 08:00"),
      ("2026-10-25", 90, "00:00 01:30 03:00 04:30"),
    ] {
      let window = span(date, day(date).adding(days: 1).iso)
      let child = PersonCalendar(.online, working: FreeTime([window]), busy: [])
      let slots = Self.search([child], minutes: 5, step: step, limit: 4, place: nil, window: window)
      #expect(Self.times(slots).joined(separator: " ") == expected)
    }
  }

  @Test("nonsense finds nothing, and quickly")
  func nonsense() {
    let person = Self.person(.online)
    for (minutes, limit) in [(0, 1), (-5, 1), (.max, 1), (1_441, 1), (30, 0), (30, -1)] {
      #expect(Self.search([person], minutes: minutes, limit: limit).isEmpty)
    }
    #expect(Self.times(Self.search([person], step: .min)) == ["09:00"])
    #expect(Self.times(Self.search([person], step: .max, window: span("2026-11-23", "2026-11-24"))).isEmpty)
  }

  @Test("a team of fifty over three weeks is searched in one go; prints how long it took")
  func team() throws {
    var random = Seeded(50)
    let window = span("2026-11-02", "2026-11-23")
    let zone = Zone.amsterdam
    let nine = try #require(TimeOfDay(wire: "09:00"))
    let five = try #require(TimeOfDay(wire: "17:00"))
    let hours = Weekday.allCases.prefix(5).map { WorkingPattern.Hours($0, from: nine, to: five) }
    let people = (0..<50).map { _ in
      let busy = (0..<15 * 5).map { _ in
        let date = day("2026-11-02").adding(days: Int.random(in: 0..<21, using: &random))
        let start = zone.startOfDay(date).seconds + 32_400 + 900 * Int64.random(in: 0..<20, using: &random)
        return PersonCalendar.Busy(
          start..<start + 2_700, at: [nil, 1, 2, 3].randomElement(using: &random) ?? nil)
      }
      return (pattern: WorkingPattern(hours: hours), busy: busy)
    }
    var found = 0
    let elapsed = ContinuousClock().measure {
      let days = LocalDays(day("2026-11-02")..<day("2026-11-23"), in: zone)
      for person in people {
        let calendar = PersonCalendar(
          .onSite, working: person.pattern.working(on: days, closed: [], for: .onSite), busy: person.busy)
        let search = SlotSearch(
          window: window, days: days, minutes: 45, place: 1, people: [calendar], rooms: nil)
        found += search.slots { $0 == $1 ? 0 : 20 }.count
      }
    }
    print("slot search, each of 50 people over 3 weeks: \(elapsed), \(found) slots")
    #expect(found > 50)
  }
}
