package import Postgres

// A consult going on: claimed, answered, closed.
extension Consults {
  private static let locking = Statement("SELECT q.id FROM koos.consult q WHERE q.id = $1::integer FOR NO KEY UPDATE")
  private static let standing = Statement(
    """
    SELECT q.state, q.rev, q.team, q.asker_team, q.discipline, q.asked_by, q.claimed_by, w.login, m.discipline,
      extract(epoch FROM q.asked_at)::bigint, extract(epoch FROM q.first_answer_at)::bigint
    FROM koos.consult q JOIN koos.worker m ON m.id = koos.me() LEFT JOIN koos.worker w ON w.id = q.claimed_by WHERE q.id = $1::integer
    """)
  private static let happened = Statement(
    """
    SELECT f.what, extract(epoch FROM f.occurred_at)::bigint FROM koos.consult_fact f WHERE f.consult = $1::integer ORDER BY f.number
    """)

  /// Locks a consult and tells how it stands; a statement of its own sees what the one who held the lock did.
  ///
  /// - Returns: the lock; then state, revision, asked team, asking team, discipline, asker, claimer, the claimer's login,
  ///   the worker's own discipline, seconds of asking and of the first answer; then what happened and when, one a row.
  package static func standing(_ consult: Int) -> [Query] {
    [locking(.integer(consult)), standing(.integer(consult)), happened(.integer(consult))]
  }

  private static let claiming = Statement(
    "UPDATE koos.consult SET state = 'claimed', claimed_by = koos.me(), rev = rev + 1 WHERE id = $1::integer")
  private static let replying = Statement(
    """
    UPDATE koos.consult SET state = $2, rev = rev + 1,
      first_answer_at = CASE WHEN $2 = 'answered' THEN coalesce(first_answer_at, koos.now()) ELSE first_answer_at END
    WHERE id = $1::integer
    """)
  private static let closing = Statement(
    """
    UPDATE koos.consult SET state = 'closed', outcome = $2, rating = $3::integer, closed_at = koos.now(), rev = rev + 1
    WHERE id = $1::integer
    """)

  /// Gives a consult to the worker.
  package static func claim(_ consult: Int) -> Query { claiming(.integer(consult)) }

  /// Answers (`answered`) or asks back (`asked-back`).
  package static func reply(_ consult: Int, _ state: String) -> Query { replying(.integer(consult), .text(state)) }

  /// Closes a consult with what came of it.
  package static func close(_ consult: Int, outcome: String, rating: Int?) -> Query {
    closing(.integer(consult), .text(outcome), .integer(rating))
  }

  /// What `consult claim` tells: the consult is `$2`.
  package static let claimed = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'claimed_by', w.login, 'rev', q.rev)
    FROM koos.consult q JOIN koos.worker w ON w.id = q.claimed_by WHERE q.id = $2::integer
    """)
  /// What `consult reply` tells: the consult is `$2`.
  package static let replied = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'rev', q.rev) FROM koos.consult q WHERE q.id = $2::integer
    """)
  /// What `consult close` tells: the consult is `$2`, the minutes to the first answer `$3`, the specialist's own `$4`.
  package static let closed = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'turnaround_minutes', $3::integer, 'own_minutes', $4::integer)
    FROM koos.consult q WHERE q.id = $2::integer
    """)
}
