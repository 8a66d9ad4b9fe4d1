/// Who and what is free when, in halves of hours from 8:00 to 18:00: so nothing that is laid ever collides.
struct Roster {
  static let opening = 8 * 60
  private static let halves = 20

  private let first: Int
  private let days: Int
  private var taken: [UInt32] = []

  init(_ year: Year) {
    first = year.first
    days = year.horizon - year.first + 1
  }

  /// A row of its own for somebody or something.
  ///
  /// - Parameter open: the halves it can be had on a day.
  mutating func enrol(_ open: (Int) -> UInt32) -> Int {
    let row = taken.count / days
    for day in 0..<days { taken.append(~open(first + day)) }
    return row
  }

  /// The halves between two minutes of the day, as bits.
  static func halves(_ from: Int, _ to: Int) -> UInt32 {
    let (low, high) = (max(0, (from - opening + 29) / 30), min(halves, (to - opening) / 30))
    return high > low ? ((1 << UInt32(high)) - 1) & ~((1 << UInt32(low)) - 1) : 0
  }

  static let allDay = halves(opening, opening + 30 * halves)

  /// The first minute from which so many halves are free for all rows on a day, looked for from a half on, and the room
  /// that is free then; nil where there is none.
  func find(_ rows: [Int], rooms: [Int]?, on day: Int, halves count: Int, from preferred: Int) -> (
    minute: Int, room: Int?
  )? {
    guard day >= first, day < first + days else { return nil }
    var busy: UInt32 = 0
    for row in rows { busy |= taken[row * days + day - first] }
    let block: UInt32 = (1 << UInt32(count)) - 1
    for step in 0..<Self.halves {
      let half = (preferred + step) % Self.halves
      guard half + count <= Self.halves, busy & (block << UInt32(half)) == 0 else { continue }
      let minute = Self.opening + 30 * half
      guard let rooms else { return (minute, nil) }
      for room in rooms where taken[room * days + day - first] & (block << UInt32(half)) == 0 { return (minute, room) }
    }
    return nil
  }

  /// Takes so many halves of all rows from a minute of a day on.
  mutating func take(_ rows: [Int], on day: Int, from minute: Int, halves count: Int) {
    let block = ((1 << UInt32(count)) - 1 as UInt32) << UInt32((minute - Self.opening) / 30)
    for row in rows { taken[row * days + day - first] |= block }
  }

  /// Closes a row for whole days.
  mutating func close(_ row: Int, _ span: ClosedRange<Int>) {
    for day in max(first, span.lowerBound)...min(first + days - 1, max(first, span.upperBound)) {
      taken[row * days + day - first] = ~0
    }
  }

  /// Whether a row can be had on a day at all.
  func isThere(_ row: Int, on day: Int) -> Bool {
    day >= first && day < first + days && taken[row * days + day - first] & Self.allDay != Self.allDay
  }
}
