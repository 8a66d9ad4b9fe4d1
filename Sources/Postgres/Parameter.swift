/// A parameter in PostgreSQL's text form; the server gives it its type.
package enum Parameter: Sendable, Hashable {
  /// SQL's NULL.
  case null
  /// A value as PostgreSQL reads it from text.
  case value(String)

  /// A text, or NULL where there is none.
  package static func text(_ text: String?) -> Parameter {
    text.map { .value($0) } ?? .null
  }

  /// A whole number, or NULL where there is none.
  package static func integer(_ number: Int?) -> Parameter {
    number.map { .value(String($0)) } ?? .null
  }

  /// A truth value, or NULL where there is none.
  package static func bool(_ truth: Bool?) -> Parameter {
    truth.map { .value($0 ? "t" : "f") } ?? .null
  }

  /// Bytes for a `bytea`, or NULL where there are none.
  package static func bytes(_ bytes: [UInt8]?) -> Parameter {
    guard let bytes else { return .null }
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "x")]
    hex.reserveCapacity(2 + 2 * bytes.count)
    for byte in bytes {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    return .value(String(decoding: hex, as: UTF8.self))
  }

  /// An array of texts, each quoted, so that none is read as a delimiter, as blank or as NULL.
  package static func array(_ elements: [String?]) -> Parameter {
    var literal: [UInt8] = [UInt8(ascii: "{")]
    literal.reserveCapacity(16 * elements.count)
    for (index, element) in elements.enumerated() {
      if index > 0 { literal.append(UInt8(ascii: ",")) }
      guard let element else {
        literal.append(contentsOf: "NULL".utf8)
        continue
      }
      literal.append(UInt8(ascii: "\""))
      for byte in element.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
        literal.append(byte)
      }
      literal.append(UInt8(ascii: "\""))
    }
    literal.append(UInt8(ascii: "}"))
    return .value(String(decoding: literal, as: UTF8.self))
  }

  /// An array of whole numbers.
  package static func array(_ elements: [Int]) -> Parameter {
    .value("{" + elements.map { String($0) }.joined(separator: ",") + "}")
  }

  /// Whether libpq would cut the value short: its texts end at the first NUL.
  var holdsNUL: Bool {
    switch self {
    case .null: false
    case .value(let text): text.utf8.contains(0)
    }
  }
}
