import TestKit
import Testing
import Wire

@Suite("Figures of the waiting list, asked with patience")
struct WaitingHostileTests {
  /// Everybody of a wijk of KOOS waits, for one of some disciplines and services, some with a bridge, some too long.
  private static func laying(_ seed: Int) -> String {
    """
    SET session_replication_role = replica;
    SELECT setseed(0.\(seed)1);
    INSERT INTO koos.waiting_entry (casus, team, discipline, service, urgency, form, letter, added_on, registered_on, due_on)
    SELECT o.casus, o.team, (ARRAY['vaktherapeut', 'psycholoog', 'orthopedagoog'])[1 + floor(2.2 * random())::integer],
      (ARRAY['ambulant', 'diagnostiek', 'pleegzorg', 'wonen', NULL])[1 + floor(power(random(), 2) * 5)::integer],
      (ARRAY['regulier', 'urgent', 'spoed'])[1 + floor(power(random(), 4) * 3)::integer], true, d.day IS NOT NULL, koos.today() - 99,
      d.day, d.day + 63
    FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team AND t.kind = 'basecamp'
    CROSS JOIN LATERAL (SELECT CASE WHEN random() < 0.9 THEN koos.today() - floor(random() * 80)::integer END AS day) d
    WHERE random() < 0.\(seed + 2) AND t.slug <> 'basecamp-overvecht'
    ON CONFLICT DO NOTHING;
    INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, state)
    SELECT w.id, w.added_on, 1, 'added', to_jsonb(w) FROM koos.waiting_entry w WHERE w.added_on = koos.today() - 99;
    INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on)
    SELECT w.id, 'phone', 1, koos.today() FROM koos.waiting_entry w WHERE w.added_on = koos.today() - 99 AND random() < 0.4;
    RESET session_replication_role;
    """
  }

  private static let figures = ["gross", "bridged", "net", "over_norm", "over_norm_net", "unbridged"]
  private static let cuts = ["team", "wijk", "discipline", "service", "urgency"]

