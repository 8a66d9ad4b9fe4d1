import Postgres
import TestKit
import Testing

@Suite("What figures keep to themselves")
struct ReportSuppressionTests {
  /// One consult, appointment or case: where it counts, and of which of two kinds it is.
  struct Unit {
    let period: Int
    let place: (team: Int, wijk: Int)
    let discipline: Int
    let kind: Int
  }

  /// A row that may be told: of a year, a period, or one value of one dimension in it.
  struct Row {
    var period: Int?
    var dim = ""
    var key = ""
    var kinds = [0, 0]
    var base: Int { kinds[0] + kinds[1] }

    var sql: String {
      """
      ROW('', '2020', \(period.map { "'2020-\($0)'" } ?? "NULL"), '\(dim)', '\(key)', \(base), ARRAY[\(kinds[0]), \(kinds[1])], \
      '{}', '{}', '{}', NULL)::koos.figure
      """
    }
  }

  /// Units of two periods, in teams of which two share a wijk, one has its own, and one goes over the border now and then.
  static func units(_ dice: inout Seeded) -> [Unit] {
    let density = dice.below(26)
    let crosses = dice.below(3) == 0
    return (0..<2).flatMap { period in
      (0..<3).flatMap { team in
        (0..<dice.below(density + 2)).map { _ in
          let wijk = crosses && dice.below(6) == 0 ? 1 : (team == 2 ? 1 : 0)
          return Unit(
            period: period, place: (team, wijk), discipline: dice.below(3), kind: dice.below(4) == 0 ? 1 : 0)
        }
      }
    }
  }

  /// The rows a report would make of units.
  static func rows(of units: [Unit]) -> [Row] {
    var rows: [String: Row] = [:]
    for unit in units {
      let (team, wijk) = ("t\(unit.place.team)", "w\(unit.place.wijk)")
      for (period, dim, key) in [
        (nil, "", ""), (unit.period, "", ""), (unit.period, "team", team), (unit.period, "wijk", wijk),
        (unit.period, "discipline", "d\(unit.discipline)"), (unit.period, "pair", "\(team)/\(wijk)"),
      ] as [(Int?, String, String)] {
        rows["\(period ?? -1) \(dim) \(key)", default: Row(period: period, dim: dim, key: key)].kinds[unit.kind] += 1
      }
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Everything somebody may know of what is kept: the sums, and which teams and wijken make the same one.
  static func puzzle(_ rows: [Row], _ shown: [Int]) -> (ReportPuzzle, [(row: Row, base: Int, kinds: [Int])]) {
    var puzzle = ReportPuzzle()
    var told: [(row: Row, base: Int, kinds: [Int])] = []
    for (row, shows) in zip(rows, shown) where row.dim != "pair" {
      let base = puzzle.number(row.base, isTold: shows > 0, least: 1)
      let kinds = row.kinds.map { puzzle.number($0, isTold: shows > 1) }
      puzzle.sum(base, of: kinds)
      told.append((row, base, kinds))
    }
    func sum(_ total: (row: Row, base: Int, kinds: [Int]), of parts: [(row: Row, base: Int, kinds: [Int])]) {
      puzzle.sum(total.base, of: parts.map(\.base))
      for kind in 0..<2 { puzzle.sum(total.kinds[kind], of: parts.map { $0.kinds[kind] }) }
    }
    for total in told where total.row.dim.isEmpty {
      if total.row.period == nil {
        sum(total, of: told.filter { $0.row.period != nil && $0.row.dim.isEmpty })
      } else {
        for dim in ["team", "wijk", "discipline"] {
          sum(total, of: told.filter { $0.row.period == total.row.period && $0.row.dim == dim })
        }
      }
    }
    // Where nobody crosses the border, two teams make the one wijk, and the third is the other.
    let crosses = rows.contains { $0.dim == "pair" && ["t0/w1", "t1/w1"].contains($0.key) }
    if !crosses {
      for total in told where total.row.dim == "wijk" {
        sum(
          total,
          of: told.filter {
            $0.row.period == total.row.period && $0.row.dim == "team" && ($0.row.key == "t2") == (total.row.key == "w1")
          })
      }
    }
    return (puzzle, told)
  }

  @Test("nothing that is kept can be reckoned back from what is told", arguments: [1, 2, 3, 4])
  func solved(seed: UInt64) async throws {
    let city = try await City()
    var dice = Seeded(seed)
    let tables = (0..<40).map { _ in Self.rows(of: Self.units(&dice)) }.filter { !$0.isEmpty }
    let question = tables.map { rows in
      "SELECT array_to_string(koos.kept_figures(ARRAY[\(rows.map(\.sql).joined(separator: ", "))]), ' ')"
    }.joined(separator: " UNION ALL ")
    let answers = try Script.ask(question, conninfo: city.owner)
    var (kept, told) = (0, 0)
    for (rows, answer) in zip(tables, answers) {
      let shown = ((answer.first ?? nil) ?? "").split(separator: " ").compactMap { Int($0) }
      try #require(shown.count == rows.count)
      let (puzzle, all) = Self.puzzle(rows, shown)
      for (row, shows) in zip(rows, shown) where row.dim != "pair" {
        told += shows
        #expect(!(1...4).contains(row.base) || shows == 0, "\(row) is told")
        #expect(row.kinds.allSatisfy { !(1...4).contains($0) } || shows < 2, "the parts of \(row) are told")
      }
      for (row, base, kinds) in all {
        let shows = shown[rows.firstIndex { $0.period == row.period && $0.dim == row.dim && $0.key == row.key } ?? 0]
        if shows == 0, (1...4).contains(row.base) {
          kept += 1
          #expect(puzzle.mayDiffer(base, from: row.base), "\(row) in \(rows) as \(shown)")
        }
        if shows < 2 {
          for (kind, value) in zip(kinds, row.kinds) where (1...4).contains(value) {
            #expect(puzzle.mayDiffer(kind, from: value), "\(value) of \(row) in \(rows) as \(shown)")
          }
        }
      }
    }
    #expect(kept > 50 && told > 50, "there was something to keep and something to tell")
  }

  @Test("shares: a small one takes the next along, and what cannot be kept apart is kept whole")
  func shares() async throws {
    let city = try await City()
    for (numbers, expected) in [
      ("20,30,50", "20,30,50"), ("0,30,50", "0,30,50"), ("3,30,50", "*,*,50"), ("1,1,50", "*,*,*"),
      ("2,3,50", "*,*,50"),
      ("1,4,9", "*,*,9"), ("0,0,3", ""), ("1,1,1,1,1", ""), ("4,0,6", "*,0,*"), ("0,0,0", "0,0,0"),
    ] {
      let told = try Script.ask(
        "SELECT coalesce(array_to_string(koos.told_shares('{\(numbers)}', true), ',', '*'), '')", conninfo: city.owner)
      #expect(told.first?.first == expected, "\(numbers)")
    }
  }
}
