import Catalogue
import TestKit
import Testing
import Wire

@Suite("Who is told which figures")
struct ReportRightsTests {
  private static let quarter = "2026-01-01 to=2026-04-01"

  @Test("a lead has the own team's, a reporter those of the organisation, nobody else any")
  func rights() async throws {
    try await CareCity.with { city in
      for name in Reports.all.map(\.command) {
        let line = "\(name) \(Self.quarter)"
        await city.refuses([
          ("\(line) team=basecamp-leidsche-rijn", "t.lead", "denied.team", nil),
          ("\(line) team=basecamp-zuid", "r.report", "denied.team", nil), (line, "o.een", "denied.role", nil),
          (line, "pl.een", "denied.role", nil), (line, "p.privacy", "denied.role", nil),
          (line, "admin", "denied.role", nil),
          ("\(line) team=basecamp-zuidwest wijk=zuidwest", "r.report", "input.value", "wijk"),
          ("\(line) team=nergens", "r.report", "not-found.team", "team"),
          ("\(name) 2026-01-01 to=2026-01-01", "r.report", "input.value", "to"),
          ("\(name) 2000-01-01 to=2026-01-01", "r.report", "input.value", "to"),
          ("\(line) known-at=2026-03-03", "r.report", "input.value", "known-at"),
        ])
        for team in ["team=basecamp-zuidwest", "team=basecamp-zuidwest wijk=zuidwest", "wijk=zuidwest", ""] {
          #expect(await city.ask("\(line) \(team)", as: "t.lead").code == "ok", "\(line) \(team)")
        }
      }
      #expect(await city.ask("report.yearbook 2026", as: "f.een").code == "denied.role")
      for (line, login, whose) in [
        ("report.yearbook 2026", "r.report", "KOOS Utrecht"), ("report.yearbook 2026", "t.lead", "BASEcamp Zuidwest"),
        ("report.waiting \(Self.quarter)", "r.report", "KOOS Utrecht"),
        ("report.coverage \(Self.quarter) team=basecamp-vleuten", "r.report", "BASEcamp Vleuten"),
      ] {
        #expect(await city.ask(line, as: login)["figures_of"]?.string == whose, "\(line) as \(login)")
      }
      // Figures are of nobody: they leave no entry, but that somebody was refused does.
      let rows = try city.sql("SELECT DISTINCT outcome FROM koos.access_log WHERE action LIKE 'report.%' ORDER BY 1")
      #expect(rows.map { $0[0] } == ["denied.role", "denied.team"])
    }
  }

  @Test("a reporter gets whole months or quarters, and every narrower answer is a cut from the whole one")
  func cuts() async throws {
    try await CareCity.with { city in
      // Coverage is of workers: nothing is kept of it, and it is counted anew.
      for report in Reports.all where report.name != "coverage" {
        let whole = await city.ask("\(report.command) 2025-01-01 to=2026-04-01", as: "r.report")
        for words in [
          "2026-02-10 to=2026-02-12", "2026-01-31 to=2026-02-01", "\(Self.quarter) wijk=west",
          "\(Self.quarter) team=basecamp-vleuten",
        ] {
          let cut = await city.ask("\(report.command) \(words)", as: "r.report")
          let isCut = !words.contains("wijk=") || report.mayBeCut(by: "wijk")
          #expect(cut.code == (isCut ? "ok" : "input.value"), "\(report.name) \(words)")
          for row in cut.rows { #expect(whole.rows.contains(row), "\(row) is not in \(whole)") }
        }
        let one = await city.ask("\(report.command) 2026-02-10 to=2026-02-12", as: "r.report")
        let days = report.grain == .month ? ["2026-02-01", "2026-03-01"] : ["2026-01-01", "2026-04-01"]
        #expect([one["from"]?.string, one["to"]?.string] == days)
      }
    }
  }

  @Test("no small number is told to a reporter, of the demo city or of one with a few children more")
  func small() async throws {
    try await CareCity.with { city in
      for _ in 0..<3 { _ = try await city.casus() }
      var kept = 0
      for report in Reports.all {
        let told = await city.ask("\(report.command) 2025-01-01 to=2026-04-01", as: "r.report")
        let names = report.figures.filter { $0.isSuppressed && [.people, .count].contains($0.unit) }.map(\.name)
        for row in told.rows {
          for name in names where name != "per_fulltime" {
            #expect(!(1...4).contains(row[name]?.integer ?? 0), "\(name) of \(report.name): \(row)")
            if row[name] == .null { kept += 1 }
          }
        }
      }
      let picture = await city.ask("report.yearbook 2026", as: "r.report")
      for row in picture.rows where row["part"]?.string != "professionals" {
        #expect(
          row["key"]?.string?.hasSuffix("days") == true || !(1...4).contains(row["value"]?.integer ?? 0), "\(row)")
      }
      #expect(kept > 20)
    }
  }

  @Test("the daemon's own role counts nothing by other means than the guards")
  func wall() async throws {
    try await CareCity.with { city in
      _ = try await city.casus()
      let asked = "FROM koos.report('caseload', koos.now(), '2026-01-01', '2026-04-01', NULL, NULL) r"
      #expect(try city.seen("SELECT count(*) \(asked) WHERE (r ->> 'cases')::integer > 0", by: "o.een") == ["0"])
      #expect(try city.seen("SELECT count(*) \(asked) WHERE (r ->> 'cases')::integer = 1", by: "t.lead") == ["4"])
      #expect(
        try city.seen("SELECT count(*) \(asked) WHERE (r ->> 'cases')::integer BETWEEN 1 AND 4", by: "r.report") == [
          "0"
        ])
      let open = try city.sql(
        """
        SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND has_function_privilege('koosd', p.oid, 'EXECUTE')
          AND (p.proname LIKE '%figures' OR p.proname LIKE '%_spans' OR p.proname LIKE '%_known' OR p.proname LIKE 'held_%' OR p.proname IN ('waiting_rows', 'waiting_cut'))
          AND p.proname NOT IN ('waiting_figures', 'group_figures', 'keep_known')
        """)
      #expect(open.isEmpty, "\(open)")
    }
  }
}
