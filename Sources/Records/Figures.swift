package import Postgres

/// Figures of reports, counted past row security and told without small numbers by the guards that count them.
package enum Figures {
  /// What a report is asked about.
  package struct Question: Sendable {
    /// First ISO day.
    package var from: String
    /// First ISO day no longer.
    package var to: String
    /// A team's slug.
    package var team: String?
    /// A wijk's slug.
    package var wijk: String?
    /// Seconds since 1970; nil: now.
    package var knownAt: Int?

    package init(from: String, to: String, team: String? = nil, wijk: String? = nil, knownAt: Int? = nil) {
      self.from = from
      self.to = to
      self.team = team
      self.wijk = wijk
      self.knownAt = knownAt
    }
  }

  private static let known = "coalesce(to_timestamp($1::bigint), koos.now())"

  private static func rows(_ function: String, _ parameters: String) -> Statement {
    Statement(
      """
      SELECT r.told, NULL FROM koos.\(function)(\(parameters)\(known), $2::date, $3::date, $4, $5) WITH ORDINALITY AS r(told, place)
      ORDER BY r.place
      """)
  }
  private static let ofChildren = rows("report", "$6, ")
  private static let ofWorkers = rows("report_coverage", "")

  /// The rows of a report.
  package static func of(_ report: String, _ question: Question) -> Query {
    let asked: [Parameter] = [
      .integer(question.knownAt), .text(question.from), .text(question.to), .text(question.team), .text(question.wijk),
    ]
    return report == "coverage" ? Query(ofWorkers, asked) : Query(ofChildren, asked + [.text(report)])
  }

  private static let scope = Statement(
    """
    SELECT s.is_told, s.from_on, s.to_on, $4::text IS NULL OR EXISTS (SELECT FROM koos.team t WHERE t.slug = $4 AND t.id = ANY (s.teams)),
      (SELECT string_agg(n.name, ', ' ORDER BY n.name) FROM (
        SELECT o.name FROM koos.member m JOIN koos.organisation o ON o.id = m.organisation WHERE NOT s.is_told AND $4 IS NULL
          AND m.worker = koos.me() AND m.role = 'reporter' AND m.from_on <= koos.today() AND koos.today() < m.until_on
        UNION SELECT t.name FROM koos.team t WHERE t.id = ANY (s.teams) AND (s.is_told OR $4 IS NOT NULL) AND coalesce(t.slug = $4, true)) n)
    FROM koos.report_scope($1, $2::date, $3::date, $4) s
    """)

  /// Whether the asker gets figures as they are, of which days, whether the team is one of which he may ask any, and the
  /// names of the organisations or teams whose figures they are.
  ///
  /// - Parameter grain: month or quarter.
  package static func scope(_ grain: String, _ question: Question) -> Query {
    scope(.text(grain), .text(question.from), .text(question.to), .text(question.team))
  }

  private static let picture = Statement(
    "SELECT y.part, y.key, y.value::integer FROM koos.report_yearbook(\(known), $2::integer) y ORDER BY y.part, y.key")

  /// The year picture: part, key, value, by their names; no value where it is kept.
  package static func yearbook(_ year: Int, knownAt: Int?) -> Query { picture(.integer(knownAt), .integer(year)) }
}
