import TestKit
import Testing
import Wire

@Suite("Still waiting?")
struct WaitingReviewTests {
  private static let review = "waiting.review basecamp-zuidwest"

  private static func rows(_ city: CareCity, _ words: String = "") async -> [JSON] {
    await city.ask("\(review) \(words)", as: "t.lead").rows
  }

  private static func entries(_ city: CareCity, _ words: String = "") async -> [String] {
    await rows(city, words).compactMap { $0["entry"]?.string }
  }

  @Test("only the lead of the team looks, and asks of a team, for some weeks and tries")
  func rights() async throws {
    try await CareCity.with { city in
      await city.refuses([
        (Self.review, "o.een", "denied.role", nil), (Self.review, "pl.een", "denied.role", nil),
        (Self.review, "r.report", "denied.role", nil), (Self.review, "f.lead", "denied.team", nil),
        (Self.review, "l.lead", "denied.team", nil),
        ("waiting.review", "t.lead", "syntax.missing-parameter", "team"),
        ("waiting.review nergens", "t.lead", "not-found.team", nil),
        ("\(Self.review) weeks=0", "t.lead", "input.value", "weeks"),
        ("\(Self.review) tries=0", "t.lead", "input.value", "tries"),
        ("\(Self.review) after=x", "t.lead", "input.value", "after"),
        ("\(Self.review) after=2026-03-02.12", "t.lead", "input.value", "after"),
        ("waiting.list after=x", "t.lead", "input.value", "after"),
        ("waiting.list after=9.9.9", "t.lead", "input.value", "after"),
        ("waiting.list on=2026-03-01 after=2026-03-01", "t.lead", "input.value", "after"),
      ])
      #expect(await city.ask("waiting.review buurtteam-zuidwest-1", as: "f.lead")["rows"]?.integer == 0)
      let help = try #require(await city.talk.ask("help waiting.review").rows.first)
      let said = help["summary"]?.string ?? ""
      #expect(said.contains("waiting contact") && said.contains("waiting remove reason=unreachable"), "\(help)")
    }
  }

  // All were put on the list on 2 March. Six weeks later is 13 April; one of them was spoken to on 16 March, which is four
  // weeks before that day.
  @Test("whom nobody spoke to for six weeks is told, whatever the status, longest first")
  func quiet() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let spoken = try await city.entry(casus, "registered-on=2026-01-05")
      let incomplete = try await city.entry(try await city.casus(), "form=no")
      let held = try await city.entry(
        try await city.casus(), "registered-on=2026-02-01 prefers-worker=o.twee prefers-mode=online language=ar")
      await city.does([
        ("f.een", "waiting.pause \(held) reason=voorkeur"),
        ("t.lead", "setting.set waiting.contact-every value=60d team=basecamp-zuidwest"),
        ("admin", "clock at=2026-03-09T09:00"), ("pl.een", "waiting.contact \(spoken) text=Niemand answered=no"),
        ("admin", "clock at=2026-03-16T09:00"), ("f.een", "waiting.contact \(spoken) text=Gesproken"),
        ("admin", "clock at=2026-04-12T09:00"),
      ])
      #expect(await Self.entries(city).isEmpty, "a day short of six weeks")
      await city.does([("admin", "clock at=2026-04-13T09:00")])
      #expect(await Self.entries(city) == [incomplete, held])
      #expect(await Self.entries(city, "weeks=6") == [incomplete, held])
      #expect(await Self.entries(city, "weeks=5") == [incomplete, held])
      #expect(await Self.entries(city, "weeks=4") == [incomplete, held, spoken])
      #expect(await Self.entries(city, "weeks=7").isEmpty)
      let rows = await Self.rows(city, "weeks=4")
      #expect(rows.compactMap { $0["status"]?.string } == ["onvolledig", "aangehouden", "wacht-op-intake"])
      #expect(rows.map { $0["elapsed_days"]?.integer } == [nil, 71, 98])
      #expect(rows.map { $0["last_spoken_on"]?.string } == [nil, nil, "2026-03-16"])
      #expect(rows.compactMap { $0["tries"]?.integer } == [0, 0, 0], "what came before they spoke is over")
      #expect(rows.map { $0["last_tried_on"]?.string } == [nil, nil, nil])
      #expect(rows.map { $0["next_contact_on"]?.string } == ["2026-03-30", "2026-03-30", "2026-05-15"])
      #expect(rows.map { $0["prefers_worker"]?.string } == [nil, "o.twee", nil])
      #expect(rows.map { $0["prefers_mode"]?.string } == [nil, "online", nil])
      #expect(rows.map { $0["language"]?.string } == [nil, "ar", nil])
      #expect(
        rows.last?["case"]?.string == casus && rows.allSatisfy { $0["proposal"] == .null && $0["reason"] == .null })
      await city.does([("t.lead", "setting.set waiting.review-after value=28d team=basecamp-zuidwest")])
      #expect(await Self.entries(city) == [incomplete, held, spoken], "the team's own interval")
      #expect(await Self.entries(city, "weeks=6") == [incomplete, held])
      let page = await city.ask("\(Self.review) limit=2", as: "t.lead")
      #expect(page.rows.count == 2 && page["next"]?.string != nil, "\(page)")
      #expect(await Self.entries(city, "limit=2 after=\(page["next"]?.string ?? "")") == [spoken])
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      await city.does([
        ("f.een", "consent.record \(client) purpose=treatment by=parent-1"), ("f.een", "waiting.start \(spoken)"),
      ])
      #expect(await Self.entries(city) == [incomplete, held], "help has begun")
    }
  }

  @Test("after three calls in vain it proposes removal, and removes nobody")
  func tries() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      await city.does([("admin", "clock at=2026-04-13T09:00")])
      func row() async -> JSON? { await Self.rows(city).first }
      for (try_, day) in [(1, "2026-04-13"), (2, "2026-04-15"), (3, "2026-04-20")] {
        await city.does([
          ("admin", "clock at=\(day)T10:00"), ("f.een", "waiting.contact \(entry) text=\"Geen gehoor\" answered=no"),
        ])
        let row = await row()
        #expect(row?["tries"]?.integer == Int64(try_) && row?["last_tried_on"]?.string == day)
        #expect(row?["proposal"]?.string == (try_ == 3 ? "remove" : nil), "\(String(describing: row))")
        #expect(row?["reason"]?.string == (try_ == 3 ? "unreachable" : nil))
      }
      #expect(await Self.rows(city, "tries=4").first?["proposal"] == .null)
      #expect(await city.ask("waiting.list").rows.first?["status"]?.string == "wacht-op-intake", "nobody removed it")
      let seen = try city.logged("waiting.review")
      _ = await row()
      #expect(try city.logged("waiting.review") == seen + 1)
      let grounds = try city.sql(
        "SELECT DISTINCT ground, role FROM koos.access_log WHERE action = 'waiting.review' AND client IS NOT NULL")
      #expect(grounds == [["owner", "lead"]])
      await city.does([("f.een", "waiting.contact \(entry) text=Gesproken")])
      #expect(await Self.entries(city).isEmpty)
      await city.does([("admin", "clock at=2026-06-01T09:00")])
      let again = await row()
      #expect(again?["tries"]?.integer == 0 && again?["proposal"] == .null, "from the start again")
      #expect(again?["last_spoken_on"]?.string == "2026-04-20")
    }
  }
}
