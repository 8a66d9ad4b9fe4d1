/// When something that recurs takes place.
package enum Recurrence {
  /// Occurrences at the most.
  package static let most = 200
  /// Years from the first occurrence to the last at the most.
  package static let years = 2

  /// The moments of a rule, in order, the start first: what the wall clock shows stays the same over its changes.
  ///
  /// A time in the gap of spring is an hour later, one in the fold of autumn the first of the two (RFC 5545 §3.3.5).
  package static func moments(
    of rule: RecurrenceRule, from start: Instant, in zone: Zone
  ) throws(RecurrenceRule.Fault) -> [Instant] {
    let times = try times(of: rule, from: zone.local(of: start))
    return [start] + times.dropFirst().map { zone.instant(of: $0) }
  }

  /// The same on the wall clock.
  ///
  /// The start is the first occurrence and counts as one; it has to fit the rule, so that nobody finds an appointment
  /// the rule does not tell of, or misses the one asked for.
  package static func times(
    of rule: RecurrenceRule, from start: LocalTime
  ) throws(RecurrenceRule.Fault) -> [LocalTime] {
    let last = start.date.adding(years: years)
    var wanted = Int.max
    var final = LocalTime(date: last, second: 86_399)
    switch rule.end {
    case .count(let count):
      if count > most { throw .tooMany }
      wanted = count
    case .until(let until):
      if until.date > last { throw .tooLong }
      final = until
    }
    var times: [LocalTime] = []
    var period = 0
    while times.count < wanted, let dates = rule.dates(inPeriod: period, from: start.date, to: last) {
      for date in dates where date >= start.date && date <= last && times.count < wanted {
        let time = LocalTime(date: date, second: start.second)
        if time > final { break }
        if times.isEmpty, time != start { throw .startOutside }
        times.append(time)
      }
      if times.count > most { throw .tooMany }
      period += 1
    }
    if times.isEmpty { throw .startOutside }
    if case .count(let count) = rule.end, times.count < count { throw .tooLong }
    return times
  }
}

extension Zone {
  /// The moment as far from `one` on the wall clock, in days and time, as `to` is from `from`.
  package func instant(moving one: Instant, as from: Instant, to: Instant) -> Instant {
    let distance = local(of: to).secondsAsUTC - local(of: from).secondsAsUTC
    return instant(of: LocalTime(secondsAsUTC: local(of: one).secondsAsUTC + distance))
  }
}

extension RecurrenceRule {
  /// The days in the so-manieth period that is not skipped, in order; nil once periods begin after `last`.
  fileprivate func dates(inPeriod period: Int, from start: CivilDate, to last: CivilDate) -> [CivilDate]? {
    let (steps, overflow) = period.multipliedReportingOverflow(by: interval)
    if overflow { return nil }
    switch frequency {
    case .daily:
      let date = start.adding(days: steps)
      guard date <= last else { return nil }
      return isAllowed(date) ? [date] : []
    case .weekly:
      let weekday = start.weekday
      let into = floorDivide(weekday.rawValue - weekStart.rawValue, by: 7).remainder
      let week = start.adding(days: -into).adding(days: min(steps, last - start) * 7)
      guard week <= last else { return nil }
      let wanted = days.isEmpty ? [weekday] : days.map(\.weekday)
      return (0..<7).map { week.adding(days: $0) }.filter { wanted.contains($0.weekday) }
    case .monthly:
      let day = start.dayOfMonth
      let first = start.adding(days: 1 - day).adding(months: steps)
      guard first <= last else { return nil }
      let length = CivilDate.daysIn(month: first.month, of: first.year)
      let isPlain = days.isEmpty && monthDays.isEmpty
      return (0..<length).map { first.adding(days: $0) }.filter {
        isPlain ? $0.dayOfMonth == day : isAllowed($0)
      }
    }
  }

  /// Whether BYDAY and BYMONTHDAY, where they are given, allow a day.
  private func isAllowed(_ date: CivilDate) -> Bool {
    if days.isEmpty, monthDays.isEmpty { return true }
    let (year, month, day) = date.parts
    let length = CivilDate.daysIn(month: month, of: year)
    let isOnMonthDay = monthDays.isEmpty || monthDays.contains(day) || monthDays.contains(day - length - 1)
    let weekday = date.weekday
    return isOnMonthDay
      && (days.isEmpty
        || days.contains { wanted in
          guard wanted.weekday == weekday else { return false }
          return wanted.place == nil || wanted.place == (day - 1) / 7 + 1 || wanted.place == -((length - day) / 7) - 1
        })
  }
}
