internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What is read of a case: all of it, or its preview; its history, with how it stood.
enum CaseReading {
  @Sendable static func show(_ call: Call) throws(Failure) -> Reading {
    let casus = try call.code("id")
    return Reading([Cases.show(casus), Cases.preview(casus)]) { (rows, _) throws(Failure) in
      guard let known = rows.first(where: { $0.count > 0 }) else { throw .gone }
      return .object(known)
    }
  }

  @Sendable static func history(_ call: Call) throws(Failure) -> Reading {
    let casus = try call.code("id")
    let past = Retrospect(call)
    let queries = [
      CaseHistory.head(casus), CaseHistory.standing(casus, past.asOf),
      CaseHistory.list(casus, past.asOf, after: try call.cursor(3), limit: call.limit),
    ]
    return Reading(queries) { (rows, asker) throws(Failure) in
      try past.check(asker)
      guard rows[0].count > 0, let client = rows[0].integer(0, 0) else { throw unanswered(casus) }
      let touch = Touch(
        client: .number(client), casus: .number(casus), ground: rows[0].text(0, 1) ?? "owner",
        role: rows[0].text(0, 2), team: rows[0].integer(0, 3))
      return .page(rows[2], limit: call.limit, adding: members(standing(rows[1])), touches: [touch])
    }
  }

  /// What a team that was invited is told of everything but the preview and its answer.
  static func unanswered(_ casus: Int) -> Failure {
    .team(
      "Uw team is voor C-\(casus) gevraagd en heeft nog niet geantwoord.",
      "Your team was invited to C-\(casus) and has not answered yet.")
  }

  private static func standing(_ rows: Rows) -> CaseStory {
    CaseStory(
      after: (0..<rows.count).compactMap { row in
        CaseStory.Event(
          what: rows.text(row, 0) ?? "", team: rows.text(row, 1), role: rows.text(row, 2), value: rows.text(row, 3))
      })
  }

  private static func members(_ standing: CaseStory) -> [JSON.Member] {
    func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    return [
      .init("status", text(standing.status)), .init("owners", .array(standing.owners.sorted().map(JSON.string))),
      .init("consulted", .array(standing.consulted.sorted().map(JSON.string))), .init("lead", text(standing.lead)),
      .init("wijk", text(standing.wijk)),
    ]
  }
}
