extension JSON {
  /// Text that is not one JSON value.
  package struct Malformed: Error, Sendable, Equatable {
    /// Octets before the first that does not fit.
    package let offset: Int

    package init(offset: Int) { self.offset = offset }
  }

  /// Arrays and objects that may lie in one another.
  package static let deepest = 64

  /// Reads one value, white space around it allowed, as strictly as RFC 8259 has it.
  ///
  /// Members keep their order, doubled names too. Halves of surrogate pairs and numbers beyond `Double` are
  /// refused, since neither can be kept.
  package static func parse(_ octets: some Collection<UInt8>) throws(Malformed) -> JSON {
    var parser = JSONParser(Array(octets))
    return try parser.document()
  }

  /// The value of the first member with that name.
  package subscript(name: String) -> JSON? { members?.first { $0.name == name }?.value }

  /// The text, if the value is a string.
  package var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The whole number, if the value is one that was written as such.
  package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The truth value, if the value is one.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements, if the value is an array.
  package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

  /// The members in their order, if the value is an object.
  package var members: [Member]? { if case .object(let value) = self { value } else { nil } }
}
