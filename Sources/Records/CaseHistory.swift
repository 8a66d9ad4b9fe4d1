package import Postgres

/// What happened to a case: as it was, and as it was known.
package enum CaseHistory {
  private static let heads = Statement(
    """
    SELECT c.client, g.via, g.role, g.team FROM koos.casus c \(Grounds.joined("case", "c.id")) WHERE c.id = $1::integer
    """)

  /// Whose case it is and by which relation it is read: client, ground, role, team; no row for who sees its preview only.
  package static func head(_ casus: Int) -> Query { heads(.integer(casus)) }

  /// SQL for the facts of the case `$1` as `f` that had happened at the end of `$2` and were known at `$3`.
  private static let told = """
    koos.casus_fact f LEFT JOIN koos.team t ON t.id = f.team LEFT JOIN koos.worker w ON w.id = f.worker
    WHERE f.casus = $1::integer AND ($2::date IS NULL OR f.occurred_at < koos.midnight($2::date + 1))
      AND ($3::bigint IS NULL OR f.recorded_at <= to_timestamp($3::bigint))
    """
  private static let order = "f.occurred_at, f.recorded_at, f.number"

  private static let moving = Statement(
    """
    SELECT f.what, t.slug, f.detail ->> 'role', coalesce(f.detail ->> 'to', f.detail ->> 'worker', f.detail ->> 'wijk') FROM \(told)
      AND f.what IN ('opened', 'owner', 'accepted', 'left', 'removed', 'ended', 'regie', 'closed', 'reopened', 'moved')
    ORDER BY \(order)
    """)

  /// The facts that moved the standing of a case, in order: what, team, role of an invitation, what became so.
  package static func standing(_ casus: Int, _ view: AsOf) -> Query {
    moving(.integer(casus), .text(view.on), .integer(view.knownAt))
  }

  private static let listing = Statement(
    """
    SELECT json_build_object('at', f.occurred_at, 'recorded_at', f.recorded_at, 'by', w.login, 'team', t.slug, 'what', f.what,
        'thing', f.detail ->> 'thing', 'detail', nullif(f.detail - 'thing', '{}'::jsonb),
        'reason', CASE WHEN r.reads THEN f.reason END),
      concat_ws('.', extract(epoch FROM f.occurred_at)::bigint, extract(epoch FROM f.recorded_at)::bigint, f.number)
    FROM (SELECT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = $1::integer
      AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at) AS reads) r
    CROSS JOIN \(told)
      AND ($4::bigint IS NULL OR (\(order)) > (to_timestamp($4::bigint), to_timestamp($5::bigint), $6::bigint))
    ORDER BY \(order) LIMIT $7::integer + 1
    """)

  /// What happened, in the order it happened; reasons for who reads all of the case.
  ///
  /// - Parameter after: the numbers of a cursor.
  package static func list(_ casus: Int, _ view: AsOf, after: [Int]?, limit: Int) -> Query {
    listing(
      .integer(casus), .text(view.on), .integer(view.knownAt), .integer(after?[0]), .integer(after?[1]),
      .integer(after?[2]), .integer(limit))
  }
}
