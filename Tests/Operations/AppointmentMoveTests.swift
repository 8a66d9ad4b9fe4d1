import TestKit
import Testing
import Wire

@Suite("Appointments moved")
struct AppointmentMoveTests {
  private static func move(_ code: String, _ at: String, _ words: String = "reason=x") -> String {
    "appointment.move \(code) at=\(at) \(words)"
  }

  @Test("a hybrid appointment keeps its code and its people, takes the new time and frees the old")
  func moved() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,f.een:online", mode: "hybrid", "case=\(casus) guests=moeder:online room=2")
      #expect(await agenda.ask("appointment.confirm \(code)")["status"]?.string == "bevestigd")
      let moved = await agenda.ask(
        Self.move(code, "2026-03-10T13:00", "minutes=45 reason=\"moeder kan niet\" if=2"), as: "f.een")
      #expect(moved["appointment"]?.string == code, "\(moved)")
      #expect(
        moved["start"]?.string == "2026-03-10T13:00:00+01:00" && moved["end"]?.string == "2026-03-10T13:45:00+01:00")
      #expect(moved["status"]?.string == "gepland" && moved["sequence"]?.integer == 1 && moved["rev"]?.integer == 3)
      #expect(moved["room"]?.string == "2")
      #expect(
        try agenda.occupied(code) == [
          ["2", "10 13:00", "appointment", nil], ["f.een", "10 13:00", "appointment", nil],
          ["kind", "10 13:00", "appointment", nil], ["o.een", "10 13:00", "appointment", "basecamp-zuidwest"],
        ])
      #expect(await agenda.book("2026-03-09T10:00", with: "f.een", mode: "online", as: "f.een").code == "ok")
      #expect(await agenda.ask("appointment.list worker=o.een from=2026-03-10").column("appointment") == [code])
      let history = await agenda.show(code)["history"]?.array ?? []
      #expect(history.compactMap { $0["what"]?.string } == ["confirmed", "moved"])
      #expect(history.last?["reason"]?.string == "moeder kan niet" && history.last?["by"]?.string == "f.een")
      #expect(history.last?["start"]?.string == "2026-03-09T10:00:00+01:00" && history.last?["room"]?.string == "2")
      // Who took no part in the booking is asked, who took none in the moving is asked again.
      let asked = try agenda.look(
        "SELECT w.login, e.cause, e.what FROM koos.event e JOIN koos.worker w ON w.id = e.worker WHERE e.topic = 'desk' AND e.kind = 'appointment' ORDER BY e.seq"
      )
      #expect(asked == [["f.een", "invited", nil], ["o.een", "invited", "rescheduled"]])
      let log = try agenda.look(
        "SELECT count(*)::text FROM koos.access_log WHERE action = 'appointment.move' AND casus = \(casus.dropFirst(2))"
      )
      #expect(log == [["1"]])
    }
  }

  @Test("it may touch or overlap its own old time, and takes another room where its own is gone")
  func itself() async throws {
    try await AgendaCity.with { agenda in
      let code = try await agenda.booked("2026-03-09T10:00")
      for (index, at) in ["10:30", "11:30", "10:00"].enumerated() {
        let moved = await agenda.ask(Self.move(code, "2026-03-09T\(at)"))
        #expect(moved.code == "ok" && moved["sequence"]?.integer == Int64(index + 1), "\(moved)")
      }
      #expect(await agenda.book("2026-03-10T10:00", with: "o.twee", "room=1", as: "o.twee").code == "ok")
      #expect(await agenda.ask(Self.move(code, "2026-03-10T10:00"))["room"]?.string == "2")
      #expect(await agenda.book("2026-03-11T10:00", with: "o.twee", "room=1", as: "o.twee").code == "ok")
      #expect(await agenda.book("2026-03-11T10:00", with: "g.een", "room=2", as: "g.een").code == "ok")
      let none = await agenda.ask(Self.move(code, "2026-03-11T10:30"))
      #expect(none.code == "conflict.room", "\(none)")
      #expect(await agenda.show(code)["start"]?.string == "2026-03-10T10:00:00+01:00")
    }
  }

  @Test("what a booking may not, a move may not, and then it stays where it is")
  func refused() async throws {
    try await AgendaCity.with { agenda in
      let code = try await agenda.booked("2026-03-09T10:00")
      #expect(await agenda.book("2026-03-09T13:00", place: "basecamp-zuid").code == "ok")
      let held = try await agenda.held("2026-03-09T15:00")
      let before = try agenda.occupied(code)
      let table: [(words: String, who: String, code: String, field: String?)] = [
        ("at=2026-03-02T07:30 reason=x", "o.een", "input.time-past", "at"),
        ("at=2026-03-29T02:30 reason=x", "o.een", "input.time-gap", "at"),
        ("at=2026-03-10T10:00 minutes=0 reason=x", "o.een", "input.value", "minutes"),
        ("at=2026-03-10T10:00", "o.een", "syntax.missing-parameter", "reason"),
        ("at=2026-03-10T10:00 reason=x", "o.twee", "denied.team", nil),
        ("at=2026-03-10T10:00 reason=x if=7", "o.een", "conflict.stale", "if"),
        ("at=2026-03-10T08:00 reason=x", "o.een", "conflict.hours", "at"),
        ("at=2026-03-10T08:00 reason=x override=hours", "o.een", "denied.team", nil),
        ("at=2026-03-09T13:30 reason=x", "o.een", "conflict.overlap", "at"),
        ("at=2026-03-09T15:30 reason=x", "o.een", "conflict.hold", "at"),
        ("at=2026-03-09T11:50 reason=x", "o.een", "conflict.travel", "at"),
      ]
      for row in table {
        let outcome = await agenda.ask("appointment.move \(code) \(row.words)", as: row.who)
        #expect(outcome.code == row.code && outcome["field"]?.string == row.field, "\(row): \(outcome)")
        if row.code.hasPrefix("conflict."), row.field == "at" { #expect(outcome.inTheWay == ["o.een"], "\(outcome)") }
      }
      #expect(try agenda.occupied(code) == before)
      #expect(await agenda.show(code)["sequence"]?.integer == 0)
      #expect(await agenda.ask("appointment.move \(held) at=2026-03-10T10:00 reason=x").code == "state.appointment")
      // A lead sets the hours aside; a planner moves inside them.
      #expect(
        await agenda.ask(Self.move(code, "2026-03-10T08:00", "reason=x override=hours"), as: "t.lead").code == "ok")
      #expect(await agenda.ask(Self.move(code, "2026-03-10T10:00"), as: "pl.een").code == "ok")
      #expect(await agenda.ask(Self.move(code, "2026-03-10T11:00", "reason=x dry-run=yes"))["sequence"]?.integer == 3)
      #expect(await agenda.show(code)["sequence"]?.integer == 2)
      let once = await agenda.ask(Self.move(code, "2026-03-10T11:00", "reason=x once=m"))
      let again = await agenda.ask(Self.move(code, "2026-03-10T11:00", "reason=x once=m"))
      #expect(once["sequence"]?.integer == 3 && again["replayed"]?.bool == true && again["sequence"]?.integer == 3)
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test("who has a base travels from it where the appointment goes, and nobody is in the way of himself")
  func base() async throws {
    try await AgendaCity.with { agenda in
      let code = try await agenda.booked("2026-03-09T10:00", place: "basecamp-zuid")
      try agenda.look(
        "UPDATE koos.worker SET base = (SELECT id FROM koos.place WHERE slug = 'basecamp-zuidwest') WHERE login = 'o.een'; SELECT 1"
      )
      #expect(await agenda.ask(Self.move(code, "2026-03-09T09:00")).code == "conflict.travel")
      #expect(await agenda.ask(Self.move(code, "2026-03-09T09:30")).code == "ok")
      #expect(await agenda.ask(Self.move(code, "2026-03-09T16:00")).code == "conflict.travel")
    }
  }

  @Test("who is too far away is named as a booking names him: after a move, a switch there and back, a colleague asked")
  func far() async throws {
    try await AgendaCity.with { agenda in
      let way = "travel.set basecamp-zuidwest to=basecamp-zuid minutes=45"
      #expect(await agenda.ask(way, as: "admin").code == "ok")
      #expect(await agenda.book("2026-03-09T13:00", with: "o.een,o.twee", place: "basecamp-zuid").code == "ok")
      let code = try await agenda.booked("2026-03-09T10:00")
      let moved = await agenda.ask(Self.move(code, "2026-03-09T11:25"))
      #expect(moved.code == "conflict.travel" && moved.inTheWay == ["o.een"], "\(moved)")
      #expect(await agenda.ask("appointment.cancel \(code) by=provider reason=x").code == "ok")
      let online = try await agenda.booked("2026-03-09T11:25", mode: "online", place: nil)
      let there = await agenda.ask("appointment.switch \(online) mode=on-site place=basecamp-zuidwest")
      #expect(there.code == "conflict.travel" && there.inTheWay == ["o.een"], "\(there)")
      #expect(await agenda.ask(Self.move(online, "2026-03-09T11:00")).code == "ok")
      #expect(await agenda.ask("appointment.switch \(online) mode=on-site place=basecamp-zuidwest").code == "ok")
      let late = await agenda.ask(Self.move(online, "2026-03-09T11:25"))
      #expect(late.code == "conflict.travel" && late.inTheWay == ["o.een"], "\(late)")
      #expect(await agenda.ask("appointment.switch \(online) mode=online").code == "ok")
      #expect(await agenda.ask(Self.move(online, "2026-03-09T11:25")).code == "ok")
      let back = await agenda.ask("appointment.switch \(online) mode=on-site")
      #expect(back.code == "conflict.travel" && back.inTheWay == ["o.een"], "\(back)")
      let other = try await agenda.booked("2026-03-09T11:25", with: "s.een", as: "s.een")
      let asked = await agenda.ask("appointment.change \(other) with=s.een,o.twee", as: "s.een")
      #expect(asked.code == "conflict.travel" && asked.inTheWay == ["o.twee"], "\(asked)")
    }
  }

  @Test("who hands an appointment over may say what it is about in the same change")
  func handedOver() async throws {
    try await AgendaCity.with { agenda in
      let code = try await agenda.booked("2026-03-09T10:00", with: "o.een,o.twee", mode: "online", place: nil)
      let line = "appointment.change \(code) with=o.twee type=mdo note=overgedragen"
      let changed = await agenda.ask(line)
      #expect(changed.code == "ok" && changed["rev"]?.integer == 2, "\(changed)")
      let shown = await agenda.show(code, as: "o.twee")
      #expect(shown["type"]?.string == "mdo" && shown["note"]?.string == "overgedragen", "\(shown)")
      #expect(shown["history"]?.array?.count == 1)
      #expect(await agenda.ask(line).code == "denied.team")
    }
  }
}
