package import Postgres

/// What hangs on a case and goes by a code of its own; the raw value is its table.
package enum CasePart: String, Sendable, CaseIterable {
  case note = "casus_note"
  case step = "casus_step"
  case goal = "casus_goal"
  case participant = "casus_participant"
  case traject = "traject"
  case arrangement = "casus_arrangement"
  case stay

  /// The letter of its code.
  package var letter: String {
    switch self {
    case .note: "N"
    case .step: "K"
    case .goal: "D"
    case .participant: "B"
    case .traject: "H"
    case .arrangement: "E"
    case .stay: "L"
    }
  }

  /// Its code.
  package func code(_ number: Int) -> String { "\(letter)-\(number)" }

  /// SQL for the number of the one the transaction just made.
  private var made: String { "currval('koos.\(rawValue)_id_seq')" }

  /// What making one tells: its code as `member`, the case, `more` of the row `x`, and the case's revision.
  func made(_ member: String, _ more: String = "") -> Statement { told(member, more, number: made) }

  /// What changing one tells: its number is `$2`.
  func changed(_ member: String, _ more: String = "") -> Statement { told(member, more, number: "$2::integer") }

  private func told(_ member: String, _ more: String, number: String) -> Statement {
    Ledger.settling(
      """
      SELECT json_build_object('\(member)', '\(letter)-' || x.id, 'case', 'C-' || c.id\(more), 'rev', c.rev)
      FROM koos.\(rawValue) x JOIN koos.casus c ON c.id = x.casus WHERE x.id = \(number)
      """)
  }
}

extension CaseFacts {
  private static let places = Dictionary(
    uniqueKeysWithValues: CasePart.allCases.map { part in
      (
        part,
        Statement(
          """
          SELECT c.status, c.rev, c.client, c.id FROM koos.casus c
          WHERE c.id = (SELECT x.casus FROM koos.\(part.rawValue) x WHERE x.id = $1::integer) FOR NO KEY UPDATE OF c
          """)
      )
    })

  /// Locks the case that something hangs on: status, rev, client, number. No row for who may not change it.
  package static func standing(of part: CasePart, _ number: Int) -> [Query] {
    places[part].map { [$0(.integer(number))] } ?? []
  }
}

/// SQL that case show and the lists of what hangs on a case share.
enum CaseTelling {
  /// An array of objects, in the order of their numbers, of all rows of a table that hang on a case.
  static func array(_ object: String, from rows: String, of casus: String) -> String {
    """
    (SELECT coalesce(array_to_json(array_agg(json_build_object(\(object)) ORDER BY x.id)), '[]') FROM \(rows) WHERE x.casus = \(casus))
    """
  }

  /// A page of objects by number, over all cases the worker may know of: the filter's parameters are from `$4` on, `$1`
  /// is the case, `$2` the cursor, `$3` the limit.
  static func list(_ object: String, from rows: String, where filter: String) -> Statement {
    Statement(
      """
      SELECT json_build_object('case', 'C-' || x.casus, \(object)), x.id, c.client, c.id, NULL, g.via, g.role, g.team
      FROM \(rows) JOIN koos.casus c ON c.id = x.casus \(Grounds.joinedAll("case", "x.casus"))
      WHERE ($1::integer IS NULL OR x.casus = $1) AND ($2::integer IS NULL OR x.id > $2) AND \(filter)
      ORDER BY x.id LIMIT $3::integer + 1
      """)
  }

  /// SQL for why something of a case was done: as in its history only who reads all of the case is told.
  static func why(_ column: String, of casus: String = "x.casus") -> String {
    """
    CASE WHEN EXISTS (SELECT FROM koos.access y WHERE y.worker = koos.me() AND y.kind = 'case' AND y.thing = \(casus)
      AND y.reads = 'all' AND y.from_at <= koos.now() AND koos.now() < y.until_at) THEN \(column) END
    """
  }

  /// SQL for the last day but one of a period that has none as null.
  static func until(_ column: String) -> String { "CASE WHEN \(column) < 'infinity' THEN \(column) END" }

  /// SQL for the local day of a moment.
  static func day(_ moment: String) -> String { "(\(moment) AT TIME ZONE 'Europe/Amsterdam')::date" }

  /// SQL that holds where a text filter is left out or its words stand in the column.
  static func contains(_ column: String, _ parameter: String) -> String {
    "(\(parameter)::text IS NULL OR position(lower(\(parameter)) IN lower(\(column))) > 0)"
  }
}

/// Which page of what hangs on cases is asked.
package struct CasePage: Sendable {
  /// The case, nil for all the worker may know of.
  package let casus: Int?
  package let after: Int?
  package let limit: Int

  package init(casus: Int?, after: Int?, limit: Int) {
    self.casus = casus
    self.after = after
    self.limit = limit
  }

  func query(_ statement: Statement, _ filters: Parameter...) -> Query {
    Query(statement, [.integer(casus), .integer(after), .integer(limit)] + filters)
  }
}
