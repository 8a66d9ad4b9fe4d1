package import Postgres

/// Lists of cases.
extension Cases {
  private static let listing = Statement(
    """
    SELECT json_build_object('case', 'C-' || c.id, 'status', c.status, 'urgency', c.urgency, 'wijk', c.wijk, 'owners', \(owners()),
        'lead', w.login, 'opened_on', \(CaseTelling.day("c.opened_at")), 'as', g.via),
      c.id, c.client, c.id, NULL, g.via, g.role, g.team
    FROM koos.casus c \(Grounds.joinedAll("case", "c.id")) JOIN koos.worker w ON w.id = c.regie
    WHERE c.status = coalesce($1::text, 'open') AND ($2::text IS NULL OR c.wijk = $2) AND ($3::boolean IS NOT TRUE OR c.regie = koos.me())
      AND ($4::text IS NULL OR EXISTS (SELECT FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = c.id AND t.slug = $4)
        OR EXISTS (SELECT FROM koos.casus_teams(c.id) i JOIN koos.team t ON t.id = i.team WHERE i.state = 'accepted' AND t.slug = $4))
      AND ($5::text IS NULL OR EXISTS (SELECT FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = c.id AND t.slug = $5))
      AND ($6::integer IS NULL OR c.id > $6)
    ORDER BY c.id LIMIT $7::integer + 1
    """)

  /// What a list of cases is narrowed to.
  package struct Filter: Sendable {
    /// A team that owns it or thinks along.
    package var team: String?
    package var wijk: String?
    /// open where none is given.
    package var status: String?
    /// Only what is under the worker's regie.
    package var isMine = false
    /// A team that owns it.
    package var owner: String?

    package init() {}
  }

  /// The cases the worker reads, by number, with how: owner or consulted.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .text(filter.status), .text(filter.wijk), .bool(filter.isMine), .text(filter.team), .text(filter.owner),
      .integer(after), .integer(limit))
  }
}
