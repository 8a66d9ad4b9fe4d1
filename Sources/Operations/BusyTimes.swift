internal import Casework
internal import Postgres

/// What occupies people and rooms, and how far the places of it lie apart.
struct BusyTimes {
  /// Longer than any way between two places.
  private static let unknown = 1_440

  private struct Way: Hashable {
    let from: Int
    let to: Int
  }

  private var taken: [Int: [PersonCalendar.Busy]] = [:]
  private var ways: [Way: Int] = [:]
  /// Wijken of homes, which stand among the places as negative numbers.
  private var homes: [String: Int] = [:]

  /// Reads what `Calendars.busy` returned.
  init(_ rows: Rows) {
    for row in 0..<rows.count {
      let place = stop(rows.integer(row, 3), rows.text(row, 4))
      if let resource = rows.integer(row, 0) {
        guard let start = rows.integer(row, 1), let end = rows.integer(row, 2), start < end else { continue }
        taken[resource, default: []].append(PersonCalendar.Busy(Int64(start)..<Int64(end), at: place))
      } else if let from = place, let to = stop(rows.integer(row, 5), rows.text(row, 6)) {
        ways[Way(from: from, to: to)] = rows.integer(row, 7)
      }
    }
  }

  private mutating func stop(_ place: Int?, _ home: String?) -> Int? {
    guard let home else { return place }
    if let known = homes[home] { return known }
    homes[home] = -homes.count - 1
    return homes[home]
  }

  /// What takes the time of a resource.
  func of(_ resource: Int) -> [PersonCalendar.Busy] { taken[resource] ?? [] }

  /// The number homes of a wijk go by among the places.
  func home(in wijk: String?) -> Int? { wijk.flatMap { homes[$0] } }

  /// Minutes from one place to another.
  func travel(_ from: Int, _ to: Int) -> Int { ways[Way(from: from, to: to)] ?? Self.unknown }
}