  /// The numbers as they are, by dimension and value: of a cut, or '' for all.
  private static func truth(_ city: CareCity) throws -> [String: [Int]] {
    let rows = try city.sql(
      """
      SELECT x.dim || ' ' || x.key, x.base, x.parts[2], x.parts[3], x.parts[1], x.parts[4], x.parts[6] FROM unnest(koos.waiting_rows(koos.now(),
        (SELECT array_agg(t.id) FROM koos.team t JOIN koos.organisation o ON o.id = t.organisation WHERE o.slug = 'koos'), true, NULL, 'quarter',
        date_trunc('quarter', koos.today()::timestamp)::date, koos.today() + 1)) x WHERE x.tree = 'waiting'
      """)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in (row[0] ?? "", row.dropFirst().map { Int($0 ?? "") ?? 0 }) })
  }

  @Test("what a reporter is told with every filter gives no number below five back", arguments: [1, 3, 5])
  func hostile(seed: Int) async throws {
    try await CareCity.with { city in
      _ = try city.sql(Self.laying(seed))
      let truth = try Self.truth(city)
      #expect((truth[" "]?[0] ?? 0) > 20 && truth.count > 20, "\(truth)")

      // All that can be asked.
      var told: [String: [Int?]] = [" ": Self.told(await city.ask("waiting.summary", as: "r.report"))]
      for cut in Self.cuts {
        let rows = await city.ask("waiting.summary by=\(cut)", as: "r.report").rows
        for row in rows {
          let key = row[cut]?.string ?? ""
          told["\(cut) \(key)"] = Self.told(row)
          guard !key.isEmpty else { continue }
          // A filter picks from the same table and counts nothing anew; so does it where it is told apart as well.
          let one = await city.ask("waiting.summary \(cut)=\(key)", as: "r.report")
          #expect(Self.told(one) == Self.told(row), "\(cut)=\(key): \(one) but \(row)")
          #expect(await city.ask("waiting.summary \(cut)=\(key) by=\(cut)", as: "r.report").rows == [row])
          for other in Self.cuts where other != cut {
            let crossed = await city.ask("waiting.summary \(cut)=\(key) by=\(other)", as: "r.report")
            #expect(crossed.code == "input.value" && crossed["field"]?.string == cut, "\(crossed)")
          }
        }
      }
      let crossed = await city.ask("waiting.summary discipline=vaktherapeut urgency=regulier", as: "r.report")
      #expect(crossed.code == "input.value" && crossed["field"]?.string == "urgency")
      #expect(await city.ask("waiting.summary team=basecamp-zuid", as: "r.report").code == "denied.team")

      // The report of the quarter is the same table, and keeps the same.
      let report = await city.ask("report.waiting 2026-01-01 to=2026-04-01", as: "r.report").rows
      for row in report where row["phase"]?.string == "waiting" {
        let place = Self.cuts.compactMap { cut in row[cut]?.string.map { "\(cut) \($0)" } }.first ?? " "
        let names = ["waiting", "bridged", "net", "over_norm", "over_norm_net"]
        let numbers = names.map { row[$0]?.integer.map { Int($0) } }
        #expect(told[place].map { Array($0.prefix(5)) } == numbers, "\(place) is \(row)")
      }
      #expect(report.count > 10)

      // What is told is true; what is small is not told, nor to be had from what is.
      var puzzle = ReportPuzzle()
      var numbers: [String: [Int]] = [:]
      for (place, values) in truth where !place.hasPrefix("pair ") {
        let shown = told[place] ?? []
        try #require(shown.count == values.count, "\(place) is not told of")
        numbers[place] = zip(values, shown).map { value, shown in
          #expect(shown == nil || shown == value && !(1...4).contains(value), "\(place): \(shown ?? -1) of \(value)")
          return puzzle.number(value, isTold: shown != nil, most: 200)
        }
        if let own = numbers[place] { puzzle.sum(own[0], of: [own[1], own[2]]) }
      }
      let all = try #require(numbers[" "])
      for cut in Self.cuts {
        let parts = numbers.filter { $0.key.hasPrefix("\(cut) ") }.map(\.value)
        for figure in Self.figures.indices { puzzle.sum(all[figure], of: parts.map { $0[figure] }) }
      }
      // Where a team is all there is in a wijk, and the wijk all there is of the team, they are one.
      let pairs = truth.keys.filter { $0.hasPrefix("pair ") }.map {
        $0.dropFirst(5).split(separator: "/").map(String.init)
      }
      for pair in pairs where pairs.filter({ $0[0] == pair[0] || $0[1] == pair[1] }).count == 1 {
        guard let team = numbers["team \(pair[0])"], let wijk = numbers["wijk \(pair[1])"] else { continue }
        for figure in Self.figures.indices { puzzle.sum(team[figure], of: [wijk[figure]]) }
      }
      var (kept, open) = (0, 0)
      for (place, values) in truth where !place.hasPrefix("pair ") {
        for (figure, value) in values.enumerated() {
          open += told[place]?[figure] == nil ? 0 : 1
          guard (1...4).contains(value), let number = numbers[place]?[figure] else { continue }
          kept += 1
          #expect(puzzle.mayDiffer(number, from: value), "\(Self.figures[figure]) of \(place) is \(value): \(told)")
        }
      }
      #expect(kept > 10 && open > 10, "there was something to keep and something to tell: \(kept), \(open)")
    }
  }

  @Test("a year does not tell of who started what one of its quarters keeps")
  func year() async throws {
    try await CareCity.with { city in
      // Ten start in each quarter of 2025 but the last, in which one does.
      _ = try city.sql(
        """
        SET session_replication_role = replica;
        INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, registered_on, intake_on, start_on, due_on)
        SELECT o.casus, o.team, 'vaktherapeut', 'regulier', true, true, s.day - 40, s.day - 40, s.day - 9, s.day, s.day + 20
        FROM (SELECT o.*, row_number() OVER (ORDER BY o.casus) AS place FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team
          WHERE t.slug LIKE 'basecamp-leidsche-rijn' OR t.slug LIKE 'basecamp-we%' OR t.slug LIKE 'basecamp-v%') o
        CROSS JOIN LATERAL (SELECT '2025-02-01'::date + 91 * ((o.place - 1) / 10)::integer AS day) s WHERE o.place <= 31 ON CONFLICT DO NOTHING;
        INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, state)
        SELECT w.id, w.start_on, 1, 'started', to_jsonb(w) FROM koos.waiting_entry w WHERE w.start_on < '2026-01-01' AND w.discipline = 'vaktherapeut';
        RESET session_replication_role;
        """)
      let quarters = await city.ask("report.waiting 2025-01-01 to=2026-01-01", as: "r.report").rows.filter { row in
        row["phase"]?.string == "started" && ["team", "wijk", "discipline"].allSatisfy { row[$0] == .null }
      }.map { $0["waiting"]?.integer }
      #expect(quarters == [10, 10, 10, nil], "\(quarters)")
      let picture = await city.ask("report.yearbook 2025", as: "r.report").rows
      for key in ["started", "started-median-days", "started-p90-days"] {
        #expect(picture.first { $0["key"]?.string == key }?["value"] == .null, "\(key): \(picture)")
      }
    }
  }

  private static func told(_ row: JSON) -> [Int?] { figures.map { row[$0]?.integer.map { Int($0) } } }
  private static func told(_ outcome: Outcome) -> [Int?] { figures.map { outcome[$0]?.integer.map { Int($0) } } }
}
