/// Runs SQL texts of many statements outside the pool: laying a schema, making a database.
package enum Script {
  /// Connects, runs the whole text as one transaction, and closes; blocks.
  ///
  /// - Throws: `DatabaseError` with the server's message, for the one who runs the program.
  package static func run(_ sql: String, conninfo: String) throws(DatabaseError) {
    _ = try ask(sql, conninfo: conninfo)
  }

  /// Runs the text and returns the rows of its last statement, each value as text.
  package static func ask(_ sql: String, conninfo: String) throws(DatabaseError) -> [[String?]] {
    try Loading(conninfo: conninfo).run(sql)
  }

  /// Runs one statement with its parameters and returns its rows: the way for what must not stand in a text.
  package static func ask(_ query: Query, conninfo: String) throws(DatabaseError) -> [[String?]] {
    try Loading(conninfo: conninfo).run(query)
  }
}
