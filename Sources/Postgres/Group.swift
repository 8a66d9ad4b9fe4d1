/// Queries that go out together and end with one sync of their own, so that their failure is nobody else's.
final class Group {
  /// What the group is for, which decides how its loss is told.
  enum Purpose {
    /// Shared reading: changes nothing and may run again on another connection.
    case read
    /// Part of an open transaction: without its COMMIT nothing of it lasts.
    case statements
    /// Ends with what makes it last.
    case commit
  }

  let queries: [Query]
  private(set) var deadline: Deadline
  let purpose: Purpose
  private let then: (GroupOutcome) -> Void

  /// When the loop must look at the group again.
  var due: Deadline
  var rows: [Rows] = []
  var error: DatabaseError?
  /// How often it was sent.
  var attempts = 0
  /// Whether its failure came from the connection's own state and another attempt may pass.
  var mayRunAgain = false
  /// Whether the server was asked to cancel it.
  var isCancelled = false
  /// When it was handed to the socket.
  var sent: Deadline?

  init(
    _ queries: [Query], deadline: Deadline, purpose: Purpose, then: @escaping (GroupOutcome) -> Void
  ) {
    self.queries = queries
    self.deadline = deadline
    self.purpose = purpose
    self.then = then
    due = deadline
    rows.reserveCapacity(queries.count)
  }

  /// Why libpq must not be given the group: it would cut a value at a NUL, or take the number of parameters for a
  /// broken connection. The states are those the server has for both.
  var refusal: DatabaseError? {
    for query in queries {
      if query.parameters.count > Int(UInt16.max) { return DatabaseError(.refused, sqlState: "54023") }
      if query.parameters.contains(where: { $0.holdsNUL }) {
        return DatabaseError(.refused, sqlState: "22021")
      }
    }
    return nil
  }

  /// Brings the deadline forward.
  func hurry(until moment: Deadline) {
    deadline = min(deadline, moment)
    if sent == nil { due = min(due, moment) }
  }

  /// Hands over what came of the group.
  func finish() {
    then(GroupOutcome(rows: rows, error: error))
  }

  /// Ends the group with `error`, whatever it had received.
  func fail(_ error: DatabaseError) {
    then(GroupOutcome(rows: rows, error: error))
  }

  /// What to say of the group now that its connection is gone.
  var loss: DatabaseError.Kind {
    switch purpose {
    case .read, .commit: sent == nil ? .notSent : .outcomeUnknown
    case .statements: isCancelled ? .deadline : .notSent
    }
  }

  /// Forgets a failed attempt.
  func reset() {
    rows.removeAll(keepingCapacity: true)
    error = nil
    mayRunAgain = false
    sent = nil
    due = deadline
  }
}
