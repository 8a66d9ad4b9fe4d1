/// One transaction on a leased connection, from its first statement to its end.
package final class Transaction {
  static let begin = Statement("BEGIN ISOLATION LEVEL READ COMMITTED")
  static let commit = Statement("COMMIT")
  static let rollback = Statement("ROLLBACK")

  private enum State {
    /// Nothing was sent. Can transition to: open, ended.
    case fresh
    /// BEGIN was sent. Can transition to: ended.
    case open
    /// Committed, rolled back or lost.
    case ended
  }

  private let pool: Pool
  private let number: Int
  private var state = State.fresh
  /// What broke the transaction, to be told when somebody commits it all the same.
  private var failure: DatabaseError?

  init(_ pool: Pool, _ number: Int) {
    self.pool = pool
    self.number = number
  }

  /// Sends the queries in one round trip, the first time behind BEGIN. Throws the first failure.
  package func run(_ queries: [Query]) async throws(DatabaseError) -> [Rows] {
    try await outcome(queries).get()
  }

  /// Sends the queries in one round trip, the first time behind BEGIN. After a failure only ROLLBACK TO a savepoint
  /// or the end is left.
  package func outcome(_ queries: [Query]) async -> GroupOutcome {
    await send(queries, .statements).outcome
  }

  /// Sends the last queries and COMMIT in one round trip. What the server refuses at COMMIT, a deferred constraint,
  /// is thrown too; `.outcomeUnknown` when the connection broke in between.
  @discardableResult
  package func commit(_ last: [Query] = []) async throws(DatabaseError) -> [Rows] {
    try await outcome(committing: last).get()
  }

  /// Sends the last queries and COMMIT in one round trip; as many rows as statements passed, and the first failure.
  package func outcome(committing last: [Query]) async -> GroupOutcome {
    if state == .fresh, last.isEmpty {
      state = .ended
      return GroupOutcome(rows: [], error: nil)
    }
    let answer = await send(last, .commit)
    // The savepoint may have been rolled back to after a failure; the server knows.
    if answer.block == .open || answer.block == .failed { await rollback() }
    state = .ended
    return answer.outcome
  }

  /// Takes everything back. Without effect on a transaction that has ended.
  package func rollback() async {
    if state == .open { _ = await pool.perform([Query(Self.rollback)], .statements, on: number) }
    state = .ended
  }

  private func send(_ queries: [Query], _ purpose: Group.Purpose) async -> Answer {
    if state == .ended {
      // No transaction is open here any more: the state the server has for that.
      let error = failure ?? DatabaseError(.refused, sqlState: "25P01")
      return Answer(outcome: GroupOutcome(rows: [], error: error), block: .none)
    }
    var all = queries
    let opens = state == .fresh
    if opens { all.insert(Query(Self.begin), at: 0) }
    if purpose == .commit { all.append(Query(Self.commit)) }
    state = .open
    let answer = await pool.perform(all, purpose, on: number)
    var rows = answer.outcome.rows
    var error = answer.outcome.error
    if purpose == .commit, error == nil, rows.popLast()?.command != "COMMIT" {
      // COMMIT in a failed transaction succeeds by rolling back.
      error = failure ?? DatabaseError(.refused, sqlState: "25P02")
    }
    if opens, !rows.isEmpty { rows.removeFirst() }
    failure = failure ?? error
    if answer.block == .lost { state = .ended }
    return Answer(outcome: GroupOutcome(rows: rows, error: error), block: answer.block)
  }
}
