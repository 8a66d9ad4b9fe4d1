internal import Casework
internal import Catalogue
internal import Wire

/// Texts too long for a line of words: from standard input where the value is `-`, or from an editor. A BSN comes from
/// standard input too, for what stands on a command line everybody on the machine can read.
struct LongText {
  let command: Command
  let options: Options
  let around: Surroundings

  /// The request with the texts in it.
  func filled(_ request: Request) throws(Complaint) -> Request {
    var arguments = request.arguments
    let piped = arguments.indices.filter { arguments[$0].value == "-" && limit(arguments[$0]) != nil }
    guard piped.count <= 1 else {
      throw Complaint(
        Exit.usage, nl: "Van de standaardinvoer komt één tekst, niet \(piped.count).",
        en: "Standard input gives one text, not \(piped.count).")
    }
    if let index = piped.first, let limit = limit(arguments[index]) {
      let name = command.name(of: arguments[index]) ?? ""
      arguments[index] = arguments[index].with(try input(name, limit))
    }
    if options.wantsEditor { try edit(&arguments) }
    return Request(tag: request.tag, command: request.command, column: 1, arguments: arguments)
  }

  private func limit(_ argument: Request.Argument) -> Int? {
    let parameter = command.name(of: argument).flatMap(command.parameter)
    return parameter?.kind == .bsn ? BSN.length : parameter?.longest
  }

  // MARK: Standard input

  private func input(_ name: String, _ limit: Int) throws(Complaint) -> String {
    if around.person != nil {
      around.warn(
        Sentence(
          nl: "Typ de tekst en sluit af met Ctrl-D op een lege regel.\n",
          en: "Type the text and end it with Ctrl-D on an empty line.\n")(options.language))
    }
    // No character takes more than four octets.
    guard let octets = around.company.input(4 * limit + 2) else {
      throw Complaint(Exit.usage, nl: "De standaardinvoer is niet te lezen.", en: "Standard input cannot be read.")
    }
    return try text(octets, name, limit)
  }

  // MARK: Editor

  private func edit(_ arguments: inout [Request.Argument]) throws(Complaint) {
    guard let parameter = edited(arguments), let limit = parameter.longest else {
      throw Complaint(
        Exit.usage, nl: "koos \(command.said(.nl)) heeft geen tekst om te schrijven.",
        en: "koos \(command.title) has no text to write.")
    }
    let index = arguments.firstIndex { command.name(of: $0) == parameter.name }
    let before = index.map { arguments[$0].value } ?? ""
    let file = command.words.joined(separator: "-") + "-\(parameter.name).txt"
    let octets: [UInt8]
    do {
      octets = try around.company.edit(
        try editor(), file, Array((before.isEmpty ? "" : before + "\n").utf8), 4 * limit + 2)
    } catch let complaint as Complaint {
      throw complaint
    } catch let failure as EditFailure {
      throw refusal(failure, parameter, limit)
    } catch {
      throw .cancelled
    }
    let after = try text(octets, parameter.name, limit)
    guard after != before, after.contains(where: { !$0.isWhitespace }) else { throw .cancelled }
    if let index {
      arguments[index] = arguments[index].with(after)
    } else {
      arguments.append(Request.Argument(key: parameter.name, value: after, column: 1, valueColumn: 1))
    }
  }

  /// The text that is written: the one given to be changed, else the one that is needed, else the first.
  private func edited(_ arguments: [Request.Argument]) -> Parameter? {
    let texts = command.parameters.filter { $0.longest != nil }
    return texts.first { text in arguments.contains { command.name(of: $0) == text.name } }
      ?? texts.first(where: \.isRequired) ?? texts.first
  }

  private func editor() throws(Complaint) -> String {
    for name in ["VISUAL", "EDITOR"] {
      if let program = around.environment[name], !program.isEmpty { return program }
    }
    guard around.person != nil else {
      throw Complaint(
        Exit.usage, nl: "Een editor heeft een terminal nodig.", en: "An editor needs a terminal.",
        hint: Sentence(nl: "geef de tekst met - op de standaardinvoer", en: "give the text on standard input, with -"))
    }
    // Debian's way to the editor of the user's choice; elsewhere there is always vi.
    return "$(command -v sensible-editor || echo vi)"
  }

  private func refusal(_ failure: EditFailure, _ parameter: Parameter, _ limit: Int) -> Complaint {
    switch failure {
    case .tooLong: tooLong(parameter.name, limit)
    case .ended(let signal):
      Complaint(128 + signal, nl: Complaint.cancelled.sentence.nl, en: Complaint.cancelled.sentence.en)
    case .status(let status):
      Complaint(
        Exit.cancelled, nl: "De editor eindigde met \(status); er is niets gedaan.",
        en: "The editor ended with \(status); nothing was done.")
    case .system(let reason):
      Complaint(
        Exit.unwritable, nl: "De editor kan niet beginnen.", en: "The editor cannot begin.",
        hint: Sentence(nl: reason, en: reason))
    }
  }

  // MARK: What makes a text

  /// The text in what was read: UTF-8, with line feeds alone between lines and the last one dropped.
  private func text(_ octets: [UInt8], _ name: String, _ limit: Int) throws(Complaint) -> String {
    guard octets.count <= 4 * limit + 1 else { throw tooLong(name, limit) }
    guard let read = String(validating: octets, as: UTF8.self) else {
      throw Complaint(
        Exit.usage, nl: "De tekst is geen UTF-8.", en: "The text is no UTF-8.", code: .syntaxEncoding)
    }
    var scalars = String.UnicodeScalarView()
    for scalar in read.unicodeScalars {
      if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
      scalars.append(scalar)
    }
    if scalars.last == "\n" { scalars.removeLast() }
    guard scalars.count <= limit else { throw tooLong(name, limit) }
    return String(scalars)
  }

  private func tooLong(_ name: String, _ limit: Int) -> Complaint {
    Complaint(
      Exit.data, nl: "\(name) is te lang: ten hoogste \(limit) tekens.",
      en: "\(name) is too long: at most \(limit) characters.",
      code: .inputValue)
  }
}

extension Parameter {
  /// How many characters its text may have, nil where it is no text of several lines.
  fileprivate var longest: Int? {
    if case .text(let longest) = kind { longest } else { nil }
  }
}

extension Request.Argument {
  fileprivate func with(_ value: String) -> Self {
    Self(key: key, value: value, column: column, valueColumn: valueColumn)
  }
}
