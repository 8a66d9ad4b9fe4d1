import TestKit
import Testing
import Wire

@Suite("How long a dossier is kept")
struct RetentionTests {
  /// A case, and what is changed in it: each moves the day keeping counts from.
  private static let changes: [(line: String, login: String)] = [
    ("client.change CLIENT house=9", "f.een"),
    ("relation.add CLIENT name=Oma kind=familie", "f.een"), ("relation.end RELATION", "f.een"),
    ("consent.record CLIENT purpose=share by=parent-1", "f.een"), ("consent.withdraw CONSENT", "f.een"),
    ("dossier.correct CLIENT text=Zo", "f.lead"),
    ("case.open CLIENT question=Nog referrer=buurtteam buurtteam=buurtteam-zuidwest-1", "f.een"),
    ("case.note CASE text=Notitie", "f.een"), ("case.step.add CASE text=Doen by=f.een", "f.een"),
    ("case.step.done STEP", "f.een"), ("case.goal.add CASE words=Rust", "f.een"),
    ("case.goal.review GOAL words=Soms status=op-weg", "f.een"),
    ("case.participant.add CASE kind=school name=Boom", "f.een"), ("case.traject.start CASE service=ambulant", "f.een"),
    ("case.arrangement.add CASE kind=contract provider=Buiten", "t.lead"),
    ("case.invite CASE team=basecamp-leidsche-rijn reason=Mee", "f.een"),
    ("case.lead CASE worker=o.een reason=Wissel", "f.een"), ("case.propose CASE action=close reason=Klaar", "f.een"),
    ("stay.add CASE place=basecamp-zuid kind=logeren from=2026-02-20", "f.een"),
    ("waiting.add CASE discipline=gz-psycholoog", "f.een"), ("waiting.contact ENTRY text=Gebeld", "f.een"),
    ("waiting.bridge ENTRY kind=phone by=o.een", "f.een"),
    ("waiting.urgency ENTRY urgency=urgent reason=Zo review-on=2026-03-20", "t.lead"),
    ("offer.make ENTRY at=2026-03-12T09:00 minutes=60 with=o.een mode=online", "t.lead"),
    ("appointment.book case=CASE type=overig at=2026-03-11T11:00 minutes=60 with=o.een mode=online", "t.lead"),
    ("appointment.move MEETING at=2026-03-10T15:00 reason=Zo", "t.lead"),
    ("appointment.switch MEETING mode=phone", "t.lead"), ("appointment.change MEETING note=Anders", "t.lead"),
    ("appointment.cancel MEETING by=client reason=Ziek", "t.lead"),
    ("appointment.attend PAST who=CLIENT presence=present", "t.lead"),
    ("appointment.attend PAST who=o.een presence=present", "t.lead"),
    ("group.join GROUP case=CASE", "f.een"), ("consult.reply CONSULT text=Antwoord minutes=5", "o.een"),
    ("consult.follow-up CONSULT text=Nog", "f.een"), ("waiting.pause ENTRY reason=gezin", "f.een"),
  ]

  /// What looks and changes nothing of it.
  private static let looks: [(line: String, login: String)] = [
    ("client.show CLIENT", "f.een"), ("client.find Demo", "f.een"), ("case.show CASE", "o.een"),
    ("case.history CASE", "f.een"), ("waiting.show ENTRY", "t.lead"), ("appointment.show MEETING", "o.een"),
    ("dossier.export CLIENT", "f.lead"), ("desk", "f.een"), ("retention.list", "p.privacy"),
    ("case.note CASE text=Proef dry-run=yes", "f.een"), ("case.note CASE text=Twee", "z.lead"),
    ("consult.claim CONSULT", "o.twee"), ("member.add r.report team=basecamp-zuidwest role=planner", "admin"),
    ("waiting.norm segment=intake days=10 from=2026-03-02", "admin"),
  ]

