internal import Casework
internal import Catalogue
internal import Wire

/// The week of a day, Monday first.
enum Week {
  /// The day after `--week`: what stands behind its equals sign, else the next words where they say a day; this week is
  /// empty.
  static func taken(_ inline: String?, _ rest: inout ArraySlice<String>) -> String {
    if let inline { return inline }
    for count in [4, 3, 2, 1] where rest.count > count {
      let day = rest.dropFirst().prefix(count).joined(separator: " ")
      guard isDay(day) else { continue }
      rest = rest.dropFirst(count)
      return day
    }
    return ""
  }

  /// The Monday of the week a text names; nil where it names none.
  static func monday(of text: String, now: LocalTime) -> CivilDate? {
    let said = text.isEmpty ? now.date.iso : Kind.date.spoken(text)?.wire(now: now) ?? text
    let date = CivilDate(iso: said)
    return date.map { $0.adding(days: 1 - $0.weekday.rawValue) }
  }

  private static func isDay(_ text: String) -> Bool { CivilDate(iso: text) != nil || Kind.date.spoken(text) != nil }
}

extension Console {
  /// Draws a week of an agenda; in a pipe its rows, as the wire has them.
  static func week(
    _ day: String, _ request: Request, _ command: Command, _ options: Options, _ around: Surroundings,
    _ connect: @escaping Connect
  ) throws -> Int32 {
    guard command.name == "agenda" else {
      throw Complaint(Exit.usage, nl: "--week hoort bij koos agenda.", en: "--week goes with koos agenda.")
    }
    let own: Set<String> = ["from", "to", "after"]
    if let other = request.arguments.compactMap(\.key).first(where: own.contains) {
      throw Complaint(
        Exit.usage, nl: "--week en --\(other) gaan niet samen.", en: "--week and --\(other) exclude each other.")
    }
    let client = try client(for: command, request, options, around, connect)
    var today = LocalTime(date: CivilDate(day: 0), second: 0)
    if CivilDate(iso: day) == nil {
      switch try client.ask("clock", isRepeatable: true).outcome {
      case .ok(let object):
        guard let now = (object["now"]?.string?.prefix(19)).flatMap({ LocalTime(wire: $0) }) else {
          throw Complaint(
            Exit.unavailable, nl: "De dienst weet niet hoe laat het is.", en: "The service knows no time.")
        }
        today = now
      case .err(let code, let object):
        around.warn(around.errors(options, request).text(code, object))
        return code.exitStatus
      }
    }
    guard let monday = Week.monday(of: day, now: today) else {
      throw Complaint(
        Exit.usage, nl: "\(Visible.line(day)) is geen dag.", en: "\(Visible.line(day)) is no day.",
        hint: Sentence(nl: "zoals 2026-11-23 of volgende week", en: "such as 2026-11-23 or next week"))
    }
    var rows: [JSON] = []
    var after: String?
    repeat {
      let (page, outcome) = try ask(client, request, monday, after)
      switch outcome {
      case .ok(let object):
        rows += page
        after = object["next"]?.string
      case .err(let code, let object):
        around.warn(around.errors(options, request).text(code, object))
        return code.exitStatus
      }
    } while after != nil
    around.line.hangUp()
    let whose = command.parameters.prefix(2).compactMap { command.value(of: $0.name, in: request) }.first
    guard options.form == .readable, let width = around.width else {
      let rendering = Rendering(
        command: command, request: request, options: options, width: around.width, year: around.year)
      try around.show(rendering.text(rows, .object([.init("rows", .integer(Int64(rows.count)))])).0, options)
      return Exit.success
    }
    let picture = WeekPicture(
      monday: monday, whose: whose, rows: rows, width: width,
      cell: Cell(language: options.language, year: around.year, style: around.style(options)))
    try around.show(picture.lines.map { $0 + "\n" }.joined(), options)
    return Exit.success
  }

  private static func ask(
    _ client: Client, _ request: Request, _ monday: CivilDate, _ after: String?
  ) throws -> ([JSON], Reply.Outcome) {
    // A day is its local midnight: the week of a changed clock has an hour less or more.
    var added = [("from", monday.iso), ("to", monday.adding(days: 7).iso), ("limit", String(Limits.longestList))]
    if let after { added.append(("after", after)) }
    let arguments =
      request.arguments.filter { $0.key != "limit" }
      + added.map { Request.Argument(key: $0.0, value: $0.1, column: 1, valueColumn: 1) }
    let line = Request(tag: nil, command: request.command, column: 1, arguments: arguments).line
    let reply = try client.ask(line, isRepeatable: true)
    return (reply.rows, reply.outcome)
  }
}
