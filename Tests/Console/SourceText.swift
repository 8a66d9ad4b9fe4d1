import Platform

/// The program's own text, for what only holds if it holds everywhere.
enum SourceText {
  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")

  /// The Swift files under a folder of `Sources`, in order, by their path below it.
  static func files(_ folder: String) throws -> [(path: String, text: String)] {
    try File.list("\(root)/Sources/\(folder)").sorted().filter { $0.hasSuffix(".swift") }.map { name in
      ("\(folder)/\(name)", String(decoding: try File.read("\(root)/Sources/\(folder)/\(name)"), as: UTF8.self))
    }
  }

  /// The whole schema.
  static func schema() throws -> String { String(decoding: try File.read("\(root)/schema.sql"), as: UTF8.self) }

  /// The sentences of a text that are written out in both languages, `nl: "…", en: "…"` or a Dutch and an English one side
  /// by side; pieces are put together and what is filled in is left as it stands.
  static func sentences(_ text: String) -> [(nl: String, en: String)] {
    let code = text.split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }
      .joined(separator: "\n")
    var rest = code[...]
    var found: [(String, String)] = []
    // The literal before, whether `nl:` stood before it, and what stood between it and this one.
    var former: (text: String, isNamed: Bool)?
    while let quote = rest.firstIndex(of: "\"") {
      let between = rest[..<quote].filter { !$0.isWhitespace }
      rest = rest[quote...]
      if rest.hasPrefix("\"\"\"") {
        guard let end = rest.dropFirst(3).firstRange(of: "\"\"\"") else { break }
        rest = rest[end.upperBound...]
        former = nil
        continue
      }
      guard let one = literal(&rest) else { break }
      if let nl = former, between == ",en:" && nl.isNamed || between == "," && isSentence(nl.text) && isSentence(one) {
        found.append((nl.text, one))
        former = nil
      } else {
        former = (one, between.hasSuffix("nl:"))
      }
    }
    return found
  }

  static func isSentence(_ text: String) -> Bool { text.last == "." && text.contains(" ") }

  /// A string literal, or some with a plus between them; nil where something else stands there.
  private static func literal(_ rest: inout Substring) -> String? {
    var whole: String?
    while true {
      let text = rest.drop(while: \.isWhitespace)
      guard text.first == "\"", !text.hasPrefix("\"\"\"") else { return whole }
      var depth = 0
      var isEscaped = false
      var end = text.index(after: text.startIndex)
      while end < text.endIndex {
        let character = text[end]
        if isEscaped {
          isEscaped = false
          if character == "(" { depth += 1 }
        } else if character == "\\" {
          isEscaped = true
        } else if depth > 0 {
          if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
        } else if character == "\"" {
          break
        }
        end = text.index(after: end)
      }
      guard end < text.endIndex else { return whole }
      whole = (whole ?? "") + text[text.index(after: text.startIndex)..<end]
      rest = text[text.index(after: end)...]
      let next = rest.drop(while: \.isWhitespace)
      guard next.first == "+" else { return whole }
      rest = next.dropFirst()
    }
  }
}
