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
    /// Comma-separated values (RFC 4180).
    case csv
    /// Prometheus' exposition format, of `metrics`.
    case prometheus
  }

  var form = Form.readable
  var language: Language
  var socket: String
  /// Where a report is written to as a page, `-` for standard output; nil where none is asked for.
  var page: String?
  /// The far machine the service is on, `ssh://user@host:port`; nil where it is on this one.
  var host: String?
  /// When there is colour.
  var color = Style.Choice.auto
  /// Whether what cannot be undone is done without asking.
  var isSure = false
  /// Whether the command's text is written in an editor.
  var wantsEditor = false
  /// Whether a list is drawn again whenever something happens.
  var wantsWatch = false
  /// The week an agenda is drawn of: that of a day, or this one where it is empty; nil where no week is asked for.
  var week: String?
  var wantsHelp = false
  var wantsVersion = false

  init(_ environment: [String: String]) {
    language = Language(environment: environment)
    socket = environment["KOOS_SOCKET"].flatMap { $0.isEmpty ? nil : $0 } ?? "/run/koosd/koosd.sock"
    host = environment["KOOS_HOST"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The language said anywhere on the line, for an answer to one that makes no sense.
  static func language(in arguments: [String]) -> Language? {
    let words = arguments.prefix { $0 != "--" }
    guard let index = words.lastIndex(where: { parts($0).name == "--lang" }) else { return nil }
    return Language(rawValue: parts(words[index]).value ?? words.dropFirst(index + 1).first ?? "")
  }

  /// The options, and what each is for.
  static let all: [(name: String, value: String?, help: Sentence)] = [
    ("--socket", "PATH", Sentence(nl: "waar de dienst luistert", en: "where the service listens")),
    (
      "--host", "ssh://USER@HOST",
      Sentence(nl: "de dienst op een andere machine, door ssh", en: "the service on another machine, through ssh")
    ),
    ("--yes", nil, Sentence(nl: "niet vragen of het zeker is", en: "do not ask whether it is meant")),
    ("--edit", nil, Sentence(nl: "de tekst schrijven in een editor", en: "write the text in an editor")),
    (
      "--watch", nil,
      Sentence(nl: "een lijst bijhouden op het scherm", en: "keep a list up to date on the screen")
    ),
    (
      "--week", "[DATE]",
      Sentence(nl: "de week van een agenda tekenen", en: "draw the week of an agenda")
    ),
    (
      "--color", "auto|always|never",
      Sentence(nl: "wanneer er kleur is", en: "when there is colour")
    ),
    (
      "--json", nil,
      Sentence(nl: "de objecten van de lijn, één per regel", en: "the wire's objects, one a line")
    ),
    (
      "--csv", nil,
      Sentence(nl: "waarden met komma's, voor een rekenblad", en: "comma-separated values, for a spreadsheet")
    ),
    (
      "--html", "FILE",
      Sentence(
        nl: "een rapport als pagina met beelden, - is de uitvoer",
        en: "a report as a page with pictures, - is the output")
    ),
    (
      "--prometheus", nil,
      Sentence(nl: "metingen zoals Prometheus ze leest", en: "metrics as Prometheus reads them")
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
    case "--csv": form = .csv
    case "--html": page = try Options.value(name, inline, &rest)
    case "--quiet", "-q": form = .quiet
    case "--prometheus": form = .prometheus
    case "--help", "-h": wantsHelp = true
    case "--version": wantsVersion = true
    case "--yes": isSure = true
    case "--edit": wantsEditor = true
    case "--watch": wantsWatch = true
    case "--week": week = Week.taken(inline, &rest)
    case "--color":
      let text = try Options.value(name, inline, &rest)
      guard let choice = Style.Choice(rawValue: text) else {
        throw Complaint(
          Exit.usage, nl: "--color is auto, always of never.", en: "--color is auto, always or never.")
      }
      color = choice
    case "--host":
      host = try Options.value(name, inline, &rest)
      try placed(by: name)
    case "--socket":
      socket = try Options.value(name, inline, &rest)
      try placed(by: name)
      // What is said goes before what the environment says.
      host = nil
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

  /// Throws where one of them would be passed over because of another.
  func mustGoTogether() throws(Complaint) {
    guard let drawn = wantsWatch ? "--watch" : week != nil ? "--week" : nil,
      let other = page != nil ? "--html" : wantsEditor ? "--edit" : nil
    else { return }
    throw Complaint(
      Exit.usage, nl: "\(drawn) en \(other) gaan niet samen.", en: "\(drawn) and \(other) exclude each other.")
  }

  /// The option that said where the service is.
  private var placedBy: String?

  private mutating func placed(by option: String) throws(Complaint) {
    guard placedBy == nil || placedBy == option else {
      throw Complaint(
        Exit.usage, nl: "--socket en --host gaan niet samen.", en: "--socket and --host exclude each other.",
        hint: Sentence(
          nl: "op de andere machine geldt KOOS_SOCKET daar", en: "on the other machine KOOS_SOCKET there holds"))
    }
    placedBy = option
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
