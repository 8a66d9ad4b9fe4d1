import TestKit
import Testing
import Wire

@Suite("Slots")
struct SlotTests {
  @Test("the first slot is the first possible: hours, holidays, what is taken, travel and rooms count")
  func first() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T09:00", minutes: 90).code == "ok")
    let here = await agenda.ask(
      "slot.find with=o.een,o.twee from=2026-03-09 to=2026-03-10 minutes=60 place=basecamp-zuidwest room=yes limit=3")
    #expect(
      here.column("start") == ["2026-03-09T10:30:00+01:00", "2026-03-09T10:45:00+01:00", "2026-03-09T11:00:00+01:00"],
      "\(here)")
    #expect(here.column("end").first == "2026-03-09T11:30:00+01:00")
    #expect(here.column("room").first == "1" && here.column("place").first == "basecamp-zuidwest")
    #expect(here.rows.first?["workers"]?.array == [.string("o.een"), .string("o.twee")])
    let next = try #require(here["next"]?.string)
    let more = await agenda.ask(
      "slot.find with=o.een,o.twee from=2026-03-09 to=2026-03-10 minutes=60 place=basecamp-zuidwest room=yes limit=3 after=\(next)"
    )
    #expect(more.column("start").first == "2026-03-09T11:15:00+01:00", "\(more)")
    let there = await agenda.ask(
      "slot.find with=o.een from=2026-03-09 to=2026-03-10 minutes=60 place=basecamp-zuid step=5 limit=1")
    #expect(there.column("start") == ["2026-03-09T10:50:00+01:00"], "\(there)")
    #expect(there.rows.first?["travel_before"]?.integer == 20 && there.rows.first?["travel_after"]?.integer == 0)
    let online = await agenda.ask("slot.find with=o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=online limit=1")
    #expect(online.column("start") == ["2026-03-09T10:30:00+01:00"] && online.column("place") == [nil])
    // What is found can be booked.
    #expect(await agenda.book("2026-03-09T10:50", place: "basecamp-zuid").code == "ok")
    let easter = await agenda.ask(
      "slot.find with=o.een from=2026-04-03T16:30 to=2026-04-08 minutes=60 mode=phone limit=1")
    #expect(easter.column("start") == ["2026-04-07T09:00:00+02:00"], "\(easter)")
    await agenda.conversation.close()
  }

  @Test("every slot found is bookable and none between them is, on a day with travel both ways")
  func agrees() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T10:00", place: "basecamp-zuid").code == "ok")
    #expect(await agenda.book("2026-03-09T12:10", minutes: 20, mode: "online").code == "ok")
    #expect(await agenda.book("2026-03-09T13:00", place: "basecamp-overvecht").code == "ok")
    #expect(await agenda.book("2026-03-09T15:00", place: "basecamp-zuidwest").code == "ok")
    // Others take both rooms.
    for login in ["o.twee", "g.een"] {
      #expect(await agenda.book("2026-03-09T11:20", minutes: 25, with: login, as: login).code == "ok")
    }
    for (mode, place) in [("on-site", "basecamp-zuidwest"), ("on-site", "basecamp-zuid"), ("online", "basecamp-zuid")] {
      let found = await agenda.ask(
        "slot.find with=o.een from=2026-03-09 to=2026-03-10 minutes=20 mode=\(mode) place=\(place) step=5 limit=1000")
      let starts = Set(found.column("start").compactMap { $0.map { String($0.dropFirst(11).prefix(5)) } })
      #expect(!starts.isEmpty)
      for minute in stride(from: 9 * 60, to: 17 * 60, by: 5) {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        let at = "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
        let tried = await agenda.book("2026-03-09T\(at)", minutes: 20, mode: mode, place: place, "dry-run=yes")
        #expect((tried.code == "ok") == starts.contains(at), "\(mode) \(place) \(at): \(tried)")
      }
    }
    await agenda.conversation.close()
  }

  @Test("the child is occupied too, and a visit at home travels by its wijk")
  func child() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    #expect(
      await agenda.book("2026-03-09T09:00", with: "f.een", mode: "online", "case=\(casus)", as: "f.een").code == "ok")
    let found = await agenda.ask(
      "slot.find with=o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=online case=\(casus) limit=1")
    #expect(found.column("start") == ["2026-03-09T10:00:00+01:00"], "\(found)")
    #expect(await agenda.book("2026-03-09T10:00", place: "basecamp-zuid").code == "ok")
    let home = await agenda.ask(
      "slot.find with=o.een from=2026-03-09T10:00 to=2026-03-10 minutes=60 place=thuis case=\(casus) step=5 limit=1")
    #expect(home.column("start") == ["2026-03-09T11:20:00+01:00"] && home.column("place") == ["thuis"], "\(home)")
    #expect(
      await agenda.ask(
        "slot.find with=o.drie from=2026-03-09 to=2026-03-10 minutes=60 mode=online case=\(casus)", as: "o.drie"
      ).code == "not-found.case")
    await agenda.conversation.close()
  }

  @Test("notice and horizon bound the search, and nothing is found in the past")
  func bounds() async throws {
    let agenda = try await AgendaCity()
    #expect(
      await agenda.ask("slot.find with=o.een from=2026-02-23 to=2026-03-03 minutes=60 mode=phone limit=1").column(
        "start") == ["2026-03-02T09:00:00+01:00"])
    try agenda.look(
      """
      INSERT INTO koos.setting_value (key, team, value)
      SELECT s.key, t.id, s.value FROM (VALUES ('appointment.notice', '26h'), ('appointment.horizon', '3d')) AS s(key, value),
        koos.team t WHERE t.slug = 'basecamp-zuidwest';
      SELECT 1
      """)
    let bounded = await agenda.ask(
      "slot.find with=o.een from=2026-03-02 to=2026-03-20 minutes=60 mode=phone step=60 limit=100")
    #expect(bounded.column("start").first == "2026-03-03T10:00:00+01:00", "\(bounded)")
    #expect(bounded.column("start").last == "2026-03-04T16:00:00+01:00")
    #expect(bounded["next"] == nil)
    await agenda.conversation.close()
  }

  @Test(
    "what is asked wrongly is refused with its field",
    arguments: [
      ("with=o.een from=2026-03-09 to=2026-03-09 minutes=60 mode=phone", "input.value", "to"),
      ("with=o.een from=2026-03-09 to=2026-06-10 minutes=60 mode=phone", "input.value", "to"),
      ("with=o.een from=2026-03-09 to=2026-03-10 minutes=60", "syntax.missing-parameter", "place"),
      ("with=o.een from=2026-03-09 to=2026-03-10 minutes=60 place=thuis", "syntax.missing-parameter", "case"),
      ("from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "syntax.missing-parameter", "with"),
      ("with=o.niemand from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "not-found.worker", "with"),
      ("with=o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=phone after=x", "input.value", "after"),
      ("need=\"0 orthopedagoog\" from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "input.value", "need"),
      ("need=\"21 orthopedagoog\" from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "input.value", "need"),
      ("need=orthopedagoog from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "input.value", "need"),
      ("need=\"1 tovenaar\" from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "input.value", "need"),
      ("need=\"1 orthopedagoog\" from=2026-03-09 to=2026-03-10 minutes=60", "syntax.missing-parameter", "place"),
      ("team=basecamp-nergens from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "not-found.team", "team"),
      (
        "with=o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=phone avoid-school=soms", "input.value",
        "avoid-school"
      ),
      ("with=o.een from=2026-03-09 to=2026-03-10 minutes=0 mode=phone", "input.value", "minutes"),
      ("with=o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=phone step=0", "input.value", "step"),
      ("with=o.een,o.een from=2026-03-09 to=2026-03-10 minutes=60 mode=phone", "input.value", "with"),
      ("with=o.een from=2026-03-29T02:30 to=2026-03-30 minutes=60 mode=phone", "input.time-gap", "from"),
    ])
  func refused(words: String, code: String, field: String) async throws {
    let agenda = try await AgendaCity()
    let refused = await agenda.ask("slot.find \(words)")
    #expect(refused.code == code && refused["field"]?.string == field, "\(refused)")
    await agenda.conversation.close()
  }
}
