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
        'reason', t.withdraw_reason, 'recorded_by', w.login),
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
    SELECT s.birth_on, s.birth_precision, s.relations, s.consents FROM koos.consent_standing(CASE
      WHEN $1::integer IS NOT NULL THEN (SELECT c.client FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus WHERE w.id = $1)
      WHEN $2::integer IS NOT NULL THEN (SELECT c.client FROM koos.casus c WHERE c.id = $2) ELSE $3::integer END, $4, $5::text[]) s
    """)

  /// What is recorded about the consent to a purpose, in one row that `ConsentCheck` judges; locks the child, so that
  /// nothing that bears on consent changes before the act is done.
  ///
  /// - Parameter with: slugs or names of those it is shared with: a consent to share with others does not count. Empty:
  ///   it is not about sharing.
  package static func standing(client: Int, purpose: String, with: [String] = []) -> Query {
    standing(.integer(nil), .integer(nil), .integer(client), .text(purpose), .array(with.map(Optional.some)))
  }

  /// The same for the child of a case.
  package static func standing(casus: Int, purpose: String, with: [String] = []) -> Query {
    standing(.integer(nil), .integer(casus), .integer(nil), .text(purpose), .array(with.map(Optional.some)))
  }

  /// The same for the child of a waiting entry.
  package static func standing(entry: Int, purpose: String) -> Query {
    standing(.integer(entry), .integer(nil), .integer(nil), .text(purpose), .array([String?]()))
  }

  private static let locking = Statement(
    """
    SELECT k.id FROM koos.client k WHERE k.id = (SELECT t.client FROM koos.consent t WHERE t.id = $1::integer) FOR NO KEY UPDATE
    """)
  private static let standingAlone = Statement(
    """
    SELECT t.client, (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date, t.withdrawn_at IS NOT NULL
    FROM koos.consent t WHERE t.id = $1::integer
    """)
  private static let concerned = Statement(
    """
    SELECT DISTINCT o.team FROM koos.consent t JOIN koos.casus c ON c.client = t.client AND c.status = 'open'
    JOIN koos.casus_owner o ON o.casus = c.id WHERE t.id = $1::integer AND NOT koos.i_am_in(o.team)
    """)

  /// Locks the child of a consent and tells how it stands: child, day given, whether withdrawn; then the other teams
  /// that own an open case of the child.
  package static func held(_ consent: Int) -> [Query] {
    [locking, standingAlone, concerned].map { $0(.integer(consent)) }
  }

  private static let withdrawing = Statement(
    """
    UPDATE koos.consent SET withdrawn_at = greatest(given_at, coalesce(koos.midnight($2::date), koos.now())), withdraw_reason = $3
    WHERE id = $1::integer
    """)

  /// Takes a consent back, at once or from a day that has been.
  package static func withdraw(_ consent: Int, on day: String?, reason: String?) -> Query {
    withdrawing(.integer(consent), .text(day), .text(reason))
  }

  /// What `consent withdraw` tells: the consent is `$2`.
  package static let withdrawn = Ledger.settling(
    "SELECT json_build_object('consent', 'T-' || t.id, 'withdrawn_at', t.withdrawn_at) FROM koos.consent t WHERE t.id = $2::integer"
  )
}
