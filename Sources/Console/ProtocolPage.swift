internal import Catalogue
internal import Wire

/// The manual page of the line language, for who writes a client of his own.
struct ProtocolPage {
  let language: Language

  private func say(_ nl: String, _ en: String) -> String { Sentence(nl: nl, en: en)(language) }

  var text: String {
    var page = Roff(
      "koos-protocol", section: 7, source: "koosd \(Catalogue.version)",
      manual: say("Overzichten en afspraken", "Miscellaneous Information"))
    page.section(say("NAAM", "NAME"))
    page.paragraph(say("koos-protocol - de regels die koosd beantwoordt", "koos-protocol - the lines koosd answers"))
    page.section(say("REGELS", "LINES"))
    page.paragraph(
      say(
        "Een client verbindt met de socket, leest een groet en stuurt regels; op elke regel volgen rijen en dan één ok of err.",
        "A client connects to the socket, reads a greeting and sends lines; each line gets rows and then one ok or err."
      ))
    page.example(Self.grammar)
    for sentence in Self.rules { page.paragraph(sentence(language)) }
    page.section(say("WAARDEN", "VALUES"))
    for (name, meaning) in Self.kinds { page.item(name, meaning(language)) }
    page.section(say("OPDRACHTEN", "COMMANDS"))
    page.paragraph(
      say(
        "De eerste parameter mag zonder naam. Wat niet tussen haken staat is nodig. Wie en wat: koos(1) en help.",
        "The first parameter may go without its name. What stands in no brackets is needed. What for: koos(1) and help."
      ))
    for command in Catalogue.commands { page.item(command.name, line(of: command)) }
    page.section(say("FOUTEN", "ERRORS"))
    page.paragraph(
      say(
        "Na err volgt een code van twee woorden en een object met message, en waar het past field, col, allowed, near, with, "
          + "is en retry (dezelfde regel kan later wel slagen). De klassen en wat koos(1) ermee teruggeeft:",
        "After err comes a code of two words and an object with message and, where they apply, field, col, allowed, near, "
          + "with, is and retry (the same line may succeed later). The classes, and what koos(1) ends with:"))
    for family in Self.families { page.item(family, "\(Failure.Code("\(family).x").exitStatus)") }
    page.section(say("ZIE OOK", "SEE ALSO"))
    page.paragraph("koos(1), koosd(8)")
    return page.text
  }

  private func line(of command: Command) -> String {
    let parameters = command.parameters.map { parameter in
      let text = "\(parameter.name)=\(parameter.kind.name.uppercased())" + (parameter.isList ? ",..." : "")
      return parameter.isRequired ? text : "[\(text)]"
    }
    return (parameters.isEmpty ? "" : parameters.joined(separator: " ") + ". ") + command.summary(language)
  }

  private static let families = [
    "syntax", "input", "not-found", "denied", "consent", "scope", "state", "conflict", "privacy", "busy", "internal",
  ]

  private static let grammar = [
    "greeting = \"\(ReplyWriter.protocolVersion) ready \" object LF",
    "request  = [ \"@\" tag 1*SP ] command [ 1*SP subject ] *( 1*SP key \"=\" value ) *SP LF",
    "command  = word *( \".\" word )",
    "value    = bare / DQUOTE text DQUOTE      ; in text: \\\" \\\\ \\n \\t \\u{hex}",
    "reply    = *row ( ok / err )",
    "row      = \"row \" [ \"@\" tag SP ] object LF",
    "ok       = \"ok \" [ \"@\" tag SP ] object LF",
    "err      = \"err \" [ \"@\" tag SP ] code SP object LF",
    "event    = \"event \" object LF           ; between watch and unwatch, never inside a reply",
  ]

  private static let rules = [
    Sentence(
      nl:
        "Een regel heeft ten hoogste \(Limits.line) octetten; een lijst geeft ten hoogste \(Limits.longestList) rijen per "
        + "keer en noemt in next waar het verder gaat. Op \(Limits.inFlight) regels tegelijk mag antwoord uitblijven.",
      en:
        "A line has \(Limits.line) octets at most; a list gives \(Limits.longestList) rows at a time at most and tells in "
        + "next where it goes on. \(Limits.inFlight) lines at a time may wait for their answer."),
    Sentence(
      nl:
        "Een opdracht die iets wijzigt neemt once: dezelfde regel onder hetzelfde kenmerk gebeurt één keer. dry-run=yes gaat "
        + "alles na en bewaart niets.",
      en:
        "A command that changes something takes once: the same line under the same token happens once. dry-run=yes checks "
        + "everything and keeps nothing."),
    Sentence(
      nl: "Tijden zonder verschil met UTC zijn die van Amsterdam. Datums zoals mensen ze zeggen kent alleen koos(1).",
      en: "Times without an offset are Amsterdam's. Dates as people say them are known to koos(1) alone."),
  ]

  private static let kinds: [(String, Sentence)] = {
    var seen: Set<String> = []
    return Catalogue.commands.flatMap { $0.parameters + $0.common }.compactMap { parameter in
      guard parameter.kind.allowed.isEmpty, seen.insert(parameter.kind.name).inserted else { return nil }
      return (parameter.kind.name.uppercased(), parameter.kind.expectation)
    }
  }()
}
