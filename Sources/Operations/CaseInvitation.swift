internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Asking a further team into a case, as an owner or to think along.
struct CaseInvitation: Sendable {
  private let call: Call
  private let team: String
  private let reason: String
  private let role: String
  private let reads: String
  private let ground: String?

  /// Reads the call; throws `input.value` for an owner who would read a part only.
  init(_ call: Call) throws(Failure) {
    self.call = call
    team = try call.slug("team")
    reason = try call.text("reason")
    role = try call.text("role")
    reads = try call.text("reads")
    ground = call.optionalText("ground")
    if role == "owner", reads != "all" {
      throw .value(
        call, "reads", "Een eigenaar leest alles.", "An owner reads everything.", allowed: ["all"])
    }
  }

  func change() throws(Failure) -> Change {
    let load = { (casus: Int) in
      [Invitations.subject(casus, team: team), Consents.standing(casus: casus, purpose: "share", with: [team])]
    }
    return try .ownership(call, load) { (casus, rows, asker) throws(Failure) in try decide(casus, rows, asker) }
  }

  private func decide(_ casus: CaseStanding, _ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let (member, owner) = try casus.owning(asker)
    try casus.checkRevision(call)
    let invitee = try Invitee(team, rows[0])
    if role == "owner" { try CaseFounding.checkOwner(team, invitee.kind, call, "team") }
    // Consortia and buurtteams help together; with anybody else a child's data are shared.
    if invitee.kind == "save" || invitee.kind == "external", ground == nil {
      try ConsentCheck("share", rows[1]).require(on: asker.today)
    }
    try casus.checkOpen()
    let standing = casus.invitations.filter { $0.team == invitee.team }
    let isThere =
      casus.owners.contains { $0.team == invitee.team } || standing.contains { $0.state == "pending" }
      || role == "consulted" && standing.contains(where: \.isConsulted)
    guard !isThere else { throw invitee.isThere(call) }
    var effect = casus.effect(
      invitee.asked(
        into: casus.number, role: role, reads: reads, ground: ground, by: (owner.team, owner.slug), reason: reason,
        today: asker.today),
      Query(Invitations.invited, [.integer(casus.number), .integer(invitee.team)]), cause: "invited", by: member)
    effect.desk = [invitee.notice(of: casus.number)]
    return effect
  }
}
