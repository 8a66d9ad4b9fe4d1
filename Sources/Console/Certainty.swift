internal import Catalogue
internal import Wire

/// Whether what cannot be undone is meant.
struct Certainty {
  let options: Options
  let person: Person?

  /// Asks where it must; refuses where nobody can be asked and `--yes` was not said, or where the answer is no.
  func check(_ command: Command, _ request: Request) throws(Complaint) {
    guard !options.isSure, let question = command.question(before: request) else { return }
    let sentence = Visible.line(question.sentence(options.language))
    guard let person else {
      throw Complaint(
        Exit.usage, nl: "\(question.sentence.nl) Er is niets gedaan.", en: "\(question.sentence.en) Nothing was done.",
        hint: Sentence(nl: "zeg --yes als het zo bedoeld is", en: "say --yes where it is meant"))
    }
    let wanted =
      question.word.map { Sentence(nl: "Typ \($0) om door te gaan: ", en: "Type \($0) to go on: ") }
      ?? Sentence(nl: "Doorgaan? [j/N] ", en: "Go on? [y/N] ")
    let answer = person.answer("\(sentence)\n\(Visible.line(wanted(options.language)))")
    guard let answer, isYes(answer, question.word) else { throw .cancelled }
  }

  private func isYes(_ answer: String, _ word: String?) -> Bool {
    let said = answer.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    return word.map { said == $0.lowercased() } ?? ["j", "ja", "y", "yes"].contains(said)
  }
}

extension Complaint {
  /// The user thought better of it.
  static let cancelled = Complaint(Exit.cancelled, nl: "Er is niets gedaan.", en: "Nothing was done.")
}
