import TestKit
import Testing
import Wire

@Suite("Norms of waiting")
struct WaitingNormTests {
  /// The day the norm of an entry runs out, as the list tells it.
  private static func due(_ city: CareCity, _ entry: String, _ words: String = "") async -> String? {
    await city.ask("waiting.list \(words)").rows.first { $0["entry"]?.string == entry }?["due_on"]?.string
  }

  @Test("every worker reads the norms, an administrator adds one, and nothing else changes them")
  func rights() async throws {
    try await CareCity.with { city in
      for login in ["f.een", "pl.een", "r.report", "p.privacy", "admin"] {
        let rows = await city.ask("waiting.norm", as: login).rows
        #expect(rows.compactMap { $0["days"]?.integer } == [28, 70, 63], "\(login): \(rows)")
        #expect(rows.compactMap { $0["segment"]?.string } == ["intake", "start", "whole"])
        #expect(rows.map { $0["service"]?.string } == ["ggz-behandeling", "ggz-behandeling", nil])
        #expect(rows.allSatisfy { $0["running"]?.bool == true && $0["team"] == .null && $0["recorded_at"] == .null })
      }
      let add = "waiting.norm whole days=42 from=2026-02-01"
      await city.refuses([
        (add, "t.lead", "denied.role", nil), (add, "r.report", "denied.role", nil),
        ("waiting.norm days=42 from=2026-02-01", "admin", "syntax.missing-parameter", "segment"),
        ("waiting.norm whole from=2026-02-01", "admin", "syntax.missing-parameter", "days"),
        ("waiting.norm whole days=42", "admin", "syntax.missing-parameter", "from"),
        ("waiting.norm service=ambulant", "admin", "syntax.missing-parameter", "segment"),
        ("waiting.norm half days=42 from=2026-02-01", "admin", "input.value", "segment"),
        ("waiting.norm whole days=0 from=2026-02-01", "admin", "input.value", "days"),
        ("waiting.norm whole days=1001 from=2026-02-01", "admin", "input.value", "days"),
        ("waiting.norm whole days=42 from=2026-02-30", "admin", "input.value", "from"),
        ("\(add) service=toverkunst", "admin", "input.value", "service"),
        ("\(add) service=dyslexiezorg", "admin", "input.value", "service"),
        ("\(add) team=nergens", "admin", "not-found.team", nil),
      ])
      let tried = await city.ask("\(add) dry-run=yes", as: "admin")
      #expect(tried.code == "ok" && (tried["moved"]?.integer ?? 0) > 0, "\(tried)")
      #expect(await city.ask("waiting.norm").rows.count == 3)
      let added = await city.ask("\(add) team=basecamp-zuidwest once=n", as: "admin")
      let norm = try #require(added["norm"], "\(added)")
      #expect(norm["segment"]?.string == "whole" && norm["days"]?.integer == 42 && norm["from"]?.string == "2026-02-01")
      #expect(norm["team"]?.string == "basecamp-zuidwest" && norm["service"] == .null && norm["running"]?.bool == true)
      #expect(norm["recorded_at"]?.string == City.now && added["moved"]?.integer == 0)
      #expect(await city.ask("\(add) team=basecamp-zuidwest once=n", as: "admin")["replayed"]?.bool == true)
      let page = await city.ask("waiting.norm limit=3")
      #expect(page.rows.count == 3)
      let rest = await city.ask("waiting.norm after=\(page["next"]?.string ?? "")").rows
      #expect(rest.count == 1 && rest.first?["team"]?.string == "basecamp-zuidwest", "\(rest)")
    }
  }

