package import Postgres

/// Somebody's appointments as a calendar of another program needs them.
package enum Agenda {
  /// SQL for the appointments `a` of the worker `$1` partly between `$2` and `$3`.
  private static let span = """
    (SELECT coalesce(to_timestamp($2::bigint), koos.midnight(koos.today() - 28)) AS from_at,
      coalesce(to_timestamp($3::bigint), koos.midnight(koos.today() + 366)) AS to_at) t
    JOIN koos.appointment_worker w ON w.worker = coalesce((SELECT k.id FROM koos.worker k WHERE k.login = $1), koos.me())
      AND w.starts_at > t.from_at - interval '24 hours' AND w.starts_at < t.to_at
    JOIN koos.appointment a ON a.id = w.appointment AND a.ends_at > t.from_at
    """

  private static let exported = Statement(
    """
    SELECT 'A-' || a.id || '@' || (SELECT i.id FROM koos.installation i), a.sequence,
      extract(epoch FROM coalesce((SELECT max(h.changed_at) FROM koos.appointment_change h WHERE h.appointment = a.id), a.booked_at))::bigint,
      extract(epoch FROM a.starts_at)::bigint, extract(epoch FROM a.ends_at)::bigint, a.status,
      CASE WHEN d.appointment IS NOT NULL THEN 'A-' || a.id END, coalesce(p.name, CASE WHEN a.home_wijk IS NOT NULL AND d.appointment IS NOT NULL THEN 'thuis' END),
      CASE WHEN d.appointment IS NOT NULL THEN a.link END
    FROM \(span) LEFT JOIN koos.place p ON p.id = a.place LEFT JOIN koos.appointment_detail d ON d.appointment = a.id
    ORDER BY a.starts_at, a.id
    """)

  /// The appointments of a worker, nil for who asks, partly between two moments in epoch seconds, nil
  /// for four weeks back and a year ahead.
  ///
  /// Columns: the name for ever, sequence, when it was last changed, start, end (epoch seconds), status; the code, for who
  /// may know more than that the time is taken; where, thuis for a home; the link.
  package static func exported(worker: String?, from: Int?, to: Int?) -> Query {
    exported(.text(worker), .integer(from), .integer(to))
  }

  private static let concerns = Statement(
    """
    WITH shown AS MATERIALIZED (
      SELECT a.id FROM \(span) JOIN koos.appointment_detail d ON d.appointment = a.id
    )
    SELECT DISTINCT x.casus, c.client, g.via, g.role, g.team
    FROM shown s JOIN koos.appointment_case x ON x.appointment = s.id JOIN koos.casus c ON c.id = x.casus \(Grounds.joined("case", "c.id"))
    UNION
    SELECT u.casus, u.client, 'participation', NULL, NULL FROM shown s CROSS JOIN koos.unknown_children(s.id) u
    WHERE koos.group_of(s.id) IS NULL AND NOT EXISTS (SELECT FROM koos.appointment_case x WHERE x.appointment = s.id)
    ORDER BY 1
    """)

  /// Whose the appointments are of which the same tells more than that the time is taken: case, client, ground, role, team.
  package static func concerned(worker: String?, from: Int?, to: Int?) -> Query {
    concerns(.text(worker), .integer(from), .integer(to))
  }
}
