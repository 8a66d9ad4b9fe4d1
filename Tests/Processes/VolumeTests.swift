import Platform
import Postgres
import TestKit
import Testing

/// The seeded city beside the numbers that are known or assumed of the real one: a quarter of it, or with KOOS_SCALE=city all.
@Suite("The city's volumes and shares", .ownThreads)
struct VolumeTests {
  private static let whole = 5_500.0
  private static let quarter = "1375"

  /// One number of the field, and how far the city's may be from it.
  private struct Figure {
    let name: String
    let sql: String
    let expected: ClosedRange<Double>
    /// Whether it grows with the city, else it is a share, a mean or a length.
    let isCount: Bool
    /// Whether it is so of a whole city alone: however few children there are, no team is without people.
    var needsWhole = false

    /// So many of a consortium, give or take a share of it.
    static func count(_ name: String, _ expected: Double, within share: Double, _ sql: String) -> Figure {
      Figure(name: name, sql: sql, expected: expected * (1 - share)...expected * (1 + share), isCount: true)
    }

    static func count(
      _ name: String, _ expected: ClosedRange<Double>, needsWhole: Bool = false, _ sql: String
    ) -> Figure {
      Figure(name: name, sql: sql, expected: expected, isCount: true, needsWhole: needsWhole)
    }

    static func share(_ name: String, _ expected: Double, within points: Double, _ sql: String) -> Figure {
      Figure(name: name, sql: sql, expected: expected - points...expected + points, isCount: false)
    }

    static func share(_ name: String, _ expected: ClosedRange<Double>, _ sql: String) -> Figure {
      Figure(name: name, sql: sql, expected: expected, isCount: false)
    }

    /// What is expected of a part of the city, in which chance weighs more.
    func expected(of part: Double) -> ClosedRange<Double> {
      guard part < 1 else { return expected }
      guard isCount else {
        let room = 2 + 0.1 * expected.upperBound
        return expected.lowerBound - room...expected.upperBound + room
      }
      let (low, high) = (expected.lowerBound * part * 0.95, expected.upperBound * part * 1.05)
      return low - 3 * low.squareRoot()...high + 3 * high.squareRoot()
    }
  }

  private static let days =
    "generate_series('2020-01-01'::date, '2020-12-01', '1 month') d"

  /// A consortium each, in SQL that tells a number of each.
  private static func each(_ number: String) -> String {
    "SELECT o.slug, (\(number))::float8 FROM koos.organisation o WHERE o.slug IN ('koos', 'spoor030') ORDER BY 1"
  }

  private static let waiting = """
    koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus CROSS JOIN \(days) WHERE c.consortium = o.id AND w.added_on <= d
    AND coalesce(w.start_on, 'infinity') > d AND coalesce(w.removed_on, 'infinity') > d
    """
  private static let held =
    "koos.appointment a WHERE a.status IN ('gerealiseerd', 'no-show') AND a.starts_at < '2021-01-01'"

