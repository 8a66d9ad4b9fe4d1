import TestKit
import Testing
import Wire

@Suite("Appointments")
struct AppointmentTests {
  @Test("everybody sees busy time, and only who may know sees what it is about")
  func list() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let words = "case=\(casus) note=geheim guests=moeder"
    let code = try #require(
      await agenda.book("2026-03-09T10:00", with: "o.een,f.een:online", mode: "hybrid", words)["appointment"]?.string)
    #expect(await agenda.book("2026-03-10T10:00", with: "o.een,g.een", mode: "online", "note=intern").code == "ok")
    for (who, sees) in [
      ("o.een", true), ("f.een", true), ("f.lead", true), ("s.een", true), ("pl.een", true), ("o.drie", false),
      ("f.drie", false), ("admin", false), ("p.privacy", false),
    ] {
      let listed = await agenda.ask("appointment.list worker=o.een from=2026-03-09 to=2026-03-10", as: who)
      let row = try #require(listed.rows.first, "\(listed)")
      #expect(row["appointment"]?.string == code && row["start"]?.string == "2026-03-09T10:00:00+01:00")
      #expect(row["status"]?.string == "gepland" && row["mode"]?.string == "hybrid" && row["room"]?.string == "1")
      #expect(row["workers"]?.array?.count == 2 && row["place"]?.string == "basecamp-zuidwest")
      #expect((row["case"]?.string == casus) == sees, "\(who): \(listed)")
      #expect((row["note"]?.string == "geheim") == sees)
      #expect(listed.description.contains("moeder") == sees && listed.description.contains("video") == sees)
      #expect(listed.description.contains(casus) == sees && listed.description.contains("overig") == sees)
      let logged = try agenda.look(
        "SELECT count(*)::text FROM koos.access_log l JOIN koos.worker w ON w.id = l.worker WHERE w.login = '\(who)' AND l.action = 'appointment.list' AND l.casus = \(casus.dropFirst(2)) AND l.client IS NOT NULL AND l.ground = 'owner'"
      )
      #expect(logged[0][0] == (sees ? "1" : "0"), "\(who)")
    }
    // Who takes part reads the text of what is about no case; a colleague does not.
    #expect(await agenda.ask("appointment.list worker=o.een from=2026-03-10", as: "g.een").column("note") == ["intern"])
    #expect(await agenda.ask("appointment.list worker=o.een from=2026-03-10", as: "s.een").column("note") == [nil])
    await agenda.conversation.close()
  }

  @Test("filters and pages; what is not said bounds nothing")
  func filters() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    #expect(await agenda.book("2026-03-03T10:00", mode: "online", "case=\(casus)").code == "ok")
    #expect(await agenda.book("2026-03-04T10:00", with: "o.twee", mode: "online", as: "o.twee").code == "ok")
    #expect(
      await agenda.book("2026-03-08T23:00", minutes: 120, mode: "online", "override=hours reason=x", as: "t.lead").code
        == "ok")
    #expect(await agenda.book("2026-03-09T10:00", mode: "online").code == "ok")
    func starts(_ words: String, as login: String = "o.een") async -> [String] {
      await agenda.ask("appointment.list \(words)", as: login).column("start").compactMap {
        $0.map { String($0.prefix(13)) }
      }
    }
    #expect(await starts("worker=o.een") == ["2026-03-03T10", "2026-03-08T23", "2026-03-09T10"])
    #expect(await starts("worker=o.een to=2026-03-09") == ["2026-03-03T10", "2026-03-08T23"])
    #expect(await starts("case=\(casus)") == ["2026-03-03T10"])
    #expect(await starts("worker=o.een from=2026-03-09") == ["2026-03-08T23", "2026-03-09T10"])
    #expect(await starts("worker=o.een from=2026-03-09T01:00") == ["2026-03-09T10"])
    #expect(
      await starts("team=basecamp-zuidwest to=2026-03-09") == ["2026-03-03T10", "2026-03-04T10", "2026-03-08T23"])
    #expect(await starts("case=\(casus) to=2026-04-01") == ["2026-03-03T10"])
    #expect(await starts("case=\(casus) worker=o.twee team=basecamp-zuidwest") == [])
    #expect(await starts("case=\(casus) worker=o.een team=basecamp-zuidwest status=gepland") == ["2026-03-03T10"])
    #expect(await starts("worker=o.een status=bevestigd") == [])
    #expect(await agenda.ask("appointment.list case=\(casus)", as: "o.drie").code == "not-found.case")
    #expect(await agenda.ask("appointment.list from=2026-03-09 to=2026-03-09").code == "input.value")
    let page = await agenda.ask("appointment.list team=basecamp-zuidwest limit=2")
    let next = try #require(page["next"]?.string)
    #expect(await starts("team=basecamp-zuidwest limit=2 after=\(next)") == ["2026-03-08T23", "2026-03-09T10"])
    #expect(await agenda.ask("appointment.list after=1.2.3").code == "input.value")
    #expect(await starts("").count >= 3)
    await agenda.conversation.close()
  }

  @Test(
    "cancelling frees the time of all, and tells whether the client was late",
    arguments: [
      ("client", "2026-03-03T07:59", true), ("client", "2026-03-03T08:01", false),
      ("provider", "2026-03-02T10:00", false),
    ])
  func cancel(by: String, at: String, late: Bool) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("availability.set o.een day=tue from=07:00 to=09:00").code == "ok")
    let casus = try agenda.openCase()
    let booked = await agenda.book(at, "case=\(casus)")
    let code = try #require(booked["appointment"]?.string, "\(booked)")
    let cancelled = await agenda.ask("appointment.cancel \(code) by=\(by) reason=\"past niet\" if=1", as: "pl.een")
    #expect(cancelled["status"]?.string == (by == "client" ? "afgezegd-client" : "afgezegd-aanbieder"), "\(cancelled)")
    #expect(cancelled["late"]?.bool == late && cancelled["rev"]?.integer == 2)
    let again = await agenda.ask("appointment.cancel \(code) by=\(by) reason=x")
    #expect(again.code == "state.appointment" && again["is"] == cancelled["status"], "\(again)")
    #expect(again["allowed"]?.array?.count == 3)
    #expect(await agenda.ask("appointment.cancel \(code) by=\(by) reason=x if=1").code == "conflict.stale")
    #expect(await agenda.book(at, "case=\(casus)").code == "ok")
    #expect(
      try agenda.look("SELECT reason, late::text FROM koos.appointment_cancellation")[0] == [
        "past niet", late ? "true" : "false",
      ])
    await agenda.conversation.close()
  }

  @Test(
    "who may cancel: who takes part, lead and planner of who do",
    arguments: [
      ("o.een", "ok"), ("f.een", "ok"), ("t.lead", "ok"), ("pl.een", "ok"), ("f.lead", "ok"), ("o.twee", "denied.team"),
      ("f.twee", "denied.team"), ("o.drie", "denied.team"), ("l.lead", "denied.team"), ("admin", "denied.role"),
    ])
  func mayCancel(login: String, code: String) async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let booked = await agenda.book("2026-03-09T10:00", with: "o.een,f.een", mode: "online", "case=\(casus)")
    let appointment = try #require(booked["appointment"]?.string)
    let dry = await agenda.ask("appointment.cancel \(appointment) by=provider reason=ziek dry-run=yes", as: login)
    #expect(dry.code == code, "\(dry)")
    let cancelled = await agenda.ask("appointment.cancel \(appointment) by=provider reason=ziek once=c", as: login)
    #expect(cancelled.code == code, "\(cancelled)")
    if code == "ok" {
      let again = await agenda.ask("appointment.cancel \(appointment) by=provider reason=ziek once=c", as: login)
      #expect(again["replayed"]?.bool == true && again["status"] == cancelled["status"])
    }
    #expect(
      await agenda.ask("appointment.cancel A-999999 by=provider reason=x", as: "o.een").code == "not-found.appointment")
    await agenda.conversation.close()
  }

  @Test("an appointment without a case is cancelled by a lead who cannot read it")
  func unread() async throws {
    let agenda = try await AgendaCity()
    let booked = await agenda.book("2026-03-09T10:00", with: "o.een,o.twee", mode: "online", "note=intern")
    let appointment = try #require(booked["appointment"]?.string)
    #expect(await agenda.ask("appointment.list worker=o.een from=2026-03-09", as: "t.lead").column("note") == [nil])
    #expect(await agenda.ask("appointment.cancel \(appointment) by=provider reason=vol", as: "t.lead").code == "ok")
    await agenda.conversation.close()
  }
}
