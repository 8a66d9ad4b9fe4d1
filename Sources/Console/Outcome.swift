internal import Catalogue
internal import Wire

/// What a change came to, said to a person above and below what it answers.
struct Outcome {
  let command: Command
  let request: Request
  let language: Language
  let style: Style

  /// What was done, with the thing it was done to.
  func heading(_ object: JSON, _ codes: [String]) -> String {
    let things = codes.isEmpty ? [subject].compactMap(\.self) : codes
    var what = ([command.said(language)] + things).joined(separator: " ")
    if let revision = object["rev"]?.integer {
      what += Sentence(nl: " (revisie \(revision))", en: " (revision \(revision))")(language)
    }
    let sentence =
      if object["dry_run"]?.bool == true {
        Sentence(
          nl: "Proef: dit zou goed gaan, en er is niets bewaard: \(what)",
          en: "Dry run: this would go well, and nothing was kept: \(what)")
      } else if object["replayed"]?.bool == true {
        Sentence(
          nl: "Was al gedaan, en is niet nog eens gedaan: \(what)", en: "Was done before, and not done again: \(what)")
      } else {
        Sentence(nl: "Gedaan: \(what)", en: "Done: \(what)")
      }
    return style(Visible.line(sentence(language)), .heading)
  }

  /// What is likely to be done next, as a line to type; nil where nothing is.
  func next(_ object: JSON) -> String? {
    guard object["dry_run"]?.bool != true, let step = command.next(after: request, reply: object, language) else {
      return nil
    }
    return Sentence(nl: "Hierna: ", en: "Next: ")(language) + Visible.line("koos \(step)\(speaker)")
  }

  /// In the demo the next step is the same person's.
  private var speaker: String {
    request.arguments.first { $0.key == "as" }.map { " --as \($0.value)" } ?? ""
  }

  private var subject: String? {
    command.subject.flatMap { subject in
      // A text says enough where it stands.
      if case .text = subject.kind { return nil }
      return command.value(of: subject.name, in: request)
    }
  }
}
