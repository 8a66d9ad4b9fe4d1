import Postgres
import TestKit
import Testing
import Wire

@Suite("Series")
struct SeriesTests {
  @Test("a preview shows when a rule falls, to every worker, and keeps nothing")
  func preview() async throws {
    let agenda = try await AgendaCity()
    for who in ["o.een", "admin", "r.report"] {
      let shown = await agenda.ask("series.preview 2026-01-31T09:00 rrule=FREQ=MONTHLY;COUNT=4", as: who)
      #expect(shown.code == "ok", "\(shown)")
      #expect(
        shown.column("start") == [
          "2026-01-31T09:00:00+01:00", "2026-03-31T09:00:00+02:00", "2026-05-31T09:00:00+02:00",
          "2026-07-31T09:00:00+02:00",
        ])
    }
    let first = await agenda.ask("series.preview 2026-03-09T09:00 rrule=FREQ=DAILY;UNTIL=20260320 count=2")
    #expect(first["rows"]?.integer == 2 && first.rows.count == 2, "\(first)")
    #expect(try agenda.look("SELECT count(*)::text FROM koos.series")[0][0] == "0")
    await agenda.conversation.close()
  }

  @Test("what is asked wrongly is refused with its field, and nothing is kept")
  func refused() async throws {
    let agenda = try await AgendaCity()
    let usual = "minutes=30 type=overig with=o.een mode=phone"
    let table: [(words: String, code: String, field: String)] = [
      ("start=2026-03-09T10:00 rrule=FREQ=WEEKLY;BYDAY=MO \(usual)", "input.value", "rrule"),
      ("start=2026-03-09T10:00 rrule=FREQ=WEEKLY;COUNT=2;UNTIL=20260401 \(usual)", "input.value", "rrule"),
      ("start=2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=201 \(usual)", "input.value", "rrule"),
      ("start=2026-03-09T10:00 rrule=FREQ=MONTHLY;COUNT=30 \(usual)", "input.value", "rrule"),
      ("start=2026-03-09T10:00 rrule=FREQ=WEEKLY;BYDAY=TU;COUNT=3 \(usual)", "input.value", "rrule"),
      ("start=2026-03-02T07:30 rrule=FREQ=DAILY;COUNT=3 \(usual)", "input.time-past", "start"),
      ("start=2026-03-29T02:30 rrule=FREQ=DAILY;COUNT=3 \(usual)", "input.time-gap", "start"),
      ("start=2026-10-25T02:30 rrule=FREQ=DAILY;COUNT=3 \(usual)", "input.time-ambiguous", "start"),
      (
        "start=2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=3 type=overig with=o.een mode=phone", "syntax.missing-parameter",
        "minutes"
      ),
      (
        "start=2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=3 minutes=0 type=overig with=o.een mode=phone", "input.value",
        "minutes"
      ),
      (
        "start=2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=3 minutes=30 type=overig with=o.een mode=on-site",
        "syntax.missing-parameter", "place"
      ),
      (
        "start=2026-03-28T00:00 rrule=FREQ=DAILY;COUNT=3 minutes=1440 type=overig with=o.een mode=phone", "input.value",
        "minutes"
      ),
      (
        "start=2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=3 minutes=30 type=overig with=o.een mode=on-site "
          + "place=basecamp-zuidwest room=1 guests=a,b,c,d", "conflict.capacity", "room"
      ),
    ]
    for row in table {
      let outcome = await agenda.ask("series.book \(row.words)")
      #expect(outcome.code == row.code && outcome["field"]?.string == row.field, "\(row.words): \(outcome)")
      #expect(outcome["col"] != nil || row.code == "syntax.missing-parameter", "\(outcome)")
    }
    let unserved = await agenda.ask("series.preview 2026-03-09T10:00 rrule=FREQ=DAILY;COUNT=2;BYSETPOS=1")
    #expect(unserved["message"]?.string?.contains("BYSETPOS") == true, "\(unserved)")
    #expect(unserved["allowed"]?.array?.contains(.string("BYDAY")) == true)
    #expect(try agenda.look("SELECT count(*)::text FROM koos.series")[0][0] == "0")
    await agenda.conversation.close()
  }

  @Test("a series is booked at once: each time an appointment, at the same hour over both changes of the clock")
  func book() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let booked = await agenda.series(
      "2026-03-19T09:00", "FREQ=WEEKLY;UNTIL=20261105", with: "o.een,f.een:online", mode: "hybrid",
      "case=\(casus) guests=moeder:online on-conflict=skip")
    #expect(booked.code == "ok", "\(booked)")
    #expect(booked["series"]?.string == "S-1")
    #expect(booked["booked"]?.integer == Int64(booked.rows.count))
    // 14 May is Ascension Day.
    #expect(booked["conflicts"]?.array?.compactMap { $0["start"]?.string } == ["2026-05-14T09:00:00+02:00"])
    #expect(booked["conflicts"]?.array?.first?["code"]?.string == "conflict.hours")
    #expect(booked.rows.count == 33)
    #expect(booked.column("start").allSatisfy { $0?.contains("T09:00:00") == true })
    #expect(
      booked.column("start").prefix(3) == [
        "2026-03-19T09:00:00+01:00", "2026-03-26T09:00:00+01:00", "2026-04-02T09:00:00+02:00",
      ])
    #expect(Set(booked.column("appointment")).count == 33 && booked.column("room").allSatisfy { $0 == "1" })
    let list = await agenda.ask("appointment.list case=\(casus)")
    #expect(list.column("series").allSatisfy { $0 == "S-1" } && list.rows.count == 33, "\(list.rows.count)")
    #expect(Set(list.column("link")).count == 33, "every one has a video room of its own")
    #expect(
      try agenda.look("SELECT count(*)::text FROM koos.event WHERE topic = 'appointment' AND cause = 'booked'")[0][0]
        == "33")
    let other = await agenda.book("2026-04-02T09:30", with: "f.een", mode: "online", "case=\(casus)", as: "f.een")
    #expect(other.code == "conflict.overlap" && other.inTheWay == ["f.een"], "\(other)")
    let all = await agenda.ask("series.list worker=f.een", as: "o.twee")
    #expect(all.rows.count == 1 && all.rows.first?["booked"]?.integer == 33, "\(all)")
    #expect(all.rows.first?["next"]?.string == "2026-03-19T09:00:00+01:00")
    await agenda.conversation.close()
  }

  @Test("all conflicts are listed, each with its time, why and who; nothing is booked, or the rest")
  func conflicts() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    // Every Monday: taken, too near another place, held, outside hours (Easter), no room, and the child elsewhere.
    #expect(
      await agenda.book("2026-03-16T09:30", with: "o.twee,o.een", mode: "online", "note=geheim", as: "t.lead").code
        == "ok")
    #expect(await agenda.book("2026-03-23T10:05", with: "o.een", place: "basecamp-zuid").code == "ok")
    try agenda.look(
      """
      INSERT INTO koos.occupied (resource, during, holder, expires_at)
      SELECT w.resource, tstzrange('2026-03-30T09:00+02', '2026-03-30T10:00+02'), 'hold', koos.now() + interval '90 days'
      FROM koos.worker w WHERE w.login = 'o.een'; SELECT 1
      """)
    for room in ["1", "2"] {
      let who = room == "1" ? "g.een" : "s.een"
      #expect(await agenda.book("2026-04-13T09:00", with: who, "room=\(room)", as: who).code == "ok")
    }
    #expect(
      await agenda.book("2026-04-20T09:45", with: "f.een", mode: "online", "case=\(casus)", as: "f.een").code == "ok")
    let failed = await agenda.series("2026-03-09T09:00", "FREQ=WEEKLY;COUNT=8", "case=\(casus)")
    #expect(failed.code == "conflict.overlap" && failed["field"]?.string == "start", "\(failed)")
    let with = try #require(failed["with"]?.array)
    #expect(
      with.map {
        [$0["start"]?.string?.prefix(10), $0["code"]?.string?.dropFirst(9)].compactMap { $0 }.joined(separator: " ")
      } == [
        "2026-03-16 overlap", "2026-03-23 travel", "2026-03-30 hold", "2026-04-06 hours", "2026-04-13 room",
        "2026-04-20 overlap", "2026-04-27 hours",
      ], "\(failed)")
    let who = with.map { $0["with"]?.array?.first }
    #expect(who[0]?["worker"]?.string == "o.een" && who[0]?["from"]?.string == "2026-03-16T09:30:00+01:00")
    #expect(who[1]?["worker"]?.string == "o.een" && who[1]?["to"]?.string == "2026-03-23T11:05:00+01:00")
    #expect(who[2]?["worker"]?.string == "o.een" && who[3]?["worker"]?.string == "o.een" && who[4] == nil)
    #expect(who[5]?["case"]?.string == casus)
    #expect(!failed.description.contains("geheim"))
    #expect(try agenda.look("SELECT count(*)::text FROM koos.series")[0][0] == "0")
    let skipped = await agenda.series("2026-03-09T09:00", "FREQ=WEEKLY;COUNT=8", "case=\(casus) on-conflict=skip")
    #expect(skipped.code == "ok" && skipped["booked"]?.integer == 1, "\(skipped)")
    #expect(skipped["conflicts"]?.array?.count == 7)
    let none = await agenda.series("2026-03-16T09:00", "FREQ=WEEKLY;COUNT=2", "on-conflict=skip")
    #expect(none.code == "conflict.overlap" && none["with"]?.array?.count == 2, "\(none)")
    let lead = await agenda.series(
      "2026-04-06T09:00", "FREQ=WEEKLY;COUNT=1", "override=hours reason=paasgroep", as: "t.lead")
    #expect(lead.code == "ok", "\(lead)")
    await agenda.conversation.close()
  }

  @Test("absence and the minutes around an appointment count each time, and a lead sets absence aside")
  func around() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add o.een from=2026-03-16 to=2026-03-17 kind=verlof").code == "ok")
    try agenda.look(
      """
      INSERT INTO koos.setting_value (key, team, value) SELECT k, t.id, '15m' FROM koos.team t,
        unnest(ARRAY['appointment.prepare', 'appointment.follow-up']) k WHERE t.slug = 'basecamp-zuidwest'; SELECT 1
      """)
    #expect(await agenda.book("2026-03-23T11:15", mode: "online").code == "ok")
    let failed = await agenda.series("2026-03-09T10:00", "FREQ=WEEKLY;COUNT=4", mode: "online")
    #expect(
      failed["with"]?.array?.map { $0["code"]?.string } == ["conflict.hours", "conflict.overlap"], "\(failed)")
    #expect(failed["with"]?.array?.first?["with"]?.array?.first?["absent"]?.array?.count == 1)
    let lead = await agenda.series(
      "2026-03-09T10:00", "FREQ=WEEKLY;COUNT=4", mode: "online", "override=hours reason=nodig on-conflict=skip",
      as: "t.lead")
    #expect(lead["booked"]?.integer == 3 && lead["conflicts"]?.array?.count == 1, "\(lead)")
    // Where it would lie on the absence, none is moved.
    let code = try #require(lead.column("appointment").first ?? nil)
    let moved = await agenda.ask("series.change \(code) scope=one at=2026-03-16T13:00")
    #expect(moved.code == "conflict.hours", "\(moved)")
    await agenda.conversation.close()
  }

  @Test("who books a series for whom is as with one appointment")
  func rights() async throws {
    let agenda = try await AgendaCity()
    let shared = try agenda.openCase()
    let foreign = try agenda.openCase(owners: ["basecamp-leidsche-rijn", "buurtteam-leidsche-rijn-1"])
    let table: [(who: String, with: String, casus: String?, code: String)] = [
      ("o.een", "o.een,o.twee", nil, "ok"), ("o.een", "o.twee", nil, "denied.team"),
      ("o.een", "o.een,f.een", nil, "denied.team"), ("f.een", "f.een,o.een", shared, "ok"),
      ("pl.een", "o.een,g.een", nil, "ok"), ("t.lead", "o.drie", nil, "denied.team"),
      ("o.drie", "o.drie", shared, "not-found.case"), ("o.een", "o.een", foreign, "not-found.case"),
      ("admin", "o.een", nil, "denied.role"), ("p.privacy", "o.een", nil, "denied.role"),
      ("r.report", "o.een", nil, "denied.role"),
    ]
    for (index, row) in table.enumerated() {
      let outcome = await agenda.series(
        "2026-03-09T\(index % 8 < 1 ? "09" : String(9 + index % 8)):00", "FREQ=DAILY;COUNT=2", with: row.with,
        mode: "online",
        row.casus.map { "case=\($0)" } ?? "", as: row.who)
      #expect(outcome.code == row.code, "\(row): \(outcome)")
    }
    await agenda.conversation.close()
  }

  @Test("a repeat under the same token does nothing, a dry run keeps nothing and has no codes")
  func once() async throws {
    let agenda = try await AgendaCity()
    let dry = await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=3", "dry-run=yes")
    #expect(dry.code == "ok" && dry["series"] == .null && dry["dry_run"]?.bool == true, "\(dry)")
    #expect(dry["booked"]?.integer == 3 && dry.rows.allSatisfy { $0["appointment"] == .null })
    let first = await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=3", "once=s1")
    let again = await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=3", "once=s1")
    #expect(first.code == "ok" && again["replayed"]?.bool == true && again.rows == first.rows, "\(again)")
    #expect(await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=4", "once=s1").code == "conflict.once")
    #expect(
      await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=4", with: "o.twee", "once=s1").code == "denied.team")
    #expect(try agenda.look("SELECT count(*)::text FROM koos.appointment WHERE series IS NOT NULL")[0][0] == "3")
    await agenda.conversation.close()
  }

  @Test("two hundred times are booked at once, for three and a child in a room")
  func long() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    #expect(await agenda.ask("availability.set o.een day=sat from=00:00 to=24:00").code == "ok")
    let clock = ContinuousClock()
    var booked: Outcome?
    let time = await clock.measure {
      booked = await agenda.series(
        "2026-03-03T20:00", "FREQ=DAILY;COUNT=200", with: "t.lead,o.een,o.twee",
        "case=\(casus) override=hours reason=proef", as: "t.lead")
    }
    #expect(time < .seconds(10), "\(time)")
    #expect(booked?["booked"]?.integer == 200, "\(booked?.description.prefix(600) ?? "")")
    await agenda.conversation.close()
  }

  @Test("a series against a single booking: never an overlap, and the series whole or not at all")
  func race() async throws {
    let agenda = try await AgendaCity()
    var won = 0
    for round in 0..<100 {
      let week = "2026-\(["03-09", "04-13", "06-01", "08-03", "09-07"][round / 20])"
      let hour = ["09", "11", "13", "15"][round % 4]
      let who = ["o.een", "o.twee", "g.een", "s.een", "t.lead"][round / 4 % 5]
      async let series = agenda.series(
        "\(week)T\(hour):00", "FREQ=DAILY;COUNT=4", with: who, mode: "online", as: "t.lead")
      async let single = agenda.ask(
        "appointment.book type=overig at=\(week)T\(hour):30 minutes=60 with=\(who) mode=\(round % 2 == 0 ? "online" : "phone")",
        as: who)
      let (many, one) = await (series, single)
      #expect(Set([many.code, one.code]) == ["ok", "conflict.overlap"], "\(round): \(many) \(one)")
      if many.code == "ok" {
        won += 1
        #expect(many["booked"]?.integer == 4)
      }
    }
    #expect(
      try agenda.look("SELECT count(*)::text FROM koos.appointment WHERE series IS NOT NULL")[0][0] == String(won * 4))
    let overlaps = try agenda.look(
      """
      SELECT count(*)::text FROM koos.occupied a JOIN koos.occupied b ON a.resource = b.resource AND a.id < b.id AND a.during && b.during
      """)
    #expect(overlaps[0][0] == "0")
    await agenda.conversation.close()
  }
}

extension AgendaCity {
  /// Books a series at the place of basecamp-zuidwest unless the words say otherwise.
  func series(
    _ start: String, _ rule: String, with: String = "o.een", mode: String = "on-site", _ words: String = "",
    as login: String = "o.een"
  ) async -> Outcome {
    let location = mode == "online" || mode == "phone" ? "" : "place=basecamp-zuidwest"
    return await ask(
      "series.book \(start) rrule=\(rule) minutes=60 type=overig with=\(with) mode=\(mode) \(location) \(words)",
      as: login)
  }
}