  // Registered on 2 February: help other than ggz within 63 days, 6 April; ggz within 28 to the intake, 2 March, and after
  // an intake on 16 February within 70 from there, 27 April.
  @Test("ggz has 28 days to the intake and 70 from there, all else 63, and a team may have its own")
  func examples() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let (day, before) = ("registered-on=2026-02-02", "registered-on=2026-01-30")
      let other = try await city.entry(casus, day)
      let ggz = try await city.entry(casus, "service=ggz-behandeling \(day)")
      let earlier = try await city.entry(try await city.casus(), before)
      #expect(await Self.due(city, other) == "2026-04-06")
      #expect(await Self.due(city, ggz) == "2026-03-02")
      #expect(await Self.due(city, earlier) == "2026-04-03")
      #expect(await city.ask("waiting.intake \(ggz) on=2026-02-16")["due_on"]?.string == "2026-04-27")
      #expect(await city.ask("waiting.intake \(other) on=2026-02-16")["due_on"]?.string == "2026-04-06", "the whole")

      // The team promises six weeks to who came since 1 February: 2 February and 42 days is 16 March.
      let own = "waiting.norm whole days=42 from=2026-02-01 team=basecamp-zuidwest"
      #expect(await city.ask(own, as: "admin")["moved"]?.integer == 1)
      #expect(await Self.due(city, other) == "2026-03-16")
      #expect(await Self.due(city, earlier) == "2026-04-03", "the norm came after it")
      #expect(await Self.due(city, ggz) == "2026-04-27", "ggz has norms of its own")
      let told = try city.sql("SELECT code FROM koos.event WHERE topic = 'waiting' AND cause = 'norm'")
      #expect(told == [[other]])

      // Five weeks from 10 March is for who comes then, and for nobody who was there.
      let later = await city.ask("waiting.norm whole days=35 from=2026-03-10 team=basecamp-zuidwest", as: "admin")
      #expect(later["moved"]?.integer == 0 && later["norm"]?["running"]?.bool == false, "\(later)")
      #expect(await city.ask("clock at=2026-03-10T09:00", as: "admin").code == "ok")
      #expect(await Self.due(city, other) == "2026-03-16")
      let new = try await city.entry(try await city.casus())
      #expect(await Self.due(city, new) == "2026-04-14")
      #expect(
        await city.ask("waiting.norm").rows.compactMap { $0["running"]?.bool } == [true, true, true, false, true])

      // A service that never had a norm gets one: 30 days from 2 February is 4 March.
      let ambulant = try await city.entry(casus, "service=ambulant \(day)")
      #expect(await Self.due(city, ambulant) == "2026-03-16")
      #expect(
        await city.ask("waiting.norm whole days=30 from=2026-01-01 service=ambulant", as: "admin")["moved"]?.integer
          ?? 0 > 0)
      #expect(await Self.due(city, ambulant) == "2026-03-04")
      #expect(await city.ask("waiting.list over-norm=yes service=ambulant team=basecamp-zuidwest").rows.count == 1)
    }
  }

  @Test("a norm that holds since before moves who waits, and what was known before stays known")
  func known() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-02")
      let before = try city.sql("SELECT rev FROM koos.waiting_entry WHERE id = \(entry.dropFirst(2))")
      #expect(await city.ask("clock advance=1h", as: "admin").code == "ok")
      let added = await city.ask("waiting.norm whole days=28 from=2026-02-01 team=basecamp-zuidwest", as: "admin")
      #expect(added["moved"]?.integer == 1, "\(added)")
      #expect(await city.ask("clock advance=1h", as: "admin").code == "ok")
      #expect(await Self.due(city, entry) == "2026-03-02")
      for (words, due) in [
        ("on=2026-03-02 known-at=2026-03-02T08:30", "2026-04-06"), ("known-at=2026-03-02T08:59:59", "2026-04-06"),
        ("on=2026-03-02 known-at=2026-03-02T09:00", "2026-03-02"), ("on=2026-03-02", "2026-03-02"),
        ("on=2026-02-20", "2026-03-02"),
      ] {
        #expect(await Self.due(city, entry, words) == due, "\(words)")
      }
      let after = try city.sql("SELECT rev FROM koos.waiting_entry WHERE id = \(entry.dropFirst(2))")
      #expect(after != before, "who changes the entry has read the day before")
    }
  }
}
