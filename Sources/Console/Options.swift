internal import Wire

/// What holds for the whole call, whatever the command.
struct Options: Equatable {
  /// How a reply is shown.
  enum Form: Equatable {
    /// Tables on a terminal, tabs in a pipe.
    case readable
    /// The wire's objects, one a line.
    case json
    /// Codes only.
    case quiet
    /// Prometheus' exposition format, of `metrics`.
    case prometheus
  }

  var form = Form.readable
  var language: Language
  var socket: String
  var wantsHelp = false
  var wantsVersion = false

  init(_ environment: [String: String]) {
    language = Self.language(environment)
    socket = environment["KOOS_SOCKET"].flatMap { $0.isEmpty ? nil : $0 } ?? "/run/koosd/koosd.sock"
  }

  /// Dutch for a Dutch locale; the first of the variables that is set decides, as POSIX has it.
  static func language(_ environment: [String: String]) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("nl") == true ? .nl : .en
  }

  /// The options, and what each is for.
  static let all: [(name: String, value: String?, help: Sentence)] = [
    ("--socket", "PATH", Sentence(nl: "waar de dienst luistert", en: "where the service listens")),
    (
      "--json", nil,
      Sentence(nl: "de objecten van de lijn, één per regel", en: "the wire's objects, one a line")
    ),
    ("--quiet", nil, Sentence(nl: "alleen codes", en: "codes only")),
    ("--lang", "nl|en", Sentence(nl: "de taal", en: "the language")),
    ("--help", nil, Sentence(nl: "uitleg, ook van een opdracht", en: "help, also on a command")),
    ("--version", nil, Sentence(nl: "de versie", en: "the version")),
  ]

  /// Takes an option of the program from the front of `rest`; false when it is none.
  mutating func take(_ rest: inout ArraySlice<String>) throws(Complaint) -> Bool {
    guard let first = rest.first else { return false }
    let (name, inline) = Options.parts(first)
    switch name {
    case "--json": form = .json
    case "--quiet", "-q": form = .quiet
    case "--prometheus": form = .prometheus
    case "--help", "-h": wantsHelp = true
    case "--version": wantsVersion = true
    case "--socket": socket = try Options.value(name, inline, &rest)
    case "--lang":
      let text = try Options.value(name, inline, &rest)
      guard let language = Language(rawValue: text) else {
        throw Complaint(Exit.usage, nl: "--lang is nl of en.", en: "--lang is nl or en.")
      }
      self.language = language
    default: return false
    }
    rest = rest.dropFirst()
    return true
  }

  /// An option's name, and the value after its equals sign.
  static func parts(_ text: String) -> (name: String, value: String?) {
    guard text.hasPrefix("--"), let equals = text.firstIndex(of: "=") else { return (text, nil) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// The value of the option at the front: after its equals sign, else the next word, which is taken away too.
  static func value(
    _ name: String, _ inline: String?, _ rest: inout ArraySlice<String>
  ) throws(Complaint) -> String {
    if let inline { return inline }
    guard let next = rest.dropFirst().first, !next.hasPrefix("--") else {
      throw Complaint(Exit.usage, nl: "Na \(name) hoort een waarde.", en: "\(name) needs a value.")
    }
    rest = rest.dropFirst()
    return next
  }
}
