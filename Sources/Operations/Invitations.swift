internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let invitations: [String: Operation] = [
    "case.invite": .changes { (call) throws(Failure) in try CaseInvitation(call).change() },
    "case.accept": .changes { (call) throws(Failure) in try answer(call, "accepted") },
    "case.refuse": .changes { (call) throws(Failure) in try answer(call, "refused") },
    "case.withdraw": .changes(withdrawal),
  ]

  /// The invited team answers: only here somebody who owns nothing changes something of a case.
  private static func answer(_ call: Call, _ state: String) throws(Failure) -> Change {
    let slug = call.optionalSlug("team")
    return try .ownership(call) { (casus, _, asker) throws(Failure) in
      let (member, invitation) = try casus.invited(asker, named: slug)
      if state == "accepted" { try casus.checkOpen() }
      guard invitation.state == "pending" else { throw casus.refused(invitation, allowed: ["pending"]) }
      let fact = CaseFacts.Fact(
        state, team: invitation.team, ["role": invitation.role], reason: call.optionalText("reason"))
      // The fact and the ownership come while the invitation is pending: it is what gives the right to both.
      var queries = [CaseFacts.add(fact, to: casus.number)]
      if state == "accepted", invitation.role == "owner" {
        queries += [
          Ownership.join(casus.number, invitation.team),
          CaseFacts.add(CaseFacts.Fact("owner", team: invitation.team), to: casus.number),
        ]
      }
      queries.append(Invitations.answer(invitation.number, state))
      let reply =
        state == "accepted"
        ? Query(Invitations.settled, [.integer(casus.number), .text(invitation.slug), .text(state)])
        : Query(Invitations.refused, [.integer(casus.number), .text(invitation.slug)])
      var effect = casus.effect(
        queries, reply, cause: state, by: member, ground: "invitation", telling: [invitation.invitingTeam])
      if state == "accepted" { effect.touches[0].purpose = "acceptance" }
      // Who only tries it out learns no more than the preview tells.
      effect.makes = ["owners", "consulted"]
      return effect
    }
  }

  @Sendable private static func withdrawal(_ call: Call) throws(Failure) -> Change {
    let slug = call.optionalSlug("team")
    return try .ownership(call) { (casus, _, asker) throws(Failure) in
      let (member, owner) = try casus.owning(asker)
      try casus.checkRevision(call)
      let invitation = try casus.standing(slug, call)
      guard invitation.stands else { throw casus.refused(invitation) }
      let isPending = invitation.state == "pending"
      let became = isPending ? "withdrawn" : "ended"
      let fact = CaseFacts.Fact(
        became, team: invitation.team, ["role": invitation.role], reason: call.optionalText("reason"))
      return casus.effect(
        [
          CaseFacts.add(fact, to: casus.number),
          isPending ? Invitations.withdraw(invitation.number) : Invitations.end(invitation.number),
        ], Query(Invitations.settled, [.integer(casus.number), .text(invitation.slug), .text(became)]), cause: became,
        by: member, telling: casus.others(than: owner.team).map(\.team))
    }
  }
}

extension CaseStanding {
  /// The invitation the asker answers, and the membership by which: of the team named, else of the one with a pending
  /// invitation, the one joined first coming first; throws `denied.team` for who was never invited.
  fileprivate func invited(_ asker: Asker, named slug: String?) throws(Failure) -> (Membership, Invitation) {
    let own = asker.teams(.caseworkers).compactMap { member -> (Membership, Invitation)? in
      let of = invitations.filter { $0.team == member.team && (slug == nil || slug == $0.slug) }
      return (of.last { $0.state == "pending" } ?? of.last).map { (member, $0) }
    }
    guard let answered = own.first(where: { $0.1.state == "pending" }) ?? own.first else {
      throw .team("Dit doet een medewerker van het uitgenodigde team.", "This is for members of the invited team.")
    }
    return answered
  }

  /// The invitation an owner takes back: the standing one of the team named, a pending one first, else the only standing.
  fileprivate func standing(_ slug: String?, _ call: Call) throws(Failure) -> Invitation {
    let standing = invitations.filter(\.stands)
    let allowed = Array(Set(standing.map(\.slug))).sorted()
    if slug == nil, standing.isEmpty {
      if let last = invitations.last { throw refused(last) }
      var failure = Failure.state(
        "invitation", is: "", allowed: Self.endable, "Niemand is uitgenodigd bij deze casus.",
        "Nobody is invited to this case.")
      failure.members[0] = .init("is", .null)
      throw failure
    }
    guard let slug else {
      guard let only = standing.last(where: { $0.state == "pending" }) ?? standing.last, allowed.count == 1 else {
        var failure = Failure.needed("team", "Noem het uitgenodigde team.", "Name the invited team.")
        failure.members = [.init("allowed", .array(allowed.map(JSON.string)))]
        throw failure
      }
      return only
    }
    let of = invitations.filter { $0.slug == slug }
    guard let invitation = of.last(where: { $0.state == "pending" }) ?? of.last(where: \.isConsulted) ?? of.last else {
      throw .value(call, "team", "\(slug) is niet uitgenodigd.", "\(slug) was not invited.", allowed: allowed)
    }
    return invitation
  }

  /// The states of an invitation that an owner can take back, or whose consulted team's part can be ended.
  private static let endable = ["pending", "accepted"]

  /// That an owner cannot take back or end an invitation as it stands.
  fileprivate func refused(_ invitation: Invitation) -> Failure {
    refused(invitation, allowed: invitation.role == "consulted" ? Self.endable : ["pending"])
  }

  fileprivate func refused(_ invitation: Invitation, allowed: [String]) -> Failure {
    .state(
      "invitation", is: invitation.state, allowed: allowed, "Deze uitnodiging is \(invitation.state).",
      "This invitation is \(invitation.state).")
  }
}
