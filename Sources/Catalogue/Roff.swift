/// A page for `man`, written in the `man` macros (man(7)); plain ASCII, so that every groff and mandoc reads it alike.
package struct Roff {
  /// The page so far.
  package private(set) var text: String

  /// Begins a page.
  package init(_ name: String, section: Int, source: String, manual: String) {
    text = ".TH \(Roff.argument(name.uppercased())) \(section) \"\" \(Roff.argument(source)) \(Roff.argument(manual))\n"
    // A page in another language than the system's is hyphenated by the wrong rules.
    text += ".nh\n"
  }

  /// Begins a section.
  package mutating func section(_ heading: String) { text += ".SH \(Roff.argument(heading))\n" }

  /// Begins a part of a section.
  package mutating func part(_ heading: String) { text += ".SS \(Roff.argument(heading))\n" }

  /// A paragraph.
  package mutating func paragraph(_ words: String) { text += ".PP\n" + Roff.line(words) }

  /// What something is called, and what it is.
  package mutating func item(_ name: String, _ words: String) {
    text += ".TP\n.B \(Roff.argument(name))\n" + Roff.line(words.isEmpty ? "\u{200B}" : words)
  }

  /// Lines as they are typed or sent.
  package mutating func example(_ lines: [String]) {
    text += ".PP\n.RS 4\n.nf\n" + lines.map(Roff.line).joined() + ".fi\n.RE\n"
  }

  /// One word for a macro.
  private static func argument(_ text: String) -> String { "\"\(escaped(text))\"" }

  private static func line(_ text: String) -> String {
    let line = escaped(text)
    // At the front of a line it begins a macro; an apostrophe, which does too, is escaped everywhere.
    return (line.first == "." ? "\\&" : "") + line + "\n"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\u{200B}": result += "\\&"
      case "\n", "\t": result += " "
      case _ where !scalar.isASCII: result += "\\[u\(hex(scalar))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// At least four digits, as groff has them.
  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
