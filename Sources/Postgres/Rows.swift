internal import CLibPQ
internal import Glibc

/// The rows of one result, in text form, freed with the last reference. A field outside the result reads as NULL.
@safe package final class Rows: Sendable {
  // A finished result is never written again, so any thread may read it.
  private nonisolated(unsafe) let raw: OpaquePointer
  /// The number of rows.
  package let count: Int
  /// The number of columns.
  package let columns: Int

  init(adopting raw: OpaquePointer) {
    unsafe self.raw = raw
    count = Int(unsafe PQntuples(raw))
    columns = Int(unsafe PQnfields(raw))
  }

  deinit {
    unsafe PQclear(raw)
  }

  /// The number of rows the command changed, zero for those that change none.
  package var affected: Int {
    unsafe PQcmdTuples(raw).flatMap { unsafe Int(String(cString: $0)) } ?? 0
  }

  /// The server's tag of the command that ran, such as `COMMIT`.
  var command: String {
    unsafe PQcmdStatus(raw).map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether the field is NULL.
  package func isNull(_ row: Int, _ column: Int) -> Bool {
    unsafe bytes(row, column) { _ in } == nil
  }

  /// The field's text, absent for NULL.
  package func text(_ row: Int, _ column: Int) -> String? {
    unsafe bytes(row, column) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The field as a whole number, absent for NULL and for what is none.
  package func integer(_ row: Int, _ column: Int) -> Int? {
    unsafe bytes(row, column) { unsafe Self.number($0) } ?? nil
  }

  /// Digits with a sign before them or none; results hold thousands of them, so no text is made of each.
  private static func number(_ digits: UnsafeRawBufferPointer) -> Int? {
    let isNegative = unsafe digits.first == UInt8(ascii: "-")
    let (first, count) = (isNegative ? 1 : 0, digits.count)
    guard first < count else { return nil }
    var number = 0
    for index in first..<count {
      let octet = unsafe digits[index]
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) else { return nil }
      // Summed below zero, where there is one number more.
      let (tens, isOver) = number.multipliedReportingOverflow(by: 10)
      let (sum, isUnder) = tens.subtractingReportingOverflow(Int(octet - UInt8(ascii: "0")))
      guard !isOver, !isUnder else { return nil }
      number = sum
    }
    guard isNegative || number != .min else { return nil }
    return isNegative ? number : -number
  }

  /// The field as a truth value, absent for NULL and for what is none.
  package func bool(_ row: Int, _ column: Int) -> Bool? {
    switch text(row, column) {
    case "t": true
    case "f": false
    default: nil
    }
  }

  /// Appends the field's bytes as the server sent them; nothing for NULL.
  package func append(row: Int, column: Int, to output: inout [UInt8]) {
    unsafe bytes(row, column) { unsafe output.append(contentsOf: $0) }
  }

  @discardableResult
  private func bytes<R>(_ row: Int, _ column: Int, _ read: (UnsafeRawBufferPointer) -> R) -> R? {
    guard (0..<count).contains(row), (0..<columns).contains(column) else { return nil }
    let (row, column) = (CInt(truncatingIfNeeded: row), CInt(truncatingIfNeeded: column))
    guard unsafe PQgetisnull(raw, row, column) == 0 else { return nil }
    let length = Int(unsafe PQgetlength(raw, row, column))
    return unsafe read(UnsafeRawBufferPointer(start: PQgetvalue(raw, row, column), count: length))
  }
}
