import Postgres
import TestKit
import Testing
import Wire

@Suite("Reading a case in an emergency")
struct EmergencyTests {
  private static let stranger = "o.drie"

  /// Breaks the glass, which must succeed.
  private static func breaks(_ care: CareCity, _ casus: String, as login: String = stranger) async {
    let outcome = await care.ask("breakglass \(casus) reason=\"Kind belt in paniek\"", as: login)
    #expect(outcome.code == "ok", "\(outcome)")
  }

  /// What the log says of a worker's entries for a command, the last first: client, case, ground, purpose, outcome, emergency.
  private static func last(_ care: CareCity, _ action: String) throws -> [String?] {
    try care.sql(
      """
      SELECT 'J-' || client, 'C-' || casus, ground, purpose, outcome, emergency FROM koos.access_log WHERE action = '\(action)'
      ORDER BY xid DESC, entry DESC LIMIT 1
      """
    ).first ?? []
  }

  @Test("who may not know of a case reads it whole for four hours, that case and its child alone, and the log says how")
  func reads() async throws {
    try await CareCity.with { care in
      let client = try await care.client()
      let casus = try await care.casus(of: client)
      let other = try await care.casus(of: client, question: "Iets anders")
      await care.does([
        ("f.een", "case.note \(casus) text=Gebeld"),
        ("f.een", "relation.add \(client) name=\"Demo Ouder\" kind=ouder authority=yes"),
      ])
      await care.refuses([("case.show \(casus)", Self.stranger, "not-found.case", "id")])
      let broken = await care.ask("breakglass \(casus) reason=\"Kind belt in paniek\"", as: Self.stranger)
      #expect(
        broken.code == "ok" && broken["case"]?.string == casus && broken["as"]?.string == "breakglass", "\(broken)")
      #expect(broken["until"]?.string == "2026-03-02T12:00:00+01:00", "\(broken)")
      #expect(try Self.last(care, "breakglass") == [client, casus, "breakglass", "emergency", "ok", "t"])
      let shown = await care.ask("case.show \(casus)", as: Self.stranger)
      #expect(shown["as"]?.string == "breakglass" && shown["question"]?.string == "Hoe verder?", "\(shown)")
      #expect(shown["notes"]?.array?.count == 1 && shown["relations"]?.array?.count == 1, "\(shown)")
      #expect(try Self.last(care, "case.show") == [client, casus, "breakglass", "emergency", "ok", "t"])
      #expect(await care.ask("client.show \(client)", as: Self.stranger)["name"]?.string == "Demo Kind")
      #expect(try Self.last(care, "client.show") == [client, nil, "breakglass", "emergency", "ok", "t"])
      #expect(await care.ask("case.list", as: Self.stranger).rows.compactMap { $0["case"]?.string } == [casus])
      #expect(try Self.last(care, "case.list").suffix(1) == ["t"])
      for line in [
        "relation.list \(client)", "consent.list \(client)", "case.history \(casus)", "client.find \(client)",
      ] {
        #expect(await care.ask(line, as: Self.stranger).code == "ok", "\(line)")
      }
      await care.refuses([
        ("case.show \(other)", Self.stranger, "not-found.case", "id"),
        ("case.show \(casus)", "o.vier", "not-found.case", "id"),
      ])
      // Who is at home there shows no emergency.
      _ = await care.ask("case.show \(casus)", as: "o.een")
      #expect(try Self.last(care, "case.show") == [client, casus, "owner", "treatment", "ok", "f"])
      #expect(try care.strayAccess() == [])
      try care.advance("3 hours 59 minutes 59 seconds")
      #expect(await care.ask("case.show \(casus)", as: Self.stranger).code == "ok")
      try care.advance("1 second")
      await care.refuses([
        ("case.show \(casus)", Self.stranger, "not-found.case", "id"),
        ("client.show \(client)", Self.stranger, "not-found.client", "id"),
      ])
      #expect(await care.ask("case.list", as: Self.stranger).rows.isEmpty)
      #expect(try care.strayAccess() == [])
    }
  }

  @Test(
    "owners and the privacy officer find it on their desks, the history tells why, and watchers hear the code alone")
  func told() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let rev = await care.ask("case.show \(casus)")["rev"]
      _ = try care.sql("DELETE FROM koos.dossier_change")
      await Self.breaks(care, casus)
      for login in ["f.een", "f.lead", "o.een", "t.lead", "p.privacy"] {
        let items = await care.desk(login, until: 1) { $0["cause"]?.string == "emergency" }
        #expect(items.map { $0["thing"]?.string } == [casus], "\(login): \(items)")
        #expect(items.first?["text"]?.string == "\(casus) is met spoed ingezien.")
      }
      #expect(try Self.last(care, "desk").dropFirst(1) == [casus, "administration", "administration", "ok", "f"])
      for login in [Self.stranger, "o.vier", "r.report"] {
        #expect(await care.ask("desk", as: login).rows.allSatisfy { $0["cause"]?.string != "emergency" }, "\(login)")
      }
      let facts = await care.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "emergency" }
      #expect(facts.count == 1 && facts[0]["by"]?.string == Self.stranger, "\(facts)")
      #expect(facts.first?["reason"]?.string == "Kind belt in paniek")
      let office = await care.ask("case.history \(casus)", as: "pl.een").rows.first {
        $0["what"]?.string == "emergency"
      }
      #expect(office?["reason"] == .null, "an office hears that, not why: \(String(describing: office))")
      #expect(await care.ask("case.show \(casus)")["rev"] == rev, "a look is no change of the case")
      #expect(try care.sql("SELECT count(*) FROM koos.dossier_change") == [["0"]], "nor of how long it is kept")
      let texts =
        try care.sql("SELECT string_agg(e::text, ' ') FROM koos.event e WHERE e.cause = 'emergency'")[0][0] ?? ""
      #expect(texts.contains("emergency") && !texts.contains("paniek"))
      // Who is privacy officer no more does not find it any longer.
      _ = try care.sql(
        "UPDATE koos.member SET until_on = koos.today() WHERE worker = (SELECT id FROM koos.worker WHERE login = 'p.privacy')"
      )
      #expect(await care.ask("desk", as: "p.privacy").rows.isEmpty)
    }
  }

  @Test("nothing is changed by it, whatever is tried")
  func onlyReads() async throws {
    try await CareCity.with { care in
      let client = try await care.client()
      let casus = try await care.casus(of: client)
      let relation = try await care.made(
        "relation", "relation.add \(client) name=\"Demo Ouder\" kind=ouder authority=yes")
      let consent = try await care.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      let step = try await care.made("step", "case.step.add \(casus) text=Bellen by=buurtteam-zuidwest-1")
      let goal = try await care.made("goal", "case.goal.add \(casus) words=Slapen")
      let participant = try await care.made("participant", "case.participant.add \(casus) kind=school name=Demoschool")
      let traject = try await care.made("traject", "case.traject.start \(casus) service=ambulant")
      let arrangement = try await care.made(
        "arrangement", "case.arrangement.add \(casus) kind=contract provider=Demozorg", as: "f.lead")
      let stay = try await care.made("stay", "stay.add \(casus) place=basecamp-zuid kind=logeren from=2026-03-10")
      let entry = try await care.entry(casus)
      let meeting = try await care.made(
        "appointment",
        "appointment.book \(casus) type=overig at=2026-03-10T10:00 minutes=60 with=f.een mode=phone note=Geheim")
      let ended = try await care.made("proposal", "case.propose \(casus) action=close reason=Klaar")
      await Self.breaks(care, casus)
      #expect(
        await care.ask("appointment.show \(meeting)", as: Self.stranger)["note"]?.string == "Geheim",
        "it is read, though")
      let tables = [
        "casus", "casus_owner", "casus_fact", "casus_invitation", "casus_note", "casus_goal", "casus_goal_review",
        "casus_step",
        "casus_participant", "casus_arrangement", "traject", "stay", "client", "relation", "consent", "waiting_entry",
        "waiting_fact",
        "appointment", "appointment_case", "proposal", "proposal_agreement", "consult_identity", "occupied", "event",
        "emergency",
      ]
      let state =
        "SELECT concat_ws(' '"
        + tables.map { ", (SELECT md5(coalesce(string_agg(x::text, ',' ORDER BY x::text), '')) FROM koos.\($0) x)" }
        .joined() + ")"
      let before = try care.sql(state)
      let denied: [(String, String)] = [
        ("client.change \(client) name=X", "denied.team"),
        ("relation.add \(client) name=X kind=voogd", "denied.team"), ("relation.end \(relation)", "denied.team"),
        ("consent.record \(client) purpose=share by=parent-1", "denied.team"),
        ("consent.withdraw \(consent)", "denied.team"),
        ("case.open \(client) question=X referrer=buurtteam buurtteam=buurtteam-zuidwest-1", "denied.team"),
        ("case.note \(casus) text=X", "denied.team"),
        ("case.step.add \(casus) text=X by=f.een", "denied.team"), ("case.step.done \(step)", "denied.team"),
        ("case.goal.add \(casus) words=X", "denied.team"),
        ("case.goal.review \(goal) words=X status=bereikt", "denied.team"),
        ("case.participant.add \(casus) kind=school name=X", "denied.team"),
        ("case.participant.end \(participant)", "denied.team"),
        ("case.traject.start \(casus) service=ambulant", "denied.team"), ("case.traject.end \(traject)", "denied.team"),
        ("case.arrangement.add \(casus) kind=contract provider=X", "denied.role"),
        ("case.arrangement.end \(arrangement)", "denied.role"),
        ("case.invite \(casus) team=basecamp-zuid reason=X", "denied.team"),
        ("case.lead \(casus) worker=\(Self.stranger)", "denied.team"), ("case.leave \(casus)", "denied.team"),
        ("case.propose \(casus) action=close reason=X", "denied.team"),
        ("case.reopen \(casus) reason=X", "denied.team"),
        ("case.agree \(ended)", "not-found.proposal"), ("case.object \(ended) reason=X", "not-found.proposal"),
        ("case.accept \(casus)", "denied.team"), ("case.withdraw \(casus) team=basecamp-oost", "denied.team"),
        ("stay.add \(casus) place=basecamp-zuid kind=wonen from=2026-03-10", "denied.team"),
        ("stay.end \(stay)", "denied.team"),
        ("waiting.add \(casus) discipline=vaktherapeut", "denied.team"),
        ("waiting.contact \(entry) text=X", "not-found.waiting"),
        ("waiting.show \(entry)", "not-found.waiting"),
        (
          "appointment.book \(casus) type=overig at=2026-03-11T10:00 minutes=60 with=\(Self.stranger) mode=phone",
          "denied.team"
        ),
        ("appointment.move \(meeting) at=2026-03-12T10:00 reason=X", "denied.team"),
        ("appointment.cancel \(meeting) by=provider reason=X", "denied.team"),
        ("appointment.attend \(meeting) who=\(client) presence=present", "denied.team"),
      ]
      for (line, code) in denied {
        let outcome = await care.ask(line, as: Self.stranger)
        #expect(outcome.code == code, "\(line): \(outcome)")
      }
      #expect(try care.sql(state) == before)
    }
  }

  @Test("row security lets an emergency change nothing either")
  func secondWall() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let (number, client) = (casus.dropFirst(2), "(SELECT client FROM koos.casus WHERE id = \(casus.dropFirst(2)))")
      await Self.breaks(care, casus)
      for (table, condition) in [
        ("casus", "id = \(number)"), ("client", "id = \(client)"), ("casus_question", "casus = \(number)"),
        ("casus_fact", "casus = \(number)"), ("emergency", "casus = \(number)"),
      ] {
        #expect(
          try care.seen("SELECT count(*) > 0 FROM koos.\(table) WHERE \(condition)", by: Self.stranger) == ["t"],
          "\(table)")
      }
      for (change, count) in [
        ("UPDATE koos.casus SET rev = rev + 1 WHERE id = \(number)", "0"),
        ("UPDATE koos.client SET rev = rev + 1 WHERE id = \(client)", "0"),
        ("DELETE FROM koos.casus_owner WHERE casus = \(number)", "0"),
      ] {
        #expect(
          try care.seen("WITH x AS (\(change) RETURNING 1) SELECT count(*) FROM x", by: Self.stranger) == [count],
          "\(change)")
      }
      for change in [
        "INSERT INTO koos.casus_note (casus, text, worker, team) SELECT \(number), 'x', koos.me(), min(team) FROM koos.member WHERE worker = koos.me()",
        "INSERT INTO koos.casus_fact (casus, worker, what) VALUES (\(number), koos.me(), 'closed')",
        "INSERT INTO koos.casus_fact (casus, worker, what) VALUES (\(number), koos.me(), 'emergency')",
        "INSERT INTO koos.emergency (casus, worker, team, role, fact) SELECT \(number), koos.me(), 1, 'lead', max(number) FROM koos.casus_fact",
        "SELECT koos.break_glass(\(number), 1, 'lead', 'x')",
        "INSERT INTO koos.casus_step (casus, text, added_by) VALUES (\(number), 'x', koos.me())",
        "INSERT INTO koos.relation (client, name, kind, added_by) VALUES (\(client), 'x', 'ouder', koos.me())",
        "INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by) SELECT client, urgency, referrer, wijk, consortium, regie, koos.me() FROM koos.casus WHERE id = \(number)",
      ] {
        #expect(throws: (any Error).self, "\(change)") { try care.seen(change, by: Self.stranger) }
      }
    }
  }

  @Test("a code that names no case is not found, one of a closed case is read, and who may not is told by the role")
  func named() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      try care.close(casus)
      await care.refuses([
        ("breakglass C-999999 reason=X", Self.stranger, "not-found.case", "case"),
        ("breakglass \(casus)", Self.stranger, "syntax.missing-parameter", "reason"),
        ("breakglass \(casus) reason=\"\"", Self.stranger, "input.value", "reason"),
        ("breakglass J-1 reason=X", Self.stranger, "input.value", "case"),
        ("breakglass \(casus) reason=X", "pl.een", "denied.role", nil),
        ("breakglass \(casus) reason=X", "p.privacy", "denied.role", nil),
        ("breakglass \(casus) reason=X", "r.report", "denied.role", nil),
        ("breakglass \(casus) reason=X", "admin", "denied.role", nil),
      ])
      #expect(try care.sql("SELECT count(*) FROM koos.emergency") == [["0"]])
      #expect(try care.logged("breakglass", "not-found.case") == 1 && care.logged("breakglass", "denied.role") == 4)
      await Self.breaks(care, casus)
      #expect(await care.ask("case.show \(casus)", as: Self.stranger)["status"]?.string == "gesloten")
      let quiet = care.talk.session()
      #expect(await quiet.ask("session read-only=yes").code == "ok")
      #expect(await quiet.ask("breakglass \(casus) reason=X as=o.vier").code == "denied.read-only")
    }
  }

  @Test("who reads the case whole already is told so and nobody is alarmed; who reads a part of it may need the rest")
  func reader() async throws {
    try await CareWorkCities.with { care, casus in
      for (login, ground) in [("f.een", "owner"), ("t.lead", "owner")] {
        let outcome = await care.ask("breakglass \(casus) reason=X", as: login)
        #expect(outcome.code == "conflict.duplicate" && outcome["as"]?.string == ground, "\(login): \(outcome)")
        #expect(outcome["field"]?.string == "case")
      }
      try care.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true, reads: "plan")
      let planned = await care.ask("case.show \(casus)", as: Self.stranger)
      #expect(planned["as"]?.string == "consulted" && planned["question"] == .null, "\(planned)")
      await Self.breaks(care, casus)
      let whole = await care.ask("case.show \(casus)", as: Self.stranger)
      #expect(whole["question"]?.string == "Hoe verder?" && whole["as"]?.string == "breakglass", "\(whole)")
      #expect(try Self.last(care, "case.show").suffix(4) == ["breakglass", "emergency", "ok", "t"])
      try care.advance("4 hours")
      #expect(await care.ask("case.show \(casus)", as: Self.stranger)["as"]?.string == "consulted")
      #expect(try Self.last(care, "case.show").suffix(4) == ["consulted", "consultation", "ok", "f"])
    }
  }

  @Test("said again it runs four hours from then and is told again; a dry run keeps nothing, a token happens once")
  func again() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let line = "breakglass \(casus) reason=Nood"
      let tried = await care.ask("\(line) dry-run=yes", as: Self.stranger)
      #expect(tried.code == "ok" && tried["dry_run"]?.bool == true, "\(tried)")
      #expect(try care.sql("SELECT count(*) FROM koos.emergency") == [["0"]])
      #expect(try Self.last(care, "breakglass").dropFirst(1) == [casus, "breakglass", "emergency", "dry-run", "t"])
      await care.refuses([("case.show \(casus)", Self.stranger, "not-found.case", "id")])
      let first = await care.ask("\(line) once=een", as: Self.stranger)
      try care.advance("1 hour")
      let repeated = await care.ask("\(line) once=een", as: Self.stranger)
      #expect(repeated["replayed"]?.bool == true && repeated["until"] == first["until"], "\(repeated)")
      #expect(try care.sql("SELECT count(*) FROM koos.emergency") == [["1"]])
      try care.advance("2 hours")
      #expect(await care.ask(line, as: Self.stranger)["until"]?.string == "2026-03-02T15:00:00+01:00")
      #expect(await care.desk("f.een", until: 2) { $0["cause"]?.string == "emergency" }.count == 2)
      try care.advance("3 hours")
      #expect(await care.ask("case.show \(casus)", as: Self.stranger).code == "ok")
      try care.advance("1 hour")
      #expect(await care.ask("case.show \(casus)", as: Self.stranger).code == "not-found.case")
      #expect(try care.strayAccess() == [])
      #expect(await care.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "emergency" }.count == 2)
    }
  }

  @Test("it ends with the membership it was said under, and with the dossier nothing of it is left")
  func ends() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      await Self.breaks(care, casus)
      _ = try care.sql(
        "UPDATE koos.member SET until_on = koos.today() WHERE worker = (SELECT id FROM koos.worker WHERE login = '\(Self.stranger)')"
      )
      #expect(
        try care.seen("SELECT count(*) FROM koos.casus WHERE id = \(casus.dropFirst(2))", by: Self.stranger) == ["0"])
      #expect(try care.strayAccess() == [])
      _ = try care.sql(
        "DELETE FROM koos.client WHERE id = (SELECT client FROM koos.casus WHERE id = \(casus.dropFirst(2)))")
      #expect(try care.sql("SELECT count(*) FROM koos.emergency") == [["0"]])
    }
  }

  @Test("a consult the case grew from is read with it")
  func consult() async throws {
    try await CareCity.with { care in
      let (client, consent) = try await care.consentedClient()
      let consult = try await care.consult()
      await care.does([
        ("o.een", "consult.claim \(consult)"),
        ("f.een", "consult.identify \(consult) client=\(client) consent=\(consent)"),
      ])
      let casus = try await care.made("case", "consult.convert \(consult) client=\(client) consent=\(consent)")
      await care.refuses([("consult.show \(consult)", Self.stranger, "not-found.consult", "id")])
      await Self.breaks(care, casus)
      #expect(await care.ask("consult.show \(consult)", as: Self.stranger).code == "ok")
      #expect(try Self.last(care, "consult.show").suffix(4) == ["breakglass", "emergency", "ok", "t"])
      #expect(await care.ask("consult.reply \(consult) text=X minutes=5", as: Self.stranger).code != "ok")
      #expect(try care.strayAccess() == [])
    }
  }
}

/// A city with a case and consent to share it.
private enum CareWorkCities {
  static func with(_ body: (CareCity, String) async throws -> Void) async throws {
    try await CareCity.with { care in try await body(care, try await care.casus()) }
  }
}
