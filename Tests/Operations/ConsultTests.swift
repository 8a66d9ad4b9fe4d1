import TestKit
import Testing
import Wire

@Suite("Consults")
struct ConsultTests {
  @Test("a question goes to the wijk's team, is claimed, answered and closed, and its minutes are told")
  func wholeWay() async throws {
    try await CareCity.with { city in
      let asked = await city.ask(
        "consult.ask \"Kind van zes slaapt slecht. Wat helpt?\" discipline=orthopedagoog convert=advice-only age-band=4-11"
      )
      #expect(asked.code == "ok", "\(asked)")
      #expect(asked["team"]?.string == "basecamp-zuidwest" && asked["turn"]?.string == "team")
      #expect(asked["due_at"]?.string == "2026-03-09T17:00:00+01:00")
      let consult = try #require(asked["consult"]?.string)
      try city.advance("30 minutes")
      let claimed = await city.ask("consult.claim \(consult)", as: "o.een")
      #expect(claimed["state"]?.string == "claimed" && claimed["claimed_by"]?.string == "o.een", "\(claimed)")
      try city.advance("45 minutes")
      let answered = await city.ask("consult.reply \(consult) text=\"Een vast ritueel.\" minutes=20", as: "o.een")
      #expect(answered["state"]?.string == "answered", "\(answered)")
      try city.advance("60 minutes")
      let closed = await city.ask("consult.close \(consult) outcome=advice-enough rating=8")
      #expect(closed["state"]?.string == "closed", "\(closed)")
      #expect(closed["turnaround_minutes"]?.integer == 75 && closed["own_minutes"]?.integer == 45)
      let shown = await city.ask("consult.show \(consult)", as: "t.lead")
      #expect(shown["thread"]?.array?.compactMap { $0["kind"]?.string } == ["question", "answer"], "\(shown)")
      #expect(shown["thread"]?.array?.last?["minutes"]?.integer == 20)
      #expect(shown["dates"]?.array?.compactMap { $0["what"]?.string } == ["asked", "claimed", "answered", "closed"])
      #expect(shown["turn"] == .null && shown["outcome"]?.string == "advice-enough" && shown["rating"]?.integer == 8)
      #expect(shown["rev"]?.integer == 4 && shown["asked_by"]?.string == "f.een" && shown["age_band"]?.string == "4-11")
      #expect(await city.ask("consult.show \(consult)", as: "o.drie").code == "not-found.consult")
      #expect(try city.logged("consult.show") == 1)
      #expect(try city.logged("consult.claim") == 1)
      #expect(try city.logged("consult.ask") == 1)
      let causes = try city.sql(
        "SELECT cause FROM koos.event WHERE topic = 'consult' AND thing = \(consult.dropFirst(2)) ORDER BY seq")
      #expect(causes == [["asked"], ["claimed"], ["answered"], ["closed"]])
    }
  }

  @Test(
    "an answer is due at 17:00 of a working day of the team",
    arguments: [
      ("2026-03-02T08:00", "regulier", "", "2026-03-09T17:00:00+01:00"),
      ("2026-03-02T23:30", "spoed", "", "2026-03-03T17:00:00+01:00"),
      ("2026-03-06T12:00", "urgent", "", "2026-03-09T17:00:00+01:00"),
      ("2026-03-27T12:00", "regulier", "", "2026-04-03T17:00:00+02:00"),
      ("2026-04-02T12:00", "urgent", "", "2026-04-03T17:00:00+02:00"),
      ("2026-04-03T12:00", "urgent", "", "2026-04-07T17:00:00+02:00"),
      ("2026-03-02T08:00", "regulier", "('consult.days', NULL, '3')", "2026-03-05T17:00:00+01:00"),
      ("2026-03-02T08:00", "urgent", "('consult.urgent-days', NULL, '2')", "2026-03-04T17:00:00+01:00"),
      ("2026-04-03T12:00", "urgent", "('calendar.closed-on-holidays', NULL, 'no')", "2026-04-06T17:00:00+02:00"),
    ])
  func due(now: String, urgency: String, setting: String, due: String) async throws {
    try await CareCity.with { city in
      _ = try city.sql("UPDATE koos.clock SET at = '\(now)'::timestamp AT TIME ZONE 'Europe/Amsterdam'")
      if !setting.isEmpty { _ = try city.sql("INSERT INTO koos.setting_value (key, team, value) VALUES \(setting)") }
      let asked = await city.ask("consult.ask Vraag discipline=orthopedagoog convert=may-convert urgency=\(urgency)")
      #expect(asked["due_at"]?.string == due, "\(asked)")
    }
  }

