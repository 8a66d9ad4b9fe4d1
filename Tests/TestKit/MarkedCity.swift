internal import Postgres
internal import Wire

/// A demo city in which every text about a child says whose it is, so that a text that gets out tells from where.
///
/// Each text column of every table that hangs on a client, a case, a consult or an appointment holds `zqx`, the letter and
/// number of what it is about, and the table: `zqxc72000017.casus_note.z`. Clients, cases, consults and waiting entries have
/// numbers nobody else has, so that a number that gets out tells as well. Tables and columns are found in the
/// database's own catalogue: one that is added later is marked without a word here.
package enum MarkedCity {
  /// What went wrong while it was laid.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Somebody who knows of no child in any way, and holds no role.
  package static let stranger = "n.niemand"
  /// Somebody whose own work is elsewhere: a specialist of Zuid, who only thinks along with one case, by its plan.
  package static let outsider = "o.vier"
  /// The operating-system users that are those two.
  package static let (strangerUser, outsiderUser): (UInt32, UInt32) = (4_712, 4_713)

  /// Lays it over a demo city.
  ///
  /// - Parameters:
  ///   - owner: how the superuser connects.
  ///   - ask: says a line as a worker.
  package static func lay(
    owner: String, _ ask: (_ line: String, _ login: String) async -> Outcome
  ) async throws {
    var known: [String: String] = [:]
    for (login, line, made) in doings {
      let said = known.reduce(line) { $0.replacing("{\($1.key)}", with: $1.value) }
      let outcome = await ask(said, login)
      guard outcome.code == "ok" else { throw Failure(description: "\(said) as \(login): \(outcome)") }
      for pair in made.split(separator: " ") {
        let (member, name) = (pair.prefix { $0 != ":" }, pair.drop { $0 != ":" }.dropFirst())
        known[String(name)] = outcome[String(member)]?.string
      }
    }
    try Script.run(marking + rights, conninfo: owner)
  }

  /// Lays it over a demo city of its own.
  package static func make() async throws -> City {
    let city = try await City()
    let talk = try Conversation(city)
    do { try await lay(owner: city.owner) { await talk.ask($0, as: $1) } } catch {
      await talk.close()
      throw error
    }
    await talk.close()
    return city
  }

  /// What happens in it beyond the demo, so that no table stays empty: who says what, and under which name a member of
  /// the reply is known from there on.
  private static let doings: [(login: String, line: String, made: String)] =
    children.flatMap { child in
      [
        ("f.een", "client.add \"Demo Kind\" birth=2016-05-14 postcode=3526SA house=1 gender=V", "client:J\(child)"),
        (
          "f.een", "case.open {J\(child)} question=Hoe referrer=buurtteam buurtteam=buurtteam-zuidwest-1",
          "case:C\(child)"
        ),
        ("f.een", "relation.add {J\(child)} name=A kind=ouder authority=yes contact=06", "relation:R\(child)"),
        ("f.een", "consent.record {J\(child)} purpose=share by=parent-1", ""),
        ("f.een", "case.note {C\(child)} text=Gebeld", "note:N\(child)"),
        ("f.een", "case.goal.add {C\(child)} words=\"Weer slapen\"", "goal:D\(child)"),
        ("f.een", "case.goal.review {D\(child)} words=\"Het gaat al\" status=op-weg", ""),
        ("f.een", "case.step.add {C\(child)} text=Bellen by=o.een", ""),
        ("f.een", "case.participant.add {C\(child)} kind=school name=\"De Boom\"", ""),
        ("t.lead", "case.arrangement.add {C\(child)} kind=contract provider=Elders", ""),
        ("f.een", "stay.add {C\(child)} place=basecamp-zuid kind=wonen from=2026-02-25", ""),
        ("f.een", "waiting.add {C\(child)} discipline=orthopedagoog registered-on=2026-02-10", "entry:W\(child)"),
      ]
    } + [
      // The own work of who stands outside of all that.
      ("f.vier", "client.add \"Demo Kind\" birth=2013-05-14 postcode=3524SA gender=V", "client:J7"),
      ("f.vier", "case.open {J7} question=Hoe referrer=buurtteam buurtteam=buurtteam-zuid-1", "case:C7"),
      ("o.vier", "case.note {C7} text=Gebeld", ""),
      ("o.vier", "waiting.add {C7} discipline=orthopedagoog registered-on=2026-02-10", ""),
      // Consulted on everything, consulted on the plan, asked, told of by a consult, and merged.
      ("f.een", "case.invite {C1} team=basecamp-leidsche-rijn reason=R role=consulted reads=all", ""),
      ("l.lead", "case.accept {C1}", ""),
      ("f.een", "case.invite {C1} team=basecamp-zuid reason=R role=consulted reads=plan", ""),
      ("z.lead", "case.accept {C1}", ""),
      ("f.een", "case.invite {C2} team=buurtteam-zuid-1 reason=R", ""),
      ("f.een", "case.invite {C3} team=basecamp-leidsche-rijn reason=R role=consulted reads=all", ""),
      ("l.lead", "case.accept {C3}", ""),
      ("f.een", "case.withdraw {C3} team=basecamp-leidsche-rijn reason=R", ""),
      ("f.een", "consult.ask \"Hoe helpen we?\" discipline=orthopedagoog convert=may-convert", "consult:Q"),
      ("o.een", "consult.claim {Q}", ""), ("o.een", "consult.reply {Q} text=Zo minutes=10", ""),
      ("f.een", "client.add \"Demo Kind\" birth=2015 postcode=3526SA gender=M", "client:J4"),
      ("f.een", "consent.record {J4} purpose=identify by=parent-1", "consent:T"),
      ("f.een", "consult.identify {Q} client={J4} consent={T}", ""),
      ("f.een", "client.add \"Demo Kind\" birth=2014 postcode=3526SA gender=M", "client:J5"),
      ("f.een", "client.add \"Demo Kind\" birth=2014-03-03 postcode=3526SA gender=M", "client:J6"),
      ("f.lead", "client.merge {J6} into={J5}", ""),
      ("f.een", "case.propose {C3} action=move value=oost reason=R", ""),
      (
        "t.lead",
        "group.add Samen service=groepsbehandeling leader=s.een capacity=2 rrule=FREQ=WEEKLY;COUNT=3 start=2026-03-09T10:00 "
          + "minutes=90 mode=on-site place=basecamp-zuidwest", "group:G"
      ),
      ("f.een", "group.join {G} case={C1}", ""),
      (
        "t.lead",
        "appointment.book case={C1} type=behandeling at=2026-03-10T14:00 minutes=60 with=o.een guests=Oma mode=online note=N",
        "appointment:A1"
      ),
      ("t.lead", "appointment.move {A1} at=2026-03-11T14:00 reason=R", ""),
      (
        "t.lead",
        "series.book start=2026-04-07T09:00 rrule=FREQ=WEEKLY;COUNT=2 minutes=60 type=overig with=o.twee mode=online case={C3}",
        ""
      ),
      // The time that comes free is offered.
      (
        "t.lead",
        "appointment.book case={C2} type=intake at=2026-03-12T10:00 minutes=60 with=o.een mode=on-site place=basecamp-zuidwest",
        "appointment:A2"
      ),
      ("t.lead", "appointment.cancel {A2} by=client reason=R", ""),
      ("f.een", "waiting.bridge {W2} kind=phone by=f.een text=B", ""),
      ("f.een", "waiting.pause {W3} reason=gezin", ""),
      ("o.een", "absence.add o.een from=2026-06-01 to=2026-06-05 kind=ziek", ""),
      ("o.een", "token.issue o.een", ""),
    ]

  private static let children = ["1", "2", "3"]
}
