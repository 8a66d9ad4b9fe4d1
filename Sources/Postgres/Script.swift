internal import CLibPQ

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
    guard let raw = unsafe PQconnectdb(conninfo) else { throw DatabaseError(.unavailable) }
    defer { unsafe PQfinish(raw) }
    guard unsafe PQstatus(raw) == CONNECTION_OK else {
      throw DatabaseError(.unavailable, serverMessage: unsafe message(PQerrorMessage(raw)))
    }
    unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
    guard let result = unsafe PQexec(raw, sql) else { throw DatabaseError(.outcomeUnknown) }
    defer { unsafe PQclear(result) }
    let status = unsafe PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
      throw DatabaseError(
        .refused,
        sqlState: unsafe PQresultErrorField(result, CInt(UInt8(ascii: "C"))).map { unsafe String(cString: $0) },
        constraint: unsafe PQresultErrorField(result, CInt(UInt8(ascii: "n"))).map { unsafe String(cString: $0) },
        serverMessage: unsafe message(PQresultErrorMessage(result)))
    }
    return (0..<(unsafe PQntuples(result))).map { row in
      (0..<(unsafe PQnfields(result))).map { column in
        unsafe PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }

  private static func message(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    unsafe text.map { unsafe String(cString: $0) }
  }
}
