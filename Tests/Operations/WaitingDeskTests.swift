import TestKit
import Testing
import Wire

@Suite("What falls due while waiting")
struct WaitingDeskTests {
  /// What was put on desks about an entry since the last look: team, cause and what it says.
  private static func told(_ city: CareCity, _ entry: String) throws -> [String] {
    try city.sql(
      """
      WITH taken AS (DELETE FROM koos.event e WHERE e.topic = 'desk' AND e.code = '\(entry)' RETURNING e.*)
      SELECT t.slug, e.cause, e.what FROM taken e JOIN koos.team t ON t.id = e.team ORDER BY e.what, t.slug
      """
    ).map { $0.map { $0 ?? "" }.joined(separator: " ") }
  }

  private static func both(_ what: String) -> [String] {
    ["basecamp-zuidwest review \(what)", "buurtteam-zuidwest-1 review \(what)"]
  }

  private static func day(_ city: CareCity, _ day: String) async {
    #expect(await city.ask("clock at=2026-\(day)T08:00", as: "admin").code == "ok")
  }

  // On the list since 2 March: a week without a bridge on 9 March, spoken to by 30 March, help within 63 days, 4 May.
  @Test("what falls due is told once, on its day, to whom it is up to")
  func days() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      await city.does([
        ("t.lead", "waiting.urgency \(entry) urgency=urgent reason=Zo review-on=2026-03-20"),
        ("t.lead", "waiting.override \(entry) rank=1 reason=Zo review-on=2026-03-25"),
      ])
      _ = try city.sql("DELETE FROM koos.event")
      for (day, told) in [
        ("03-08", []), ("03-09", Self.both("unbridged")), ("03-10", []), ("03-19", []),
        ("03-20", ["basecamp-zuidwest review urgency-review"]), ("03-24", []),
        ("03-25", ["basecamp-zuidwest review override-review"]), ("03-30", []),
        ("03-31", Self.both("contact-overdue")), ("04-01", []), ("05-04", []),
        ("05-05", ["basecamp-zuidwest breach over-norm"]), ("05-06", []),
      ] {
        await Self.day(city, day)
        #expect(try Self.told(city, entry) == told, "\(day)")
        let watched = try city.sql(
          "DELETE FROM koos.event WHERE topic = 'waiting' AND code = '\(entry)' AND kind = 'case' RETURNING cause")
        #expect(
          watched.compactMap { $0[0] } == told.prefix(1).compactMap { $0.split(separator: " ").last.map(String.init) })
      }
    }
  }

  @Test("another contact, bridge, urgency, place or norm makes it due another day")
  func again() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-02")
      let bridge = "waiting.bridge \(entry) kind=phone by=o.een"
      await city.does([("o.een", "\(bridge) until=2026-03-20")])
      await Self.day(city, "03-26")
      #expect(try Self.told(city, entry) == [], "bridged until 20 March, and not yet a week without")
      await Self.day(city, "03-27")
      #expect(try Self.told(city, entry) == Self.both("unbridged"))
      await city.does([("o.een", "\(bridge) until=2026-04-05")])
      await Self.day(city, "03-31")
      #expect(try Self.told(city, entry) == Self.both("contact-overdue"))
      await city.does([("f.een", "waiting.contact \(entry) text=Gebeld next-on=2026-04-01")])
      await Self.day(city, "04-02")
      #expect(try Self.told(city, entry) == Self.both("contact-overdue"))
      await city.does([("f.een", "waiting.contact \(entry) text=Gebeld next-on=2026-12-01")])
      await Self.day(city, "04-07")
      #expect(try Self.told(city, entry) == ["basecamp-zuidwest breach over-norm"])
      await Self.day(city, "04-12")
      #expect(try Self.told(city, entry) == Self.both("unbridged"))
      await city.does([
        ("admin", "waiting.norm whole days=90 from=2026-02-01"),
        ("t.lead", "waiting.urgency \(entry) urgency=spoed reason=Zo review-on=2026-04-14"),
      ])
      await Self.day(city, "04-14")
      #expect(try Self.told(city, entry) == ["basecamp-zuidwest review urgency-review"])
      await city.does([("t.lead", "waiting.urgency \(entry) urgency=spoed reason=Zo review-on=2026-04-16")])
      await Self.day(city, "04-16")
      #expect(try Self.told(city, entry) == ["basecamp-zuidwest review urgency-review"])
      await Self.day(city, "05-04")
      #expect(try Self.told(city, entry) == ["basecamp-zuidwest breach over-norm"], "2 February and 90 days is 3 May")
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      await city.does([
        ("t.lead", "waiting.urgency \(entry) urgency=urgent reason=Zo review-on=2026-05-10"),
        ("f.een", "consent.record \(client) purpose=treatment by=parent-1"), ("f.een", "waiting.start \(entry)"),
      ])
      await Self.day(city, "12-02")
      #expect(try Self.told(city, entry) == [], "who has started waits no more")
    }
  }

  @Test("it lies on the desks of who is to do something, in words, and of nobody else")
  func desks() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-01-02")
      await Self.day(city, "03-31")
      func texts(_ login: String, until count: Int) async -> [String] {
        await city.desk(login, until: count) { $0["thing"]?.string == entry }.compactMap { $0["text"]?.string }.sorted()
      }
      let shared = ["De dag om \(entry) te spreken is voorbij.", "\(entry) wacht zonder overbrugging."]
      for login in ["f.een", "f.lead"] { #expect(await texts(login, until: 2) == shared, "\(login)") }
      for login in ["o.een", "t.lead"] {
        #expect(
          await texts(login, until: 3) == [shared[0], "\(entry) wacht langer dan de norm.", shared[1]], "\(login)")
      }
      for login in ["pl.een", "o.drie", "f.drie", "z.lead", "admin"] {
        #expect(await texts(login, until: 0).isEmpty, "\(login)")
      }
      let session = city.talk.session()
      #expect(await session.ask("session lang=en").code == "ok")
      let english = await session.ask("desk as=t.lead").rows.filter { $0["thing"]?.string == entry }
        .compactMap { $0["text"]?.string }.sorted()
      #expect(
        english == [
          "The day to speak to \(entry) has passed.", "\(entry) waits longer than the norm.",
          "\(entry) waits without anything to bridge it.",
        ])
      let breach = await city.desk("t.lead", until: 1) { $0["cause"]?.string == "breach" }
      #expect(breach.compactMap { $0["thing"]?.string } == [entry])
    }
  }

  @Test("several daemons tell it once, and a closed case tells nothing")
  func once() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      let casus = try await city.casus()
      let closed = try await city.entry(casus)
      try city.close(casus)
      try city.advance("30 days")
      let daemons = try (0..<4).map { _ in try Conversation(city.city) }
      await withTaskGroup(of: Void.self) { group in
        for daemon in daemons { group.addTask { await daemon.runJobs() } }
      }
      await city.talk.runJobs()
      #expect(try Self.told(city, entry) == Self.both("contact-overdue") + Self.both("unbridged"))
      #expect(try Self.told(city, closed) == [])
      for daemon in daemons { await daemon.close() }
    }
  }
}
