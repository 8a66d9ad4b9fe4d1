import Patience
import TestKit
import Testing

@Suite("Cases at a city's size")
struct CaseIndexTests {
  /// Thousands of cases with something of everything, laid past the guards.
  static let city = [
    "INSERT INTO koos.resource (id, kind) SELECT (1::bigint << 50) + n, 'client' FROM generate_series(1, 4000) AS n",
    """
    INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
    SELECT 'Demo Kind', k.birth_on, k.postcode, k.wijk, (1::bigint << 50) + n, k.added_by, k.added_team
    FROM generate_series(1, 4000) AS n JOIN koos.client k ON k.id = 1 + n % 240
    """,
    """
    INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
    SELECT k.id, 'regulier', 'huisarts', c.wijk, c.consortium, c.regie, c.opened_by
    FROM koos.client k JOIN koos.casus c ON c.id = 1 + k.id % 240 WHERE k.id > 240
    """,
    """
    INSERT INTO koos.casus_owner (casus, team) SELECT c.id, o.team FROM koos.casus c JOIN koos.casus_owner o ON o.casus = 1 + c.client % 240
    WHERE c.id > 241
    """,
    """
    INSERT INTO koos.casus_owner (casus, team) SELECT c.id, t.id FROM koos.casus c JOIN koos.team t ON t.slug = 'basecamp-zuidwest'
    WHERE c.id % 12 = 0
    """,
    "INSERT INTO koos.casus_question SELECT c.id, 'Demo' FROM koos.casus c WHERE c.id > 241",
    "INSERT INTO koos.relation (client, name, kind, added_by) SELECT k.id, 'Demo', 'ouder', 1 FROM koos.client k WHERE k.id > 240",
    """
    INSERT INTO koos.consent (client, purpose, party, recorded_by) SELECT k.id, 'treatment', 'parent-1', 1 FROM koos.client k
    WHERE k.id > 240
    """,
    "INSERT INTO koos.casus_note (casus, text, worker, team) SELECT c.id, 'Demo', 1, 1 FROM koos.casus c, generate_series(1, 5)",
    "INSERT INTO koos.casus_goal (casus, words, added_by) SELECT c.id, 'Demo', 1 FROM koos.casus c",
    "INSERT INTO koos.casus_goal_review (goal, words, status, worker) SELECT g.id, 'Demo', 'op-weg', 1 FROM koos.casus_goal g",
    "INSERT INTO koos.casus_step (casus, text, by_team, added_by) SELECT c.id, 'Demo', 1, 1 FROM koos.casus c",
    "INSERT INTO koos.casus_participant (casus, kind, name, added_by) SELECT c.id, 'school', 'Demo', 1 FROM koos.casus c",
    "INSERT INTO koos.traject (casus, service, team, started_on, added_by) SELECT c.id, 'ambulant', 1, koos.today(), 1 FROM koos.casus c WHERE c.status = 'open'",
    "INSERT INTO koos.casus_arrangement (casus, kind, provider, added_by) SELECT c.id, 'contract', 'Demo', 1 FROM koos.casus c",
    """
    INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
    SELECT c.id, 1, 'consulted', 'Demo', c.wijk, '4-11', 'regulier', 'Demo', 1, 2, koos.now() + interval '9 days' FROM koos.casus c
    WHERE c.id > 241
    """,
    """
    INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, lapses_at)
    SELECT c.id, 'close', 'Demo', 1, 1, koos.now() + interval '9 days' FROM koos.casus c WHERE c.status = 'open'
    """,
    """
    INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, registered_on, due_on)
    SELECT o.casus, min(o.team), 'vaktherapeut', 'regulier', true, true, koos.today(), koos.today() - o.casus % 90, koos.today()
    FROM koos.casus_owner o WHERE o.casus % 12 <> 0 GROUP BY o.casus
    UNION ALL SELECT o.casus, t.id, 'vaktherapeut', 'urgent', true, true, koos.today(), koos.today() - o.casus % 90, koos.today()
    FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE t.slug = 'basecamp-zuidwest' AND o.casus % 12 = 0
    """,
    """
    INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, state)
    SELECT w.id, koos.today(), 1, f, to_jsonb(w) FROM koos.waiting_entry w, unnest(ARRAY['added', 'registered', 'contact', 'bridged']) AS f
    WHERE w.discipline = 'vaktherapeut'
    """,
    """
    INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on) SELECT w.id, 'phone', 1, koos.today() FROM koos.waiting_entry w
    WHERE w.discipline = 'vaktherapeut'
    """,
    """
    INSERT INTO koos.waiting_pause (entry, reason, from_on, longest) SELECT w.id, 'gezin', koos.today(), 60 FROM koos.waiting_entry w
    WHERE w.discipline = 'vaktherapeut'
    """,
    """
    INSERT INTO koos.casus_fact (casus, worker, what, detail) SELECT c.id, 1, w.what, '{"worker":"x"}'
    FROM koos.casus c, unnest(ARRAY['opened', 'regie', 'note', 'goal']) AS w(what) WHERE c.id > 241
    """,
  ]

