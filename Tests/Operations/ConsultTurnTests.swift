import TestKit
import Testing
import Wire

@Suite("Whose turn a consult is")
struct ConsultTurnTests {
  @Test("a lead assigns to a member of the discipline; the claimer or the lead releases")
  func assigning() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      let assign = "consult.assign \(consult)"
      await city.refuses([
        ("\(assign) worker=o.een", "o.een", "denied.role", nil),
        ("\(assign) worker=o.een", "f.een", "denied.role", nil),
        ("\(assign) worker=o.een", "f.lead", "denied.team", nil),
        ("\(assign) worker=o.een", "l.lead", "not-found.consult", "id"),
        ("\(assign) worker=niemand", "t.lead", "not-found.worker", "worker"),
        (assign, "t.lead", "syntax.missing-parameter", "worker"),
        ("\(assign) worker=g.een", "t.lead", "input.value", "worker"),
        ("\(assign) worker=o.drie", "t.lead", "input.value", "worker"),
        ("\(assign) worker=o.een if=4", "t.lead", "conflict.stale", "if"),
      ])
      #expect(await city.ask("\(assign) worker=g.een", as: "t.lead").texts("allowed") == ["o.een", "o.twee"])
      let assigned = await city.ask("\(assign) worker=o.twee if=1", as: "t.lead")
      #expect(assigned["state"]?.string == "claimed" && assigned["claimed_by"]?.string == "o.twee", "\(assigned)")
      let same = await city.ask("\(assign) worker=o.twee", as: "t.lead")
      #expect(same.code == "input.value" && same.texts("allowed") == ["o.een"], "\(same)")
      #expect(await city.ask("consult.claim \(consult)", as: "o.een")["with"]?.string == "o.twee")

