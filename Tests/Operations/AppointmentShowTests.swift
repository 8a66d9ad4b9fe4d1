import TestKit
import Testing
import Wire

@Suite("One appointment")
struct AppointmentShowTests {
  @Test("busy time for everybody, all of it for who takes part or reads the case, the address for who goes there")
  func show() async throws {
    try await AgendaCity.with { agenda in
      let (casus, foreign) = (
        try agenda.openCase(), try agenda.openCase(owners: ["basecamp-zuidwest", "buurtteam-zuidwest-2"])
      )
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,g.een:online", mode: "hybrid", place: "thuis",
        "case=\(casus),\(foreign) note=geheim guests=moeder:phone")
      let table: [(who: String, reads: Bool, children: Int, address: Bool)] = [
        ("o.een", true, 2, true), ("g.een", true, 2, true), ("s.een", true, 2, false), ("f.een", true, 1, false),
        ("pl.een", true, 2, false), ("o.drie", false, 0, false), ("admin", false, 0, false),
      ]
      for row in table {
        let shown = await agenda.show(code, as: row.who)
        #expect(
          shown["appointment"]?.string == code && shown["start"]?.string == "2026-03-09T10:00:00+01:00", "\(shown)")
        #expect(
          shown["workers"]?.array == [.string("g.een"), .string("o.een")] && shown["status"]?.string == "gepland")
        #expect((shown["note"]?.string == "geheim") == row.reads, "\(row): \(shown)")
        #expect((shown["place"]?.string == "thuis") == row.reads)
        #expect(shown.description.contains("moeder") == row.reads && shown.description.contains("video") == row.reads)
        #expect(
          (shown["participants"]?.array?.count { $0["kind"]?.string == "child" } ?? 0) == row.children,
          "\(row): \(shown)")
        #expect((shown["cases"]?.array?.count ?? 0) == row.children)
        #expect((shown["address"]?.string?.contains("3526SA") == true) == row.address, "\(row): \(shown)")
        let logged = try agenda.look(
          """
          SELECT count(*)::text FROM koos.access_log l JOIN koos.worker w ON w.id = l.worker
          WHERE w.login = '\(row.who)' AND l.action = 'appointment.show' AND l.casus IS NOT NULL
          """)
        #expect(logged == [["\(row.children)"]], "\(row)")
      }
      #expect(await agenda.show("A-999999").code == "not-found.appointment")
    }
  }

  @Test("siblings who live apart: each address is told, to who is in a team still, until the day is over")
  func addresses() async throws {
    try await AgendaCity.with { agenda in
      let (one, two) = (try agenda.openCase(), try agenda.openCase())
      for (casus, house) in [(one, "11"), (two, "22")] {
        try agenda.look(
          "UPDATE koos.client k SET house = '\(house)' FROM koos.casus c WHERE c.client = k.id AND c.id = \(casus.dropFirst(2)); SELECT 1"
        )
      }
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,g.een", place: "thuis", "case=\(two),\(one)")
      let later = try await agenda.booked("2026-03-10T10:00", place: "thuis", "case=\(two)")
      #expect(await agenda.show(code)["address"]?.string == "3526SA 11, 3526SA 22")
      #expect(await agenda.show(later)["address"]?.string == "3526SA 22")
      #expect(await agenda.ask("appointment.cancel \(later) by=client reason=x").code == "ok")
      #expect(await agenda.show(later)["address"] == .null, "nobody goes there")
      try agenda.clock("2026-03-09T12:00+01")
      #expect(await agenda.show(code)["address"]?.string == "3526SA 11, 3526SA 22")
      try agenda.look(
        "UPDATE koos.member m SET until_on = '2026-03-09' FROM koos.worker w WHERE w.id = m.worker AND w.login = 'g.een'; SELECT 1"
      )
      #expect(await agenda.show(code, as: "g.een")["address"] == .null, "who left every team")
      try agenda.clock("2026-03-10T00:00+01")
      #expect(await agenda.show(code)["address"] == .null, "where the child lives by now is another matter")
    }
  }

  @Test("what was somebody's who is in no team any more is up to the lead of the team left last")
  func left() async throws {
    try await AgendaCity.with { agenda in
      let code = try await agenda.booked("2026-03-09T10:00", with: "g.een,o.twee", as: "g.een")
      let end = "member.end g.een team=basecamp-zuidwest role=specialist reason=weg"
      #expect(await agenda.ask(end, as: "admin").code == "ok")
      #expect(await agenda.ask("appointment.cancel \(code) by=provider reason=x", as: "g.een").code == "denied.role")
      #expect(await agenda.ask("appointment.cancel \(code) by=provider reason=x", as: "l.lead").code == "denied.team")
      #expect(await agenda.ask("appointment.change \(code) with=o.twee dry-run=yes", as: "t.lead").code == "ok")
      #expect(await agenda.ask("worker.disable o.twee reason=weg", as: "admin").code == "ok")
      let move = "appointment.move \(code) at=2026-03-10T10:00 reason=x"
      #expect(await agenda.ask(move, as: "l.lead").code == "denied.team", "before who works here still")
      #expect(await agenda.ask(move, as: "t.lead").code == "input.value")
      let cancelled = await agenda.ask("appointment.cancel \(code) by=provider reason=x", as: "t.lead")
      #expect(cancelled["status"]?.string == "afgezegd-aanbieder", "\(cancelled)")
    }
  }

  @Test("who takes part is changed: a colleague joins and is asked, another leaves, the room follows")
  func change() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let code = try await agenda.booked("2026-03-09T10:00", with: "o.een,f.een", "case=\(casus)")
      let joined = await agenda.ask("appointment.change \(code) with=o.een,f.een,g.een guests=moeder,vader if=1")
      #expect(
        joined["rev"]?.integer == 2 && joined["room"]?.string == "2" && joined["sequence"]?.integer == 0, "\(joined)")
      #expect(try agenda.occupied(code).map { $0[0] } == ["2", "f.een", "g.een", "kind", "o.een"])
      let asked = try agenda.look(
        "SELECT w.login, e.cause FROM koos.event e JOIN koos.worker w ON w.id = e.worker WHERE e.topic = 'desk' AND e.kind = 'appointment' ORDER BY e.seq"
      )
      #expect(asked == [["f.een", "invited"], ["g.een", "invited"]], "each when it was asked to come, and once")
      #expect(
        await agenda.show(code, as: "g.een")["guests"]?.array == [.string("moeder:on-site"), .string("vader:on-site")])
      let left = await agenda.ask(
        "appointment.change \(code) with=o.een,g.een:online guests=\"\" room=1 type=gezinsgesprek note=\"kom op tijd\" reason=x"
      )
      #expect(left["rev"]?.integer == 3 && left["room"]?.string == "1", "\(left)")
      #expect(try agenda.occupied(code).map { $0[0] } == ["1", "g.een", "kind", "o.een"])
      let shown = await agenda.show(code)
      #expect(
        shown["type"]?.string == "gezinsgesprek" && shown["note"]?.string == "kom op tijd"
          && shown["guests"]?.array == [])
      let note = await agenda.ask("appointment.change \(code) note=\"\"")
      #expect(note["rev"]?.integer == 4, "\(note)")
      #expect(await agenda.show(code)["note"] == .null)
      #expect(await agenda.book("2026-03-09T10:00", with: "f.een", mode: "online", as: "f.een").code == "ok")
      let table: [(words: String, who: String, code: String, field: String?)] = [
        ("with=o.een,o.drie", "o.een", "denied.team", nil),
        ("with=o.een,g.een,f.een:online", "o.een", "conflict.overlap", "with"),
        ("room=9", "o.een", "input.value", "room"),
        ("guests=a,b,c,d,e,f,g,h,i,j room=1", "o.een", "conflict.capacity", "room"),
        ("note=x", "o.twee", "denied.team", nil), ("note=x if=1", "o.een", "conflict.stale", "if"),
        ("with=\"\"", "o.een", "input.value", "with"), ("with=o.een,o.een", "o.een", "input.value", "with"),
      ]
      for row in table {
        let outcome = await agenda.ask("appointment.change \(code) \(row.words)", as: row.who)
        #expect(outcome.code == row.code && outcome["field"]?.string == row.field, "\(row): \(outcome)")
      }
      #expect(await agenda.show(code)["rev"]?.integer == 4)
    }
  }

  @Test("whom a child knows is replaced with a reason only")
  func own() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      _ = try await agenda.booked("2026-03-02T10:00", mode: "online", "case=\(casus)")
      let code = try await agenda.booked("2026-03-09T10:00", with: "o.een,g.een", mode: "online", "case=\(casus)")
      try agenda.clock("2026-03-02T12:00+01")
      #expect(await agenda.ask("appointment.change \(code) with=o.een").code == "ok")
      let other = await agenda.ask("appointment.change \(code) with=o.twee")
      #expect(other.code == "syntax.missing-parameter" && other["field"]?.string == "reason", "\(other)")
      #expect(await agenda.ask("appointment.change \(code) with=o.twee reason=\"o.een gaat weg\"").code == "ok")
      #expect(await agenda.show(code, as: "o.twee")["history"]?.array?.last?["reason"]?.string == "o.een gaat weg")
    }
  }

  @Test("a cancelled hold frees its time and raises no offer")
  func cancelled() async throws {
    try await CareCity.with { city in
      _ = try await city.waiter()
      let casus = try await city.casus()
      let held = try await city.made(
        "appointment",
        "appointment.hold case=\(casus) type=intake at=2026-03-10T10:00 minutes=60 with=o.een mode=online", as: "t.lead"
      )
      await city.cancel(held)
      #expect(try city.slots().isEmpty)
      #expect(try city.sql("SELECT count(*) FROM koos.occupied WHERE appointment = \(held.dropFirst(2))") == [["0"]])
      let shown = await city.ask("appointment.show \(held)", as: "t.lead")
      #expect(shown["cancellation"]?["reason"]?.string == "Verhinderd", "\(shown)")
    }
  }
}
