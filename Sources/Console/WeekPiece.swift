internal import Casework
internal import Wire

/// What somebody does for a while on one day of a week.
struct WeekPiece: Equatable {
  enum Kind: Equatable {
    case appointment, journey, absence, free
  }

  let kind: Kind
  /// Days since Monday.
  let day: Int
  /// Where it lies on the day's axis, as far as that is drawn.
  let span: Range<Int>
  /// From when to when it is that day, on the wall clock.
  let clock: String
  /// How long all of it is, in minutes.
  let minutes: Int64
  /// What the wire says of it.
  let row: JSON

  /// So long is a day's axis: an hour more than a day, for the one that the clock shows twice in autumn.
  static let axis = 25 * 60
  /// Where that hour lies.
  static let second = 3 * 60..<4 * 60

  /// The pieces of a row of an agenda, one a day; none of a row that makes no sense.
  static func pieces(_ row: JSON, monday: CivilDate) -> [WeekPiece] {
    guard let kind = kind(row["kind"]?.string), let start = Point(row["start"]), let end = Point(row["end"]) else {
      return []
    }
    let minutes = row["minutes"]?.integer ?? 0
    guard start.date <= end.date, end.date - start.date <= 366 else { return [] }
    return (0...(end.date - start.date)).compactMap { offset in
      let day = start.date.adding(days: offset) - monday
      let from = offset == 0 ? start.position : 0
      let to = start.date.adding(days: offset) == end.date ? end.position : axis
      guard (0...6).contains(day), from < to else { return nil }
      return WeekPiece(
        kind: kind, day: day, span: from..<to, clock: clock(from) + "–" + clock(to), minutes: minutes, row: row)
    }
  }

  private static func kind(_ word: String?) -> Kind? {
    switch word {
    case "afspraak": .appointment
    case "reis": .journey
    case "afwezig": .absence
    case "vrij": .free
    default: nil
    }
  }

  /// The wall clock at a place of the axis, `09:00`; `02:30B` the second time.
  static func clock(_ position: Int) -> String {
    let minute = position < second.lowerBound ? position : position - 60
    return digits(minute / 60) + ":" + digits(minute % 60) + (second.contains(position) ? "B" : "")
  }

  /// Whether a day is the one on which an hour comes twice: the last Sunday of October.
  static func isLong(_ date: CivilDate) -> Bool {
    date.month == 10 && date.dayOfMonth >= 25 && date.weekday == .sun
  }

  private static func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  /// A moment on the wall clock, as the daemon wrote it.
  private struct Point {
    let date: CivilDate
    let position: Int

    init?(_ value: JSON?) {
      guard let text = value?.string, case .exact? = MomentText(wire: text), let date = CivilDate(iso: text.prefix(10)),
        let hour = Int(text.dropFirst(11).prefix(2)), let minute = Int(text.dropFirst(14).prefix(2))
      else { return nil }
      self.date = date
      let wall = hour * 60 + minute
      // Winter's offset tells the second hour from 02:00 from the first.
      let isSecond = hour == 2 && WeekPiece.isLong(date) && text.hasSuffix("+01:00")
      position = hour >= 3 || isSecond ? wall + 60 : wall
    }
  }
}
