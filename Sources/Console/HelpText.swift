internal import Catalogue
internal import Wire

/// Help for people, made of the rows of `help`: the daemon's where it was asked, else those built in.
struct HelpText {
  let language: Language
  /// Columns there are.
  let width: Int

  /// Help on the commands these words stand for.
  func text(said words: [String]) -> String {
    text(Catalogue.commands(said: words).map { $0.helpRow(language) })
  }

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
    if rows.count > 1, let last = rows.last {
      let more = Sentence(nl: "Meer, met voorbeelden: ", en: "More, with examples: ")
      lines += [""] + Columns.wrap(more(language) + "koos help " + names(last)[0], to: width)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func isUnder(_ row: JSON, _ other: JSON) -> Bool {
    shown(other["command"]).hasPrefix(shown(row["command"]) + " ")
  }

  private func summaries(_ rows: [JSON]) -> [String] {
    Aligned(width: width).lines(
      rows.map { row in
        let also = also(row)
        return (names(row)[0], told(row["summary"]) + (also.isEmpty ? "" : " (\(also))"))
      })
  }

  /// Every way to say it, the one of the reader's language first, with its noun and its verb.
  private func names(_ row: JSON) -> [String] {
    let (name, dutch) = (shown(row["command"]), (row["also"]?.array ?? []).map(shown))
    return language == .nl ? dutch.suffix(1) + dutch.dropLast() + [name] : [name] + dutch
  }

  /// `ook: koos consult ask`.
  private func also(_ row: JSON) -> String {
    let ways = names(row).dropFirst().map { "koos " + $0 }
    guard !ways.isEmpty else { return "" }
    return Sentence(nl: "ook: ", en: "also: ")(language) + ways.joined(separator: ", ")
  }

  private func full(_ row: JSON) -> [String] {
    let parameters = row["parameters"]?.array ?? []
    let command = shown(row["command"])
    let common = Set((Catalogue.find(Catalogue.dotted(command))?.common ?? []).map(\.name))
    let isCommon = { (parameter: JSON) in common.contains(shown(parameter["name"])) }
    var usage = "koos \(names(row)[0])"
    if let subject = parameters.first, !isCommon(subject) {
      let name = word(shown(subject["name"]))
      usage += subject["required"]?.bool == true ? " \(name)" : " [\(name)]"
    }
    if !parameters.isEmpty {
      usage += Sentence(nl: " [--parameter WAARDE]…", en: " [--parameter VALUE]…")(language)
    }
    let also = also(row)
    var lines = [usage] + (also.isEmpty ? [] : Columns.wrap(also, to: width)) + [""]
    lines += Columns.wrap(told(row["summary"]), to: width)
    let examples = (row["examples"]?.array ?? []).map(shown)
    if !examples.isEmpty {
      let heading = examples.count == 1 ? Sentence(nl: "Voorbeeld", en: "Example") : Self.examples
      lines += ["", heading(language)] + examples.flatMap { Aligned(width: width).call($0) }
    }
    let (shared, own) = (parameters.filter(isCommon), parameters.filter { !isCommon($0) })
    let aligned = Aligned(width: width)
    if !own.isEmpty { lines += [""] + aligned.lines(own.map(explained)) }
    if !shared.isEmpty {
      lines += ["", Sentence(nl: "Ook", en: "Also")(language)]
      lines += aligned.lines(longText(own) + drawn(command) + shared.map(explained))
    }
    lines.append("")
    let roles = row["roles"]?.array?.compactMap(\.string) ?? []
    lines += Columns.wrap(
      Sentence(nl: "Wie", en: "Who")(language) + ": " + roles.map(role).joined(separator: ", "), to: width)
    return lines
  }

  /// How to give a text that is too long for a line, or what nobody should read on one.
  private func longText(_ parameters: [JSON]) -> [(String, String)] {
    let of = { (kind: String) in parameters.filter { $0["kind"]?.string == kind } }
    let text = of("text").first { $0["required"]?.bool == true } ?? of("text").first
    let edited = text.map { text in
      let name = "--" + shown(text["name"])
      return ("--edit", Sentence(nl: "schrijft \(name) in een editor", en: "writes \(name) in an editor")(language))
    }
    let piped = ([text].compactMap(\.self) + of("bsn")).map { parameter in
      let name = "--" + shown(parameter["name"])
      let taken = Sentence(nl: "neemt \(name) van de standaardinvoer", en: "takes \(name) from standard input")
      return ("\(name) -", taken(language))
    }
    return piped + [edited].compactMap(\.self)
  }

  /// How what it lists can be seen otherwise than as a table.
  private func drawn(_ name: String) -> [(String, String)] {
    guard let command = Catalogue.find(Catalogue.dotted(name)), command.isList else { return [] }
    let ways = (command.name == "agenda" ? ["--week"] : []) + (command.topics.isEmpty ? [] : ["--watch"])
    return Options.all.filter { ways.contains($0.name) }.map { option in
      (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help(language))
    }
  }

  private static let examples = Sentence(nl: "Voorbeelden", en: "Examples")

  /// A parameter's name, and what may stand there.
  private func explained(_ parameter: JSON) -> (String, String) {
    var text = told(parameter["help"])
    let allowed = parameter["allowed"]?.array?.compactMap(\.string) ?? []
    if !allowed.isEmpty, parameter["kind"]?.string != "yes-no" {
      text +=
        ": " + allowed.map { ValueWords.explained($0, of: shown(parameter["name"]), language) }.joined(separator: ", ")
    }
    if parameter["required"]?.bool == true {
      text += Sentence(nl: " (verplicht)", en: " (required)")(language)
    } else if var fallback = parameter["default"]?.string {
      if parameter["kind"]?.string == "yes-no" { fallback = Cell.answer(fallback == "yes", language) }
      text += Sentence(nl: " (anders \(fallback))", en: " (else \(fallback))")(language)
    }
    return ("--" + shown(parameter["name"]) + placeholder(parameter), text)
  }

  /// The kind of value that follows, where the name or the words allowed do not tell.
  private func placeholder(_ parameter: JSON) -> String {
    guard parameter["allowed"] == nil, let kind = parameter["kind"]?.string else { return "" }
    return " " + word(Visible.line(kind)) + (parameter["list"]?.bool == true ? ",…" : "")
  }

  /// A placeholder in the reader's language.
  private func word(_ name: String) -> String {
    let name = language == .nl ? Self.dutch[name] ?? name : name
    return name.uppercased()
  }

  private static let dutch = [
    "absence": "afwezigheid", "appointment": "afspraak", "attendee": "deelnemer", "birth": "geboren", "case": "casus",
    "client": "jeugdige", "consent": "toestemming", "consult": "vraag", "date": "datum", "digits": "cijfers",
    "duration": "duur", "group": "groep", "guest": "gast", "integer": "getal", "minutes": "minuten", "name": "naam",
    "need": "nodig", "note": "notitie", "organisation": "organisatie", "participant": "betrokkene", "place": "locatie",
    "question": "vraag", "series": "reeks", "service": "hulp", "stay": "verblijf", "text": "tekst", "time": "tijd",
    "time-of-day": "tijd", "waiting": "wachtplek", "word": "woord", "worker": "medewerker", "year": "jaar",
    "worker-or-team": "medewerker-of-team", "command": "opdracht", "proposal": "voorstel", "room": "kamer",
  ]

  private func role(_ name: String) -> String {
    switch name {
    case "anyone": Sentence(nl: "iedereen, ook zonder aanmelding", en: "anybody, also before login")(language)
    case "worker": Sentence(nl: "iedere medewerker", en: "every worker")(language)
    default: ValueWords.words(name, of: "role")?(language) ?? name
    }
  }

  /// A sentence of the catalogue, with the commands it names said as the reader says them.
  private func told(_ value: JSON?) -> String { Typed.text(Catalogue.said(shown(value), in: language)) }

  private func shown(_ value: JSON?) -> String { Visible.line(value?.string ?? "") }
}

/// Names and what each is, side by side.
struct Aligned {
  /// Columns there are.
  let width: Int

  /// Names with their texts beside them, or under them where there is too little room.
  func lines(_ pairs: [(String, String)]) -> [String] {
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

  /// A call as it is typed, on as many lines as it takes; a shell reads them as one.
  func call(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for part in Self.parts(text) {
      if !line.isEmpty, Columns.count(line) + Columns.count(part) + 1 > max(width - 6, 16) {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? part : " " + part
    }
    return (lines + [line]).enumerated().map { index, line in
      (index == 0 ? "  " : "    ") + line + (index < lines.count ? " \\" : "")
    }
  }

  /// A call in parts that stay whole: words with what is quoted in them, an option with its value.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var isQuoted = false
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let isValue = parts.last.map { $0.hasPrefix("--") && !$0.contains(" ") } ?? false && !word.hasPrefix("-")
      if isQuoted || isValue { parts[parts.count - 1] += " " + word } else { parts.append(String(word)) }
      if word.count(where: { $0 == "'" }) % 2 == 1 { isQuoted.toggle() }
    }
    return parts
  }
}
