package import Postgres

/// Consultations without a referral.
package enum Consults {
  /// SQL: whose turn a consult `q` is.
  static let turn = """
    CASE q.state WHEN 'asked' THEN 'team' WHEN 'claimed' THEN 'specialist' WHEN 'asked-back' THEN 'asker' WHEN 'answered' THEN 'asker' END
    """
  /// SQL: whether the answer to a consult `q` is late; while the asker is at turn nobody is.
  private static let overdue = "q.state IN ('asked', 'claimed') AND q.due_at < koos.now()"

  /// SQL: where to ask instead of a consult `q` that was declined.
  static let redirect = """
    coalesce((SELECT t.slug FROM koos.team t WHERE t.id = q.redirect_team), q.redirect_discipline)
    """
  /// SQL: whole minutes from asking a consult `q` to a moment.
  static func minutes(_ until: String) -> String {
    "floor(extract(epoch FROM \(until) - q.asked_at) / 60)::integer"
  }
  /// SQL: whole minutes a consult `q` lay with a specialist, from each taking to the turn that followed, or until now.
  static let ownMinutes = """
    (SELECT coalesce(floor(extract(epoch FROM sum(s.until_at - s.from_at)) / 60), 0)::integer FROM (
      SELECT f.what, f.occurred_at AS from_at, lead(f.occurred_at, 1, koos.now()) OVER (ORDER BY f.number) AS until_at
      FROM koos.consult_fact f WHERE f.consult = q.id AND f.what NOT IN ('authorised', 'identified', 'reassigned')) s
      WHERE s.what IN ('claimed', 'assigned', 'follow-up', 'reopened'))
    """
  /// SQL: the working days a team has to answer in.
  static func days(_ urgency: String, _ team: String) -> String {
    "koos.setting(CASE \(urgency) WHEN 'regulier' THEN 'consult.days' ELSE 'consult.urgent-days' END, \(team))"
  }
  /// SQL: whether a worker still works in a team.
  static func works(_ worker: String, in team: String) -> String {
    """
    EXISTS (SELECT FROM koos.member m JOIN koos.worker w ON w.id = m.worker AND w.disabled_at IS NULL
      WHERE m.worker = \(worker) AND m.team = \(team) AND m.role <> 'planner' AND m.from_on <= koos.today() AND koos.today() < m.until_on)
    """
  }
  /// SQL: whether holidays close a team.
  static func keepsHolidays(_ team: String) -> String { "koos.setting('calendar.closed-on-holidays', \(team)) = 'yes'" }

  private static let candidates = Statement(
    """
    SELECT t.id, t.slug, t.kind, array_to_string(ARRAY(SELECT x.wijk FROM koos.team_wijk x
        WHERE x.team = t.id AND x.valid @> koos.today() ORDER BY x.wijk), ','),
      \(days("$3", "t.id")), \(keepsHolidays("t.id"))
    FROM koos.team t
    WHERE t.slug = $1 OR t.kind = 'basecamp' AND EXISTS (SELECT FROM koos.team_wijk x WHERE x.team = t.id AND x.valid @> koos.today()
      AND x.wijk IN (SELECT $2::text WHERE $2 IS NOT NULL UNION ALL SELECT y.wijk FROM koos.team_wijk y JOIN koos.member m ON m.team = y.team
        WHERE $2 IS NULL AND m.worker = koos.me() AND m.from_on <= koos.today() AND koos.today() < m.until_on AND y.valid @> koos.today()))
    ORDER BY t.slug
    """)

  /// The teams that may be asked: the one named, the basecamps of the wijk given, else those of the wijken of the asker's
  /// teams. Number, slug, kind, wijken, working days to answer in at this urgency, whether holidays close it.
  package static func teams(named team: String?, wijk: String?, urgency: String) -> Query {
    candidates(.text(team), .text(wijk), .text(urgency))
  }

  private static let serving = Statement(
    """
    SELECT x.team, x.wijk FROM koos.team_wijk x WHERE x.valid @> koos.today() AND x.team IN (SELECT m.team FROM koos.member m
      WHERE m.worker = koos.me() AND m.from_on <= koos.today() AND koos.today() < m.until_on) ORDER BY x.team, x.wijk
    """)

  /// The wijken of the asker's teams: team's number, wijk.
  package static let wijken = serving()

  /// The coming days on which teams are closed that keep holidays.
  package static let holidays = Statement("SELECT h.day FROM koos.holiday h WHERE h.closed AND h.day >= koos.today()")()

  private static let asking = Statement(
    """
    INSERT INTO koos.consult (discipline, convert, urgency, wijk, age_band, asked_by, asker_team, team, due_at)
    VALUES ($1, $2, $3, $4, $5, koos.me(), $6::integer, $7::integer, $8::timestamptz)
    """)

  /// A question to be asked.
  package struct Question: Sendable {
    package let discipline: String
    package let convert: String
    package let urgency: String
    package let wijk: String
    package let ageBand: String?
    /// The asking and the asked team.
    package let teams: (asking: Int, asked: Int)
    /// When the answer is due, as RFC 3339.
    package let dueAt: String

    package init(
      discipline: String, convert: String, urgency: String, wijk: String, ageBand: String?,
      teams: (asking: Int, asked: Int), dueAt: String
    ) {
      self.discipline = discipline
      self.convert = convert
      self.urgency = urgency
      self.wijk = wijk
      self.ageBand = ageBand
      self.teams = teams
      self.dueAt = dueAt
    }
  }

  /// Asks; what is said and what happened follow.
  package static func ask(_ question: Question) -> Query {
    asking(
      .text(question.discipline), .text(question.convert), .text(question.urgency), .text(question.wijk),
      .text(question.ageBand), .integer(question.teams.asking), .integer(question.teams.asked), .text(question.dueAt))
  }

  private static let which = "coalesce($1::integer, currval('koos.consult_id_seq'))"
  private static let saying = Statement(
    """
    INSERT INTO koos.consult_entry (consult, kind, worker, text, minutes, confirmed)
    VALUES (\(which), $2, koos.me(), $3, $4::integer, $5::boolean)
    """)
  private static let telling = Statement(
    """
    INSERT INTO koos.consult_fact (consult, worker, what, detail)
    VALUES (\(which), koos.me(), $2, CASE WHEN $4::text IS NULL THEN '{}' ELSE jsonb_build_object($3::text, $4::text) END)
    """)

  /// Adds to the thread; `consult` nil means the one just asked.
  package static func say(
    in consult: Int?, _ kind: String, _ text: String, minutes: Int? = nil, isConfirmed: Bool
  ) -> Query {
    saying(.integer(consult), .text(kind), .text(text), .integer(minutes), .bool(isConfirmed))
  }

  /// Keeps what happened, with a particular in codes; `consult` nil means the one just asked.
  package static func tell(_ consult: Int?, _ what: String, _ name: String = "", _ code: String? = nil) -> Query {
    telling(.integer(consult), .text(what), .text(name), .text(code))
  }

  /// What `consult ask` tells.
  package static let asked = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'team', t.slug, 'due_at', q.due_at, 'turn', \(turn))
    FROM koos.consult q JOIN koos.team t ON t.id = q.team WHERE q.id = currval('koos.consult_id_seq')
    """)

  private static let listing = Statement(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'discipline', q.discipline, 'state', q.state, 'turn', \(turn),
        'asked_at', q.asked_at, 'due_at', q.due_at, 'overdue', \(overdue), 'urgency', q.urgency, 'wijk', q.wijk,
        'asker_team', f.slug, 'team', t.slug, 'claimed_by', w.login),
      q.id, NULL, NULL, q.id, g.via, g.role, g.team
    FROM koos.consult q \(Grounds.joinedAll("consult", "q.id")) JOIN koos.team f ON f.id = q.asker_team
    JOIN koos.team t ON t.id = q.team LEFT JOIN koos.worker w ON w.id = q.claimed_by
    WHERE ($1::text IS NULL OR $1 IN (f.slug, t.slug)) AND ($2::text IS NULL OR q.state = $2) AND ($3::text IS NULL OR \(turn) = $3)
      AND ($4::boolean IS NOT TRUE OR \(overdue)) AND ($5::boolean IS NOT TRUE OR koos.me() IN (q.asked_by, q.claimed_by))
      AND ($6::text IS NULL OR q.wijk = $6) AND ($7::integer IS NULL OR q.id > $7)
    ORDER BY q.id LIMIT $8::integer + 1
    """)

  /// What a list of consults is narrowed to.
  package struct Filter: Sendable {
    /// A team that asks or is asked.
    package var team: String?
    package var state: String?
    package var turn: String?
    package var isOverdue = false
    /// Only what the worker asked or claimed.
    package var isMine = false
    package var wijk: String?

    package init() {}
  }

  /// Consults of the worker's teams, by number.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .text(filter.team), .text(filter.state), .text(filter.turn), .bool(filter.isOverdue), .bool(filter.isMine),
      .text(filter.wijk), .integer(after), .integer(limit))
  }

  private static let showing = Statement(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'rev', q.rev, 'state', q.state, 'turn', \(turn), 'discipline', q.discipline,
        'convert', q.convert, 'urgency', q.urgency, 'wijk', q.wijk, 'age_band', q.age_band, 'asker_team', f.slug, 'asked_by', b.login,
        'team', t.slug, 'claimed_by', w.login, 'asked_at', q.asked_at, 'due_at', q.due_at, 'overdue', \(overdue),
        'first_answer_at', q.first_answer_at, 'closed_at', q.closed_at, 'outcome', q.outcome, 'rating', q.rating, 'redirect', \(redirect),
        'client', 'J-' || i.client, 'case', (SELECT 'C-' || c.id FROM koos.casus c WHERE c.id = q.casus),
        'turnaround_minutes', \(minutes("q.first_answer_at")), 'elapsed_minutes', \(minutes("coalesce(q.closed_at, koos.now())")),
        'own_minutes', \(ownMinutes),
        'spent_minutes', (SELECT CASE WHEN count(*) > 0 THEN coalesce(sum(e.minutes), 0) END FROM koos.consult_entry e WHERE e.consult = q.id),
        'thread', (SELECT coalesce(array_to_json(array_agg(json_build_object('at', e.at, 'kind', e.kind, 'by', p.login, 'text', e.text,
          'minutes', e.minutes, 'confirmed', e.confirmed) ORDER BY e.number)), '[]')
          FROM koos.consult_entry e JOIN koos.worker p ON p.id = e.worker WHERE e.consult = q.id),
        'dates', (SELECT coalesce(array_to_json(array_agg(json_build_object('at', h.occurred_at, 'what', h.what, 'by', p.login,
          'detail', h.detail)
          ORDER BY h.number)), '[]') FROM koos.consult_fact h JOIN koos.worker p ON p.id = h.worker WHERE h.consult = q.id)),
      NULL, i.client, q.casus, q.id, g.via, g.role, g.team
    FROM koos.consult q JOIN koos.team f ON f.id = q.asker_team JOIN koos.team t ON t.id = q.team
    LEFT JOIN koos.consult_identity i ON i.consult = q.id JOIN koos.worker b ON b.id = q.asked_by LEFT JOIN koos.worker w ON w.id = q.claimed_by
    \(Grounds.joined("consult", "q.id")) WHERE q.id = $1::integer
    """)

  /// A consult with its thread and its dates.
  package static func show(_ consult: Int) -> Query { showing(.integer(consult)) }
}
