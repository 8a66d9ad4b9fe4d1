internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Opening a case: who owns it together from the first moment, and who holds the regie.
struct CaseOpening: Sendable {
  private struct Team {
    let number: Int
    let slug: String
    let kind: String
    /// Whether it serves the wijk of the child.
    let serves: Bool
  }

  private let call: Call
  private let client: Int
  private let question: String
  private let referrer: String
  private let urgency: String

  init(_ call: Call) throws(Failure) {
    self.call = call
    client = try call.code("client")
    question = try call.text("question")
    referrer = try call.text("referrer")
    urgency = try call.text("urgency")
    if call.yes("extended"), call.optionalText("reason") == nil { throw Catalogue.missing("reason") }
  }

  var change: Change {
    let named = ["basecamp", "buurtteam"].compactMap { call.optionalSlug($0) }
    // The lock keeps the child as it is while the rest looks at it.
    let load = [
      Clients.hold(client), Cases.subject(client), Cases.teams(for: client, named: named),
      Cases.lead(call.optionalText("lead")),
    ]
    return Change(load) { (rows, asker) throws(Failure) in try decide(Array(rows.dropFirst()), asker) }
  }

  private func decide(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let founding = try CaseFounding(client, rows[0])
    try founding.checkAge(call, asker)
    let teams = (0..<rows[1].count).compactMap { row -> Team? in
      guard let number = rows[1].integer(row, 0), let slug = rows[1].text(row, 1), let kind = rows[1].text(row, 2)
      else {
        return nil
      }
      return Team(number: number, slug: slug, kind: kind, serves: rows[1].bool(row, 3) ?? false)
    }
    let pair = [try team("basecamp", teams, asker), try team("buurtteam", teams, asker)]
    let own = asker.teams(.caseTeam).first { membership in pair.contains { $0.number == membership.team } }
    guard let own else {
      throw .team("Een van beide teams is uw eigen team.", "One of the two teams is your own.")
    }
    let lead = try lead(rows[2], of: pair)
    for (team, field) in zip(pair, ["basecamp", "buurtteam"]) {
      try CaseFounding.checkOwner(team.slug, team.kind, call, field)
      guard team.serves else {
        throw Failure(
          .scopeWijk,
          Sentence(
            nl: "\(team.slug) werkt niet in \(founding.wijk).", en: "\(team.slug) does not work in \(founding.wijk)."),
          field: field,
          column: call.column(of: field),
          members: [.init("allowed", .array(teams.filter { $0.kind == field && $0.serves }.map { .string($0.slug) }))])
      }
    }
    return founding.effect(
      question, urgency: urgency, referrer: referrer, lead: lead, owners: pair.map(\.number),
      extendedReason: call.yes("extended") ? call.optionalText("reason") : nil, by: own)
  }

  /// The team named, else the asker's own of that kind in the wijk, else the only one there.
  private func team(_ kind: String, _ teams: [Team], _ asker: Asker) throws(Failure) -> Team {
    if let slug = call.optionalSlug(kind), let team = teams.first(where: { $0.slug == slug }) {
      if [kind, "save", "external"].contains(team.kind) { return team }
      throw .value(call, kind, "\(slug) is geen \(kind).", "\(slug) is no \(kind).")
    }
    let serving = teams.filter { $0.kind == kind && $0.serves }
    for membership in asker.teams(.caseTeam) {
      if let own = serving.first(where: { $0.number == membership.team }) { return own }
    }
    guard let only = serving.first, serving.count == 1 else {
      throw .value(
        call, kind, "Noem het \(kind): er zijn er hier \(serving.count).",
        "Name the \(kind): there are \(serving.count) here.", allowed: serving.map(\.slug))
    }
    return only
  }

  /// Who holds the regie: a specialist or gezinswerker of one of the two, the asker where nobody is named.
  private func lead(_ rows: Rows, of pair: [Team]) throws(Failure) -> Int {
    for row in 0..<rows.count {
      if let number = rows.integer(row, 0), pair.contains(where: { $0.number == rows.integer(row, 2) }) {
        return number
      }
    }
    guard call.isGiven("lead") else {
      throw .needed("lead", "Noem wie de regie heeft.", "Name who holds the regie.")
    }
    throw .value(
      call, "lead", "De regie heeft een specialist of gezinswerker van een van beide teams.",
      "The regie is held by a specialist or gezinswerker of one of the two teams.")
  }
}
