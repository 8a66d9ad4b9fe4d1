internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Agreeing and objecting: a proposal waits for the keys of those who own the case at that moment.
enum ProposalAnswer {
  @Sendable static func agree(_ call: Call) throws(Failure) -> Change {
    try change(call) { (standing, keys, own, rows) throws(Failure) in
      var keys = keys
      let isNew = !keys.hasAgreed(own.team)
      keys.turn(own.team)
      let isAgreed = keys.missing.isEmpty
      if isAgreed { try Agreed.check(rows[0], consent: rows[1], on: own.today) }
      // Who agreed before and finds nothing new changes nothing.
      guard isNew || isAgreed else { return standing.effect([], state: "open", keys, own, causes: []) }
      var (queries, causes) = ([Query](), [String]())
      if isNew {
        queries.append(Proposals.turn(standing.proposal, of: own.team))
        queries.append(standing.fact("agreed", own.team, reason: call.optionalText("reason")))
        causes.append("agreed")
      }
      queries += standing.accounted
      if isAgreed {
        let agreed = standing.agreed
        queries.append(Proposals.agree(standing.proposal))
        queries.append(CaseFacts.add(agreed.fact(of: standing.subject, by: own.team, keys), to: standing.casus))
        queries += agreed.carriedOut
        causes.append(agreed.what)
      }
      var effect = standing.effect(queries, state: isAgreed ? "agreed" : "open", keys, own, causes: causes)
      if isAgreed { effect.desk = standing.notice("agreed", by: own.worker) }
      return effect
    }
  }

  @Sendable static func object(_ call: Call) throws(Failure) -> Change {
    let reason = call.optionalText("reason")
    return try change(call) { (standing, keys, own, _) throws(Failure) in
      var effect = standing.effect(
        [
          Proposals.object(standing.proposal, for: own.team, reason: reason),
          standing.fact("objected", own.team, reason: reason),
        ] + standing.accounted, state: "objected", keys, own, causes: ["objected"])
      effect.desk = standing.notice("objected", by: own.worker)
      return effect
    }
  }

  /// For whom the asker answers.
  struct Own: Sendable {
    let worker: Int
    let team: Int
    let role: Role
    let today: CivilDate
  }

  private static func change(
    _ call: Call,
    _ decide: @escaping @Sendable (Standing, Keys, Own, [Rows]) throws(Failure) -> Effect
  ) throws(Failure) -> Change {
    let proposal = try call.code("id")
    let load =
      Proposals.standing(proposal) + [Proposals.obstacles(to: proposal), Proposals.consent(proposal: proposal)]
    return Change(load) { (rows, asker) throws(Failure) in
      let keys = Keys(rows[2], own: rows[3])
      let own = try keys.membership(call, asker)
      guard rows[0].count > 0, let team = own.team, let standing = Standing(proposal, rows[1]) else { throw .gone }
      guard standing.state == "open" else {
        throw .state(
          .proposal, is: standing.state, allowed: ["open"], "Dit voorstel staat op \(standing.state).",
          "This proposal is \(standing.state).")
      }
      guard standing.isOpen else { throw .closedCase }
      return try decide(
        standing, keys, Own(worker: asker.worker, team: team, role: own.role, today: asker.today),
        Array(rows.dropFirst(4)))
    }
  }

  /// A proposal as it stands under the lock of its case.
  struct Standing: Sendable {
    let proposal: Int
    let casus: Int
    /// Whether the case is open.
    let isOpen: Bool
    /// The state of the proposal as time has it.
    let state: String
    let proposer: Int
    let agreed: Agreed

    init?(_ proposal: Int, _ row: Rows) {
      guard row.count > 0, let casus = row.integer(0, 0), let client = row.integer(0, 2), let wijk = row.text(0, 3),
        let state = row.text(0, 4), let action = row.text(0, 5), let reason = row.text(0, 10),
        let proposer = row.integer(0, 11)
      else { return nil }
      self.proposal = proposal
      self.casus = casus
      isOpen = row.text(0, 1) == "open"
      self.state = state
      self.proposer = proposer
      agreed = Agreed(
        casus: casus, client: client, wijk: wijk, action: action, team: row.integer(0, 6), newWijk: row.text(0, 7),
        participant: row.integer(0, 8), reads: row.text(0, 9), reason: reason)
    }

    var subject: CaseFacts.Subject { .code("P-\(proposal)") }

    func fact(_ what: String, _ team: Int, reason: String?) -> Query {
      CaseFacts.add(CaseFacts.Fact(what, team: team, about: subject, reason: reason), to: casus)
    }

    /// That the case changed.
    var accounted: [Query] { [CaseFacts.revise(casus)] }

    /// What the proposer finds on the desk once it is decided by another.
    func notice(_ what: String, by decider: Int) -> [Outbox.Notice] {
      if proposer == decider { return [] }
      return [Outbox.Notice(.worker(proposer), "case", .number(casus), "review", what, proposal: .number(proposal))]
    }

    /// What happens, with its account and its events.
    func effect(_ queries: [Query], state: String, _ keys: Keys, _ own: Own, causes: [String]) -> Effect {
      var effect = Effect(
        queries, reply: Proposals.decided, .text("C-\(casus)"), .text("P-\(proposal)"), .text(state),
        .array(keys.missing.map { Optional($0.slug) }))
      effect.touches = [
        Touch(client: .number(agreed.client), casus: .number(casus), role: own.role.rawValue, team: own.team)
      ]
      effect.events = causes.map { Outbox.Event("case", "case", .number(casus), $0) }
      return effect
    }
  }
}
