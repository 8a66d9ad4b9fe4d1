import Casework
import Testing

@Suite("Slots of every day")
struct SlotDaysTests {
  /// The slots of an hour, every quarter, that one day holds.
  private func slots(_ date: CivilDate, _ pattern: WorkingPattern, closed: Set<CivilDate> = []) -> [Range<Int64>] {
    let days = LocalDays(date..<date.adding(days: 1), in: .amsterdam)
    let person = PersonCalendar(
      .online, working: pattern.working(on: days, closed: closed, for: .online), busy: [])
    let search = SlotSearch(
      window: days.span, days: days, minutes: 60, step: 15, limit: 200, place: nil, people: [person])
    return search.slots { _, _ in 0 }.map(\.span)
  }

  private func everyDay(_ body: (CivilDate) -> Void) {
    var date = WorkingTimeTests.first
    while date < WorkingTimeTests.end {
      body(date)
      date = date.adding(days: 1)
    }
  }

  @Test(
    "in office hours there are 29 on every working day of seven years and none on another, all on the wall clock's grid"
  )
  func office() throws {
    let pattern = WorkingPattern(
      hours: try [Weekday.mon, .tue, .wed, .thu, .fri].map { try FreeTimeTests.hours($0, "09:00", "17:00") })
    let closed: Set = [day("2026-04-06"), day("2027-12-27")]
    everyDay { date in
      let found = slots(date, pattern, closed: closed)
      let isWorked = date.weekday != .sat && date.weekday != .sun && !closed.contains(date)
      #expect(found.count == (isWorked ? 29 : 0), "\(date.iso)")
      for (index, slot) in found.enumerated() {
        let local = Zone.amsterdam.local(of: Instant(seconds: slot.lowerBound))
        #expect(local.date == date && local.second == 9 * 3_600 + index * 900)
        #expect(slot.upperBound - slot.lowerBound == 3_600)
      }
    }
  }

  @Test("who works round the clock has as many as the day is long: 23, 24 and 25 hours")
  func roundTheClock() throws {
    let pattern = WorkingPattern(hours: try Weekday.allCases.map { try FreeTimeTests.hours($0, "00:00", "24:00") })
    everyDay { date in
      let hours =
        switch date {
        case Zone.lastSunday(date.year, 3): 23
        case Zone.lastSunday(date.year, 10): 25
        default: 24
        }
      let found = slots(date, pattern)
      #expect(found.count == (hours - 1) * 4 + 1, "\(date.iso)")
      #expect(zip(found, found.dropFirst()).allSatisfy { $1.lowerBound - $0.lowerBound == 900 })
    }
  }

  @Test("odd and even weeks take turns, and two odd ones follow where a year has 53")
  func weeks() throws {
    let pattern = WorkingPattern(
      hours: [try FreeTimeTests.hours(.wed, "09:00", "10:00", weeks: .odd)])
    everyDay { date in
      let isWorked = date.weekday == .wed && date.isoWeek.week % 2 == 1
      #expect(slots(date, pattern).count == (isWorked ? 1 : 0), "\(date.iso)")
    }
    #expect(slots(day("2026-12-30"), pattern).count == 1 && slots(day("2027-01-06"), pattern).count == 1)
  }
}
