internal import Catalogue
internal import Wire

/// The words after a command, read as its subject and parameters.
struct CommandWords {
  let command: Command
  private var arguments: [Request.Argument] = []

  init(command: Command) { self.command = command }

  /// The request the words make; columns are the wire's business and stay 1.
  var request: Request { Request(tag: nil, command: command.name, column: 1, arguments: arguments) }

  /// Reads `--parameter VALUE`, `--parameter=VALUE`, `parameter=VALUE` and the subject; the command's own names
  /// come before the program's.
  mutating func take(_ words: ArraySlice<String>, _ options: inout Options) throws(Complaint) {
    var rest = words
    var isPlain = false
    while let word = rest.first {
      if !isPlain, word == "--" {
        isPlain = true
      } else if !isPlain, word.hasPrefix("--"), try takeOption(word, &rest) {
        continue
      } else if !isPlain, word.hasPrefix("-"), word.utf8.count > 1, !isNegative(word) {
        guard try options.take(&rest) else { throw unknown(word) }
        continue
      } else if !isPlain, let (key, value) = pair(word) {
        guard parameter(key) != nil else { throw unknown(key) }
        add(key, value)
      } else {
        try takeSubject(word)
      }
      rest = rest.dropFirst()
    }
  }

  /// Takes `--parameter` and its value; false when the command has no such parameter.
  private mutating func takeOption(_ word: String, _ rest: inout ArraySlice<String>) throws(Complaint) -> Bool {
    let (option, inline) = Options.parts(word)
    guard let parameter = parameter(String(option.dropFirst(2))) else { return false }
    if parameter.kind == .yes, inline == nil {
      let said = rest.dropFirst().first.flatMap { Self.answers[$0] }
      if said != nil { rest = rest.dropFirst() }
      add(parameter.name, said ?? "yes")
    } else {
      let value = try Options.value(option, inline, &rest)
      add(parameter.name, inline == nil ? Self.wholeTime(value, parameter, &rest) : value)
    }
    rest = rest.dropFirst()
    return true
  }

  /// A time of several words, `morgen 10:00`, which nobody likes to quote: as much of what follows as still says one.
  private static func wholeTime(
    _ value: String, _ parameter: Parameter, _ rest: inout ArraySlice<String>
  ) -> String {
    guard parameter.kind.takesTime else { return value }
    for count in [4, 3, 2, 1] where rest.count > count {
      let text = ([value] + rest.dropFirst().prefix(count)).joined(separator: " ")
      guard parameter.kind.spoken(text) != nil else { continue }
      rest = rest.dropFirst(count)
      return text
    }
    return value
  }

  private mutating func takeSubject(_ word: String) throws(Complaint) {
    guard let subject = command.subject else {
      throw Complaint(
        Exit.usage, nl: "koos \(command.said(.nl)) neemt geen waarde zonder naam.",
        en: "koos \(command.title) takes no bare value.",
        code: .syntaxUnknownParameter)
    }
    guard let former = arguments.first, former.key == nil else {
      // The wire wants it first, wherever it was written.
      let word = meant(word, of: subject)
      arguments.insert(Request.Argument(key: nil, value: word, column: 1, valueColumn: 1), at: 0)
      return
    }
    switch subject.kind {
    case .command:
      arguments[0] = Request.Argument(key: nil, value: former.value + "." + word, column: 1, valueColumn: 1)
    case _ where subject.isList:
      add(subject.name, word)
    case _ where subject.kind.spoken(former.value + " " + word) != nil:
      arguments[0] = Request.Argument(key: nil, value: former.value + " " + word, column: 1, valueColumn: 1)
    default:
      throw Complaint(
        Exit.usage, nl: "Een waarde te veel: \(word).", en: "One value too many: \(word).",
        code: .syntaxUnknownParameter,
        hint: Sentence(
          nl: "elke andere waarde heeft een naam, zoals --reason; tekst met spaties hoort tussen aanhalingstekens",
          en: "every other value has a name, such as --reason; text with spaces must be quoted"))
    }
  }

  /// The value as the wire has it, where somebody typed its words in his language, or a code's number alone.
  private func meant(_ value: String, of parameter: Parameter) -> String {
    if parameter.kind == .yes { return Self.answers[value] ?? value }
    if case .thing(let thing) = parameter.kind, let prefix = thing.codePrefix { return code(value, prefix) }
    let words = parameter.kind.allowed
    guard !words.isEmpty else { return value }
    return value.split(separator: ",", omittingEmptySubsequences: false).map { part in
      words.contains(String(part))
        ? String(part) : ValueWords.value(String(part), of: parameter.name, among: words) ?? String(part)
    }.joined(separator: ",")
  }

  /// `41` and `q41` of consults are `Q-41`.
  private func code(_ value: String, _ prefix: Character) -> String {
    value.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let digits = part.first.map { $0.uppercased() == String(prefix) } == true ? part.dropFirst() : part
      let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
      return isNumber ? "\(prefix)-\(digits)" : String(part)
    }.joined(separator: ",")
  }

  private static let answers = ["yes": "yes", "ja": "yes", "no": "no", "nee": "no"]

  private mutating func add(_ key: String, _ value: String) {
    let value = parameter(key).map { meant(value, of: $0) } ?? value
    arguments.append(Request.Argument(key: key, value: value, column: 1, valueColumn: 1))
  }

  private func parameter(_ name: String) -> Parameter? {
    command.parameter(name) ?? command.common.first { $0.name == name }
  }

  /// A key and its value, where the text before the first equals sign could be a key.
  private func pair(_ word: String) -> (String, String)? {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return nil }
    let key = word[..<equals]
    guard key.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      return nil
    }
    return (String(key), String(word[word.index(after: equals)...]))
  }

  /// Whether a word that begins with a dash is a value: a number, or days ago where a day is due, `-2w`.
  private func isNegative(_ word: String) -> Bool {
    Int(word) != nil || command.subject.map { $0.kind.spoken(word) != nil } == true
  }

  private func unknown(_ name: String) -> Complaint {
    let isOption = name.hasPrefix("-")
    let dashes = isOption ? "--" : ""
    let bare = isOption ? String(Options.parts(name).name.drop { $0 == "-" }) : name
    let names =
      (command.parameters + command.common).map { dashes + $0.name }
      + (isOption ? Options.all.map(\.name) : [])
    return Complaint(
      Exit.usage, nl: "koos \(command.said(.nl)) kent geen \(dashes + bare).",
      en: "koos \(command.title) knows no \(dashes + bare).",
      code: .syntaxUnknownParameter, near: nearest(dashes + bare, among: names),
      hint: Sentence(nl: "koos \(command.said(.nl)) --help", en: "koos \(command.title) --help"))
  }
}
