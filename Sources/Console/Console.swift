internal import Casework
internal import Catalogue
internal import Wire

/// The command line `koos`.
package enum Console {
  /// Does what the arguments ask, as the system hands them over; malformed UTF-8 is refused and not mended.
  package static func run(octets: [[UInt8]], _ around: Surroundings, connect: @escaping Connect) -> Int32 {
    let arguments = octets.compactMap { String(validating: $0, as: UTF8.self) }
    guard arguments.count == octets.count else {
      let sentence = Failure.encoding(column: 1).sentence
      let complaint = Complaint(Exit.usage, nl: sentence.nl, en: sentence.en, code: .syntaxEncoding)
      around.warn(ErrorText(options: Options(around.environment), year: around.year).text(complaint))
      return complaint.status
    }
    return run(arguments, around, connect: connect)
  }

  /// Does what the arguments ask and returns the exit status.
  package static func run(
    _ arguments: [String], _ around: Surroundings, connect: @escaping Connect
  ) -> Int32 {
    do {
      let invocation = try Invocation(arguments, environment: around.environment)
      do {
        return try act(invocation, around, connect)
      } catch let complaint as Complaint {
        around.warn(ErrorText(options: invocation.options, year: around.year).text(complaint))
        return complaint.status
      }
    } catch let misread as Invocation.Misread {
      around.warn(ErrorText(options: misread.options, year: around.year).text(misread.complaint))
      return misread.complaint.status
    } catch {
      // Only an output that takes no more is left.
      guard let reason = (error as? Surroundings.Gone)?.reason else { return Exit.gone }
      around.warn("koos: \(reason)\n")
      return Exit.unwritable
    }
  }

  private static func act(
    _ invocation: Invocation, _ around: Surroundings, _ connect: @escaping Connect
  ) throws -> Int32 {
    let options = invocation.options
    let help = HelpText(language: options.language, width: around.width ?? 80)
    switch invocation.action {
    case .overview: try around.write(help.overview())
    case .explain(let name): try around.write(help.text(Catalogue.helpRows(for: name, options.language)))
    case .version: try around.write("koos \(Catalogue.version)\n")
    case .completion(let shell): try around.write(Completion(language: options.language).script(shell))
    case .raw(let line):
      var command: Command?
      if case .request(let request) = Lexer.lex(Array(line.utf8)[...]).content {
        command = Catalogue.find(request.command)
      }
      return try ask(line, of: command, given: [], isRepeatable: false, options, around, connect)
    case .request(let request):
      guard let command = Catalogue.find(request.command) else { return Exit.usage }
      let line = withOnce(request, command, around).line
      let given = request.arguments.map(\.value)
      return try ask(line, of: command, given: given, isRepeatable: true, options, around, connect)
    }
    return Exit.success
  }

  /// The request with a token of its own, so that a repeat of it does nothing twice.
  private static func withOnce(_ request: Request, _ command: Command, _ around: Surroundings) -> Request {
    guard command.changes(request), !request.arguments.contains(where: { $0.key == "once" }) else {
      return request
    }
    let once = Request.Argument(key: "once", value: around.unique(), column: 1, valueColumn: 1)
    return Request(
      tag: request.tag, command: request.command, column: 1, arguments: request.arguments + [once])
  }

  private static func ask(
    _ line: String, of command: Command?, given: [String], isRepeatable: Bool, _ options: Options,
    _ around: Surroundings,
    _ connect: @escaping Connect
  ) throws -> Int32 {
    let client = Client(
      connect: connect, socket: options.socket, language: options.language,
      token: command?.name == "auth" ? nil : try Token.read(around.environment), pause: around.pause)
    let (reply, reader) = try client.begin(line, isRepeatable: isRepeatable)
    switch reply.outcome {
    case .ok(let object) where command?.name == "watch":
      throw try follow(reader, after: object, options, around)
    case .ok(let object):
      let rendering = Rendering(
        command: command, given: given, options: options, width: around.width, year: around.year)
      let (text, remark) = rendering.text(reply.rows, object)
      try around.write(text)
      if let remark { around.warn(remark) }
      return Exit.success
    case .err(let code, let object):
      around.warn(ErrorText(options: options, year: around.year).text(code, object))
      return code.exitStatus
    }
  }
}

extension Console {
  /// Prints events as they come; returns what to complain of when they end, for only an interruption ends them well.
  private static func follow(
    _ reader: ReplyReader?, after reply: JSON, _ options: Options, _ around: Surroundings
  ) throws(Surroundings.Gone) -> Complaint {
    around.mayInterrupt()
    let lines = EventLines(options: options, width: around.width, year: around.year)
    try around.write(lines.header(reply))
    var reader = reader
    var last = reply["seq"]
    while let event = reader?.event() {
      last = event["seq"] ?? last
      try around.write(lines.text(event))
    }
    let since = "--since \(last?.text ?? "0")"
    return Complaint(
      Exit.unavailable, nl: "De verbinding is verbroken.", en: "The connection was lost.",
      hint: Sentence(nl: "verder met \(since)", en: "go on with \(since)"))
  }
}

extension Surroundings {
  /// The year now, in UTC: near enough to leave it out of a time.
  fileprivate var year: Int { CivilDate(day: Int(now.seconds / 86_400)).year }
}
