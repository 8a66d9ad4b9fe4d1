import Postgres
import TestKit
import Testing
import Wire

@Suite("Groups")
struct GroupTests {
  @Test("a group begins with its sessions, which take its leader and a room that seats all")
  func begins() async throws {
    let agenda = try await AgendaCity()
    let added = await agenda.ask(GroupCity.begin(capacity: 4), as: "t.lead")
    #expect(added.code == "ok" && added["sessions"]?.integer == 3 && added["capacity"]?.integer == 4, "\(added)")
    #expect(
      added.rows.map { $0["start"]?.string?.prefix(16) } == [
        "2026-03-09T10:00", "2026-03-16T10:00", "2026-03-23T10:00",
      ])
    #expect(added.rows.allSatisfy { $0["room"]?.string == "2" }, "five do not fit in room 1: \(added)")
    let listed = await agenda.ask("group.list", as: "o.vier").rows.first
    #expect(
      listed?["group"] == added["group"] && listed?["name"]?.string == "Rots en Water"
        && listed?["leader"]?.string == "s.een")
    #expect(listed?["taken"]?.integer == 0 && listed?["waiting"]?.integer == 0 && listed?["mode"]?.string == "on-site")
    #expect(await agenda.book("2026-03-16T11:00", with: "s.een", mode: "phone", as: "s.een").code == "conflict.overlap")
    for filter in [
      "name=water", "service=groepsbehandeling", "leader=s.een", "capacity=4", "mode=on-site",
      "place=basecamp-zuidwest", "rrule=FREQ=WEEKLY;COUNT=3", "start=2026-03-09T10:00", "minutes=90",
    ] {
      #expect(await agenda.ask("group.list \(filter)").rows.count == 1, "\(filter)")
    }
    for filter in [
      "name=vuur", "service=ambulant", "leader=o.een", "capacity=5", "mode=online", "place=basecamp-oost",
      "rrule=FREQ=DAILY;COUNT=3", "start=2026-03-16T10:00", "minutes=60",
    ] {
      #expect(await agenda.ask("group.list \(filter)").rows.isEmpty, "\(filter)")
    }
    let online = await agenda.ask(GroupCity.begin(leader: "o.een", "mode=online"), as: "t.lead")
    #expect(online.code == "ok", "\(online)")
    let session = try #require(online.rows.first?["appointment"]?.string)
    #expect(
      await agenda.ask("appointment.show \(session)")["link"]?.string?.hasPrefix("https://video.example/") == true)
    let dry = await agenda.ask(GroupCity.begin(leader: "o.twee", "mode=online dry-run=yes"), as: "t.lead")
    #expect(
      dry["group"] == .null && dry["series"] == .null && dry.rows.allSatisfy { $0["appointment"] == .null }, "\(dry)")
    await agenda.conversation.close()
  }

  @Test(
    "what is asked wrongly is refused, and begins nothing",
    arguments: [
      (GroupCity.begin(), "o.een", "denied.role", nil), (GroupCity.begin(), "l.lead", "denied.team", nil),
      (GroupCity.begin(leader: "o.drie"), "t.lead", "denied.team", nil),
      (GroupCity.begin(leader: "o.niemand"), "t.lead", "not-found.worker", "leader"),
      (GroupCity.begin(capacity: 0), "t.lead", "input.value", "capacity"),
      (GroupCity.begin(capacity: 51), "t.lead", "input.value", "capacity"),
      (GroupCity.begin(capacity: 10), "t.lead", "conflict.capacity", "place"),
      (GroupCity.begin(service: "dyslexiezorg"), "t.lead", "scope.redirect", "service"),
      (GroupCity.begin(service: "zingen"), "t.lead", "input.value", "service"),
      (GroupCity.begin("mode=on-site"), "t.lead", "syntax.missing-parameter", "place"),
      (GroupCity.begin("mode=on-site place=thuis"), "t.lead", "not-found.place", "place"),
      (GroupCity.begin(start: "2026-03-02T07:00"), "t.lead", "input.time-past", "start"),
      (GroupCity.begin(start: "2026-03-09T18:00"), "t.lead", "conflict.hours", "start"),
      (GroupCity.begin().replacing("COUNT=3", with: "INTERVAL=1"), "t.lead", "input.value", "rrule"),
    ] as [(String, String, String, String?)])
  func refused(line: String, login: String, code: String, field: String?) async throws {
    let agenda = try await AgendaCity()
    let outcome = await agenda.ask(line, as: login)
    #expect(outcome.code == code && (field == nil || outcome["field"]?.string == field), "\(outcome)")
    #expect(try agenda.look("SELECT count(*) FROM koos.care_group")[0][0] == "0")
    await agenda.conversation.close()
  }

  @Test("a child that joins takes part in every session to come, and is busy then; leaving frees it")
  func joins() async throws {
    try await GroupCity.with { city in
      let casus = try city.agenda.openCase()
      let joined = await city.join(casus)
      #expect(joined.code == "ok" && joined["seat"]?.integer == 1 && joined["waiting"] == nil, "\(joined)")
      #expect(await city.figures() == [1, 0])
      #expect(try city.occupied(casus) == 3)
      let clash = await city.agenda.book("2026-03-16T11:00", with: "f.een", mode: "phone", "case=\(casus)", as: "f.een")
      #expect(clash.code == "conflict.overlap", "\(clash)")
      let again = await city.join(casus)
      #expect(again.code == "conflict.duplicate" && again["field"]?.string == "case", "\(again)")
      let shown = await city.ask("case.show \(casus)")
      #expect(
        shown["groups"]?.array?.first?["group"]?.string == city.group && shown["appointments"]?.array?.count == 3,
        "\(shown)")
      #expect(try city.agenda.look("SELECT koos.business_of(\(casus.dropFirst(2)))").count == 4)
      // A session that has begun stays, with who came; nobody joins it any more.
      try city.agenda.look("UPDATE koos.clock SET at = '2026-03-09T10:30+01'; SELECT 1")
      let late = try city.agenda.openCase()
      #expect(await city.join(late)["seat"]?.integer == 2)
      #expect(try city.occupied(late) == 2)
      #expect(await city.leave(casus).code == "ok")
      #expect(try city.occupied(casus) == 1)
      let gone = await city.leave(casus)
      #expect(gone.code == "state.group" && gone["is"]?.string == "geen-plaats", "\(gone)")
      let words = await city.ask("case.history \(casus)").rows.compactMap { $0["what"]?.string }
      #expect(words.suffix(2) == ["group-joined", "group-left"])
      #expect(await city.figures() == [1, 0])
      try city.agenda.look("UPDATE koos.clock SET at = '2026-04-09T10:30+02'; SELECT 1")
      #expect(await city.join(casus)["is"]?.string == "voorbij")
    }
  }

  @Test("who is busy at a session joins nothing, and hears which sessions those are")
  func busy() async throws {
    try await GroupCity.with { city in
      let casus = try city.agenda.openCase()
      for at in ["2026-03-16T11:00", "2026-03-23T09:30"] {
        #expect(await city.agenda.book(at, with: "f.een", mode: "phone", "case=\(casus)", as: "f.een").code == "ok")
      }
      let refused = await city.join(casus)
      #expect(refused.code == "conflict.overlap" && refused["field"]?.string == "case", "\(refused)")
      let with = refused["with"]?.array ?? []
      #expect(with.map { $0["start"]?.string } == ["2026-03-16T10:00:00+01:00", "2026-03-23T10:00:00+01:00"])
      #expect(with.map { $0["from"]?.string } == ["2026-03-16T11:00:00+01:00", "2026-03-23T09:30:00+01:00"])
      #expect(await city.figures() == [0, 0])
      #expect(try city.occupied(casus) == 0)
    }
  }

  @Test(
    "a full group is waited for in order; the first of who wait and are free gets the seat, who is busy is passed over")
  func waits() async throws {
    try await GroupCity.with(capacity: 1) { city in
      let cases = try (0..<4).map { _ in try city.agenda.openCase() }
      #expect(await city.join(cases[0])["seat"]?.integer == 1)
      for (order, casus) in cases.dropFirst().enumerated() {
        let waits = await city.join(casus)
        #expect(waits["waiting"]?.integer == Int64(order) + 1 && waits["seat"] == nil, "\(waits)")
        #expect(try city.occupied(casus) == 0)
      }
      #expect(await city.join(cases[2]).code == "conflict.duplicate")
      #expect(await city.figures() == [1, 3])
      let visit = await city.agenda.book(
        "2026-03-16T10:00", with: "f.een", mode: "phone", "case=\(cases[1])", as: "f.een")
      #expect(await city.leave(cases[0]).code == "ok")
      #expect(await city.figures() == [1, 2])
      #expect(try city.occupied(cases[2]) == 3, "the first that is free")
      #expect(
        await city.ask("case.show \(cases[1])")["groups"]?.array?.first?["waiting"]?.integer == 1, "and keeps its place"
      )
      let facts = try city.agenda.look(
        "SELECT f.worker, f.team FROM koos.casus_fact f WHERE f.what = 'group-seated' AND f.casus = \(cases[2].dropFirst(2))"
      )
      #expect(facts == [[nil, nil]], "nobody learns who made room")
      let desk = try city.agenda.look(
        "SELECT t.slug, e.thing FROM koos.event e JOIN koos.team t ON t.id = e.team WHERE e.what = 'group-seated' ORDER BY 1"
      )
      #expect(desk == GroupCity.zuidwest.map { [$0, String(cases[2].dropFirst(2))] })
      // Once free, it gets the seat that is next; and who waits may ask for one that is free.
      let code = try #require(visit["appointment"]?.string)
      #expect(await city.ask("appointment.cancel \(code) by=provider reason=x").code == "ok")
      #expect(await city.leave(cases[3]).code == "ok")
      #expect(await city.leave(cases[2]).code == "ok")
      #expect(try city.occupied(cases[1]) == 3)
      #expect(await city.figures() == [1, 0])
    }
  }

  @Test("help that is a module is joined only where a broader traject runs")
  func modules() async throws {
    try await GroupCity.with(service: "speltherapie") { city in
      let casus = try city.agenda.openCase()
      let refused = await city.join(casus)
      #expect(refused.code == "scope.needs-traject" && refused["field"]?.string == "case", "\(refused)")
      try city.agenda.look(
        """
        INSERT INTO koos.traject (casus, service, team, started_on, added_by) SELECT \(casus.dropFirst(2)), 'ambulant', 1, koos.today(), 1; SELECT 1
        """)
      #expect(await city.join(casus)["seat"]?.integer == 1)
    }
  }

  @Test("owners of a case, their office too, put its child in any group; others do not")
  func rights() async throws {
    try await GroupCity.with(capacity: 9) { city in
      for (login, code) in [
        ("f.een", "ok"), ("o.een", "ok"), ("t.lead", "ok"), ("pl.een", "ok"), ("o.drie", "not-found.case"),
        ("admin", "denied.role"), ("p.privacy", "denied.role"), ("r.report", "denied.role"),
      ] {
        let casus = try city.agenda.openCase()
        #expect(await city.join(casus, as: login).code == code, "\(login)")
        if code != "ok" { #expect(await city.join(casus).code == "ok") }
        #expect(await city.leave(casus, as: login).code == code, "\(login)")
      }
      let theirs = try city.agenda.openCase(owners: GroupCity.leidscheRijn)
      #expect(await city.join(theirs, as: "o.drie").code == "ok", "also a group of another team")
      let casus = try city.agenda.openCase()
      #expect(await city.join("C-999999").code == "not-found.case")
      #expect(await city.ask("group.join G-999999 case=\(casus)").code == "not-found.group")
      #expect(await city.join(casus, "if=999").code == "conflict.stale")
      #expect(await city.join(casus, "dry-run=yes")["dry_run"]?.bool == true)
      #expect(try city.occupied(casus) == 0)
      let first = await city.join(casus, "once=t")
      #expect(await city.join(casus, "once=t")["seat"] == first["seat"])
      let closed = try city.agenda.openCase()
      try CareCity(city: city.agenda.city, talk: city.agenda.conversation).close(closed)
      #expect(await city.join(closed).code == "state.case")
    }
  }

  @Test("the last seat is given once, however many ask for it at once, and none is lost", arguments: 0..<5)
  func lastSeat(round: Int) async throws {
    try await GroupCity.with(capacity: 2) { city in
      let first = try city.agenda.openCase()
      let cases = try (0..<6).map { _ in try city.agenda.openCase() }
      #expect(await city.join(first).code == "ok")
      // A hundred times over all rounds: one seat is left, six want it, and then all leave at once.
      for turn in 0..<20 {
        let outcomes = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
          for casus in cases { group.addTask { await city.join(casus) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0.code == "ok" }, "\(outcomes)")
        #expect(outcomes.compactMap { $0["seat"]?.integer } == [2], "\(round).\(turn): \(outcomes)")
        #expect(outcomes.compactMap { $0["waiting"]?.integer }.sorted() == [1, 2, 3, 4, 5], "\(outcomes)")
        let left = await withTaskGroup(of: String.self, returning: [String].self) { group in
          for casus in cases { group.addTask { await city.leave(casus).code } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(left.allSatisfy { $0 == "ok" }, "\(left)")
        #expect(await city.figures() == [1, 0])
      }
      #expect(
        try city.agenda.look(
          "SELECT count(*) FROM koos.appointment_case x WHERE koos.group_of(x.appointment) IS NOT NULL")[0][0] == "3")
    }
  }

  @Test("a child joining and being booked at a session's time at once: one wins")
  func againstBooking() async throws {
    try await GroupCity.with(capacity: 5) { city in
      for turn in 0..<20 {
        let casus = try city.agenda.openCase()
        async let joined = city.join(casus)
        async let booked = city.agenda.book(
          "2026-03-16T\(10 + turn % 2):0\(turn % 10)", minutes: 5, with: "f.een", mode: "phone", "case=\(casus)",
          as: "f.een")
        let codes = await [joined.code, booked.code].sorted()
        #expect(codes == ["conflict.overlap", "ok"], "\(codes)")
        if try city.occupied(casus) == 3 { #expect(await city.leave(casus).code == "ok") }
        try city.agenda.look(
          "DELETE FROM koos.occupied o USING koos.worker w WHERE w.resource = o.resource AND w.login = 'f.een'; SELECT 1"
        )
      }
    }
  }
}