  private static let suggested: [Figure] = [
    .count(
      "clients with a file in a year, with who only waits", 2_500, within: 0.12,
      each("SELECT count(DISTINCT c.client) FROM koos.casus c WHERE c.consortium = o.id")),
    .count(
      "clients helped in a year", 2_500, within: 0.1,
      each(
        """
        SELECT count(DISTINCT c.client) FROM koos.traject t JOIN koos.casus c ON c.id = t.casus
        WHERE c.consortium = o.id AND t.started_on < '2021-01-01' AND coalesce(t.ended_on, 'infinity') > '2020-01-01'
        """)),
    .count(
      "starts in a year", 1_150, within: 0.12,
      each(
        """
        SELECT count(*) FROM (SELECT t.casus, min(t.started_on) AS first FROM koos.traject t GROUP BY t.casus) t
        JOIN koos.casus c ON c.id = t.casus WHERE c.consortium = o.id AND t.first >= '2020-01-01'
        """)),
    .count(
      "active on a day", 1_450, within: 0.12,
      each(
        """
        SELECT count(DISTINCT (t.casus, d)) / 12 FROM koos.traject t JOIN koos.casus c ON c.id = t.casus CROSS JOIN \(days)
        WHERE c.consortium = o.id AND t.started_on <= d AND coalesce(t.ended_on, 'infinity') > d
        """)),
    .share(
      "BASEcamps", 4...6, each("SELECT count(*) FROM koos.team t WHERE t.kind = 'basecamp' AND t.organisation = o.id")),
    .share("buurtteams", 18...18, "SELECT '', count(*) FROM koos.team t WHERE t.kind = 'buurtteam'"),
    .count(
      "professionals", 120...160, needsWhole: true,
      each(
        """
        SELECT count(DISTINCT m.worker) FROM koos.member m JOIN koos.team t ON t.id = m.team AND t.kind = 'basecamp'
        WHERE t.organisation = o.id AND m.role = 'specialist' AND m.from_on <= '2020-07-01' AND m.until_on > '2020-07-01'
        """)),
    .share(
      "contract hours", 28, within: 1.5,
      each(
        """
        SELECT avg(w.hours) FROM koos.member m JOIN koos.team t ON t.id = m.team AND t.kind = 'basecamp' JOIN koos.worker w ON w.id = m.worker
        WHERE t.organisation = o.id AND m.role = 'specialist'
        """)),
    .count(
      "gezinswerkers of the city", 150...250, needsWhole: true,
      "SELECT '', count(*) FROM koos.member m WHERE m.role = 'gezinswerker' AND m.from_on <= '2020-07-01' AND m.until_on > '2020-07-01'"
    ),
    .count(
      "appointments in a year", 45_000, within: 0.06,
      each(
        """
        SELECT count(DISTINCT a.id) FROM koos.appointment a JOIN koos.appointment_case x ON x.appointment = a.id JOIN koos.casus c ON c.id = x.casus
        WHERE c.consortium = o.id AND a.starts_at < '2021-01-01'
        """)),
    .share(
      "online of a hundred, by month", 10...60,
      "SELECT extract(month FROM a.starts_at), 100 * avg((a.mode = 'online')::integer) FROM \(held) GROUP BY 1 ORDER BY 1"
    ),
    .count(
      "consults in a year", 1_000, within: 0.1,
      each(
        "SELECT count(*) FROM koos.consult q JOIN koos.wijk_consortium w ON w.wijk = q.wijk WHERE w.organisation = o.id"
      )),
    .share(
      "consults that name nobody", 85, within: 4,
      "SELECT '', 100 * avg((NOT EXISTS (SELECT FROM koos.consult_identity i WHERE i.consult = q.id))::integer) FROM koos.consult q"
    ),
    .share(
      "consults that become a case", 5...10,
      "SELECT '', 100 * avg((q.state = 'converted')::integer) FROM koos.consult q"),
    .count("waiting at a time", 230, within: 0.15, each("SELECT count(*) / 12 FROM \(waiting)")),
    .share(
      "of them urgent", 5...10,
      each("SELECT 100 * avg((w.urgency <> 'regulier')::integer) FROM \(waiting)")),
    .count(
      "groups that run, of the city", 40...80,
      """
      SELECT d, count(*) FROM (SELECT a.series, min(a.starts_at) AS first, max(a.starts_at) AS last FROM koos.appointment a
        JOIN koos.care_group g ON g.series = a.series GROUP BY a.series) s
      CROSS JOIN unnest('{2020-02-01,2020-03-15,2020-05-20,2020-10-01,2020-11-15}'::date[]) d WHERE s.first <= d AND d < s.last GROUP BY d ORDER BY d
      """),
    .share(
      "members of groups", 6...10,
      """
      SELECT '', avg(m) FROM (SELECT count(DISTINCT x.casus) AS m FROM koos.care_group g JOIN koos.appointment a ON a.series = g.series
        LEFT JOIN koos.appointment_case x ON x.appointment = a.id GROUP BY g.id) s
      """),
    .share(
      "sessions of groups", 8...12,
      "SELECT '', avg(n) FROM (SELECT count(*) AS n FROM koos.care_group g JOIN koos.appointment a ON a.series = g.series GROUP BY g.id) s"
    ),
    .count(
      "entries of the access log", 1_000_000, within: 0.1,
      each("SELECT count(*) FROM koos.access_log l JOIN koos.casus c ON c.id = l.casus WHERE c.consortium = o.id")),
    .share(
      "entries of a professional in a day", 20...50,
      """
      SELECT '', avg(n) FROM (SELECT count(*) AS n FROM koos.access_log l WHERE l.role = 'specialist'
        GROUP BY l.worker, (l.at AT TIME ZONE 'Europe/Amsterdam')::date) s
      """),
  ]

