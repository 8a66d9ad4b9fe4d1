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
      var options = Options(around.environment)
      options.language = Options.language(in: arguments) ?? options.language
      around.warn(around.errors(options).text(complaint))
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
        around.warn(around.errors(invocation.options).text(complaint))
        return complaint.status
      }
    } catch let misread as Invocation.Misread {
      around.warn(around.errors(misread.options).text(misread.complaint))
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
    let width = around.width ?? 80
    defer { around.line.hangUp() }
    switch invocation.action {
    case .start(let actingAs): try start(actingAs, options, around, connect)
    case .overview: try around.show(Overview(language: options.language, width: width).text, options)
    case .explain(let words):
      try around.show(HelpText(language: options.language, width: width).text(said: words), options)
    case .bridge: try bridge(options, around)
    case .version: try around.write("koos \(Catalogue.version)\n")
    case .completion(let shell): try around.write(Completion(language: options.language).script(shell))
    case .manual(let page): try around.write(Manual(language: options.language).text(page))
    case .candidates(let words): try around.write(Candidates(options: options).text(words, around, connect))
    case .raw(let line):
      var command: Command?
      if case .request(let request) = Lexer.lex(Array(line.utf8)[...]).content {
        command = Catalogue.find(request.command)
        try Token.mustNotBeSaid(in: request, around.environment)
      }
      return try ask(line, of: command, nil, options, around, connect)
    case .request(let request):
      guard let command = Catalogue.find(request.command) else { return Exit.usage }
      try Token.mustNotBeSaid(in: request, around.environment)
      try options.mustGoTogether()
      if options.wantsWatch {
        return try watch(try written(request, command, options, around, connect), command, options, around, connect)
      }
      if let day = options.week { return try week(day, request, command, options, around, connect) }
      let said = try LongText(command: command, options: options, around: around).filled(request)
      try Certainty(options: options, person: around.person).check(command, said)
      let whole = withOnce(try written(said, command, options, around, connect), command, around)
      return try ask(whole.line, of: command, whole, options, around, connect)
    }
    return Exit.success
  }

  /// What waits for who calls; where that cannot be told, why, and what the program can do.
  private static func start(
    _ actingAs: String?, _ options: Options, _ around: Surroundings, _ connect: @escaping Connect
  ) throws {
    guard options.form != .csv, options.form != .prometheus, !options.wantsWatch, !options.wantsEditor,
      options.week == nil, options.page == nil
    else {
      throw Complaint(
        Exit.usage, nl: "Dit overzicht heeft die vorm niet; een opdracht wel.",
        en: "This overview has no such form; a command has.")
    }
    let page = StartPage(options: options, width: around.width ?? 80, actingAs: actingAs)
    do {
      let found = try page.ask(client(for: nil, nil, options, around, connect))
      switch options.form {
      case .json: try around.write(page.objects(found).map { Visible.json($0.text) + "\n" }.joined())
      case .quiet: try around.write(page.codes(found).map { Visible.field($0) + "\n" }.joined())
      default: try around.show(page.text(found), options)
      }
    } catch let complaint as Complaint {
      // Who named somebody wants that name mended, and no page of help.
      guard actingAs == nil || complaint.code == nil else { throw complaint }
      try around.show(Overview(language: options.language, width: around.width ?? 80).text, options)
      around.warn(around.errors(options).text(complaint))
    }
  }

  /// The request with its days and times as the wire has them.
  private static func written(
    _ request: Request, _ command: Command, _ options: Options, _ around: Surroundings, _ connect: @escaping Connect
  ) throws -> Request {
    let times = SpokenTimes(command: command, request: request)
    guard times.isAny else { return request }
    guard times.needsNow else { return times.written(now: LocalTime(date: CivilDate(day: 0), second: 0)) }
    guard let now = try client(for: command, nil, options, around, connect).wallClock() else { return request }
    return times.written(now: now)
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

  /// The client these options make, for a command.
  static func client(
    for command: Command?, _ request: Request?, _ options: Options, _ around: Surroundings, _ connect: @escaping Connect
  ) throws -> Client {
    var client = Client(
      connect: connect, socket: try options.place(), language: options.language,
      token: command?.name == "auth" ? nil : try Token.read(around.environment), pause: around.pause)
    if options.form != .json, let show = around.progress {
      client.progress = Progress(language: options.language, show: show)
    }
    client.once = request?.arguments.first { $0.key == "once" }?.value
    client.line = around.line
    return client
  }

  /// Sends a line; one that is no request read from words is sent once at most.
  private static func ask(
    _ line: String, of command: Command?, _ request: Request?, _ options: Options, _ around: Surroundings,
    _ connect: @escaping Connect
  ) throws -> Int32 {
    let asked = request.flatMap { Asked($0, options.language) }
    try PageFile.check(options, asked)
    let client = try client(for: command, request, options, around, connect)
    let (reply, reader) = try client.begin(line, isRepeatable: request != nil)
    around.line.hangUp()
    switch reply.outcome {
    case .ok(let object) where command?.name == "watch":
      throw try follow(reader, after: object, options, around)
    case .ok(let object):
      if let path = options.page, let asked {
        try PageFile(path: path, options: options, around: around).write(asked, reply.rows, object)
        return Exit.success
      }
      let rendering = Rendering(
        command: command, request: request, options: options, width: around.width, year: around.year, asked: asked,
        glyphs: Glyphs(around.environment), style: around.style(options))
      let (text, remark) = rendering.text(reply.rows, object)
      try around.show(text, options)
      if let remark { around.warn(remark) }
      return Exit.success
    case .err(let code, let object):
      if let command, let request,
        let chosen = ClockReading(language: options.language, person: around.person)
          .chosen(request, of: command, after: code, object)
      {
        return try ask(chosen.line, of: command, chosen, options, around, connect)
      }
      around.warn(around.errors(options, request).text(code, object))
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
  var year: Int { CivilDate(day: Int(now.seconds / 86_400)).year }

  /// What went wrong, of what was asked.
  func errors(_ options: Options, _ request: Request? = nil) -> ErrorText {
    ErrorText(options: options, year: year, width: width, request: request)
  }
}
