import TestKit
import Testing
import Wire

@Suite("Giving out time by hand")
struct OfferMakingTests {
  @Test("a lead offers the time of a cancelled appointment, to the entry named or to the first it suits")
  func freed() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01", "prefers-mode=online")
      let two = try await city.waiter(since: "2026-02-02")
      let three = try await city.waiter(since: "2026-02-03")
      let gone = try await city.booked(try await city.casus(), at: "2026-03-10T10:00", type: "overig")
      let standing = await city.ask("offer.make \(two.entry) appointment=\(gone)", as: "t.lead")
      #expect(standing.code == "state.appointment" && standing["is"]?.string == "gepland", "\(standing)")
      await city.cancel(gone)
      #expect(await city.offers() == [], "only what is for intake or start is offered by itself")
      let dry = await city.ask("offer.make \(three.entry) appointment=\(gone) dry-run=yes", as: "t.lead")
      #expect(dry.code == "ok" && dry["offer"] == .null && dry["appointment"] == .null, "\(dry)")
      let made = await city.ask("offer.make \(three.entry) appointment=\(gone) hold=3h once=m", as: "t.lead")
      #expect(made["entry"]?.string == three.entry && made["room"]?.string == "1", "\(made)")
      #expect(made["expires_at"]?.string == "2026-03-02T11:00:00+01:00" && made["past_own_worker"]?.bool == false)
      #expect(
        await city.ask("offer.make \(three.entry) appointment=\(gone) hold=3h once=m", as: "t.lead")["replayed"]?.bool
          == true)
      let held = await city.ask("offer.make \(two.entry) appointment=\(gone)", as: "t.lead")
      #expect(held.code == "conflict.hold" && held["with"]?.array?.first?["worker"]?.string == "o.een", "\(held)")
      #expect(await city.ask("offer.make appointment=\(gone)", as: "t.lead").code == "conflict.hold")
      await city.does([("o.een", "offer.decline \(try await city.openOffer())")])
      #expect(await city.offers("status=open") == ["\(two.entry) open"], "\(one.entry) would rather meet online")
      await city.does([("o.een", "offer.decline \(try await city.openOffer())")])
      // Each was offered it once; by name a lead may ask again.
      let none = await city.ask("offer.make appointment=\(gone)", as: "t.lead")
      #expect(none.code == "state.waiting", "\(none)")
      #expect(await city.ask("offer.make \(two.entry) appointment=\(gone)", as: "t.lead").code == "ok")
      #expect(try city.logged("offer.make") == 2)
    }
  }

  @Test("a lead opens time of the team's workers: it is checked as a booking is")
  func opened() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let time = "at=2026-03-10T10:00 minutes=60 with=o.een"
      await city.refuses([
        ("offer.make \(one.entry)", "t.lead", "syntax.missing-parameter", "at"),
        ("offer.make \(one.entry) at=2026-03-10T10:00 minutes=60", "t.lead", "syntax.missing-parameter", "with"),
        ("offer.make \(one.entry) appointment=A-1 at=2026-03-10T10:00", "t.lead", "input.value", "at"),
        ("offer.make \(one.entry) \(time) hold=0m", "t.lead", "input.value", "hold"),
        ("offer.make \(one.entry) at=2026-03-01T10:00 minutes=60 with=o.een", "t.lead", "input.time-past", "at"),
        ("offer.make \(one.entry) at=2026-03-02T10:00 minutes=60 with=o.een", "t.lead", "input.value", "at"),
        ("offer.make \(one.entry) at=2026-03-10T18:00 minutes=60 with=o.een", "t.lead", "conflict.hours", "at"),
        ("offer.make \(one.entry) \(time) room=9", "t.lead", "input.value", "room"),
        ("offer.make \(one.entry) at=2026-03-10T10:00 minutes=60 with=o.drie", "t.lead", "denied.team", nil),
        ("offer.make W-99999 \(time)", "t.lead", "not-found.waiting", "entry"),
        ("offer.make \(one.entry) \(time)", "l.lead", "not-found.waiting", "entry"),
        ("offer.make \(one.entry) \(time)", "f.lead", "denied.team", nil),
        ("offer.make \(one.entry) \(time)", "o.een", "denied.role", nil),
        ("offer.make \(time)", "l.lead", "denied.team", nil),
        ("offer.make \(one.entry) appointment=A-1", "t.lead", "denied.team", nil),
      ])
      let made = await city.ask("offer.make \(time)", as: "t.lead")
      #expect(made["entry"]?.string == one.entry && made["start"]?.string == "2026-03-10T10:00:00+01:00", "\(made)")
      let row = try #require(await city.ask("appointment.list case=\(one.casus)").rows.first)
      #expect(row["place"]?.string == "basecamp-zuidwest", "where the worker is found then")
      #expect(row["room"]?.string == "1" && row["status"]?.string == "voorstel")
      let two = try await city.waiter(since: "2026-02-02")
      let online = await city.ask(
        "offer.make \(two.entry) at=2026-03-11T10:00 minutes=45 with=o.twee,g.een mode=online", as: "t.lead")
      #expect(online.code == "ok", "\(online)")
      let second = try #require(await city.ask("appointment.list case=\(two.casus)").rows.first)
      #expect(second["workers"]?.array?.compactMap(\.string) == ["g.een", "o.twee"] && second["room"] == .null)
      #expect(second["link"]?.string?.hasPrefix("https://video.example/") == true)
      let again = await city.ask("offer.make \(two.entry) at=2026-03-12T10:00 minutes=45 with=o.twee", as: "t.lead")
      #expect(again.code == "conflict.duplicate" && again["field"]?.string == "entry", "\(again)")
    }
  }

  @Test("what stands in the way is said as of a booking: overlap, hold, room, travel")
  func conflicts() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      await city.does([
        (
          "o.een",
          "appointment.book type=overig at=2026-03-10T10:00 minutes=60 with=o.een mode=on-site place=basecamp-zuid"
        ),
        (
          "o.twee",
          "appointment.book type=overig at=2026-03-10T13:00 minutes=60 with=o.twee mode=on-site place=basecamp-zuidwest room=1"
        ),
        (
          "g.een",
          "appointment.book type=overig at=2026-03-10T13:00 minutes=60 with=g.een mode=on-site place=basecamp-zuidwest room=2"
        ),
        (
          "s.een",
          "appointment.book case=\(one.casus) type=overig at=2026-03-10T15:00 minutes=60 with=s.een mode=online"
        ),
      ])
      func make(_ at: String, entry: String = one.entry) async -> Outcome {
        await city.ask("offer.make \(entry) at=2026-03-10T\(at) minutes=60 with=o.een", as: "t.lead")
      }
      for entry in [one.entry, ""] {
        let overlap = await make("10:30", entry: entry)
        #expect(overlap.code == "conflict.overlap", "\(overlap)")
        #expect(overlap["with"]?.array?.first?["worker"]?.string == "o.een")
        #expect(await make("13:00", entry: entry).code == "conflict.room")
      }
      let travel = await make("11:10")
      #expect(
        travel.code == "conflict.travel" && travel["with"]?.array?.first?["worker"]?.string == "o.een", "\(travel)")
      let child = await make("15:00")
      #expect(child.code == "conflict.overlap" && child["with"]?.array?.first?["case"]?.string == one.casus, "\(child)")
      #expect(await make("15:00", entry: "").code == "state.waiting", "nobody is left")
      #expect(await make("14:00").code == "ok")
      #expect(try city.sql("SELECT count(*) FROM koos.slot") == [["1"]], "what was refused leaves nothing")
    }
  }

  @Test("only who waits and may be asked now is named")
  func states() async throws {
    try await CareCity.with { city in
      let paused = try await city.waiter()
      let incomplete = try await city.made(
        "entry", "waiting.add \(try await city.casus()) discipline=orthopedagoog letter=no")
      await city.does([("f.een", "waiting.pause \(paused.entry) reason=gezin")])
      for (entry, status) in [(paused.entry, "aangehouden"), (incomplete, "onvolledig")] {
        let refused = await city.ask(
          "offer.make \(entry) at=2026-03-10T10:00 minutes=60 with=o.een", as: "t.lead")
        #expect(refused.code == "state.waiting" && refused["is"]?.string == status, "\(refused)")
        #expect(refused.texts("allowed") == ["wacht-op-intake", "wacht-op-start"])
      }
    }
  }

  @Test("going past an own worker (R14), the entry's or that of one before it, needs a reason that is kept")
  func ownWorker() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let former = try await city.casus(of: client)
      _ = try await city.booked(former, at: "2026-03-03T10:00", type: "behandeling", with: "o.twee")
      #expect(await city.ask("clock at=2026-03-04T08:00", as: "admin").code == "ok")
      try city.close(former)
      let returning = try await city.entry(try await city.casus(of: client), "registered-on=2026-02-01")
      let other = try await city.waiter(since: "2026-02-02")
      let third = try await city.waiter(since: "2026-02-03")

      // To the returning child time of another worker than its own.
      let strange = "offer.make \(returning) at=2026-03-10T10:00 minutes=60 with=o.een"
      await city.refuses([(strange, "t.lead", "syntax.missing-parameter", "reason")])
      let past = await city.ask("\(strange) reason=\"Moeder vraagt het zelf\"", as: "t.lead")
      #expect(past["past_own_worker"]?.bool == true, "\(past)")
      #expect(try city.happened(returning) == [["offered", "t.lead", "Moeder vraagt het zelf"]])
      let told = await city.ask("waiting.show \(returning)")["offers"]?.array?.first
      #expect(told?["past_own_worker"]?.bool == true && told?["reason"]?.string == "Moeder vraagt het zelf")
      await city.does([("f.een", "offer.decline \(try await city.openOffer())")])
      await city.does([("f.een", "offer.decline \(try await city.openOffer("entry=\(other.entry)"))")])
      await city.does([("f.een", "offer.decline \(try await city.openOffer("entry=\(third.entry)"))")])

      // To another the time of the worker it waits for.
      let taken = "offer.make \(other.entry) at=2026-03-11T10:00 minutes=60 with=o.twee"
      await city.refuses([(taken, "t.lead", "syntax.missing-parameter", "reason")])
      let reported = await city.ask("\(taken) reason=\"Dreigt uit te vallen\"", as: "t.lead")
      #expect(reported["past_own_worker"]?.bool == true, "\(reported)")
      #expect(
        try city.sql("SELECT past_reason FROM koos.offer WHERE past_own_worker ORDER BY id")
          == [["Moeder vraagt het zelf"], ["Dreigt uit te vallen"]])
      // Who waits for no one in particular goes past nobody.
      let plain = await city.ask("offer.make \(third.entry) at=2026-03-12T10:00 minutes=60 with=o.een", as: "t.lead")
      #expect(plain["past_own_worker"]?.bool == false, "\(plain)")
    }
  }

  @Test("who may list and answer: members of the owning teams, the office too")
  func rights() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter()
      try await city.free()
      let offer = try await city.openOffer()
      for login in ["o.een", "t.lead", "pl.een", "f.twee", "f.lead"] {
        #expect(await city.ask("offer.list", as: login).rows.count == 1, "\(login)")
        #expect(await city.ask("offer.accept \(offer) dry-run=yes", as: login).code == "ok", "\(login)")
        #expect(await city.ask("offer.decline \(offer) dry-run=yes", as: login).code == "ok", "\(login)")
      }
      #expect(await city.ask("offer.list", as: "o.drie").rows.isEmpty)
      await city.refuses([
        ("offer.accept \(offer)", "o.drie", "not-found.offer", "id"),
        ("offer.decline \(offer)", "l.lead", "not-found.offer", "id"),
        ("offer.accept \(offer)", "admin", "denied.role", nil),
        ("offer.list", "r.report", "denied.role", nil),
        ("offer.accept O-99999", "f.een", "not-found.offer", "id"),
        ("offer.list status=later", "f.een", "input.value", "status"),
        ("offer.list after=x", "f.een", "input.value", "after"),
      ])
      // The team knows of its own time, and not whose it is now.
      #expect(try city.seen("SELECT count(*) FROM koos.slot", by: "o.twee") == ["1"])
      #expect(try city.seen("SELECT count(*) FROM koos.slot", by: "f.een") == ["0"])
      #expect(try city.seen("SELECT count(*) FROM koos.offer", by: "f.een") == ["1"])
      #expect(try city.seen("SELECT count(*) FROM koos.offer", by: "o.drie") == ["0"])
      #expect(await city.offers("entry=\(one.entry) team=basecamp-zuidwest") == ["\(one.entry) open"])
      #expect(await city.offers("team=buurtteam-zuidwest-1") == [])
    }
  }
}
