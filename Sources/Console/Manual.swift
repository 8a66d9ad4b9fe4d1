internal import Catalogue
internal import Wire

/// The manual pages of the command line and of the line language, made from the catalogue.
struct Manual {
  /// One page.
  enum Page: String, CaseIterable {
    case koos
    case koosProtocol = "koos-protocol"
  }

  let language: Language

  func text(_ page: Page) -> String {
    switch page {
    case .koos: koos
    case .koosProtocol: ProtocolPage(language: language).text
    }
  }

  private func say(_ nl: String, _ en: String) -> String { Sentence(nl: nl, en: en)(language) }

  private var koos: String {
    var page = Roff(
      "koos", section: 1, source: "koos \(Catalogue.version)", manual: say("Opdrachten", "User Commands"))
    page.section(say("NAAM", "NAME"))
    page.paragraph(say("koos - opdrachten voor koosd", "koos - the command line of koosd"))
    page.section(say("GEBRUIK", "SYNOPSIS"))
    page.paragraph(
      say(
        "koos [ONDERWERP WERKWOORD [WAARDE] [--parameter WAARDE | parameter=WAARDE]...]",
        "koos [NOUN VERB [SUBJECT] [--parameter VALUE | parameter=VALUE]...]"))
    page.section(say("BESCHRIJVING", "DESCRIPTION"))
    for sentence in Self.description { page.paragraph(sentence(language)) }
    page.section(say("OPTIES", "OPTIONS"))
    for option in Options.all {
      page.item(option.value.map { "\(option.name) \($0)" } ?? option.name, option.help(language) + ".")
    }
    for chapter in Catalogue.chapters {
      page.section(chapter.heading(language).uppercased())
      for noun in chapter.nouns { for command in chapter.commands(of: noun) { describe(command, in: &page) } }
    }
    page.section(say("VAN KOOS ZELF", "OF KOOS ITSELF"))
    for verb in OwnVerb.shown { page.item(verb.rawValue, verb.help(language)) }
    page.section(say("UITKOMST", "EXIT STATUS"))
    for (status, meaning) in Self.statuses { page.item("\(status)", meaning(language)) }
    page.item("128+N", say("Beëindigd door signaal N.", "Ended by signal N."))
    page.section(say("OMGEVING", "ENVIRONMENT"))
    for (name, meaning) in Self.environment { page.item(name, meaning(language)) }
    page.section(say("BESTANDEN", "FILES"))
    page.item("$XDG_CONFIG_HOME/koos/token", say("Het token, met rechten 0600.", "The token, with mode 0600."))
    page.section(say("ZIE OOK", "SEE ALSO"))
    page.paragraph("koosd(8), koos-protocol(7)")
    return page.text
  }

  private func describe(_ command: Command, in page: inout Roff) {
    let way = command.fullySaid(language)
    var usage = "koos \(way)"
    if let subject = command.subject {
      usage += subject.isRequired ? " \(subject.name.uppercased())" : " [\(subject.name.uppercased())]"
    }
    page.part(usage)
    let others = command.ways.filter { $0 != way }
    if !others.isEmpty {
      page.paragraph(say("Ook: ", "Also: ") + others.map { "koos \($0)" }.joined(separator: ", "))
    }
    page.paragraph(Typed.text(Catalogue.said(command.summary(language), in: language)))
    for parameter in command.parameters {
      page.item("--\(parameter.name)", explanation(of: parameter))
    }
    let calls = command.calls(language)
    if !calls.isEmpty { page.example(calls) }
  }

  private func explanation(of parameter: Parameter) -> String {
    var text = Typed.text(Catalogue.said(parameter.help(language), in: language))
    if !parameter.kind.allowed.isEmpty, parameter.kind != .yes {
      let allowed = parameter.kind.allowed.map { ValueWords.explained($0, of: parameter.name, language) }
      text += ": " + allowed.joined(separator: ", ")
    }
    if parameter.isRequired { text += say(" (verplicht)", " (required)") }
    if var fallback = parameter.fallback {
      if parameter.kind == .yes { fallback = Cell.answer(fallback == "yes", language) }
      text += say(" (anders \(fallback))", " (else \(fallback))")
    }
    return text + "."
  }

