import TestKit
import Testing
import Wire

@Suite("Leaving the waiting list, and coming back")
struct WaitingRemovalTests {
  @Test("a removal keeps reason and actor, ends pause and bridge, and can be undone as if it never was")
  func thereAndBack() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      // Over the norm of 63 days since 5 March.
      let entry = try await city.entry(casus, "registered-on=2026-01-01")
      await city.does([
        ("f.een", "waiting.pause \(entry) reason=gezin until=2026-04-20"),
        ("f.een", "waiting.bridge \(entry) kind=phone by=f.een"), ("admin", "clock advance=10d"),
      ])
      let removed = await city.ask(
        "waiting.remove \(entry) reason=unreachable text=\"Drie keer gebeld\" if=3 once=r", as: "t.lead")
      #expect(removed["status"]?.string == "uitgeschreven", "\(removed)")
      #expect(
        await city.ask(
          "waiting.remove \(entry) reason=unreachable text=\"Drie keer gebeld\" if=3 once=r", as: "t.lead")["replayed"]?
          .bool == true)
      #expect(await city.ask("waiting.list").rows.isEmpty)
      #expect(await city.ask("waiting.list over-norm=yes").rows.isEmpty)
      let row = try #require(await city.ask("waiting.list status=uitgeschreven").rows.first)
      #expect(row["entry"]?.string == entry && row["position"] == .null && row["elapsed_days"]?.integer == 70, "\(row)")
      #expect(row["over_norm"]?.bool == false && row["bridged"]?.bool == false && row["paused_days"]?.integer == 10)
      #expect(await city.ask("waiting.list on=2026-03-11").rows.first?["status"]?.string == "aangehouden")
      #expect(await city.ask("waiting.list on=2026-03-11 over-norm=yes").rows.count == 1)
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["removed_on"]?.string == "2026-03-12", "\(shown)")
      let removal = shown["removal"]
      #expect(removal?["reason"]?.string == "unreachable" && removal?["by"]?.string == "t.lead")
      #expect(removal?["text"]?.string == "Drie keer gebeld")
      #expect(await city.ask("waiting.show \(entry)", as: "pl.een")["removal"]?["text"] == .null)
      #expect(shown["bridges"]?.array?.first?["until"]?.string == "2026-03-12")
      #expect(shown["pauses"]?.array?.first?["until"]?.string == "2026-03-12")
      #expect(await city.ask("case.show \(casus)")["waiting"]?.array?.first?["status"]?.string == "uitgeschreven")

      #expect(await city.ask("clock advance=10d", as: "admin").code == "ok")
      let tried = await city.ask("waiting.restore \(entry) dry-run=yes", as: "t.lead")
      #expect(tried["status"]?.string == "wacht-op-intake", "\(tried)")
      let restored = await city.ask("waiting.restore \(entry) reason=Teruggebeld on=2026-03-20 once=b", as: "t.lead")
      #expect(restored["status"]?.string == "wacht-op-intake" && restored["position"]?.integer == 1, "\(restored)")
      #expect(restored["registered_on"]?.string == "2026-01-01" && restored["due_on"]?.string == "2026-03-05")
      #expect(
        await city.ask("waiting.restore \(entry) reason=Teruggebeld on=2026-03-20 once=b", as: "t.lead")["replayed"]?
          .bool
          == true)
      let back = try #require(await city.ask("waiting.list").rows.first)
      // Registered 1 January, ten days of pause, seen on 22 March: 80 elapsed, 70 countable.
      #expect(back["elapsed_days"]?.integer == 80 && back["countable_days"]?.integer == 70, "\(back)")
      #expect(back["over_norm"]?.bool == true && back["bridged"]?.bool == false)
      #expect(await city.ask("waiting.show \(entry)")["removed_on"] == .null)
      #expect(await city.ask("waiting.show \(entry)")["removal"] == .null)
      // As it was, it never was removed; as it was known then, it was.
      #expect(await city.ask("waiting.list on=2026-03-15").rows.first?["elapsed_days"]?.integer == 73)
      #expect(await city.ask("waiting.list on=2026-03-15 known-at=2026-03-16T12:00").rows.isEmpty)
      let then = await city.ask("waiting.list status=uitgeschreven on=2026-03-15 known-at=2026-03-16T12:00").rows
      #expect(then.first?["entry"]?.string == entry, "\(then)")
      #expect(
        try city.sql(
          "SELECT what, occurred_on, detail, reason, text FROM koos.waiting_fact WHERE what IN ('removed', 'restored') ORDER BY number"
        ) == [
          ["removed", "2026-03-12", #"{"removal": "unreachable"}"#, nil, "Drie keer gebeld"],
          ["restored", "2026-03-20", "{}", "Teruggebeld", nil],
        ])
      #expect(
        try city.sql(
          "SELECT cause FROM koos.event WHERE topic = 'waiting' AND code = '\(entry)' ORDER BY seq DESC LIMIT 2"
        ) == [["restored"], ["removed"]])
      #expect(try city.logged("waiting.remove") == 1 && city.logged("waiting.restore") == 1)
    }
  }

  @Test("what cannot be removed or restored is refused with its field, and nothing changes")
  func refusals() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      let started = try await city.entry(casus, "service=ambulant")
      let incomplete = try await city.entry(casus, "service=wonen form=no")
      await city.does([("o.een", "waiting.start \(started)"), ("t.lead", "waiting.remove \(incomplete) reason=error")])
      let remove = "waiting.remove \(entry)"
      await city.refuses([
        (remove, "t.lead", "syntax.missing-parameter", "reason"),
        ("\(remove) reason=vergeten", "t.lead", "input.value", "reason"),
        ("\(remove) reason=error if=9", "t.lead", "conflict.stale", "if"),
        ("\(remove) reason=error if=9", "f.lead", "denied.team", nil),
        ("waiting.remove \(started) reason=error", "t.lead", "state.waiting", nil),
        ("waiting.remove \(incomplete) reason=error", "t.lead", "state.waiting", nil),
        ("waiting.restore \(entry)", "t.lead", "state.waiting", nil),
        ("waiting.restore \(started)", "t.lead", "state.waiting", nil),
        ("waiting.restore \(incomplete) on=2026-03-01", "t.lead", "input.value", "on"),
        ("waiting.restore \(incomplete) on=2026-03-03", "t.lead", "input.value", "on"),
        ("waiting.restore \(incomplete) if=9", "t.lead", "conflict.stale", "if"),
      ])
      let unknown = await city.ask("\(remove) reason=vergeten", as: "t.lead")
      #expect(unknown.texts("allowed").count == 9 && unknown.texts("allowed").contains("deceased"), "\(unknown)")
      let late = await city.ask("waiting.remove \(started) reason=error", as: "t.lead")
      #expect(late["is"]?.string == "gestart")
      #expect(late.texts("allowed") == ["onvolledig", "wacht-op-intake", "wacht-op-start", "aangehouden"])
      #expect(await city.ask("\(remove) reason=error dry-run=yes", as: "t.lead")["status"]?.string == "uitgeschreven")
      #expect(await city.ask("waiting.show \(entry)")["status"]?.string == "wacht-op-intake")

      // By now somebody waits for the same again: that is a second wait beside the first, which does not come back.
      await city.does([("t.lead", "\(remove) reason=not-needed")])
      let second = try await city.entry(casus)
      let twin = await city.ask("waiting.restore \(entry)", as: "t.lead")
      #expect(twin.code == "conflict.duplicate" && twin["with"]?.string == second, "\(twin)")
      await city.does([
        ("t.lead", "waiting.remove \(second) reason=error"), ("t.lead", "waiting.restore \(incomplete)"),
      ])
      await city.does([("t.lead", "waiting.remove \(incomplete) reason=error")])
      try city.close(casus)
      #expect(await city.ask("waiting.restore \(entry)", as: "t.lead").code == "state.case")
    }
  }

  @Test("no history of removals and restorations makes a wait shorter")
  func neverShorter() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-01")
      var longest: Int64 = 0
      for days in [1, 9, 1, 1, 4, 7, 2, 8, 3, 1, 6, 5] {
        let isRemoved = await city.ask("waiting.show \(entry)")["status"]?.string == "uitgeschreven"
        let line = isRemoved ? "waiting.restore \(entry)" : "waiting.remove \(entry) reason=declined"
        await city.does([("t.lead", line), ("admin", "clock advance=\(days)d")])
        let elapsed = try #require(await city.ask("waiting.show \(entry)")["elapsed_days"]?.integer)
        #expect(elapsed >= longest, "\(line): \(elapsed)")
        longest = elapsed
      }
    }
  }

  @Test("a restoration against a new entry for the same: one of the two stands, fifty times")
  func race() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      var entry = try await city.entry(casus)
      for round in 0..<50 {
        await city.does([("t.lead", "waiting.remove \(entry) reason=error")])
        async let added = city.ask("waiting.add \(casus) discipline=orthopedagoog")
        async let restored = city.ask("waiting.restore \(entry)", as: "t.lead")
        let codes = await [added.code, restored.code].sorted()
        #expect(codes == ["conflict.duplicate", "ok"], "round \(round)")
        entry = try #require(await city.ask("waiting.list").rows.first?["entry"]?.string)
      }
    }
  }
}
