internal import Catalogue
internal import Wire

/// What the program can do, on one page: by what people come to do, and how to go on from there.
struct Overview {
  let language: Language
  /// Columns there are.
  let width: Int

  var text: String {
    let usage = Sentence(
      nl: "koos ONDERWERP WERKWOORD [WAARDE] [--parameter WAARDE | parameter=WAARDE]…",
      en: "koos NOUN VERB [SUBJECT] [--parameter VALUE | parameter=VALUE]…")
    var lines = Columns.wrap(usage(language), to: width)
    for chapter in Catalogue.chapters { lines += [""] + part(chapter) }
    lines += ["", Sentence(nl: "Van koos zelf", en: "Of koos itself")(language)]
    lines += aligned.lines(
      [
        ("koos", Sentence(nl: "Toont wat er op u wacht.", en: "Shows what waits for you.")(language)),
        ("raw 'case.show C-12'", OwnVerb.raw.help(language)),
        ("completion bash|zsh|fish", OwnVerb.completion.help(language)),
        ("manual koos|koos-protocol", OwnVerb.manual.help(language)),
        ("bridge", OwnVerb.bridge.help(language)),
      ])
    lines += ["", Sentence(nl: "Opties", en: "Options")(language)]
    lines += aligned.lines(
      Options.all.map { option in
        (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help(language))
      } + Self.ofCommands.map { ($0.0, $0.1(language)) })
    lines += [""] + Self.goingOn.flatMap { Columns.wrap($0(language), to: width) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What goes with many commands.
  private static let ofCommands = [
    ("--text -", Sentence(nl: "de tekst van de standaardinvoer nemen", en: "take the text from standard input")),
    ("--dry-run", Sentence(nl: "alles nagaan, niets bewaren", en: "check all, keep nothing")),
    (
      "--as LOGIN",
      Sentence(
        nl: "namens deze medewerker, in de demo; koos medewerkers toont wie er zijn",
        en: "for this worker, in the demo; koos worker list shows who there are")
    ),
  ]

  private var aligned: Aligned { Aligned(width: width) }

  private static let goingOn = [
    Sentence(
      nl: "Datums zoals u ze zegt: vandaag, morgen 10:00, vr 14:00, +3d, -2w, 23-11, 23 nov 2026, volgende week.",
      en: "Dates as you say them: today, tomorrow 10:00, fri 14:00, +3d, -2w, 23-11, 23 nov 2026, next week."),
    Sentence(
      nl:
        "koos help afspraak toont de opdrachten van een onderwerp, koos help afspraak boek één opdracht met voorbeelden.",
      en: "koos help appointment shows a noun's commands, koos help appointment book one command with examples."),
  ]

  /// The heading, the first commands with an example, and every verb there is.
  private func part(_ chapter: Chapter) -> [String] {
    var lines = [chapter.heading(language)]
    for name in chapter.first {
      guard let command = Catalogue.find(name) else { continue }
      lines += aligned.call(command.calls(language).first ?? command.bareCall(language))
      lines += Columns.wrap(gist(command), to: max(width - 6, 16)).map { "      " + $0 }
    }
    let nouns = chapter.nouns.filter { !chapter.first.contains($0) || Catalogue.matching($0).count > 1 }
    return lines + aligned.lines(nouns.map { (name($0), verbs($0)) })
  }

  /// The summary as far as a newcomer needs it.
  private func gist(_ command: Command) -> String {
    let summary = command.summary(language)
    let gist = summary.prefix { $0 != ";" && $0 != ":" }
    return gist.count < summary.count ? gist + "." : summary
  }

  /// The noun, in the reader's language.
  private func name(_ noun: String) -> String {
    Catalogue.matching(noun).first.map { String(words($0)[0]) } ?? noun
  }

  /// The words a command is said with in the reader's language, noun and verb.
  private func words(_ command: Command) -> [Substring] {
    command.fullySaid(language).split(separator: " ")
  }

  private func verbs(_ noun: String) -> String {
    let verbs = Catalogue.matching(noun).map { words($0).dropFirst().joined(separator: " ") }.filter { !$0.isEmpty }
    if !verbs.isEmpty { return verbs.joined(separator: ", ") }
    return Catalogue.find(noun).map(gist) ?? ""
  }
}
