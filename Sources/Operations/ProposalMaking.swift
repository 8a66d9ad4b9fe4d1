internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Proposing what all owners must agree to; with one owner it is carried out at once.
struct ProposalMaking: Sendable {
  private let call: Call
  private let casus: Int
  private let reason: String
  private let subject: Proposals.Subject

  /// Throws for a value that does not go with the action.
  init(_ call: Call) throws(Failure) {
    self.call = call
    casus = try call.code("id")
    reason = try call.text("reason")
    var subject = Proposals.Subject(action: try call.text("action"))
    let (slug, widening) = (call.optionalSlug("value"), call.optionalWidening("value"))
    switch subject.action {
    case "close" where call.isGiven("value"):
      throw Self.wrong(call, "Sluiten heeft geen value.", "Closing takes no value.")
    case "close": break
    case _ where !call.isGiven("value"): throw Catalogue.missing("value")
    case "move": subject.wijk = slug
    case "remove": subject.team = slug
    default: (subject.participant, subject.reads) = (widening?.participant, widening?.reads)
    }
    guard subject.action == "close" || subject.wijk != nil || subject.team != nil || subject.participant != nil else {
      throw Self.wrong(
        call,
        "Bij \(subject.action) hoort een andere value: bij move een wijk, bij remove een team, bij widen zoals B-3:plan.",
        "\(subject.action) takes another value: move a wijk, remove a team, widen such as B-3:plan.")
    }
    self.subject = subject
  }

  var change: Change {
    let load = [
      CaseFacts.standing(casus), Proposals.owners(of: casus), Proposals.subject(subject, of: casus),
      Proposals.business(of: casus), Proposals.consent(participant: subject.participant),
    ]
    return Change(load) { (rows, asker) throws(Failure) in try decide(rows, asker) }
  }

  private func decide(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    var keys = Keys(rows[1])
    let own = try keys.membership(call, asker)
    guard rows[0].count > 0, let team = own.team, let client = rows[0].integer(0, 2), let wijk = rows[0].text(0, 3)
    else {
      throw .notOwning
    }
    if let wanted = call.revision, wanted != rows[0].integer(0, 1) { throw .stale }
    try check(rows[2], wijk, keys, own)
    let isAlone = keys.missing.count == 1
    if isAlone, rows[4].count > 0 { try ConsentCheck("share", rows[4]).require(on: asker.today) }
    guard rows[0].text(0, 0) == "open" else { throw .closedCase }
    if rows[2].bool(0, 4) == true {
      throw Failure(
        .conflictDuplicate, Sentence(nl: "Dit voorstel ligt er al.", en: "This proposal is open already."),
        field: "action", column: call.column(of: "action"))
    }
    // A sole owner's key is the last one: it is turned when nothing is in the way, and the proposal waits otherwise.
    let isInTheWay = isAlone && subject.action == "close" && rows[3].count > 0
    if !isInTheWay { keys.turn(team) }
    let agreed = Agreed(
      casus: casus, client: client, wijk: wijk, action: subject.action, team: rows[2].integer(0, 0),
      newWijk: subject.wijk, participant: subject.participant, reads: subject.reads, reason: reason)
    return effect(agreed, keys, own, team)
  }

  /// Whether what is proposed can be: throws `input.value` for what is no change of this case.
  private func check(_ known: Rows, _ wijk: String, _ keys: Keys, _ own: Membership) throws(Failure) {
    if let slug = subject.team {
      guard keys.owners.contains(where: { $0.slug == slug }), slug != own.teamSlug else {
        throw .value(
          call, "value", "\(slug) is geen andere eigenaar van deze casus.", "\(slug) is no other owner of this case.",
          allowed: keys.owners.map(\.slug).filter { $0 != own.teamSlug })
      }
    }
    if subject.wijk == wijk { throw Self.wrong(call, "De casus is al van \(wijk).", "The case is of \(wijk) already.") }
    guard let participant = subject.participant, let reads = subject.reads else { return }
    guard known.bool(0, 1) == true, known.bool(0, 3) == false else {
      throw Self.wrong(
        call, "B-\(participant) doet niet mee in deze casus.", "B-\(participant) takes no part in this case.")
    }
    let order = ["nothing", "plan", "all"]
    guard let from = order.firstIndex(of: known.text(0, 2) ?? ""), let to = order.firstIndex(of: reads), from < to
    else {
      throw Self.wrong(call, "B-\(participant) leest dit al.", "B-\(participant) reads this already.")
    }
  }

  private func effect(_ agreed: Agreed, _ keys: Keys, _ own: Membership, _ team: Int) -> Effect {
    let isAgreed = keys.missing.isEmpty
    let made = CaseFacts.Subject.made(letter: "P", table: "proposal")
    let fact = CaseFacts.Fact(
      "proposed", team: team, about: made, ["action": subject.action, "value": value], reason: reason)
    var queries = [
      Proposals.add(subject, to: casus, for: team, reason: reason), CaseFacts.add(fact, to: casus),
      CaseFacts.revise(casus),
    ]
    if keys.hasAgreed(team) { queries.append(Proposals.turn(nil, of: team)) }
    var causes = ["proposed"]
    if isAgreed {
      causes += [agreed.what]
      queries +=
        [Proposals.agree(nil), CaseFacts.add(agreed.fact(of: made, by: team, keys), to: casus)] + agreed.carriedOut
    }
    var effect = Effect(queries, reply: Proposals.proposed, .array(keys.missing.map { Optional($0.slug) }))
    effect.touches = [
      Touch(client: .number(agreed.client), casus: .number(casus), role: own.role.rawValue, team: team)
    ]
    effect.events = causes.map { Outbox.Event("case", "case", .number(casus), $0) }
    effect.desk = keys.missing.filter { $0.team != team }.map {
      Outbox.Notice(.team($0.team), "case", .number(casus), "review", "proposed", proposal: .made)
    }
    effect.makes = ["proposal"]
    return effect
  }

  private var value: String? {
    subject.team ?? subject.wijk ?? subject.participant.flatMap { number in subject.reads.map { "B-\(number):\($0)" } }
  }

  private static func wrong(_ call: Call, _ nl: String, _ en: String) -> Failure { .value(call, "value", nl, en) }
}
