internal import Catalogue
internal import Wire

/// Help for people, made of the rows of `help`: the daemon's where it was asked, else those built in.
struct HelpText {
  let language: Language
  /// Columns there are.
  let width: Int

  /// One command in full, or a line each where there are several; a command under whose name there are others, `agenda`,
  /// in full before them.
  func text(_ rows: [JSON]) -> String {
    var lines: [String] = []
    var rest = rows[...]
    if let first = rows.first, rows.count == 1 || rows.dropFirst().allSatisfy({ isUnder(first, $0) }) {
      lines = full(first)
      rest = rows.dropFirst()
      if !rest.isEmpty { lines.append("") }
    }
    lines += summaries(Array(rest))
    return lines.map { $0 + "\n" }.joined()
  }

  /// What the program can do.
  func overview() -> String {
    let usage = Sentence(
      nl: "koos ONDERWERP WERKWOORD [WAARDE] [--parameter WAARDE | parameter=WAARDE]…",
      en: "koos NOUN VERB [SUBJECT] [--parameter VALUE | parameter=VALUE]…")
    var lines = [usage(language), "", Sentence(nl: "Opdrachten", en: "Commands")(language)]
    lines += summaries(Catalogue.helpRows(for: nil, language))
    lines += ["", Sentence(nl: "Van koos zelf", en: "Of koos itself")(language)]
    lines += aligned(
      [
        ("raw 'case.show C-12'", OwnVerb.raw.help(language)),
        ("completion bash|zsh|fish", OwnVerb.completion.help(language)),
      ])
    lines += ["", Sentence(nl: "Opties", en: "Options")(language)]
    lines += aligned(
      Options.all.map { option in
        (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help(language))
      })
    lines += [
      "",
      Sentence(
        nl: "koos case --help en koos case open --help leggen meer uit.",
        en: "koos case --help and koos case open --help tell more.")(language),
    ]
    return lines.map { $0 + "\n" }.joined()
  }

  private func isUnder(_ row: JSON, _ other: JSON) -> Bool {
    shown(other["command"]).hasPrefix(shown(row["command"]) + " ")
  }

  private func summaries(_ rows: [JSON]) -> [String] {
    aligned(rows.map { (shown($0["command"]), shown($0["summary"])) })
  }

  private func full(_ row: JSON) -> [String] {
    let parameters = row["parameters"]?.array ?? []
    let command = shown(row["command"])
    let common = Set((Catalogue.find(Catalogue.dotted(command))?.common ?? []).map(\.name))
    let isCommon = { (parameter: JSON) in common.contains(shown(parameter["name"])) }
    var usage = "koos \(command)"
    if let subject = parameters.first, !isCommon(subject) {
      let name = shown(subject["name"]).uppercased()
      usage += subject["required"]?.bool == true ? " \(name)" : " [\(name)]"
    }
    if !parameters.isEmpty {
      usage += Sentence(nl: " [--parameter WAARDE]…", en: " [--parameter VALUE]…")(language)
    }
    var lines = [usage, ""] + Columns.wrap(shown(row["summary"]), to: width)
    let (shared, own) = (parameters.filter(isCommon), parameters.filter { !isCommon($0) })
    if !own.isEmpty { lines += [""] + aligned(own.map(explained)) }
    if !shared.isEmpty {
      lines += ["", Sentence(nl: "Ook", en: "Also")(language)] + aligned(shared.map(explained))
    }
    lines.append("")
    let roles = row["roles"]?.array?.compactMap(\.string) ?? []
    lines += Columns.wrap(
      Sentence(nl: "Wie", en: "Who")(language) + ": " + roles.map(role).joined(separator: ", "), to: width)
    return lines
  }

  /// A parameter's name, and what may stand there.
  private func explained(_ parameter: JSON) -> (String, String) {
    var text = shown(parameter["help"])
    let allowed = parameter["allowed"]?.array?.compactMap(\.string) ?? []
    if !allowed.isEmpty, parameter["kind"]?.string != "yes-no" {
      text += ": " + allowed.joined(separator: ", ")
    }
    if parameter["required"]?.bool == true {
      text += Sentence(nl: " (verplicht)", en: " (required)")(language)
    } else if let fallback = parameter["default"]?.string {
      text += Sentence(nl: " (anders \(fallback))", en: " (else \(fallback))")(language)
    }
    return ("--" + shown(parameter["name"]) + placeholder(parameter), text)
  }

  /// The kind of value that follows, where the name or the words allowed do not tell.
  private func placeholder(_ parameter: JSON) -> String {
    guard parameter["allowed"] == nil, let kind = parameter["kind"]?.string else { return "" }
    return " " + Visible.line(kind).uppercased() + (parameter["list"]?.bool == true ? ",…" : "")
  }

  private func role(_ name: String) -> String {
    switch name {
    case "anyone": Sentence(nl: "iedereen, ook zonder aanmelding", en: "anybody, also before login")(language)
    case "worker": Sentence(nl: "iedere medewerker", en: "every worker")(language)
    default: name
    }
  }

  /// Names with their texts beside them, or under them where there is too little room.
  private func aligned(_ pairs: [(String, String)]) -> [String] {
    let names = pairs.map { Columns.count($0.0) }.max() ?? 0
    let room = width - names - 4
    guard room >= 24 else {
      return pairs.flatMap { name, text in
        ["  " + name] + Columns.wrap(text, to: max(width - 4, 16)).map { "    " + $0 }
      }
    }
    return pairs.flatMap { name, text in
      Columns.wrap(text, to: room).enumerated().map { index, line in
        ("  " + Columns.pad(index == 0 ? name : "", to: names) + "  " + line).trimmingEnd
      }
    }
  }

  private func shown(_ value: JSON?) -> String { Visible.line(value?.string ?? "") }
}
