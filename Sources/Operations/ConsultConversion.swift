internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A consult that grows into a case: what was said and when comes along, and nothing is asked again (R02).
struct ConsultConversion: Sendable {
  private let call: Call
  private let client: Int
  private let consent: Int

  init(_ call: Call) throws(Failure) {
    self.call = call
    client = try call.code("client")
    consent = try call.code("consent")
    if call.isGiven("service"), !call.yes("wait") {
      throw .value(
        call, "service", "Een soort hulp hoort bij wait=yes.", "A service goes with wait=yes.")
    }
  }

  func change() throws(Failure) -> Change {
    let (client, buurtteam, service) = (client, call.optionalSlug("buurtteam"), call.optionalText("service"))
    return try .consult(
      call,
      { consult in
        [
          Consults.growing(consult), Cases.subject(client),
          Cases.teams(for: client, named: [buurtteam].compactMap(\.self)),
          WaitingList.doors(service),
          Consents.standing(client: client, purpose: "identify"),
        ]
      }
    ) { (consult, rows, asker) throws(Failure) in try decide(consult, rows, asker) }
  }

  private func decide(_ consult: ConsultStanding, _ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let member = try member(consult, told: rows[0].integer(0, 8), asker)
    let founding = try CaseFounding(client, rows[1])
    try founding.checkAge(call, asker)
    let owners = try owners(consult, rows[0], rows[2])
    try consult.checkRevision(call)
    for (column, kind) in [(0, 1), (2, 3)] {
      try CaseFounding.checkOwner(rows[0].text(0, column) ?? "", rows[0].text(0, kind) ?? "", call, "id")
    }
    if call.yes("wait") { try WaitingAddition.checkScope(call, rows[3]) }
    try ConsentCheck("identify", rows[4]).require(on: asker.today, named: consent, in: call)
    try consult.check(call, .convert)

    guard let question = rows[0].text(0, 7), let urgency = rows[0].text(0, 4) else { throw .gone }
    var effect = founding.effect(
      question, urgency: urgency, referrer: "buurtteam",
      lead: rows[0].bool(0, 9) == true ? consult.askedBy : asker.worker, owners: owners,
      firstContact: rows[0].text(0, 5), by: member)
    effect.queries += Consults.convert(consult.number)
    effect.touches = [
      Touch(
        client: .number(client), casus: .made, consult: .number(consult.number), ground: "consult",
        role: member.role.rawValue, team: member.team)
    ]
    effect.events.append(Outbox.Event("consult", "consult", .number(consult.number), "converted"))
    effect.reply = Query(Consults.converted, [.integer(consult.number)])
    if call.yes("wait") { wait(consult, urgency, since: rows[0].text(0, 6), asker, &effect) }
    return effect
  }

  /// The asker, always; the claimer where the asker's word allows it, and only for the child that was told of.
  private func member(_ consult: ConsultStanding, told: Int?, _ asker: Asker) throws(Failure) -> Membership {
    if consult.askedBy == asker.worker,
      let member = consult.member(of: consult.askerTeam, or: consult.askedBy, asker)
    {
      return member
    }
    guard let member = consult.claimer(asker) else {
      throw .team(
        "Een consult wordt een casus door wie het vroeg, of door wie het op zich nam.",
        "A consult is made a case by who asked it, or who claimed it.")
    }
    if told != client, let named = call.named.first(where: { $0.parameter == "client" }) { throw .missing(named) }
    guard consult.mayConvert else {
      throw .team(
        "De vrager vroeg alleen advies; met consult authorise kan dat veranderen.",
        "The asker wants advice only; consult authorise can change that.")
    }
    return member
  }

  /// The asking and the asked team, and between two basecamps the wijk's buurtteam.
  private func owners(_ consult: ConsultStanding, _ row: Rows, _ teams: Rows) throws(Failure) -> [Int] {
    let pair = consult.askerTeam == consult.team ? [consult.team] : [consult.askerTeam, consult.team]
    let slug = call.optionalSlug("buurtteam")
    if row.text(0, 1) == "buurtteam" || row.text(0, 3) == "buurtteam" {
      guard slug == nil || slug == row.text(0, 0) else {
        throw .value(
          call, "buurtteam", "Het buurtteam is dat van de vrager.", "The buurtteam is the asker's.",
          allowed: [row.text(0, 0) ?? ""])
      }
      return pair
    }
    let serving = (0..<teams.count).compactMap { row -> (number: Int, slug: String)? in
      guard teams.text(row, 2) == "buurtteam", teams.bool(row, 3) == true, let number = teams.integer(row, 0),
        let slug = teams.text(row, 1)
      else { return nil }
      return (number, slug)
    }
    let fitting = serving.filter { slug == nil || $0.slug == slug }
    guard let only = fitting.first, fitting.count == 1 else {
      throw .value(
        call, "buurtteam", "Noem het buurtteam van de wijk: er zijn er \(serving.count).",
        "Name the wijk's buurtteam: there are \(serving.count).", allowed: serving.map(\.slug))
    }
    return pair + [only.number]
  }

  /// Waits with the asked team from today on; the day of asking is the first contact and starts no clock.
  private func wait(
    _ consult: ConsultStanding, _ urgency: String, since firstContact: String?, _ asker: Asker, _ effect: inout Effect
  ) {
    effect.queries += WaitingList.add(
      WaitingList.Addition(
        casus: nil, team: consult.team, discipline: consult.discipline, service: call.optionalText("service"),
        urgency: urgency, papers: (true, true), registeredOn: asker.today.iso, wishes: (nil, nil, nil),
        firstContactOn: firstContact))
    effect.events.append(Outbox.Event("waiting", "case", .made, "added", entry: .made))
    effect.makes.insert("entry")
    effect.reply = Query(Consults.convertedWaiting, [.integer(consult.number)])
  }
}
