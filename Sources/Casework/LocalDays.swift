/// A row of local days and where each begins: read from the zone once, then shared by every calendar searched.
package struct LocalDays: Sendable {
  /// One local day.
  struct Day: Sendable {
    let date: CivilDate
    let weekday: Weekday
    /// The week is odd by its ISO number; weeks 53 and 1 follow each other and are both odd.
    let isOddWeek: Bool
  }

  let zone: Zone
  let days: [Day]
  /// Where each day begins, and the end of the last.
  let starts: [Int64]

  /// The days of `dates`, the last excluded; an empty range is taken for its first day.
  package init(_ dates: Range<CivilDate>, in zone: Zone) {
    let count = max(1, dates.upperBound - dates.lowerBound)
    self.zone = zone
    days = (0..<count).map { index in
      let date = dates.lowerBound.adding(days: index)
      return Day(date: date, weekday: date.weekday, isOddWeek: date.isoWeek.week % 2 == 1)
    }
    starts = (0...count).map { zone.startOfDay(dates.lowerBound.adding(days: $0)).seconds }
  }

  /// The days that hold every moment of `window`.
  package init(covering window: Range<Instant>, in zone: Zone) {
    let first = zone.local(of: window.lowerBound).date
    let last = zone.local(of: window.upperBound).date
    self.init(first..<last.adding(days: 1), in: zone)
  }

  /// From the start of the first day to the end of the last.
  package var span: Range<Int64> { starts[0]..<max(starts[0], starts[starts.count - 1]) }

  /// The moment the wall clock first shows so many minutes since 00:00 of a day, or more (0…1,440).
  func moment(day index: Int, minute: Int) -> Int64 {
    if minute >= 1_440 { return starts[index + 1] }
    // A day of 24 hours has no change of the clock: no need to ask the zone.
    if starts[index + 1] - starts[index] == 86_400 { return starts[index] + Int64(minute) * 60 }
    return zone.opening(of: LocalTime(date: days[index].date, second: minute * 60)).seconds
  }

  /// Seconds east of UTC at a moment.
  func offset(at moment: Int64) -> Int64 {
    if let index = index(of: moment), starts[index + 1] - starts[index] == 86_400 {
      return Int64(days[index].date.day) * 86_400 - starts[index]
    }
    return Int64(zone.offset(Instant(seconds: moment)))
  }

  /// True when two moments fall on one local day.
  func isSameDay(_ a: Int64, _ b: Int64) -> Bool {
    if let index = index(of: a) { return (starts[index]..<starts[index + 1]).contains(b) }
    return zone.local(of: Instant(seconds: a)).date == zone.local(of: Instant(seconds: b)).date
  }

  /// Where the local day of a moment begins.
  package func start(of moment: Int64) -> Int64 {
    if let index = index(of: moment) { return starts[index] }
    return zone.startOfDay(zone.local(of: Instant(seconds: moment)).date).seconds
  }

  /// The ISO weeks the days fall in, the first and the last as far as they are here.
  var weeks: [Range<Int64>] {
    let mondays = days.indices.filter { $0 == 0 || days[$0].weekday == .mon }.map { starts[$0] } + [span.upperBound]
    return zip(mondays, mondays.dropFirst()).map { $0..<max($0, $1) }
  }

  private func index(of moment: Int64) -> Int? {
    guard span.contains(moment) else { return nil }
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= moment { low = middle } else { high = middle }
    }
    return low
  }
}
