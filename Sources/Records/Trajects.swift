package import Postgres

/// Help that runs or ran in a case (trajecten); more or other help is one more of the same case (R08).
package enum Trajects {
  private static let object = """
    'traject', 'H-' || x.id, 'service', x.service, 'hulpvorm', x.hulpvorm, 'provider', x.provider, 'with_crisis', x.with_crisis,
      'team', t.slug, 'started_on', x.started_on, 'reason', \(CaseTelling.why("x.start_reason")), 'ended_on', x.ended_on,
      'end_reason', \(CaseTelling.why("x.end_reason"))
    """
  private static let rows = "koos.traject x JOIN koos.team t ON t.id = x.team"

  /// SQL for the trajects of a case as an array.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  private static let listing = CaseTelling.list(
    object, from: rows,
    where: """
      ($4::text IS NULL OR x.service = $4) AND ($5::text IS NULL OR x.hulpvorm = $5)
        AND \(CaseTelling.contains("coalesce(x.provider, '')", "$6")) AND ($7::boolean IS NULL OR x.with_crisis = $7)
        AND ($8::date IS NULL OR x.started_on <= $8 AND (x.ended_on IS NULL OR $8 <= x.ended_on))
      """)

  /// What a list of trajects is narrowed to.
  package struct Filter: Sendable {
    package var service: String?
    package var hulpvorm: String?
    /// Looked for in the provider's name.
    package var provider: String?
    package var isWithCrisis: Bool?
    /// The day they ran on.
    package var on: String?

    package init() {}
  }

  /// Trajects by number.
  package static func list(_ page: CasePage, _ filter: Filter) -> Query {
    page.query(
      listing, .text(filter.service), .text(filter.hulpvorm), .text(filter.provider), .bool(filter.isWithCrisis),
      .text(filter.on))
  }

  private static let carrying = Statement(
    """
    SELECT x.id FROM koos.traject x JOIN koos.service s ON s.slug = x.service AND NOT s.needs_traject
    WHERE x.casus = $1::integer AND x.ended_on IS NULL AND x.started_on <= coalesce($2::date, koos.today()) ORDER BY x.id LIMIT 1
    """)

  /// A traject of a case, running since a day or before, that a module may be part of (R11): no row where there is none.
  package static func broader(in casus: Int, on day: String?) -> Query { carrying(.integer(casus), .text(day)) }

  private static let carryingEntry = Statement(
    """
    SELECT x.id FROM koos.waiting_entry w JOIN koos.traject x ON x.casus = w.casus
    JOIN koos.service s ON s.slug = x.service AND NOT s.needs_traject
    WHERE w.id = $1::integer AND x.ended_on IS NULL AND x.started_on <= koos.today() ORDER BY x.id LIMIT 1
    """)

  /// The same of the case of a waiting entry, today.
  package static func broader(of entry: Int) -> Query { carryingEntry(.integer(entry)) }

  private static let starting = Statement(
    """
    INSERT INTO koos.traject (casus, service, hulpvorm, provider, with_crisis, team, started_on, start_reason, added_by)
    VALUES ($1::integer, $2, $3, $4, $5::boolean, $6::integer, $7::date, $8, koos.me())
    """)

  /// A traject to be started.
  package struct Start: Sendable {
    package let casus: Int
    package let service: String
    package let hulpvorm: String?
    package let provider: String?
    package let isWithCrisis: Bool
    package let team: Int
    package let on: String
    package let reason: String?

    package init(
      casus: Int, service: String, hulpvorm: String?, provider: String?, isWithCrisis: Bool, team: Int, on: String,
      reason: String?
    ) {
      self.casus = casus
      self.service = service
      self.hulpvorm = hulpvorm
      self.provider = provider
      self.isWithCrisis = isWithCrisis
      self.team = team
      self.on = on
      self.reason = reason
    }
  }

  /// Starts a traject.
  package static func start(_ traject: Start) -> Query {
    starting(
      .integer(traject.casus), .text(traject.service), .text(traject.hulpvorm), .text(traject.provider),
      .bool(traject.isWithCrisis), .integer(traject.team), .text(traject.on), .text(traject.reason))
  }

  /// What `case traject start` tells.
  package static let started = CasePart.traject.made("traject", ", 'service', x.service, 'started_on', x.started_on")

  private static let standing = Statement(
    "SELECT x.started_on, x.ended_on, x.service FROM koos.traject x WHERE x.id = $1::integer")

  /// When a traject started, when it ended, if it did, and its service.
  package static func standing(_ traject: Int) -> Query { standing(.integer(traject)) }

  private static let relying = Statement(
    """
    SELECT 'H-' || m.id FROM koos.traject x JOIN koos.service s ON s.slug = x.service AND NOT s.needs_traject
    JOIN koos.traject m ON m.casus = x.casus JOIN koos.service n ON n.slug = m.service AND n.needs_traject
    CROSS JOIN (SELECT coalesce($2::date, koos.today()) AS day) d
    WHERE x.id = $1::integer AND (m.ended_on IS NULL OR d.day < m.ended_on) AND NOT EXISTS (
      SELECT FROM koos.traject b JOIN koos.service r ON r.slug = b.service AND NOT r.needs_traject
      WHERE b.casus = x.casus AND b.id <> x.id AND b.started_on <= greatest(d.day, m.started_on)
        AND (b.ended_on IS NULL OR m.ended_on <= b.ended_on))
    ORDER BY m.id
    """)

  /// The modules that would run alone if a traject ended on a day, today where none is given (R11): their codes.
  package static func modules(reliantOn traject: Int, endingOn day: String?) -> Query {
    relying(.integer(traject), .text(day))
  }

  private static let ending = Statement(
    "UPDATE koos.traject SET ended_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends a traject.
  package static func end(_ traject: Int, on day: String, reason: String?) -> Query {
    ending(.integer(traject), .text(day), .text(reason))
  }

  /// What `case traject end` tells: the traject is `$2`.
  package static let ended = CasePart.traject.changed("traject", ", 'ended_on', x.ended_on")
}
