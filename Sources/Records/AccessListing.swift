package import Postgres

/// What the access log tells.
extension AccessLog {
  private static let reaching = Statement("SELECT koos.log_reach($1::integer, $2::integer)")

  /// As what the worker lists the log, of a client and a case where they are given: privacy, lead or own; null: not at all.
  package static func reach(client: Int?, casus: Int?) -> Query { reaching(.integer(client), .integer(casus)) }

  /// What a list is narrowed to.
  package struct Filter: Sendable {
    package var client: Int?
    /// A login.
    package var worker: String?
    package var casus: Int?
    /// Seconds after 1970.
    package var from: Int?
    /// Seconds after 1970, excluded.
    package var to: Int?

    package init() {}
  }

  private static let listing = Statement(
    """
    SELECT json_build_object('at', l.at, 'who', w.login, 'speaker', s.login, 'role', l.role, 'team', t.slug,
        'organisation', (SELECT o.slug FROM koos.organisation o WHERE o.id = w.organisation),
        'client', 'J-' || l.client, 'case', 'C-' || l.casus, 'consult', 'Q-' || l.consult, 'action', l.action, 'ground', l.ground,
        'purpose', l.purpose, 'outcome', l.outcome, 'emergency', l.emergency, 'source', l.source, 'reason', l.reason),
      concat_ws('.', extract(epoch FROM l.at)::bigint, l.xid, l.entry)
    FROM koos.log_entries($1::integer, (SELECT w.id FROM koos.worker w WHERE w.login = $2), $3::integer, to_timestamp($4::bigint),
      to_timestamp($5::bigint), to_timestamp($6::bigint), $7::text::xid8, $8::bigint, $9::integer + 1) l
    LEFT JOIN koos.worker w ON w.id = l.worker LEFT JOIN koos.worker s ON s.id = l.speaker LEFT JOIN koos.team t ON t.id = l.team
    ORDER BY l.at, l.xid, l.entry
    """)

  /// The entries that are for the worker, in order of time; the reason of an emergency for who may see why.
  ///
  /// - Parameter after: the numbers of a cursor.
  package static func list(_ filter: Filter, after: [Int]?, limit: Int) -> Query {
    listing(
      .integer(filter.client), .text(filter.worker), .integer(filter.casus), .integer(filter.from), .integer(filter.to),
      .integer(after?[0]), .text(after.map { String($0[1]) }), .integer(after?[2]), .integer(limit))
  }
}
