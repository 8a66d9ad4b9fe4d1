/// A JSON value (RFC 8259) whose members keep the order they were written in.
package enum JSON: Sendable, Equatable {
  /// A name and its value in an object.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])
}
