package import Postgres

/// What was done once: claimed by a change's first statement, settled by its last.
package enum Ledger {
  private static let claiming = Statement(
    """
    INSERT INTO koos.ledger (worker, token, digest) VALUES (koos.me(), $1, sha256($2::bytea))
    ON CONFLICT ON CONSTRAINT ledger_key DO NOTHING
    """)

  private static let reading = Statement(
    """
    SELECT l.digest = sha256($2::bytea), l.reply, array_to_string(l.lines, E'\\n')
    FROM koos.ledger l WHERE l.worker = koos.me() AND l.token = $1
    """)

  /// Claims a token for a request; waits for one in doubt.
  ///
  /// - Parameter canonical: the command and its parameters as read.
  /// - Returns: the claim, and the look at what stands there: whether the request is the same, the reply (null:
  ///   claimed just now), the rows before it, one a line.
  package static func claim(_ token: String, of canonical: [UInt8]) -> [Query] {
    [claiming(.text(token), .bytes(canonical)), reading(.text(token), .bytes(canonical))]
  }

  /// A statement that renders a change's reply, keeps it in the ledger and returns it: reply, rows one a line.
  ///
  /// `reply` selects the object of the `ok` line as text, `rows` an array of the objects before it; both find the
  /// token as `$1` and their own parameters from `$2` on. It is kept from the time it is settled on: a change that moves
  /// the clock would else be old at once, and could be repeated.
  package static func settling(_ reply: String, rows: String = "'{}'") -> Statement {
    Statement(
      """
      UPDATE koos.ledger l SET reply = (\(reply)), lines = \(rows), at = koos.now()
      WHERE l.worker = koos.me() AND l.token = $1 RETURNING l.reply, array_to_string(l.lines, E'\\n')
      """)
  }

  /// Checks what is deferred to the commit, for a run that will not commit.
  package static let check = Statement("SET CONSTRAINTS ALL IMMEDIATE")()
}
