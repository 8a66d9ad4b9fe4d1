import TestKit
import Testing
import Wire

@Suite("Review of consent on birthdays")
struct ConsentReviewTests {
  private func states(_ city: CareCity, _ client: String) async -> String {
    await city.ask("consent.list \(client)").rows.map { row in
      "\(row["by"]?.string ?? "")=\(row["state"]?.string ?? "")"
    }.joined(separator: " ")
  }

  /// Who was told to review a child's consent, in the order told.
  private func told(_ city: CareCity, _ client: String, since day: String = "2026-01-01") throws -> [String] {
    try city.sql(
      """
      SELECT coalesce(t.slug, 'watchers') FROM koos.event e LEFT JOIN koos.team t ON t.id = e.team
      WHERE e.at >= '\(day)' AND e.kind = 'client' AND e.thing = \(client.dropFirst(2)) AND 'consent-review' IN (e.what, e.cause) ORDER BY e.at, 1
      """
    ).compactMap { $0.first.flatMap { $0 } }
  }

  private func clock(_ day: String, _ city: CareCity) async {
    let moved = await city.ask("clock at=\(day)T08:00", as: "admin")
    #expect(moved.code == "ok", "\(day): \(moved)")
  }

  @Test(
    "a consent falls due on the birthday, of a date known to month or year on its last day",
    arguments: [
      ("2014-03-05", "2026-03-04", "2026-03-05"), ("2014-03", "2026-03-30", "2026-03-31"),
      ("2014", "2026-12-30", "2026-12-31"), ("2012-02-29", "2028-02-28", "2028-02-29"),
    ])
  func birthday(birth: String, before: String, on: String) async throws {
    try await CareCity.bare { city in
      let client = try await city.client(birth: birth)
      _ = try await city.casus(of: client)
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      _ = try await city.made("consent", "consent.record \(client) purpose=share by=parent-1 with=school")
      await clock(before, city)
      #expect(await states(city, client) == "parent-1=gegeven parent-1=gegeven")
      #expect(try told(city, client).isEmpty)
      await clock(on, city)
      #expect(await states(city, client) == "parent-1=her-te-toetsen parent-1=her-te-toetsen")
      let once = ["basecamp-zuidwest", "buurtteam-zuidwest-1", "watchers"]
      #expect(try told(city, client) == once)
      // Two jobs at once, and a later one, tell nothing more.
      async let one: Void = city.talk.runJobs()
      async let other: Void = city.talk.runJobs()
      _ = await (one, other)
      #expect(try told(city, client) == once)
      let desk = await city.desk("f.een", until: 1) { $0["thing"]?.string == client }
      #expect(desk.first?["cause"]?.string == "review", "\(desk)")
      #expect(desk.first?["text"]?.string?.contains("12, 16 of 18") == true)
    }
  }

  @Test("who is born on 29 February is 18 on 1 March; a clock that jumps over birthdays tells once, of the last")
  func jump() async throws {
    try await CareCity.bare { city in
      let client = try await city.client(birth: "2016-02-29")
      _ = try await city.casus(of: client)
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      await clock("2034-03-01", city)
      #expect(try told(city, client).count == 3)
      #expect(await states(city, client) == "parent-1=her-te-toetsen")
      let since = await city.ask("consent.list \(client)").rows.first?["review_since"]?.string
      #expect(since == "2034-03-01")
      await city.talk.runJobs()
      #expect(try told(city, client).count == 3)
    }
  }

  @Test("who says it anew settles a review; from 16 the youth does so for the family, whose consent then is over")
  func settled() async throws {
    try await CareCity.bare { city in
      let client = try await city.client(birth: "2014-03-05")
      let casus = try await city.casus(of: client)
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      await clock("2026-03-05", city)
      // At 12 the parents' consent goes on counting, and the youth's is needed besides.
      let start = "case.traject.start \(casus) service=ambulant dry-run=yes"
      #expect(await city.ask(start).texts("who") == ["youth"])
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=youth")
      #expect(await city.ask(start).code == "ok")
      #expect(await states(city, client) == "parent-1=her-te-toetsen youth=gegeven")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      #expect(await states(city, client) == "parent-1=gegeven youth=gegeven parent-1=gegeven")
      await clock("2030-03-05", city)
      #expect(try told(city, client, since: "2030-03-05").count == 3)
      let due = "her-te-toetsen"
      #expect(await states(city, client) == "parent-1=\(due) youth=\(due) parent-1=\(due)")
      #expect(await city.ask(start).code == "ok")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=youth")
      #expect(await states(city, client) == "parent-1=verlopen youth=gegeven parent-1=verlopen youth=gegeven")
      await clock("2032-03-05", city)
      #expect(await states(city, client) == "parent-1=verlopen youth=\(due) parent-1=verlopen youth=\(due)")
      #expect(try told(city, client, since: "2032-03-05").count == 3)
    }
  }

