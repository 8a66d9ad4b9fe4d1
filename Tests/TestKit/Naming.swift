package import Catalogue
internal import Postgres

/// What a city holds, for lines that name it.
package struct Naming: Sendable {
  /// Codes, logins and slugs by kind of thing.
  package let names: [Thing: [String]]
  /// Words of the lists in the database.
  package let words: [String]

  /// Reads it past row security.
  package init(owner: String) throws {
    var names: [Thing: [String]] = [:]
    for thing in Thing.allCases {
      let query =
        switch thing {
        case .worker: "SELECT login FROM koos.worker ORDER BY id LIMIT 60"
        case .team: "SELECT slug FROM koos.team ORDER BY id"
        case .wijk: "SELECT slug FROM koos.wijk ORDER BY slug"
        case .place: "SELECT slug FROM koos.place ORDER BY id"
        case .organisation: "SELECT slug FROM koos.organisation ORDER BY id"
        default: Self.numbers(thing)
        }
      names[thing] = try Script.ask(query, conninfo: owner).compactMap { $0[0] }
    }
    self.names = names
    words = try Script.ask(
      """
      SELECT slug FROM koos.discipline UNION SELECT slug FROM koos.service UNION SELECT slug FROM koos.legal_ground ORDER BY 1
      """, conninfo: owner
    ).compactMap { $0[0] }
  }

  private static let tables: [Thing: String] = [
    .case: "casus", .waiting: "waiting_entry", .group: "care_group", .note: "casus_note", .step: "casus_step",
    .goal: "casus_goal", .participant: "casus_participant", .arrangement: "casus_arrangement",
  ]

  /// The codes of a kind; of one that has no table of its name, those it might have.
  private static func numbers(_ thing: Thing) -> String {
    let table = tables[thing] ?? thing.rawValue
    let prefix = thing.codePrefix.map(String.init) ?? "J"
    // The last made first: the tests' own children are among them.
    return """
      SELECT '\(prefix)-' || (xpath('/row/id/text()', x))[1]::text FROM (SELECT unnest(xpath('/table/row', query_to_xml(
        CASE WHEN to_regclass('koos.\(table)') IS NULL THEN 'SELECT n AS id FROM generate_series(1, 20) n'
          ELSE 'SELECT id FROM koos.\(table) ORDER BY id DESC LIMIT 40' END, false, false, ''))) AS x) r
      """
  }
}
