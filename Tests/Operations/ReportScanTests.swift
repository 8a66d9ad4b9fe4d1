import Catalogue
import TestKit
import Testing

@Suite("Reports at a city's size")
struct ReportScanTests {
  /// What the cases of `CaseIndexTests` lack to be counted: who owned them, and where.
  private static let held = """
    INSERT INTO koos.casus_fact (casus, worker, what, detail, occurred_at, recorded_at)
    SELECT c.id, 1, 'opened', jsonb_build_object('wijk', c.wijk), d.day, d.day FROM koos.casus c
    CROSS JOIN LATERAL (SELECT koos.now() - (1 + c.id % 400) * interval '1 day' AS day) d WHERE c.id > 241;
    INSERT INTO koos.casus_fact (casus, worker, team, what, detail, occurred_at, recorded_at)
    SELECT o.casus, 1, o.team, 'owner', '{}', d.day, d.day FROM koos.casus_owner o
    CROSS JOIN LATERAL (SELECT koos.now() - (1 + o.casus % 400) * interval '1 day' AS day) d WHERE o.casus > 241;
    DELETE FROM koos.casus_fact WHERE casus > 241 AND what = 'opened' AND NOT detail ? 'wijk';
    """

  /// Each table of some size: its rows, how often it was read from end to end, and how often by an index.
  private static func scans(_ city: CareCity) throws -> [String: (rows: Int, whole: Int, byIndex: Int)] {
    let rows = try city.sql(
      """
      SELECT s.relname, c.reltuples::bigint, s.seq_scan, coalesce(s.idx_scan, 0) FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
      WHERE s.schemaname = 'koos' AND c.reltuples > 1000
      """)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let numbers = row.dropFirst().map { Int($0 ?? "") ?? 0 }
        return (row[0] ?? "", (numbers[0], numbers[1], numbers[2]))
      })
  }

  @Test("no report of a year reads a large table more than twice a quarter, nor looks into it oftener than it has rows")
  func scanned() async throws {
    try await CareCity.with { city in
      let laying = ["SET session_replication_role = replica"] + CaseIndexTests.city + [Self.held]
      _ = try city.sql((laying + ["RESET session_replication_role"]).joined(separator: "; "))
      _ = try city.sql("ANALYZE")
      for report in Reports.all {
        let function = report.name == "coverage" ? "report_coverage(" : "report('\(report.name)', "
        let before = try Self.scans(city)
        #expect(before.count > 10 && (before["casus_fact"]?.rows ?? 0) > 10_000, "\(before)")
        let told = try city.sql(
          """
          SELECT set_config('koos.worker', (SELECT w.id::text FROM koos.worker w WHERE w.login = 'r.report'), false);
          SELECT pg_stat_force_next_flush();
          SELECT count(*) FROM koos.\(function)koos.now(), '2025-04-01', '2026-04-01', NULL, NULL)
          """)
        #expect((Int(told.last?[0] ?? "") ?? 0) > 3, "\(report.name): \(told)")
        for (table, after) in try Self.scans(city) {
          guard let was = before[table] else { continue }
          #expect(after.whole - was.whole <= 8, "\(report.name) reads \(table) \(after.whole - was.whole) times")
          #expect(
            after.byIndex - was.byIndex <= 4 * after.rows,
            "\(report.name) looks \(after.byIndex - was.byIndex) times into \(table) of \(after.rows) rows")
        }
      }
    }
  }
}
