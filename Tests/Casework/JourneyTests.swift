import Testing

@testable import Casework

@Suite("Journeys of a day")
struct JourneyTests {
  private let days = LocalDays(
    covering: Instant(seconds: moment("2026-06-08T00:00"))..<Instant(seconds: moment("2026-06-09T23:00")),
    in: .amsterdam)

  private func span(_ from: String, _ to: String) -> Range<Int64> {
    moment("2026-06-08T\(from)")..<moment("2026-06-08T\(to)")
  }

  /// Ten minutes one way, thirty back; what is at the same place needs none.
  private func travel(_ from: Int, _ to: Int) -> Int { from == to ? 0 : from < to ? 10 : 30 }

  @Test("a journey is made as late as it can be, in one piece, and what is left of the hours is free")
  func journeys() {
    let calendar = PersonCalendar(
      .onSite, working: FreeTime([span("09:00", "17:00")]),
      busy: [
        .init(span("09:00", "10:00"), at: 1), .init(span("11:00", "12:00"), at: 2),
        .init(span("12:00", "12:30"), at: 2),
        .init(span("13:00", "13:15"), at: nil), .init(span("13:35", "14:00"), at: 1),
        .init(moment("2026-06-09T09:00")..<moment("2026-06-09T10:00"), at: 2),
      ])
    let journeys = calendar.journeys(on: days, travel: travel)
    // 12:30-13:00 holds the thirty minutes back; the twenty after the call do not.
    #expect(journeys == [span("10:50", "11:00"), span("12:30", "13:00")])
    #expect(
      calendar.gaps(between: journeys).spans == [
        span("10:00", "10:50"), span("13:15", "13:35"), span("14:00", "17:00"),
      ])
  }

  @Test("where too little time was left the journey takes what there is")
  func tight() {
    let calendar = PersonCalendar(
      .onSite, working: FreeTime([span("09:00", "12:00")]),
      busy: [.init(span("09:00", "10:00"), at: 2), .init(span("10:20", "11:00"), at: 1)])
    let journeys = calendar.journeys(on: days, travel: travel)
    #expect(journeys == [span("10:00", "10:20")])
    #expect(calendar.gaps(between: journeys).spans == [span("11:00", "12:00")])
  }

  @Test("who has a base travels from it and back")
  func base() {
    let hours = FreeTime([span("09:00", "17:00")])
    let busy: [PersonCalendar.Busy] = [.init(span("10:00", "11:00"), at: 2)]
    let anchors = PersonCalendar.anchors(at: 1, hours: hours, busy: busy, on: days)
    let calendar = PersonCalendar(.onSite, working: hours, busy: busy + anchors)
    #expect(calendar.journeys(on: days, travel: travel) == [span("09:50", "10:00"), span("16:30", "17:00")])
  }
}
