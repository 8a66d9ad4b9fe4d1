/// When children are at school, as far as can be said without knowing the school.
///
/// The hours are those most primary schools keep, and no law: Monday to Friday 08:30 to 15:00, with Wednesday afternoon
/// free. Whoever needs other hours bounds the search with `from` and `to`.
package enum SchoolHours {
  private static let opening = 8 * 60 + 30
  private static let closing = 15 * 60
  private static let closingOnWednesday = 12 * 60 + 30

  /// The school time of some days, by the wall clock.
  ///
  /// - Parameters:
  ///   - closed: public holidays.
  ///   - breaks: school holidays, each with the first day after it.
  package static func hours(on days: LocalDays, closed: Set<CivilDate>, breaks: [Range<CivilDate>]) -> FreeTime {
    FreeTime(
      days.days.enumerated().compactMap { index, day in
        guard day.weekday <= .fri, !closed.contains(day.date), !breaks.contains(where: { $0.contains(day.date) })
        else { return nil }
        let end = day.weekday == .wed ? closingOnWednesday : closing
        return days.moment(day: index, minute: opening)..<days.moment(day: index, minute: end)
      })
  }
}
