import TestKit
import Testing
import Wire

@Suite("Whom freed time is for")
struct OfferMatchTests {
  /// A wish of the one who waits first, how the time is, and whether it is offered to that one.
  static let wanted: [(words: String, time: String?, isMatch: Bool)] = [
    ("", nil, true),
    ("prefers-mode=on-site", nil, true),
    ("prefers-mode=online", nil, false),
    ("prefers-mode=online", "mode=online", true),
    ("prefers-mode=phone", "mode=online", false),
    ("prefers-mode=on-site", "mode=online", false),
    ("prefers-mode=online", "mode=hybrid place=basecamp-zuidwest", true),
    ("prefers-mode=hybrid", "mode=hybrid place=basecamp-zuidwest", true),
    ("prefers-mode=hybrid", nil, false),
    ("prefers-worker=o.een", nil, true),
    ("prefers-worker=o.twee", nil, false),
    ("language=Arabisch", nil, true),
    ("language=arabisch", nil, true),
    ("language=Pools", nil, false),
    ("language=Nederlands", nil, true),
  ]

  @Test("way of meeting, worker and language", arguments: 0..<15)
  func wishes(index: Int) async throws {
    let (words, time, isMatch) = Self.wanted[index]
    try await CareCity.with { city in
      _ = try city.sql("UPDATE koos.worker SET languages = '{Arabisch}' WHERE login = 'o.een'")
      let wishing = try await city.waiter(since: "2026-02-01", words)
      let other = try await city.waiter(since: "2026-02-02")
      try await city.free(time)
      #expect(await city.offers() == ["\(isMatch ? wishing.entry : other.entry) open"], "\(words)")
    }
  }

  @Test("who would rather have a worker who is gone waits for nobody in particular")
  func goneWorker() async throws {
    try await CareCity.with { city in
      let wishing = try await city.waiter(since: "2026-02-01", "prefers-worker=o.twee")
      _ = try city.sql(
        "UPDATE koos.worker SET disabled_at = koos.now(), disabled_reason = 'Weg' WHERE login = 'o.twee'")
      try await city.free()
      #expect(await city.offers() == ["\(wishing.entry) open"])
    }
  }

  @Test("who is not on the list, waits incomplete, paused, for another discipline, or is busy then is passed over")
  func standing() async throws {
    try await CareCity.with { city in
      let paused = try await city.waiter(since: "2026-01-01")
      let incomplete = try await city.made(
        "entry", "waiting.add \(try await city.casus()) discipline=orthopedagoog letter=no")
      let other = try await city.waiter(since: "2026-01-02", discipline: "systeemtherapeut")
      let busy = try await city.waiter(since: "2026-01-03")
      let free = try await city.waiter(since: "2026-02-01")
      await city.does([
        ("f.een", "waiting.pause \(paused.entry) reason=gezin"),
        (
          "g.een",
          "appointment.book case=\(busy.casus) type=overig at=2026-03-10T10:30 minutes=60 with=g.een mode=online"
        ),
      ])
      try await city.free()
      #expect(await city.offers() == ["\(free.entry) open"], "\(incomplete), \(other.entry)")
    }
  }

