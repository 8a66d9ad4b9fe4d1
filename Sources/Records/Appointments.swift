package import Postgres

/// Appointments: busy time for everybody, and what they are about for who may know.
package enum Appointments {
  /// What a change of an appointment `a` tells of it, as members of an object.
  static let told = """
    'appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'status', a.status,
      'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room), 'sequence', a.sequence, 'rev', a.rev
    """

  /// Which appointments are listed, and the page of them.
  package struct Filter: Sendable {
    package var worker: String?
    /// Whether it is somebody's agenda: without a worker or team that of who asks, without moments that of today.
    package var isAgenda = false
    package var team: String?
    package var casus: Int?
    package var status: String?
    /// Epoch seconds; what lies partly between is listed. Nil bounds nothing.
    package var from: Int?
    package var to: Int?
    /// Start (epoch seconds) and number of the last one shown.
    package var after: (start: Int, number: Int)?
    package var limit: Int

    package init(limit: Int) { self.limit = limit }
  }

  /// What narrows a list down; each combination is a statement of its own, so that each has the plan it deserves.
  private struct Narrowing: OptionSet, Hashable {
    let rawValue: Int
    static let worker = Narrowing(rawValue: 1)
    static let team = Narrowing(rawValue: 2)
    static let casus = Narrowing(rawValue: 4)
    static let agenda = Narrowing(rawValue: 8)
  }

  /// SQL: the moments it is bounded by.
  private struct Bounds {
    let first: String
    let last: String

    init(isAgenda: Bool) {
      first = "coalesce(to_timestamp($1::bigint), \(isAgenda ? "koos.midnight(koos.today())" : "'-infinity'"))"
      last = "coalesce(to_timestamp($2::bigint), \(isAgenda ? "koos.midnight(koos.today() + 1)" : "'infinity'"))"
    }

    // Nothing lasts longer than a day, so what is still running began a day before at the most: one range of an index.
    func hold(_ starts: String) -> String { "\(starts) > \(first) - interval '24 hours' AND \(starts) < \(last)" }
  }

  private static func listing(_ narrowing: Narrowing) -> Statement {
    let hasWorker = narrowing.contains(.worker)
    let hasTeam = narrowing.contains(.team)
    let hasCase = narrowing.contains(.casus)
    let isAgenda = narrowing.contains(.agenda)
    let bounds = Bounds(isAgenda: isAgenda)
    let named = "(SELECT w.id FROM koos.worker w WHERE w.login = $7)"
    let worker = isAgenda ? "coalesce(\(named), (SELECT koos.me()))" : named
    let team = "$\(hasWorker ? 8 : 7)"
    let casus = "$\(7 + (hasWorker ? 1 : 0) + (hasTeam ? 1 : 0))::integer"
    let members = """
      SELECT p.appointment FROM koos.team t JOIN koos.member m ON m.team = t.id AND m.from_on <= koos.today() AND koos.today() < m.until_on
      JOIN koos.appointment_worker p ON p.worker = m.worker AND \(bounds.hold("p.starts_at")) WHERE t.slug = \(team)
      """
    let source =
      if hasWorker {
        "koos.appointment_worker p JOIN koos.appointment a ON a.id = p.appointment WHERE p.worker = \(worker) AND \(bounds.hold("p.starts_at"))"
      } else {
        "koos.appointment a WHERE \(bounds.hold("a.starts_at"))"
      }
    let narrowed =
      (hasTeam ? " AND a.id IN (\(members))" : "")
      + (hasCase ? " AND a.id IN (SELECT c.appointment FROM koos.appointment_case c WHERE c.casus = \(casus))" : "")
    return Statement(
      """
      WITH page AS MATERIALIZED (
        SELECT a.* FROM \(source)\(narrowed)
          AND a.ends_at > \(bounds.first) AND ($3::text IS NULL OR koos.standing(a) = $3)
          AND ($4::bigint IS NULL OR (a.starts_at, a.id) > (to_timestamp($4), $5::bigint))
        ORDER BY a.starts_at, a.id LIMIT $6::integer + 1
      ), present AS (
        SELECT p.appointment, array_to_json(array_agg(w.login ORDER BY w.login)) AS workers
        FROM page JOIN koos.appointment_worker p ON p.appointment = page.id JOIN koos.worker w ON w.id = p.worker GROUP BY p.appointment
      )
      SELECT json_build_object('appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'status', koos.standing(a),
          'workers', p.workers,
          'place', CASE WHEN a.home_wijk IS NULL THEN (SELECT p.slug FROM koos.place p WHERE p.id = a.place)
            WHEN d.appointment IS NOT NULL THEN 'thuis' END,
          'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room), 'sequence', a.sequence, 'rev', a.rev,
          'series', 'S-' || a.series, 'case', 'C-' || c.casus, 'type', d.type, 'note', d.note,
          'guests', CASE WHEN d.appointment IS NOT NULL THEN (SELECT coalesce(array_to_json(array_agg(g.label || ':' || g.mode ORDER BY g.label)), '[]')
            FROM koos.appointment_guest g WHERE g.appointment = a.id) END,
          'link', CASE WHEN d.appointment IS NOT NULL THEN a.link END),
        concat_ws('.', extract(epoch FROM a.starts_at)::bigint, a.id), coalesce(c.client, u.client), coalesce(c.casus, u.casus), NULL::integer,
        CASE WHEN u.casus IS NULL THEN x.via ELSE 'participation' END, x.role, x.team
      FROM page a JOIN present p ON p.appointment = a.id
      LEFT JOIN LATERAL (SELECT c.casus, s.client FROM koos.appointment_case c JOIN koos.casus s ON s.id = c.casus
        WHERE c.appointment = a.id\(hasCase ? " AND c.casus = \(casus)" : "") ORDER BY c.casus LIMIT 1) c ON true
      LEFT JOIN koos.appointment_detail d ON d.appointment = a.id
      LEFT JOIN LATERAL (SELECT a.via, a.role, a.team FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case'
        AND a.thing = c.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at ORDER BY \(Grounds.order) LIMIT 1) x ON true
      -- Who takes part reads the text without the case: the access log has whose it is.
      LEFT JOIN LATERAL (SELECT n.client, n.casus FROM koos.unknown_children(a.id) n WHERE koos.group_of(a.id) IS NULL LIMIT 1) u
        ON c.casus IS NULL AND d.appointment IS NOT NULL
      ORDER BY a.starts_at, a.id
      """)
  }

  private static let listings: [Narrowing: Statement] = Dictionary(
    uniqueKeysWithValues: (0..<16).map { (Narrowing(rawValue: $0), listing(Narrowing(rawValue: $0))) })

  /// Appointments in order of start; row security shows the case and the text only to who may know.
  package static func list(_ filter: Filter) -> Query {
    var narrowing: Narrowing = []
    var parameters: [Parameter] = [
      .integer(filter.from), .integer(filter.to), .text(filter.status), .integer(filter.after?.start),
      .integer(filter.after?.number), .integer(filter.limit),
    ]
    if filter.isAgenda { narrowing.insert(.agenda) }
    if filter.worker != nil || filter.isAgenda && filter.team == nil {
      narrowing.insert(.worker)
      parameters.append(.text(filter.worker))
    }
    if let team = filter.team {
      narrowing.insert(.team)
      parameters.append(.text(team))
    }
    if let casus = filter.casus {
      narrowing.insert(.casus)
      parameters.append(.integer(casus))
    }
    return Query(listings[narrowing] ?? listing(narrowing), parameters)
  }

  // Of time that is only offered: that comes before whose time it is.
  private static let lockingOffer = Statement(
    "SELECT koos.lock_offer(f.id) FROM koos.offer f WHERE f.appointment = $1::integer AND f.status = 'open'")

  private static let ending = Statement(
    "UPDATE koos.appointment a SET status = $2, rev = a.rev + 1 WHERE a.id = $1")

  private static let reasoning = Statement(
    "INSERT INTO koos.appointment_cancellation (appointment, cancelled_by, reason, late) VALUES ($1, koos.me(), $2, $3)"
  )

  /// Locks an appointment that is to be cancelled, with all it takes.
  package static func lockToCancel(_ number: Int) -> [Query] {
    [lockingOffer(.integer(number)), AppointmentChanges.lockTime(of: [number])]
  }

  /// Cancels an appointment, whose time is locked, and frees that.
  package static func cancel(_ number: Int, status: String, reason: String?, isLate: Bool) -> [Query] {
    [
      AppointmentChanges.free([number]), ending(.integer(number), .text(status)),
      reasoning(.integer(number), .text(reason), .bool(isLate)),
    ]
  }

  /// Settles a cancellation; `$2` the appointment, `$3` whether it was late.
  package static let cancelled = Ledger.settling(
    """
    SELECT json_build_object('appointment', 'A-' || a.id, 'status', a.status, 'late', $3::boolean, 'rev', a.rev)
    FROM koos.appointment a WHERE a.id = $2
    """)
}