  /// What the country's trajects tell, without those of the buurtteam.
  private static let distributed: [Figure] =
    [
      ("huisarts", 41.8), ("buurtteam", 36.9), ("gecertificeerde-instelling", 11.0), ("medisch-specialist", 5.7),
      ("jeugdarts", 3.3), ("rechter", 0.5), ("onbekend", 0.9),
    ].map { kind, share in
      .share(
        "referred by \(kind)", share, within: 2,
        "SELECT '', 100 * avg((c.referrer = '\(kind)')::integer) FROM koos.casus c")
    }
    + [("02", 68.0), ("03", 5.7), ("04", 19.4), ("11", 1.6), ("12", 0.9), ("14", 4.5)].map { form, share in
      .share(
        "begun of form \(form)", share, within: 5,
        """
        SELECT '', 100 * avg((t.hulpvorm = '\(form)')::integer) FROM koos.traject t WHERE t.hulpvorm IS NOT NULL AND t.started_on >= '2020-01-01'
        """)
    }
    + [
      (0, 91, 15.4), (91, 182, 14.5), (182, 365, 32.2), (365, 730, 25.4), (730, 1_095, 7.2), (1_095, 1_460, 2.4),
      (1_460, 9_999, 2.9),
    ].map { low, high, share in
      .share(
        "ended after \(low) to \(high) days", share, within: 6,
        """
        SELECT '', 100 * avg((t.ended_on - t.started_on >= \(low) AND t.ended_on - t.started_on < \(high))::integer) FROM koos.traject t
        WHERE t.hulpvorm IS NOT NULL AND t.ended_on IS NOT NULL
        """)
    }
    + [("01", 70.0), ("02", 12.0), ("03", 8.0), ("04", 4.0), ("05", 6.0)].map { reason, share in
      .share(
        "ended for reason \(reason)", share, within: 5,
        "SELECT '', 100 * avg((left(t.end_reason, 2) = '\(reason)')::integer) FROM koos.traject t WHERE t.hulpvorm IS NOT NULL AND t.ended_on IS NOT NULL"
      )
    }
    + [
      .share(
        "begun with crisis", 3...5,
        "SELECT '', 100 * avg(t.with_crisis::integer) FROM koos.traject t WHERE t.hulpvorm IS NOT NULL AND t.started_on >= '2020-01-01'"
      ),
      .share(
        "nobody came", 5...14, "SELECT '', 100 * avg((a.status = 'no-show')::integer) FROM \(held)"),
      .share("boys", 51...57, "SELECT '', 100 * avg((k.gender = 'M')::integer) FROM koos.client k"),
      .share(
        "of 8 to 15 years, of a hundred", 50...75,
        "SELECT '', 100 * avg((date_part('year', age('2020-07-01', k.birth_on)) BETWEEN 8 AND 15)::integer) FROM koos.client k"
      ),
    ]

  @Test("a seeded city has the volumes and shares of the field")
  func volumes() throws {
    let scale = Environment.value("KOOS_SCALE") ?? Self.quarter
    let part = (Double(scale) ?? Self.whole) / Self.whole
    let cluster = try TestCluster()
    try Script.run("CREATE DATABASE city", conninfo: cluster.conninfo)
    let conninfo = cluster.conninfo(database: "city", user: "postgres")
    let seeded = try ChildProcess.run(
      ["/usr/bin/timeout", "600", Daemon.program, "seed", "--database", conninfo, "--scale", scale],
      environment: Environment.all(), directory: "/")
    try #require(seeded.succeeded, "\(seeded.output)")
    for figure in Self.suggested + Self.distributed where part == 1 || !figure.needsWhole {
      let rows = try Script.ask("SET TimeZone = 'Europe/Amsterdam'; " + figure.sql, conninfo: conninfo)
      #expect(!rows.isEmpty, "\(figure.name)")
      let expected = figure.expected(of: part)
      for row in rows {
        let found = row[1].flatMap { Double($0) } ?? -1
        #expect(expected.contains(found), "\(figure.name) \(row[0] ?? ""): \(found) is not in \(expected)")
      }
    }
  }
}
