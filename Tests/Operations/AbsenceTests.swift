import Patience
import TestKit
import Testing
import Wire

@Suite("Absences")
struct AbsenceTests {
  @Test("an absence names the appointments it hits, bounds what can be booked and found, and is gone when cancelled")
  func absence() async throws {
    let agenda = try await AgendaCity()
    let hit = await agenda.book("2026-03-10T10:00")
    #expect(await agenda.book("2026-03-12T10:00").code == "ok")
    let added = await agenda.ask("absence.add o.een from=2026-03-10 to=2026-03-12 kind=verlof")
    #expect(added["absence"]?.string == "V-1" && added["rows"]?.integer == 1, "\(added)")
    #expect(added["from"]?.string == "2026-03-10T00:00:00+01:00" && added["to"]?.string == "2026-03-12T00:00:00+01:00")
    #expect(added.column("appointment") == [hit["appointment"]?.string])
    #expect(
      added.column("start") == ["2026-03-10T10:00:00+01:00"] && added.column("end") == ["2026-03-10T11:00:00+01:00"])
    for mode in ["online", "on-site"] {
      let refused = await agenda.book("2026-03-11T10:00", mode: mode)
      #expect(refused.code == "conflict.hours" && refused["field"]?.string == "at", "\(refused)")
      let absent = refused["with"]?.array?.first?["absent"]?.array?.first
      #expect(refused.inTheWay == ["o.een"] && absent?["from"]?.string == "2026-03-10T00:00:00+01:00", "\(refused)")
    }
    let slots = await agenda.ask("slot.find with=o.een from=2026-03-10 to=2026-03-13 minutes=60 mode=online")
    #expect(slots.column("start").first == "2026-03-12T09:00:00+01:00", "\(slots)")
    #expect(try agenda.away("o.een") == ["00:00-10:00", "11:00-00:00"])
    let number = try #require(hit["appointment"]?.string)
    #expect(await agenda.ask("appointment.cancel \(number) by=provider reason=Verlof").code == "ok")
    #expect(try agenda.away("o.een") == ["00:00-10:00", "10:00-11:00", "11:00-00:00"])
    #expect(await agenda.book("2026-03-10T10:00").code == "conflict.hours")
    let cancelled = await agenda.ask("absence.cancel V-1")
    #expect(cancelled["cancelled"]?.bool == true && cancelled["absence"]?.string == "V-1", "\(cancelled)")
    #expect(try agenda.away("o.een") == [])
    #expect(await agenda.book("2026-03-11T10:00").code == "ok")
    await agenda.conversation.close()
  }

  @Test("everybody sees who is away, and only the worker, lead and planner why")
  func busyOnly() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-03-10 to=2026-03-11 kind=ziek").code == "ok")
    #expect(
      await agenda.ask("absence.add o.twee from=2026-03-11T09:00 to=2026-03-11T12:00 kind=training", as: "t.lead").code
        == "ok")
    for (login, kinds) in [
      ("o.een", ["ziek", nil]), ("t.lead", ["ziek", "training"]), ("pl.een", ["ziek", "training"]),
      ("g.een", [nil, nil]),
      ("l.lead", [nil, nil]), ("admin", [nil, nil]),
    ] {
      let list = await agenda.ask("absence.list", as: login)
      #expect(list.column("absence") == ["V-1", "V-2"] && list.column("kind") == kinds, "\(login): \(list)")
    }
    // Nor is it told by what is found.
    #expect(await agenda.ask("absence.list kind=ziek", as: "g.een").rows.isEmpty)
    #expect(await agenda.ask("absence.list kind=ziek", as: "t.lead").column("absence") == ["V-1"])
    #expect(await agenda.ask("absence.list worker=o.twee").column("absence") == ["V-2"])
    #expect(await agenda.ask("absence.list from=2026-03-11").column("absence") == ["V-2"])
    #expect(await agenda.ask("absence.list to=2026-03-11").column("absence") == ["V-1"])
    let page = await agenda.ask("absence.list limit=1")
    let next = try #require(page["next"]?.string)
    #expect(await agenda.ask("absence.list limit=1 after=\(next)").column("absence") == ["V-2"])
    #expect(await agenda.ask("absence.list from=2026-03-11 to=2026-03-10").code == "input.value")
    await agenda.conversation.close()
  }

  @Test(
    "what cannot be is refused with its field, and keeps nothing",
    arguments: [
      ("from=2026-03-11 to=2026-03-11 kind=verlof", "input.value", "to"),
      ("from=2026-03-11T12:00 to=2026-03-11T11:00 kind=verlof", "input.value", "to"),
      ("from=2026-03-11 to=2028-03-12 kind=verlof", "input.value", "to"),
      ("from=2026-03-29T02:30 to=2026-03-30 kind=verlof", "input.time-gap", "from"),
      ("from=2026-01-29 to=2026-03-11 kind=ziek", "input.time-past", "from"),
      ("from=2026-03-11 to=2026-03-12 kind=vakantie", "input.value", "kind"),
      ("from=2026-03-11 to=2026-03-12", "syntax.missing-parameter", "kind"),
      ("from=2026-03-19 to=2026-03-21 kind=ziek", "conflict.duplicate", "from"),
      ("from=2026-03-20T09:00 to=2026-03-20T10:00 kind=ziek", "conflict.duplicate", "from"),
    ])
  func refused(words: String, code: String, field: String) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-03-20 to=2026-03-21 kind=verlof").code == "ok")
    let refused = await agenda.ask("absence.add o.een \(words)")
    #expect(refused.code == code && refused["field"]?.string == field, "\(refused)")
    if code == "conflict.duplicate" {
      let with = refused["with"]?.array?.first
      #expect(with?["absence"]?.string == "V-1" && with?["from"]?.string == "2026-03-20T00:00:00+01:00", "\(refused)")
    }
    #expect(await agenda.ask("absence.list").rows.count == 1)
    #expect(try agenda.away("o.een").count == 1)
    await agenda.conversation.close()
  }

  @Test(
    "one records the own absence, lead and planner those of their team",
    arguments: [
      ("o.een", "ok"), ("t.lead", "ok"), ("pl.een", "ok"), ("o.twee", "denied.team"), ("l.lead", "denied.team"),
      ("f.een", "denied.team"), ("admin", "denied.team"),
    ])
  func rights(login: String, code: String) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-03-11 to=2026-03-12 kind=verlof").code == "ok")
    #expect(await agenda.ask("absence.add o.een from=2026-03-12 to=2026-03-13 kind=ziek", as: login).code == code)
    #expect(await agenda.ask("absence.cancel V-1", as: login).code == code)
    #expect(await agenda.ask("absence.cancel V-9", as: login).code == "not-found.absence")
    #expect(
      await agenda.ask("absence.add niemand from=2026-03-12 to=2026-03-13 kind=ziek", as: login).code
        == "not-found.worker")
    await agenda.conversation.close()
  }

  @Test("sick leave is recorded afterwards; one that runs ends when it is cancelled, one that is over cannot be")
  func afterwards() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-02-20 to=2026-02-25 kind=ziek").code == "ok")
    let over = await agenda.ask("absence.cancel V-1")
    #expect(over.code == "state.absence" && over["is"]?.string == "voorbij", "\(over)")
    #expect(over["allowed"]?.array?.compactMap(\.string) == ["gepland", "loopt"])
    #expect(await agenda.ask("absence.add o.een from=2026-02-26 to=2026-04-01 kind=ziek").code == "ok")
    let now = try agenda.look("SELECT to_json(koos.now()) #>> '{}'")[0][0]
    let ended = await agenda.ask("absence.cancel V-2")
    #expect(ended["cancelled"]?.bool == false, "\(ended)")
    let to = try #require(ended["to"]?.string)
    #expect(try agenda.look("SELECT ('\(to)'::timestamptz = '\(try #require(now))'::timestamptz)::text") == [["true"]])
    #expect(await agenda.ask("absence.list").column("absence") == ["V-1", "V-2"])
    #expect(await agenda.book("2026-03-11T10:00").code == "ok")
    #expect(await agenda.ask("absence.cancel V-2")["is"]?.string == "voorbij")
    // What is over can be joined by what comes after.
    #expect(await agenda.ask("absence.add o.een from=2026-03-12 to=2026-03-13 kind=ziek").code == "ok")
    #expect(await agenda.ask("absence.cancel V-3").code == "ok")
    let again = await agenda.ask("absence.cancel V-3")
    #expect(again.code == "state.absence" && again["is"]?.string == "ingetrokken", "\(again)")
    #expect(await agenda.ask("absence.list").column("absence") == ["V-1", "V-2"])
    await agenda.conversation.close()
  }

  @Test("a lead books over an absence with a reason, and what comes free of it is absence again")
  func override() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-03-10T09:00 to=2026-03-10T17:00 kind=verlof").code == "ok")
    #expect(await agenda.book("2026-03-10T10:00", "override=hours reason=Crisis").code == "denied.team")
    let booked = await agenda.book("2026-03-10T10:00", "override=hours reason=Crisis", as: "t.lead")
    #expect(booked.code == "ok", "\(booked)")
    #expect(try agenda.away("o.een") == ["09:00-10:00", "11:00-17:00"])
    #expect(
      await agenda.book("2026-03-10T10:30", "override=hours reason=Crisis", as: "t.lead").code == "conflict.overlap")
    #expect(
      await agenda.book("2026-03-10T11:00", minutes: 30, "override=hours reason=Crisis", as: "t.lead").code == "ok")
    #expect(try agenda.away("o.een") == ["09:00-10:00", "11:30-17:00"])
    let number = try #require(booked["appointment"]?.string)
    #expect(await agenda.ask("appointment.cancel \(number) by=client reason=Beter").code == "ok")
    #expect(try agenda.away("o.een").joined(separator: " ") == "09:00-10:00 10:00-11:00 11:30-17:00")
    #expect(await agenda.ask("absence.cancel V-1").code == "ok")
    #expect(try agenda.away("o.een") == [])
    await agenda.conversation.close()
  }

  @Test("a hold under an absence is named while it runs, and its time is absence once it is over")
  func held() async throws {
    let agenda = try await AgendaCity()
    try agenda.look(
      """
      INSERT INTO koos.occupied (resource, during, holder, expires_at)
      SELECT w.resource, tstzrange(('2026-03-10T' || h.at)::timestamptz, ('2026-03-10T' || h.at)::timestamptz + interval '1 hour'), 'hold', koos.now() + h.left
      FROM koos.worker w, (VALUES ('10:00+01', interval '0'), ('13:00+01', interval '10 minutes')) AS h(at, "left") WHERE w.login = 'o.een';
      SELECT 1
      """)
    #expect(await agenda.ask("absence.add o.een from=2026-03-10T09:00 to=2026-03-10T17:00 kind=verlof").code == "ok")
    #expect(try agenda.away("o.een") == ["09:00-13:00", "14:00-17:00"])
    try agenda.look("UPDATE koos.clock SET at = at + interval '1 hour'; SELECT 1")
    #expect(await agenda.book("2026-03-10T13:15", minutes: 30, mode: "online").code == "conflict.hours")
    #expect(await agenda.book("2026-03-11T10:15", minutes: 30, mode: "online").code == "ok")
    #expect(try agenda.away("o.een") == ["09:00-13:00", "13:00-14:00", "14:00-17:00"])
    await agenda.conversation.close()
  }

  @Test("what is freed of an appointment while its worker is away is offered to nobody")
  func unoffered() async throws {
    try await CareCity.with { city in
      let waiting = try await city.waiter(since: "2026-02-01")
      let number = try await city.booked(try await city.casus(), at: "2026-03-10T10:00", type: "intake", "mode=online")
      #expect(await city.ask("absence.add o.een from=2026-03-10 to=2026-03-11 kind=ziek", as: "o.een").rows.count == 1)
      await city.cancel(number)
      #expect(await city.ask("offer.list", as: "t.lead").rows.isEmpty)
      let made = await city.ask(
        "offer.make \(waiting.entry) at=2026-03-10T13:00 minutes=60 with=o.een mode=online", as: "t.lead")
      #expect(made.code == "conflict.hours", "\(made)")
      #expect(try city.sql("SELECT count(*) FROM koos.occupied WHERE holder = 'offer'") == [["0"]])
    }
  }

  @Test("an absence does not lengthen a journey, and one may travel in it")
  func travel() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-10T09:00", place: "basecamp-zuid").code == "ok")
    #expect(await agenda.ask("absence.add o.een from=2026-03-10T10:00 to=2026-03-10T10:20 kind=overig").code == "ok")
    #expect(await agenda.book("2026-03-10T10:20").code == "ok")
    #expect(await agenda.ask("absence.add o.een from=2026-03-10T11:20 to=2026-03-10T11:30 kind=overig").code == "ok")
    #expect(await agenda.book("2026-03-10T11:39", place: "basecamp-zuid").code == "conflict.travel")
    let slots = await agenda.ask(
      "slot.find with=o.een from=2026-03-10T11:20 to=2026-03-10T17:00 minutes=60 mode=on-site place=basecamp-zuid step=1 room=no"
    )
    #expect(slots.column("start").first == "2026-03-10T11:40:00+01:00", "\(slots)")
    #expect(await agenda.book("2026-03-10T11:40", place: "basecamp-zuid").code == "ok")
    await agenda.conversation.close()
  }

  @Test("who meets, and who leads or plans, finds on the desk what an absence hits")
  func told() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let number = try await city.booked(casus, at: "2026-03-10T10:00", with: "o.een,f.een", "mode=online")
      let added = await city.ask("absence.add o.een from=2026-03-10 to=2026-03-11 kind=ziek", as: "o.een")
      #expect(added.column("appointment") == [number], "\(added)")
      for login in ["t.lead", "pl.een", "f.een"] {
        let items = await city.desk(login, until: 1) { $0["thing"]?.string == number && $0["cause"]?.string == "turn" }
        #expect(items.count == 1, "\(login): \(items)")
        #expect(items.first?["text"]?.string?.contains("afwezig") == true, "\(items)")
      }
      #expect(
        try city.sql(
          "SELECT count(*) FROM koos.event WHERE topic = 'appointment' AND cause = 'absent' AND thing = \(number.dropFirst(2))"
        )
          == [["1"]])
      #expect(await city.ask("desk", as: "o.een").rows.allSatisfy { $0["cause"]?.string != "turn" })
    }
  }

  @Test("a repeat adds nothing, a dry run neither")
  func once() async throws {
    let agenda = try await AgendaCity()
    let line = "absence.add o.een from=2026-03-10 to=2026-03-11 kind=verlof"
    let dry = await agenda.ask("\(line) dry-run=yes")
    #expect(dry["absence"] == .null && dry["dry_run"]?.bool == true, "\(dry)")
    #expect(try agenda.away("o.een") == [])
    let first = await agenda.ask("\(line) once=a")
    let again = await agenda.ask("\(line) once=a")
    #expect(again["absence"] == first["absence"] && again["replayed"]?.bool == true, "\(again)")
    let number = try #require(first["absence"]?.string)
    #expect(await agenda.ask("absence.cancel \(number) dry-run=yes").code == "ok")
    #expect(try agenda.away("o.een").count == 1)
    await agenda.conversation.close()
  }
}

extension AgendaCity {
  /// The pieces of somebody's time that are kept as absence, by the clock.
  func away(_ login: String) throws -> [String] {
    try look(
      """
      SET TimeZone = 'Europe/Amsterdam';
      SELECT to_char(lower(o.during), 'HH24:MI') || '-' || to_char(upper(o.during), 'HH24:MI') FROM koos.occupied o
      JOIN koos.worker w ON w.resource = o.resource WHERE w.login = '\(login)' AND o.holder = 'absence' ORDER BY lower(o.during)
      """
    ).compactMap { $0[0] }
  }
}
