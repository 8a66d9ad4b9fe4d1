/// A citizen service number (burgerservicenummer) that passes the eleven test.
package struct BSN: Sendable, Hashable, CustomStringConvertible {
  /// How many digits it has.
  package static let length = 9

  /// The nine digits.
  package let digits: String

  /// Takes nine digits; refuses all zeros, which pass the sum but are nobody's (the register's mark for the unborn).
  package init?(_ text: some StringProtocol) {
    let values = text.utf8.compactMap(TextScan.digit)
    guard values.count == Self.length, text.utf8.count == Self.length else { return nil }
    let sum = zip(values, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
    guard sum % 11 == 0, values.contains(where: { $0 != 0 }) else { return nil }
    digits = String(text)
  }

  /// Never the number: it must not reach a message or a log by way of interpolation.
  package var description: String { "BSN" }

  private static let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
}
