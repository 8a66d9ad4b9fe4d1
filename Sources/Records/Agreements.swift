package import Postgres

/// Cooperation agreements with partners in the city (R06).
package enum Agreements {
  private static let object = """
    json_build_object('agreement', 'M-' || x.id, 'partner', x.partner, 'scope', x.scope, 'from', x.from_on,
      'until', \(CaseTelling.until("x.until_on")), 'end_reason', x.end_reason)
    """

  private static let listing = Statement(
    """
    SELECT \(object), x.id FROM koos.agreement x
    WHERE ($1::integer IS NULL OR x.id > $1) AND \(CaseTelling.contains("x.partner", "$2")) AND \(CaseTelling.contains("x.scope", "$3"))
      AND ($4::date IS NULL OR x.from_on = $4) AND ($5::date IS NULL OR x.until_on = $5)
    ORDER BY x.id LIMIT $6::integer + 1
    """)

  /// Agreements by number; partner and scope are looked for in theirs.
  package static func list(
    partner: String?, scope: String?, from: String?, until: String?, after: Int?, limit: Int
  ) -> Query {
    listing(.integer(after), .text(partner), .text(scope), .text(from), .text(until), .integer(limit))
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.agreement (partner, scope, from_on, until_on, added_by)
    VALUES ($1, $2, $3::date, coalesce($4::date, 'infinity'), koos.me())
    """)

  /// Adds an agreement.
  package static func add(partner: String, scope: String, from: String, until: String?) -> Query {
    adding(.text(partner), .text(scope), .text(from), .text(until))
  }

  /// What `agreement add` tells; a partner is an organisation.
  package static let added = Ledger.settling(
    """
    SELECT json_build_object('agreement', 'M-' || x.id, 'from', x.from_on, 'until', \(CaseTelling.until("x.until_on")))
    FROM koos.agreement x WHERE x.id = currval('koos.agreement_id_seq')
    """)

  private static let locking = Statement(
    "SELECT x.from_on, \(CaseTelling.until("x.until_on")) FROM koos.agreement x WHERE x.id = $1::integer FOR NO KEY UPDATE"
  )

  /// Locks an agreement: the first day, and the first no longer, if any.
  package static func period(_ agreement: Int) -> Query { locking(.integer(agreement)) }

  private static let ending = Statement(
    "UPDATE koos.agreement SET until_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends an agreement.
  package static func end(_ agreement: Int, on day: String, reason: String?) -> Query {
    ending(.integer(agreement), .text(day), .text(reason))
  }

  /// What `agreement end` tells: the agreement is `$2`.
  package static let ended = Ledger.settling(
    """
    SELECT json_build_object('agreement', 'M-' || x.id, 'until', x.until_on) FROM koos.agreement x WHERE x.id = $2::integer
    """)
}
