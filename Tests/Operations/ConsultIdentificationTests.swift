import TestKit
import Testing
import Wire

@Suite("Telling whom a consult is about")
struct ConsultIdentificationTests {
  @Test("identified with consent, the asked team reads the child while the consult runs, and nobody else")
  func identify() async throws {
    try await CareCity.with { city in
      let (client, consent) = try await city.consentedClient()
      let consult = try await city.consult()
      let identify = "consult.identify \(consult) client=\(client) consent=\(consent)"
      let early = await city.ask(identify)
      #expect(early.code == "state.consult" && early["is"]?.string == "asked", "\(early)")
      _ = await city.ask("consult.claim \(consult)", as: "o.een")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client")
      await city.refuses([
        (identify, "o.een", "not-found.client", "client"), (identify, "f.twee", "denied.team", nil),
        (identify, "pl.een", "denied.role", nil), (identify, "o.drie", "not-found.consult", "id"),
        ("consult.identify \(consult) client=\(client)", "f.een", "syntax.missing-parameter", "consent"),
        ("consult.identify \(consult) client=\(client) consent=T-99999", "f.een", "not-found.consent", "consent"),
        (identify + " if=9", "f.een", "conflict.stale", "if"),
      ])
      #expect(await city.ask(identify + " dry-run=yes")["dry_run"]?.bool == true)
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client")
      let told = await city.ask(identify)
      #expect(
        told.code == "ok" && told["client"]?.string == client && told["team"]?.string == "basecamp-zuidwest", "\(told)")
      for login in ["o.een", "o.twee", "t.lead"] {
        #expect(await city.ask("client.show \(client)", as: login).code == "ok", "\(login)")
      }
      for login in ["pl.een", "o.drie", "z.lead"] {
        #expect(await city.ask("client.show \(client)", as: login).code == "not-found.client", "\(login)")
      }
      let shown = await city.ask("consult.show \(consult)", as: "o.een")
      #expect(
        shown["client"]?.string == client && shown["dates"]?.array?.last?["what"]?.string == "identified", "\(shown)")
      #expect(
        await city.ask("consult.show \(consult)", as: "pl.een")["client"] == .null, "an office does not know the child")
      let logged = try city.sql(
        "SELECT count(*) FROM koos.access_log WHERE action = 'consult.show' AND client = \(client.dropFirst(2))")
      #expect(logged == [["1"]])
      _ = await city.ask("consult.reply \(consult) text=Zo minutes=5", as: "o.een")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "ok")
      _ = await city.ask("consult.close \(consult) outcome=advice-enough")
      #expect(
        await city.ask("client.show \(client)", as: "o.een").code == "not-found.client", "it ends with the consult")
      #expect(await city.ask("consult.show \(consult)", as: "o.een")["client"] == .null)
      _ = await city.ask("consult.follow-up \(consult) text=Weer")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "ok", "and comes back when it is reopened")
    }
  }

  @Test("told of the wrong child, one may put it right; without standing consent the team reads no more")
  func correcting() async throws {
    try await CareCity.with { city in
      let (wrong, wrongConsent) = try await city.consentedClient()
      let client = try await city.client()
      let consent = try await city.made(
        "consent", "consent.record \(client) purpose=identify by=parent-1 until=2026-03-05")
      let consult = try await city.consult(in: "claimed")
      #expect(await city.ask("consult.identify \(consult) client=\(wrong) consent=\(wrongConsent)").code == "ok")
      #expect(await city.ask("consult.identify \(consult) client=\(client) consent=\(consent)").code == "ok")
      #expect(await city.ask("client.show \(wrong)", as: "o.een").code == "not-found.client")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "ok")
      try city.advance("3 days")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client", "the consent is over")
      #expect(await city.ask("client.show \(client)").code == "ok")
      let renewed = try await city.made("consent", "consent.record \(client) purpose=identify by=parent-2")
      #expect(await city.ask("consult.identify \(consult) client=\(client) consent=\(renewed)").code == "ok")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "ok")
      _ = try city.sql("UPDATE koos.consent SET withdrawn_at = koos.now() WHERE id = \(renewed.dropFirst(2))")
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client", "withdrawn")
      let again = await city.ask("consult.identify \(consult) client=\(client) consent=\(renewed)")
      #expect(again.code == "consent.withdrawn" && again.texts("who").contains("parent-2"), "\(again)")
    }
  }

  @Test("of two parents each may end that the asked team reads the child")
  func bothParents() async throws {
    try await CareCity.with { city in
      for other in ["withdrawn_at = koos.now()", "until_on = '2026-03-05'"] {
        let (client, consent) = try await city.consentedClient()
        _ = try city.sql(
          """
          INSERT INTO koos.relation (client, name, kind, authority, added_by)
          SELECT \(client.dropFirst(2)), n.name, 'ouder', true, (SELECT w.id FROM koos.worker w WHERE w.login = 'f.een')
          FROM (VALUES ('Demo Een'), ('Demo Twee')) AS n(name)
          """)
        let consult = try await city.consult(in: "claimed")
        let identify = "consult.identify \(consult) client=\(client) consent=\(consent)"
        let one = await city.ask(identify)
        #expect(one.code == "consent.missing" && one.texts("who") == ["parent-2"], "\(one)")
        let second = try await city.made("consent", "consent.record \(client) purpose=identify by=parent-2")
        #expect(await city.ask(identify).code == "ok")
        #expect(await city.ask("client.show \(client)", as: "o.een").code == "ok")
        _ = try city.sql("UPDATE koos.consent SET \(other) WHERE id = \(second.dropFirst(2))")
        try city.advance("2 days")
        #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client", "\(other)")
      }
    }
  }

  @Test(
    "whose consent counts is decided by the age on that day",
    arguments: [
      ("2016-05-14", ["parent-1"], 0, "ok", []),
      ("2016-05-14", [], 0, "consent.missing", ["parent-1", "parent-2", "guardian"]),
      ("2016-05-14", ["guardian"], 0, "ok", []),
      ("2013-06-01", ["parent-1"], 0, "consent.missing", ["youth"]),
      ("2013-06-01", ["parent-1", "youth"], 0, "ok", []),
      ("2013-06-01", ["parent-1", "youth"], 1, "ok", []),
      ("2013-06-01", ["youth"], 0, "consent.missing", ["parent-1", "parent-2", "guardian"]),
      ("2009-06-01", ["youth"], 0, "ok", []),
    ])
  func ages(birth: String, parties: [String], named: Int, code: String, who: [String]) async throws {
    try await CareCity.with { city in
      let client = try await city.client(birth: birth)
      var consents: [String] = []
      for party in parties {
        consents.append(try await city.made("consent", "consent.record \(client) purpose=identify by=\(party)"))
      }
      let other = try await city.made(
        "consent", "consent.record \(client) purpose=share by=\(birth < "2010" ? "youth" : "parent-1")")
      let consult = try await city.consult(in: "claimed")
      let line = "consult.identify \(consult) client=\(client) consent=\(consents.isEmpty ? other : consents[named])"
      let outcome = await city.ask(line)
      #expect(outcome.code == code && outcome.texts("who") == who, "\(outcome)")
      if code == "ok" {
        let wrong = await city.ask("consult.identify \(consult) client=\(client) consent=\(other)")
        #expect(wrong.code == "consent.missing", "a consent to something else does not count: \(wrong)")
      }
    }
  }

  @Test("a parent's consent of before the sixteenth birthday has no say after it")
  func birthday() async throws {
    try await CareCity.with { city in
      let (client, parent) = try await city.consentedClient(birth: "2010-03-03")
      let youth = try await city.made("consent", "consent.record \(client) purpose=identify by=youth")
      let consult = try await city.consult(in: "claimed")
      let identify = "consult.identify \(consult) client=\(client)"
      #expect(await city.ask("\(identify) consent=\(parent) dry-run=yes").code == "ok", "a day before")
      try city.advance("1 day")
      let late = await city.ask("\(identify) consent=\(parent)")
      #expect(late.code == "consent.age" && late.texts("who") == ["parent-1"], "\(late)")
      #expect(await city.ask("\(identify) consent=\(youth)").code == "ok")
    }
  }
}
