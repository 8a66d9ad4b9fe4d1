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
    guard let invited = rows[0].integer(0, 0), let question = rows[0].text(0, 2), let name = rows[0].text(0, 3),
      let birth = rows[0].birth(0, 4)
    else { throw .gone }
    let kind = rows[0].text(0, 1) ?? ""
    if role == "owner" { try CaseFounding.checkOwner(team, kind, call, "team") }
    // Consortia and buurtteams help together; with anybody else a child's data are shared.
    if kind == "save" || kind == "external", ground == nil {
      try ConsentCheck("share", rows[1]).require(on: asker.today)
    }
    try casus.checkOpen()
    let standing = casus.invitations.filter { $0.team == invited }
    let isThere =
      casus.owners.contains { $0.team == invited } || standing.contains { $0.state == "pending" }
      || role == "consulted" && standing.contains(where: \.isConsulted)
    guard !isThere else {
      throw Failure(
        .conflictDuplicate,
        Sentence(
          nl: "\(team) is al eigenaar, uitgenodigd of betrokken.",
          en: "\(team) owns it, is invited or consulted already."),
        field: "team", column: call.column(of: "team"))
    }
    let invitation = Invitations.Invitation(
      casus: casus.number, team: invited, role: role, reads: reads,
      reason: IdentifyingText.without(name, in: reason, today: asker.today), ground: ground,
      ageBand: AgeBand(age: birth.age(on: asker.today))?.rawValue ?? "18-22",
      question: IdentifyingText.without(name, in: question, today: asker.today), invitingTeam: owner.team)
    let fact = CaseFacts.Fact(
      "invited", team: invited, ["role": role, "reads": reads, "by": owner.slug, "ground": ground], reason: reason)
    var effect = casus.effect(
      Invitations.invite(invitation) + [CaseFacts.add(fact, to: casus.number)],
      Query(Invitations.invited, [.integer(casus.number), .integer(invited)]), cause: "invited", by: member)
    effect.desk = [Outbox.Notice(.team(invited), "invitation", .number(casus.number), "invited")]
    return effect
  }
}
