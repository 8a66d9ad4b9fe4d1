package import Postgres

/// Consents (toestemmingen).
package enum Consents {
  private static let recording = Statement(
    """
    INSERT INTO koos.consent (client, purpose, party, with_whom, form, until_on, refused, exception, why, recorded_by)
    VALUES ($1::integer, $2, $3, $4, $5, $6::date, $7::boolean, $8, $9, koos.me())
    """)

  /// What somebody said of a purpose.
  package struct Said: Sendable {
    package var purpose: String
    package var party: String
    package var with: String?
    package var form: String
    package var until: String?
    /// Whether it is a no.
    package var isRefusal: Bool
    /// Why others need not consent.
    package var exception: String?
    /// The reason of an exception or a refusal, or why a youth is not capable.
    package var why: String?

    package init(
      purpose: String, party: String, with: String?, form: String, until: String?, isRefusal: Bool, exception: String?,
      why: String?
    ) {
      self.purpose = purpose
      self.party = party
      self.with = with
      self.form = form
      self.until = until
      self.isRefusal = isRefusal
      self.exception = exception
      self.why = why
    }
  }

  /// Records a consent given, or refused, just now.
  package static func record(client: Int, _ said: Said) -> Query {
    recording(
      .integer(client), .text(said.purpose), .text(said.party), .text(said.with), .text(said.form), .text(said.until),
      .bool(said.isRefusal), .text(said.exception), .text(said.why))
  }

  private static let runs = Statement(
    """
    SELECT 'T-' || t.id FROM koos.consent t WHERE t.client = $1::integer AND t.purpose = $2 AND t.party = $3 AND NOT t.refused
      AND t.withdrawn_at IS NULL AND coalesce(koos.today() < t.until_on, true)
      AND (t.with_whom IS NULL OR $4::text IS NULL OR lower(btrim(t.with_whom)) = lower(btrim($4)))
    ORDER BY t.id DESC
    """)

  /// The consents by which somebody says yes to it now, the latest first.
  package static func running(client: Int, purpose: String, by party: String, with: String?) -> Query {
    runs(.integer(client), .text(purpose), .text(party), .text(with))
  }

  /// What `consent record` tells.
  package static let recorded = Ledger.settling(
    "SELECT json_build_object('consent', 'T-' || currval('koos.consent_id_seq'))")

  private static let listing = Statement(
    """
    SELECT json_build_object('consent', 'T-' || t.id, 'client', 'J-' || t.client, 'purpose', t.purpose, 'by', t.party,
        'with', t.with_whom, 'form', t.form, 'state', koos.consent_state(t.id), 'refused', t.refused, 'exception', t.exception, 'why', koos.consent_why(t.id),
        'review_since', koos.consent_review_on(t.id), 'given_at', t.given_at, 'until', t.until_on, 'withdrawn_at', t.withdrawn_at,
        'reason', t.withdraw_reason, 'recorded_by', w.login),
      t.id, t.client, NULL, NULL, g.via, g.role, g.team
    FROM koos.consent t \(Grounds.joinedAll("client", "t.client")) JOIN koos.worker w ON w.id = t.recorded_by
    WHERE ($1::integer IS NULL OR t.client = $1) AND ($2::text IS NULL OR t.purpose = $2) AND ($3::text IS NULL OR t.party = $3)
      AND ($4::text IS NULL OR t.with_whom = $4) AND ($5::text IS NULL OR t.form = $5) AND ($6::date IS NULL OR t.until_on = $6)
      AND ($7::boolean IS NULL OR t.refused = $7) AND ($8::text IS NULL OR t.exception = $8)
      AND ($9::integer IS NULL OR t.id > $9)
    ORDER BY t.id LIMIT $10::integer + 1
    """)

  /// What a list of consents is narrowed to.
  package struct Filter: Sendable {
    package var client: Int?
    package var purpose: String?
    package var party: String?
    package var with: String?
    package var form: String?
    package var until: String?
    package var isRefusal: Bool?
    package var exception: String?

    package init() {}
  }

  /// Consents of the clients the worker may know of, by number.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .integer(filter.client), .text(filter.purpose), .text(filter.party), .text(filter.with), .text(filter.form),
      .text(filter.until), .bool(filter.isRefusal), .text(filter.exception), .integer(after), .integer(limit))
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

  private static let locking = Statement("SELECT koos.hold_consent($1::integer)")
  private static let standingAlone = Statement(
    """
    SELECT t.client, (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date, t.withdrawn_at IS NOT NULL, t.refused
    FROM koos.consent t WHERE t.id = $1::integer
    """)
  private static let concerned = Statement(
    """
    SELECT DISTINCT o.team FROM koos.consent t JOIN koos.casus c ON c.client = t.client AND c.status = 'open'
    JOIN koos.casus_owner o ON o.casus = c.id WHERE t.id = $1::integer AND (NOT koos.i_am_in(o.team)
      -- Help that runs on it concerns the own team as well.
      OR t.purpose = 'treatment' AND EXISTS (SELECT FROM koos.traject h WHERE h.casus = c.id AND h.ended_on IS NULL))
    """)

  /// Locks the child of a consent and tells how it stands: child, day given, whether withdrawn, whether a no; then the
  /// teams that own an open case of the child and have to look at it, the asker's own where help runs on it.
  package static func held(_ consent: Int) -> [Query] {
    [locking, standingAlone, concerned].map { $0(.integer(consent)) }
  }

  private static let withdrawing = Statement(
    """
    UPDATE koos.consent t SET withdrawn_at = greatest(t.given_at, coalesce(koos.midnight($2::date), koos.now())), withdraw_reason = $3
    FROM koos.consent x WHERE x.id = $1::integer AND t.client = x.client AND (t.id = x.id
      -- What the same one said before to the same was the same yes.
      OR t.id < x.id AND NOT x.refused AND NOT t.refused AND t.withdrawn_at IS NULL
        AND (t.purpose, t.party) = (x.purpose, x.party) AND lower(btrim(t.with_whom)) IS NOT DISTINCT FROM lower(btrim(x.with_whom)))
    """)

  /// Takes a consent back, at once or from a day that has been, with those it renewed.
  package static func withdraw(_ consent: Int, on day: String?, reason: String?) -> Query {
    withdrawing(.integer(consent), .text(day), .text(reason))
  }

  /// What `consent withdraw` tells: the consent is `$2`.
  package static let withdrawn = Ledger.settling(
    "SELECT json_build_object('consent', 'T-' || t.id, 'withdrawn_at', t.withdrawn_at) FROM koos.consent t WHERE t.id = $2::integer"
  )
}
