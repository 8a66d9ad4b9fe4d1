internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A team leaves a case it owns, or stops thinking along in it.
enum CaseLeaving {
  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    let (slug, lead) = (call.optionalSlug("team"), call.optionalSlug("lead"))
    let load = { (casus: Int) in
      [Ownership.waiting(casus), Ownership.teamsOfLead(casus)] + (lead.map { [Cases.lead($0)] } ?? [])
    }
    return try .ownership(call, load) { (casus, rows, asker) throws(Failure) in
      if let consulted = casus.consulted(asker, named: slug) {
        try casus.checkRevision(call)
        return stop(casus, consulted.0, consulted.1, call)
      }
      let (member, owner) = try casus.owning(asker, named: slug)
      try casus.checkRevision(call)
      // Reopening gives a closed case back to the owners it had.
      try casus.checkOpen()
      let remaining = try remaining(casus, owner, waiting: rows[0])
      let isLastBuurtteam = owner.kind == "buurtteam" && !remaining.contains { $0.kind == "buurtteam" }
      let reason = call.optionalText("reason")
      if isLastBuurtteam, reason == nil { throw Catalogue.missing("reason") }
      let isHolder = (0..<rows[1].count).contains { rows[1].integer($0, 0) == owner.team }
      if isHolder, lead == nil {
        throw .needed("lead", "Noem wie de regie overneemt.", "Name who takes over the regie.")
      }
      let worker = lead == nil ? nil : try casus.lead(rows[2], of: remaining, call, "lead")
      // Leaving says why its own member stops; who takes the regie from another team's says why, as in `case lead`.
      if !isHolder, let worker, worker != casus.lead?.worker, reason == nil { throw Catalogue.missing("reason") }
      return leave(
        casus, (member, owner), remaining, lead: worker.flatMap { number in lead.map { (number, $0) } },
        isLastBuurtteam: isLastBuurtteam, reason: reason, asker)
    }
  }

  /// The owners that stay; throws `state.case` where there is none, or where the team has a waiting entry still.
  private static func remaining(
    _ casus: CaseStanding, _ owner: CaseStanding.Owner, waiting: Rows
  ) throws(Failure) -> [CaseStanding.Owner] {
    let remaining = casus.others(than: owner.team)
    guard !remaining.isEmpty else {
      throw .state(
        .case, is: casus.status, allowed: [], "Uw team is de laatste eigenaar; een casus heeft er altijd een.",
        "Your team is the last owner; a case always has one.")
    }
    let entries = (0..<waiting.count).compactMap { row in
      waiting.integer(row, 0) == owner.team ? waiting.text(row, 1) : nil
    }
    guard entries.isEmpty else {
      var failure = Failure.state(
        .case, is: casus.status, allowed: [],
        "Bij uw team staat nog iets op de wachtlijst: \(entries.joined(separator: ", ")).",
        "Your team still has this on its waiting list: \(entries.joined(separator: ", ")).")
      failure.members.append(.init("with", .array(entries.map(JSON.string))))
      throw failure
    }
    return remaining
  }

  private static func leave(
    _ casus: CaseStanding, _ leaving: (member: Membership, owner: CaseStanding.Owner),
    _ remaining: [CaseStanding.Owner],
    lead: (number: Int, login: String)?, isLastBuurtteam: Bool, reason: String?, _ asker: Asker
  ) -> Effect {
    var queries: [Query] = []
    var notices: [Outbox.Notice] = []
    if let lead, lead.number != casus.lead?.worker {
      queries += casus.handing(to: lead, team: leaving.owner.team, reason: reason)
      notices.append(Outbox.Notice(.worker(lead.number), "case", .number(casus.number), "assigned"))
    }
    var fact = CaseFacts.Fact("left", team: leaving.owner.team, reason: reason)
    if isLastBuurtteam { fact.detail = #"{"last_buurtteam":true}"# }
    queries += [
      CaseFacts.add(fact, to: casus.number), CaseFacts.revise(casus.number),
      // Last: who has left may write nothing more.
      Ownership.leave(casus.number, leaving.owner.team),
    ]
    var effect = casus.effect(
      queries, left(casus, leaving.owner.slug, remaining), cause: "left", by: leaving.member,
      telling: remaining.map(\.team))
    effect.desk += notices
    return effect
  }

  private static func stop(
    _ casus: CaseStanding, _ member: Membership, _ invitation: CaseStanding.Invitation, _ call: Call
  ) -> Effect {
    casus.effect(
      [
        CaseFacts.add(
          CaseFacts.Fact("ended", team: invitation.team, reason: call.optionalText("reason")), to: casus.number),
        Invitations.end(invitation.number),
      ], left(casus, invitation.slug, casus.owners), cause: "ended", by: member, ground: "consulted",
      telling: casus.owners.map(\.team))
  }

  private static func left(_ casus: CaseStanding, _ slug: String, _ owners: [CaseStanding.Owner]) -> Query {
    Query(
      Ownership.left, [.integer(casus.number), .text(slug), .array(owners.map { Optional.some($0.slug) })])
  }
}

extension CaseStanding {
  /// The membership and the invitation by which the asker's team only thinks along; nil where a team of the asker's owns
  /// the case, unless the one named does not.
  fileprivate func consulted(_ asker: Asker, named slug: String?) -> (Membership, Invitation)? {
    let mine = asker.teams(.caseworkers)
    let isOwner = owners.contains { owner in
      mine.contains { $0.team == owner.team } && (slug == nil || slug == owner.slug)
    }
    if isOwner { return nil }
    for member in mine {
      let consulted = invitations.first { $0.team == member.team && $0.isConsulted && (slug == nil || slug == $0.slug) }
      if let consulted { return (member, consulted) }
    }
    return nil
  }
}
