package import Postgres

/// What waits on a worker's desk until it is seen.
package enum Desk {
  /// SQL: whether an event is for the worker or for a team of the worker's.
  private static func isMine(_ event: String) -> String {
    """
    (\(event).worker = koos.me()
        OR \(event).team = ANY (ARRAY(SELECT m.team FROM koos.member m WHERE m.worker = koos.me() AND m.team IS NOT NULL)))
    """
  }

  private static let listing = Statement(
    """
    WITH reached AS MATERIALIZED (
      SELECT r.xid, r.seq FROM (SELECT s.xid, s.seq FROM koos.desk_seen s WHERE s.worker = koos.me()
        UNION ALL VALUES ('0'::xid8, 0::bigint), (coalesce($1::xid8, '0'), coalesce($2::bigint, 0))) r
      ORDER BY r.xid DESC, r.seq DESC LIMIT 1
    )
    SELECT e.seq, e.xid::text || '.' || e.seq, CASE e.kind WHEN 'client' THEN e.thing END,
      CASE WHEN e.kind IN ('case', 'invitation') THEN e.thing END, CASE e.kind WHEN 'consult' THEN e.thing END,
      coalesce(g.via, 'administration'),
      coalesce(g.role, 'privacy'), nullif(g.team, 0), to_json(e.at) #>> '{}', e.cause, \(Outbox.code), e.team IS NOT NULL,
      (SELECT w.login FROM koos.worker w WHERE w.id = e.asker), e.what
    FROM koos.event e
    LEFT JOIN LATERAL (SELECT a.via, a.role, a.team FROM koos.access a
      WHERE a.worker = koos.me() AND a.kind = e.kind AND a.thing = e.thing AND a.from_at <= koos.now() AND koos.now() < a.until_at
      ORDER BY \(Grounds.order) LIMIT 1) g ON true
    WHERE e.topic = 'desk' AND \(isMine("e"))
      AND e.xid >= (SELECT r.xid FROM reached r) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
      AND (e.xid, e.seq) > ((SELECT r.xid FROM reached r), (SELECT r.seq FROM reached r))
      -- Whose turn it was before is told no more once others have it, or nobody.
      AND (e.kind <> 'consult' OR e.cause <> 'turn' OR EXISTS (SELECT FROM koos.consult q WHERE q.id = e.thing
        AND CASE WHEN coalesce(e.team = q.team, e.worker = q.claimed_by, false) THEN q.state IN ('asked', 'claimed')
          ELSE q.state IN ('asked-back', 'answered') END))
      -- What comes to somebody by several teams, or by name too, is one item: by name first.
      AND NOT EXISTS (SELECT FROM koos.event f WHERE f.xid = e.xid AND f.topic = 'desk' AND \(isMine("f"))
        AND (f.kind, f.thing, f.cause, f.at) = (e.kind, e.thing, e.cause, e.at) AND f.code IS NOT DISTINCT FROM e.code
        AND f.what IS NOT DISTINCT FROM e.what AND f.asker IS NOT DISTINCT FROM e.asker
        AND (f.worker IS NULL, f.seq) < (e.worker IS NULL, e.seq))
    ORDER BY e.xid, e.seq LIMIT $3::bigint
    """)

  /// What the worker has not seen yet, in order: number, cursor, whose data it names (client, case, consult, ground, role,
  /// team), when, cause, code, whether it is for a team, who asked, what it
  /// says besides its cause.
  ///
  /// - Parameter after: a cursor's two numbers.
  package static func unseen(after: [Int]?, limit: Int) -> Query {
    listing(.integer(after?[0]), .integer(after?[1]), .integer(limit + 1))
  }

  private static let finding = Statement(
    """
    SELECT e.xid, e.seq FROM koos.event e WHERE e.seq = $1::bigint AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
    -- Also one that `watch` told, or another's: it is a place among all.
    UNION ALL SELECT o.xid, o.seq FROM koos.outbox_place($1) o LIMIT 1
    """)

  /// The place of an item by its number, or of any event of the last 30 days; no row where there is none.
  package static func place(of number: Int) -> Query { finding(.integer(number)) }

  private static let seeing = Statement(
    """
    INSERT INTO koos.desk_seen (worker, xid, seq) VALUES (koos.me(), $1::xid8, $2::bigint)
    ON CONFLICT ON CONSTRAINT desk_seen_key DO UPDATE SET xid = EXCLUDED.xid, seq = EXCLUDED.seq
    WHERE (EXCLUDED.xid, EXCLUDED.seq) > (desk_seen.xid, desk_seen.seq)
    """)

  /// Takes everything up to a place as seen; what was seen already stays so.
  package static func see(_ place: Outbox.Place) -> Query {
    seeing(.integer(place.transaction), .integer(place.number))
  }

  /// What `desk seen` tells: the number `$2`.
  package static let seen = Ledger.settling("SELECT json_build_object('seen', $2::bigint)::text")
}
