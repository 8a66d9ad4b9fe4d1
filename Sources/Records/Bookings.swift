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
        koos.bears_modules(c.id), \(more)
      FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = \(cases) ORDER BY c.id
      """)
  }
  private static let concerned = concerned("ANY($1::integer[])")
  private static let waiting = concerned("(SELECT w.casus FROM koos.waiting_entry w WHERE w.id = $1::integer)")

  /// The cases an appointment is for: kept as they are meanwhile, and then told, number, status, client, its resource
  /// and wijk, owners, whether a traject runs that a module may be part of (R11). Two statements, so that the second sees
  /// what the first had to wait for.
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
    /// Whether it belongs to the series just made.
    package var isInSeries = false
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

  /// What an appointment needs at a time: a worker, a room or a child.
  package struct Need: Sendable {
    /// Which of several appointments it is for, where that matters.
    package var number: Int
    package var resource: Int
    /// Whether one travels there.
    package var travels: Bool
    /// Epoch seconds.
    package var start: Int
    /// Epoch seconds, excluded.
    package var end: Int
    package var place: Int?
    package var homeWijk: String?
    /// The appointment it is for where that is there already: it is not in its own way.
    package var appointment: Int?

    package init(_ number: Int, resource: Int, travels: Bool, start: Int, end: Int, place: Int?, homeWijk: String?) {
      self.number = number
      self.resource = resource
      self.travels = travels
      self.start = start
      self.end = end
      self.place = place
      self.homeWijk = homeWijk
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
      INSERT INTO koos.appointment (starts_at, ends_at, mode, place, home_wijk, room, link, booked_by, status, held_until, series, series_at)
      SELECT to_timestamp($1), to_timestamp($2), $3, $4::integer, $5, (SELECT room.id FROM room),
        CASE WHEN $7::text IS NOT NULL THEN replace(koos.setting('video.template', $8::integer), '{room}', $7) END, koos.me(),
        CASE WHEN $13::integer IS NULL THEN 'gepland' ELSE 'voorstel' END, koos.now() + make_interval(secs => $13),
        CASE WHEN $14::boolean THEN currval('koos.series_id_seq') END, CASE WHEN $14 THEN to_timestamp($1) END
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

  /// Locks all that is occupied, in order, and frees what was held too long.
  package static func lock(_ resources: [Int]) -> [Query] { [locking(.array(resources)), expiry(.array(resources))] }

  /// Keeps an appointment; all that it occupies is locked.
  package static func keep(_ entry: Entry) -> [Query] {
    [
      insertion(
        .integer(entry.start), .integer(entry.end), .text(entry.mode), .integer(entry.place), .text(entry.homeWijk),
        entry.rooms.map { .array($0) } ?? .null, .text(entry.video?.room), .integer(entry.video?.team),
        .array(entry.workers.map(\.number)), .array(entry.workers.map(\.mode)), .text(entry.clientMode),
        .array(entry.cases), .integer(entry.held), .bool(entry.isInSeries)),
      (entry.held == nil ? occupying : holding)(.bool(entry.overrideReason != nil)),
      telling(
        .text(entry.type), .text(entry.note), .text(entry.overrideReason), .array(entry.guests.map(\.label)),
        .array(entry.guests.map(\.mode))),
    ]
  }

  /// Locks what an appointment occupies, and keeps it.
  package static func book(_ entry: Entry) -> [Query] { lock(entry.resources) + keep(entry) }

  /// Settles with the appointment made.
  package static let booked = Ledger.settling(
    """
    SELECT json_build_object(\(Appointments.told)) FROM koos.appointment a WHERE a.id = (SELECT currval('koos.appointment_id_seq'))
    """)

  /// Settles with the hold made.
  package static let held = Ledger.settling(
    """
    SELECT json_build_object(\(Appointments.told), 'expires_at', a.held_until) FROM koos.appointment a WHERE a.id = (SELECT currval('koos.appointment_id_seq'))
    """)

  private static let needed = """
    unnest($1::integer[], $2::bigint[], $3::boolean[], $4::bigint[], $5::bigint[], $6::integer[], $7::text[], $8::integer[])
      n(number, resource, travels, starts, ends, place, home_wijk, appointment)
    """

  private static func asking(_ statement: Statement, _ needs: [Need]) -> Query {
    statement(
      .array(needs.map(\.number)), .array(needs.map(\.resource)), .array(needs.map { $0.travels ? "t" : "f" }),
      .array(needs.map(\.start)), .array(needs.map(\.end)), .array(needs.map { $0.place.map { String($0) } }),
      .array(needs.map(\.homeWijk)), .array(needs.map { $0.appointment.map { String($0) } }))
  }

  private static let inTheWay = Statement(
    """
    SELECT n.number, n.resource, extract(epoch FROM lower(o.during))::bigint, extract(epoch FROM upper(o.during))::bigint, o.holder
    FROM \(needed) JOIN koos.occupied o ON o.resource = n.resource AND o.during && koos.taken(n.resource, to_timestamp(n.starts), to_timestamp(n.ends))
    WHERE (o.expires_at IS NULL OR o.expires_at > koos.now()) AND (n.appointment IS NULL OR o.appointment IS DISTINCT FROM n.appointment)
    ORDER BY n.number, lower(o.during), n.resource
    """)

  /// What takes the time that is needed: number, resource, start, end, holder.
  package static func obstacles(_ needs: [Need]) -> Query { asking(inTheWay, needs) }

  // What takes of the time itself is no neighbour, but in the way.
  private static func neighbour(_ within: String, _ apart: String, _ order: String) -> String {
    """
    (SELECT o.during, o.place, o.home_wijk FROM koos.occupied o
      WHERE o.resource = n.resource AND (o.place IS NOT NULL OR o.home_wijk IS NOT NULL) AND o.during && \(within) AND \(apart)
        AND (n.appointment IS NULL OR o.appointment IS DISTINCT FROM n.appointment)
      ORDER BY lower(o.during) \(order) LIMIT 1)
    """
  }

  private static let tooFar = Statement(
    """
    SELECT n.number, n.resource, extract(epoch FROM lower(s.during))::bigint, extract(epoch FROM upper(s.during))::bigint
    FROM \(needed)
    CROSS JOIN LATERAL (SELECT lower(t.during) AS start, upper(t.during) AS finish
      FROM koos.taken(n.resource, to_timestamp(n.starts), to_timestamp(n.ends)) t(during)) w
    LEFT JOIN LATERAL \(neighbour("tstzrange(w.start - interval '10 hours', w.start)", "upper(o.during) <= w.start", "DESC")) b ON true
    LEFT JOIN LATERAL \(neighbour("tstzrange(w.finish, w.finish + interval '10 hours')", "lower(o.during) >= w.finish", "ASC")) a ON true
    CROSS JOIN LATERAL (SELECT NOT n.travels AND a.during IS NOT NULL AND b.during IS NOT NULL
      -- What needs no travel itself leaves the way around it in one piece.
      AND greatest(koos.free_piece(n.resource, upper(b.during), w.start), koos.free_piece(n.resource, w.finish, lower(a.during)))
        < make_interval(mins => koos.travel_minutes(b.place, b.home_wijk, a.place, a.home_wijk)) AS between) m
    CROSS JOIN LATERAL (
      SELECT b.during WHERE m.between OR n.travels AND b.during IS NOT NULL AND koos.free_piece(n.resource, upper(b.during), w.start)
          < make_interval(mins => koos.travel_minutes(b.place, b.home_wijk, n.place, n.home_wijk))
      UNION ALL SELECT a.during WHERE m.between OR n.travels AND a.during IS NOT NULL AND koos.free_piece(n.resource, w.finish, lower(a.during))
          < make_interval(mins => koos.travel_minutes(n.place, n.home_wijk, a.place, a.home_wijk))
    ) s ORDER BY n.number, lower(s.during), n.resource
    """)

  /// The appointments around what is needed that leave too little time to travel: number, resource, start, end.
  package static func neighbours(_ needs: [Need]) -> Query { asking(tooFar, needs) }
}

extension Bookings.Entry {
  /// All that it occupies, or may: every room that will do.
  package var resources: [Int] { workers.map(\.resource) + clients + (rooms ?? []) }

  /// What it needs, the rooms aside.
  ///
  /// - Parameter number: which of several appointments it is.
  package func needs(_ number: Int = 0) -> [Bookings.Need] {
    workers.map { need(number, $0.resource, travels: $0.mode == "on-site") }
      + clients.map { need(number, $0, travels: false) }
  }

  /// The rooms that will do, as what it needs.
  package func roomNeeds(_ number: Int) -> [Bookings.Need] {
    (rooms ?? []).map { need(number, $0, travels: false) }
  }

  private func need(_ number: Int, _ resource: Int, travels: Bool) -> Bookings.Need {
    var need = Bookings.Need(
      number, resource: resource, travels: travels, start: start, end: end, place: place, homeWijk: homeWijk)
    need.appointment = appointment
    return need
  }
}
