/// Why a group has no result: what the server refused, or what became of a statement that was lost.
package struct DatabaseError: Error, Sendable, Hashable {
  /// What became of the statement.
  package enum Kind: String, Sendable, Hashable {
    /// The server said no; `sqlState` says why. Nothing of the group took effect.
    case refused
    /// Lost with its connection before anything could take effect: it, or the COMMIT of its transaction, never
    /// reached the socket. May be run again.
    case notSent
    /// Lost with its connection after it was handed to the socket: it may have taken effect, or not.
    case outcomeUnknown
    /// No connection to be had; answered at once. Nothing was sent.
    case unavailable
    /// The deadline passed. Nothing of the group took effect.
    case deadline
  }

  /// What became of the statement.
  package let kind: Kind
  /// The server's five characters, absent when a connection broke or the server was never asked.
  package let sqlState: String?
  /// The name of the constraint that refused, the stable cause to map.
  package let constraint: String?
  /// The table the server named.
  package let table: String?
  /// The server's own words, which may quote client data: for start-up diagnostics only, never for a log.
  package let serverMessage: String?

  init(
    _ kind: Kind, sqlState: String? = nil, constraint: String? = nil, table: String? = nil,
    serverMessage: String? = nil
  ) {
    self.kind = kind
    self.sqlState = sqlState
    self.constraint = constraint
    self.table = table
    self.serverMessage = serverMessage
  }
}

extension DatabaseError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Kind, SQLSTATE and constraint: nothing that a row or a parameter could show through.
  package var description: String {
    [kind.rawValue, sqlState, constraint].compactMap { $0 }.joined(separator: " ")
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

/// What came of a group: the rows of the statements that succeeded, in order, and the first failure.
package struct GroupOutcome: Sendable {
  /// The results before the failure, or all of them.
  package let rows: [Rows]
  /// The error of the first statement that failed; those after it did not run.
  package let error: DatabaseError?

  init(rows: [Rows], error: DatabaseError?) {
    self.rows = rows
    self.error = error
  }

  /// All rows, or the failure thrown.
  @discardableResult
  package func get() throws(DatabaseError) -> [Rows] {
    if let error { throw error }
    return rows
  }
}
