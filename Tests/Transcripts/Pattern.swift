import Wire

/// What a reply line must look like: the words before its object as they stand, and the members named, whatever
/// others the object holds.
///
/// In a pattern's JSON `"…"` is any value, `"‹name›"` any value that is then known under the name, or that value where
/// it is known already; `"‹›"` is a member that must not be there. Inside longer texts `…` is any text.
struct Pattern {
  let text: String

  /// Whether the line fits; names it finds are added.
  func fits(_ line: String, _ names: inout [String: JSON]) -> Bool {
    let text = Self.replaced(text, names)
    guard let brace = text.firstIndex(of: "{") else { return Self.fits(text[...], line[...]) }
    guard let other = line.firstIndex(of: "{"), text[..<brace] == line[..<other] else { return false }
    guard let pattern = try? JSON.parse(text[brace...].utf8), let value = try? JSON.parse(line[other...].utf8) else {
      return false
    }
    return Self.fits(pattern, value, &names)
  }

  /// The text with the names known so far in place.
  static func replaced(_ text: String, _ names: [String: JSON]) -> String {
    var text = text
    for (name, value) in names {
      switch value {
      case .string(let string): text = text.replacing("‹\(name)›", with: string)
      case .integer(let number):
        text = text.replacing("\"‹\(name)›\"", with: "\(number)").replacing("‹\(name)›", with: "\(number)")
      default: continue
      }
    }
    return text
  }

  private static func fits(_ pattern: JSON, _ value: JSON?, _ names: inout [String: JSON]) -> Bool {
    if case .string("‹›") = pattern { return value == nil }
    guard let value else { return false }
    switch (pattern, value) {
    case (.string("…"), _): return true
    case (.string(let text), _) where text.hasPrefix("‹") && text.hasSuffix("›"):
      names[String(text.dropFirst().dropLast())] = value
      return true
    case (.string(let text), .string(let found)): return fits(text[...], found[...])
    case (.object(let members), .object):
      for member in members where !fits(member.value, value[member.name], &names) { return false }
      return true
    case (.array(let patterns), .array(let values)):
      let isOpen = patterns.last == .string("…")
      guard isOpen ? values.count >= patterns.count - 1 : values.count == patterns.count else { return false }
      for (pattern, value) in zip(isOpen ? patterns.dropLast() : patterns[...], values)
      where !fits(pattern, value, &names) { return false }
      return true
    default: return pattern == value
    }
  }

  /// Whether a text fits one whose `…` stand for any text.
  static func fits(_ pattern: Substring, _ text: Substring) -> Bool {
    let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == text }
    guard text.hasPrefix(first) else { return false }
    var rest = text.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
