import Postgres
import TestKit
import Testing
import Wire

@Suite("Collisions")
struct CollisionTests {
  private static let times = ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]

  @Test(
    "of twenty bookings of one specialist at one instant one wins, a hundred times, and the others learn who is in the way"
  )
  func oneWins() async throws {
    let agenda = try await AgendaCity()
    for round in 0..<100 {
      // The working days of three weeks of June.
      let (day, time) = (round / Self.times.count, Self.times[round % Self.times.count])
      let date = 1 + day / 5 * 7 + day % 5
      let at = "2026-06-\(date < 10 ? "0" : "")\(date)T\(time)"
      let outcomes = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
        for index in 0..<20 {
          let (mode, who) = (
            index % 2 == 0 ? "online" : "on-site", index % 3 == 0 ? "t.lead" : index % 3 == 1 ? "pl.een" : "o.een"
          )
          group.addTask { await agenda.book(at, with: "o.een", mode: mode, as: who) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { $0.code == "ok" } == 1)
      #expect(outcomes.count { $0.code == "conflict.overlap" } == 19, "\(outcomes.map(\.code))")
      #expect(outcomes.filter { $0.code != "ok" }.allSatisfy { $0.inTheWay == ["o.een"] })
    }
    await agenda.conversation.close()
  }

  @Test("of many who want the last rooms of a place each room goes to one, and none is free for the rest")
  func rooms() async throws {
    let agenda = try await AgendaCity()
    let people = ["o.een", "o.twee", "g.een", "s.een"]
    for round in 0..<8 {
      let at = "2026-03-10T\(Self.times[round])"
      let outcomes = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
        for who in people { group.addTask { await agenda.book(at, with: who, as: who) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(outcomes.compactMap { $0["room"]?.string }) == ["1", "2"], "\(outcomes)")
      #expect(outcomes.count { $0.code == "conflict.room" } == 2, "\(outcomes)")
    }
    let named = await agenda.book("2026-03-10T09:00", with: "s.een", "room=2", as: "s.een")
    #expect(["conflict.room", "conflict.overlap"].contains(named.code), "\(named)")
    await agenda.conversation.close()
  }

  @Test("the smallest room that seats all who are there is taken, the given one if one is given")
  func smallest() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T09:00", "guests=a,b,c")["room"]?.string == "1")
    #expect(await agenda.book("2026-03-09T10:00", "guests=a,b,c,d")["room"]?.string == "2")
    #expect(await agenda.book("2026-03-09T11:00", "guests=a,b,c:online,d:phone,e")["room"]?.string == "1")
    #expect(await agenda.book("2026-03-09T12:00", "room=2")["room"]?.string == "2")
    #expect(await agenda.book("2026-03-09T12:00", with: "o.twee", "room=2", as: "o.twee").code == "conflict.room")
    #expect(await agenda.book("2026-03-09T12:00", with: "o.twee", as: "o.twee")["room"]?.string == "1")
    await agenda.conversation.close()
  }

  @Test("touching appointments do not collide, overlapping ones do by a minute")
  func touching() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T10:00").code == "ok")
    #expect(await agenda.book("2026-03-09T11:00").code == "ok")
    #expect(await agenda.book("2026-03-09T09:00").code == "ok")
    let over = await agenda.book("2026-03-09T11:59", mode: "online")
    #expect(over.code == "conflict.overlap", "\(over)")
    #expect(over["with"]?.array?.first?["from"]?.string == "2026-03-09T11:00:00+01:00")
    #expect(over["with"]?.array?.first?["to"]?.string == "2026-03-09T12:00:00+01:00")
    await agenda.conversation.close()
  }

  @Test("travel counts before and after, each way its own, and is never nothing between places")
  func travel() async throws {
    let agenda = try await AgendaCity()
    try agenda.look(
      """
      INSERT INTO koos.travel (from_place, to_place, minutes)
      SELECT a.id, b.id, 45 FROM koos.place a, koos.place b WHERE a.slug = 'basecamp-zuidwest' AND b.slug = 'basecamp-zuid';
      SELECT 1
      """)
    #expect(await agenda.book("2026-03-09T11:00", place: "basecamp-zuid").code == "ok")
    let before = await agenda.book("2026-03-09T09:16")
    #expect(before.code == "conflict.travel", "\(before)")
    #expect(before.inTheWay == ["o.een"])
    #expect(before["with"]?.array?.first?["from"]?.string == "2026-03-09T11:00:00+01:00")
    #expect(await agenda.book("2026-03-09T09:15").code == "ok")
    // Back it is another wijk, as the settings have it.
    #expect(await agenda.book("2026-03-09T12:19").code == "conflict.travel")
    #expect(await agenda.book("2026-03-09T12:20").code == "ok")
    // Online needs none.
    #expect(await agenda.book("2026-03-09T13:20", mode: "online").code == "ok")
    await agenda.conversation.close()
  }

  @Test("what is online between two places leaves the way between them in one piece")
  func between() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T09:00").code == "ok")
    #expect(await agenda.book("2026-03-09T11:00", place: "basecamp-zuid").code == "ok")
    let middle = await agenda.book("2026-03-09T10:15", minutes: 30, mode: "online")
    #expect(middle.code == "conflict.travel", "\(middle)")
    #expect(middle["with"]?.array?.count == 2)
    #expect(await agenda.book("2026-03-09T10:20", minutes: 40, mode: "online").code == "ok")
    await agenda.conversation.close()
  }

  @Test("two bookings at once that fit alone but not together: one wins")
  func together() async throws {
    let agenda = try await AgendaCity()
    for (index, hour) in ["09", "11", "13", "15"].enumerated() {
      let day = "2026-03-\(10 + index)"
      async let one = agenda.book("\(day)T\(hour):00", minutes: 30)
      async let two = agenda.book("\(day)T\(hour):40", minutes: 30, place: "basecamp-zuid", as: "t.lead")
      let codes = await [one.code, two.code].sorted()
      #expect(codes == ["conflict.travel", "ok"])
    }
    await agenda.conversation.close()
  }

  @Test("who has a base travels from it first and to it last, who has none does not")
  func base() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-10T09:00", place: "basecamp-zuid").code == "ok")
    try agenda.look(
      "UPDATE koos.worker SET base = (SELECT id FROM koos.place WHERE slug = 'basecamp-zuidwest') WHERE login = 'o.een'; SELECT 1"
    )
    #expect(await agenda.book("2026-03-09T09:00", place: "basecamp-zuid").code == "conflict.travel")
    #expect(await agenda.book("2026-03-09T16:30", minutes: 20, place: "basecamp-zuid").code == "conflict.travel")
    #expect(await agenda.book("2026-03-09T16:15", minutes: 20, place: "basecamp-zuid").code == "ok")
    #expect(await agenda.book("2026-03-09T09:00").code == "ok")
    // It is no longer the first of the day, and the way is that between appointments.
    #expect(await agenda.book("2026-03-09T10:20", place: "basecamp-zuid").code == "ok")
    await agenda.conversation.close()
  }

  @Test("time that is held is another conflict until the hold is over, and then it is free")
  func held() async throws {
    let agenda = try await AgendaCity()
    try agenda.look(
      """
      INSERT INTO koos.occupied (resource, during, holder, expires_at)
      SELECT w.resource, tstzrange('2026-03-09T10:00+01', '2026-03-09T11:00+01'), 'hold', koos.now() + h.left
      FROM (VALUES ('o.een', interval '10 minutes'), ('o.twee', interval '0')) AS h(login, "left") JOIN koos.worker w ON w.login = h.login;
      SELECT 1
      """)
    #expect(await agenda.book("2026-03-09T10:30").code == "conflict.hold")
    #expect(await agenda.book("2026-03-09T10:30", with: "o.twee", as: "o.twee").code == "ok")
    await agenda.conversation.close()
  }

  @Test("nine o'clock stays nine o'clock on the days the clock changes", arguments: ["2026-03-29", "2026-10-25"])
  func clockChange(day: String) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("availability.set o.een day=sun from=00:00 to=12:00").code == "ok")
    let offset = day == "2026-03-29" ? "+02:00" : "+01:00"
    let booked = await agenda.book("\(day)T09:00", mode: "online")
    #expect(booked["start"]?.string == "\(day)T09:00:00\(offset)", "\(booked)")
    let night = await agenda.book("\(day)T00:30", minutes: 240, mode: "online")
    #expect(
      night["end"]?.string == (day == "2026-03-29" ? "2026-03-29T05:30:00+02:00" : "2026-10-25T03:30:00+01:00"),
      "\(night)")
    let slots = await agenda.ask("slot.find with=o.een from=\(day) to=\(day)T23:59 minutes=180 mode=online step=60")
    #expect(
      slots.column("start").first == (day == "2026-03-29" ? "\(day)T06:00:00+02:00" : "\(day)T04:00:00+01:00"),
      "\(slots)")
    await agenda.conversation.close()
  }
}
