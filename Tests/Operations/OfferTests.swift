import TestKit
import Testing
import Wire

@Suite("Offers of freed time")
struct OfferTests {
  @Test("a cancelled intake is offered to the first who waits, held for 48 hours, and told to both owners")
  func raised() async throws {
    try await CareCity.with { city in
      let cancelled = try await city.waiter(since: "2026-02-01")
      let second = try await city.waiter(since: "2026-02-20")
      let first = try await city.waiter(since: "2026-02-10")
      let appointment = try await city.booked(cancelled.casus, at: "2026-03-10T10:00")
      #expect(await city.offers() == [])
      await city.cancel(appointment, as: "o.een")
      #expect(await city.offers() == ["\(first.entry) open"])
      let row = try #require(await city.ask("offer.list").rows.first)
      #expect(row["start"]?.string == "2026-03-10T10:00:00+01:00")
      #expect(row["expires_at"]?.string == "2026-03-04T08:00:00+01:00")
      #expect(row["type"]?.string == "intake" && row["mode"]?.string == "on-site")
      let offer = try #require(row["offer"]?.string)
      let held = try #require(row["appointment"]?.string)
      #expect(held != appointment)
      for filter in [
        "at=2026-03-10T10:00", "minutes=60", "with=o.een", "hold=48h", "hold=2d", "entry=\(first.entry)",
        "appointment=\(held)",
      ] {
        #expect(await city.offers(filter) == ["\(first.entry) open"], "\(filter)")
      }
      for filter in [
        "at=2026-03-10T10:30", "minutes=45", "with=o.twee", "with=o.een,o.twee", "hold=24h", "entry=\(second.entry)",
        "appointment=\(appointment)",
      ] {
        #expect(await city.offers(filter) == [], "\(filter)")
      }

      // The time is taken as a booking's is, and said to be held.
      let other = await city.ask(
        "appointment.book type=overig at=2026-03-10T10:30 minutes=30 with=o.een mode=online", as: "o.een")
      #expect(other.code == "conflict.hold" && other["with"]?.array?.first?["worker"]?.string == "o.een", "\(other)")
      let listed = await city.ask("appointment.list case=\(first.casus)").rows
      #expect(listed.map { $0["status"]?.string } == ["voorstel"] && listed.first?["type"]?.string == "intake")
      #expect(listed.first?["room"]?.string == "1" && listed.first?["place"]?.string == "basecamp-zuidwest")

      #expect(try city.happened(first.entry) == [["offered", "o.een", nil]])
      #expect(try city.happened(second.entry) == [])
      let shown = await city.ask("waiting.show \(first.entry)")
      #expect(shown["offers"]?.array?.map { $0["status"]?.string } == ["open"] && shown["rev"]?.integer == 2)
      #expect(shown["status"]?.string == "wacht-op-intake" && shown["needs_talk"]?.bool == false)
      for login in ["f.twee", "o.een"] {
        let items = await city.desk(login, until: 1) { $0["cause"]?.string == "offered" }
        #expect(items.map { $0["thing"]?.string } == [first.entry], "\(login)")
      }
      let told = try city.sql("SELECT topic, cause, code FROM koos.event WHERE topic = 'offer' ORDER BY seq")
      #expect(told == [["offer", "offered", offer]])

      let accepted = await city.ask("offer.accept \(offer) once=a")
      #expect(accepted["status"]?.string == "accepted" && accepted["appointment"]?.string == held, "\(accepted)")
      #expect(await city.ask("offer.accept \(offer) once=a")["replayed"]?.bool == true)
      #expect(await city.ask("appointment.list case=\(first.casus)").rows.first?["status"]?.string == "gepland")
      #expect(
        await city.ask("waiting.show \(first.entry)")["status"]?.string == "wacht-op-intake", "booking stops no clock")
      let again = await city.ask(
        "appointment.book type=overig at=2026-03-10T10:30 minutes=30 with=o.een mode=online", as: "o.een")
      #expect(again.code == "conflict.overlap", "\(again)")
      #expect(try city.happened(first.entry).map { $0[0] } == ["offered", "accepted"])
      #expect(try city.slots() == ["taken"])
      #expect(await city.offers() == ["\(first.entry) accepted"])
      // Who has a first talk ahead is offered no other; the next cancellation goes on.
      try await city.free(at: "2026-03-11T10:00")
      #expect(await city.offers() == ["\(first.entry) accepted", "\(cancelled.entry) open"])
      #expect(try city.logged("offer.accept") == 1 && city.logged("offer.accept", "replayed") == 1)
    }
  }

  @Test("declined it goes to the next in order, without costing a place; with nobody left the time is free")
  func declined() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      try await city.free()
      let dry = await city.ask("offer.decline \(try await city.openOffer()) dry-run=yes")
      #expect(dry.code == "ok" && dry["dry_run"]?.bool == true)
      #expect(await city.offers() == ["\(one.entry) open"])
      let offer = try await city.openOffer()
      let declined = await city.ask("offer.decline \(offer) reason=\"Op dinsdag zwemles\"", as: "pl.een")
      #expect(declined["status"]?.string == "declined", "\(declined)")
      #expect(await city.offers() == ["\(one.entry) declined", "\(two.entry) open"])
      #expect(await city.ask("waiting.show \(one.entry)")["position"]?.integer == 1, "refusing costs no place")
      #expect(try city.happened(one.entry).last == ["declined", "pl.een", "Op dinsdag zwemles"])
      #expect(try city.happened(two.entry) == [["offered", "t.lead", nil]], "by who freed the time")
      let late = await city.ask("offer.accept \(offer)")
      #expect(late.code == "state.offer" && late["is"]?.string == "declined" && late.texts("allowed") == ["open"])
      #expect(
        await city.ask("waiting.show \(one.entry)")["offers"]?.array?.first?["reason"]?.string == "Op dinsdag zwemles")
      #expect(
        await city.ask("waiting.show \(one.entry)", as: "pl.een")["offers"]?.array?.first?["reason"] == .null,
        "the office reads no reasons")
      #expect(await city.ask("offer.decline \(try await city.openOffer())").code == "ok")
      #expect(try city.slots() == ["ended"])
      #expect(await city.offers() == ["\(one.entry) declined", "\(two.entry) declined"])
      #expect(
        await city.ask(
          "appointment.book type=overig at=2026-03-10T10:00 minutes=60 with=o.een mode=online", as: "o.een"
        ).code == "ok")
      #expect(
        try city.sql("SELECT status FROM koos.appointment WHERE id IN (SELECT appointment FROM koos.offer)")
          == [["vervallen"], ["vervallen"]])
    }
  }

  @Test("expired it goes to the next, in the minute's job; before that it counts as expired already")
  func expired() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      try await city.free()
      let offer = try await city.openOffer()
      // The clock has moved and nobody has looked.
      try city.advance("48 hours")
      let late = await city.ask("offer.accept \(offer)")
      #expect(late.code == "state.offer" && late["is"]?.string == "expired", "\(late)")
      #expect(await city.offers("status=expired") == ["\(one.entry) expired"])
      #expect(await city.offers("status=open") == [])
      #expect(try city.happened(one.entry).count == 1, "nothing was changed")
      await city.talk.runJobs()
      #expect(await city.offers() == ["\(one.entry) expired", "\(two.entry) open"])
      #expect(await city.ask("offer.list status=open").rows.first?["expires_at"]?.string == "2026-03-06T08:00:00+01:00")
      #expect(try city.happened(one.entry) == [["offered", "t.lead", nil], ["expired", "t.lead", nil]])
      await city.talk.runJobs()
      #expect(await city.offers().count == 2)
      #expect(await city.ask("clock advance=3d", as: "admin").code == "ok")
      #expect(await city.offers() == ["\(one.entry) expired", "\(two.entry) expired"])
      #expect(try city.slots() == ["ended"])
      #expect(
        try city.sql("SELECT count(*) FROM koos.occupied WHERE holder = 'offer'") == [["0"]], "and its time is free")
    }
  }

  @Test(
    "a hold ends 24 hours before the start at the latest, of a nearer slot 2 hours before it",
    arguments: [
      // It is Monday 2 March 08:00; the start, and until when it is offered.
      ("2026-03-10T10:00", "2026-03-04T08:00:00+01:00"), ("2026-03-04T10:00", "2026-03-03T10:00:00+01:00"),
      ("2026-03-03T09:30", "2026-03-02T09:30:00+01:00"), ("2026-03-02T16:00", "2026-03-02T14:00:00+01:00"),
      ("2026-03-02T10:01", "2026-03-02T08:01:00+01:00"), ("2026-03-02T10:00", nil), ("2026-03-02T09:00", nil),
    ] as [(String, String?)])
  func deadlines(start: String, expires: String?) async throws {
    try await CareCity.with { city in
      _ = try await city.waiter()
      try await city.free(at: start)
      #expect(await city.ask("offer.list").rows.map { $0["expires_at"]?.string } == (expires.map { [$0] } ?? []))
    }
  }

  @Test("the team's setting says how long a time is held")
  func setting() async throws {
    try await CareCity.with { city in
      _ = try await city.waiter()
      #expect(await city.ask("setting.set offer.hold value=6h team=basecamp-zuidwest", as: "t.lead").code == "ok")
      try await city.free()
      #expect(await city.ask("offer.list").rows.first?["expires_at"]?.string == "2026-03-02T14:00:00+01:00")
    }
  }

  @Test("the first appointment of who waits for help to start is offered too, a later one is not")
  func start() async throws {
    try await CareCity.with { city in
      let gone = try await city.waiter(since: "2026-02-01")
      let next = try await city.waiter(since: "2026-02-02")
      await city.does([
        ("f.een", "waiting.intake \(gone.entry) on=2026-02-20"),
        ("f.een", "waiting.intake \(next.entry) on=2026-02-21"),
      ])
      let first = try await city.booked(gone.casus, at: "2026-03-10T10:00", type: "behandeling")
      let second = try await city.booked(gone.casus, at: "2026-03-17T10:00", type: "behandeling")
      await city.cancel(second)
      #expect(await city.offers() == [])
      await city.cancel(first)
      #expect(await city.offers() == ["\(next.entry) open"])
      #expect(await city.ask("offer.list").rows.first?["type"]?.string == "behandeling")
      // What is for neither is nobody's to be given out.
      await city.cancel(try await city.booked(gone.casus, at: "2026-03-18T10:00", type: "gezinsgesprek"))
      #expect(await city.offers().count == 1)
    }
  }

  @Test("who stops waiting, or waits for something else, is held no time: it goes to the next")
  func withdrawn() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      let three = try await city.waiter(since: "2026-02-03")
      try await city.free()
      let offer = try await city.openOffer()
      await city.does([("f.een", "waiting.intake \(one.entry) on=2026-02-20")])
      #expect(await city.offers() == ["\(one.entry) withdrawn", "\(two.entry) open"])
      #expect(await city.ask("offer.accept \(offer)")["is"]?.string == "withdrawn")
      await city.does([
        ("f.een", "consent.record \(try await city.clientOf(two.casus)) purpose=treatment by=parent-1"),
        ("f.een", "waiting.start \(two.entry) on=2026-03-02"),
      ])
      #expect(await city.offers() == ["\(one.entry) withdrawn", "\(two.entry) withdrawn", "\(three.entry) open"])
      #expect(try city.happened(two.entry).map { $0[0] } == ["offered", "withdrawn", "started"])
      #expect(try city.slots() == ["open"])
    }
  }

  @Test("watchers of the owning teams are told of each step under the offer's code, others of none")
  func watched() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      let (mine, others) = (city.talk.session(), city.talk.session())
      for (session, login) in [(mine, "f.twee"), (others, "o.vier")] {
        #expect(await session.ask("watch topics=offer,consult as=\(login)").code == "ok")
      }
      try await city.free()
      let first = try await city.openOffer()
      await city.does([("f.een", "offer.decline \(first)")])
      let second = try await city.openOffer()
      await city.does([("f.een", "offer.accept \(second)")])
      let events = await mine.events(4)
      #expect(events.map { $0["cause"]?.string } == ["offered", "declined", "offered", "accepted"])
      #expect(events.map { $0["code"]?.string } == [first, first, second, second])
      #expect(events.allSatisfy { $0["topic"]?.string == "offer" && $0.members?.count == 5 })
      let own = try await city.made(
        "consult", "consult.ask \"Hoe helpen we?\" discipline=orthopedagoog convert=advice-only team=basecamp-zuid",
        as: "f.vier")
      #expect(await others.events(1).map { $0["code"]?.string } == [own], "\(one.entry), \(two.entry)")
    }
  }

  @Test("cancelling what is held: by the family it goes to the next, by the provider the time is taken back")
  func takenBack() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      _ = try await city.waiter(since: "2026-02-03")
      try await city.free()
      let refused = try #require(await city.ask("offer.list").rows.first?["appointment"]?.string)
      await city.cancel(refused, by: "client", as: "o.een")
      #expect(await city.offers() == ["\(one.entry) declined", "\(two.entry) open"])
      let held = try #require(await city.ask("offer.list status=open").rows.first?["appointment"]?.string)
      await city.cancel(held, by: "provider", as: "o.een")
      #expect(await city.offers() == ["\(one.entry) declined", "\(two.entry) withdrawn"])
      #expect(try city.slots() == ["ended"])
      #expect(
        try city.sql("SELECT status FROM koos.appointment WHERE id = \(held.dropFirst(2))") == [["afgezegd-aanbieder"]])
    }
  }

  @Test("a second refusal of one kind asks for a talk, and until then nothing more is offered by itself")
  func talk() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      try await city.free(at: "2026-03-10T10:00")
      await city.does([("f.een", "offer.decline \(try await city.openOffer())")])
      #expect(await city.ask("waiting.show \(one.entry)")["next_contact_on"]?.string == "2026-03-30")
      await city.does([("f.een", "offer.accept \(try await city.openOffer())")])
      try await city.free(at: "2026-03-11T10:00")
      await city.does([("f.een", "offer.decline \(try await city.openOffer()) reason=Werk")])
      let shown = await city.ask("waiting.show \(one.entry)")
      #expect(shown["next_contact_on"]?.string == "2026-03-02" && shown["needs_talk"]?.bool == true, "\(shown)")
      #expect(shown["position"]?.integer == 1)
      for login in ["f.een", "o.twee"] {
        let items = await city.desk(login, until: 1) { $0["cause"]?.string == "review" }
        #expect(items.map { $0["thing"]?.string } == [one.entry])
        #expect(items.first?["text"]?.string?.contains("wat wel past") == true)
      }
      let detail = try city.sql(
        "SELECT state->>'next_contact_on', detail->>'type' FROM koos.waiting_fact WHERE what = 'declined' ORDER BY number DESC LIMIT 1"
      )
      #expect(detail == [["2026-03-02", "intake"]])
      try await city.free(at: "2026-03-12T10:00")
      #expect(await city.offers("status=open") == [], "\(two.entry) has a talk ahead, \(one.entry) is to be spoken to")
      await city.does([("f.een", "waiting.contact \(one.entry) text=Voicemail answered=no")])
      try await city.free(at: "2026-03-12T11:00")
      #expect(await city.offers("status=open") == [])
      await city.does([("f.een", "waiting.contact \(one.entry) text=\"Liever na school\"")])
      #expect(await city.ask("waiting.show \(one.entry)")["needs_talk"]?.bool == false)
      try await city.free(at: "2026-03-12T12:00")
      #expect(await city.offers("status=open") == ["\(one.entry) open"])
    }
  }
}

extension CareCity {
  /// The child of a case.
  func clientOf(_ casus: String) async throws -> String {
    try #require(try sql("SELECT 'J-' || client FROM koos.casus WHERE id = \(casus.dropFirst(2))").first?[0])
  }
}
