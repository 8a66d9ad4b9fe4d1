import TestKit
import Testing
import Wire

@Suite("Appointments held")
struct AppointmentHoldTests {
  @Test("a hold takes the time until it is confirmed, released or over")
  func hold() async throws {
    try await AgendaCity.with { agenda in
      let held = await agenda.hold("2026-03-09T10:00", "guests=moeder")
      #expect(held["status"]?.string == "voorstel", "\(held)")
      #expect(held["expires_at"]?.string == "2026-03-02T08:10:00+01:00")
      #expect(held["sequence"]?.integer == 0 && held["rev"]?.integer == 1)
      let code = try #require(held["appointment"]?.string)
      let booked = await agenda.book("2026-03-09T10:30", mode: "online")
      #expect(booked.code == "conflict.hold", "\(booked)")
      #expect(booked.inTheWay == ["o.een"])
      #expect(await agenda.hold("2026-03-09T10:30").code == "conflict.hold")
      #expect(try agenda.occupied(code) == [["o.een", "09 10:00", "hold", nil]])
      let confirmed = await agenda.ask("appointment.confirm \(code) if=1")
      #expect(confirmed["status"]?.string == "gepland" && confirmed["rev"]?.integer == 2, "\(confirmed)")
      #expect(try agenda.occupied(code) == [["o.een", "09 10:00", "appointment", nil]])
      #expect(await agenda.book("2026-03-09T10:30", mode: "online").code == "conflict.overlap")
      #expect(await agenda.ask("appointment.confirm \(code)")["status"]?.string == "bevestigd")
      // What was confirmed lapses no more.
      try agenda.clock("2026-03-03T09:00+01")
      #expect(await agenda.status(code) == "bevestigd")
      let shown = await agenda.show(code)
      #expect(shown["history"]?.array?.compactMap { $0["what"]?.string } == ["confirmed", "confirmed"], "\(shown)")
      #expect(shown["history"]?.array?.compactMap { $0["status"]?.string } == ["voorstel", "gepland"])
    }
  }

  @Test("a released hold frees its time, and so does one that is over, at once")
  func free() async throws {
    try await AgendaCity.with { agenda in
      let released = try await agenda.held("2026-03-09T10:00")
      let reply = await agenda.ask("appointment.release \(released) reason=\"toch niet\"")
      #expect(reply["status"]?.string == "vervallen", "\(reply)")
      #expect(try agenda.occupied(released).isEmpty)
      let late = try await agenda.held("2026-03-09T10:00", "ttl=30m")
      try agenda.clock("2026-03-02T08:29:59+01")
      #expect(await agenda.status(late) == "voorstel")
      try agenda.clock("2026-03-02T08:30+01")
      #expect(await agenda.status(late) == "vervallen")
      #expect(await agenda.ask("appointment.list worker=o.een status=vervallen").rows.count == 2)
      for command in ["confirm", "release"] {
        let refused = await agenda.ask("appointment.\(command) \(late)")
        #expect(refused.code == "state.appointment" && refused["is"]?.string == "vervallen", "\(refused)")
      }
      // Nobody passed the deadline yet: who needs the time takes it.
      #expect(await agenda.book("2026-03-09T10:30", mode: "online").code == "ok")
      let session = agenda.conversation.session()
      #expect(await session.ask("watch topics=appointment as=o.een").code == "ok")
      await agenda.conversation.runJobs()
      #expect(try agenda.look("SELECT status FROM koos.appointment WHERE id = \(late.dropFirst(2))") == [["vervallen"]])
      let lapsed = await session.events(1, cause: "lapsed")
      #expect(lapsed.compactMap { $0["code"]?.string } == [late], "\(lapsed)")
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test(
    "a hold is refused as a booking is, and lasts a day at most",
    arguments: [
      ("at=2026-03-09T10:00 ttl=25h", "input.value", "ttl"), ("at=2026-03-09T10:00 ttl=0m", "input.value", "ttl"),
      ("at=2026-03-02T07:00", "input.time-past", "at"), ("at=2026-03-09T08:00", "conflict.hours", "at"),
      ("at=2026-03-09T10:00 type=test", "scope.needs-traject", "type"),
    ])
  func refused(words: String, code: String, field: String) async throws {
    try await AgendaCity.with { agenda in
      let type = words.contains("type=") ? "" : "type=overig"
      let outcome = await agenda.ask("appointment.hold \(words) \(type) minutes=30 with=o.een mode=phone")
      #expect(outcome.code == code && outcome["field"]?.string == field, "\(outcome)")
    }
  }

  @Test("a dry run holds nothing, a repeat holds once")
  func once() async throws {
    try await AgendaCity.with { agenda in
      #expect(await agenda.hold("2026-03-09T10:00", "dry-run=yes")["appointment"] == .null)
      let first = await agenda.hold("2026-03-09T10:00", "once=h")
      let again = await agenda.hold("2026-03-09T10:00", "once=h")
      #expect(first.code == "ok" && again["appointment"] == first["appointment"], "\(again)")
      #expect(again["replayed"]?.bool == true)
    }
  }

  @Test("an intelligence test only inside a running traject that is no module")
  func test() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let line = "appointment.book case=\(casus) type=test at=2026-03-09T10:00 minutes=60 with=o.een mode=online"
      let refused = await agenda.ask(line)
      #expect(refused.code == "scope.needs-traject" && refused["field"]?.string == "type", "\(refused)")
      let plain = try await agenda.booked("2026-03-10T10:00", mode: "online", "case=\(casus)")
      #expect(await agenda.ask("appointment.change \(plain) type=test").code == "scope.needs-traject")
      for (service, code) in [("speltherapie", "scope.needs-traject"), ("ambulant", "ok")] {
        try agenda.look(
          """
          INSERT INTO koos.traject (casus, service, team, started_on, added_by)
          SELECT c.id, '\(service)', t.id, '2026-03-01', c.opened_by FROM koos.casus c, koos.team t
          WHERE c.id = \(casus.dropFirst(2)) AND t.slug = 'basecamp-zuidwest'; SELECT 1
          """)
        #expect(await agenda.ask(line + " dry-run=yes").code == code, "\(service)")
        #expect(await agenda.ask("appointment.change \(plain) type=test dry-run=yes").code == code, "\(service)")
      }
      let sibling = try agenda.openCase()
      let both = await agenda.ask(line.replacing("case=\(casus)", with: "case=\(casus),\(sibling)"))
      #expect(both.code == "scope.needs-traject", "\(both)")
    }
  }

  @Test("what is offered to who waits is neither confirmed nor released, but answered")
  func offered() async throws {
    try await CareCity.with { city in
      let (_, _) = try await city.waiter()
      try await city.free()
      let offer = try await city.openOffer()
      let rows = try city.sql("SELECT 'A-' || appointment FROM koos.offer WHERE id = \(offer.dropFirst(2))")
      let code = try #require(rows.first?.first ?? nil)
      for line in [
        "confirm \(code)", "release \(code)", "change \(code) note=x", "move \(code) at=2026-03-11T10:00 reason=x",
      ] {
        let refused = await city.ask("appointment.\(line)", as: "t.lead")
        #expect(refused.code == "state.appointment" && refused["is"]?.string == "voorstel", "\(refused)")
        #expect(refused["message"]?.string?.contains("offer accept") == true)
      }
      #expect(await city.ask("appointment.cancel \(code) by=client reason=x", as: "t.lead").code == "ok")
    }
  }
}
