package import Postgres

/// By which relations the worker of the transaction may know of a thing: what rights rest on and the access log names.
package enum Grounds {
  /// What reads all first and of that ownership, an emergency only where nothing else does; among equals what is more
  /// than an office's.
  static let order =
    "a.reads <> 'all', a.via = 'breakglass', a.via <> 'owner', a.role = 'planner', a.team, a.role"

  private static func relation(_ kind: String, _ thing: String) -> String {
    """
    SELECT a.via, a.role, a.team FROM koos.access a WHERE a.worker = koos.me() AND a.kind = '\(kind)' AND a.thing = \(thing)
      AND a.from_at <= koos.now() AND koos.now() < a.until_at ORDER BY \(order)
    """
  }

  /// SQL that joins the strongest relation to a thing as `g`, with via, role and team.
  static func joined(_ kind: String, _ thing: String) -> String {
    "CROSS JOIN LATERAL (\(relation(kind, thing)) LIMIT 1) g"
  }

  /// SQL that joins all things of a kind the worker may know of, each with its strongest relation, as `g`: lists start
  /// from these few rows and not from everybody's.
  static func joinedAll(_ kind: String, _ thing: String) -> String {
    """
    JOIN (SELECT DISTINCT ON (a.thing) a.thing, a.via, a.role, a.team FROM koos.access a
      WHERE a.worker = koos.me() AND a.kind = '\(kind)' AND a.from_at <= koos.now() AND koos.now() < a.until_at
      ORDER BY a.thing, \(order)) g ON g.thing = \(thing)
    """
  }

  private static let client = Statement(relation("client", "$1::integer"))
  private static let casus = Statement(relation("case", "$1::integer"))
  private static let entry = Statement(
    relation("case", "(SELECT w.casus FROM koos.waiting_entry w WHERE w.id = $1::integer)"))
  private static let offer = Statement(
    relation(
      "case", "(SELECT w.casus FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry WHERE f.id = $1::integer)")
  )
  private static let parts = Dictionary(
    uniqueKeysWithValues: CasePart.allCases.map { part in
      (part, Statement(relation("case", "(SELECT x.casus FROM koos.\(part.rawValue) x WHERE x.id = $1::integer)")))
    })

  private static let consent = Statement(
    relation("client", "(SELECT t.client FROM koos.consent t WHERE t.id = $1::integer)"))
  private static let family = Statement(
    relation("client", "(SELECT r.client FROM koos.relation r WHERE r.id = $1::integer)"))

  /// The relations to a client, one a row: via, role, team's number; the strongest first.
  package static func client(_ client: Int) -> Query { self.client(.integer(client)) }
  /// The relations to a case.
  package static func casus(_ casus: Int) -> Query { self.casus(.integer(casus)) }
  /// The relations to the child of a consent.
  package static func consent(_ consent: Int) -> Query { self.consent(.integer(consent)) }
  /// The relations to the child somebody belongs to.
  package static func relation(_ relation: Int) -> Query { family(.integer(relation)) }
  /// The relations to the case of a waiting entry.
  package static func entry(_ entry: Int) -> Query { self.entry(.integer(entry)) }
  /// The relations to the case of the waiting entry that an offer is made to.
  package static func offer(_ offer: Int) -> Query { self.offer(.integer(offer)) }
  /// The relations to the case that something hangs on.
  package static func part(_ part: CasePart, _ number: Int) -> [Query] {
    parts[part].map { [$0(.integer(number))] } ?? []
  }
}
