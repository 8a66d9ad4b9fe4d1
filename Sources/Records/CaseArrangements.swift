package import Postgres

/// How care that ran outside the consortia goes on (R15).
package enum CaseArrangements {
  private static let object = """
    'arrangement', 'E-' || x.id, 'kind', x.kind, 'provider', x.provider, 'from', x.from_on,
      'until', \(CaseTelling.until("x.until_on")), 'end_reason', \(CaseTelling.why("x.end_reason"))
    """
  private static let rows = "koos.casus_arrangement x"

  /// SQL for the arrangements of a case as an array.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  private static let listing = CaseTelling.list(
    object, from: rows,
    where: """
      ($4::text IS NULL OR x.kind = $4) AND \(CaseTelling.contains("x.provider", "$5"))
        AND ($6::date IS NULL OR x.until_on = $6)
      """)

  /// Arrangements by number; a provider is looked for in the name.
  package static func list(_ page: CasePage, kind: String?, provider: String?, until: String?) -> Query {
    page.query(listing, .text(kind), .text(provider), .text(until))
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.casus_arrangement (casus, kind, provider, until_on, added_by)
    VALUES ($1::integer, $2, $3, coalesce($4::date, 'infinity'), koos.me())
    """)

  /// Adds an arrangement from today on.
  package static func add(to casus: Int, kind: String, provider: String, until: String?) -> Query {
    adding(.integer(casus), .text(kind), .text(provider), .text(until))
  }

  /// What `case arrangement add` tells.
  package static let added = CasePart.arrangement.made(
    "arrangement", ", 'kind', x.kind, 'until', \(CaseTelling.until("x.until_on"))")

  private static let periods = Statement(
    "SELECT x.from_on, \(CaseTelling.until("x.until_on")) FROM koos.casus_arrangement x WHERE x.id = $1::integer")

  /// The first day, and the first no longer, if any.
  package static func period(_ arrangement: Int) -> Query { periods(.integer(arrangement)) }

  private static let ending = Statement(
    "UPDATE koos.casus_arrangement SET until_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends an arrangement.
  package static func end(_ arrangement: Int, on day: String, reason: String?) -> Query {
    ending(.integer(arrangement), .text(day), .text(reason))
  }

  /// What `case arrangement end` tells: the arrangement is `$2`.
  package static let ended = CasePart.arrangement.changed("arrangement", ", 'until', x.until_on")
}
