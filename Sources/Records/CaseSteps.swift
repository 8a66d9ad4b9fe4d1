package import Postgres

/// Steps that can already be taken in a case: who does what by when (R04).
package enum CaseSteps {
  // The goal is looked up so that who may not read goals is told of none.
  private static let object = """
    'step', 'K-' || x.id, 'text', x.text, 'by', coalesce(w.login, t.slug), 'due_on', x.due_on,
      'goal', (SELECT 'D-' || d.id FROM koos.casus_goal d WHERE d.id = x.goal), 'added_on', \(CaseTelling.day("x.added_at")),
      'added_by', a.login, 'done_on', x.done_on, 'done_by', o.login
    """
  private static let rows = """
    koos.casus_step x JOIN koos.worker a ON a.id = x.added_by LEFT JOIN koos.worker w ON w.id = x.by_worker
      LEFT JOIN koos.team t ON t.id = x.by_team LEFT JOIN koos.worker o ON o.id = x.done_by
    """

  /// SQL for the steps of a case as an array.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  /// SQL for those still to be taken.
  static func toldOpen(_ casus: String) -> String {
    CaseTelling.array(object, from: rows, of: "\(casus) AND x.done_on IS NULL")
  }

  private static let listing = CaseTelling.list(
    object, from: rows,
    where: """
      \(CaseTelling.contains("x.text", "$4")) AND ($5::text IS NULL OR $5 IN (w.login, t.slug))
        AND ($6::date IS NULL OR x.due_on = $6) AND ($7::integer IS NULL OR x.goal = $7)
      """)

  /// Steps by number; a text is looked for in theirs.
  package static func list(_ page: CasePage, text: String?, by doer: String?, due: String?, goal: Int?) -> Query {
    page.query(listing, .text(text), .text(doer), .text(due), .integer(goal))
  }

  private static let doing = Statement(
    """
    WITH taking AS (
      SELECT o.team FROM koos.casus_owner o WHERE o.casus = $1::integer
      UNION SELECT i.team FROM koos.casus_invitation i WHERE i.casus = $1::integer AND i.role = 'consulted' AND i.state = 'accepted'
    )
    SELECT d.id, d.name, d.is_team FROM (
      SELECT t.id, t.slug AS name, true AS is_team FROM taking x JOIN koos.team t ON t.id = x.team
      UNION SELECT w.id, w.login, false FROM taking x JOIN koos.member m ON m.team = x.team AND m.role IN ('lead', 'specialist', 'gezinswerker')
        AND m.from_on <= koos.today() AND koos.today() < m.until_on
      JOIN koos.worker w ON w.id = m.worker AND w.disabled_at IS NULL) d
    ORDER BY d.is_team DESC, d.name
    """)

  /// Who may take a step in a case: the owning and the consulted teams, then their members: number, slug or login,
  /// whether it is a team.
  package static func doers(in casus: Int) -> Query { doing(.integer(casus)) }

  private static let adding = Statement(
    """
    INSERT INTO koos.casus_step (casus, text, by_worker, by_team, due_on, goal, added_by)
    VALUES ($1::integer, $2, $3::integer, $4::integer, $5::date, $6::integer, koos.me())
    """)

  /// Adds a step, for a worker or for a team.
  package static func add(
    to casus: Int, _ text: String, worker: Int?, team: Int?, due: String?, goal: Int?
  ) -> Query {
    adding(.integer(casus), .text(text), .integer(worker), .integer(team), .text(due), .integer(goal))
  }

  /// What `case step add` tells: who does it is `$2`.
  package static let added = CasePart.step.made("step", ", 'by', $2::text, 'due_on', x.due_on")

  private static let standing = Statement("SELECT x.done_on FROM koos.casus_step x WHERE x.id = $1::integer")

  /// When a step was done: null where it is to be done.
  package static func standing(_ step: Int) -> Query { standing(.integer(step)) }

  private static let doneness = Statement(
    "UPDATE koos.casus_step SET done_on = $2::date, done_by = koos.me() WHERE id = $1::integer")

  /// Says that a step was done on a day.
  package static func done(_ step: Int, on day: String) -> Query { doneness(.integer(step), .text(day)) }

  /// What `case step done` tells: the step is `$2`.
  package static let settled = CasePart.step.changed("step", ", 'done_on', x.done_on")
}
