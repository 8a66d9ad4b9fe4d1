package import Postgres

/// Consents (toestemmingen).
package enum Consents {
  private static let recording = Statement(
    """
    INSERT INTO koos.consent (client, purpose, party, with_whom, form, until_on, recorded_by)
    VALUES ($1::integer, $2, $3, $4, $5, $6::date, koos.me())
    """)

  /// Records a consent given just now.
  package static func record(
    client: Int, purpose: String, by party: String, with: String?, form: String, until: String?
  ) -> Query {
    recording(.integer(client), .text(purpose), .text(party), .text(with), .text(form), .text(until))
  }

  /// What `consent record` tells.
  package static let recorded = Ledger.settling(
    "SELECT json_build_object('consent', 'T-' || currval('koos.consent_id_seq'))")

  private static let listing = Statement(
    """
    SELECT json_build_object('consent', 'T-' || t.id, 'client', 'J-' || t.client, 'purpose', t.purpose, 'by', t.party,
        'with', t.with_whom, 'form', t.form, 'given_at', t.given_at, 'until', t.until_on, 'withdrawn_at', t.withdrawn_at,
        'recorded_by', w.login),
      t.id, t.client, NULL, NULL, g.via, g.role, g.team
    FROM koos.consent t \(Grounds.joinedAll("client", "t.client")) JOIN koos.worker w ON w.id = t.recorded_by
    WHERE ($1::integer IS NULL OR t.client = $1) AND ($2::text IS NULL OR t.purpose = $2) AND ($3::text IS NULL OR t.party = $3)
      AND ($4::text IS NULL OR t.with_whom = $4) AND ($5::text IS NULL OR t.form = $5) AND ($6::date IS NULL OR t.until_on = $6)
      AND ($7::integer IS NULL OR t.id > $7)
    ORDER BY t.id LIMIT $8::integer + 1
    """)

  /// What a list of consents is narrowed to.
  package struct Filter: Sendable {
    package var client: Int?
    package var purpose: String?
    package var party: String?
    package var with: String?
    package var form: String?
    package var until: String?

    package init() {}
  }

  /// Consents of the clients the worker may know of, by number.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .integer(filter.client), .text(filter.purpose), .text(filter.party), .text(filter.with), .text(filter.form),
      .text(filter.until), .integer(after), .integer(limit))
  }

  private static let standing = Statement(
    """
    SELECT t.party, bool_or((t.until_on IS NULL OR d.day < t.until_on) AND (x.withdrawn_on IS NULL OR d.day < x.withdrawn_on)),
      bool_or(x.withdrawn_on <= d.day)
    FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus JOIN koos.consent t ON t.client = c.client
    CROSS JOIN LATERAL (SELECT coalesce($3::date, koos.today()) AS day) d
    CROSS JOIN LATERAL (SELECT (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date AS given_on,
      (t.withdrawn_at AT TIME ZONE 'Europe/Amsterdam')::date AS withdrawn_on) x
    WHERE w.id = $1::integer AND t.purpose = $2 AND x.given_on <= d.day GROUP BY t.party
    """)

  /// Who of an entry's child consented to a purpose, one party a row: whether it counts on the day (today where none is
  /// given), whether one was withdrawn by then.
  package static func standing(entry: Int, purpose: String, on day: String?) -> Query {
    standing(.integer(entry), .text(purpose), .text(day))
  }
}