      let release = "consult.release \(consult)"
      await city.refuses([(release, "o.een", "denied.team", nil), (release, "f.een", "denied.role", nil)])
      let released = await city.ask("\(release) reason=\"Ziek tot volgende week\"", as: "o.twee")
      #expect(released["state"]?.string == "asked" && released["turn"]?.string == "team", "\(released)")
      #expect(released["claimed_by"] == .null)
      #expect(await city.ask("consult.claim \(consult)", as: "o.een").code == "ok")
      #expect(await city.ask(release, as: "t.lead").code == "ok", "when the claimer falls ill")
      let shown = await city.ask("consult.show \(consult)")
      #expect(
        shown["dates"]?.array?.compactMap { $0["what"]?.string } == [
          "asked", "assigned", "released", "claimed", "released",
        ])
      #expect(
        shown["dates"]?.array?[1]["detail"]?["worker"]?.string == "o.twee"
          && shown["dates"]?.array?[1]["by"]?.string == "t.lead")
      #expect(shown["thread"]?.array?.compactMap { $0["kind"]?.string } == ["question", "release"])
    }
  }

  @Test("a revision that is no longer so is pointed at")
  func stale() async throws {
    try await CareCity.with { city in
      let line = "consult.claim \(try await city.consult()) if=7"
      let outcome = await city.ask(line, as: "o.een")
      let column = line.utf8.count
      #expect(outcome.code == "conflict.stale" && outcome["col"]?.integer == Int64(column), "\(outcome)")
    }
  }

  @Test(
    "when the claimer falls ill a lead gives the consult to a colleague, whoever is at turn, and the time stays right")
  func reassigning() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      func own() async -> Int64? { await city.ask("consult.show \(consult)")["own_minutes"]?.integer }
      func assign(_ login: String) async -> Outcome {
        await city.ask("consult.assign \(consult) worker=\(login)", as: "t.lead")
      }
      _ = await city.ask("consult.claim \(consult)", as: "o.een")
      let due = await city.ask("consult.show \(consult)")["due_at"]?.string
      try city.advance("10 minutes")
      _ = try city.sql("DELETE FROM koos.event WHERE topic = 'desk'")
      let given = await assign("o.twee")
      #expect(given["state"]?.string == "claimed" && given["turn"]?.string == "specialist", "\(given)")
      #expect(given["claimed_by"]?.string == "o.twee" && given["due_at"]?.string == due, "\(given)")
      #expect(
        try city.sql(
          """
          SELECT w.login, e.cause FROM koos.event e JOIN koos.worker w ON w.id = e.worker WHERE e.topic = 'desk' ORDER BY 1
          """) == [["o.een", "review"], ["o.twee", "assigned"]])
      let (client, consent) = try await city.consentedClient()
      _ = await city.ask("consult.identify \(consult) client=\(client) consent=\(consent)")
      #expect(await city.ask("client.show \(client)", as: "o.twee").code == "ok")
      await city.refuses([
        ("consult.reply \(consult) text=Zo minutes=5", "o.een", "denied.team", nil),
        ("consult.assign \(consult) worker=o.een", "o.twee", "denied.role", nil),
      ])
      try city.advance("5 minutes")
      #expect(await own() == 15)
      _ = await city.ask("consult.reply \(consult) text=Hoezo minutes=5 ask-back=yes", as: "o.twee")
      try city.advance("30 minutes")
      let back = await assign("o.een")
      #expect(back["state"]?.string == "asked-back" && back["turn"]?.string == "asker", "\(back)")
      try city.advance("30 minutes")
      #expect(await own() == 15, "while the asker is at turn nobody's clock runs")
      #expect(await city.ask("consult.follow-up \(consult) text=Daarom")["claimed_by"]?.string == "o.een")
      try city.advance("5 minutes")
      _ = await city.ask("consult.reply \(consult) text=Zo minutes=5", as: "o.een")
      #expect(await assign("o.twee")["state"]?.string == "answered")
      try city.advance("1 hour")
      #expect(await own() == 20)
      #expect(await city.ask("consult.follow-up \(consult) text=\"En nu?\"")["claimed_by"]?.string == "o.twee")
      let dates = await city.ask("consult.show \(consult)")["dates"]?.array ?? []
      #expect(
        dates.filter { $0["what"]?.string == "reassigned" }.map { $0["detail"]?["worker"]?.string } == [
          "o.twee", "o.een", "o.twee",
        ])
      // The case that grows from it tells it too.
      let casus = try await city.made("case", "consult.convert \(consult) client=\(client) consent=\(consent)")
      let facts = await city.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "consult-reassigned" }
      #expect(facts.map { $0["team"]?.string } == Array(repeating: "basecamp-zuidwest", count: 3))
      #expect(await assign("o.een").code == "state.consult")
    }
  }

  @Test("a question back stops the specialist's clock, a follow-up starts it with a new due time")
  func clocks() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      try city.advance("30 minutes")
      _ = await city.ask("consult.claim \(consult)", as: "o.een")
      try city.advance("20 minutes")
      let back = await city.ask("consult.reply \(consult) text=Hoezo minutes=10 ask-back=yes", as: "o.een")
      #expect(back["turn"]?.string == "asker", "\(back)")
      try city.advance("2 days")
      let followed = await city.ask("consult.follow-up \(consult) text=\"Sinds de verhuizing\"")
      #expect(followed["state"]?.string == "claimed" && followed["turn"]?.string == "specialist", "\(followed)")
      #expect(followed["due_at"]?.string == "2026-03-11T17:00:00+01:00" && followed["claimed_by"]?.string == "o.een")
      try city.advance("25 minutes")
      _ = await city.ask("consult.authorise \(consult) convert=advice-only")
      try city.advance("15 minutes")
      #expect(await city.ask("consult.show \(consult)")["own_minutes"]?.integer == 60, "it runs on while he has it")
      _ = await city.ask("consult.reply \(consult) text=Zo minutes=15", as: "o.een")
      try city.advance("1 hour")
      let shown = await city.ask("consult.show \(consult)", as: "pl.een")
      #expect(shown["own_minutes"]?.integer == 60 && shown["spent_minutes"]?.integer == 25, "\(shown)")
      #expect(
        shown["turnaround_minutes"]?.integer == 2 * 1_440 + 90 && shown["elapsed_minutes"]?.integer == 2 * 1_440 + 150)
      let more = await city.ask("consult.follow-up \(consult) text=\"En dan?\"")
      #expect(more["due_at"]?.string == "2026-03-11T17:00:00+01:00")
      try city.advance("10 minutes")
      _ = await city.ask("consult.reply \(consult) text=Zo minutes=5", as: "o.een")
      let closed = await city.ask("consult.close \(consult) outcome=advice-enough")
      #expect(
        closed["own_minutes"]?.integer == 70 && closed["turnaround_minutes"]?.integer == 2 * 1_440 + 90, "\(closed)")
    }
  }

  @Test("what was declined, released or withdrawn while claimed lay with the specialist until then")
  func ends() async throws {
    try await CareCity.with { city in
      for (login, line) in [
        ("o.een", "consult.decline %@ reason=Nee"), ("f.een", "consult.withdraw %@"), ("o.een", "consult.release %@"),
      ] {
        let consult = try await city.consult(in: "claimed")
        try city.advance("12 minutes")
        #expect(await city.ask(line.replacing("%@", with: consult), as: login).code == "ok")
        try city.advance("1 hour")
        let shown = await city.ask("consult.show \(consult)")
        #expect(shown["own_minutes"]?.integer == 12, "\(line): \(shown)")
        #expect(shown["elapsed_minutes"]?.integer == (line.contains("release") ? 72 : 12), "\(line): \(shown)")
        #expect(shown["turnaround_minutes"] == .null)
      }
    }
  }

  @Test(
    "a closed consult is taken up again within the days the setting gives",
    arguments: [("30 days", "", true), ("31 days", "", false), ("3 days", "3", true), ("4 days", "3", false)])
  func reopening(after: String, setting: String, mayReopen: Bool) async throws {
    try await CareCity.with { city in
      if !setting.isEmpty {
        _ = try city.sql(
          "INSERT INTO koos.setting_value (key, team, value) VALUES ('consult.reopen-days', NULL, '\(setting)')")
      }
      let consult = try await city.consult(in: "closed")
      try city.advance(after)
      let outcome = await city.ask("consult.follow-up \(consult) text=Weer")
      guard mayReopen else {
        #expect(outcome.code == "state.consult" && outcome["is"]?.string == "closed", "\(outcome)")
        #expect(outcome.texts("allowed") == ["asked-back", "answered"], "\(outcome)")
        return
      }
      #expect(outcome["state"]?.string == "claimed" && outcome["claimed_by"]?.string == "o.een", "\(outcome)")
      let shown = await city.ask("consult.show \(consult)")
      #expect(shown["outcome"] == .null && shown["closed_at"] == .null && shown["first_answer_at"] != .null, "\(shown)")
      #expect(shown["dates"]?.array?.last?["what"]?.string == "reopened")
      #expect(shown["dates"]?.array?.dropLast().last?["detail"]?["outcome"]?.string == "advice-enough")
      #expect(await city.ask("consult.reply \(consult) text=Zo minutes=5", as: "o.een").code == "ok")
      #expect(await city.ask("consult.close \(consult) outcome=other-service").code == "ok")
    }
  }

  @Test("each step of the asker is the asker's or a lead's of that team")
  func asker() async throws {
    try await CareCity.with { city in
      for (state, line) in [
        ("answered", "follow-up %@ text=Verder"), ("answered", "close %@ outcome=joint-case"),
        ("claimed", "withdraw %@"),
        ("asked", "authorise %@ convert=advice-only"),
      ] {
        let consult = try await city.consult(in: state)
        let said = "consult." + line.replacing("%@", with: consult)
        await city.refuses([
          (said, "f.twee", "denied.team", nil), (said, "o.een", "denied.team", nil),
          (said, "t.lead", "denied.team", nil),
          (said, "pl.een", "denied.role", nil), (said, "o.drie", "not-found.consult", "id"),
          (said + " if=99", "f.een", "conflict.stale", "if"),
        ])
        let tried = await city.ask(said + " dry-run=yes", as: "f.lead")
        #expect(tried.code == "ok" && tried["dry_run"]?.bool == true, "\(tried)")
        #expect(await city.ask("consult.show \(consult)")["state"]?.string == state)
        #expect(
          await city.ask(said + " once=\(consult)", as: "f.lead").code == "ok", "a lead of the asking team may: \(said)"
        )
        #expect(await city.ask(said + " once=\(consult)", as: "f.lead")["replayed"]?.bool == true)
      }
    }
  }

  @Test("declining is for the team while it is asked, then for the claimer, and says who else to ask")
  func declining() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      let decline = "consult.decline \(consult) reason=\"Vraag het de systeemtherapeut\""
      await city.refuses([
        ("consult.decline \(consult)", "g.een", "syntax.missing-parameter", "reason"),
        (decline, "f.een", "denied.team", nil),
        (decline, "pl.een", "denied.role", nil), (decline + " redirect=tandarts", "g.een", "input.value", "redirect"),
        ("consult.decline Q-99999 reason=a redirect=tandarts", "g.een", "input.value", "redirect"),
      ])
      #expect(await city.ask(decline + " redirect=tandarts", as: "g.een").texts("allowed").contains("systeemtherapeut"))
      let declined = await city.ask(decline + " redirect=Systeemtherapeut", as: "g.een")
      #expect(declined["state"]?.string == "declined" && declined["turn"] == .null, "\(declined)")
      #expect(declined["redirect"]?.string == "systeemtherapeut")
      let claimed = try await city.consult(in: "claimed")
      let other = "consult.decline \(claimed) reason=Nee redirect=basecamp-leidsche-rijn"
      await city.refuses([(other, "o.twee", "denied.team", nil), (other, "t.lead", "denied.team", nil)])
      #expect(await city.ask(other, as: "o.een")["redirect"]?.string == "basecamp-leidsche-rijn")
      let shown = await city.ask("consult.show \(claimed)")
      #expect(shown["redirect"]?.string == "basecamp-leidsche-rijn", "\(shown)")
      #expect(
        shown["thread"]?.array?.last?["text"]?.string == "Nee"
          && shown["thread"]?.array?.last?["kind"]?.string == "decline")
      #expect(
        try city.sql(
          "SELECT detail->>'redirect' FROM koos.consult_fact WHERE what = 'declined' AND detail <> '{}' ORDER BY number"
        ) == [["systeemtherapeut"], ["basecamp-leidsche-rijn"]])
    }
  }

  @Test("the asker's word on converting is changed, and told")
  func authorising() async throws {
    try await CareCity.with { city in
      let consult = try await city.consult()
      #expect(await city.ask("consult.authorise \(consult)").code == "syntax.missing-parameter")
      for word in ["advice-only", "may-convert", "advice-only"] {
        #expect(await city.ask("consult.authorise \(consult) convert=\(word)")["convert"]?.string == word)
        #expect(await city.ask("consult.show \(consult)")["convert"]?.string == word)
      }
    }
  }

  @Test(
    "every text of a consult is held against what points at a person, reasons too",
    arguments: [
      ("claimed", "o.een", "reply %@ minutes=5", "text"),
      ("claimed", "o.een", "reply %@ minutes=5 ask-back=yes", "text"),
      ("answered", "f.een", "follow-up %@", "text"), ("asked-back", "f.een", "follow-up %@", "text"),
      ("closed", "f.een", "follow-up %@", "text"), ("asked", "o.een", "decline %@", "reason"),
      ("claimed", "o.een", "release %@", "reason"), ("claimed", "f.een", "withdraw %@", "reason"),
    ])
  func privacy(state: String, login: String, line: String, field: String) async throws {
    try await CareCity.with { city in
      let consult = try await city.consult(in: state)
      let said = "consult." + line.replacing("%@", with: consult)
      let refused = await city.ask("\(said) \(field)=\"Moeder woont op Rijnlaan 12, 06-12345678\"", as: login)
      #expect(refused.code == "privacy.identifying" && refused["field"]?.string == field, "\(refused)")
      #expect(refused["found"]?.array?.compactMap { $0["kind"]?.string } == ["address", "telephone"])
      #expect(!refused.description.contains("Rijnlaan") && !refused.description.contains("12345678"))
      #expect(
        await city.ask("\(said) \(field)=\"BSN 1234.56.782\" confirm=yes", as: login).code == "privacy.identifying")
      let confirmed = await city.ask(
        "\(said) \(field)=\"Rijnlaan 12, dossier 123456789, bel 14 030\" confirm=yes", as: login)
      #expect(confirmed.code == "ok", "\(confirmed)")
      let entry = await city.ask("consult.show \(consult)")["thread"]?.array?.last
      #expect(entry?["confirmed"]?.bool == true, "\(String(describing: entry))")
    }
  }

  @Test("what is refused for privacy never holds a piece of the text")
  func silence() async throws {
    try await CareCity.with { city in
      let pieces = [
        "123456782", "1234.56.782", "j.jansen@voorbeeld.nl", "06-87654321", "3526KS", "NL91ABNA0417164300",
        "12 mei 2014",
        "Vondellaan 77", "Geheimwoord",
      ]
      for round in 0..<40 {
        var text = ["Geheimwoord"]
        for place in 0..<4 { text.append(pieces[(round * 7 + place * (round + 3)) % pieces.count]) }
        text.append(pieces[round % 8])
        for language in ["nl", "en"] {
          let outcome = await city.ask(
            "consult.ask \"\(text.joined(separator: ", "))\" discipline=orthopedagoog convert=advice-only")
          #expect(outcome.code == "privacy.identifying", "\(language) \(outcome)")
          for piece in pieces { #expect(!outcome.description.contains(piece), "\(outcome)") }
        }
      }
      let kept = try city.sql("SELECT count(*) FROM koos.access_log l WHERE l::text ~ 'Geheim|Vondellaan'")
      #expect(kept == [["0"]])
    }
  }
}
