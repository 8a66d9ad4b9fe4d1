internal import CLibPQ
internal import Glibc

/// One connection of a program that lays or asks something by itself, outside the pool; every call blocks.
@safe package final class Loading {
  private let raw: OpaquePointer

  /// Connects.
  ///
  /// - Throws: `DatabaseError` with the server's message, for the one who runs the program.
  package init(conninfo: String) throws(DatabaseError) {
    guard let raw = unsafe PQconnectdb(conninfo) else { throw DatabaseError(.unavailable) }
    unsafe self.raw = raw
    guard unsafe PQstatus(raw) == CONNECTION_OK else { throw DatabaseError(.unavailable, serverMessage: said) }
    unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
  }

  deinit { unsafe PQfinish(raw) }

  /// Runs a text of statements and tells the rows of the last, each value as text.
  @discardableResult
  package func run(_ sql: String) throws(DatabaseError) -> [[String?]] { try unsafe rows(PQexec(raw, sql)) }

  /// Runs one statement with its parameters and tells its rows: the way for what must not stand in a text.
  @discardableResult
  package func run(_ query: Query) throws(DatabaseError) -> [[String?]] {
    let values = query.parameters.map { parameter in
      switch parameter {
      case .null: String?.none
      case .value(let text): text
      }
    }
    let copies = unsafe values.map { value in unsafe value.flatMap { unsafe strdup($0) } }
    defer {
      // They may be keys.
      unsafe copies.forEach { copy in
        if let copy = unsafe copy {
          unsafe explicit_bzero(copy, strlen(copy))
          unsafe free(copy)
        }
      }
    }
    let pointers = unsafe copies.map { unsafe UnsafePointer($0) }
    return try unsafe rows(
      PQexecParams(raw, query.statement.sql, CInt(pointers.count), nil, pointers, nil, nil, 0))
  }

  private func rows(_ result: OpaquePointer?) throws(DatabaseError) -> [[String?]] {
    let result = try unsafe checked(result)
    defer { unsafe PQclear(result) }
    return (0..<(unsafe PQntuples(result))).map { row in
      (0..<(unsafe PQnfields(result))).map { column in
        unsafe PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }

  /// Runs a `COPY … FROM STDIN` with these rows.
  package func copy(_ sql: String, _ rows: [UInt8]) throws(DatabaseError) {
    unsafe PQclear(try checked(PQexec(raw, sql)))
    let sent = unsafe rows.withUnsafeBytes { bytes in
      unsafe PQputCopyData(raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(clamping: bytes.count))
    }
    guard sent == 1, unsafe PQputCopyEnd(raw, nil) == 1 else {
      throw DatabaseError(.outcomeUnknown, serverMessage: said)
    }
    // The end of a COPY is told first, and then that nothing follows.
    unsafe PQclear(try checked(PQgetResult(raw)))
    while let rest = unsafe PQgetResult(raw) { unsafe PQclear(rest) }
  }

  private var said: String? { unsafe PQerrorMessage(raw).map { unsafe String(cString: $0) } }

  private func checked(_ result: OpaquePointer?) throws(DatabaseError) -> OpaquePointer {
    guard let result = unsafe result else { throw DatabaseError(.outcomeUnknown, serverMessage: said) }
    let status = unsafe PQresultStatus(result)
    if [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN].contains(status) { return unsafe result }
    defer { unsafe PQclear(result) }
    throw DatabaseError(
      .refused,
      sqlState: unsafe PQresultErrorField(result, CInt(UInt8(ascii: "C"))).map { unsafe String(cString: $0) },
      constraint: unsafe PQresultErrorField(result, CInt(UInt8(ascii: "n"))).map { unsafe String(cString: $0) },
      serverMessage: unsafe PQresultErrorMessage(result).map { unsafe String(cString: $0) })
  }
}
