internal import Synchronization

/// One SQL text, prepared on each connection under the hash of its text.
package struct Statement: Sendable, Hashable {
  /// The text, with parameters as `$1`, `$2`, ….
  package let sql: String
  /// The prepared statement's name: `k_` and sixteen hexadecimal digits.
  package let name: String
  /// The hash behind the name.
  let key: UInt64

  /// A statement for `sql`; equal texts have equal names, in every process.
  package init(_ sql: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    self.sql = sql
    self.key = hash
    self.name = "k_" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    #if DEBUG
      Self.kept.withLock { $0[name] = sql }
    #endif
  }

  #if DEBUG
    private static let kept = Mutex<[String: String]>([:])
    /// The texts of all statements this process has made, by name; for the tests that try each.
    package static var made: [String: String] { kept.withLock { $0 } }
  #endif

  /// The statement with its parameters.
  package func callAsFunction(_ parameters: Parameter...) -> Query {
    Query(self, parameters)
  }

  /// The same, with the values in an array.
  package func callAsFunction(_ parameters: [Parameter]) -> Query {
    Query(self, parameters)
  }

  package static func == (left: Statement, right: Statement) -> Bool {
    left.key == right.key && left.sql == right.sql
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
  }
}

/// A statement and the values for its parameters.
package struct Query: Sendable {
  /// What runs.
  package let statement: Statement
  /// The values of `$1`, `$2`, …, in order.
  package let parameters: [Parameter]

  /// A query of `statement` with `parameters`.
  package init(_ statement: Statement, _ parameters: [Parameter] = []) {
    self.statement = statement
    self.parameters = parameters
  }
}
