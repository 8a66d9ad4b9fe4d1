/// A place in JSON text, moved forward as the text is read.
struct JSONParser {
  private let octets: [UInt8]
  private var place = 0
  private var depth = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  mutating func document() throws(JSON.Malformed) -> JSON {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: octets.span)
    } catch {
      throw JSON.Malformed(offset: error.byteOffsets.lowerBound)
    }
    let value = try value()
    skipSpace()
    guard octet == nil else { throw malformed }
    return value
  }

  private var octet: UInt8? { place < octets.count ? octets[place] : nil }

  private var malformed: JSON.Malformed { JSON.Malformed(offset: place) }

  private mutating func skipSpace() {
    while let octet, octet == .space || octet == .lf || octet == .cr || octet == .tab { place += 1 }
  }

  private mutating func take(_ wanted: UInt8) -> Bool {
    guard octet == wanted else { return false }
    place += 1
    return true
  }

  private mutating func value() throws(JSON.Malformed) -> JSON {
    skipSpace()
    switch octet {
    case .quote: return .string(try string())
    case .openBrace:
      return .object(try enclosed(until: .closeBrace) { (it) throws(JSON.Malformed) in try it.member() })
    case UInt8(ascii: "["):
      return .array(try enclosed(until: UInt8(ascii: "]")) { (it) throws(JSON.Malformed) in try it.value() })
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSON.Malformed) -> JSON {
    for wanted in word.description.utf8 {
      guard take(wanted) else { throw malformed }
    }
    return value
  }

  private mutating func enclosed<Element>(
    until close: UInt8, _ element: (inout JSONParser) throws(JSON.Malformed) -> Element
  ) throws(JSON.Malformed) -> [Element] {
    guard depth < JSON.deepest else { throw malformed }
    depth += 1
    place += 1
    skipSpace()
    var elements: [Element] = []
    if !take(close) {
      repeat {
        elements.append(try element(&self))
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(close) else { throw malformed }
    }
    depth -= 1
    return elements
  }

  private mutating func member() throws(JSON.Malformed) -> JSON.Member {
    skipSpace()
    guard octet == .quote else { throw malformed }
    let name = try string()
    skipSpace()
    guard take(UInt8(ascii: ":")) else { throw malformed }
    return JSON.Member(name, try value())
  }

  private mutating func string() throws(JSON.Malformed) -> String {
    place += 1
    var run = place
    var resolved: [UInt8] = []
    while let octet, octet >= 0x20 {
      switch octet {
      case .quote:
        let text =
          resolved.isEmpty
          ? String(decoding: octets[run..<place], as: UTF8.self)
          : String(decoding: resolved + octets[run..<place], as: UTF8.self)
        place += 1
        return text
      case .backslash:
        resolved += octets[run..<place]
        try escape(into: &resolved)
        run = place
      default:
        place += 1
      }
    }
    throw malformed
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSON.Malformed) {
    place += 1
    switch octet {
    case .quote: text.append(.quote)
    case .backslash: text.append(.backslash)
    case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(.lf)
    case UInt8(ascii: "r"): text.append(.cr)
    case UInt8(ascii: "t"): text.append(.tab)
    case UInt8(ascii: "u"):
      place += 1
      text += try scalar().utf8
      return
    default: throw malformed
    }
    place += 1
  }

  /// Reads four digits, and the second half where they are the first of a surrogate pair.
  private mutating func scalar() throws(JSON.Malformed) -> Unicode.Scalar {
    let start = place
    var value = try fourDigits()
    if 0xD800..<0xDC00 ~= value, take(.backslash), take(UInt8(ascii: "u")) {
      let low = try fourDigits()
      guard 0xDC00..<0xE000 ~= low else { throw JSON.Malformed(offset: start) }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw JSON.Malformed(offset: start) }
    return scalar
  }

  private mutating func fourDigits() throws(JSON.Malformed) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = octet?.hexadecimal else { throw malformed }
      value = value << 4 | digit
      place += 1
    }
    return value
  }

  private mutating func number() throws(JSON.Malformed) -> JSON {
    let start = place
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: octets[start..<place], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw JSON.Malformed(offset: start) }
    return .number(value)
  }

  private mutating func digits() throws(JSON.Malformed) {
    let start = place
    while let octet, octet.isDigit { place += 1 }
    guard place > start else { throw malformed }
  }
}
