internal import Casework
internal import Postgres

/// What occupies people and rooms, and how far the places of it lie apart.
struct BusyTimes {
  /// Longer than any way between two places.
  private static let unknown = 1_440

  private var taken: [Int: [PersonCalendar.Busy]] = [:]
  /// Where each stop stands among those the travel is known of.
  private var stops: [Int: Int] = [:]
  /// Minutes from each stop to each.
  private var ways: [[Int]] = []

  /// Reads what `Calendars.busy` returned.
  init(_ rows: Rows) {
    var lists: [(stop: Int, minutes: [Int])] = []
    for row in 0..<rows.count where rows.isNull(row, 0) {
      guard let stop = rows.integer(row, 3), let minutes = rows.text(row, 4) else { continue }
      lists.append((stop, minutes.split(separator: " ").map { Int($0) ?? Self.unknown }))
    }
    lists.sort { $0.stop < $1.stop }
    for (index, list) in lists.enumerated() { stops[list.stop] = index }
    ways = lists.map(\.minutes)
    for row in 0..<rows.count {
      guard let resource = rows.integer(row, 0), let start = rows.integer(row, 1), let end = rows.integer(row, 2),
        start < end
      else { continue }
      taken[resource, default: []].append(
        PersonCalendar.Busy(Int64(start)..<Int64(end), at: place(rows.integer(row, 3))))
    }
  }

  /// What takes the time of a resource.
  func of(_ resource: Int) -> [PersonCalendar.Busy] { taken[resource] ?? [] }

  /// What takes the time of a worker, with the base where days of some begin and end.
  func of(_ colleague: Colleague, on days: LocalDays) -> [PersonCalendar.Busy] {
    let taken = of(colleague.resource)
    guard let base = place(colleague.base) else { return taken }
    return taken + PersonCalendar.anchors(at: base, hours: colleague.working(on: days), busy: taken, on: days)
  }

  /// What a stop, a place's number or that of homes of a wijk, goes by here.
  func place(_ stop: Int?) -> Int? { stop.flatMap { stops[$0] } }

  /// Minutes from one place to another, as they go by here.
  func travel(_ from: Int, _ to: Int) -> Int {
    guard ways.indices.contains(from), ways[from].indices.contains(to) else { return Self.unknown }
    return ways[from][to]
  }
}