  @Test("an override and urgency put one first, as in the list")
  func order() async throws {
    try await CareCity.with { city in
      let long = try await city.waiter(since: "2026-01-05")
      let urgent = try await city.waiter(since: "2026-02-20", "urgency=spoed")
      let pushed = try await city.waiter(since: "2026-02-25")
      await city.does([("t.lead", "waiting.override \(pushed.entry) rank=1 reason=Onveilig review-on=2026-04-01")])
      try await city.free()
      for _ in 0..<2 { await city.does([("f.een", "offer.decline \(try await city.openOffer())")]) }
      #expect(
        await city.offers() == ["\(pushed.entry) declined", "\(urgent.entry) declined", "\(long.entry) open"])
    }
  }

  @Test("the child whose appointment it was is not offered the same time again, whoever cancelled")
  func notAgain() async throws {
    for by in ["client", "provider"] {
      try await CareCity.with { city in
        let alone = try await city.waiter()
        await city.cancel(try await city.booked(alone.casus, at: "2026-03-10T10:00"), by: by)
        #expect(await city.offers() == [])
        #expect(try city.slots() == ["ended"])
        // Nor when it comes free once more, after somebody else had it.
        let other = try await city.waiter()
        await city.cancel(try await city.booked(other.casus, at: "2026-03-10T10:00"), by: by)
        #expect(await city.offers() == [])
      }
    }
  }

  @Test("in person it is for a wijk the team serves or where the place is; online for every wijk")
  func wijk() async throws {
    try await CareCity.with { city in
      let far = try await city.waiter(since: "2026-02-01")
      let near = try await city.waiter(since: "2026-02-02")
      _ = try city.sql(
        """
        ALTER TABLE koos.casus DISABLE TRIGGER casus_changes; ALTER TABLE koos.casus DISABLE TRIGGER casus_decided;
        UPDATE koos.casus SET wijk = 'oost' WHERE id = \(far.casus.dropFirst(2));
        ALTER TABLE koos.casus ENABLE TRIGGER casus_changes; ALTER TABLE koos.casus ENABLE TRIGGER casus_decided
        """)
      try await city.free(at: "2026-03-10T10:00")
      #expect(await city.offers("status=open") == ["\(near.entry) open"])
      try await city.free(at: "2026-03-10T15:00", "mode=online")
      #expect(await city.offers("status=open") == ["\(near.entry) open", "\(far.entry) open"])
      await city.does([("f.een", "offer.decline \(try await city.openOffer("entry=\(far.entry)"))")])
      try await city.free(at: "2026-03-11T10:00", "mode=on-site place=basecamp-oost")
      #expect(await city.offers("entry=\(far.entry) status=open") == ["\(far.entry) open"])
    }
  }

  @Test("what can be reached no more in time is offered to nobody, a home that cannot to the next")
  func travel() async throws {
    try await CareCity.with { city in
      let far = try await city.waiter(since: "2026-02-01")
      let near = try await city.waiter(since: "2026-02-02")
      _ = try city.sql(
        "UPDATE koos.client SET wijk = 'oost' WHERE id = (SELECT client FROM koos.casus WHERE id = \(far.casus.dropFirst(2)))"
      )
      let visit = try await city.booked(
        try await city.casus(), at: "2026-03-10T10:00", "mode=on-site place=thuis")
      // In Zuidwest until 9:49: ten minutes are enough within the wijk, to Oost it takes twenty.
      await city.does([
        (
          "o.een",
          "appointment.book type=overig at=2026-03-10T09:00 minutes=49 with=o.een mode=on-site place=basecamp-zuidwest"
        )
      ])
      await city.cancel(visit)
      #expect(await city.offers() == ["\(near.entry) open"])
      #expect(
        try city.sql("SELECT a.home_wijk FROM koos.appointment a JOIN koos.offer o ON o.appointment = a.id") == [
          ["zuidwest"]
        ])
    }
  }

  @Test("an offer goes with its entry when two records of the child are made one")
  func merged() async throws {
    try await CareCity.with { city in
      let (kept, gone) = (try await city.client(), try await city.client())
      let casus = try await city.casus(of: gone)
      let entry = try await city.entry(casus, "registered-on=2026-02-01")
      _ = try await city.casus(of: kept)
      try await city.free()
      #expect(await city.ask("client.merge \(gone) into=\(kept)", as: "f.lead").code == "ok")
      #expect(await city.offers() == ["\(entry) open"])
      #expect(await city.ask("offer.accept \(try await city.openOffer())").code == "ok")
    }
  }

  @Test("one offer at once is enough: other time goes to the next")
  func oneEach() async throws {
    try await CareCity.with { city in
      let one = try await city.waiter(since: "2026-02-01")
      let two = try await city.waiter(since: "2026-02-02")
      try await city.free(at: "2026-03-10T10:00")
      try await city.free(at: "2026-03-11T10:00")
      try await city.free(at: "2026-03-12T10:00")
      #expect(await city.offers() == ["\(one.entry) open", "\(two.entry) open"])
      #expect(try city.slots() == ["open", "open", "ended"])
    }
  }

  @Test("who helped a child before is waited for (R14): other time passes it by, and his goes to it in its turn")
  func ownWorker() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let former = try await city.casus(of: client)
      let met = try await city.booked(former, at: "2026-03-03T10:00", type: "behandeling", with: "o.twee")
      #expect(await city.ask("clock at=2026-03-04T09:00", as: "admin").code == "ok")
      try city.close(former)
      #expect(met.hasPrefix("A-"))
      let back = try await city.casus(of: client)
      let returning = try await city.entry(back, "registered-on=2026-02-01")
      let other = try await city.waiter(since: "2026-02-02")
      let own = try city.sql(
        """
        SELECT k.login FROM koos.waiting_entry w
        LEFT JOIN koos.worker k ON k.id = w.own_worker ORDER BY w.id DESC LIMIT 2
        """)
      #expect(own == [[nil], ["o.twee"]])
      try await city.free(at: "2026-03-11T10:00", with: "o.een")
      #expect(await city.offers() == ["\(other.entry) open"])
      try await city.free(at: "2026-03-11T11:00", with: "o.twee")
      #expect(await city.offers() == ["\(other.entry) open", "\(returning) open"])
    }
  }
}
