import TestKit
import Testing
import Wire

@Suite("Travel times and preparation")
struct TravelTests {
  @Test("a way set holds in its direction at once; what is not set is told where both ends are named")
  func travel() async throws {
    let agenda = try await AgendaCity()
    let way = "basecamp-zuidwest to=basecamp-zuid"
    let unset = await agenda.ask("travel.list from=basecamp-zuidwest to=basecamp-zuid", as: "f.een")
    #expect(unset.rows.first?["minutes"]?.integer == 20 && unset.rows.first?["set"]?.bool == false, "\(unset)")
    #expect(await agenda.ask("travel.list").rows.isEmpty)
    let set = await agenda.ask("travel.set \(way) minutes=45m", as: "admin")
    #expect(set["from"]?.string == "basecamp-zuidwest" && set["to"]?.string == "basecamp-zuid", "\(set)")
    #expect(set["minutes"]?.integer == 45)
    #expect(await agenda.book("2026-03-09T09:00").code == "ok")
    #expect(await agenda.book("2026-03-09T10:44", place: "basecamp-zuid").code == "conflict.travel")
    #expect(await agenda.ask("travel.set \(way) minutes=30", as: "admin").code == "ok")
    #expect(await agenda.book("2026-03-09T10:30", place: "basecamp-zuid").code == "ok")
    #expect(await agenda.book("2026-03-09T11:49").code == "conflict.travel", "the way back is as it was")
    #expect(await agenda.book("2026-03-09T11:50").code == "ok")
    #expect(await agenda.ask("travel.set basecamp-zuid to=basecamp-oost minutes=1", as: "admin").code == "ok")
    let list = await agenda.ask("travel.list")
    #expect(list.rows.count == 2 && list.rows.allSatisfy { $0["set"]?.bool == true }, "\(list)")
    #expect(await agenda.ask("travel.list minutes=1").column("to") == ["basecamp-oost"])
    #expect(await agenda.ask("travel.list from=basecamp-zuid").column("to") == ["basecamp-oost"])
    let next = try #require(await agenda.ask("travel.list limit=1")["next"]?.string)
    #expect(await agenda.ask("travel.list limit=1 after=\(next)").rows.count == 1)
    #expect(await agenda.book("2026-03-10T09:00", place: "basecamp-zuid").code == "ok")
    #expect(await agenda.book("2026-03-10T10:00", place: "basecamp-oost").code == "conflict.travel")
    #expect(await agenda.book("2026-03-10T10:01", place: "basecamp-oost").code == "ok", "a minute where one was set")
    #expect(await agenda.book("2026-03-10T11:02", place: "basecamp-zuid").code == "conflict.travel", "but back it is")
    await agenda.conversation.close()
  }

  @Test(
    "what cannot be is refused with its field",
    arguments: [
      ("basecamp-zuid to=basecamp-zuid minutes=10", "admin", "input.value", "to"),
      ("basecamp-zuid to=nergens minutes=10", "admin", "not-found.place", "to"),
      ("nergens to=basecamp-zuid minutes=10", "admin", "not-found.place", "from"),
      ("basecamp-zuid to=thuis minutes=10", "admin", "not-found.place", "to"),
      ("basecamp-zuid to=basecamp-oost minutes=601", "admin", "input.value", "minutes"),
      ("basecamp-zuid to=basecamp-oost minutes=-1", "admin", "input.value", "minutes"),
      ("basecamp-zuid to=basecamp-oost minutes=0", "admin", "input.value", "minutes"),
      ("basecamp-zuid to=basecamp-oost", "admin", "syntax.missing-parameter", "minutes"),
      ("basecamp-zuid to=basecamp-oost minutes=10", "t.lead", "denied.role", nil),
      ("basecamp-zuid to=basecamp-oost minutes=10", "o.een", "denied.role", nil),
    ])
  func refused(words: String, login: String, code: String, field: String?) async throws {
    let agenda = try await AgendaCity()
    let refused = await agenda.ask("travel.set \(words)", as: login)
    #expect(refused.code == code && refused["field"]?.string == field, "\(refused)")
    #expect(await agenda.ask("travel.list").rows.isEmpty)
    await agenda.conversation.close()
  }

