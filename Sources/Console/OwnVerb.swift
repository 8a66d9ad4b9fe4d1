internal import Catalogue
internal import Wire

/// Verbs of the program itself, which the daemon knows nothing of.
enum OwnVerb: String, CaseIterable {
  case raw, completion, manual, bridge
  /// What may stand in a place, for the scripts of `completion` alone.
  case candidates

  /// Those that people use.
  static let shown: [OwnVerb] = [.raw, .completion, .manual, .bridge]

  /// What it is for.
  var help: Sentence {
    switch self {
    case .raw: Sentence(nl: "Stuurt een regel zoals hij is.", en: "Sends a line as it is.")
    case .completion:
      Sentence(nl: "Maakt aanvulling voor bash, zsh of fish.", en: "Makes completion for bash, zsh or fish.")
    case .manual:
      Sentence(nl: "Maakt de handleiding voor man.", en: "Makes the manual for man.")
    case .bridge:
      Sentence(
        nl: "Verbindt in- en uitvoer met de dienst; --host roept dit aan de andere kant.",
        en: "Joins input and output with the service; --host calls this at the other side.")
    case .candidates: Sentence(nl: "Voor de aanvulling.", en: "For completion.")
    }
  }

  func action(
    _ arguments: ArraySlice<String>, _ options: inout Options
  ) throws(Complaint) -> Invocation.Action {
    var rest = arguments
    var words: [String] = []
    while let word = rest.first {
      // What is being typed may make no sense yet.
      if self == .candidates ? (try? options.take(&rest)) == true : try options.take(&rest) { continue }
      words.append(word)
      rest = rest.dropFirst()
    }
    if self == .candidates { return .candidates(words) }
    if options.wantsHelp { return .overview }
    switch self {
    case .raw:
      let line = words.first ?? ""
      // Two lines, or one that gets no reply, would leave us waiting for ever.
      guard words.count == 1, !line.utf8.contains(10), Lexer.lex(Array(line.utf8)[...]).content != .blank
      else {
        throw Complaint(
          Exit.usage, nl: "koos raw neemt één regel tussen aanhalingstekens.",
          en: "koos raw takes one quoted line.")
      }
      return .raw(line)
    case .completion:
      guard words.count == 1, let shell = Completion.Shell(rawValue: words[0]) else {
        throw Complaint(
          Exit.usage, nl: "koos completion neemt bash, zsh of fish.",
          en: "koos completion takes bash, zsh or fish.")
      }
      return .completion(shell)
    case .manual:
      guard words.count <= 1, let page = Manual.Page(rawValue: words.first ?? "koos") else {
        throw Complaint(
          Exit.usage, nl: "koos manual neemt koos of koos-protocol.", en: "koos manual takes koos or koos-protocol.")
      }
      return .manual(page)
    case .bridge:
      guard words.isEmpty else {
        throw Complaint(Exit.usage, nl: "koos bridge neemt geen woorden.", en: "koos bridge takes no words.")
      }
      return .bridge
    case .candidates: return .candidates(words)
    }
  }
}
