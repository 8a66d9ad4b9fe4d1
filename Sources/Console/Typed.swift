internal import Catalogue

/// What the wire calls `reason=unreachable`, said as it is typed: `--reason unreachable`.
enum Typed {
  /// The text with such pairs as options of these commands, a yes as the option alone.
  static func text(_ text: String, of commands: [Command] = Catalogue.commands) -> String {
    guard text.contains("=") else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard let equals = word.firstIndex(of: "=") else { return String(word) }
      let before = word[..<equals]
      let start = before.lastIndex { !isOfName($0) }.map { before.index(after: $0) } ?? before.startIndex
      let (name, value) = (String(before[start...]), word[word.index(after: equals)...])
      guard commands.contains(where: { $0.parameter(name) != nil }) else { return String(word) }
      let typed = value.hasPrefix("yes") ? "--\(name)\(value.dropFirst(3))" : "--\(name) \(value)"
      return before[..<start] + typed
    }.joined(separator: " ")
  }

  private static func isOfName(_ character: Character) -> Bool {
    character == "-" || character.isLowercase || character.isNumber
  }
}
