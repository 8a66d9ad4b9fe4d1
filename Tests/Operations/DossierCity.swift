import TestKit
import Testing
import Wire

/// A child with something in every place of the file, under numbers that stand nowhere else, and a sister beside it.
struct DossierCity {
  let care: CareCity
  let client: String
  let casus: String
  let sister: String
  /// Of the child alone, to come; of both, to come.
  let appointment: String
  let shared: String

  /// What the numbers of all that is the child's begin with.
  static let numbers = "7770000"

  static func with(_ body: (DossierCity) async throws -> Void) async throws {
    try await CareCity.with { care in try await body(try await DossierCity(care)) }
  }

  private init(_ care: CareCity) async throws {
    self.care = care
    sister = try await care.casus()
    for table in [
      "client", "consent", "relation", "casus", "casus_invitation", "casus_note", "casus_goal", "casus_step",
      "casus_participant", "traject", "casus_arrangement", "stay", "group_place", "proposal", "waiting_entry", "offer",
      "dossier_statement",
    ] { _ = try care.sql("ALTER SEQUENCE koos.\(table)_id_seq RESTART WITH \(Self.numbers)01") }

    // Whom it is about.
    client = try await care.made(
      "client",
      "client.add \"Fenna Demo\" birth=2016-05-14 postcode=3526SA house=12 gender=V language=ar bsn=123456782")
    let double = try await care.made("client", "client.add \"Fena Demo\" birth=2016 postcode=3526SA gender=V")
    await care.does([("f.lead", "client.merge \(double) into=\(client)")])
    let mother = try await care.made(
      "relation", "relation.add \(client) name=\"Moeder Demo\" kind=ouder authority=yes contact=\"moeder@voorbeeld.nl\""
    )
    let aunt = try await care.made("relation", "relation.add \(client) name=\"Tante Demo\" kind=familie")
    for purpose in ["treatment", "identify"] {
      _ = try await care.made("consent", "consent.record \(client) purpose=\(purpose) by=parent-1")
    }
    let shares = try await care.made("consent", "consent.record \(client) purpose=share by=parent-1 with=School")
    await care.does([
      ("f.een", "consent.withdraw \(shares) reason=\"Toch niet\""),
      ("f.lead", "dossier.correct \(client) text=\"Zo was het niet.\" by=youth"),
    ])
    _ = mother

    // A consult that grows into the case.
    let consult = try await care.consult()
    await care.does([
      ("o.een", "consult.claim \(consult)"),
      ("o.een", "consult.reply \(consult) text=\"Kijk naar de slaap.\" minutes=20"),
    ])
    let identify = try #require(
      await care.ask("consent.list \(client) purpose=identify").rows.first?["consent"]?.string)
    await care.does([
      ("f.een", "consult.identify \(consult) client=\(client) consent=\(identify)"),
      ("f.een", "consult.convert \(consult) client=\(client) consent=\(identify)"),
    ])
    casus = try #require(await care.ask("client.show \(client)").texts("cases").first)

    // Work in it.
    let goal = try await care.made("goal", "case.goal.add \(casus) words=\"Weer slapen\"")
    let step = try await care.made("step", "case.step.add \(casus) text=\"School bellen\" by=o.een goal=\(goal)")
    let person = try await care.made("participant", "case.participant.add \(casus) kind=school name=\"De Boom\"")
    let traject = try await care.made("traject", "case.traject.start \(casus) service=ambulant reason=Begin")
    let arrangement = try await care.made(
      "arrangement", "case.arrangement.add \(casus) kind=contract provider=\"Zorg Buiten\"", as: "t.lead")
    let stay = try await care.made("stay", "stay.add \(casus) place=basecamp-zuid kind=logeren from=2026-02-20")
    let group = try await care.made(
      "group",
      """
      group.add "Rots en Water" service=groepsbehandeling leader=s.een capacity=2 rrule=FREQ=WEEKLY;COUNT=2 \
      start=2026-03-16T10:00 minutes=60 mode=online
      """, as: "t.lead")
    await care.does([
      ("f.een", "case.note \(casus) text=\"Het gaat beter.\" kind=gesprek"),
      ("f.een", "case.note \(casus) text=\"Vader vertelde over zichzelf.\" third-party=yes"),
      ("f.een", "case.goal.review \(goal) words=\"Het lukt soms\" status=op-weg"), ("o.een", "case.step.done \(step)"),
      ("f.een", "case.participant.end \(person) reason=\"Andere school\""),
      ("f.een", "case.traject.end \(traject) reason=31"),
      ("t.lead", "case.arrangement.end \(arrangement) reason=Klaar"),
      ("f.een", "stay.end \(stay) reason=\"Weer thuis\""),
      ("f.een", "group.join \(group) case=\(casus)"),
      ("f.een", "case.invite \(casus) team=basecamp-leidsche-rijn reason=\"Denk mee\" role=consulted"),
      ("f.een", "relation.end \(aunt) reason=\"Uit beeld\" on=2026-03-03"),
    ])
    let proposal = try await care.made("proposal", "case.propose \(casus) action=close reason=\"Het is klaar\"")
    await care.does([("o.een", "case.object \(proposal) reason=\"Nog niet\"")])

    // Waiting, and meeting.
    let entry = try await care.made(
      "entry", "waiting.add \(casus) discipline=orthopedagoog registered-on=2026-02-10 language=ar")
    await care.does([
      ("f.een", "waiting.contact \(entry) text=\"Moeder gesproken\""),
      ("f.een", "waiting.bridge \(entry) kind=phone by=o.een text=\"Elke week even bellen\""),
    ])
    let offer = try await care.made(
      "offer", "offer.make \(entry) at=2026-03-12T09:00 minutes=60 with=o.twee mode=online", as: "t.lead")
    await care.does([
      ("f.een", "offer.decline \(offer) reason=\"Dan is er school\""),
      ("f.een", "waiting.pause \(entry) reason=gezin"),
    ])
    appointment = try await care.made(
      "appointment",
      """
      appointment.book case=\(casus) type=huisbezoek at=2026-03-10T09:00 minutes=60 with=o.een mode=on-site place=thuis \
      guests=oma note="Neem de tekening mee"
      """, as: "t.lead")
    let gone = try await care.made(
      "appointment", "appointment.book case=\(casus) type=overig at=2026-03-11T09:00 minutes=60 with=o.een mode=online",
      as: "t.lead")
    shared = try await care.made(
      "appointment",
      """
      appointment.book case=\(casus),\(sister) type=gezinsgesprek at=2026-03-13T09:00 minutes=60 with=o.een mode=online \
      guests=opa note="Over beide kinderen"
      """, as: "t.lead")
    await care.does([
      ("t.lead", "appointment.move \(appointment) at=2026-03-10T13:00 reason=\"Andere dienst\""),
      ("t.lead", "appointment.cancel \(gone) by=client reason=\"Ziek kind\""),
    ])
  }
}