  private static let description = [
    Sentence(
      nl: "koos stuurt opdrachten aan koosd(8) en toont wat terugkomt: op een terminal als tabel die past, in een pijp "
        + "met tabs onder een regel met namen. Zonder meer toont het wat er op u wacht.",
      en:
        "koos sends commands to koosd(8) and shows what comes back: on a terminal as a table that fits, in a pipe with "
        + "tabs below a line of names. By itself it shows what waits for you."),
    Sentence(
      nl:
        "De eerste parameter van een opdracht is de waarde die geen naam nodig heeft. Een woord als --mine alleen is ja.",
      en: "The first parameter of a command is the value that needs no name. A word like --mine by itself is yes."),
    Sentence(
      nl: "Datums mogen zoals u ze zegt: vandaag, morgen 10:00, vr 14:00, vorige vr, +3d, -2w, 23-11, 23 nov 2026, "
        + "volgende week (de maandag), volgende week vr, week 48, 10:00 (vandaag). Een dag zonder jaar komt nog, of was in de laatste drie maanden.",
      en:
        "Dates may be as you say them: today, tomorrow 10:00, fri 14:00, last fri, +3d, -2w, 23-11, 23 nov 2026, next "
        + "week (its Monday), next week fri, week 48, 10:00 (today). A day without a year is to come, or was in the last three months."
    ),
  ]

  private static let statuses: [(Int32, Sentence)] = [
    (0, Sentence(nl: "Gelukt.", en: "Success.")),
    (1, Sentence(nl: "Er is van afgezien; er is niets gedaan.", en: "It was called off; nothing was done.")),
    (64, Sentence(nl: "De opdracht klopt niet (syntax).", en: "The command is wrong (syntax).")),
    (65, Sentence(nl: "Een waarde klopt niet (input).", en: "A value is wrong (input).")),
    (
      66,
      Sentence(
        nl: "Het bestaat niet, of u mag er niet van weten (not-found).",
        en: "It does not exist, or you may not know of it (not-found).")
    ),
    (69, Sentence(nl: "De dienst is niet te bereiken.", en: "The service cannot be reached.")),
    (70, Sentence(nl: "Een fout van de dienst (internal).", en: "A fault of the service (internal).")),
    (74, Sentence(nl: "De uitvoer is niet te schrijven.", en: "The output cannot be written.")),
    (75, Sentence(nl: "Nu niet, later wel (busy).", en: "Not now, but later (busy).")),
    (77, Sentence(nl: "U mag dat niet (denied).", en: "You may not (denied).")),
    (78, Sentence(nl: "Er is geen toestemming (consent).", en: "There is no consent (consent).")),
    (79, Sentence(nl: "Dat hoort elders (scope).", en: "That belongs elsewhere (scope).")),
    (80, Sentence(nl: "De stand laat het niet toe (state).", en: "Its state does not allow it (state).")),
    (81, Sentence(nl: "Het botst met iets anders (conflict).", en: "It conflicts with something else (conflict).")),
    (82, Sentence(nl: "De tekst wijst op een persoon (privacy).", en: "The text points at a person (privacy).")),
  ]

  private static let environment: [(String, Sentence)] = [
    ("KOOS_SOCKET", Sentence(nl: "Waar de dienst luistert.", en: "Where the service listens.")),
    (
      "KOOS_HOST",
      Sentence(
        nl: "De andere machine waarop de dienst is, zoals bij --host.",
        en: "The other machine the service is on, as with --host.")
    ),
    (
      "LC_ALL, LC_MESSAGES, LANG",
      Sentence(
        nl: "Nederlands waar de eerste ervan met nl begint.", en: "Dutch where the first of them begins with nl.")
    ),
    (
      "KOOS_PAGER, PAGER",
      Sentence(
        nl: "Waardoor gaat wat langer is dan het scherm; leeg of cat: niets.",
        en: "What is longer than the screen goes through it; empty or cat: nothing.")
    ),
    ("VISUAL, EDITOR", Sentence(nl: "De editor van --edit.", en: "The editor of --edit.")),
    (
      "NO_COLOR, TERM",
      Sentence(
        nl: "Geen kleur waar NO_COLOR iets is, of de terminal dumb.",
        en: "No colour where NO_COLOR is anything, or the terminal dumb.")
    ),
  ]
}
