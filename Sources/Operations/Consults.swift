internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let consults: [String: Operation] = [
    "consult.ask": .changes { (call) throws(Failure) in try ConsultQuestion(call).change },
    "consult.list": .reads { (call) throws(Failure) in
      var filter = Consults.Filter()
      filter.team = call.optionalSlug("team")
      filter.state = call.optionalText("state")
      filter.turn = call.optionalText("turn")
      filter.isOverdue = call.yes("overdue")
      filter.isMine = call.yes("mine")
      filter.wijk = call.optionalSlug("wijk")
      return .page(Consults.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "consult.show": .reads { (call) throws(Failure) in .object(Consults.show(try call.code("id"))) },
    "consult.claim": .changes(claim),
    "consult.reply": .changes(reply),
    "consult.close": .changes(close),
  ]

  @Sendable private static func claim(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    return Change(Consults.standing(number)) { (rows, asker) throws(Failure) in
      let consult = try ConsultStanding(number, rows)
      let member = asker.memberships.first { $0.team == consult.team && [.specialist, .lead].contains($0.role) }
      guard let member, consult.isOfDiscipline else {
        throw .team(
          "Dit consult is voor een \(consult.discipline) van het gevraagde team.",
          "This consult is for an \(consult.discipline) of the team asked.")
      }
      try consult.check(call, in: ["asked"])
      return consult.effect(
        [Consults.claim(number), Consults.tell(number, "claimed")], Query(Consults.claimed, [.integer(number)]),
        cause: "claimed", by: member)
    }
  }

  @Sendable private static func reply(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    let (text, minutes) = (try call.text("text"), try call.minutes("minutes"))
    let asksBack = call.yes("ask-back")
    return Change(Consults.standing(number)) { (rows, asker) throws(Failure) in
      let consult = try ConsultStanding(number, rows)
      guard consult.claimer == asker.worker, let member = consult.member(of: consult.team, or: asker.worker, asker)
      else {
        throw .team("Hierop antwoordt wie het consult op zich nam.", "Who claimed the consult answers it.")
      }
      try consult.check(call, in: ["claimed"])
      let isConfirmed = try call.anonymous("text", asker)
      let state = asksBack ? "asked-back" : "answered"
      return consult.effect(
        [
          Consults.say(
            in: number, asksBack ? "ask-back" : "answer", text, minutes: minutes, isConfirmed: isConfirmed),
          Consults.reply(number, state), Consults.tell(number, state),
        ], Query(Consults.replied, [.integer(number)]), cause: state, by: member, turn: .worker(consult.askedBy))
    }
  }

  @Sendable private static func close(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    let outcome = try call.text("outcome")
    return Change(Consults.standing(number)) { (rows, asker) throws(Failure) in
      let consult = try ConsultStanding(number, rows)
      guard let member = consult.member(of: consult.askerTeam, or: consult.askedBy, asker) else {
        throw .team(
          "Een consult wordt gesloten door wie het vroeg, of de teamleider.",
          "A consult is closed by who asked it, or the team's lead.")
      }
      try consult.check(call, in: ["answered"])
      return consult.effect(
        [
          Consults.close(number, outcome: outcome, rating: call.optionalInteger("rating")),
          Consults.tell(number, "closed"),
        ],
        Query(
          Consults.closed, [.integer(number), .integer(consult.turnaroundMinutes), .integer(consult.ownMinutes)]),
        cause: "closed", by: member)
    }
  }
}
