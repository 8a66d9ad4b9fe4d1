import TestKit
import Testing
import Wire

@Suite("Appointments switched")
struct AppointmentSwitchTests {
  @Test("everybody goes online: the room and the way there come free, and back again they are taken")
  func whole() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let code = try await agenda.booked("2026-03-09T10:00", with: "o.een,f.een", "case=\(casus) guests=moeder")
      #expect(await agenda.show(code)["link"] == .null)
      let online = await agenda.ask("appointment.switch \(code) mode=online reason=pandemie")
      #expect(online["appointment"]?.string == code && online["mode"]?.string == "online", "\(online)")
      #expect(online["room"] == .null && online["sequence"]?.integer == 1 && online["rev"]?.integer == 2)
      #expect(
        try agenda.occupied(code) == [
          ["f.een", "09 10:00", "appointment", nil], ["kind", "09 10:00", "appointment", nil],
          ["o.een", "09 10:00", "appointment", nil],
        ])
      let shown = await agenda.show(code)
      #expect(shown["link"]?.string?.hasPrefix("https://video.example/") == true && shown["place"] == .null, "\(shown)")
      #expect(shown["participants"]?.array?.allSatisfy { $0["mode"]?.string == "online" } == true)
      let again = await agenda.ask("appointment.switch \(code) mode=online")
      #expect(again.code == "ok" && again["sequence"]?.integer == 1 && again["rev"]?.integer == 2, "\(again)")
      let back = await agenda.ask("appointment.switch \(code) mode=on-site")
      #expect(
        back["mode"]?.string == "on-site" && back["room"]?.string == "1" && back["sequence"]?.integer == 2, "\(back)")
      #expect(await agenda.show(code)["place"]?.string == "basecamp-zuidwest")
      #expect(await agenda.show(code)["link"] == .null)
    }
  }

  @Test("one goes online, and the mode follows all of them")
  func one() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,f.een", "case=\(casus) guests=moeder,tante,oom")
      #expect(await agenda.show(code)["room"]?.string == "2")
      let client =
        "J-" + (try agenda.look("SELECT client::text FROM koos.casus WHERE id = \(casus.dropFirst(2))")[0][0] ?? "")
      let table: [(who: String, mode: String, becomes: String, room: String?)] = [
        ("f.een", "online", "hybrid", "2"), ("moeder", "online", "hybrid", "2"),
        (client.lowercased(), "phone", "hybrid", "2"),
        ("tante", "phone", "hybrid", "2"), ("oom", "phone", "hybrid", "2"), ("o.een", "phone", "hybrid", nil),
        ("f.een", "phone", "hybrid", nil), ("moeder", "phone", "phone", nil), ("moeder", "on-site", "hybrid", "1"),
      ]
      for row in table {
        let outcome = await agenda.ask("appointment.switch \(code) who=\(row.who) mode=\(row.mode)")
        #expect(outcome["mode"]?.string == row.becomes && outcome["room"]?.string == row.room, "\(row): \(outcome)")
      }
      let shown = await agenda.show(code)
      #expect(shown["sequence"]?.integer == Int64(table.count), "\(shown)")
      #expect(shown["participants"]?.array?.first { $0["who"]?.string == client }?["mode"]?.string == "phone")
      let hybrid = await agenda.ask("appointment.switch \(code) mode=hybrid")
      #expect(hybrid["mode"]?.string == "hybrid")
      #expect(await agenda.show(code)["participants"] == shown["participants"])
      let unknown = await agenda.ask("appointment.switch \(code) who=opa mode=phone")
      #expect(unknown.code == "input.value" && unknown["field"]?.string == "who", "\(unknown)")
      #expect(
        unknown["allowed"]?.array?.compactMap(\.string) == ["f.een", "o.een", client, "moeder", "oom", "tante"])
    }
  }

  @Test("who cannot is told why, and all stays as it was")
  func refused() async throws {
    try await AgendaCity.with { agenda in
      let online = try await agenda.booked("2026-03-09T10:00", mode: "online")
      let site = try await agenda.booked("2026-03-11T10:00")
      #expect(await agenda.book("2026-03-09T11:05", place: "basecamp-zuid").code == "ok")
      #expect(await agenda.ask("availability.clear o.een day=wed").code == "ok")
      #expect(await agenda.ask("availability.set o.een day=wed from=09:00 to=17:00 mode=on-site").code == "ok")
      let table: [(words: String, who: String, code: String, field: String?)] = [
        ("\(online) mode=on-site", "o.een", "syntax.missing-parameter", "place"),
        ("\(online) mode=on-site place=basecamp-zuidwest", "o.een", "conflict.travel", "mode"),
        ("\(online) mode=on-site place=basecamp-zuid room=9", "o.een", "input.value", "room"),
        ("\(online) mode=on-site place=nergens", "o.een", "not-found.place", "place"),
        ("\(online) mode=on-site place=thuis", "o.een", "input.value", "place"),
        ("\(online) mode=hybrid who=o.een", "o.een", "input.value", "mode"),
        ("\(online) mode=phone team=basecamp-zuidwest", "o.een", "input.value", "team"),
        ("mode=phone", "o.een", "syntax.missing-parameter", "id"),
        ("team=basecamp-zuidwest mode=phone", "t.lead", "syntax.missing-parameter", "from"),
        ("team=basecamp-zuidwest from=2026-03-09 to=2026-03-09 mode=phone", "t.lead", "input.value", "to"),
        ("team=basecamp-zuidwest from=2026-03-09 to=2026-03-10 mode=phone", "o.een", "denied.team", nil),
        ("team=basecamp-zuidwest from=2026-03-09 to=2026-03-10 mode=phone", "l.lead", "denied.team", nil),
        ("\(site) mode=online", "o.een", "conflict.hours", "mode"),
        ("\(site) mode=online", "s.een", "denied.team", nil),
      ]
      for row in table {
        let outcome = await agenda.ask("appointment.switch \(row.words)", as: row.who)
        #expect(outcome.code == row.code && outcome["field"]?.string == row.field, "\(row): \(outcome)")
      }
      #expect(await agenda.show(online)["rev"]?.integer == 1)
      #expect(await agenda.show(site)["rev"]?.integer == 1)
      let elsewhere = await agenda.ask("appointment.switch \(online) mode=on-site place=basecamp-zuid")
      #expect(elsewhere.code == "ok" && elsewhere["room"]?.string == "1", "\(elsewhere)")
    }
  }

  @Test("a team's weeks go online and back, and what cannot is named with its reason")
  func team() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let site = try await agenda.booked("2026-03-09T10:00", with: "o.een,f.een", "case=\(casus)")
      let hybrid = try await agenda.booked(
        "2026-03-09T13:00", with: "o.twee,g.een:online", mode: "hybrid", as: "o.twee")
      let phone = try await agenda.booked("2026-03-09T15:00", with: "s.een", mode: "phone", as: "s.een")
      let later = try await agenda.booked("2026-03-11T10:00")
      let held = try await agenda.held("2026-03-09T16:00")
      #expect(await agenda.ask("availability.clear o.twee day=mon", as: "o.twee").code == "ok")
      #expect(
        await agenda.ask("availability.set o.twee day=mon from=09:00 to=17:00 mode=on-site", as: "o.twee").code == "ok")
      func all(_ mode: String) async -> Outcome {
        await agenda.ask(
          "appointment.switch team=basecamp-zuidwest from=2026-03-09 to=2026-03-11 mode=\(mode)", as: "t.lead")
      }
      let online = await all("online")
      #expect(online.column("appointment") == [site, hybrid, phone], "\(online)")
      #expect(online.rows.map { $0["switched"]?.bool } == [true, false, true])
      #expect(online.column("code") == [nil, "conflict.hours", nil] && online.column("why")[1]?.isEmpty == false)
      #expect(online.column("mode") == ["online", "hybrid", "online"])
      #expect(online["switched"]?.integer == 2 && online["refused"]?.integer == 1 && online["rows"]?.integer == 3)
      #expect(await agenda.status(held) == "voorstel")
      #expect(await agenda.show(later)["mode"]?.string == "on-site")
      let again = await all("online")
      #expect(again.rows.map { $0["sequence"]?.integer } == [1, 0, 1], "\(again)")
      // Both rooms are gone for one of them meanwhile, and what was by telephone never had a place.
      for (who, room) in [("l.lead", "1"), ("l.lead", "2")] {
        try agenda.look(
          """
          INSERT INTO koos.occupied (resource, during, holder) SELECT r.resource, tstzrange('2026-03-09T10:30+01', '2026-03-09T10:45+01'), 'appointment'
          FROM koos.room r JOIN koos.place p ON p.id = r.place WHERE p.slug = 'basecamp-zuidwest' AND r.name = '\(room)' AND '\(who)' <> ''; SELECT 1
          """)
      }
      let back = await all("on-site")
      #expect(back.column("code") == ["conflict.room", nil, "syntax.missing-parameter"], "\(back)")
      #expect(back.rows.map { $0["switched"]?.bool } == [false, true, false])
      #expect(await agenda.show(site)["mode"]?.string == "online")
      #expect(try agenda.overlaps().isEmpty)
      let logged = try agenda.look(
        "SELECT count(*)::text FROM koos.access_log WHERE action = 'appointment.switch' AND casus = \(casus.dropFirst(2))"
      )
      #expect(logged == [["3"]])
    }
  }
}
