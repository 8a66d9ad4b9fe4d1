package import Postgres

/// Lists of cases.
extension Cases {
  /// Each way to narrow a list has a statement of its own: a condition that is only sometimes looked at has PostgreSQL
  /// plan anew for every call, which takes as long as the list itself.
  private static func listing(hasTeam: Bool, hasOwner: Bool) -> Statement {
    func owns(_ slug: String) -> String {
      "EXISTS (SELECT FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = c.id AND t.slug = \(slug))"
    }
    let thinksAlong = """
      EXISTS (SELECT FROM koos.casus_teams(c.id) i JOIN koos.team t ON t.id = i.team WHERE i.state = 'accepted' AND t.slug = $6)
      """
    let narrowed =
      (hasTeam ? " AND (\(owns("$6")) OR \(thinksAlong))" : "")
      + (hasOwner ? " AND \(owns(hasTeam ? "$7" : "$6"))" : "")
    return Statement(
      """
      SELECT json_build_object('case', 'C-' || c.id, 'status', c.status, 'urgency', c.urgency, 'wijk', c.wijk, 'owners', \(owners()),
          'lead', (SELECT w.login FROM koos.worker w WHERE w.id = c.regie), 'opened_on', \(CaseTelling.day("c.opened_at")), 'as', g.via),
        c.id, c.client, c.id, NULL, g.via, g.role, g.team
      FROM koos.casus c \(Grounds.joinedAll("case", "c.id"))
      WHERE c.status = coalesce($1::text, 'open') AND ($2::text IS NULL OR c.wijk = $2) AND ($3::boolean IS NOT TRUE OR c.regie = koos.me())
        AND ($4::integer IS NULL OR c.id > $4)\(narrowed)
      ORDER BY c.id LIMIT $5::integer + 1
      """)
  }

  private static let listingAll = listing(hasTeam: false, hasOwner: false)
  private static let listingTeam = listing(hasTeam: true, hasOwner: false)
  private static let listingOwner = listing(hasTeam: false, hasOwner: true)
  private static let listingBoth = listing(hasTeam: true, hasOwner: true)

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
    let parameters: [Parameter] = [
      .text(filter.status), .text(filter.wijk), .bool(filter.isMine), .integer(after), .integer(limit),
    ]
    let named = [filter.team, filter.owner].compactMap { $0.map { Parameter.value($0) } }
    let statement =
      switch (filter.team, filter.owner) {
      case (nil, nil): listingAll
      case (_, nil): listingTeam
      case (nil, _): listingOwner
      case (_, _): listingBoth
      }
    return Query(statement, parameters + named)
  }
}
