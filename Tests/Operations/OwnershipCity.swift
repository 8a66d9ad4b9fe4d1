import TestKit
import Testing
import Wire

/// A case of basecamp-zuidwest and buurtteam-zuidwest-1, with f.een in the regie, and a third team to invite.
struct OwnershipCity {
  let care: CareCity
  let casus: String
  let client: String

  /// Runs a test in a city of its own.
  static func with(
    question: String = "Hoe verder?", birth: String = "2016-05-14", _ body: (OwnershipCity) async throws -> Void
  ) async throws {
    try await CareCity.with { care in
      let client = try await care.client(birth: birth)
      try await body(
        OwnershipCity(care: care, casus: try await care.casus(of: client, question: question), client: client))
    }
  }

  /// The case's number.
  var number: Substring { casus.dropFirst(2) }

  /// A line with the codes of this case in it.
  private func line(_ text: String) -> String { text.replacing("%C", with: casus).replacing("%J", with: client) }

  func ask(_ text: String, as login: String = "f.een") async -> Outcome { await care.ask(line(text), as: login) }

  /// Says lines that must succeed.
  func does(_ lines: [(login: String, line: String)]) async {
    await care.does(lines.map { ($0.login, line($0.line)) })
  }

  func refuses(_ table: [(line: String, login: String, code: String, field: String?)]) async {
    await care.refuses(table.map { (line($0.line), $0.login, $0.code, $0.field) })
  }

  func sql(_ text: String) throws -> [[String?]] {
    try care.sql(text.replacing("%C", with: number).replacing("%J", with: client.dropFirst(2)))
  }

  /// The facts of the case from one of a kind on: what, team, detail, reason.
  func facts(_ what: String) throws -> [[String?]] {
    try sql(
      """
      SELECT t.slug, f.detail, f.reason FROM koos.casus_fact f LEFT JOIN koos.team t ON t.id = f.team
      WHERE f.casus = %C AND f.what = '\(what)' ORDER BY f.number
      """)
  }

  /// What lies on desks about the case: cause, kind, team or login.
  func desks() throws -> [String] {
    try sql(
      """
      SELECT concat_ws(' ', e.cause, e.kind, t.slug, w.login) FROM koos.event e LEFT JOIN koos.team t ON t.id = e.team
      LEFT JOIN koos.worker w ON w.id = e.worker WHERE e.topic = 'desk' AND e.thing = %C AND e.kind IN ('case', 'invitation')
      AND e.cause NOT IN ('assigned') OR e.topic = 'desk' AND e.worker IS NOT NULL AND e.thing = %C ORDER BY e.seq
      """
    ).compactMap { $0[0] }
  }

  func clearDesks() throws { _ = try sql("DELETE FROM koos.event WHERE topic = 'desk'") }

  /// The owning teams.
  func owners() throws -> [String] {
    try sql("SELECT t.slug FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = %C ORDER BY 1")
      .compactMap { $0[0] }
  }
}
