internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Moving an entry to the list of another team, with its clock: an owner of its case takes it at once, who is none is asked
/// to become one and takes it on accepting.
enum WaitingMove {
  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    let (team, reason) = (try call.slug("team"), try call.text("reason"))
    return try .waiting(
      call, by: .listLead, first: [WaitingList.hold(try call.code("id"))],
      { [WaitingList.holdCase(of: $0), WaitingList.destination($0, team)] }
    ) {
      (standing, rows, asker) throws(Failure) in
      let invitee = try Invitee(team, rows[1])
      guard invitee.team != standing.team, let from = rows[1].text(0, 8) else {
        throw rows[1].bool(0, 9) == true
          ? .value(
            call, "team", "Deze plek staat nog op die lijst; met case withdraw is de uitnodiging terug te nemen.",
            "This entry is on that list still; case withdraw takes the invitation back.")
          : .value(call, "team", "Deze plek staat al op die lijst.", "This entry is on that list already.")
      }
      try CaseFounding.checkOwner(team, invitee.kind, call, "team")
      try standing.check(WaitingStanding.open)
      guard rows[1].bool(0, 6) != true else {
        var effect = standing.effect(
          [WaitingList.move(standing.entry, to: invitee.team, reason: reason)], cause: "moved", showsInCase: true,
          reply: WaitingList.moveTold)
        // The move tells of itself, as it does when it comes with an acceptance.
        effect.events = []
        effect.tells = true
        return effect
      }
      guard rows[0].text(0, 0) == "open" else { throw .closedCase }
      let invited = rows[1].text(0, 7)
      guard invited == nil || invited == "owner" else { throw invitee.isThere(call) }
      let asking =
        invited == nil
        ? invitee.asked(
          into: standing.casus, role: "owner", by: (standing.team, from), reason: reason, today: asker.today,
          isForMove: true) : []
      var effect = standing.effect(
        asking + [
          WaitingList.move(standing.entry, whenAcceptedBy: invitee.team),
          standing.fact("moving", on: asker.today, ["from": from, "to": team], reason: reason),
        ], cause: "moving", reply: WaitingList.moveTold)
      if invited == nil {
        effect.events.append(Outbox.Event("case", "case", .number(standing.casus), "invited"))
        effect.desk = [invitee.notice(of: standing.casus)]
      }
      return effect
    }
  }
}
