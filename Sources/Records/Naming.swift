package import Postgres

/// Whether what a request names exists and may be known to the worker of the transaction.
///
/// Row security answers for clients, cases, consults and what hangs on them: what may not be known does not exist. Tokens
/// are known to whose they are and to who administers those.
package enum Naming {
  /// For one name and for several: how many there are is nothing PostgreSQL keeps a plan for, so it would plan the check of
  /// the one that most commands name anew for every request.
  private struct Missing {
    let one: Statement
    let several: Statement
  }

  private static func missing(_ type: String, _ known: String) -> Missing {
    Missing(
      one: Statement("SELECT n.name FROM (SELECT $1::\(type) AS name) n WHERE NOT EXISTS (\(known))"),
      several: Statement(
        "SELECT n.name FROM unnest($1::\(type)[]) WITH ORDINALITY n(name, place) WHERE NOT EXISTS (\(known)) ORDER BY n.place LIMIT 1"
      ))
  }

  private static let statements: [String: Missing] = [
    "worker": missing("text", "SELECT FROM koos.worker w WHERE w.login = n.name"),
    "team": missing("text", "SELECT FROM koos.team t WHERE t.slug = n.name"),
    "wijk": missing("text", "SELECT FROM koos.wijk w WHERE w.slug = n.name"),
    "place": missing("text", "SELECT FROM koos.place p WHERE p.slug = n.name"),
    "organisation": missing("text", "SELECT FROM koos.organisation o WHERE o.slug = n.name"),
    "client": missing("integer", "SELECT FROM koos.client c WHERE c.id = n.name"),
    // Also one that an invitation tells of: the commands an invited team may give look further.
    "case": missing(
      "integer",
      """
      SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind IN ('case', 'invitation') AND a.thing = n.name
        AND a.from_at <= koos.now() AND koos.now() < a.until_at
      """),
    // Also one that nobody here may know of: what may be named in an emergency, or by who oversees it.
    "emergency.case": missing("integer", "SELECT WHERE koos.is_breakable(n.name)"),
    "oversight.client": missing(
      "integer",
      "SELECT FROM koos.client c WHERE c.id = n.name UNION ALL SELECT WHERE koos.is_on_file('client', n.name)"),
    "oversight.case": missing(
      "integer",
      """
      SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind IN ('case', 'invitation') AND a.thing = n.name
        AND a.from_at <= koos.now() AND koos.now() < a.until_at UNION ALL SELECT WHERE koos.is_on_file('case', n.name)
      """),
    "consult": missing("integer", "SELECT FROM koos.consult q WHERE q.id = n.name"),
    "waiting": missing("integer", "SELECT FROM koos.waiting_entry w WHERE w.id = n.name"),
    "offer": missing("integer", "SELECT FROM koos.offer o WHERE o.id = n.name"),
    "appointment": missing("integer", "SELECT FROM koos.appointment a WHERE a.id = n.name"),
    "consent": missing("integer", "SELECT FROM koos.consent c WHERE c.id = n.name"),
    "relation": missing("integer", "SELECT FROM koos.relation r WHERE r.id = n.name"),
    "proposal": missing("integer", "SELECT FROM koos.proposal p WHERE p.id = n.name"),
    "note": missing("integer", "SELECT FROM koos.casus_note t WHERE t.id = n.name"),
    "step": missing("integer", "SELECT FROM koos.casus_step s WHERE s.id = n.name"),
    "goal": missing("integer", "SELECT FROM koos.casus_goal g WHERE g.id = n.name"),
    "participant": missing("integer", "SELECT FROM koos.casus_participant p WHERE p.id = n.name"),
    "traject": missing("integer", "SELECT FROM koos.traject t WHERE t.id = n.name"),
    "arrangement": missing("integer", "SELECT FROM koos.casus_arrangement r WHERE r.id = n.name"),
    "group": missing("integer", "SELECT FROM koos.care_group g WHERE g.id = n.name"),
    "stay": missing("integer", "SELECT FROM koos.stay s WHERE s.id = n.name"),
    "agreement": missing("integer", "SELECT FROM koos.agreement a WHERE a.id = n.name"),
    "availability": missing("integer", "SELECT FROM koos.availability a WHERE a.id = n.name"),
    "absence": missing("integer", "SELECT FROM koos.absence v WHERE v.id = n.name"),
    "token": missing(
      "integer",
      """
      SELECT FROM koos.token t JOIN koos.worker w ON w.id = t.worker
      WHERE t.id = n.name AND (w.id = koos.me() OR koos.administers(w.organisation))
      """),
  ]

  /// Looks for the first of several things of one kind that is not there: no row when all are.
  ///
  /// - Parameter names: logins, slugs, or the numbers of codes.
  /// - Returns: nil for a kind that has no row of its own yet.
  package static func missing(_ kind: String, _ names: [String]) -> Query? {
    statements[kind].map { names.count == 1 ? $0.one(.value(names[0])) : $0.several(.array(names)) }
  }

  private static let aliases = Statement(
    "SELECT m.number, m.client FROM koos.merged_clients($1::integer[]) m")

  /// Which of some clients were merged into others the worker may know of or oversees: the number, and the one it stands for now.
  package static func merged(_ clients: [Int]) -> Query { aliases(.array(clients)) }

  private static let lookups: [String: Statement] = [
    "discipline": Statement(
      "SELECT bool_or(d.slug = $1), string_agg(d.slug, ',' ORDER BY d.slug) FROM koos.discipline d"),
    "ground": Statement(
      "SELECT bool_or(g.slug = $1), string_agg(g.slug, ',' ORDER BY g.slug) FROM koos.legal_ground g"),
    "team-or-discipline": Statement(
      """
      SELECT bool_or(n.slug = $1), string_agg(n.slug, ',' ORDER BY n.place, n.slug) FROM (
        SELECT 1 AS place, d.slug FROM koos.discipline d UNION ALL SELECT 2, t.slug FROM koos.team t) n
      """),
    "service": Statement(
      "SELECT bool_or(s.slug = $1), string_agg(s.slug, ',' ORDER BY s.slug) FROM koos.service s WHERE s.valid @> koos.today()"
    ),
  ]

  /// Whether a value is in a list that may be added to: yes or no, and the list.
  package static func lookup(_ list: String, _ value: String) -> Query? {
    lookups[list].map { $0(.text(value)) }
  }
}
