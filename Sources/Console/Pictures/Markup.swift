internal import Wire

/// Text as HTML and SVG have it.
enum Markup {
  /// A figure of a table: what is withheld is also said.
  static func figure(_ figure: String, _ language: Language) -> String {
    guard figure == Numbers.withheld else { return text(figure) }
    let word = Numbers.withheldWord(language)
    return "<span aria-hidden=\"true\" title=\"\(word)\">\(figure)</span><span class=\"said\">\(word)</span>"
  }

  /// The text so that it is nothing but text, in an element or between quotes; hidden characters are written out.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in Visible.line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A length or share with two decimals at most, as CSS and SVG read it.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let hundredths = Int64((value * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    var text = (hundredths < 0 ? "-" : "") + String(whole)
    if rest > 0 {
      text += "." + (rest < 10 ? "0" : "") + String(rest)
      if rest % 10 == 0 { text.removeLast() }
    }
    return text
  }
}
