// The octets the line language and JSON give a meaning, under the names RFC 5234 has for them.
extension UInt8 {
  static var tab: UInt8 { 0x09 }
  static var lf: UInt8 { 0x0A }
  static var cr: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var quote: UInt8 { 0x22 }
  static var comment: UInt8 { 0x23 }
  static var equals: UInt8 { 0x3D }
  static var at: UInt8 { 0x40 }
  static var backslash: UInt8 { 0x5C }
  static var openBrace: UInt8 { 0x7B }
  static var closeBrace: UInt8 { 0x7D }

  var isLower: Bool { self &- 0x61 < 26 }
  var isUpper: Bool { self &- 0x41 < 26 }
  var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether the octet may stand in a word of a command or in a key.
  var isWord: Bool { isLower || isDigit || self == UInt8(ascii: "-") }

  /// Whether the octet may stand in a tag.
  var isTag: Bool {
    isWord || isUpper || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
  }

  /// The value of a hexadecimal digit of either case.
  var hexadecimal: UInt32? {
    if isDigit { return UInt32(self &- 0x30) }
    let lower = self | 0x20
    return lower &- 0x61 < 6 ? UInt32(lower &- 0x57) : nil
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control character: C0, DEL or C1.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
