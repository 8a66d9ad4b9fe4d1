internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A team to be asked into a case, and what it may learn before it answers: nothing by which the child is known.
struct Invitee: Sendable {
  let team: Int
  let slug: String
  /// basecamp, buurtteam, save or external.
  let kind: String
  private let question: String
  private let name: String
  private let birth: BirthDate

  /// Reads a row that begins as that of `Invitations.subject`.
  init(_ slug: String, _ row: Rows) throws(Failure) {
    guard let team = row.integer(0, 0), let kind = row.text(0, 1), let question = row.text(0, 2),
      let name = row.text(0, 3), let birth = row.birth(0, 4)
    else { throw .gone }
    self.team = team
    self.slug = slug
    self.kind = kind
    self.question = question
    self.name = name
    self.birth = birth
  }

  /// Asks it in for an owning team, with what that is in the history of the case.
  func asked(
    into casus: Int, role: String, reads: String = "all", ground: String? = nil, by owner: (team: Int, slug: String),
    reason: String, today: CivilDate, isForMove: Bool = false
  ) -> [Query] {
    let invitation = Invitations.Invitation(
      casus: casus, team: team, role: role, reads: reads,
      reason: IdentifyingText.without(name, in: reason, today: today), ground: ground,
      ageBand: AgeBand(age: birth.age(on: today))?.rawValue ?? "18-22",
      question: IdentifyingText.without(name, in: question, today: today), invitingTeam: owner.team,
      isForMove: isForMove)
    let fact = CaseFacts.Fact(
      "invited", team: team, ["role": role, "reads": reads, "by": owner.slug, "ground": ground], reason: reason)
    return Invitations.invite(invitation) + [CaseFacts.add(fact, to: casus)]
  }

  /// What its desk shows.
  func notice(of casus: Int) -> Outbox.Notice { Outbox.Notice(.team(team), "invitation", .number(casus), "invited") }

  /// That it cannot be asked in, because it is there.
  func isThere(_ call: Call) -> Failure {
    Failure(
      .conflictDuplicate,
      Sentence(
        nl: "\(slug) is al eigenaar, uitgenodigd of betrokken.", en: "\(slug) owns it, is invited or consulted already."
      ),
      field: "team", column: call.column(of: "team"))
  }
}
