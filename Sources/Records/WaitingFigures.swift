package import Postgres

/// Who waits, in numbers.
package enum WaitingFigures {
  /// Numbers under this tell of single children, and are kept from who has only the figures.
  private static let smallest = 5

  /// SQL of a number: null where one of the parts that could be reckoned from it is small, and may not be told.
  private static func kept(_ number: String, parts: [String]) -> String {
    let small = parts.map { "\($0) BETWEEN 1 AND \(smallest - 1)" }.joined(separator: " OR ")
    return "CASE WHEN f.is_told OR NOT (\(small)) THEN \(number) END"
  }

  /// The same of a number and what is left of the whole.
  private static func kept(_ number: String, of whole: String) -> String {
    kept(number, parts: [number, "\(whole) - \(number)", whole])
  }

  /// What is too late with and without a bridge, and in time with and without one: each tells of the others beside the sums.
  private static let late = kept(
    "f.over_norm_net",
    parts: [
      "f.over_norm_net", "f.over_norm - f.over_norm_net", "f.net - f.over_norm_net",
      "f.bridged - f.over_norm + f.over_norm_net",
    ])

  private static func days(_ name: String, _ column: String, of whole: String) -> String {
    ["median", "p90", "longest"].enumerated().map { place, figure in
      "'\(name)\(figure)_days', CASE WHEN f.is_told OR \(whole) >= \(smallest) THEN (\(column))[\(place + 1)] END"
    }.joined(separator: ", ")
  }

  private static func counting(_ group: String) -> Statement {
    Statement(
      """
      SELECT json_build_object(\(group)'gross', \(kept("f.gross", of: "f.gross")), 'bridged', \(kept("f.bridged", of: "f.gross")),
          'net', \(kept("f.net", of: "f.gross")), 'over_norm', \(kept("f.over_norm", of: "f.gross")),
          'over_norm_net', \(late), 'unbridged', \(kept("f.unbridged", parts: ["f.unbridged", "f.unbridged - f.net"])),
          \(days("", "f.days", of: "f.gross")), 'started', \(kept("f.started", of: "f.started")),
          \(days("started_", "f.started_days", of: "f.started"))),
        NULL
      FROM (\(AsOf.seen("$7", "$8"))) n
      CROSS JOIN LATERAL koos.waiting_figures(n.day, n.known, $6, $1, $2, $3, $4, $5) f
      ORDER BY f.what
      """)
  }
  private static let all = counting("")
  private static let grouped = counting("$6::text, f.what, ")

  /// Gross, bridged, net and the rest, of all or by one of team, wijk, discipline, service and urgency.
  package static func of(_ filter: WaitingList.Filter, by group: String?) -> Query {
    (group == nil ? all : grouped)(
      .text(filter.team), .text(filter.wijk), .text(filter.discipline), .text(filter.service), .text(filter.urgency),
      .text(group), .text(filter.asOf.on), .integer(filter.asOf.knownAt))
  }
}
