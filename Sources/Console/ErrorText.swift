internal import Catalogue
internal import Wire

/// What went wrong, for standard error.
struct ErrorText {
  let options: Options
  /// The year that need not be said.
  let year: Int
  /// Columns of the terminal, nil in a pipe.
  var width: Int?
  /// What was asked; nil where nothing was, or a line was sent as it is.
  var request: Request?

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
    let message = written(Self.said(object, code, options.language))
    let asked = Asked(object, request)
    var text = "koos: \(Visible.line(message))\(code.map { " (\($0))" } ?? "")\n"
    for member in object.members ?? [] {
      if member.name == "field", let field = member.value.string {
        text += self.text(field, asked, code, object, message)
      }
      guard let (label, value) = hint(member, asked?.parameter, code) else { continue }
      text += "  \(label(options.language)): \(Visible.line(value))\n"
    }
    return wrapped(text) + advice(asked, code, object)
  }

  /// The lines broken where the terminal ends, and what goes on a little further in.
  private func wrapped(_ text: String) -> String {
    guard let width, width > 20 else { return text }
    return text.split(separator: "\n").flatMap { line in
      let indent = String(line.prefix { $0 == " " })
      let lines = Columns.wrap(String(line.dropFirst(indent.count)), to: width - indent.count - 2)
      return lines.enumerated().map { indent + ($0 == 0 ? "" : "  ") + $1 + "\n" }
    }.joined()
  }

  /// What the error is about, where that is a parameter of a command.
  private struct Asked {
    let command: Command
    let parameter: Parameter
    private let request: Request

    init?(_ object: JSON, _ request: Request?) {
      guard let field = object["field"]?.string, let request, let command = Catalogue.find(request.command),
        let parameter = command.parameter(field) ?? command.common.first(where: { $0.name == field })
      else { return nil }
      self.command = command
      self.parameter = parameter
      self.request = request
    }

    /// What was said there.
    var value: String? { command.value(of: parameter.name, in: request) }

    /// What else must be said and was not.
    var others: [Parameter] {
      command.parameters.filter {
        $0.isRequired && $0.name != parameter.name && command.value(of: $0.name, in: request) == nil
      }
    }
  }

  /// Errors that the meaning of their parameter helps to mend.
  private static let aboutMeaning = [Failure.Code.syntaxMissingParameter, .inputValue].map(\.description)

  /// The message; a state in it is one of the wire's words.
  private static func said(_ object: JSON, _ code: String?, _ language: Language) -> String {
    let message = object["message"]?.string ?? code ?? ""
    guard code?.hasPrefix("state.") == true, let state = object["is"]?.string,
      let words = ValueWords.words(state, of: "is")?(language)
    else { return message }
    return message.replacing(" \(state).", with: " \(words).")
  }

  /// A sentence of the daemon as on the command line: commands in the reader's words, `confirm=yes` as `--confirm`.
  private func written(_ text: String) -> String {
    guard let command = request.flatMap({ Catalogue.find($0.command) }) else { return text }
    return Typed.text(Catalogue.said(text, in: options.language), of: [command])
  }

  /// The line of what it is about.
  private func text(
    _ field: String, _ asked: Asked?, _ code: String?, _ object: JSON, _ message: String
  ) -> String {
    if let asked, let code, Self.aboutMeaning.contains(code) {
      return "  --\(field): \(asked.parameter.help(options.language))\n"
    }
    guard !names(field, object["value"], message) else { return "" }
    let name = asked == nil ? Visible.line(field) : "--\(field)"
    return "  \(Sentence(nl: "bij", en: "at")(options.language)): \(name)\n"
  }

  /// How it could be said, where the daemon does not tell.
  private func advice(_ asked: Asked?, _ code: String?, _ object: JSON) -> String {
    func tip(_ sentence: Sentence) -> String {
      "  \(Sentence(nl: "tip", en: "hint")(options.language)): \(sentence(options.language))\n"
    }
    if let noun = misread(code, object) {
      return tip(
        Sentence(nl: "koos help \(noun) toont wat er nog meer kan", en: "koos help \(noun) shows what else there is"))
    }
    if code == Failure.Code.busyDeadline.description, let request,
      !request.arguments.contains(where: { $0.key == "within" })
    {
      return tip(Sentence(nl: "met --within 5m mag het langer duren", en: "with --within 5m it may take longer"))
    }
    guard let asked, let code, Self.aboutMeaning.contains(code) || code == Failure.Code.scopeWijk.description else {
      return ""
    }
    var text = ""
    if code == Failure.Code.syntaxMissingParameter.description {
      let words = asked.parameter.kind.allowed.map(JSON.string)
      if object["allowed"] == nil, !words.isEmpty, asked.parameter.kind != .yes,
        let (label, value) = hint(JSON.Member("allowed", .array(words)), asked.parameter, code)
      {
        text += wrapped("  \(label(options.language)): \(value)\n")
      }
      let rest = asked.others.map { "--\($0.name) (\($0.help(options.language)))" }.joined(separator: ", ")
      if !rest.isEmpty {
        text += wrapped("  \(Sentence(nl: "ook nodig", en: "also needed")(options.language)): \(rest)\n")
      }
      let example = asked.command.calls(options.language).first ?? asked.command.bareCall(options.language)
      text += "  \(Sentence(nl: "zoals", en: "such as")(options.language)): \(example)\n"
    } else if let value = asked.value, object["near"] == nil,
      let near = nearest(value, among: object["allowed"]?.array?.compactMap(\.string) ?? [])
    {
      text += "  \(Sentence(nl: "bedoelde u", en: "did you mean")(options.language)): \(Visible.line(near))\n"
    } else if let times = times(asked.parameter.kind) {
      text += tip(times)
    }
    return text
  }

  /// The noun of a list that took a word for its subject which was perhaps meant as a verb, `wachtlijst overzicht`.
  private func misread(_ code: String?, _ object: JSON) -> String? {
    guard code?.hasPrefix("not-found.") == true, let request, let command = Catalogue.find(request.command),
      command.isList, let subject = request.arguments.first, subject.key == nil, subject.value.allSatisfy(\.isLetter)
    else { return nil }
    return command.fullySaid(options.language).split(separator: " ").first.map(String.init)
  }

  /// Days and times that a parameter would take.
  private func times(_ kind: Kind) -> Sentence? {
    switch kind {
    case .time:
      Sentence(
        nl: "een tijd heeft een uur, zoals morgen 10:00, vr 14:00, +3d 10:00 of 23-11 10:00",
        en: "a time has an hour, such as tomorrow 10:00, fri 14:00, +3d 10:00 or 23-11 10:00")
    case .date, .today:
      Sentence(
        nl: "zoals vandaag, morgen, vr, +3d, -2w, 23-11 of volgende week",
        en: "such as today, tomorrow, fri, +3d, -2w, 23-11 or next week")
    case .moment:
      Sentence(
        nl: "zoals vandaag, morgen 10:00, vr, +3d, -2w, 23-11 of volgende week",
        en: "such as today, tomorrow 10:00, fri, +3d, -2w, 23-11 or next week")
    case .birth: Sentence(nl: "zoals 14-5-2016, of 2016-05 of 2016", en: "such as 14-5-2016, or 2016-05 or 2016")
    default: nil
    }
  }

  /// Whether the message has the field's name or its value as a word of its own.
  private func names(_ field: String, _ value: JSON?, _ message: String) -> Bool {
    message.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
      .contains { $0 == field || $0 == value?.string ?? field }
  }

  private func hint(_ member: JSON.Member, _ parameter: Parameter?, _ code: String?) -> (Sentence, String)? {
    var value = Cell(language: options.language, year: year).text(member.value, of: member.name)
    // A command's name goes in the way of the command line.
    if code == Failure.Code.syntaxUnknownCommand.description { value = String(value.map { $0 == "." ? " " : $0 }) }
    switch member.name {
    // The message, and the line of the field, have said these.
    case "message", "field", "value", "col": return nil
    // Nothing at all is no advice.
    case "allowed" where member.value.array?.isEmpty == true: return nil
    case "allowed":
      if code == Failure.Code.deniedRole.description {
        return (Sentence(nl: "wie wel", en: "who may"), words(member.value, of: "role"))
      }
      if code?.hasPrefix("state.") == true { value = words(member.value, of: "is") }
      if let parameter, let texts = member.value.array?.compactMap(\.string) {
        value = texts.map { ValueWords.explained($0, of: parameter.name, options.language) }.joined(separator: ", ")
      }
      return (Sentence(nl: "mogelijk", en: "allowed"), value)
    case "near": return (Sentence(nl: "bedoelde u", en: "did you mean"), value)
    case "hint": return (Sentence(nl: "tip", en: "hint"), written(value))
    case "retry":
      return (
        Sentence(nl: "opnieuw", en: "retry"),
        Sentence(nl: "later kan het wel lukken", en: "it may work later")(options.language)
      )
    case "with": return (Sentence(nl: "met", en: "with"), value)
    case "is": return (Sentence(nl: "nu", en: "is"), value)
    case "who": return (Sentence(nl: "wie", en: "who"), value)
    case "entry": return (Sentence(nl: "regel", en: "entry"), value)
    case "kind": return (Sentence(nl: "wat", en: "kind"), value)
    case "seal": return (Sentence(nl: "zegel", en: "seal"), value)
    case "door": return (Sentence(nl: "waar wel", en: "go to"), value)
    case "readings":
      // Shown as they must be written, offset and all.
      let readings = member.value.array?.compactMap(\.string) ?? []
      return (Sentence(nl: "bedoelde u", en: "did you mean"), readings.joined(separator: ", "))
    default:
      return (Sentence(nl: MemberWords.name(member.name, .nl), en: MemberWords.name(member.name, .en)), value)
    }
  }

  /// Words of a closed set for a person.
  private func words(_ value: JSON, of member: String) -> String {
    Cell(language: options.language, year: year).text(value, of: member)
  }
}
