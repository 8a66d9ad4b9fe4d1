package import Postgres

// An appointment as a change of it finds it: locked, with all who take part as far as the asker may know.
extension Appointments {
  private static let holding = Statement("SELECT FROM koos.appointment a WHERE a.id = $1::integer FOR NO KEY UPDATE")

  /// SQL: how long before its start a cancellation of the appointment `a` is late, as a team of who takes part has set.
  static let lateness = """
    koos.setting('appointment.late-cancel', (SELECT m.team FROM koos.appointment_worker p JOIN koos.member m ON m.worker = p.worker
        WHERE p.appointment = a.id AND m.team IS NOT NULL AND m.from_on <= koos.today() AND koos.today() < m.until_on
        ORDER BY p.worker, m.id LIMIT 1))
    """

  private static let state = Statement(
    """
    SELECT koos.standing(a), a.rev, extract(epoch FROM a.starts_at)::bigint, extract(epoch FROM a.ends_at)::bigint, a.mode,
      (SELECT p.slug FROM koos.place p WHERE p.id = a.place), a.home_wijk IS NOT NULL, s.plans, s.offered,
      \(lateness), s.keeps, coalesce(a.place, h.place), coalesce(a.home_wijk, h.home_wijk)
    FROM koos.appointment a CROSS JOIN koos.appointment_standing(a.id) s
    LEFT JOIN LATERAL (SELECT h.place, h.home_wijk FROM koos.appointment_change h
      WHERE h.appointment = a.id AND (h.place IS NOT NULL OR h.home_wijk IS NOT NULL) ORDER BY h.id DESC LIMIT 1) h
      ON a.place IS NULL AND a.home_wijk IS NULL
    WHERE a.id = $1::integer
    """)

  private static let taking = Statement(
    """
    SELECT p.worker, w.login, w.resource, p.mode FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker
    WHERE p.appointment = $1::integer ORDER BY w.login
    """)

  private static let about = Bookings.concerned(
    "ANY (ARRAY(SELECT x.casus FROM koos.appointment_case x WHERE x.appointment = $1::integer))",
    telling: "(SELECT x.mode FROM koos.appointment_case x WHERE x.appointment = $1 AND x.casus = c.id)")

  private static let guests = Statement(
    "SELECT g.label, g.mode FROM koos.appointment_guest g WHERE g.appointment = $1::integer ORDER BY g.label")

  /// An appointment, locked: nothing, as the first statement only waits; status, rev, start, end, mode, place, whether at
  /// a home, whether it is up to the asker, whether it is offered to who waits, how late is late, whether the asker keeps
  /// who came of a child in a group, and where it is or last was: place or wijk of the home; workers (number, login,
  /// resource, mode); cases the asker may know of, as `Bookings.cases` tells them, with the child's mode; guests the
  /// asker may know of (label, mode).
  package static func standing(_ number: Int) -> [Query] {
    [holding, state, taking, about, guests].map { $0(.integer(number)) }
  }

  private static let helping = Statement(
    "SELECT p.worker FROM koos.appointment_worker p WHERE p.appointment = $1::integer AND koos.helps(p.appointment, p.worker)"
  )

  /// Those who take part and whom a child of it knows already (R14): number.
  package static func helpers(_ number: Int) -> Query { helping(.integer(number)) }

  /// SQL: whether an appointment `a` of a member of the team `$1` is still to come, between `$2` and `$3`.
  private static let isAhead = """
    a.status IN ('gepland', 'bevestigd') AND a.starts_at > koos.now()
      AND a.starts_at >= to_timestamp($2::bigint) AND a.starts_at < to_timestamp($3::bigint)
      AND EXISTS (SELECT FROM koos.appointment_worker p JOIN koos.member m ON m.worker = p.worker AND m.from_on <= koos.today() AND koos.today() < m.until_on
        JOIN koos.team t ON t.id = m.team AND t.slug = $1 WHERE p.appointment = a.id)
    """

  private static let locked = Statement(
    """
    SELECT a.id FROM koos.appointment a WHERE \(isAhead)
    ORDER BY a.id FOR NO KEY UPDATE
    """)

  private static let ahead = Statement(
    """
    SELECT a.id, extract(epoch FROM a.starts_at)::bigint, extract(epoch FROM a.ends_at)::bigint,
      (SELECT string_agg(w.login || ' ' || p.mode, ',' ORDER BY w.login) FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker
        WHERE p.appointment = a.id), s.plans
    FROM koos.appointment a CROSS JOIN koos.appointment_standing(a.id) s WHERE \(isAhead)
    ORDER BY a.starts_at, a.id LIMIT 1001
    """)

  private static let casesAhead = Statement(
    """
    SELECT c.id, c.client, (SELECT string_agg(o.team::text, ' ') FROM koos.casus_owner o WHERE o.casus = c.id)
    FROM koos.casus c WHERE c.id IN (SELECT x.casus FROM koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment WHERE \(isAhead))
    ORDER BY c.id
    """)

  /// What a team's members have to come between two moments, locked: nothing but numbers; then number, start, end, who takes part
  /// (login and mode), whether it is up to the asker; then the cases of it the asker may know: number, client, owners.
  package static func ahead(of team: String, from: Int, to: Int) -> [Query] {
    [locked, ahead, casesAhead].map { $0(.text(team), .integer(from), .integer(to)) }
  }
}
