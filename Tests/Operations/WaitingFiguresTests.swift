import TestKit
import Testing
import Wire

@Suite("Figures of the waiting list")
struct WaitingFiguresTests {
  @Test("four who wait 10, 20, 30 and 70 days, two of them helped meanwhile, one started after 15")
  func figures() async throws {
    try await CareCity.with { city in
      var entries: [String] = []
      for day in ["2026-02-20", "2026-02-10", "2026-01-31", "2025-12-22"] {
        entries.append(try await city.entry(try await city.casus(), "registered-on=\(day)"))
      }
      _ = try await city.entry(try await city.casus(), "letter=no")
      let client = try await city.client()
      let started = try await city.entry(try await city.casus(of: client), "registered-on=2026-02-01 urgency=urgent")
      await city.does([
        ("f.een", "waiting.bridge \(entries[1]) kind=phone by=f.een"),
        ("f.een", "waiting.bridge \(entries[3]) kind=poh by=f.een"),
        ("f.een", "waiting.pause \(entries[3]) reason=gezin"),
        ("f.een", "consent.record \(client) purpose=treatment by=parent-1"),
      ])
      _ = try city.sql("UPDATE koos.consent SET given_at = given_at - interval '30 days'")
      await city.does([("o.een", "waiting.start \(started) on=2026-02-16")])
      let told = await city.ask("waiting.summary", as: "o.een")
      let expected: [String: Int64] = [
        "gross": 4, "bridged": 2, "net": 2, "over_norm": 1, "over_norm_net": 0, "unbridged": 3, "median_days": 20,
        "p90_days": 70, "longest_days": 70, "started": 1, "started_median_days": 15, "started_p90_days": 15,
        "started_longest_days": 15,
      ]
      for (name, value) in expected { #expect(told[name]?.integer == value, "\(name): \(told)") }
      // Of the day before the fourth came there are three less; what was known then is nothing.
      let before = await city.ask("waiting.summary on=2026-01-30", as: "o.een")
      #expect(before["gross"]?.integer == 1 && before["longest_days"]?.integer == 39, "\(before)")
      #expect(before["median_days"]?.integer == 39 && before["started_median_days"] == .null)
      let unknown = await city.ask("waiting.summary known-at=2026-03-01T12:00", as: "o.een")
      #expect(unknown["gross"]?.integer == 0 && unknown["median_days"] == .null, "\(unknown)")
      let urgencies = await city.ask("waiting.summary by=urgency", as: "o.een").rows
      #expect(urgencies.compactMap { $0["urgency"]?.string } == ["regulier", "urgent"], "\(urgencies)")
      #expect(urgencies.compactMap { $0["gross"]?.integer } == [4, 0])
      #expect(urgencies.compactMap { $0["started"]?.integer } == [0, 1])
      for (group, value) in [("team", "basecamp-zuidwest"), ("wijk", "zuidwest"), ("discipline", "orthopedagoog")] {
        let rows = await city.ask("waiting.summary by=\(group)", as: "o.een").rows
        #expect(rows.map { $0[group]?.string } == [value], "\(rows)")
        for (name, number) in expected { #expect(rows.first?[name]?.integer == number, "\(group) \(name): \(rows)") }
      }
      let diagnosed = try await city.entry(try await city.casus(), "service=diagnostiek registered-on=2026-02-27")
      let services = await city.ask("waiting.summary by=service", as: "o.een").rows
      #expect(services.map { $0["service"]?.string } == ["diagnostiek", nil], "\(services)")
      #expect(services.compactMap { $0["gross"]?.integer } == [1, 4] && services.first?["longest_days"]?.integer == 3)
      await city.does([("t.lead", "waiting.remove \(diagnosed) reason=error")])
      for filter in ["team=basecamp-zuidwest", "wijk=zuidwest", "discipline=orthopedagoog", "urgency=regulier"] {
        #expect(await city.ask("waiting.summary \(filter)", as: "o.een")["gross"]?.integer == 4, "\(filter)")
      }
      #expect(await city.ask("waiting.summary service=ambulant", as: "o.een")["gross"]?.integer == 0)
      await city.refuses([
        ("waiting.summary by=naam", "o.een", "input.value", "by"),
        ("waiting.summary team=nergens", "o.een", "not-found.team", "team"),
        ("waiting.summary", "admin", "denied.role", nil), ("waiting.summary", "p.privacy", "denied.role", nil),
      ])
      #expect(await city.ask("waiting.summary", as: "o.drie")["gross"]?.integer == 0, "another team counts its own")
    }
  }

  @Test("who gathers figures has those of the organisation, but no small number, and no list")
  func suppressed() async throws {
    try await CareCity.with { city in
      let truth = try city.sql(
        """
        SELECT w.discipline, count(*) FROM koos.waiting_entry w JOIN koos.team t ON t.id = w.team JOIN koos.organisation o ON o.id = t.organisation
        WHERE w.status LIKE 'wacht%' AND o.slug = 'koos' GROUP BY 1 ORDER BY 1
        """)
      let all = await city.ask("waiting.summary", as: "r.report")
      #expect(all["gross"]?.integer == truth.compactMap { Int64($0[1] ?? "") }.reduce(0, +), "\(all)")
      let told = await city.ask("waiting.summary by=discipline", as: "r.report").rows
      #expect(told.map { $0["discipline"]?.string } == truth.map { $0[0] }, "\(told)")
      let wijken = await city.ask("waiting.summary by=wijk", as: "r.report").rows
      let numbers = (told + wijken).flatMap { row in
        ["gross", "bridged", "net", "over_norm", "over_norm_net", "unbridged", "started"].map { row[$0] ?? .null }
      }
      #expect(numbers.contains(.null), "the demo has small numbers")
      #expect(numbers.allSatisfy { $0 == .null || !(1...4).contains($0.integer ?? -1) }, "\(wijken)")
      #expect(await city.ask("waiting.list", as: "r.report").code == "denied.role")
      // Figures of an organisation are for who gathers them today.
      _ = try city.sql("UPDATE koos.member SET until_on = koos.today() WHERE role = 'reporter'")
      #expect(await city.ask("waiting.summary", as: "r.report").code == "denied.role")
    }
  }

  @Test("of 18 who wait 8 have a bridge and 8 wait too long, 3 of them with one: what tells of the 3 is kept")
  func differences() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let services = ["ambulant", "diagnostiek", "gezinsbehandeling", "groepsbehandeling", "pleegzorg", "wonen"]
      for number in 0..<20 {
        let discipline = ["orthopedagoog", "psycholoog", "gz-psycholoog", "vaktherapeut"][number / 6]
        let words = number < 18 ? "registered-on=\(number < 8 ? "2025-11-01" : "2026-02-20")" : "form=no"
        let entry = try await city.made(
          "entry", "waiting.add \(casus) discipline=\(discipline) service=\(services[number % 6]) \(words)")
        // Three who wait too long, and five who do not.
        if (0..<3).contains(number) || (8..<13).contains(number) {
          await city.does([("f.een", "waiting.bridge \(entry) kind=phone by=f.een")])
        }
      }
      let whole = await city.ask("waiting.summary", as: "t.lead")
      #expect(whole["over_norm_net"]?.integer == 5 && whole["unbridged"]?.integer == 12, "\(whole)")
      let told = await city.ask("waiting.summary team=basecamp-zuidwest", as: "r.report")
      #expect(told["gross"]?.integer == 18 && told["bridged"]?.integer == 8 && told["net"]?.integer == 10, "\(told)")
      #expect(told["over_norm"]?.integer == 8 && told["over_norm_net"] == .null, "8 less 5 is 3 children")
      #expect(told["unbridged"] == .null, "12 less 10 is 2 children")
    }
  }
}
