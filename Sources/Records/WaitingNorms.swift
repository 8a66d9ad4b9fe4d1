package import Postgres

/// How long waiting may take: norms with a start date, only ever added to.
extension WaitingList {
  // The norms at first were there before anybody recorded one.
  private static let normObject = """
    json_build_object('service', n.service, 'team', t.slug, 'segment', n.segment, 'days', n.days, 'from', n.from_on,
      'recorded_at', CASE WHEN n.recorded_at >= '1901-01-01' THEN n.recorded_at END, 'running', n.from_on <= koos.today() AND NOT EXISTS (SELECT FROM koos.waiting_norm l
        WHERE l.segment = n.segment AND l.service IS NOT DISTINCT FROM n.service AND l.team IS NOT DISTINCT FROM n.team
          AND l.from_on <= koos.today() AND (l.from_on, l.number) > (n.from_on, n.number)))
    """

  private static let listingNorms = Statement(
    """
    SELECT \(normObject), n.number FROM koos.waiting_norm n LEFT JOIN koos.team t ON t.id = n.team
    WHERE $1::integer IS NULL OR n.number > $1 ORDER BY n.number LIMIT $2::integer + 1
    """)

  /// Norms in the order they were recorded, with whether each holds for who begins to wait today.
  package static func norms(after: Int?, limit: Int) -> Query { listingNorms(.integer(after), .integer(limit)) }

  private static let addingNorm = Statement(
    """
    INSERT INTO koos.waiting_norm (service, team, segment, days, from_on)
    VALUES ($1, (SELECT t.id FROM koos.team t WHERE t.slug = $2), $3, $4::integer, $5::date)
    """)

  /// Adds a norm, for every service and for every team where none is named.
  package static func norm(service: String?, team: String?, segment: String, days: Int, from: String) -> Query {
    addingNorm(.text(service), .text(team), .text(segment), .integer(days), .text(from))
  }

  /// What `waiting norm` tells: the norm, and for how many of those who wait already it moved the day.
  package static let normTold = Ledger.settling(
    """
    SELECT json_build_object('norm', \(normObject), 'moved', n.moved) FROM koos.waiting_norm n
    LEFT JOIN koos.team t ON t.id = n.team WHERE n.number = currval('koos.waiting_norm_number_seq')
    """)
}
