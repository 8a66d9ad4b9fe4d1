import TestKit
import Testing
import Wire

@Suite("History of a case")
struct CaseHistoryTests {
  private static func whats(_ outcome: Outcome) -> [String] { outcome.rows.compactMap { $0["what"]?.string } }

  @Test("a case is told as it was on a day, and as it was known at a time")
  func bitemporal() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let opening = ["opened", "owner", "owner", "regie"]
      let step = try await city.made("step", "case.step.add \(casus) text=Bellen by=o.een")
      #expect(await city.ask("clock at=2026-03-05T10:00", as: "admin").code == "ok")
      _ = try await city.made("step", "case.step.done \(step) on=2026-03-03")
      _ = try await city.made("note", "case.note \(casus) text=Gebeld")
      _ = try city.sql(
        """
        INSERT INTO koos.casus_fact (casus, occurred_at, worker, what, detail)
        SELECT \(casus.dropFirst(2)), '2026-03-04T12:00+01', w.id, 'moved', '{"from":"zuidwest","to":"west"}' FROM koos.worker w
        WHERE w.login = 'f.een'
        """)
      for (words, expected, wijk) in [
        ("", opening + ["step", "step-done", "moved", "note"], "west"),
        ("on=2026-03-05", opening + ["step", "step-done", "moved", "note"], "west"),
        ("on=2026-03-04", opening + ["step", "step-done", "moved"], "west"),
        ("on=2026-03-03", opening + ["step", "step-done"], "zuidwest"),
        ("on=2026-03-02", opening + ["step"], "zuidwest"), ("on=2026-03-01", [], nil),
        ("known-at=2026-03-05T10:00", opening + ["step", "step-done", "moved", "note"], "west"),
        ("known-at=2026-03-05T09:59:59", opening + ["step"], "zuidwest"),
        ("known-at=2026-03-05", opening + ["step"], "zuidwest"),
        ("on=2026-03-04 known-at=2026-03-04T18:00", opening + ["step"], "zuidwest"),
        ("known-at=2026-03-02T07:59:59", [], nil),
      ] as [(String, [String], String?)] {
        let told = await city.ask("case.history \(casus) \(words)")
        #expect(Self.whats(told) == expected, "\(words): \(told)")
        #expect(told["wijk"]?.string == wijk, "\(words): \(told)")
        #expect(told["status"]?.string == (expected.isEmpty ? nil : "open"))
        #expect(told.texts("owners") == (expected.isEmpty ? [] : ["basecamp-zuidwest", "buurtteam-zuidwest-1"]))
        #expect(told["lead"]?.string == (expected.isEmpty ? nil : "f.een"))
      }
      let row = try #require(await city.ask("case.history \(casus)").rows.first { $0["what"]?.string == "step-done" })
      #expect(row["at"]?.string == "2026-03-03T00:00:00+01:00", "\(row)")
      #expect(row["recorded_at"]?.string == "2026-03-05T10:00:00+01:00" && row["by"]?.string == "f.een")
      #expect(row["thing"]?.string == step)
      #expect(try city.logged("case.history") == 12)
    }
  }

  @Test(
    "a planner reads nothing of notes and goals, who reads the plan nothing of notes and consults, and reasons who reads all"
  )
  func levels() async throws {
    try await CaseWorkCity.with { city in
      try city.care.invite("buurtteam-zuid-1", to: city.casus, isAccepted: true, reads: "plan")
      _ = try await city.care.made("note", "case.note \(city.casus) text=Gebeld")
      _ = try city.care.sql(
        """
        INSERT INTO koos.casus_fact (casus, worker, what, reason)
        SELECT \(city.casus.dropFirst(2)), w.id, f.what, 'Omdat' FROM koos.worker w,
          unnest(ARRAY['proposed', 'consult-asked', 'regie']) AS f(what) WHERE w.login = 'f.een'
        """)
      for (login, hidden, reason) in [
        ("f.een", [], true), ("pl.een", ["note", "goal", "consult-asked"], false), ("o.drie", ["proposed"], true),
        ("f.vier", ["note", "consult-asked", "proposed"], false),
      ] as [(String, Set<String>, Bool)] {
        let told = await city.care.ask("case.history \(city.casus)", as: login)
        let whats = Set(Self.whats(told))
        #expect(
          whats
            == Set([
              "opened", "owner", "regie", "step", "goal", "participant", "traject", "arrangement", "note",
              "proposed", "consult-asked",
            ]).subtracting(hidden), "\(login): \(told)")
        #expect(told.rows.contains { $0["reason"]?.string != nil } == reason, "\(login): \(told)")
        #expect(told.texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
      }
      await city.care.refuses([
        ("case.history \(city.casus) on=2026-03-03", "f.een", "input.value", "on"),
        ("case.history \(city.casus) known-at=2026-03-02T08:00:01", "f.een", "input.value", "known-at"),
        ("case.history \(city.casus)", "f.drie", "denied.team", nil),
        ("case.history \(city.casus)", "z.lead", "not-found.case", "id"),
        ("case.history \(city.casus) after=1.2", "f.een", "input.value", "after"),
        ("case.history \(city.casus)", "p.privacy", "denied.role", nil),
        ("case.history C-999999", "f.een", "not-found.case", "id"),
      ])
    }
  }

  @Test("pages of any size hold every fact once, in order, and each tells how the case stood")
  func pages() async throws {
    try await CaseWorkCity.with { city in
      let whole = await city.care.ask("case.history \(city.casus)")
      for limit in [1, 2, 5, whole.rows.count, 1_000] {
        var rows: [JSON] = []
        var page = await city.care.ask("case.history \(city.casus) limit=\(limit)")
        rows += page.rows
        while let next = page["next"]?.string {
          page = await city.care.ask("case.history \(city.casus) limit=\(limit) after=\(next)")
          #expect(page.texts("owners") == whole.texts("owners"))
          rows += page.rows
        }
        #expect(rows == whole.rows)
      }
    }
  }
}