  @Test(
    "showing a case or an entry, lists of fifty and a history read no table of clients' data from end to end"
  )
  func indexes() async throws {
    try await CareCity.with { city in
      let laying = ["SET session_replication_role = replica"] + Self.city + ["RESET session_replication_role"]
      _ = try city.sql(laying.joined(separator: "; "))
      _ = try city.sql("SELECT koos.refresh_all_access()")
      _ = try city.sql("ANALYZE")
      let casus = try #require(
        try city.sql("SELECT max(thing) FROM koos.access WHERE kind = 'case' AND via = 'owner' AND thing % 12 = 0")
          .first?
          .first ?? nil)
      let entry = try #require(
        try city.sql(
          // By the index, for the statistics may tell of this look only after the first count.
          "SELECT w.id FROM koos.waiting_entry w WHERE w.team = (SELECT t.id FROM koos.team t WHERE t.slug = 'basecamp-zuidwest') ORDER BY w.id DESC LIMIT 1"
        )[0][0])
      let before = try Self.scans(city)
      for _ in 0..<20 {
        for (line, rows) in [
          ("case.show C-\(casus)", 0), ("case.list limit=50", 50), ("waiting.list team=basecamp-zuidwest limit=50", 50),
          ("waiting.show W-\(entry)", 0),
          ("waiting.why W-\(entry)", 6),
        ] {
          let told = await city.ask(line, as: "o.een")
          #expect(told.code == "ok" && told.rows.count == rows, "\(line): \(told)")
        }
        #expect(await city.ask("case.history C-\(casus)", as: "o.een").code == "ok")
      }
      // The server tells of its connections' scans about a second after they fell still.
      var after = before
      let isTold = try await eventually {
        after = try Self.scans(city)
        return (after["casus_note"]?.byIndex ?? 0) >= (before["casus_note"]?.byIndex ?? 0) + 20
      }
      #expect(isTold, "\(after)")
      for (table, counts) in after {
        let read = counts.rowsBySequence - (before[table]?.rowsBySequence ?? 0)
        #expect(read == 0, "\(table) was read from end to end: \(read) rows")
      }
    }
  }

  /// How often each table with client data was read by an index, and how many rows were read from end to end.
  private static func scans(_ city: CareCity) throws -> [String: (byIndex: Int, rowsBySequence: Int)] {
    let rows = try city.sql(
      """
      SELECT s.relname, s.idx_scan, s.seq_tup_read FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
      WHERE s.schemaname = 'koos' AND (c.relname = 'client' OR EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname IN ('client', 'casus', 'goal', 'entry', 'thing'))) AND c.relname !~ '^access_log|^event|^seal'
      """)
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap { row in
        row[0].map { ($0, (Int(row[1] ?? "") ?? 0, Int(row[2] ?? "") ?? 0)) }
      })
  }
}
