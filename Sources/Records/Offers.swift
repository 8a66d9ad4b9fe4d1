package import Postgres

/// Offers: freed time held for who waits until it is answered; the guards of the schema make and end them.
package enum Offers {
  /// SQL: how an offer `f` stands: what has expired counts as such also before anybody looked.
  static let status = "CASE WHEN f.status = 'open' AND f.expires_at <= koos.now() THEN 'expired' ELSE f.status END"

  private static let members = """
    'offer', 'O-' || f.id, 'entry', 'W-' || f.entry, 'status', \(status), 'appointment', 'A-' || f.appointment, 'start', a.starts_at,
      'expires_at', f.expires_at
    """

  /// Which offers are listed.
  package struct Filter: Sendable {
    package var entry: Int?
    package var appointment: Int?
    /// Of the time offered, in seconds since 1970.
    package var start: Int?
    /// Of the time offered.
    package var minutes: Int?
    /// Who all are in the time offered.
    package var workers: [String] = []
    /// How long it is or was held, in minutes.
    package var hold: Int?
    package var team: String?
    package var status: String?

    package init() {}
  }

  private static let listing = Statement(
    """
    SELECT json_build_object(\(members), 'end', a.ends_at, 'type', f.type, 'mode', a.mode, 'case', 'C-' || w.casus, 'team', t.slug,
        'workers', (SELECT array_to_json(array_agg(k.login ORDER BY k.login)) FROM koos.appointment_worker p JOIN koos.worker k ON k.id = p.worker
          WHERE p.appointment = a.id),
        'made_at', f.made_at, 'decided_at', f.decided_at, 'past_own_worker', f.past_own_worker),
      f.id, c.client, c.id, NULL, g.via, g.role, g.team
    FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry JOIN koos.casus c ON c.id = w.casus JOIN koos.team t ON t.id = w.team
    JOIN koos.appointment a ON a.id = f.appointment \(Grounds.joinedAll("case", "c.id"))
    WHERE ($1::integer IS NULL OR f.entry = $1) AND ($2::text IS NULL OR t.slug = $2) AND ($3::text IS NULL OR \(status) = $3)
      AND ($4::integer IS NULL OR f.id < $4) AND ($6::integer IS NULL OR f.appointment = $6)
      AND ($7::bigint IS NULL OR a.starts_at = to_timestamp($7))
      AND ($8::integer IS NULL OR a.ends_at - a.starts_at = make_interval(mins => $8))
      AND $9::text[] <@ ARRAY(SELECT k.login FROM koos.appointment_worker p JOIN koos.worker k ON k.id = p.worker WHERE p.appointment = a.id)
      AND ($10::integer IS NULL OR f.expires_at - f.made_at = make_interval(mins => $10))
    ORDER BY f.id DESC LIMIT $5::integer + 1
    """)

  /// What was offered, the last first; the cursor is the number.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .integer(filter.entry), .text(filter.team), .text(filter.status), .integer(after), .integer(limit),
      .integer(filter.appointment), .integer(filter.start), .integer(filter.minutes), .array(filter.workers),
      .integer(filter.hold))
  }

  /// SQL: the offers of an entry `w`, where `r` says whether the asker reads its case whole.
  static let ofEntry = """
    (SELECT coalesce(array_to_json(array_agg(json_build_object(\(members), 'type', f.type, 'made_at', f.made_at, 'decided_at', f.decided_at,
        'by', (SELECT k.login FROM koos.worker k WHERE k.id = f.decided_by), 'reason', CASE WHEN r.everything THEN coalesce(f.reason, f.past_reason) END,
        'past_own_worker', f.past_own_worker) ORDER BY f.id)), '[]')
      FROM koos.offer f JOIN koos.appointment a ON a.id = f.appointment WHERE f.entry = w.id)
    """

  private static let locking = Statement("SELECT koos.lock_offer($1::integer)")
  private static let standing = Statement(
    """
    SELECT CASE WHEN f.status = 'open' AND NOT koos.offer_is_whole(f) THEN 'expired' ELSE f.status END, c.id, c.client
    FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry JOIN koos.casus c ON c.id = w.casus WHERE f.id = $1::integer
    """)

  /// Locks an offer with all it holds, and tells how it stands: status, case, client.
  package static func standing(_ offer: Int) -> [Query] { [locking(.integer(offer)), standing(.integer(offer))] }

  private static let answering = Statement("SELECT koos.answer_offer($1::integer, $2::boolean, $3)")

  /// Accepts or declines an offer.
  package static func answer(_ offer: Int, isAccepted: Bool, _ reason: String?) -> Query {
    answering(.integer(offer), .bool(isAccepted), .text(reason))
  }

  /// What an answer tells: the offer is `$2`.
  package static let answered = Ledger.settling(
    "SELECT json_build_object(\(members)) FROM koos.offer f JOIN koos.appointment a ON a.id = f.appointment WHERE f.id = $2::integer"
  )
}
