internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

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
  /// Minutes from the question to the first answer.
  let turnaroundMinutes: Int
  /// Minutes it lay with the specialist.
  let ownMinutes: Int

  /// Reads the rows of `Consults.standing`.
  init(_ number: Int, _ rows: [Rows]) throws(Failure) {
    let row = rows[1]
    guard rows[0].count > 0, let state = row.text(0, 0), let team = row.integer(0, 2),
      let askerTeam = row.integer(0, 3),
      let discipline = row.text(0, 4), let askedBy = row.integer(0, 5), let askedAt = row.integer(0, 9)
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
    turnaroundMinutes = Turnaround.minutes(
      from: Instant(seconds: Int64(askedAt)), to: Instant(seconds: Int64(row.integer(0, 10) ?? askedAt)))
    ownMinutes = Turnaround.minutes(in: Self.claimedSpans(rows[2]))
  }

  /// From each taking up to the answer or the question back that followed it.
  private static func claimedSpans(_ facts: Rows) -> [Range<Instant>] {
    var spans: [Range<Instant>] = []
    var since: Instant?
    for row in 0..<facts.count {
      let at = Instant(seconds: Int64(facts.integer(row, 1) ?? 0))
      switch facts.text(row, 0) {
      case "claimed": since = at
      case "answered", "asked-back":
        if let start = since, start <= at { spans.append(start..<at) }
        since = nil
      default: break
      }
    }
    return spans
  }

  /// The asker's membership of a team by which he acts: as that worker, or as the team's lead; nil for anybody else.
  func member(of team: Int, or worker: Int?, _ asker: Asker) -> Membership? {
    asker.memberships.first {
      $0.team == team && $0.role != .planner && (worker == asker.worker || $0.role == .lead)
    }
  }

  /// Throws `conflict.stale` for another revision than the one asked for, `state.consult` for a state not among these.
  func check(_ call: Call, in allowed: [String]) throws(Failure) {
    if let wanted = call.revision, wanted != revision { throw .stale }
    guard !allowed.contains(state) else { return }
    var failure = Failure.state(
      .consult, is: state, allowed: allowed, "Dit consult staat op \(state).", "This consult is \(state).")
    if let claimerLogin { failure.members.append(.init("with", .string(claimerLogin))) }
    throw failure
  }

  /// A step of the consult, with its account, its event, and whose turn it is now where that one is to find it on the desk.
  func effect(
    _ queries: [Query], _ reply: Query, cause: String, by member: Membership, turn: Outbox.Addressee? = nil
  ) -> Effect {
    var effect = Effect(queries, reply: reply.statement)
    effect.reply = reply
    effect.touches = [
      Touch(consult: .number(number), ground: "consult", role: member.role.rawValue, team: member.team)
    ]
    effect.events = [Outbox.Event("consult", "consult", .number(number), cause)]
    if let turn { effect.desk = [Outbox.Notice(turn, "consult", .number(number), "turn")] }
    return effect
  }
}
