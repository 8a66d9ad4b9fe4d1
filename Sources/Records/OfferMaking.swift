package import Postgres

/// Giving out time: what is looked at, and the guard that does it.
extension Offers {
  private static let freed = Statement(
    """
    SELECT a.status, extract(epoch FROM a.starts_at)::bigint, extract(epoch FROM a.ends_at)::bigint, a.mode, a.place, a.home_wijk IS NOT NULL,
      a.room, coalesce((SELECT c.mode FROM koos.appointment_case c WHERE c.appointment = a.id ORDER BY c.casus LIMIT 1),
        CASE a.mode WHEN 'hybrid' THEN 'on-site' ELSE a.mode END)
    FROM koos.appointment a WHERE a.id = $1::integer
    """)

  /// An appointment whose time is given out: status, start, end, mode, place, whether at a home, room, how the child took part.
  package static func freed(_ appointment: Int) -> Query { freed(.integer(appointment)) }

  private static func giving(_ modes: String, _ source: String) -> Statement {
    Statement(
      """
      SELECT w.login, w.id, w.resource, \(modes), (SELECT string_agg(m.team::text, ' ') FROM koos.member m
          WHERE m.worker = w.id AND m.team IS NOT NULL AND m.from_on <= koos.today() AND koos.today() < m.until_on), w.discipline
      FROM koos.worker w \(source) ORDER BY w.login
      """)
  }
  private static let givingFreed = giving(
    "p.mode",
    "JOIN koos.appointment_worker p ON p.worker = w.id AND p.appointment = $1::integer WHERE w.disabled_at IS NULL")
  private static let givingNamed = giving("NULL", "WHERE w.login = ANY ($1) AND w.disabled_at IS NULL")

  /// Those who took part in an appointment and still work here: login, number, resource, mode, teams, discipline.
  package static func givers(of appointment: Int) -> Query { givingFreed(.integer(appointment)) }
  /// Those of some logins who still work here, as above but for the mode.
  package static func givers(_ logins: [String]) -> Query { givingNamed(.array(logins)) }

  /// SQL: the place named as `$2`, else where the first of the workers `$1` is found at the moment `$3`.
  private static let here = """
    coalesce($2, (SELECT q.slug FROM koos.worker w JOIN koos.availability a ON a.worker = w.id JOIN koos.place q ON q.id = a.place
      CROSS JOIN LATERAL (SELECT to_timestamp($3::bigint) AT TIME ZONE 'Europe/Amsterdam' AS at) l
      WHERE w.login = ($1::text[])[1] AND a.weekday = extract(isodow FROM l.at) AND a.from_on <= l.at::date AND l.at::date < a.until_on
        AND (a.weeks = 'all' OR (a.weeks = 'even') = (extract(week FROM l.at)::integer % 2 = 0))
      ORDER BY a.to_minute * 60 <= extract(epoch FROM l.at::time), a.from_minute LIMIT 1))
    """

  private static let venues = Statement(
    """
    SELECT p.id, r.id, r.name, r.capacity, r.resource FROM koos.place p LEFT JOIN koos.room r ON r.place = p.id
    WHERE p.slug = \(here) ORDER BY r.capacity, r.id
    """)

  private static func locking(_ resources: String) -> Statement {
    Statement("SELECT r.id FROM koos.resource r WHERE r.id = ANY (ARRAY(\(resources))) ORDER BY r.id FOR NO KEY UPDATE")
  }
  private static let lockingFreed = locking(
    """
    SELECT w.resource FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker WHERE p.appointment = $1::integer
    UNION SELECT x.resource FROM koos.appointment a JOIN koos.room x ON x.place = a.place WHERE a.id = $1
    """)
  private static let lockingNamed = locking(
    """
    SELECT w.resource FROM koos.worker w WHERE w.login = ANY ($1::text[])
    UNION SELECT x.resource FROM koos.place p JOIN koos.room x ON x.place = p.id WHERE p.slug = \(here)
    """)

  /// Locks those whose time an appointment took, and the rooms of its place.
  package static func lock(_ appointment: Int) -> Query { lockingFreed(.integer(appointment)) }
  /// Locks some workers, and the rooms of the place where they are at a moment.
  package static func lock(_ logins: [String], at place: String?, from seconds: Int) -> Query {
    lockingNamed(.array(logins), .text(place), .integer(seconds))
  }

  /// A place with its rooms, as `Rooms.of` tells it: the one named, else where the first of some workers is at a moment.
  package static func venue(_ place: String?, of logins: [String], at seconds: Int) -> Query {
    venues(.array(logins), .text(place), .integer(seconds))
  }

  /// Time to be given out.
  package struct Time: Sendable {
    /// Epoch seconds.
    package var start: Int
    /// Epoch seconds, excluded.
    package var end: Int
    package var mode: String
    /// How the child takes part, or none.
    package var clientMode: String
    /// Number of the place; nil where nobody is there in person, or at a home.
    package var place: Int?
    package var isAtHome: Bool
    /// Number of the only room that will do.
    package var room: Int?
    package var workers: [(number: Int, mode: String)]
    /// The team whose list it is for.
    package var team: Int
    package var discipline: String
    /// The appointment that was cancelled.
    package var appointment: Int?
    /// Minutes an offer holds it; nil: as set.
    package var hold: Int?

    package init(start: Int, end: Int, mode: String, clientMode: String, team: Int, discipline: String) {
      self.start = start
      self.end = end
      self.mode = mode
      self.clientMode = clientMode
      self.team = team
      self.discipline = discipline
      isAtHome = false
      workers = []
    }
  }

  private static let making = Statement(
    """
    SELECT koos.make_offer(to_timestamp($1::bigint), to_timestamp($2::bigint), $3, $4, $5::integer, $6::boolean, $7::integer, $8::integer[], $9::text[],
      $10::integer, $11, $12::integer, $13::integer, $14::integer, $15)
    """)

  /// Gives out time, to the entry named or to the first it is for.
  package static func make(_ time: Time, entry: Int?, _ reason: String?) -> Query {
    making(
      .integer(time.start), .integer(time.end), .text(time.mode), .text(time.clientMode), .integer(time.place),
      .bool(time.isAtHome), .integer(time.room), .array(time.workers.map(\.number)), .array(time.workers.map(\.mode)),
      .integer(time.team), .text(time.discipline), .integer(time.appointment), .integer(time.hold), .integer(entry),
      .text(reason))
  }

  /// What `offer make` tells.
  package static let made = Ledger.settling(
    """
    SELECT json_build_object('offer', 'O-' || f.id, 'entry', 'W-' || f.entry, 'status', f.status, 'appointment', 'A-' || f.appointment,
      'start', a.starts_at, 'end', a.ends_at, 'expires_at', f.expires_at, 'past_own_worker', f.past_own_worker,
      'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room))
    FROM koos.offer f JOIN koos.appointment a ON a.id = f.appointment WHERE f.id = currval('koos.offer_id_seq')
    """)
}
