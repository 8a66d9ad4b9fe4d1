package import Postgres

/// When workers are away.
package enum Absences {
  private static let locking = Statement(
    "SELECT r.id FROM koos.resource r JOIN koos.worker w ON w.resource = r.id WHERE w.login = $1 FOR NO KEY UPDATE OF r"
  )

  private static let expiry = Statement(
    """
    DELETE FROM koos.occupied o USING koos.worker w WHERE w.login = $1 AND o.resource = w.resource AND o.expires_at <= koos.now()
    """)

  private static let addition = Statement(
    """
    INSERT INTO koos.absence (worker, from_at, to_at, kind, recorded_by)
    SELECT w.id, to_timestamp($2::bigint), to_timestamp($3::bigint), $4, koos.me() FROM koos.worker w WHERE w.login = $1
    """)

  private static let laying = Statement(
    """
    SELECT koos.lay_absences(w.resource, tstzrange(to_timestamp($2::bigint), to_timestamp($3::bigint)))
    FROM koos.worker w WHERE w.login = $1
    """)

  /// SQL: the appointments an absence `a` of a worker `w` hits that can still be moved.
  private static let hits = """
    SELECT m.id, m.starts_at, m.ends_at FROM koos.occupied o JOIN koos.appointment m ON m.id = o.appointment
    WHERE o.resource = w.resource AND o.during && tstzrange(a.from_at, a.to_at)
      AND m.ends_at > koos.now() AND m.status IN ('voorstel', 'gepland', 'bevestigd')
    """

  private static let made = "a.id = (SELECT currval('koos.absence_id_seq'))"

  // Whoever records it knows already; the others who meet, and who leads or plans for the team, find it on their desks.
  private static let telling = Statement(
    """
    WITH hit AS MATERIALIZED (
      SELECT h.id, w.id AS worker FROM koos.absence a JOIN koos.worker w ON w.id = a.worker CROSS JOIN LATERAL (\(hits)) h WHERE \(made)
    ), told AS (
      INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'appointment', 'appointment', h.id, 'absent' FROM hit h
    )
    INSERT INTO koos.event (topic, kind, thing, cause, what, worker)
    SELECT 'desk', 'appointment', h.id, 'turn', 'absent', p.worker FROM hit h CROSS JOIN LATERAL (
      SELECT x.worker FROM koos.appointment_worker x WHERE x.appointment = h.id
      UNION SELECT l.worker FROM koos.member m JOIN koos.member l ON l.team = m.team AND l.role IN ('lead', 'planner')
        AND l.from_on <= koos.today() AND koos.today() < l.until_on
      WHERE m.worker = h.worker AND m.from_on <= koos.today() AND koos.today() < m.until_on) p
    WHERE p.worker <> koos.me()
    """)

  /// Records an absence between two moments (epoch seconds), lays it in the time that nothing takes, and tells those
  /// whose appointments it hits.
  package static func add(worker login: String, from: Int, to: Int, kind: String) -> [Query] {
    [
      locking(.text(login)), expiry(.text(login)),
      addition(.text(login), .integer(from), .integer(to), .text(kind)),
      laying(.text(login), .integer(from), .integer(to)), telling(),
    ]
  }

  /// Settles with the absence made and the appointments it hits.
  package static let added = Ledger.settling(
    """
    SELECT json_build_object('absence', 'V-' || a.id, 'worker', w.login, 'from', a.from_at, 'to', a.to_at,
      'rows', (SELECT count(*) FROM (\(hits)) h))
    FROM koos.absence a JOIN koos.worker w ON w.id = a.worker WHERE \(made)
    """,
    rows: """
      (SELECT coalesce(array_agg(json_build_object('appointment', 'A-' || h.id, 'start', h.starts_at, 'end', h.ends_at)::text
          ORDER BY h.starts_at, h.id), '{}')
        FROM koos.absence a JOIN koos.worker w ON w.id = a.worker CROSS JOIN LATERAL (\(hits)) h WHERE \(made))
      """)

  private static let inTheWay = Statement(
    """
    SELECT a.id, extract(epoch FROM a.from_at)::bigint, extract(epoch FROM a.to_at)::bigint
    FROM koos.absence a JOIN koos.worker w ON w.id = a.worker
    WHERE w.login = $1 AND a.cancelled_at IS NULL AND tstzrange(a.from_at, a.to_at) && tstzrange(to_timestamp($2::bigint), to_timestamp($3::bigint))
    ORDER BY a.from_at
    """)

  /// The absences of a worker between two moments: number, from, to (epoch seconds).
  package static func between(worker login: String, from: Int, to: Int) -> Query {
    inTheWay(.text(login), .integer(from), .integer(to))
  }

  private static let holding = Statement(
    """
    SELECT r.id FROM koos.absence a JOIN koos.worker w ON w.id = a.worker JOIN koos.resource r ON r.id = w.resource
    WHERE a.id = $1 FOR NO KEY UPDATE OF r
    """)

  private static let looking = Statement(
    """
    SELECT \(Availability.isMine), CASE WHEN a.cancelled_at IS NOT NULL THEN 'ingetrokken' WHEN a.to_at <= koos.now() THEN 'voorbij'
      WHEN a.from_at < koos.now() THEN 'loopt' ELSE 'gepland' END,
      w.login, extract(epoch FROM a.from_at)::bigint, extract(epoch FROM a.to_at)::bigint
    FROM koos.absence a JOIN koos.worker w ON w.id = a.worker WHERE a.id = $1
    """)

  /// Holds still the time of who is away, and then tells whether that is the asker's to change, and how the absence
  /// stands: gepland, loopt, voorbij or ingetrokken; then who is away, from and to (epoch seconds).
  package static func hold(_ number: Int) -> [Query] { [holding(.integer(number)), looking(.integer(number))] }

  private static let ending = Statement(
    """
    UPDATE koos.absence a SET to_at = CASE WHEN a.from_at < koos.now() THEN koos.now() ELSE a.to_at END,
      cancelled_at = CASE WHEN a.from_at >= koos.now() THEN koos.now() END
    WHERE a.id = $1
    """)

  /// Cancels an absence that ran between two moments (epoch seconds), or ends it where it runs, and frees its time.
  package static func cancel(_ number: Int, worker login: String, from: Int, to: Int) -> [Query] {
    [ending(.integer(number)), laying(.text(login), .integer(from), .integer(to))]
  }

  /// Settles with the absence `$2` as it is now.
  package static let cancelled = Ledger.settling(
    """
    SELECT json_build_object('absence', 'V-' || a.id, 'worker', w.login, 'from', a.from_at, 'to', a.to_at,
      'cancelled', a.cancelled_at IS NOT NULL)
    FROM koos.absence a JOIN koos.worker w ON w.id = a.worker WHERE a.id = $2
    """)

  private static let listing = Statement(
    """
    SELECT json_build_object('absence', 'V-' || a.id, 'worker', w.login, 'from', a.from_at, 'to', a.to_at,
        'kind', v.kind), concat_ws('.', extract(epoch FROM a.from_at)::bigint, a.id)
    FROM koos.absence a JOIN koos.worker w ON w.id = a.worker CROSS JOIN LATERAL (SELECT koos.absence_kind(a.id) AS kind) v
    WHERE a.cancelled_at IS NULL AND ($1::text IS NULL OR w.login = $1)
      AND tstzrange(a.from_at, a.to_at) && tstzrange(to_timestamp($2::bigint), to_timestamp($3::bigint))
      AND ($4::text IS NULL OR v.kind = $4)
      AND ($5::bigint IS NULL OR (a.from_at, a.id) > (to_timestamp($5), $6::bigint))
    ORDER BY a.from_at, a.id LIMIT $7::integer + 1
    """)

  /// Absences by when they begin: everybody's, but why only to who may know, also where that is asked for.
  ///
  /// - Parameter after: start (epoch seconds) and number of the last one shown.
  package static func list(
    worker login: String?, from: Int?, to: Int?, kind: String?, after: [Int]?, limit: Int
  ) -> Query {
    listing(
      .text(login), .integer(from), .integer(to), .text(kind), .integer(after?[0]), .integer(after?[1]),
      .integer(limit))
  }
}
