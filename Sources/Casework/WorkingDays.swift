/// Working days: Monday to Friday but for the days that are closed.
package struct WorkingDays: Sendable {
  /// Days on which nobody works, holidays among them.
  package let closed: Set<CivilDate>

  package init(closed: Set<CivilDate>) { self.closed = closed }

  /// True from Monday to Friday, unless closed.
  package func contains(_ date: CivilDate) -> Bool {
    date.weekday < .sat && !closed.contains(date)
  }

  /// The `count`th working day after `date`; for 0 the day itself, or the first working day after it.
  package func day(_ count: Int, after date: CivilDate) -> CivilDate {
    var day = date
    if count <= 0 {
      while !contains(day) { day = day.adding(days: 1) }
      return day
    }
    // Ten years are more than any setting allows; the bound keeps a wild number from looping for long.
    for _ in 0..<min(count, 3_653) {
      repeat { day = day.adding(days: 1) } while !contains(day)
    }
    return day
  }

  /// When an answer is due: 17:00 local on the `count`th working day after the day of asking.
  package func dueAt(_ count: Int, asked: Instant, in zone: Zone) -> Instant {
    let due = day(count, after: zone.local(of: asked).date)
    return zone.opening(of: LocalTime(date: due, second: Self.endOfDay))
  }

  /// 17:00, when an answer is still in time.
  private static let endOfDay = 17 * 3_600
}
