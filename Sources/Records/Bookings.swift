package import Postgres

/// Booking an appointment: what is looked at, and what is written under the locks of all it occupies.
package enum Bookings {
  private static let keeping = Statement(
    "SELECT c.id FROM koos.casus c WHERE c.id = ANY($1::integer[]) ORDER BY c.id FOR SHARE")
  static func concerned(_ cases: String, telling more: String = "NULL") -> Statement {
    Statement(
      """
      SELECT c.id, c.status, c.client, k.resource, k.wijk,
        (SELECT string_agg(o.team::text, ' ') FROM koos.casus_owner o WHERE o.casus = c.id),
        EXISTS (SELECT FROM koos.traject t JOIN koos.service s ON s.slug = t.service AND NOT s.needs_traject
          WHERE t.casus = c.id AND t.ended_on IS NULL AND t.started_on <= koos.today()), \(more)
      FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = \(cases) ORDER BY c.id
      """)
  }
  private static let concerned = concerned("ANY($1::integer[])")
  private static let waiting = concerned("(SELECT w.casus FROM koos.waiting_entry w WHERE w.id = $1::integer)")

  /// The cases an appointment is for: kept as they are meanwhile, and then told, number, status, client, its resource
  /// and wijk, owners, whether a traject runs that a module may be part of (R11). Two statements, so that the second sees what the first had to wait for.
  package static func cases(_ numbers: [Int]) -> [Query] { [keeping(.array(numbers)), concerned(.array(numbers))] }

  /// The case of a waiting entry, as above; the entry is locked already.
  package static func casus(of entry: Int) -> Query { waiting(.integer(entry)) }

  /// An appointment to be kept.
  package struct Entry: Sendable {
    /// Epoch seconds.
    package var start: Int
    /// Epoch seconds, excluded.
    package var end: Int
    package var mode: String
    /// Number of the place; nil where nobody is there in person, or at a home.
    package var place: Int?
    package var homeWijk: String?
    /// Resources of the rooms that will do, the first free one is taken; nil: none is needed.
    package var rooms: [Int]?
    /// Name of the video room and the team whose template the link is made by; nil: nobody is online.
    package var video: (room: String, team: Int?)?
    package var workers: [(number: Int, resource: Int, mode: String)]
    package var cases: [Int]
    /// How the children take part.
    package var clientMode: String
    /// Resources of the children who take part.
    package var clients: [Int]
    package var guests: [(label: String, mode: String)]
    package var type: String
    package var note: String?
    package var overrideReason: String?
    /// How many seconds it is held as a proposal; nil: it is booked.
    package var held: Int?
    /// The appointment that is laid anew, which is not in its own way.
    package var appointment: Int?

    package init(start: Int, end: Int, mode: String, type: String) {
      self.start = start
      self.end = end
      self.mode = mode
      self.type = type
      workers = []
      cases = []
      clientMode = "none"
      clients = []
      guests = []
    }
  }

  private static let locking = Statement(
    "SELECT r.id FROM koos.resource r WHERE r.id = ANY($1::bigint[]) ORDER BY r.id FOR NO KEY UPDATE")

  private static let expiry = Statement(
    "DELETE FROM koos.occupied o WHERE o.resource = ANY($1::bigint[]) AND o.expires_at <= koos.now()")

  // One statement, because an appointment is one thing: what others may not read comes after it, as their policies
  // look at the row made here.
  private static let insertion = Statement(
    """
    WITH room AS MATERIALIZED (
      SELECT r.id FROM koos.room r WHERE r.resource = koos.free_room($6::bigint[], to_timestamp($1::bigint), to_timestamp($2::bigint))
    ), made AS (
      INSERT INTO koos.appointment (starts_at, ends_at, mode, place, home_wijk, room, link, booked_by, status, held_until)
      SELECT to_timestamp($1), to_timestamp($2), $3, $4::integer, $5, (SELECT room.id FROM room),
        CASE WHEN $7::text IS NOT NULL THEN replace(koos.setting('video.template', $8::integer), '{room}', $7) END, koos.me(),
        CASE WHEN $13::integer IS NULL THEN 'gepland' ELSE 'voorstel' END, koos.now() + make_interval(secs => $13)
      RETURNING id
    ), worker AS (
      INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
      SELECT made.id, w.worker, w.mode, to_timestamp($1) FROM made, unnest($9::integer[], $10::text[]) w(worker, mode)
    )
    INSERT INTO koos.appointment_case (appointment, casus, mode)
    SELECT made.id, c.casus, $11 FROM made, unnest($12::integer[]) c(casus)
    """)

  private static let occupying = Statement(
    "SELECT koos.occupy(currval('koos.appointment_id_seq')::integer, 'appointment', NULL, $1::boolean)")
  private static let holding = Statement(
    """
    SELECT koos.occupy(a.id, 'hold', a.held_until, $1::boolean) FROM koos.appointment a WHERE a.id = currval('koos.appointment_id_seq')
    """)

  private static let telling = Statement(
    """
    WITH guest AS (
      INSERT INTO koos.appointment_guest (appointment, label, mode)
      SELECT currval('koos.appointment_id_seq'), g.label, g.mode FROM unnest($4::text[], $5::text[]) g(label, mode)
    )
    INSERT INTO koos.appointment_detail (appointment, type, note, override_reason)
    VALUES (currval('koos.appointment_id_seq'), $1, $2, $3)
    """)

  /// Locks all that is occupied, in order, frees what was held too long, and keeps the appointment.
  package static func book(_ entry: Entry) -> [Query] {
    let locked = Parameter.array(entry.workers.map(\.resource) + entry.clients + (entry.rooms ?? []))
    return [
      locking(locked), expiry(locked),
      insertion(
        .integer(entry.start), .integer(entry.end), .text(entry.mode), .integer(entry.place), .text(entry.homeWijk),
        entry.rooms.map { .array($0) } ?? .null, .text(entry.video?.room), .integer(entry.video?.team),
        .array(entry.workers.map(\.number)), .array(entry.workers.map(\.mode)), .text(entry.clientMode),
        .array(entry.cases), .integer(entry.held)),
      (entry.held == nil ? occupying : holding)(.bool(entry.overrideReason != nil)),
      telling(
        .text(entry.type), .text(entry.note), .text(entry.overrideReason), .array(entry.guests.map(\.label)),
        .array(entry.guests.map(\.mode))),
    ]
  }

  /// Settles with the appointment made.
  package static let booked = Ledger.settling(
    """
    SELECT json_build_object('appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode,
      'status', a.status, 'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room), 'sequence', a.sequence, 'rev', a.rev)
    FROM koos.appointment a WHERE a.id = (SELECT currval('koos.appointment_id_seq'))
    """)

  /// Settles with the hold made.
  package static let held = Ledger.settling(
    """
    SELECT json_build_object('appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'status', a.status,
      'expires_at', a.held_until, 'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room), 'sequence', a.sequence, 'rev', a.rev)
    FROM koos.appointment a WHERE a.id = (SELECT currval('koos.appointment_id_seq'))
    """)

  private static let inTheWay = Statement(
    """
    SELECT o.resource, extract(epoch FROM lower(o.during))::bigint, extract(epoch FROM upper(o.during))::bigint, o.holder
    FROM unnest($1::bigint[]) n(resource)
    JOIN koos.occupied o ON o.resource = n.resource AND o.during && koos.taken(n.resource, to_timestamp($2::bigint), to_timestamp($3::bigint))
    WHERE (o.expires_at IS NULL OR o.expires_at > koos.now()) AND ($4::integer IS NULL OR o.appointment IS DISTINCT FROM $4)
    ORDER BY lower(o.during), o.resource LIMIT 20
    """)

  /// What takes the time a booking asked for: resource, start, end, holder.
  package static func obstacles(_ entry: Entry) -> Query {
    inTheWay(
      .array(entry.workers.map(\.resource) + entry.clients), .integer(entry.start), .integer(entry.end),
      .integer(entry.appointment))
  }

  private static func neighbour(_ within: String, _ order: String) -> String {
    """
    (SELECT o.during, o.place, o.home_wijk FROM koos.occupied o
      WHERE o.resource = n.resource AND (o.place IS NOT NULL OR o.home_wijk IS NOT NULL) AND o.during && \(within)
        AND ($7::integer IS NULL OR o.appointment IS DISTINCT FROM $7)
      ORDER BY lower(o.during) \(order) LIMIT 1)
    """
  }

  private static let tooFar = Statement(
    """
    SELECT n.resource, extract(epoch FROM lower(s.during))::bigint, extract(epoch FROM upper(s.during))::bigint
    FROM unnest($1::bigint[], $2::boolean[]) n(resource, travels)
    CROSS JOIN LATERAL (SELECT lower(t.during) AS start, upper(t.during) AS finish
      FROM koos.taken(n.resource, to_timestamp($3::bigint), to_timestamp($4::bigint)) t(during)) w
    LEFT JOIN LATERAL \(neighbour("tstzrange(w.start - interval '10 hours', w.start)", "DESC")) b ON true
    LEFT JOIN LATERAL \(neighbour("tstzrange(w.finish, w.finish + interval '10 hours')", "ASC")) a ON true
    CROSS JOIN LATERAL (
      SELECT b.during WHERE b.during IS NOT NULL AND CASE
        WHEN n.travels THEN koos.free_piece(n.resource, upper(b.during), w.start)
          < make_interval(mins => koos.travel_minutes(b.place, b.home_wijk, $5::integer, $6))
        ELSE a.during IS NOT NULL END
      UNION ALL SELECT a.during WHERE a.during IS NOT NULL AND CASE
        WHEN n.travels THEN koos.free_piece(n.resource, w.finish, lower(a.during))
          < make_interval(mins => koos.travel_minutes($5, $6, a.place, a.home_wijk))
        ELSE b.during IS NOT NULL END
    ) s ORDER BY lower(s.during), n.resource
    """)

  /// The appointments around a booking that leave too little time to travel: resource, start, end.
  package static func neighbours(_ entry: Entry) -> Query {
    tooFar(
      .array(entry.workers.map(\.resource)), .array(entry.workers.map { $0.mode == "on-site" ? "t" : "f" }),
      .integer(entry.start), .integer(entry.end), .integer(entry.place), .text(entry.homeWijk),
      .integer(entry.appointment))
  }
}
