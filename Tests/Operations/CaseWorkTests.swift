import TestKit
import Testing
import Wire

@Suite("Everyday work in a case")
struct CaseWorkTests {
  /// Every change, with the kind of what it names, the fact it leaves and who of the own teams may not do it.
  static let changes: [(line: String, thing: String, fact: String, isForLeads: Bool)] = [
    ("case.note CASE text=Gebeld", "case", "note", false),
    ("case.step.add CASE text=Bellen by=o.een", "case", "step", false),
    ("case.step.done STEP", "step", "step-done", false),
    ("case.goal.add CASE words=\"Weer naar school\"", "case", "goal", false),
    ("case.goal.review GOAL words=\"Het gaat al\" status=op-weg", "goal", "goal-reviewed", false),
    ("case.participant.add CASE kind=familie name=Oma", "case", "participant", false),
    ("case.participant.end PART", "participant", "participant-ended", false),
    ("case.traject.start CASE service=gezinsbehandeling", "case", "traject", false),
    ("case.traject.end TRAJ reason=01", "traject", "traject-ended", false),
    ("case.arrangement.add CASE kind=contract provider=Elders", "case", "arrangement", true),
    ("case.arrangement.end ARR", "arrangement", "arrangement-ended", true),
  ]

  @Test("a change takes one owner: others read it, are told so, or know of nothing", arguments: changes)
  func rights(line: String, thing: String, fact: String, isForLeads: Bool) async throws {
    try await CaseWorkCity.with { city in
      let said = city.line(line)
      let before = try city.amounts()
      let reader = isForLeads ? "l.lead" : "o.drie"
      await city.care.refuses([
        (said, "pl.een", "denied.role", nil), (said, "admin", "denied.role", nil),
        (said, "p.privacy", "denied.role", nil),
        (said, reader, "denied.team", nil), (said, "z.lead", "not-found.\(thing)", "id"),
        (said + " if=99", isForLeads ? "t.lead" : "f.twee", "conflict.stale", "if"),
      ])
      if isForLeads {
        await city.care.refuses([(said, "o.een", "denied.role", nil), (said, "f.een", "denied.role", nil)])
      } else {
        // An invited team knows that there is a case, and of nothing in it.
        await city.care.refuses([(said, "f.drie", thing == "case" ? "denied.team" : "not-found.\(thing)", nil)])
      }
      #expect(try city.amounts() == before, "what is refused is not kept")
      try city.care.close(city.casus)
      let closed = await city.care.ask(said, as: isForLeads ? "t.lead" : "f.een")
      #expect(closed.code == "state.case" && closed["is"]?.string == "gesloten", "\(closed)")
      #expect(closed.texts("allowed") == ["open"])
    }
  }

  @Test("each change is tried, kept once, told as a fact and an event, and raises the revision", arguments: changes)
  func keeping(line: String, thing: String, fact: String, isForLeads: Bool) async throws {
    try await CaseWorkCity.with { city in
      let (said, login) = (city.line(line), isForLeads ? "f.lead" : "o.twee")
      let before = try city.amounts()
      let tried = await city.care.ask(said + " dry-run=yes", as: login)
      #expect(tried.code == "ok" && tried["dry_run"]?.bool == true, "\(tried)")
      #expect(try city.amounts() == before)
      let noun = said.split(separator: " ")[0].split(separator: ".")[1]
      let isMade = thing == "case"
      #expect((tried[String(noun)] == .null) == isMade, "what is not made has no code: \(tried)")
      _ = try city.care.sql("DELETE FROM koos.dossier_change")
      let revision = before.last.flatMap { $0 } ?? ""
      let done = await city.care.ask("\(said) once=een if=\(revision)", as: login)
      #expect(done.code == "ok" && done["case"]?.string == city.casus, "\(done)")
      #expect(done["rev"]?.integer.map { String($0) } == (Int(revision) ?? 0).advanced(by: 1).description, "\(done)")
      let after = try city.amounts()
      let again = await city.care.ask("\(said) once=een if=\(revision)", as: login)
      #expect(again["replayed"]?.bool == true && again[String(noun)] == done[String(noun)], "\(again)")
      #expect(try city.amounts() == after)
      let facts = try city.care.sql(
        """
        SELECT f.what, f.detail->>'thing', w.login, t.slug FROM koos.casus_fact f JOIN koos.worker w ON w.id = f.worker
        JOIN koos.team t ON t.id = f.team ORDER BY f.number DESC LIMIT 1
        """)
      #expect(
        facts == [[fact, done[String(noun)]?.string, login, isForLeads ? "buurtteam-zuidwest-1" : "basecamp-zuidwest"]])
      let events = try city.care.sql(
        "SELECT cause, thing FROM koos.event WHERE topic = 'case' ORDER BY xid DESC, seq DESC LIMIT 1")
      #expect(events == [[fact, String(city.casus.dropFirst(2))]])
      #expect(
        try city.care.sql("SELECT on_day = koos.today() FROM koos.dossier_change") == [["t"]],
        "keeping counts from here")
      let words = said.split(separator: " ")[0]
      #expect(try city.care.logged(String(words)) >= 1)
    }
  }

  @Test("two who take the same step at once: one does, the other is told")
  func race() async throws {
    try await CaseWorkCity.with { city in
      async let one = city.care.ask("case.step.done \(city.step)", as: "o.een")
      async let two = city.care.ask("case.step.done \(city.step)", as: "f.een")
      let codes = await [one.code, two.code].sorted()
      #expect(codes == ["ok", "state.step"])
    }
  }

  @Test(
    "a list of what hangs on cases is for who reads them, of one case or of all",
    arguments: ["step", "goal", "participant", "traject", "arrangement"])
  func lists(noun: String) async throws {
    try await CaseWorkCity.with { city in
      let mine = "case.\(noun).list"
      for login in ["f.een", "o.een", "t.lead", "o.drie", "l.lead"] {
        for line in [mine, "\(mine) \(city.casus)"] {
          let list = await city.care.ask(line, as: login)
          #expect(list.rows.count == 1 && list.rows.first?["case"]?.string == city.casus, "\(line) \(login): \(list)")
        }
      }
      let office = await city.care.ask("\(mine) \(city.casus)", as: "pl.een")
      #expect(noun == "goal" ? office.code == "denied.role" : office.rows.count == 1, "\(office)")
      #expect(await city.care.ask(mine, as: "f.drie").rows.isEmpty)
      #expect(await city.care.ask(mine, as: "z.lead").rows.isEmpty)
      await city.care.refuses([
        ("\(mine) \(city.casus)", "f.drie", "denied.team", nil),
        ("\(mine) \(city.casus)", "z.lead", "not-found.case", "id"),
        ("\(mine) \(city.casus)", "r.report", "denied.role", nil), ("\(mine) after=x", "f.een", "input.value", "after"),
      ])
      let other = try await city.care.casus()
      #expect(await city.care.ask("\(mine) \(other)").rows.isEmpty)
      #expect(try city.care.logged(mine) > 0)
    }
  }
}
