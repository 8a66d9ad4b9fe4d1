package import Postgres

/// Series: appointments booked at one go by a rule.
package enum Series {
  private static let insertion = Statement(
    """
    INSERT INTO koos.series (rrule, starts_at, minutes, booked_by) VALUES ($1, to_timestamp($2::bigint), $3, koos.me())
    """)

  /// Makes a series; the appointments kept after it in the same transaction may be of it.
  package static func make(_ rule: String, start: Int, minutes: Int) -> Query {
    insertion(.text(rule), .integer(start), .integer(minutes))
  }

  static let row = "json_build_object(\(Appointments.told))::text"

  /// SQL: the appointments of the series just made, as rows.
  static let made = """
    (SELECT coalesce(array_agg(\(row) ORDER BY a.starts_at, a.id), '{}')
      FROM koos.appointment a WHERE a.series = (SELECT currval('koos.series_id_seq')))
    """

  /// Settles with the series made and its appointments; `$2` the times that could not be.
  package static let booked = Ledger.settling(
    """
    SELECT json_build_object('series', 'S-' || currval('koos.series_id_seq'), 'booked', count(*), 'conflicts', $2::json)
    FROM koos.appointment a WHERE a.series = (SELECT currval('koos.series_id_seq'))
    """,
    rows: made)

  private static let listing = Statement(
    """
    SELECT json_build_object('series', 'S-' || s.id, 'rrule', s.rrule, 'start', s.starts_at, 'minutes', s.minutes,
      'booked', n.booked, 'next', n.next), s.id
    FROM koos.series s CROSS JOIN LATERAL (
      SELECT count(*) AS booked, min(a.starts_at) FILTER (WHERE a.starts_at >= koos.now()) AS next
      FROM koos.appointment a WHERE a.series = s.id AND a.status NOT IN ('afgezegd-client', 'afgezegd-aanbieder', 'vervallen')) n
    WHERE ($1::text IS NULL OR EXISTS (SELECT FROM koos.appointment a JOIN koos.appointment_worker p ON p.appointment = a.id
        JOIN koos.worker w ON w.id = p.worker WHERE a.series = s.id AND w.login = $1))
      AND ($2::integer IS NULL OR s.id > $2) ORDER BY s.id LIMIT $3::integer + 1
    """)

  /// Series in the order they were booked: rule, start, how many appointments stand, the next of them.
  package static func list(worker: String?, after: Int?, limit: Int) -> Query {
    listing(.text(worker), .integer(after), .integer(limit))
  }
}
