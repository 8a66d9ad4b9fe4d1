extension JSON {
  /// The value as RFC 8259 text on one line.
  package var text: String {
    var octets: [UInt8] = []
    write(into: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  /// Appends the value as RFC 8259 text, without white space.
  ///
  /// Beyond the standard DEL, C1, U+2028 and U+2029 are escaped as well, for readers that take them as the end
  /// of a line. A number that is not finite is null, as JSON has none.
  package func write(into octets: inout [UInt8]) {
    switch self {
    case .null: octets += "null".utf8
    case .bool(let value): octets += (value ? "true" : "false").utf8
    case .integer(let value): octets += String(value).utf8
    case .number(let value): octets += (value.isFinite ? value.description : "null").utf8
    case .string(let value): JSON.write(value, into: &octets)
    case .array(let values):
      octets.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { octets.append(UInt8(ascii: ",")) }
        value.write(into: &octets)
      }
      octets.append(UInt8(ascii: "]"))
    case .object(let members):
      octets.append(.openBrace)
      JSON.write(members, into: &octets)
      octets.append(.closeBrace)
    }
  }

  /// Appends members parted by commas, without the braces around them.
  static func write(_ members: [Member], into octets: inout [UInt8]) {
    for (index, member) in members.enumerated() {
      if index > 0 { octets.append(UInt8(ascii: ",")) }
      write(member.name, into: &octets)
      octets.append(UInt8(ascii: ":"))
      member.value.write(into: &octets)
    }
  }

  /// Appends a string in quotes.
  static func write(_ text: String, into octets: inout [UInt8]) {
    octets.append(.quote)
    if text.utf8.contains(where: { $0 < 0x20 || $0 == .quote || $0 == .backslash || $0 >= 0x7F }) {
      for scalar in text.unicodeScalars { write(scalar, into: &octets) }
    } else {
      octets += text.utf8
    }
    octets.append(.quote)
  }

  private static func write(_ scalar: Unicode.Scalar, into octets: inout [UInt8]) {
    switch scalar {
    case "\"": octets += "\\\"".utf8
    case "\\": octets += "\\\\".utf8
    case "\n": octets += "\\n".utf8
    case "\r": octets += "\\r".utf8
    case "\t": octets += "\\t".utf8
    case _ where scalar.isControl || scalar.value == 0x2028 || scalar.value == 0x2029:
      let digits = String(scalar.value, radix: 16)
      octets += "\\u".utf8
      octets += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
      octets += digits.utf8
    default: octets += scalar.utf8
    }
  }
}
