import Postgres
import TestKit
import Testing
import Wire

@Suite("Groups: nobody sees another member")
struct GroupPrivacyTests {
  /// A group with a child of Zuidwest and one of Leidsche Rijn; the leader may read the first only.
  private static func two(_ body: (GroupCity, _ own: String, _ other: String) async throws -> Void) async throws {
    try await GroupCity.with { city in
      let (own, other) = (try city.agenda.openCase(), try city.agenda.openCase(owners: GroupCity.leidscheRijn))
      #expect(await city.join(own).code == "ok")
      #expect(await city.join(other, as: "o.drie").code == "ok")
      try await body(city, own, other)
    }
  }

  @Test("no screen of a reader of one member tells of another, nor does the leader's of a case he does not read")
  func screens() async throws {
    try await Self.two { city, own, other in
      let session = try #require(try city.sessions().first)
      let (mine, theirs) = (try city.child(own), try city.child(other))
      for (login, sees, hidden) in [
        ("f.een", [own, mine], [other, theirs]), ("s.een", [own, mine], [other, theirs]),
        ("t.lead", [own, mine], [other, theirs]),
        ("pl.een", [own, mine], [other, theirs]), ("o.drie", [other, theirs], [own, mine]),
        ("f.drie", [other, theirs], [own, mine]),
        ("o.vier", [], [own, mine, other, theirs]), ("admin", [], [own, mine, other, theirs]),
      ] {
        let shown = await city.ask("appointment.show \(session)", as: login)
        #expect(shown.code == "ok", "\(login): \(shown)")
        #expect((shown["members"]?.integer == 2) == !sees.isEmpty, "\(login): \(shown)")
        #expect((shown["group"]?.string == city.group) == !sees.isEmpty)
        let listed = await city.ask("appointment.list worker=s.een from=2026-03-09 to=2026-03-24", as: login)
        #expect(listed.rows.count == 3, "\(login): \(listed)")
        var screens = [shown.description, listed.description]
        for line in ["group.list", "agenda.ics worker=s.een", "agenda worker=s.een from=2026-03-09 to=2026-03-24"] {
          screens.append(await city.ask(line, as: login).description)
        }
        if let casus = sees.first {
          #expect(shown.description.contains(casus) && listed.description.contains(casus), "\(login)")
          #expect(shown["cases"]?.array?.count == 1 && shown["participants"]?.array?.count == 2, "\(login): \(shown)")
          screens.append(await city.ask("case.show \(casus)", as: login).description)
          screens.append(await city.ask("case.history \(casus)", as: login).description)
          screens.append(await city.ask("appointment.list case=\(casus)", as: login).description)
          #expect(await city.ask("appointment.list case=\(casus)", as: login).rows.count == 3)
        }
        for screen in screens {
          for code in hidden { #expect(!screen.contains("\"\(code)\""), "\(login) sees \(code): \(screen)") }
        }
        let seen = try CareCity(city: city.agenda.city, talk: city.agenda.conversation).seen(
          "SELECT count(*) FROM koos.appointment_case UNION ALL SELECT count(*) FROM koos.group_place ORDER BY 1",
          by: login)
        #expect(seen == [sees.isEmpty ? "0" : "3"], "\(login): row security is the second wall")
      }
      let log = try city.agenda.look(
        """
        SELECT DISTINCT w.login, l.casus FROM koos.access_log l JOIN koos.worker w ON w.id = l.worker
        WHERE l.action LIKE 'appointment.%' AND l.casus IS NOT NULL ORDER BY 1, 2
        """)
      let (o, p) = (String(own.dropFirst(2)), String(other.dropFirst(2)))
      #expect(
        log == [["f.drie", p], ["f.een", o], ["o.drie", p], ["pl.een", o], ["s.een", o], ["t.lead", o]],
        "only what was shown is logged")
    }
  }

