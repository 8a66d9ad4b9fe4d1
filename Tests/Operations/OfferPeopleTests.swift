import TestKit
import Testing
import Wire

@Suite("Whose time is offered, and to whom, while people come and go")
struct OfferPeopleTests {
  @Test("who works here no more is waited for no longer: the child that had this worker is offered others' time")
  func ownWorkerGone() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let former = try await city.casus(of: client)
      _ = try await city.booked(former, at: "2026-03-03T10:00", type: "behandeling", with: "o.twee")
      #expect(await city.ask("clock at=2026-03-04T09:00", as: "admin").code == "ok")
      try city.close(former)
      let returning = try await city.entry(try await city.casus(of: client), "registered-on=2026-02-01")
      #expect(await city.ask("waiting.show \(returning)")["own_worker"]?.string == "o.twee")
      #expect(await city.ask("worker.disable o.twee reason=Pensioen", as: "admin").code == "ok")
      #expect(
        await city.ask("waiting.why \(returning)").rows.first { $0["key"]?.string == "continuity" }?["value"]?.string
          == "no")
      try await city.free(at: "2026-03-11T10:00", with: "o.een")
      #expect(await city.offers() == ["\(returning) open"])
    }
  }

  @Test("an intake or a start past the worker whom the child had before needs a reason, which is kept as such")
  func pastOwnWorker() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let former = try await city.casus(of: client)
      _ = try await city.booked(former, at: "2026-03-03T10:00", type: "behandeling", with: "o.twee")
      await city.does([
        ("admin", "clock at=2026-03-04T09:00"), ("f.een", "consent.record \(client) purpose=treatment by=parent-1"),
      ])
      try city.close(former)
      let casus = try await city.casus(of: client)
      let entry = try await city.entry(casus, "registered-on=2026-02-01")
      #expect(await city.ask("waiting.show \(entry)")["own_worker"]?.string == "o.twee")
      let past = try await city.booked(casus, at: "2026-03-05T10:00", with: "o.een", "mode=online")
      let own = try await city.booked(casus, at: "2026-03-05T13:00", with: "o.twee,o.een", "mode=online")
      let refused = await city.ask("waiting.intake \(entry) appointment=\(past)")
      #expect(refused.code == "syntax.missing-parameter" && refused["field"]?.string == "reason", "\(refused)")
      #expect(refused["message"]?.string?.contains("o.twee") == true, "\(refused)")
      #expect(await city.ask("waiting.show \(entry)")["rev"]?.integer == 1)
      for (line, isPast) in [
        ("appointment=\(own)", false), ("", false), ("appointment=\(past) reason=Vakantie", true),
      ] {
        let outcome = await city.ask("waiting.intake \(entry) \(line) dry-run=yes")
        #expect(outcome["past_own_worker"]?.bool == isPast, "\(line): \(outcome)")
      }
      await city.does([("f.een", "waiting.intake \(entry) appointment=\(past) reason=Vakantie")])
      // Nothing tells who helps.
      #expect(await city.ask("waiting.start \(entry) dry-run=yes")["past_own_worker"]?.bool == false)
      _ = try await city.booked(casus, at: "2026-03-06T10:00", type: "behandeling", with: "o.een", "mode=online")
      await city.does([("admin", "clock at=2026-03-06T12:00")])
      let start = await city.ask("waiting.start \(entry)")
      #expect(start.code == "syntax.missing-parameter" && start["field"]?.string == "reason", "\(start)")
      #expect(await city.ask("waiting.start \(entry) on=2026-03-05 dry-run=yes")["past_own_worker"]?.bool == false)
      #expect(await city.ask("waiting.start \(entry) reason=Verhuisd")["past_own_worker"]?.bool == true)
      #expect(
        try city.sql(
          """
          SELECT f.what, f.reason, f.detail->'past_own_worker' FROM koos.waiting_fact f
          WHERE f.what IN ('intake', 'started') AND f.entry = \(entry.dropFirst(2)) ORDER BY f.number
          """) == [["intake", "Vakantie", "true"], ["started", "Verhuisd", "true"]])
    }
  }

  @Test("the time of a worker who left the team goes to nobody")
  func leftTheTeam() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      _ = try await city.waiter(since: "2026-02-02")
      try await city.free(with: "o.twee")
      #expect(await city.ask("member.end o.twee team=basecamp-zuidwest role=specialist", as: "t.lead").code == "ok")
      await city.does([("f.een", "offer.decline \(try await city.openOffer())")])
      #expect(await city.offers() == ["\(one.entry) declined"])
      #expect(try city.slots() == ["ended"])
    }
  }

  @Test("time with a gezinswerker goes to a child of the own buurtteam, not past it to another's")
  func otherBuurtteam() async throws {
    try await CareCity.with { city in
      let strange = try await city.waiter(since: "2026-02-01")
      let own = try await city.waiter(since: "2026-02-02")
      _ = try city.sql(
        """
        UPDATE koos.casus_owner SET team = (SELECT id FROM koos.team WHERE slug = 'buurtteam-zuidwest-2')
        WHERE casus = \(strange.casus.dropFirst(2)) AND team = (SELECT id FROM koos.team WHERE slug = 'buurtteam-zuidwest-1');
        SELECT koos.refresh_all_access()
        """)
      try await city.free(with: "o.een,f.een")
      #expect(await city.offers() == ["\(own.entry) open"])
    }
  }

  @Test("a pause gives up what is held, to the next")
  func paused() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      try await city.free()
      let offer = try await city.openOffer()
      await city.does([("f.een", "waiting.pause \(one.entry) reason=onbereikbaar")])
      #expect(await city.offers() == ["\(one.entry) withdrawn", "\(two.entry) open"])
      let late = await city.ask("offer.accept \(offer)")
      #expect(late.code == "state.offer" && late["is"]?.string == "withdrawn", "\(late)")
      #expect(try city.happened(one.entry).map { $0[0] } == ["offered", "withdrawn", "paused"])
      #expect(await city.ask("waiting.show \(one.entry)")["needs_talk"]?.bool == false, "it refused nothing")
    }
  }

  @Test("a room that was taken meanwhile is not missed where another is free")
  func roomGone() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      let made = await city.ask(
        "offer.make at=2026-03-10T10:00 minutes=60 with=o.een mode=on-site place=basecamp-zuidwest", as: "t.lead")
      #expect(made["room"]?.string == "1", "\(made)")
      // It expires, and before anybody looks its room is booked.
      try city.advance("48 hours")
      await city.does([
        (
          "o.twee",
          "appointment.book type=overig at=2026-03-10T10:00 minutes=60 with=o.twee mode=on-site place=basecamp-zuidwest room=1"
        )
      ])
      await city.talk.runJobs()
      #expect(await city.offers() == ["\(one.entry) expired", "\(two.entry) open"])
    }
  }

  @Test("what expired is no refusal, also where the family calls it off before anybody looked")
  func calledOffLate() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      try await city.free()
      let row = try #require(await city.ask("offer.list status=open").rows.first)
      try city.advance("48 hours")
      await city.cancel(try #require(row["appointment"]?.string))
      #expect(await city.offers() == ["\(one.entry) expired"])
    }
  }
}