  @Test("every change counts, and looking does not")
  func counts() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let number = client.dropFirst(2)
      let casus = try await city.casus(of: client)
      for purpose in ["treatment", "identify"] {
        _ = try await city.made("consent", "consent.record \(client) purpose=\(purpose) by=parent-1")
      }
      let identify = try #require(
        await city.ask("consent.list \(client) purpose=identify").rows.first?["consent"]?.string)
      let consult = try await city.consult()
      await city.does([
        ("o.een", "consult.claim \(consult)"),
        ("f.een", "consult.identify \(consult) client=\(client) consent=\(identify)"),
      ])
      let entry = try await city.entry(casus, "registered-on=2026-02-10")
      let past = try await city.booked(casus, at: "2026-03-02T09:00", type: "overig", "mode=online")
      let meeting = try await city.booked(casus, at: "2026-03-10T13:00", type: "overig", "mode=online")
      try city.advance("3 hours")
      let codes = [
        "CLIENT": client, "CASE": casus, "ENTRY": entry, "MEETING": meeting, "PAST": past, "CONSULT": consult,
        "RELATION": try await city.made("relation", "relation.add \(client) name=Buur kind=overig"),
        "CONSENT": try await city.made("consent", "consent.record \(client) purpose=observe by=parent-1"),
        "STEP": try await city.made("step", "case.step.add \(casus) text=Bellen by=f.een"),
        "GOAL": try await city.made("goal", "case.goal.add \(casus) words=Slapen"),
        "GROUP": try await city.made(
          "group",
          """
          group.add Rots service=groepsbehandeling leader=s.een capacity=2 rrule=FREQ=WEEKLY;COUNT=2 \
          start=2026-03-16T10:00 minutes=60 mode=online
          """, as: "t.lead"),
      ]
      func said(_ line: String) -> String { codes.reduce(line) { $0.replacing($1.key, with: $1.value) } }
      func lastChange() throws -> String? { try city.sql("SELECT koos.last_change(\(number))")[0][0] }
      _ = try city.sql("UPDATE koos.client SET added_at = '2001-01-01' WHERE id = \(number)")
      func forget() throws { _ = try city.sql("DELETE FROM koos.dossier_change WHERE client = \(number)") }
      for (line, login) in Self.looks {
        try forget()
        let outcome = await city.ask(said(line), as: login)
        #expect(!outcome.code.hasPrefix("syntax") && !outcome.code.hasPrefix("input"), "\(line): \(outcome)")
        await city.talk.runJobs()
        #expect(try lastChange() == "2001-01-01", "\(line)")
      }
      for (line, login) in Self.changes {
        try forget()
        let outcome = await city.ask(said(line), as: login)
        #expect(outcome.code == "ok", "\(line): \(outcome)")
        #expect(try lastChange() == "2026-03-02", "\(line)")
      }
      // Of many days only the last is kept.
      _ = try city.sql(
        "INSERT INTO koos.dossier_change SELECT \(number), '2020-01-01'::date + n FROM generate_series(1, 9) n")
      await city.talk.runJobs()
      #expect(try city.sql("SELECT on_day FROM koos.dossier_change WHERE client = \(number)") == [["2026-03-02"]])
    }
  }

  @Test(
    "a dossier is kept for twenty years, a leap day over",
    arguments: [
      ("2006-03-02", "2026-03-02"), ("2024-02-29", "2044-02-29"), ("2080-02-29", "2100-03-01"),
      ("2080-02-28", "2100-02-28"),
      ("2099-12-31", "2119-12-31"),
    ])
  func years(changed: String, until: String) async throws {
    try await CareCity.with { city in
      let kept = try city.sql("SELECT koos.keep_until('\(changed)')")
      #expect(kept == [[until]])
    }
  }

  @Test("the list shows what is due to who oversees it, page by page, and each is logged")
  func lists() async throws {
    try await CareCity.with { city in
      var due: [String] = []
      for (day, isDue) in [("2006-03-01", true), ("2006-03-02", true), ("2006-03-03", false), ("2005-07-01", true)] {
        let client = try await city.client()
        _ = try await city.casus(of: client)
        if isDue { due.append(client) }
        _ = try city.sql(
          """
          DELETE FROM koos.dossier_change WHERE client = \(client.dropFirst(2));
          UPDATE koos.client SET added_at = '2003-01-01' WHERE id = \(client.dropFirst(2));
          INSERT INTO koos.dossier_change VALUES (\(client.dropFirst(2)), '\(day)')
          """)
      }
      let elsewhere = try await city.client(as: "f.vier")
      _ = try city.sql("UPDATE koos.client SET added_at = '2001-01-01' WHERE id = \(elsewhere.dropFirst(2))")
      let list = await city.ask("retention.list", as: "p.privacy")
      #expect(list.rows.compactMap { $0["client"]?.string } == due, "\(list)")
      #expect(
        list.rows.first?["last_change"]?.string == "2006-03-01"
          && list.rows.first?["keep_until"]?.string == "2026-03-01")
      #expect(await city.ask("retention.list due-before=2026-03-02", as: "p.privacy").rows.count == 2)
      #expect(await city.ask("retention.list due-before=2026-03-04", as: "p.privacy").rows.count == 4)
      let first = await city.ask("retention.list limit=2", as: "p.privacy")
      let next = try #require(first["next"]?.string)
      let rest = await city.ask("retention.list limit=2 after=\(next)", as: "p.privacy")
      #expect((first.rows + rest.rows).compactMap { $0["client"]?.string } == due && rest["next"] == nil)
      #expect(
        try city.sql(
          """
          SELECT count(*), count(DISTINCT client), min(ground), min(role) FROM koos.access_log
          WHERE action = 'retention.list' AND outcome = 'ok'
          """) == [["12", "4", "administration", "privacy"]])
      await city.refuses(["f.lead", "admin", "r.report"].map { ("retention.list", $0, "denied.role", nil) })
      // Of what is due the officer decides alone.
      let young = try await city.client()
      _ = try await city.casus(of: young)
      let kept = await city.ask("dossier.destroy \(young) decision=granted", as: "p.privacy")
      #expect(
        kept.code == "state.client" && kept["is"]?.string == "kept" && kept["keep_until"]?.string == "2046-03-02",
        "\(kept)")
      let gone = await city.ask("dossier.destroy \(due[0]) decision=granted", as: "p.privacy")
      #expect(gone.code == "ok" && gone["request"] == .null, "\(gone)")
      #expect(
        try city.sql("SELECT request, decision, reason FROM koos.destruction") == [[nil, "granted", "retention"]])
      await city.refuses([
        ("dossier.destroy \(due[1]) decision=refused reason=x", "p.privacy", "state.client", nil),
        ("dossier.destroy \(elsewhere) decision=granted", "p.privacy", "denied.team", nil),
      ])
    }
  }
}
