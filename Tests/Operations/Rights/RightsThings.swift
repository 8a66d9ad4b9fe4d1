import TestKit
import Testing

// The things that people stand in a relation to: what is written in them can be told apart wherever it comes out.
extension RightsCity {
  /// What is written where, a word each.
  static let words: KeyValuePairs<String, String> = [
    "name": "Zonderlingveld", "house": "77-zwx", "bsn": "999990019", "relative": "Familiewoord",
    "reachable": "Bereikwoord",
    "question": "Vraagwoord", "note": "Notitiewoord", "goal": "Doelwoord", "step": "Stapwoord",
    "participant": "Betrokkenwoord", "provider": "Regelingwoord", "contact": "Contactwoord", "bridge": "Brugwoord",
    "proposal": "Voorstelwoord", "appointment": "Afspraakwoord", "guest": "Gastwoord",
    "told": "Consultkindveld", "bare": "Loskindveld", "asked": "Overlegwoord",
  ]

  /// The case of teams `own` and `other`, its closed twin, one that is to be left, and a child without a case.
  mutating func openCases() async throws {
    try await makes(
      "client", "client", "g.own",
      "client.add \"Wilhelmina Zonderlingveld\" birth=2016-05-14 postcode=3526SA house=77-zwx gender=V bsn=999990019")
    try await makes(
      "twin", "client", "g.own", "client.add \"Wilhelmina Zonderlingveld\" birth=2016-05-14 postcode=3526SA gender=V")
    try await makes(
      "bare", "client", "g.own", "client.add \"Loes Loskindveld\" birth=2016-05-14 postcode=3526SA gender=V")
    try await makes(
      "relation", "relation", "g.own",
      "relation.add {client} name=Familiewoord kind=ouder authority=yes contact=Bereikwoord")
    try await makes("uncle", "relation", "g.own", "relation.add {client} name=Familiewoord kind=familie")
    try await makes("treatment", "consent", "g.own", "consent.record {client} purpose=treatment by=parent-1")
    try await makes("consent", "consent", "g.own", "consent.record {client} purpose=observe by=parent-1")
    for (mark, client) in [("case", "client"), ("closed", "twin"), ("leaving", "twin")] {
      try await makes(
        mark, "case", "g.own",
        "case.open {\(client)} question=\"Vraagwoord over slapen\" referrer=buurtteam basecamp=r-own buurtteam=r-other")
      try await think("{\(mark)}")
    }
    try await makes(
      "proposal", "proposal", "g.own", "case.propose {case} action=move value=overvecht reason=Voorstelwoord")
    await does("g.own", "case.note {case} text=Notitiewoord")
    try await makes("step", "step", "g.own", "case.step.add {case} text=Stapwoord by=s.own")
    try await makes("goal", "goal", "g.own", "case.goal.add {case} words=Doelwoord")
    try await makes(
      "participant", "participant", "g.own", "case.participant.add {case} kind=school name=Betrokkenwoord")
    try await makes("traject", "traject", "g.own", "case.traject.start {case} service=ambulant")
    try await makes(
      "arrangement", "arrangement", "l.own", "case.arrangement.add {case} kind=transfer provider=Regelingwoord")
    try await makes(
      "stay", "stay", "g.own", "stay.add {case} place=basecamp-zuidwest kind=logeren from=2026-05-10 until=2026-05-12")
    try care.close(codes["closed"] ?? "")
  }

  /// Teams come to think along with a case, to be invited, and to have left.
  private func think(_ casus: String) async throws {
    for reads in ["all", "plan"] {
      await does("g.own", "case.invite \(casus) team=r-\(reads) role=consulted reads=\(reads) reason=Meedenken")
      await does("s.\(reads)", "case.accept \(casus)")
    }
    await does("g.own", "case.invite \(casus) team=r-former reason=Samen")
    await does("s.former", "case.accept \(casus)")
    if casus == "{case}" {
      await does(
        "s.former",
        "appointment.book case={case} type=overig at=2026-03-10T16:00 minutes=30 with=s.former mode=online note=Voorbijwoord"
      )
    }
    await does("s.former", "case.leave \(casus) reason=Klaar")
    await does("g.own", "case.invite \(casus) team=r-invited reason=Samen")
  }

