package import Postgres

// A consult going on: who is at turn, and how it goes from one to the other.
extension Consults {
  private static let locking = Statement("SELECT q.id FROM koos.consult q WHERE q.id = $1::integer FOR NO KEY UPDATE")
  private static let standing = Statement(
    """
    SELECT q.state, q.rev, q.team, q.asker_team, q.discipline, q.asked_by, q.claimed_by, w.login, m.discipline, q.convert,
      \(works("q.asked_by", in: "q.asker_team")), \(works("q.claimed_by", in: "q.team"))
    FROM koos.consult q JOIN koos.worker m ON m.id = koos.me() LEFT JOIN koos.worker w ON w.id = q.claimed_by WHERE q.id = $1::integer
    """)

  /// Locks a consult and tells how it stands; a statement of its own sees what the one who held the lock did.
  ///
  /// - Returns: the lock; then state, revision, asked team, asking team, discipline, asker, claimer, the claimer's login,
  ///   the worker's own discipline, the asker's word on converting, whether asker and claimer still work in their teams.
  package static func standing(_ consult: Int) -> [Query] { [locking(.integer(consult)), standing(.integer(consult))] }

  private static let colleagues = Statement(
    """
    SELECT DISTINCT w.login, w.id FROM koos.consult q JOIN koos.member m ON m.team = q.team AND m.role IN ('specialist', 'lead')
      AND m.from_on <= koos.today() AND koos.today() < m.until_on
    JOIN koos.worker w ON w.id = m.worker AND w.disabled_at IS NULL AND w.discipline = q.discipline
    WHERE q.id = $1::integer ORDER BY w.login
    """)

  /// Who of the asked team may take a consult: login, number.
  package static func specialists(of consult: Int) -> Query { colleagues(.integer(consult)) }

  private static let answering = Statement(
    """
    SELECT \(days("q.urgency", "q.team")), \(keepsHolidays("q.team")),
      (q.closed_at AT TIME ZONE 'Europe/Amsterdam')::date + koos.setting('consult.reopen-days', q.team)::integer >= koos.today()
    FROM koos.consult q WHERE q.id = $1::integer
    """)

  /// How soon the asked team answers a consult: working days at its urgency, whether holidays close the team; and whether
  /// one that ended may still be taken up again.
  package static func answering(_ consult: Int) -> Query { answering(.integer(consult)) }

  private static let giving = Statement(
    "UPDATE koos.consult SET state = 'claimed', claimed_by = $2::integer, rev = rev + 1 WHERE id = $1::integer")
  private static let handing = Statement(
    "UPDATE koos.consult SET claimed_by = $2::integer, rev = rev + 1 WHERE id = $1::integer")
  private static let releasing = Statement(
    "UPDATE koos.consult SET state = 'asked', claimed_by = NULL, rev = rev + 1 WHERE id = $1::integer")
  private static let replying = Statement(
    """
    UPDATE koos.consult SET state = $2, rev = rev + 1,
      first_answer_at = CASE WHEN $2 = 'answered' THEN coalesce(first_answer_at, koos.now()) ELSE first_answer_at END
    WHERE id = $1::integer
    """)
  private static let following = Statement(
    """
    UPDATE koos.consult SET state = 'claimed', due_at = $2::timestamptz, closed_at = NULL, outcome = NULL, rating = NULL, rev = rev + 1
    WHERE id = $1::integer
    """)
  private static let closing = Statement(
    """
    UPDATE koos.consult SET state = 'closed', outcome = $2, rating = $3::integer, closed_at = koos.now(), rev = rev + 1
    WHERE id = $1::integer
    """)
  private static let declining = Statement(
    """
    UPDATE koos.consult SET state = 'declined', closed_at = koos.now(), rev = rev + 1,
      redirect_team = (SELECT t.id FROM koos.team t WHERE t.slug = $2),
      redirect_discipline = (SELECT d.slug FROM koos.discipline d WHERE d.slug = $2 AND NOT EXISTS (SELECT FROM koos.team t WHERE t.slug = $2))
    WHERE id = $1::integer
    """)
  private static let ending = Statement(
    "UPDATE koos.consult SET state = $2, closed_at = koos.now(), rev = rev + 1 WHERE id = $1::integer")
  private static let authorising = Statement(
    "UPDATE koos.consult SET convert = $2, rev = rev + 1 WHERE id = $1::integer")

  /// Gives a consult to a worker.
  package static func give(_ consult: Int, to worker: Int) -> Query { giving(.integer(consult), .integer(worker)) }

  /// Gives a consult that somebody has to a colleague; whose turn it is stays.
  package static func hand(_ consult: Int, to worker: Int) -> Query { handing(.integer(consult), .integer(worker)) }

  /// Gives a consult back to the team.
  package static func release(_ consult: Int) -> Query { releasing(.integer(consult)) }

  /// Answers (`answered`) or asks back (`asked-back`).
  package static func reply(_ consult: Int, _ state: String) -> Query { replying(.integer(consult), .text(state)) }

  /// Gives the turn back to the specialist, to answer by a time in RFC 3339; one that was closed runs again.
  package static func followUp(_ consult: Int, dueAt: String) -> Query { following(.integer(consult), .text(dueAt)) }

  /// Closes a consult with what came of it.
  package static func close(_ consult: Int, outcome: String, rating: Int?) -> Query {
    closing(.integer(consult), .text(outcome), .integer(rating))
  }

  /// Declines a consult, with the team or discipline to ask instead.
  package static func decline(_ consult: Int, redirect: String?) -> Query {
    declining(.integer(consult), .text(redirect))
  }

  /// Ends a consult: `withdrawn` or `converted`.
  package static func end(_ consult: Int, _ state: String) -> Query { ending(.integer(consult), .text(state)) }

  /// Changes the asker's word on converting.
  package static func authorise(_ consult: Int, convert: String) -> Query {
    authorising(.integer(consult), .text(convert))
  }

  /// What a step of a consult tells: the consult is `$2`.
  package static let stood = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'turn', \(turn), 'claimed_by', w.login, 'due_at', q.due_at,
      'convert', q.convert, 'redirect', \(redirect), 'rev', q.rev)
    FROM koos.consult q LEFT JOIN koos.worker w ON w.id = q.claimed_by WHERE q.id = $2::integer
    """)
  /// What `consult close` tells: the consult is `$2`.
  package static let closed = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'turnaround_minutes', \(minutes("q.first_answer_at")),
      'own_minutes', \(ownMinutes), 'rev', q.rev)
    FROM koos.consult q WHERE q.id = $2::integer
    """)
}
