internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Asking a specialist: a question, a discipline and the word on converting are all it needs.
struct ConsultQuestion: Sendable {
  private struct Team {
    let number: Int
    let slug: String
    let kind: String
    let wijken: [String]
    let deadline: ConsultDeadline
  }

  private let call: Call
  private let question: String
  private let discipline: String
  private let convert: String
  private let urgency: String

  init(_ call: Call) throws(Failure) {
    self.call = call
    question = try call.text("question")
    discipline = try call.text("discipline")
    convert = try call.text("convert")
    urgency = try call.text("urgency")
  }

  var change: Change {
    let load = [
      Consults.teams(named: call.optionalSlug("team"), wijk: call.optionalSlug("wijk"), urgency: urgency),
      Consults.wijken, Consults.holidays, WaitingList.doors(nil),
    ]
    return Change(load) { (rows, asker) throws(Failure) in try decide(rows, asker) }
  }

  private func decide(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    guard let own = asker.teams(.caseworkers).first, let ownTeam = own.team else {
      throw .team("U zit in geen team.", "You are in no team.")
    }
    let wijken =
      call.optionalSlug("wijk").map { [$0] }
      ?? (0..<rows[1].count).filter { rows[1].integer($0, 0) == ownTeam }.compactMap { rows[1].text($0, 1) }
    let team = try team(teams(rows[0]), wijken)
    guard let wijk = wijken.first(where: team.wijken.contains) ?? wijken.first else {
      throw .needed("wijk", "Noem de wijk.", "Name the wijk.")
    }
    if urgency == "crisis" { throw .redirect(call, "urgency", door: rows[3].text(rows[3].count - 1, 3) ?? "") }
    let isConfirmed = try call.anonymous("question", asker)
    var effect = Effect(
      [
        Consults.ask(
          Consults.Question(
            discipline: discipline, convert: convert, urgency: urgency, wijk: wijk,
            ageBand: call.optionalText("age-band"), teams: (ownTeam, team.number),
            dueAt: team.deadline.dueAt(rows[2], asker))),
        Consults.say(in: nil, "question", question, isConfirmed: isConfirmed), Consults.tell(nil, "asked"),
      ], reply: Consults.asked)
    effect.touches = [Touch(consult: .made, ground: "consult", role: own.role.rawValue, team: ownTeam)]
    effect.events = [Outbox.Event("consult", "consult", .made, "asked")]
    effect.desk = [Outbox.Notice(.team(team.number), "consult", .made, "turn")]
    effect.makes = ["consult"]
    return effect
  }

  private func teams(_ rows: Rows) -> [Team] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let slug = rows.text(row, 1), let kind = rows.text(row, 2) else {
        return nil
      }
      return Team(
        number: number, slug: slug, kind: kind,
        wijken: (rows.text(row, 3) ?? "").split(separator: ",").map(String.init),
        deadline: ConsultDeadline(days: rows.integer(row, 4), keepsHolidays: rows.bool(row, 5)))
    }
  }

  /// The team named, else the only basecamp of the wijk.
  private func team(_ teams: [Team], _ wijken: [String]) throws(Failure) -> Team {
    if let slug = call.optionalSlug("team"), let named = teams.first(where: { $0.slug == slug }) {
      if named.kind == "basecamp" { return named }
      throw .value(call, "team", "\(slug) is geen basecamp.", "\(slug) is no basecamp.")
    }
    let serving = teams.filter { $0.kind == "basecamp" && !$0.wijken.allSatisfy { !wijken.contains($0) } }
    guard let only = serving.first, serving.count == 1 else {
      throw .value(
        call, "team", "Noem het team: er zijn er hier \(serving.count).",
        "Name the team: there are \(serving.count) here.", allowed: serving.map(\.slug))
    }
    return only
  }
}
