internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A case under its lock: who owns it, who is invited, who holds the regie.
struct CaseStanding: Sendable {
  /// An owning team.
  struct Owner: Sendable {
    let team: Int
    let slug: String
    /// basecamp or buurtteam.
    let kind: String
  }

  /// An invitation, answered or not.
  struct Invitation: Sendable {
    let number: Int
    let team: Int
    let slug: String
    /// owner or consulted.
    let role: String
    /// pending, accepted, refused, withdrawn, lapsed or ended.
    let state: String
    let invitingTeam: Int

    /// Whether the team thinks along by it now.
    var isConsulted: Bool { state == "accepted" && role == "consulted" }
    /// Whether an owner can take it back or end it.
    var stands: Bool { state == "pending" || isConsulted }
  }

  let number: Int
  let status: String
  let client: Int
  /// Nil for who reads no case.
  let revision: Int?
  /// Who holds the regie, and that login; nil for who reads no case.
  let lead: (worker: Int, login: String)?
  /// The owning teams, none for who reads no case.
  let owners: [Owner]
  /// The invitations that may be known, the latest last.
  let invitations: [Invitation]

  /// Reads the rows of `Ownership.standing`; nil for who may no longer know of the case.
  init?(_ number: Int, _ rows: [Rows]) {
    guard let status = rows[0].text(0, 0), let client = rows[0].integer(0, 1) else { return nil }
    self.number = number
    self.status = status
    self.client = client
    revision = rows[1].integer(0, 0)
    lead = rows[1].integer(0, 1).flatMap { worker in rows[1].text(0, 2).map { (worker, $0) } }
    owners = (0..<rows[2].count).compactMap { Self.owner(rows[2], $0) }
    invitations = (0..<rows[3].count).compactMap { Self.invitation(rows[3], $0) }
    if revision == nil, invitations.isEmpty { return nil }
  }

  private static func owner(_ rows: Rows, _ row: Int) -> Owner? {
    guard let team = rows.integer(row, 0), let slug = rows.text(row, 1), let kind = rows.text(row, 2) else {
      return nil
    }
    return Owner(team: team, slug: slug, kind: kind)
  }

  private static func invitation(_ rows: Rows, _ row: Int) -> Invitation? {
    guard let number = rows.integer(row, 0), let team = rows.integer(row, 1), let slug = rows.text(row, 2),
      let role = rows.text(row, 3), let state = rows.text(row, 4), let invitingTeam = rows.integer(row, 5)
    else { return nil }
    return Invitation(
      number: number, team: team, slug: slug, role: role, state: state, invitingTeam: invitingTeam)
  }

  /// The membership of an owning team by which the asker acts: of the team named, else of the one joined first; throws
  /// `denied.team` where there is none.
  func owning(_ asker: Asker, named slug: String? = nil) throws(Failure) -> (member: Membership, owner: Owner) {
    for member in asker.teams(.caseworkers) {
      if let owner = owners.first(where: { $0.team == member.team }), slug == nil || slug == owner.slug {
        return (member, owner)
      }
    }
    guard slug != nil else { throw .notOwning }
    throw .team("Dit doet een medewerker van dat team.", "This is for members of that team.")
  }

  /// The owners but one.
  func others(than team: Int) -> [Owner] { owners.filter { $0.team != team } }

  /// Throws `conflict.stale` for another revision than the one asked for.
  func checkRevision(_ call: Call) throws(Failure) {
    if let wanted = call.revision, wanted != revision { throw .stale }
  }

  /// Throws `state.case` for a closed case, in which nothing goes on.
  func checkOpen() throws(Failure) {
    guard status == "open" else { throw .closedCase }
  }

  /// What happens to the case, with its account, its event, and what comes to lie on desks of teams that must look again.
  func effect(
    _ queries: [Query], _ reply: Query, cause: String, by member: Membership, ground: String = "owner",
    telling teams: [Int] = []
  ) -> Effect {
    var effect = Effect(queries, reply: reply.statement)
    effect.reply = reply
    effect.touches = [
      Touch(
        client: .number(client), casus: .number(number), ground: ground, role: member.role.rawValue, team: member.team)
    ]
    effect.events = [Outbox.Event("case", "case", .number(number), cause)]
    effect.desk = teams.map { Outbox.Notice(.team($0), "case", .number(number), "review", cause) }
    return effect
  }
}

extension Change {
  /// A change of who owns the case a call names, decided under its lock; `load` comes after the rows of its standing.
  static func ownership(
    _ call: Call, _ load: (Int) -> [Query] = { _ in [] },
    _ decide: @escaping @Sendable (CaseStanding, [Rows], Asker) throws(Failure) -> Effect
  ) throws(Failure) -> Change {
    let number = try call.code("id")
    let standing = Ownership.standing(number)
    return Change(standing + load(number)) { (rows, asker) throws(Failure) in
      guard let casus = CaseStanding(number, rows) else {
        throw call.named.first { $0.thing == .case }.map(Failure.missing) ?? .gone
      }
      return try decide(casus, Array(rows.dropFirst(standing.count)), asker)
    }
  }
}
