/// Names as they are compared: without case and accents.
package enum Slug {
  /// The slug of a name: lower-case ASCII letters and digits, any run of other characters one `-`, none at the ends.
  package static func slug(_ text: some StringProtocol) -> String {
    var result = ""
    var isPending = false
    for scalar in fold(text).unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if isPending, !result.isEmpty { result.append("-") }
        isPending = false
        result.unicodeScalars.append(scalar)
      } else {
        isPending = true
      }
    }
    return result
  }

  /// The text in lower case without accents, all else as it is: for logins (`a.bakker`) and for finding names.
  package static func fold(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(lowerASCII(scalar))
      } else {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(lower) {
          result.append(contentsOf: base(of: lower))
        }
      }
    }
    return String(result)
  }

  private static func lowerASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark
  }

  /// The plain letters under a Latin letter. Unicode's own names tell them ("LATIN SMALL LETTER E WITH ACUTE",
  /// "LATIN SMALL LIGATURE IJ"), strokes and hooks included, which decomposition would leave.
  private static func base(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    let kept = String(scalar).unicodeScalars
    guard !scalar.isASCII, let name = scalar.properties.name, name.hasPrefix("LATIN SMALL ")
    else { return kept }
    if let plain = plain[scalar] { return plain.unicodeScalars }
    let words = name.split(separator: " ")
    guard words.count > 3, words[3].utf8.count <= 2, words.count == 4 || words[4] == "WITH"
    else { return kept }
    return words[3].lowercased().unicodeScalars
  }

  private static let plain: [Unicode.Scalar: String] = ["ß": "ss", "ð": "d", "þ": "th", "ı": "i", "ŉ": "n"]
}
