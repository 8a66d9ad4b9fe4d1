internal import Casework

@testable internal import Seed

/// What is laid on a city of two wijken, as rows of words.
struct Village {
  private(set) var rows: [Table: [[String]]] = [:]
  private(set) var octets: [Table: [UInt8]] = [:]
  let made: City.Made

  /// Easter to Christmas of 2020, on which teams are closed.
  static let closed = [(1, 1), (4, 12), (4, 13), (4, 27), (5, 21), (5, 31), (6, 1), (12, 25), (12, 26)]

  static var ground: Ground {
    var ground = Ground()
    ground.wijken = [
      Ground.Wijk(slug: "west", consortium: 1, pc4: ["3531"]),
      Ground.Wijk(slug: "zuid", consortium: 2, pc4: ["3523", "3524"]),
    ]
    for (number, slug, isBasecamp, wijk) in [
      (1, "basecamp-west", true, 0), (2, "basecamp-zuid", true, 1), (3, "buurtteam-west-1", false, 0),
      (4, "buurtteam-zuid-1", false, 1),
    ] {
      ground.teams.append(
        Ground.Team(
          number: number, slug: slug, isBasecamp: isBasecamp, wijk: wijk, place: number,
          rooms: [Ground.Room(number: 2 * number, capacity: 4), Ground.Room(number: 2 * number + 1, capacity: 10)],
          organisations: [1, 2], lead: number))
    }
    ground.closed = closed.compactMap { CivilDate(year: 2020, month: $0.0, day: $0.1)?.day }
    ground.summer = day(3, 29)..<day(10, 25)
    ground.schoolHolidays = [day(7, 18)..<day(8, 31)]
    ground.numbers = Array(repeating: 0, count: Table.allCases.count)
    // What is there has numbers already.
    for (table, last) in [(Table.team, 4), (.place, 4), (.room, 9), (.worker, 4)] {
      ground.numbers[table.rawValue] = last
    }
    ground.resource = 100
    return ground
  }

  static func day(_ month: Int, _ day: Int) -> Int { CivilDate(year: 2020, month: month, day: day)?.day ?? 0 }

  init(clients: Int, seed: UInt64 = 1) throws {
    final class Basket {
      var octets: [Table: [UInt8]] = [:]
    }
    let basket = Basket()
    made = try City.lay(
      Scale(clients: clients, seed: seed), on: Self.ground,
      pour: { table, rows in basket.octets[table, default: []] += rows }, tell: { _ in })
    octets = basket.octets
    for (table, text) in octets {
      rows[table] = String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  /// The values of a column.
  func column(_ table: Table, _ name: String) -> [String] {
    let place = Self.columns(table).firstIndex(of: name) ?? 0
    return rows[table, default: []].map { $0[place] }
  }

  static func columns(_ table: Table) -> [String] {
    table.columns.split { $0 == "," || $0 == " " || $0 == "\n" }.map(String.init)
  }
}
