package import Postgres

// A series as a change of it finds it: its appointments locked, and what they take.
extension Series {
  private static let locking = Statement(
    """
    SELECT FROM koos.appointment a WHERE a.id = $1::integer OR a.series = (SELECT n.series FROM koos.appointment n WHERE n.id = $1)
    ORDER BY a.id FOR NO KEY UPDATE
    """)

  private static func ofSeries(_ number: String) -> String {
    "\(number) IN (SELECT s.id FROM koos.appointment s WHERE s.series = (SELECT n.series FROM koos.appointment n WHERE n.id = $1::integer))"
  }

  private static let times = Statement(
    """
    SELECT a.id, koos.standing(a), a.rev, extract(epoch FROM a.starts_at)::bigint, extract(epoch FROM a.ends_at)::bigint,
      extract(epoch FROM a.series_at)::bigint, a.mode, (SELECT p.slug FROM koos.place p WHERE p.id = a.place), a.home_wijk IS NOT NULL,
      a.place, a.home_wijk, (SELECT r.resource FROM koos.room r WHERE r.id = a.room),
      (SELECT string_agg(r.resource::text, ' ') FROM koos.room r WHERE r.place = a.place AND a.room IS NOT NULL AND r.capacity >= koos.seats(a.id)),
      t.plans, \(Appointments.lateness)
    FROM koos.appointment a CROSS JOIN koos.appointment_standing(a.id) t WHERE \(ofSeries("a.id")) ORDER BY a.series_at, a.id
    """)

  private static let people = Statement(
    """
    SELECT p.appointment, p.worker, w.login, w.resource, p.mode FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker
    WHERE \(ofSeries("p.appointment")) ORDER BY p.appointment, w.login
    """)

  private static let taken = Statement(
    """
    SELECT o.appointment, o.resource, o.place IS NOT NULL OR o.home_wijk IS NOT NULL FROM koos.occupied o WHERE \(ofSeries("o.appointment"))
    ORDER BY o.id
    """)

  private static let about = Bookings.concerned(
    "ANY (ARRAY(SELECT x.casus FROM koos.appointment_case x WHERE \(ofSeries("x.appointment"))))")

  /// The series of an appointment, all of it locked: nothing, as the first statement only waits; its appointments in the
  /// order of the series (number, status, rev, start, end, when the series has it, mode, place, whether at a home, number
  /// of the place, wijk of the home, resource of the room, of the rooms that will do, whether it is up to the asker, how
  /// late is late); who takes part (appointment, number, login, resource, mode); what they occupy (appointment, resource,
  /// whether one travels there); and the cases the asker may know of, as `Bookings.cases` tells them.
  package static func standing(_ appointment: Int) -> [Query] {
    [locking, times, people, taken, about].map { $0(.integer(appointment)) }
  }

  private static let shifting = Statement(
    """
    UPDATE koos.appointment a SET series_at = to_timestamp(n.at) FROM unnest($1::integer[], $2::bigint[]) n(id, at) WHERE a.id = n.id
    """)

  /// Says when the series has its appointments from now on.
  package static func shift(_ appointments: [(number: Int, at: Int)]) -> Query {
    shifting(.array(appointments.map(\.number)), .array(appointments.map(\.at)))
  }

  /// Settles with the appointments changed, `$2`.
  package static let changed = Ledger.settling(
    """
    SELECT json_build_object('series', 'S-' || min(a.series), 'rows', count(*)) FROM koos.appointment a WHERE a.id = ANY ($2::integer[])
    """,
    rows: """
      (SELECT array_agg(\(row) ORDER BY a.starts_at, a.id) FROM koos.appointment a WHERE a.id = ANY ($2::integer[]))
      """)
}
