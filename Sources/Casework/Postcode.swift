/// A Dutch postcode: four digits, two letters.
package struct Postcode: Sendable, Hashable {
  /// The text `3544AB`.
  package let text: String

  /// Reads `3544AB` or `3544 ab`; nil when malformed. The first digit is never 0.
  package init?(_ input: some StringProtocol) {
    var bytes = Array(input.utf8)
    if bytes.count == 7, bytes[4] == UInt8(ascii: " ") { bytes.remove(at: 4) }
    guard bytes.count == 6, bytes[0] != UInt8(ascii: "0"),
      bytes[..<4].allSatisfy({ TextScan.digit($0) != nil })
    else { return nil }
    let letters = bytes[4...].map { (97...122).contains($0) ? $0 - 32 : $0 }
    guard letters.allSatisfy({ (65...90).contains($0) }) else { return nil }
    text = String(decoding: bytes[..<4] + letters, as: UTF8.self)
  }

  /// The four digits.
  package var area: String { String(text.prefix(4)) }

  /// The letters SA, SD and SS are never given out, and so mark made-up addresses.
  package var isSynthetic: Bool { ["SA", "SD", "SS"].contains(text.suffix(2)) }
}
