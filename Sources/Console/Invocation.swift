internal import Catalogue
internal import Wire

/// What the arguments ask for.
struct Invocation: Equatable {
  /// What is to be done.
  enum Action: Equatable {
    /// Nothing in particular: what waits for who calls, or for the worker spoken for.
    case start(actingAs: String?)
    /// What the program can do.
    case overview
    /// Help on the commands these words stand for, in either language.
    case explain([String])
    case version
    case completion(Completion.Shell)
    /// A page for `man`.
    case manual(Manual.Page)
    /// What may stand where the cursor is, by the words before it.
    case candidates([String])
    /// A line to be sent as it is.
    case raw(String)
    /// Standard input and output become the daemon's.
    case bridge
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
      options.language = Options.language(in: arguments) ?? options.language
      throw Misread(complaint: error, options: options)
    }
    self.options = options
  }

  /// Arguments that make no sense, with what options were read and the language of the answer.
  struct Misread: Error {
    let complaint: Complaint
    let options: Options
  }

  private static func action(
    _ arguments: ArraySlice<String>, _ options: inout Options
  ) throws(Complaint) -> Action {
    var rest = arguments
    var path: [String] = []
    // Whom one speaks for may be said before what is asked.
    var acting: [String] = []
    while let word = rest.first {
      // After a whole command its own parameters come first: `koos session --lang en`.
      if Catalogue.command(said: path) == nil, try options.take(&rest) { continue }
      if path.isEmpty, Options.parts(word).name == "--as" {
        acting = ["--as", try Options.value("--as", Options.parts(word).value, &rest)]
        rest = rest.dropFirst()
        continue
      }
      if path.isEmpty, let own = OwnVerb(rawValue: word) { return try own.action(rest.dropFirst(), &options) }
      guard !word.hasPrefix("-"), Catalogue.isKnown(path + [word]) else { break }
      path.append(word)
      rest = rest.dropFirst()
    }
    guard !options.wantsVersion else { return .version }
    if let command = Catalogue.command(said: path) {
      var words = CommandWords(command: command)
      // Help is the same for everybody.
      try words.take((command.name == "help" ? [] : acting) + rest, &options)
      if options.wantsHelp { return .explain(path) }
      guard command.name == "help" else { return .request(words.request) }
      return options.form == .readable ? try explained(words.request) : .request(inEnglish(words.request))
    }
    if path.isEmpty, rest.isEmpty { return options.wantsHelp ? .overview : .start(actingAs: acting.last) }
    return try unresolved(path, rest, options)
  }

  /// The answer where the words name no command: help, or a complaint with the nearest name.
  private static func unresolved(
    _ path: [String], _ rest: ArraySlice<String>, _ options: Options
  ) throws(Complaint) -> Action {
    guard let word = rest.first else {
      if options.wantsHelp { return .explain(path) }
      let title = path.joined(separator: " ")
      throw Complaint(
        Exit.usage, nl: "koos \(title) wat?", en: "koos \(title) what?", hint: choice(after: path))
    }
    if word.hasPrefix("-") {
      throw Complaint(
        Exit.usage, nl: "De optie \(word) bestaat niet.", en: "There is no option \(word).",
        near: nearest(Options.parts(word).name, among: Options.all.map(\.name)))
    }
    throw unknown(path, word)
  }

  /// What may follow the words.
  private static func choice(after path: [String]) -> Sentence {
    oneOf(
      Catalogue.ways(under: path).map { $0.text.split(separator: " ").dropFirst(path.count).joined(separator: " ") })
  }

  private static func oneOf(_ words: [String]) -> Sentence {
    let list = words.filter { !$0.isEmpty }.joined(separator: ", ")
    return Sentence(nl: "kies uit: \(list)", en: "one of: \(list)")
  }

  private static func unknown(_ path: [String], _ word: String) -> Complaint {
    func complaint(near: String? = nil, hint: Sentence? = nil) -> Complaint {
      let asked = (path + [word]).joined(separator: " ")
      return Complaint(
        Exit.usage, nl: "De opdracht \(asked) bestaat niet.", en: "There is no command \(asked).",
        code: .syntaxUnknownCommand, near: near, hint: hint)
    }
    // Many say what they want to do before what they want to do it with.
    let ways = path.isEmpty ? Catalogue.ways(ending: word).map(\.text) : []
    guard ways.isEmpty else { return complaint(hint: oneOf(ways)) }
    let names = Catalogue.words(after: path) + (path.isEmpty ? OwnVerb.shown.map(\.rawValue) : [])
    if let near = nearest(word, among: names) { return complaint(near: (path + [near]).joined(separator: " ")) }
    let all = Sentence(nl: "koos help toont alle opdrachten", en: "koos help shows every command")
    return complaint(hint: path.isEmpty ? all : choice(after: path))
  }

  /// The wire knows the English words only.
  private static func inEnglish(_ request: Request) -> Request {
    Request(
      tag: request.tag, command: request.command, column: 1,
      arguments: request.arguments.map { argument in
        let words = argument.value.split(whereSeparator: { $0 == "." || $0 == " " }).map(String.init)
        guard argument.key == nil || argument.key == "command",
          Catalogue.matching(Catalogue.dotted(argument.value)).isEmpty,
          let first = Catalogue.commands(said: words).first
        else { return argument }
        let name = Catalogue.command(said: words)?.name ?? first.words[0]
        return Request.Argument(key: argument.key, value: name, column: 1, valueColumn: 1)
      })
  }

  /// Help needs no daemon: what it would say is built in.
  private static func explained(_ request: Request) throws(Complaint) -> Action {
    guard let named = request.arguments.first(where: { $0.key == nil || $0.key == "command" }) else { return .overview }
    let words = named.value.split(whereSeparator: { $0 == "." || $0 == " " }).map(String.init)
    guard !words.isEmpty, Catalogue.isKnown(words) else {
      let known = words.indices.first { !Catalogue.isKnown(Array(words[...$0])) } ?? 0
      throw unknown(Array(words.prefix(known)), words.isEmpty ? "" : words[known])
    }
    return .explain(words)
  }
}
