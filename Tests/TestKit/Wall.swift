internal import Postgres

/// Row security asked by itself, in a marked city: as the daemon's role and as workers of every kind, without any of the
/// checks that come before in the service.
package struct Wall: Sendable {
  /// Who asks: one of every role, and one of every standing towards other teams' cases.
  private static let cast: [String?] = [
    "t.lead", "pl.een", "o.een", "f.een", "o.drie", "o.vier", "f.vier", "admin", "p.privacy", "r.report",
    MarkedCity.stranger, nil,
  ]

  /// What got out, or was written, that should not have been.
  package struct Hit: Sendable, CustomStringConvertible {
    package let login: String
    /// The table, function or statement.
    package let name: String
    let call: String
    /// The marks that came out, and the rows that were written.
    package let marks: [String]
    package var description: String { "\(login): \(marks.prefix(4)) by \(call.prefix(200)) of \(name.prefix(200))" }
  }

  /// What came of asking.
  package struct Answers: Sendable {
    package var hits: [Hit] = []
    /// What was asked, and of it what ran to its end at least once.
    package var (asked, ran): (Set<String>, Set<String>) = ([], [])

    fileprivate mutating func take(_ row: [String]) {
      if row[3].isEmpty {
        asked.insert(row[1])
        if row[4] == "ok" { ran.insert(row[1]) }
      } else {
        let marks = row[3].split(separator: ";").map(String.init)
        hits.append(Hit(login: row[0], name: row[1], call: row[2], marks: marks))
      }
    }
  }

  private let city: City
  /// How the superuser connects there.
  package var owner: String { city.owner }

  /// Lays a marked city, and what asks in it.
  package init() async throws {
    city = try await MarkedCity.make()
    try Script.run(Asking.laying, conninfo: city.owner)
  }

  /// Asks every statement of the service and every function its role may execute, with what belongs to others and with
  /// the own.
  package func statements() async throws -> Answers {
    let prepares = try EveryStatement.bearingData().map { "PREPARE \($0.key) AS \($0.value);" }.sorted()
    return try await ask {
      prepares.joined(separator: "\n") + "SELECT wall.describe(); SELECT wall.ask(\($0), 2);"
    }
  }

  /// Reads every table, empties it, and sets each column of it.
  package func tables() async throws -> Answers { try await ask { "SELECT wall.ask_tables(\($0));" } }

  /// Adds rows of others' children once more, as the asker's own doing.
  package func insertions() async throws -> Answers {
    try await ask { "SELECT wall.ask_insertions(\($0));" }
  }

  private func ask(_ asking: @escaping @Sendable (_ login: String) -> String) async throws -> Answers {
    try await withThrowingTaskGroup(of: [[String?]].self) { group in
      for login in Self.cast {
        let worker = login.map { "'\($0)'" } ?? "NULL"
        group.addTask { [owner] in try Script.ask(Asking.session + asking(worker) + Self.results, conninfo: owner) }
      }
      var answers = Answers()
      for try await rows in group {
        for row in rows { answers.take(row.map { $0 ?? "" }) }
      }
      return answers
    }
  }

  private static let results = """
    SELECT coalesce(h.login, 'nobody'), h.name, min(h.call), string_agg(DISTINCT m, ';'), NULL FROM pg_temp.hit h, unnest(h.leaks || h.touches) m
    GROUP BY 1, 2
    UNION ALL
    SELECT DISTINCT NULL, h.name, NULL, NULL, h.state FROM pg_temp.hit h
    """
}