  @Test("a worker's time is taken from preparation to follow-up, a room's and a child's while it lasts")
  func prepared() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    try await agenda.sets(prepare: "10m", followUp: "15m")
    #expect(await agenda.book("2026-03-09T10:00", place: "basecamp-zuidwest", "case=\(casus) room=1").code == "ok")
    #expect(try agenda.taken("worker") == ["09:50-11:15"])
    #expect(try agenda.taken("room") == ["10:00-11:00"] && agenda.taken("client") == ["10:00-11:00"])
    // Touching is too near by both, and the reply names what is in the way.
    let near = await agenda.book("2026-03-09T11:24", mode: "online")
    #expect(near.code == "conflict.overlap" && near.inTheWay == ["o.een"], "\(near)")
    #expect(near["with"]?.array?.first?["to"]?.string == "2026-03-09T11:15:00+01:00", "\(near)")
    #expect(await agenda.book("2026-03-09T11:25", mode: "online").code == "ok")
    // The other one has the room the minute it is over, and the child too.
    #expect(await agenda.book("2026-03-09T11:00", with: "f.een", "case=\(casus) room=1", as: "f.een").code == "ok")
    // The way begins after follow-up and ends before preparation: 15 and 20 and 10 minutes.
    #expect(await agenda.book("2026-03-10T10:00", place: "basecamp-zuidwest").code == "ok")
    let far = await agenda.book("2026-03-10T11:44", place: "basecamp-zuid")
    #expect(far.code == "conflict.travel" && far.inTheWay == ["o.een"], "\(far)")
    #expect(await agenda.book("2026-03-10T11:45", place: "basecamp-zuid").code == "ok")
    await agenda.conversation.close()
  }

  @Test("preparation and follow-up are working time")
  func hours() async throws {
    let agenda = try await AgendaCity()
    try await agenda.sets(prepare: "10m", followUp: "15m")
    for (at, code) in [
      ("2026-03-09T09:00", "conflict.hours"), ("2026-03-09T09:09", "conflict.hours"), ("2026-03-09T09:10", "ok"),
      ("2026-03-09T15:46", "conflict.hours"), ("2026-03-09T15:45", "ok"),
    ] {
      let booked = await agenda.book(at, mode: "online")
      #expect(booked.code == code, "\(at): \(booked)")
    }
    #expect(await agenda.ask("absence.add o.een from=2026-03-10T11:00 to=2026-03-10T12:00 kind=training").code == "ok")
    #expect(await agenda.book("2026-03-10T09:46", mode: "online").code == "conflict.hours")
    #expect(await agenda.book("2026-03-10T12:09", mode: "online").code == "conflict.hours")
    #expect(await agenda.book("2026-03-10T09:45", mode: "online").code == "ok")
    #expect(await agenda.book("2026-03-10T12:10", mode: "online").code == "ok")
    // Over midnight hours are joined.
    #expect(await agenda.ask("availability.set o.een day=fri from=20:00 to=24:00").code == "ok")
    #expect(await agenda.ask("availability.set o.een day=sat from=00:00 to=02:00").code == "ok")
    #expect(await agenda.book("2026-03-14T00:05", mode: "online").code == "ok")
    await agenda.conversation.close()
  }

  @Test("a slot that is found can be booked, and the one a minute before it cannot")
  func found() async throws {
    let agenda = try await AgendaCity()
    try await agenda.sets(prepare: "10m", followUp: "15m")
    #expect(await agenda.ask("absence.add o.een from=2026-03-09T12:00 to=2026-03-09T13:00 kind=training").code == "ok")
    #expect(await agenda.book("2026-03-09T10:00", minutes: 30, place: "basecamp-zuid").code == "ok")
    for (from, start) in [("09:00", "11:15"), ("11:30", "13:10")] {
      let slots = await agenda.ask(
        "slot.find with=o.een from=2026-03-09T\(from) to=2026-03-09T17:00 minutes=30 mode=on-site place=basecamp-zuidwest step=1 limit=1"
      )
      #expect(slots.column("start") == ["2026-03-09T\(start):00+01:00"], "\(slots)")
    }
    #expect(await agenda.book("2026-03-09T11:14", minutes: 30).code == "conflict.travel")
    #expect(await agenda.book("2026-03-09T13:09", minutes: 30).code == "conflict.hours")
    #expect(await agenda.book("2026-03-09T13:10", minutes: 30).code == "ok")
    #expect(await agenda.book("2026-03-09T11:15", minutes: 30).code == "ok")
    await agenda.conversation.close()
  }

  @Test("a setting changed touches nothing that is booked, and another team's does not count")
  func booked() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T10:00", mode: "online").code == "ok")
    try await agenda.sets(prepare: "30m", followUp: "0m")
    #expect(try agenda.taken("worker") == ["10:00-11:00"])
    #expect(await agenda.book("2026-03-09T11:29", mode: "online").code == "conflict.overlap")
    #expect(await agenda.book("2026-03-09T11:30", mode: "online").code == "ok")
    #expect(await agenda.book("2026-03-09T09:00", with: "f.een", mode: "online", as: "f.een").code == "ok")
    await agenda.conversation.close()
  }
}

extension AgendaCity {
  /// Sets what the specialists of Zuidwest need before and after.
  fileprivate func sets(prepare: String, followUp: String) async throws {
    for (key, value) in [("prepare", prepare), ("follow-up", followUp)] {
      let set = await ask("setting.set appointment.\(key) value=\(value) team=basecamp-zuidwest", as: "t.lead")
      try #require(set.code == "ok", "\(set)")
    }
  }

  /// What the first appointment takes of something of a kind, by the clock.
  fileprivate func taken(_ kind: String) throws -> [String] {
    try look(
      """
      SET TimeZone = 'Europe/Amsterdam';
      SELECT to_char(lower(o.during), 'HH24:MI') || '-' || to_char(upper(o.during), 'HH24:MI') FROM koos.occupied o
      JOIN koos.resource r ON r.id = o.resource WHERE r.kind = '\(kind)'
        AND o.appointment = (SELECT min(a.id) FROM koos.appointment a JOIN koos.appointment_worker p ON p.appointment = a.id
          JOIN koos.worker w ON w.id = p.worker WHERE w.login = 'o.een') ORDER BY 1
      """
    ).compactMap { $0[0] }
  }
}