  @Test("what a question cannot be is refused, and nothing is kept")
  func askRefusals() async throws {
    try await CareCity.with { city in
      let before = try city.sql("SELECT count(*) FROM koos.consult")
      func line(_ words: String) -> String { "consult.ask Vraag \(words)" }
      let whole = line("discipline=orthopedagoog convert=may-convert")
      await city.refuses([
        (line("discipline=orthopedagoog"), "f.een", "syntax.missing-parameter", "convert"),
        (line("discipline=tandarts convert=may-convert"), "f.een", "input.value", "discipline"),
        (whole + " wijk=vleuten-de-meern", "f.een", "input.value", "team"),
        (whole + " wijk=mars", "f.een", "not-found.wijk", "wijk"),
        (whole + " team=buurtteam-zuidwest-1", "f.een", "input.value", "team"),
        (whole + " urgency=crisis", "f.een", "scope.redirect", "urgency"), (whole, "pl.een", "denied.role", nil),
        (whole, "admin", "denied.role", nil), (whole, "p.privacy", "denied.role", nil),
        (whole, "r.report", "denied.role", nil),
      ])
      let crisis = await city.ask(whole + " urgency=crisis")
      #expect(crisis["door"]?.string?.contains("112") == true)
      #expect(try city.logged("consult.ask", "scope.redirect") == 2)
      let several = await city.ask(whole + " wijk=vleuten-de-meern")
      #expect(several.texts("allowed") == ["basecamp-de-meern", "basecamp-vleuten"])
      let tried = await city.ask(whole + " dry-run=yes")
      #expect(
        tried.code == "ok" && tried["consult"] == .null && tried["team"]?.string == "basecamp-zuidwest", "\(tried)")
      #expect(try city.sql("SELECT count(*) FROM koos.consult") == before)
      let elsewhere = await city.ask(whole + " wijk=vleuten-de-meern team=basecamp-vleuten once=q")
      #expect(elsewhere["team"]?.string == "basecamp-vleuten")
      #expect(await city.ask(whole + " wijk=vleuten-de-meern team=basecamp-vleuten once=q")["replayed"]?.bool == true)
    }
  }

  @Test("a text that points at a person is refused with kind and place, and only a BSN has no way past")
  func privacy() async throws {
    try await CareCity.with { city in
      let tail = "discipline=orthopedagoog convert=may-convert"
      let refused = await city.ask("consult.ask \"Bel 06-12345678 over hem\" \(tail)")
      #expect(refused.code == "privacy.identifying" && refused["field"]?.string == "question", "\(refused)")
      #expect(
        refused["found"]?.array?.first?["kind"]?.string == "telephone"
          && refused["found"]?.array?.first?["position"]?.integer == 5)
      #expect(!refused.description.contains("12345678"))
      let confirmed = await city.ask("consult.ask \"Bel 06-12345678 over hem\" \(tail) confirm=yes")
      let consult = try #require(confirmed["consult"]?.string)
      #expect(await city.ask("consult.ask \"Dit is 123.456.782\" \(tail) confirm=yes").code == "privacy.identifying")
      #expect(await city.ask("consult.ask \"Dossier 123456789, bel 14 030\" \(tail)").code == "ok")
      #expect(await city.ask("consult.claim \(consult)", as: "o.een").code == "ok")
      let reply = "consult.reply \(consult) minutes=5"
      #expect(await city.ask("\(reply) text=\"Mail a@b.nl\"", as: "o.een").code == "privacy.identifying")
      #expect(await city.ask("\(reply) text=\"Mail a@b.nl\" confirm=yes", as: "o.een").code == "ok")
      let thread = await city.ask("consult.show \(consult)")["thread"]?.array ?? []
      #expect(thread.compactMap { $0["confirmed"]?.bool } == [true, true])
    }
  }

  @Test("each step belongs to its people and its state")
  func steps() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      let reply = "consult.reply \(consult) text=Antwoord minutes=5"
      let close = "consult.close \(consult) outcome=advice-enough"
      await city.refuses([
        ("consult.claim \(consult)", "g.een", "denied.team", nil),
        ("consult.claim \(consult)", "t.lead", "denied.team", nil),
        ("consult.claim \(consult)", "f.een", "denied.role", nil),
        ("consult.claim \(consult)", "o.drie", "not-found.consult", "id"),
        ("consult.claim \(consult) if=7", "o.een", "conflict.stale", "if"), (reply, "o.een", "denied.team", nil),
        (reply, "t.lead", "denied.team", nil), (close, "f.een", "state.consult", nil),
        (close, "f.twee", "denied.team", nil),
      ])
      #expect(await city.ask("consult.claim \(consult) if=1", as: "o.een").code == "ok")
      await city.refuses([
        ("consult.claim \(consult)", "o.twee", "state.consult", nil), (reply, "o.twee", "denied.team", nil),
        (reply + " ask-back=no if=1", "o.een", "conflict.stale", "if"), (close, "o.een", "denied.team", nil),
        ("consult.reply \(consult) text=a minutes=0", "o.een", "input.value", "minutes"),
      ])
      let back = await city.ask(reply + " ask-back=yes", as: "o.een")
      #expect(back["state"]?.string == "asked-back")
      let late = await city.ask(reply, as: "o.een")
      #expect(
        late.code == "state.consult" && late["is"]?.string == "asked-back" && late.texts("allowed") == ["claimed"])
      #expect(await city.ask("consult.show \(consult)")["turn"]?.string == "asker")

      let second = try await city.consult()
      #expect(await city.ask("consult.claim \(second)", as: "o.twee").code == "ok")
      #expect(
        await city.ask("consult.reply \(second) text=Zo minutes=1h", as: "t.lead").code == "denied.team",
        "a lead may release, not answer")
      #expect(await city.ask("consult.reply \(second) text=Zo minutes=1h", as: "o.twee").code == "ok")
      #expect(
        await city.ask("consult.close \(second) outcome=other-service", as: "f.lead").code == "ok", "and a lead closes")
      #expect(await city.ask("consult.close \(second) outcome=other-service").code == "state.consult")
    }
  }

  @Test("of two specialists who claim at once one wins, and the other is told who", arguments: [0])
  func race(_: Int) async throws {
    try await CareCity.with { city in
      for _ in 0..<100 {
        let consult = try await city.consult()
        async let first = city.ask("consult.claim \(consult)", as: "o.een")
        async let second = city.ask("consult.claim \(consult)", as: "o.twee")
        let both = [("o.een", await first), ("o.twee", await second)]
        let winners = both.filter { $0.1.code == "ok" }
        let loser = try #require(both.first { $0.1.code != "ok" })
        #expect(winners.count == 1 && loser.1.code == "state.consult", "\(both)")
        #expect(loser.1["with"]?.string == winners.first?.0 && loser.1["is"]?.string == "claimed", "\(loser)")
      }
    }
  }

  @Test("consults are listed to both teams by whose turn it is")
  func lists() async throws {
    try await CareCity.with { city in
      let asked = try await city.consult()
      let claimed = try await city.consult(as: "f.twee")
      #expect(await city.ask("consult.claim \(claimed)", as: "o.een").code == "ok")
      func listed(_ words: String, as login: String) async -> [String] {
        await city.ask("consult.list \(words)", as: login).rows.compactMap { $0["consult"]?.string }
      }
      for login in ["f.een", "o.een", "pl.een", "t.lead"] { #expect(await listed("", as: login) == [asked, claimed]) }
      #expect(await listed("turn=team", as: "o.een") == [asked])
      #expect(await listed("state=claimed", as: "o.een") == [claimed])
      #expect(await listed("mine=yes", as: "o.een") == [claimed])
      #expect(await listed("mine=yes", as: "f.een") == [asked])
      #expect(await listed("team=buurtteam-zuidwest-1 wijk=zuidwest", as: "o.een") == [asked, claimed])
      #expect(await listed("team=buurtteam-zuidwest-2", as: "o.een").isEmpty)
      #expect(await listed("overdue=yes", as: "o.een").isEmpty)
      #expect(await listed("", as: "z.lead").isEmpty)
      _ = try city.sql("UPDATE koos.clock SET at = '2026-03-09T17:00:01+01:00'")
      #expect(await listed("overdue=yes", as: "o.een") == [asked, claimed])
      let row = try #require(await city.ask("consult.list limit=1", as: "o.een").rows.first)
      #expect(
        row["asker_team"]?.string == "buurtteam-zuidwest-1" && row["overdue"]?.bool == true
          && row["claimed_by"] == .null)
      #expect(try city.logged("consult.list") == 2 * 4 + 1 + 1 + 1 + 1 + 2 + 2 + 1)
    }
  }
}