  @Test("events of one member's case reach nobody who reads another's")
  func events() async throws {
    try await GroupCity.with { city in
      let (own, other) = (try city.agenda.openCase(), try city.agenda.openCase(owners: GroupCity.leidscheRijn))
      let watchers = ["f.een", "o.drie"].map { _ in city.agenda.conversation.session() }
      for (watcher, login) in zip(watchers, ["f.een", "o.drie"]) {
        #expect(await watcher.ask("watch topics=case,desk,appointment as=\(login)").code == "ok")
      }
      #expect(await city.join(own).code == "ok")
      #expect(await city.join(other, as: "o.drie").code == "ok")
      for (watcher, casus, foreign) in [(watchers[0], own, other), (watchers[1], other, own)] {
        let told = await watcher.events(1, cause: "group-joined")
        #expect(
          told.contains { $0["code"]?.string == casus || $0["thing"]?.string == casus || $0["case"]?.string == casus },
          "\(told)")
        #expect(!watcher.events.contains { String(describing: $0).contains(foreign) })
      }
    }
  }

  @Test("who came is said of each child apart; the session is a no-show only when no child came")
  func attendance() async throws {
    for (first, second, status) in [
      ("absent", "present", "gerealiseerd"), ("absent", "absent", "no-show"), ("present", "absent", "gerealiseerd"),
    ] {
      try await Self.two { city, own, other in
        let session = try #require(try city.sessions().first)
        let (mine, theirs) = (try city.child(own), try city.child(other))
        try city.agenda.look("UPDATE koos.clock SET at = '2026-03-09T12:00+01'; SELECT 1")
        let attend = "appointment.attend \(session)"
        #expect(await city.ask("\(attend) who=\(mine) presence=\(first)", as: "s.een")["status"]?.string == "gepland")
        // The leader does not know the other child: who owns its case says.
        let unknown = await city.ask("\(attend) who=\(theirs) presence=\(second)", as: "s.een")
        #expect(unknown.code == "input.value" && !unknown.description.contains("\"\(other)\""), "\(unknown)")
        #expect(await city.ask("\(attend) who=\(mine) presence=present", as: "o.drie").code == "input.value")
        #expect(await city.ask("\(attend) who=s.een presence=present", as: "o.drie").code == "denied.team")
        #expect(await city.ask("\(attend) who=\(theirs) presence=\(second)", as: "o.vier").code == "denied.team")
        #expect(await city.ask("\(attend) who=\(theirs) presence=\(second)", as: "o.drie").code == "ok")
        let done = await city.ask("\(attend) who=s.een presence=present", as: "s.een")
        #expect(done["status"]?.string == status, "\(done)")
        let came = await city.ask("appointment.show \(session)")["participants"]?.array
        #expect(came?.first { $0["who"]?.string == mine }?["presence"]?.string == first, "\(String(describing: came))")
      }
    }
  }

  @Test("at a session nothing is written that the files of all its children would show")
  func writing() async throws {
    try await Self.two { city, own, other in
      let session = try #require(try city.sessions().first)
      for (words, field) in [("note=\"Noor was boos\"", "note"), ("guests=moeder", "guests")] {
        let refused = await city.ask("appointment.change \(session) \(words)", as: "s.een")
        #expect(refused.code == "input.value" && refused["field"]?.string == field, "\(refused)")
      }
      #expect(await city.ask("appointment.change \(session) type=overig", as: "s.een").code == "ok")
      #expect(
        await city.ask("appointment.cancel \(session) by=provider reason=\"Een kind is ziek\"", as: "s.een").code
          == "ok")
      #expect(await city.ask("appointment.show \(session)", as: "s.een").description.contains("ziek"))
      #expect(!(await city.ask("appointment.show \(session)", as: "f.een").description.contains("ziek")))
      #expect(try city.occupied(own) == 2 && city.occupied(other) == 2)
      // The owners of every child hear that it is off, and its time is offered to nobody.
      let desk = try city.agenda.look(
        "SELECT DISTINCT t.slug FROM koos.event e JOIN koos.team t ON t.id = e.team WHERE e.what = 'session-cancelled' ORDER BY 1"
      )
      #expect(desk.map { $0[0] } == (GroupCity.zuidwest + GroupCity.leidscheRijn).sorted())
      let item = await CareCity(city: city.agenda.city, talk: city.agenda.conversation).desk("o.drie", until: 1) {
        $0["thing"]?.string == session
      }
      #expect(item.first?["text"]?.string == "\(session), van een groep, gaat niet door.", "\(item)")
      #expect(
        try city.agenda.look("SELECT count(*) FROM koos.slot s WHERE s.appointment = \(session.dropFirst(2))")[0][0]
          == "0")
    }
  }

  @Test("a session that moves takes the time of all its children, known to its leader or not, and a room for all seats")
  func moves() async throws {
    try await GroupCity.with(capacity: 6) { city in
      let (own, other) = (try city.agenda.openCase(), try city.agenda.openCase(owners: GroupCity.leidscheRijn))
      #expect(await city.join(own).code == "ok")
      #expect(await city.join(other, as: "o.drie").code == "ok")
      let session = try #require(try city.sessions().first)
      #expect(
        await city.agenda.book("2026-03-10T10:00", with: "o.drie", mode: "phone", "case=\(other)", as: "o.drie").code
          == "ok")
      let refused = await city.ask("appointment.move \(session) at=2026-03-10T10:00 reason=x", as: "s.een")
      #expect(refused.code == "conflict.overlap" && refused["with"]?.array == [], "it is not told whose: \(refused)")
      let moved = await city.ask("appointment.move \(session) at=2026-03-10T13:00 reason=x", as: "s.een")
      #expect(moved.code == "ok", "\(moved)")
      #expect(
        await city.ask("appointment.show \(session)", as: "s.een")["room"]?.string == "2",
        "seven, though three come by now")
      let clash = await city.agenda.book(
        "2026-03-10T13:30", with: "o.drie", mode: "phone", "case=\(other)", as: "o.drie")
      #expect(clash.code == "conflict.overlap", "\(clash)")
    }
  }

  @Test("a group meets at no child's home, whoever asks, one session or all of a team's")
  func homes() async throws {
    try await Self.two { city, _, other in
      try city.agenda.look(
        """
        UPDATE koos.client k SET postcode = '3541SA', house = '7', wijk = 'leidsche-rijn' FROM koos.casus c
        WHERE c.client = k.id AND c.id = \(other.dropFirst(2)); SELECT 1
        """)
      let session = try #require(try city.sessions().first)
      let refused = await city.ask("appointment.switch \(session) mode=on-site place=thuis", as: "s.een")
      #expect(refused.code == "input.value" && refused["field"]?.string == "place", "\(refused)")
      #expect(await city.ask("appointment.switch \(session) mode=online", as: "s.een").code == "ok")
      let all = await city.ask(
        "appointment.switch team=basecamp-zuidwest from=2026-03-09 to=2026-03-10 mode=on-site place=thuis", as: "t.lead"
      )
      #expect(all.column("code") == ["input.value"] && all["refused"]?.integer == 1, "\(all)")
      let shown = await city.ask("appointment.show \(session)", as: "s.een")
      #expect(shown["place"] == .null && shown["address"] == .null, "\(shown)")
    }
  }

  @Test("a session is up to who leads the group, and no lead of a team that owns a case of one child in it")
  func leads() async throws {
    try await Self.two { city, _, _ in
      let session = try #require(try city.sessions().first)
      for line in [
        "appointment.cancel \(session) by=client reason=x", "series.cancel \(session) scope=all",
        "appointment.move \(session) at=2026-03-10T10:00 reason=x",
      ] {
        for login in ["f.lead", "l.lead"] { #expect(await city.ask(line, as: login).code == "denied.team", "\(line)") }
        for login in ["t.lead", "pl.een", "s.een"] {
          #expect(await city.ask("\(line) dry-run=yes", as: login).code == "ok", "\(line) \(login)")
        }
      }
    }
  }

  @Test("siblings: each child is taken, a reader of one case does not see the other, and every case is asked for")
  func siblings() async throws {
    let agenda = try await AgendaCity()
    let (one, two) = (try agenda.openCase(), try agenda.openCase(owners: ["buurtteam-zuidwest-1"]))
    let foreign = try agenda.openCase(owners: GroupCity.leidscheRijn)
    #expect(
      await agenda.book("2026-03-09T10:00", with: "f.een", mode: "phone", "case=\(one),\(foreign)", as: "f.een").code
        == "not-found.case")
    #expect(
      await agenda.book("2026-03-09T10:00", mode: "phone", "case=\(one),\(two)").code == "not-found.case",
      "o.een owns one only")
    let booked = await agenda.book(
      "2026-03-09T10:00", with: "f.een,o.een:phone", mode: "phone", "case=\(one),\(two)", as: "f.een")
    let code = try #require(booked["appointment"]?.string, "\(booked)")
    for casus in [one, two] {
      let other = await agenda.book("2026-03-09T10:30", with: "f.twee", mode: "phone", "case=\(casus)", as: "f.twee")
      #expect(other.code == "conflict.overlap", "\(other)")
    }
    for (login, cases) in [("f.een", [one, two]), ("s.een", [one]), ("o.een", [one]), ("o.drie", [])] {
      let shown = await agenda.ask("appointment.show \(code)", as: login)
      #expect((shown["cases"]?.array ?? []).compactMap { $0["case"]?.string } == cases, "\(login): \(shown)")
      let listed = await agenda.ask("appointment.list worker=f.een from=2026-03-09 to=2026-03-10", as: login)
      #expect(listed.description.contains("\"\(two)\"") == (cases == [two]), "\(login): \(listed)")
    }
    await agenda.conversation.close()
  }
}
