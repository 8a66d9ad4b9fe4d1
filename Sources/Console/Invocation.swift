internal import Catalogue
internal import Wire

/// What the arguments ask for.
struct Invocation: Equatable {
  /// What is to be done.
  enum Action: Equatable {
    case overview
    /// Help on the commands a name stands for.
    case explain(String)
    case version
    case completion(Completion.Shell)
    /// A line to be sent as it is.
    case raw(String)
    /// A command to be sent.
    case request(Request)
  }

  let options: Options
  let action: Action

  /// Reads the arguments by the catalogue; what values mean is left to the daemon.
  init(_ arguments: [String], environment: [String: String]) throws(Misread) {
    var options = Options(environment)
    do {
      action = try Self.action(arguments[...], &options)
    } catch {
      throw Misread(complaint: error, options: options)
    }
    self.options = options
  }

  /// Arguments that make no sense, with the options read so far, for the language of the answer.
  struct Misread: Error {
    let complaint: Complaint
    let options: Options
  }

  private static func action(
    _ arguments: ArraySlice<String>, _ options: inout Options
  ) throws(Complaint) -> Action {
    var rest = arguments
    var path: [String] = []
    while let word = rest.first {
      // After a whole command its own parameters come first: `koos session --lang en`.
      if Catalogue.find(path.joined(separator: ".")) == nil, try options.take(&rest) { continue }
      if path.isEmpty, let own = OwnVerb(rawValue: word) { return try own.action(rest.dropFirst(), &options) }
      guard !word.hasPrefix("-"), !Catalogue.matching((path + [word]).joined(separator: ".")).isEmpty else {
        break
      }
      path.append(word)
      rest = rest.dropFirst()
    }
    let name = path.joined(separator: ".")
    guard !options.wantsVersion else { return .version }
    if let command = Catalogue.find(name) {
      var words = CommandWords(command: command)
      try words.take(rest, &options)
      return options.wantsHelp ? .explain(name) : .request(words.request)
    }
    return try unresolved(path, rest, options)
  }

  /// The answer where the words name no command: help, or a complaint with the nearest name.
  private static func unresolved(
    _ path: [String], _ rest: ArraySlice<String>, _ options: Options
  ) throws(Complaint) -> Action {
    let name = path.joined(separator: ".")
    guard let word = rest.first else {
      if path.isEmpty { return .overview }
      if options.wantsHelp { return .explain(name) }
      let verbs = Catalogue.matching(name).map { $0.words.dropFirst(path.count).joined(separator: " ") }
      throw Complaint(
        Exit.usage, nl: "koos \(path.joined(separator: " ")) wat?",
        en: "koos \(path.joined(separator: " ")) what?",
        hint: Sentence(
          nl: "kies uit: \(verbs.joined(separator: ", "))", en: "one of: \(verbs.joined(separator: ", "))"))
    }
    if word.hasPrefix("-") {
      throw Complaint(
        Exit.usage, nl: "De optie \(word) bestaat niet.", en: "There is no option \(word).",
        near: nearest(Options.parts(word).name, among: Options.all.map(\.name)))
    }
    let names =
      path.isEmpty
      ? Catalogue.commands.compactMap(\.words.first) + OwnVerb.allCases.map(\.rawValue)
      : Catalogue.matching(name).compactMap { $0.words.dropFirst(path.count).first }
    let near = nearest(word, among: names).map { (path + [$0]).joined(separator: " ") }
    let asked = (path + [word]).joined(separator: " ")
    throw Complaint(
      Exit.usage, nl: "De opdracht \(asked) bestaat niet.", en: "There is no command \(asked).",
      code: .syntaxUnknownCommand, near: near)
  }
}

/// Verbs of the program itself, which the daemon knows nothing of.
enum OwnVerb: String, CaseIterable {
  case raw, completion

  /// What it is for.
  var help: Sentence {
    switch self {
    case .raw: Sentence(nl: "Stuurt een regel zoals hij is.", en: "Sends a line as it is.")
    case .completion:
      Sentence(nl: "Maakt aanvulling voor bash, zsh of fish.", en: "Makes completion for bash, zsh or fish.")
    }
  }

  func action(
    _ arguments: ArraySlice<String>, _ options: inout Options
  ) throws(Complaint) -> Invocation.Action {
    var rest = arguments
    var words: [String] = []
    while let word = rest.first {
      if try options.take(&rest) { continue }
      words.append(word)
      rest = rest.dropFirst()
    }
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
    }
  }
}
