/// A strict reader of short ASCII texts such as dates and times.
struct TextScan {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  /// True when everything has been read.
  var isAtEnd: Bool { at == bytes.count }

  /// Reads `byte` when it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Reads one octet, whatever it is.
  mutating func next() -> UInt8? {
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    return bytes[at]
  }

  /// Reads exactly `count` digits; `count` is at most 9, so that nothing can overflow.
  mutating func digits(_ count: Int) -> Int? {
    guard bytes.count - at >= count else { return nil }
    var value = 0
    for byte in bytes[at..<at + count] {
      guard let digit = Self.digit(byte) else { return nil }
      value = value * 10 + digit
    }
    at += count
    return value
  }

  /// Reads a run of 1 to 9 digits; a longer run is refused.
  mutating func number() -> Int? {
    let run = bytes[at...].prefix { Self.digit($0) != nil }.count
    guard (1...9).contains(run) else { return nil }
    return digits(run)
  }

  static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }
}

extension [UInt8] {
  /// Appends `value`, which is not negative, in at least `width` digits.
  mutating func append(digits value: Int, width: Int) {
    var power = 1
    for _ in 1..<width { power *= 10 }
    while value / power >= 10 { power *= 10 }
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(value / power % 10))
      power /= 10
    }
  }
}

/// Division that rounds down, and the remainder that is never negative; `divisor` is positive.
func floorDivide<N: BinaryInteger>(_ value: N, by divisor: N) -> (quotient: N, remainder: N) {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
