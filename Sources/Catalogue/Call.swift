/// A request as the catalogue understood it: the command and its parameters, read.
package struct Call: Sendable {
  /// Something a request names, which must exist and be known to the caller.
  package struct Named: Sendable, Equatable {
    /// The parameter that names it.
    package let parameter: String
    /// What it is.
    package let thing: Thing
    /// The login, slug or code, in its kept form.
    package let value: String
    /// The number of a coded thing.
    package let number: Int?
    /// The octet of the line, from 1, where the value starts.
    package let column: Int
  }

  /// A value only the database can say is one.
  package struct Looked: Sendable, Equatable {
    /// The parameter it stands in.
    package let parameter: String
    /// The list it must be in.
    package let lookup: Lookup
    /// The value, in lower case.
    package let value: String
    /// The octet of the line, from 1, where the value starts.
    package let column: Int
  }

  /// The command.
  package let command: Command
  /// The tag to echo.
  package let tag: String?
  /// The token under which the change happens once, nil where the client gave none.
  package let once: String?
  /// Whether every check runs and nothing is kept.
  package let dryRun: Bool
  /// The revision the thing must still have.
  package let revision: Int?
  /// How many seconds the request may take.
  package let within: Int
  /// How many rows a page holds at most; 0 where the command is no list.
  package let limit: Int
  /// The cursor the page starts after.
  package let after: String?
  /// The things named, in the order written.
  package let named: [Named]
  /// The values to look up, in the order written.
  package let looked: [Looked]
  /// Whether this very call changes anything.
  package let changes: Bool

  let values: [String: Value]
  let columns: [String: Int]

  /// Where the parameter's value starts in the line, from 1; nil when it was not written.
  package func column(of name: String) -> Int? { columns[name] }

  /// Whether the request gave the parameter, be it to clear it.
  package func isGiven(_ name: String) -> Bool { columns[name] != nil }

  /// Whether the request gave the parameter an empty value.
  package func isCleared(_ name: String) -> Bool { values[name] == .cleared }

  /// The parameter's value, its fallback's when it was left out, nil where it has none.
  package func value(_ name: String) -> Value? { values[name] }

  /// The command and its parameters as read, whatever their order and spelling: what the digest of `once`
  /// is taken over. Tag, `within`, `once`, `as` and `dry-run` are no part of it.
  package var canonical: [UInt8] {
    var bytes = Array(command.name.utf8)
    for name in values.keys.sorted() {
      bytes.append(0)
      bytes += Array(name.utf8)
      bytes.append(UInt8(ascii: "="))
      bytes += Array((values[name]?.canonical ?? "").utf8)
    }
    if let revision { bytes += [0] + Array("if=\(revision)".utf8) }
    return bytes
  }
}
