package import Postgres

/// What child and family want, in their own words (R24).
package enum CaseGoals {
  private static let object = """
    'goal', 'D-' || x.id, 'words', x.words, 'added_on', \(CaseTelling.day("x.added_at")), 'added_by', a.login,
      'status', (SELECT r.status FROM koos.casus_goal_review r WHERE r.goal = x.id ORDER BY r.number DESC LIMIT 1),
      'reviews', (SELECT coalesce(array_to_json(array_agg(json_build_object('on', \(CaseTelling.day("r.at")), 'by', w.login,
        'words', r.words, 'status', r.status) ORDER BY r.number)), '[]')
        FROM koos.casus_goal_review r JOIN koos.worker w ON w.id = r.worker WHERE r.goal = x.id)
    """
  private static let rows = "koos.casus_goal x JOIN koos.worker a ON a.id = x.added_by"

  /// SQL for the goals of a case with their reviews as an array; empty for who may not read them.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  private static let listing = CaseTelling.list(object, from: rows, where: CaseTelling.contains("x.words", "$4"))

  /// Goals by number; words are looked for in theirs.
  package static func list(_ page: CasePage, words: String?) -> Query { page.query(listing, .text(words)) }

  private static let homes = Statement("SELECT x.casus FROM koos.casus_goal x WHERE x.id = $1::integer")

  /// The case a goal is of.
  package static func casus(of goal: Int?) -> Query { homes(.integer(goal)) }

  private static let adding = Statement(
    "INSERT INTO koos.casus_goal (casus, words, added_by) VALUES ($1::integer, $2, koos.me())")

  /// Adds a goal.
  package static func add(to casus: Int, _ words: String) -> Query { adding(.integer(casus), .text(words)) }

  /// What `case goal add` tells.
  package static let added = CasePart.goal.made("goal")

  private static let reviewing = Statement(
    "INSERT INTO koos.casus_goal_review (goal, words, status, worker) VALUES ($1::integer, $2, $3, koos.me())")

  /// Adds what they say of a goal now.
  package static func review(_ goal: Int, _ words: String, status: String) -> Query {
    reviewing(.integer(goal), .text(words), .text(status))
  }

  /// What `case goal review` tells: the goal is `$2`, how far it is `$3`.
  package static let reviewed = CasePart.goal.changed("goal", ", 'status', $3::text")
}
