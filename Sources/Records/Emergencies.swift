package import Postgres

/// Reading a case in an emergency.
package enum Emergencies {
  private static let standings = Statement(
    """
    SELECT a.via FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = $1::integer AND a.reads = 'all'
      AND a.via <> 'breakglass' AND a.from_at <= koos.now() AND koos.now() < a.until_at ORDER BY \(Grounds.order) LIMIT 1
    """)

  /// By which relation the worker reads all of the case without any emergency: no row where none does.
  package static func standing(_ casus: Int) -> Query { standings(.integer(casus)) }

  private static let breaking = Statement("SELECT koos.break_glass($1::integer, $2::integer, $3, $4)")

  /// Reads a case from now on, under a role in a team, and tells who is to know.
  package static func begin(_ casus: Int, team: Int, role: String, reason: String) -> Query {
    breaking(.integer(casus), .integer(team), .text(role), .text(reason))
  }

  /// What `breakglass` tells: of the row just made.
  package static let begun = Ledger.settling(
    """
    SELECT json_build_object('case', 'C-' || e.casus, 'as', 'breakglass', 'team', t.slug, 'until', e.until_at)::text
    FROM koos.emergency e JOIN koos.team t ON t.id = e.team WHERE e.id = currval('koos.emergency_id_seq')
    """)
}
