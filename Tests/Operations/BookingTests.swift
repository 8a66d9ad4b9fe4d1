import Postgres
import TestKit
import Testing
import Wire

@Suite("Booking")
struct BookingTests {
  @Test("a hybrid appointment of two, a child and a guest: a room for who is there, a link for who is not")
  func hybrid() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let booked = await agenda.book(
      "2026-03-09T10:00", minutes: 45, with: "o.een,f.een:online", mode: "hybrid",
      "case=\(casus) guests=moeder:online,tante note=\"neem tekening mee\"")
    #expect(booked.code == "ok", "\(booked)")
    #expect(booked["appointment"]?.string?.hasPrefix("A-") == true)
    #expect(booked["start"]?.string == "2026-03-09T10:00:00+01:00")
    #expect(booked["end"]?.string == "2026-03-09T10:45:00+01:00")
    #expect(booked["mode"]?.string == "hybrid")
    #expect(booked["status"]?.string == "gepland")
    #expect(booked["room"]?.string == "1")
    #expect(booked["sequence"]?.integer == 0)
    #expect(booked["rev"]?.integer == 1)
    let week = await agenda.ask("appointment.list worker=o.een from=2026-03-09", as: "o.twee")
    #expect(week.rows.count == 1, "\(week)")
    let row = try #require(week.rows.first)
    #expect(row["case"]?.string == casus)
    #expect(row["type"]?.string == "overig")
    #expect(row["note"]?.string == "neem tekening mee")
    #expect(row["guests"]?.array == [.string("moeder:online"), .string("tante:on-site")])
    #expect(row["workers"]?.array == [.string("f.een"), .string("o.een")])
    #expect(row["place"]?.string == "basecamp-zuidwest")
    let link = try #require(row["link"]?.string)
    #expect(link.hasPrefix("https://video.example/") && link.utf8.count == 22 + 32, "\(link)")
    // The child is occupied too, and both the booking and the look at it are accounted for.
    let other = await agenda.book("2026-03-09T10:30", with: "f.twee", mode: "online", "case=\(casus)", as: "f.twee")
    #expect(other.code == "conflict.overlap", "\(other)")
    #expect(other["with"]?.array?.first?["case"]?.string == casus)
    #expect(other["with"]?.array?.first?["worker"] == nil)
    let log = try agenda.look(
      "SELECT action, outcome FROM koos.access_log WHERE casus = \(casus.dropFirst(2)) ORDER BY entry")
    #expect(log.map { $0[0] } == ["appointment.book", "appointment.list", "appointment.book"])
    #expect(log.map { $0[1] } == ["ok", "ok", "conflict.overlap"])
    await agenda.conversation.close()
  }

  @Test(
    "what is asked wrongly is refused with its field, and nothing is kept",
    arguments: [
      ("at=2026-03-02T07:30 minutes=30 with=o.een mode=phone", "input.time-past", "at"),
      ("at=2026-03-29T02:30 minutes=30 with=o.een mode=phone", "input.time-gap", "at"),
      ("at=2026-10-25T02:30 minutes=30 with=o.een mode=phone", "input.time-ambiguous", "at"),
      ("at=2026-03-09T10:00 minutes=0 with=o.een mode=phone", "input.value", "minutes"),
      ("at=2026-03-09T10:00 minutes=1441 with=o.een mode=phone", "input.value", "minutes"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een,o.een:online mode=phone", "input.value", "with"),
      ("at=2026-03-09T10:00 minutes=30 with=o.niemand mode=phone", "not-found.worker", "with"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site", "syntax.missing-parameter", "place"),
      (
        "at=2026-03-09T10:00 minutes=30 with=o.een mode=online guests=moeder:on-site", "syntax.missing-parameter",
        "place"
      ),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site place=nergens", "not-found.place", "place"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site place=thuis", "syntax.missing-parameter", "case"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=phone client-mode=phone", "syntax.missing-parameter", "case"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=phone override=hours", "syntax.missing-parameter", "reason"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=phone case=C-999999", "not-found.case", "case"),
      ("at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site place=basecamp-zuidwest room=9", "input.value", "room"),
      (
        "at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site place=basecamp-zuidwest room=1 guests=a,b,c,d",
        "conflict.capacity", "room"
      ),
      (
        "at=2026-03-09T10:00 minutes=30 with=o.een mode=on-site place=basecamp-zuidwest guests=a,b,c,d,e,f,g,h,i,j",
        "conflict.capacity", "place"
      ),
      ("at=2026-03-09T08:30 minutes=60 with=o.een mode=phone", "conflict.hours", "at"),
      ("at=2026-03-09T16:30 minutes=60 with=o.een mode=phone", "conflict.hours", "at"),
      ("at=2026-03-08T10:00 minutes=60 with=o.een mode=phone", "conflict.hours", "at"),
      ("at=2026-04-06T10:00 minutes=60 with=o.een mode=phone", "conflict.hours", "at"),
    ])
  func refused(words: String, code: String, field: String) async throws {
    let agenda = try await AgendaCity()
    let outcome = await agenda.ask("appointment.book type=overig \(words)")
    #expect(outcome.code == code, "\(outcome)")
    #expect(outcome["field"]?.string == field)
    #expect(try agenda.look("SELECT count(*)::text FROM koos.appointment WHERE booked_at >= koos.now()")[0][0] == "0")
    await agenda.conversation.close()
  }

  @Test("hours are refused by name and way of working, and set aside by a lead with a reason")
  func hours() async throws {
    let agenda = try await AgendaCity()
    // Wednesdays online only.
    #expect(await agenda.ask("availability.clear o.een day=wed").code == "ok")
    #expect(await agenda.ask("availability.set o.een day=wed from=09:00 to=13:00 mode=online").code == "ok")
    let refused = await agenda.book("2026-03-11T10:00", with: "o.een,o.twee")
    #expect(refused.code == "conflict.hours", "\(refused)")
    #expect(refused.inTheWay == ["o.een"])
    #expect(refused["with"]?.array?.first?["hours"]?.array == [])
    #expect(await agenda.book("2026-03-11T10:00", mode: "online").code == "ok")
    let late = await agenda.book("2026-03-11T12:30", mode: "phone")
    #expect(late["with"]?.array?.first?["hours"]?.array == [.string("09:00-13:00")], "\(late)")
    let own = await agenda.book("2026-03-11T19:00", "override=hours reason=avondgesprek")
    #expect(own.code == "denied.team", "\(own)")
    let lead = await agenda.book("2026-03-11T19:00", "override=hours reason=avondgesprek", as: "t.lead")
    #expect(lead.code == "ok", "\(lead)")
    let elsewhere = await agenda.book("2026-03-12T19:00", "override=hours reason=avondgesprek", as: "l.lead")
    #expect(elsewhere.code == "denied.team", "\(elsewhere)")
    await agenda.conversation.close()
  }

  @Test("who may book for whom")
  func rights() async throws {
    let agenda = try await AgendaCity()
    let shared = try agenda.openCase()
    let foreign = try agenda.openCase(owners: ["basecamp-leidsche-rijn", "buurtteam-leidsche-rijn-1"])
    let table: [(who: String, with: String, casus: String?, code: String)] = [
      ("o.een", "o.een", nil, "ok"), ("o.een", "o.een,o.twee", nil, "ok"), ("o.een", "o.twee", nil, "denied.team"),
      ("o.een", "o.een,f.een", nil, "denied.team"), ("o.een", "o.een,f.een", shared, "ok"),
      ("o.een", "o.een,o.drie", shared, "denied.team"), ("f.een", "f.een,o.een", shared, "ok"),
      ("f.een", "o.een", shared, "denied.team"), ("t.lead", "o.een,g.een", nil, "ok"),
      ("pl.een", "o.een,g.een", nil, "ok"), ("pl.een", "o.een,f.een", nil, "denied.team"),
      ("pl.een", "o.een,f.een", shared, "ok"), ("t.lead", "o.drie", nil, "denied.team"),
      ("l.lead", "o.drie", nil, "ok"), ("o.drie", "o.drie", shared, "not-found.case"),
      ("o.drie", "o.drie", foreign, "ok"), ("o.een", "o.een", foreign, "not-found.case"),
      ("admin", "o.een", nil, "denied.role"), ("p.privacy", "o.een", nil, "denied.role"),
      ("r.report", "o.een", nil, "denied.role"),
    ]
    for (index, row) in table.enumerated() {
      let day = 9 + index / 8
      let outcome = await agenda.book(
        "2026-03-\(day < 10 ? "0" : "")\(day)T\(["09", "10", "11", "12", "13", "14", "15", "16"][index % 8]):00",
        minutes: 60, with: row.with, mode: "online", row.casus.map { "case=\($0)" } ?? "", as: row.who)
      #expect(outcome.code == row.code, "\(row): \(outcome)")
    }
    // A case with appointments to come does not close: this one is closed past the guard.
    try CareCity(city: agenda.city, talk: agenda.conversation).close(shared)
    let closed = await agenda.book("2026-03-20T10:00", mode: "online", "case=\(shared)")
    #expect(closed.code == "state.case", "\(closed)")
    #expect(closed["is"]?.string == "gesloten")
    await agenda.conversation.close()
  }

  @Test("a repeat under the same token does nothing, a dry run keeps nothing")
  func once() async throws {
    let agenda = try await AgendaCity()
    let dry = await agenda.book("2026-03-09T10:00", "dry-run=yes")
    #expect(dry.code == "ok" && dry["appointment"] == .null && dry["dry_run"]?.bool == true, "\(dry)")
    let first = await agenda.book("2026-03-09T10:00", "once=t1")
    let again = await agenda.book("2026-03-09T10:00", "once=t1")
    #expect(first.code == "ok", "\(first)")
    #expect(again["appointment"] == first["appointment"] && again["replayed"]?.bool == true, "\(again)")
    #expect(await agenda.book("2026-03-09T11:00", "once=t1").code == "conflict.once")
    #expect(try agenda.look("SELECT count(*)::text FROM koos.appointment WHERE booked_at >= koos.now()")[0][0] == "1")
    await agenda.conversation.close()
  }

  @Test("a home visit: no room, travel by the wijk, and the place told only to who may know")
  func home() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let visit = await agenda.book("2026-03-09T10:00", place: "thuis", "case=\(casus)")
    #expect(visit.code == "ok" && visit["room"] == .null, "\(visit)")
    #expect(await agenda.ask("appointment.list from=2026-03-09 worker=o.een", as: "f.een").column("place") == ["thuis"])
    let stranger = await agenda.ask("appointment.list from=2026-03-09 worker=o.een", as: "o.drie")
    #expect(stranger.column("place") == [nil], "\(stranger)")
    // From Zuidwest to Zuidwest it is ten minutes.
    #expect(await agenda.book("2026-03-09T11:05").code == "conflict.travel")
    #expect(await agenda.book("2026-03-09T11:10").code == "ok")
    await agenda.conversation.close()
  }

  @Test("siblings: one visit for two cases occupies both children, and needs their cases known")
  func siblings() async throws {
    let agenda = try await AgendaCity()
    let (one, two) = (try agenda.openCase(), try agenda.openCase())
    #expect(await agenda.book("2026-03-09T10:00", place: "thuis", "case=\(one),\(two)").code == "ok")
    let other = await agenda.book("2026-03-09T10:30", with: "f.een", mode: "online", "case=\(two)", as: "f.een")
    #expect(other.code == "conflict.overlap", "\(other)")
    let absent = await agenda.book(
      "2026-03-09T10:30", with: "f.een", mode: "online", "case=\(two) client-mode=none", as: "f.een")
    #expect(absent.code == "ok", "\(absent)")
    await agenda.conversation.close()
  }
}