  /// Consults in every stand, and one that became a case.
  mutating func askConsults() async throws {
    for (mark, name) in [("told", "Consultkindveld"), ("became", "Casuskindveld")] {
      try await makes(
        mark, "client", "g.asking", "client.add \"Karel \(name)\" birth=2016-05-14 postcode=3526SA gender=M")
      try await makes("\(mark)-consent", "consent", "g.asking", "consent.record {\(mark)} purpose=identify by=parent-1")
    }
    for mark in ["asked", "claimed", "answered", "identified", "grown"] {
      try await makes(
        mark, "consult", "g.asking",
        "consult.ask \"Overlegwoord over slapen\" discipline=orthopedagoog convert=may-convert team=r-asked")
      if mark != "asked" { await does("s.asked", "consult.claim {\(mark)}") }
    }
    await does("s.asked", "consult.reply {answered} text=\"Adviestekst over rust\" minutes=10")
    await does("g.asking", "consult.identify {identified} client={told} consent={told-consent}")
    await does("g.asking", "consult.identify {grown} client={became} consent={became-consent}")
    try await makes(
      "grown-case", "case", "g.asking", "consult.convert {grown} client={became} consent={became-consent}")
    await does("g.asking", "case.invite {grown-case} team=r-owner reason=Samen")
    await does("s.owner", "case.accept {grown-case}")
  }

  /// Appointments: to come, held, past, of a series, of a group.
  mutating func book() async throws {
    let about = "case={case} type=overig minutes=30 mode=online with=s.own"
    try await makes(
      "appointment", "appointment", "s.own",
      "appointment.book \(about),g.other at=2026-03-10T09:00 note=Afspraakwoord guests=Gastwoord")
    try await makes("past", "appointment", "s.own", "appointment.book \(about),g.other at=2026-03-10T10:00")
    _ = try care.sql(
      """
      UPDATE koos.appointment SET starts_at = '2026-02-24T10:00+01', ends_at = '2026-02-24T10:30+01' WHERE id = \(number("past"))
      """)
    try await makes("held", "appointment", "s.own", "appointment.hold \(about) at=2026-03-10T11:00 ttl=20h")
    try await makes(
      "series", "series", "s.own",
      "series.book 2026-03-10T12:00 rrule=FREQ=WEEKLY;COUNT=5 case={case} type=overig minutes=30 mode=online with=s.own"
    )
    codes["session"] =
      "A-"
      + (try care.sql(
        "SELECT min(id) FROM koos.appointment WHERE series = \(number("series")) AND starts_at > '2026-04-01'")[0][0]
        ?? "")
    try await makes(
      "group", "group", "l.own",
      "group.add Rots service=groepsbehandeling leader=s.own capacity=2 rrule=FREQ=WEEKLY;COUNT=2 start=2026-06-02T09:00 minutes=30 mode=online"
    )
    await does("g.own", "group.join {group} case={case}")
  }

  /// Entries of the list in every stand, and an open offer.
  mutating func wait() async throws {
    let kinds = [
      ("entry", "orthopedagoog"), ("formless", "psycholoog"), ("paused", "vaktherapeut"), ("removed", "gz-psycholoog"),
      ("second", "orthopedagoog service=ambulant"),
    ]
    for (mark, discipline) in kinds {
      try await makes(
        mark, "entry", "g.own",
        "waiting.add {case} discipline=\(discipline) team=r-own\(mark == "formless" ? " form=no" : "")")
    }
    await does("g.own", "waiting.contact {entry} text=Contactwoord")
    await does("g.own", "waiting.bridge {entry} kind=phone by=s.own text=Brugwoord")
    await does("g.own", "waiting.pause {paused} reason=gezin")
    await does("l.own", "waiting.remove {removed} reason=moved")
    try await makes(
      "offer", "offer", "l.own", "offer.make {entry} at=2026-03-17T10:00 minutes=60 with=s.own mode=online")
  }

  /// What is nobody's case: a token, an absence, an agreement; and those who leave the team `own`.
  mutating func part() async throws {
    try await makes("token", "id", "s.own", "token.issue s.own")
    try await makes("absence", "absence", "s.own", "absence.add s.own from=2026-07-01 to=2026-07-05 kind=verlof")
    try await makes("agreement", "agreement", "admin", "agreement.add Partner scope=Samen from=2026-03-02")
    for person in "lsgp".map({ Person(role: $0, relation: "ended") }) {
      let role = Self.roles.first { $0.key == person.role }?.value ?? ""
      await does("admin", "member.end \(person.login) team=r-own role=\(role)")
    }
  }

  /// The number of a code.
  func number(_ mark: String) -> Substring { (codes[mark] ?? "").dropFirst(2) }
}
