internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What the asked team does with a consult.
enum ConsultAnswer {
  @Sendable static func claim(_ call: Call) throws(Failure) -> Change {
    try .consult(call) { (consult, _, asker) throws(Failure) in
      let member = asker.memberships.first { $0.team == consult.team && [.specialist, .lead].contains($0.role) }
      guard let member, consult.isOfDiscipline else {
        throw .team(
          "Dit consult is voor een \(consult.discipline) van het gevraagde team.",
          "This consult is for an \(consult.discipline) of the team asked.")
      }
      try consult.check(call, .claim)
      return consult.effect(
        [Consults.give(consult.number, to: asker.worker), Consults.tell(consult.number, "claimed")], cause: "claimed",
        by: member)
    }
  }

  @Sendable static func assign(_ call: Call) throws(Failure) -> Change {
    let login = try call.slug("worker")
    return try .consult(call, { [Consults.specialists(of: $0)] }) { (consult, rows, asker) throws(Failure) in
      guard let lead = consult.member(of: consult.team, or: nil, asker) else {
        throw .team(
          "Een consult wordt toegewezen door de teamleider van het gevraagde team.",
          "A consult is assigned by a lead of the team asked.")
      }
      let specialists = (0..<rows[0].count).compactMap { row -> (login: String, number: Int)? in
        guard let login = rows[0].text(row, 0), let number = rows[0].integer(row, 1) else { return nil }
        return (login, number)
      }
      guard let specialist = specialists.first(where: { $0.login == login }) else {
        throw .value(
          call, "worker", "\(login) is geen \(consult.discipline) van het gevraagde team.",
          "\(login) is no \(consult.discipline) of the team asked.", allowed: specialists.map(\.login))
      }
      try consult.check(call, .assign)
      guard specialist.number != consult.claimer else {
        throw .value(
          call, "worker", "\(login) heeft dit consult al.", "\(login) has this consult already.",
          allowed: specialists.map(\.login).filter { $0 != login })
      }
      let isFree = consult.claimer == nil
      let what = isFree ? "assigned" : "reassigned"
      let told = consult.claimer.map { [consult.notice(.worker($0), "review", what)] } ?? []
      return consult.effect(
        [
          isFree
            ? Consults.give(consult.number, to: specialist.number)
            : Consults.hand(consult.number, to: specialist.number),
          Consults.tell(consult.number, what, "worker", login),
        ], cause: "assigned", by: lead, desk: [consult.notice(.worker(specialist.number), "assigned")] + told)
    }
  }

  @Sendable static func release(_ call: Call) throws(Failure) -> Change {
    try .consult(call) { (consult, _, asker) throws(Failure) in
      guard let member = consult.member(of: consult.team, or: consult.claimer, asker) else {
        throw .team(
          "Een consult wordt teruggelegd door wie het op zich nam, of de teamleider.",
          "A consult is released by who claimed it, or the team's lead.")
      }
      try consult.check(call, .release)
      let reason = try call.anonymousReason("release", of: consult.number, asker)
      return consult.effect(
        reason + [Consults.release(consult.number), Consults.tell(consult.number, "released")], cause: "released",
        by: member, desk: [consult.notice(.team(consult.team), "turn")])
    }
  }

  @Sendable static func reply(_ call: Call) throws(Failure) -> Change {
    let (text, minutes) = (try call.text("text"), try call.minutes("minutes"))
    let asksBack = call.yes("ask-back")
    return try .consult(call) { (consult, _, asker) throws(Failure) in
      guard let member = consult.claimer(asker) else {
        throw .team(
          "Hierop antwoordt wie het consult op zich nam; neem het eerst op (vraag neem-op).",
          "Who claimed the consult answers it; claim it first (consult claim).")
      }
      try consult.check(call, .reply)
      let isConfirmed = try call.anonymous("text", asker)
      let state = asksBack ? "asked-back" : "answered"
      return consult.effect(
        [
          Consults.say(
            in: consult.number, asksBack ? "ask-back" : "answer", text, minutes: minutes, isConfirmed: isConfirmed),
          Consults.reply(consult.number, state), Consults.tell(consult.number, state),
        ], cause: state, by: member, desk: [consult.notice(consult.questioner, "turn")])
    }
  }

  @Sendable static func decline(_ call: Call) throws(Failure) -> Change {
    let redirect = call.optionalText("redirect")
    return try .consult(call) { (consult, _, asker) throws(Failure) in
      let isFree = consult.state == "asked" || consult.claimer == nil
      let anybody = asker.memberships.first { $0.team == consult.team && $0.role != .planner }
      guard let member = isFree ? anybody : consult.claimer(asker) else {
        throw .team(
          "Een consult wordt afgewezen door het gevraagde team, of door wie het op zich nam.",
          "A consult is declined by the team asked, or by who claimed it.")
      }
      try consult.check(call, .decline)
      let reason = try call.anonymousReason("decline", of: consult.number, asker)
      return consult.effect(
        reason + [
          Consults.decline(consult.number, redirect: redirect),
          Consults.tell(consult.number, "declined", "redirect", redirect),
        ], cause: "declined", by: member, desk: [consult.notice(consult.questioner, "review", "declined")])
    }
  }
}

extension Call {
  /// What a reason, where one is given, adds to the thread: the other team reads it, so it points at nobody either.
  func anonymousReason(_ kind: String, of consult: Int, _ asker: Asker) throws(Failure) -> [Query] {
    guard let reason = optionalText("reason") else { return [] }
    return [Consults.say(in: consult, kind, reason, isConfirmed: try anonymous("reason", asker))]
  }
}