  @Test(
    "withdrawn, run out or refused there is nothing to review; a corrected birth date is told of again where it moves on"
  )
  func corrected() async throws {
    try await CareCity.bare { city in
      let client = try await city.client(birth: "2014-03-05")
      _ = try await city.casus(of: client)
      _ = try await city.made("consent", "consent.record \(client) purpose=share by=parent-1 until=2026-03-04")
      _ = try await city.made("consent", "consent.record \(client) purpose=identify by=parent-1 refused=yes")
      let gone = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      #expect(await city.ask("consent.withdraw \(gone)").code == "ok")
      await clock("2026-03-05", city)
      #expect(await states(city, client) == "parent-1=verlopen parent-1=geweigerd parent-1=ingetrokken")
      #expect(try told(city, client).isEmpty)
      let other = try await city.client(birth: "2014-03-08")
      _ = try await city.casus(of: other)
      _ = try await city.made("consent", "consent.record \(other) purpose=treatment by=parent-1")
      await clock("2026-03-08", city)
      #expect(try told(city, other).count == 3)
      // Born later after all: no longer due, and told on the right day. Born earlier: told already.
      #expect(await city.ask("client.change \(other) birth=2014-03-10").code == "ok")
      #expect(await states(city, other) == "parent-1=gegeven")
      await clock("2026-03-10", city)
      #expect(try told(city, other).count == 6)
      #expect(await city.ask("client.change \(other) birth=2014-03-09").code == "ok")
      await city.talk.runJobs()
      #expect(await states(city, other) == "parent-1=her-te-toetsen")
      #expect(try told(city, other).count == 6)
      // Merged, the consents are the other child's, and stay told.
      let twin = try await city.client(birth: "2014-03-09")
      _ = try await city.casus(of: twin)
      #expect(await city.ask("client.merge \(other) into=\(twin)", as: "f.lead").code == "ok")
      await city.talk.runJobs()
      #expect(await states(city, twin) == "parent-1=her-te-toetsen")
      #expect(try told(city, twin).count == 6)
    }
  }

  @Test("where the reviews of consents fail, what else falls due is done all the same")
  func apart() async throws {
    try await CareCity.bare { city in
      let consult = try await city.consult()
      _ = try city.sql(
        """
        CREATE OR REPLACE FUNCTION koos.pass_consents() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS
        $$ BEGIN RAISE EXCEPTION 'no'; END $$
        """)
      await clock("2026-04-01", city)
      let overdue = try city.sql(
        "SELECT count(*) FROM koos.event e WHERE e.cause = 'overdue' AND e.kind = 'consult' AND e.thing = \(consult.dropFirst(2))"
      )
      #expect(overdue == [["1"]])
      let jobs = await city.ask("status", as: "admin")["jobs"]?.array ?? []
      let failed = jobs.filter { $0["outcome"]?.string == "failed" }.map { $0["name"]?.string }
      #expect(failed == ["consents"], "\(jobs)")
    }
  }

  @Test("a child without a case is told of to the team that added it; who reads a plan hears nothing of consent")
  func elsewhere() async throws {
    try await CareCity.bare { city in
      let client = try await city.client(birth: "2014-03-05")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      let other = try await city.client(birth: "2014-03-05")
      let casus = try await city.casus(of: other)
      _ = try await city.made("consent", "consent.record \(other) purpose=treatment by=parent-1")
      try city.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true, reads: "plan")
      await clock("2026-03-05", city)
      #expect(
        try told(city, client) == ["buurtteam-zuidwest-1", "watchers"])
      let seen =
        "SELECT count(*) FROM koos.event e WHERE e.cause = 'consent-review' AND e.thing = \(other.dropFirst(2))"
      #expect(try city.seen(seen, by: "o.drie") == ["0"] && city.seen(seen, by: "o.een") == ["1"])
      #expect(try city.seen("SELECT count(*) FROM koos.client", by: "o.drie") != ["0"])
    }
  }
}
