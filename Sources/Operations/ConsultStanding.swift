internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A step of a consult, and the states it may be taken in.
enum ConsultStep: String {
  case claim, assign, release, reply, decline
  case followUp = "follow-up"
  case close, withdraw, authorise, identify, convert

  var states: [String] {
    switch self {
    case .claim: ["asked"]
    case .assign: ["asked", "claimed", "asked-back", "answered"]
    case .release, .reply: ["claimed"]
    case .decline: ["asked", "claimed"]
    case .followUp: ["asked-back", "answered", "closed"]
    case .close: ["answered"]
    case .withdraw: ["asked", "claimed", "asked-back"]
    case .authorise: ["asked", "claimed", "asked-back", "answered"]
    case .identify, .convert: ["claimed", "asked-back", "answered"]
    }
  }
}

/// A consult as it stands under its lock.
struct ConsultStanding: Sendable {
  let number: Int
  let state: String
  let revision: Int
  /// The asked team.
  let team: Int
  let askerTeam: Int
  let discipline: String
  let askedBy: Int
  /// Who claimed it, and under which login.
  let claimer: Int?
  let claimerLogin: String?
  /// Whether the worker who acts has the discipline asked.
  let isOfDiscipline: Bool
  /// Whether the specialist may make it a case too.
  let mayConvert: Bool
  /// Who is told at the asking team: the asker, or everybody where the asker works there no more.
  let questioner: Outbox.Addressee
  /// Who is told at the asked team: the claimer, or everybody while nobody took it, or who did works there no more.
  let answerer: Outbox.Addressee

  /// Reads the rows of `Consults.standing`.
  init(_ number: Int, _ rows: [Rows]) throws(Failure) {
    let row = rows[1]
    guard rows[0].count > 0, let state = row.text(0, 0), let team = row.integer(0, 2),
      let askerTeam = row.integer(0, 3), let discipline = row.text(0, 4), let askedBy = row.integer(0, 5)
    else { throw .gone }
    self.number = number
    self.state = state
    revision = row.integer(0, 1) ?? 0
    self.team = team
    self.askerTeam = askerTeam
    self.discipline = discipline
    self.askedBy = askedBy
    claimer = row.integer(0, 6)
    claimerLogin = row.text(0, 7)
    isOfDiscipline = row.text(0, 8) == discipline
    mayConvert = row.text(0, 9) == "may-convert"
    questioner = row.bool(0, 10) == true ? .worker(askedBy) : .team(askerTeam)
    answerer = row.bool(0, 11) == true ? claimer.map { .worker($0) } ?? .team(team) : .team(team)
  }

  /// The asker's membership of a team by which he acts: as that worker, or as the team's lead; nil for anybody else.
  func member(of team: Int, or worker: Int?, _ asker: Asker) -> Membership? {
    asker.memberships.first {
      $0.team == team && $0.role != .planner && (worker == asker.worker || $0.role == .lead)
    }
  }

  /// The membership by which the claimer acts, nil for anybody else.
  func claimer(_ asker: Asker) -> Membership? {
    claimer == asker.worker ? member(of: team, or: claimer, asker) : nil
  }

  /// The membership by which the asker of the consult, or a lead of that team, acts.
  func asking(_ asker: Asker) throws(Failure) -> Membership {
    guard let member = member(of: askerTeam, or: askedBy, asker) else {
      throw .team(
        "Dit doet wie het consult vroeg, of de teamleider van dat team.",
        "This is for who asked the consult, or a lead of that team.")
    }
    return member
  }

  /// Throws `conflict.stale` for another revision than the one asked for, `state.consult` for a state that has no such step.
  func check(_ call: Call, _ step: ConsultStep) throws(Failure) {
    try checkRevision(call)
    guard !step.states.contains(state) else { return }
    throw refused(step)
  }

  /// Throws `conflict.stale` for another revision than the one asked for.
  func checkRevision(_ call: Call) throws(Failure) {
    if let wanted = call.revision, wanted != revision { throw .stale }
  }

  /// That the state has no such step, and who took the consult.
  func refused(_ step: ConsultStep) -> Failure {
    // One that stands where the step could be taken was refused because it has stood there too long.
    let isLate = step.states.contains(state)
    var failure = Failure.state(
      .consult, is: state, allowed: step.states.filter { $0 != state },
      isLate ? "Dit consult staat al te lang op \(state)." : "Dit consult staat op \(state).",
      isLate ? "This consult has been \(state) for too long." : "This consult is \(state).")
    if let claimerLogin { failure.members.append(.init("with", .string(claimerLogin))) }
    return failure
  }

  /// Puts the consult on a desk.
  func notice(_ to: Outbox.Addressee, _ cause: String, _ what: String? = nil) -> Outbox.Notice {
    Outbox.Notice(to, "consult", .number(number), cause, what)
  }

  /// What happens to the consult, with its account, its event, and what comes to lie on desks.
  func effect(
    _ queries: [Query], _ reply: Query? = nil, cause: String, by member: Membership, desk: [Outbox.Notice] = []
  ) -> Effect {
    let reply = reply ?? Query(Consults.stood, [.integer(number)])
    var effect = Effect(queries, reply: reply.statement)
    effect.reply = reply
    effect.touches = [
      Touch(consult: .number(number), ground: "consult", role: member.role.rawValue, team: member.team)
    ]
    effect.events = [Outbox.Event("consult", "consult", .number(number), cause)]
    effect.desk = desk
    return effect
  }
}
