package import Postgres

/// Who waits, in numbers.
package enum WaitingFigures {
  private static func days(_ name: String, _ column: String) -> String {
    ["median", "p90", "longest"].enumerated().map { place, figure in
      "'\(name)\(figure)_days', (\(column))[\(place + 1)]"
    }.joined(separator: ", ")
  }

  private static func counting(_ group: String) -> Statement {
    Statement(
      """
      SELECT json_build_object(\(group)'gross', f.gross, 'bridged', f.bridged, 'net', f.net, 'over_norm', f.over_norm,
          'over_norm_net', f.over_norm_net, 'unbridged', f.unbridged, \(days("", "f.days")), 'started', f.started,
          \(days("started_", "f.started_days")), 'started_from', f.started_from),
        NULL
      FROM (\(AsOf.seen("$7", "$8"))) n
      CROSS JOIN LATERAL koos.waiting_figures(n.day, n.known, $6, $1, $2, $3, $4, $5) WITH ORDINALITY f
      ORDER BY f.ordinality
      """)
  }
  private static let all = counting("")
  private static let grouped = counting("$6::text, f.what, ")

  /// Whether the asker gets figures as they are, and whether the team is one of which he may ask any; then gross, bridged, net
  /// and the rest, of all or by one of team, wijk, discipline, service and urgency.
  package static func of(_ filter: WaitingList.Filter, by group: String?) -> [Query] {
    [
      scope(.text(filter.team)),
      (group == nil ? all : grouped)(
        .text(filter.team), .text(filter.wijk), .text(filter.discipline), .text(filter.service), .text(filter.urgency),
        .text(group), .text(filter.asOf.on), .integer(filter.asOf.knownAt)),
    ]
  }

  // Of who gathers no figures the cases are what he may read, of whatever team.
  private static let scope = Statement(
    """
    SELECT s.is_told, s.is_told OR $1::text IS NULL OR EXISTS (SELECT FROM koos.team t WHERE t.slug = $1 AND t.id = ANY (s.teams))
    FROM koos.report_scope('quarter', koos.today(), koos.today() + 1, $1) s
    """)
}

extension WaitingList.Filter {
  /// By what figures are cut, each once, what is told apart first.
  package func cuts(by group: String?) -> [String] {
    let names = [
      ("team", team), ("wijk", wijk), ("discipline", discipline), ("service", service), ("urgency", urgency),
    ].filter { $0.1 != nil && $0.0 != group }.map(\.0)
    return (group.map { [$0] } ?? []) + names
  }
}
