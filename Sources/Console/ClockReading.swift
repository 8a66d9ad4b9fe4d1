internal import Catalogue
internal import Wire

/// A local time that the clock shows twice in autumn or never in spring: which moment is meant is asked of a person; a
/// script is refused.
struct ClockReading {
  let language: Language
  let person: Person?

  /// The request with the moment that was chosen, nil where that is not what was wrong, or nobody chose.
  func chosen(_ request: Request, of command: Command, after code: Failure.Code, _ error: JSON) -> Request? {
    guard let person, code == .inputTimeGap || code == .inputTimeAmbiguous,
      let field = error["field"]?.string, let readings = error["readings"]?.array?.compactMap(\.string),
      let index = request.arguments.firstIndex(where: { command.name(of: $0) == field }),
      let answer = person.answer(Visible.text(question(error, readings))),
      let number = Int(answer.filter { !$0.isWhitespace }), readings.indices.contains(number - 1)
    else { return nil }
    var arguments = request.arguments
    arguments[index] = Request.Argument(
      key: arguments[index].key, value: readings[number - 1], column: 1, valueColumn: 1)
    return Request(tag: request.tag, command: request.command, column: 1, arguments: arguments)
  }

  private func question(_ error: JSON, _ readings: [String]) -> String {
    let cell = Cell(language: language, year: 0)
    let lines = readings.enumerated().map { index, reading in
      "  \(index + 1)  \(cell.text(.string(reading))) (\(reading))\n"
    }
    let which = Sentence(nl: "Welke bedoelt u? ", en: "Which do you mean? ")
    return (error["message"]?.string ?? "") + "\n" + lines.joined() + which(language)
  }
}
