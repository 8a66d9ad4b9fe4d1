internal import Wire

/// What went wrong, for standard error.
struct ErrorText {
  let options: Options
  /// The year that need not be said.
  let year: Int

  /// Something the program itself has to say.
  func text(_ complaint: Complaint) -> String {
    var members: [JSON.Member] = []
    if let near = complaint.near { members.append(JSON.Member("near", .string(near))) }
    if let hint = complaint.hint { members.append(JSON.Member("hint", .string(hint(options.language)))) }
    let message = JSON.Member("message", .string(complaint.sentence(options.language)))
    return text(complaint.code, .object([message] + members))
  }

  /// An error of the daemon: its message, its code, and a line for all else that helps.
  func text(_ code: Failure.Code?, _ object: JSON) -> String {
    if options.form == .json {
      let first = code.map { [JSON.Member("code", .string($0.description))] } ?? []
      return Visible.json(JSON.object(first + (object.members ?? [])).text) + "\n"
    }
    let code = code.map { Visible.line($0.description) }
    let message = object["message"]?.string ?? code ?? ""
    var text = "koos: \(Visible.line(message))\(code.map { " (\($0))" } ?? "")\n"
    for member in object.members ?? [] {
      if member.name == "field", let field = member.value.string, !names(field, object["value"], message) {
        text += "  \(Sentence(nl: "bij", en: "at")(options.language)): \(Visible.line(field))\n"
      }
      guard
        let (label, value) = hint(
          member, namesCommands: code == Failure.Code.syntaxUnknownCommand.description)
      else { continue }
      text += "  \(label(options.language)): \(Visible.line(value))\n"
    }
    return text
  }

  /// Whether the message has the field's name or its value as a word of its own.
  private func names(_ field: String, _ value: JSON?, _ message: String) -> Bool {
    message.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
      .contains { $0 == field || $0 == value?.string ?? field }
  }

  private func hint(_ member: JSON.Member, namesCommands: Bool) -> (Sentence, String)? {
    var value = Cell(language: options.language, year: year).text(member.value)
    // A command's name goes in the way of the command line.
    if namesCommands { value = String(value.map { $0 == "." ? " " : $0 }) }
    switch member.name {
    // The message, and the line of the field, have said these.
    case "message", "field", "value", "col": return nil
    // Nothing at all is no advice.
    case "allowed" where member.value.array?.isEmpty == true: return nil
    case "allowed": return (Sentence(nl: "mogelijk", en: "allowed"), value)
    case "near": return (Sentence(nl: "bedoelde u", en: "did you mean"), value)
    case "hint": return (Sentence(nl: "tip", en: "hint"), value)
    case "retry":
      return (
        Sentence(nl: "opnieuw", en: "retry"),
        Sentence(nl: "later kan het wel lukken", en: "it may work later")(options.language)
      )
    case "with": return (Sentence(nl: "met", en: "with"), value)
    case "is": return (Sentence(nl: "nu", en: "is"), value)
    case "who": return (Sentence(nl: "wie", en: "who"), value)
    case "door": return (Sentence(nl: "waar wel", en: "go to"), value)
    case "readings":
      // Shown as they must be written, offset and all.
      let readings = member.value.array?.compactMap(\.string) ?? []
      return (Sentence(nl: "bedoelde u", en: "did you mean"), readings.joined(separator: ", "))
    default: return (Sentence(nl: member.name, en: member.name), value)
    }
  }
}
