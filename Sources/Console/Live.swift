internal import Catalogue
internal import Wire

extension Console {
  /// Keeps a list up to date on the screen until the user has seen enough.
  static func watch(
    _ request: Request, _ command: Command, _ options: Options, _ around: Surroundings, _ connect: @escaping Connect
  ) throws -> Int32 {
    guard command.isList, !command.changes(request), options.week == nil else {
      throw Complaint(
        Exit.usage, nl: "--watch hoort bij een lijst; koos \(command.said(.nl)) is er zo geen.",
        en: "--watch goes with a list; koos \(command.title) is none so.")
    }
    guard options.form == .readable, let person = around.person, around.environment["TERM"] != "dumb" else {
      throw Complaint(
        Exit.usage, nl: "--watch heeft een terminal nodig.", en: "--watch needs a terminal.",
        hint: Sentence(
          nl: "koos watch vertelt regel voor regel wat er gebeurt", en: "koos watch tells line by line what happens"))
    }
    // Whether the service is there, and the list may be seen at all, is said before the screen is taken.
    let client = try client(for: command, request, options, around, connect)
    let first = try client.ask(request.line, isRepeatable: true)
    if case .err(let code, let object) = first.outcome {
      around.warn(around.errors(options, request).text(code, object))
      return code.exitStatus
    }
    let screen = LiveScreen(
      title: words(request, command.said(options.language)),
      cell: Cell(language: options.language, year: around.year, style: around.style(options)))
    // Connecting to another machine may ask for a password, which the screen would hide.
    around.line.hangUp()
    let link = try client.open()
    guard let stage = person.stage() else {
      throw Complaint(
        Exit.usage, nl: "Het scherm is niet te gebruiken.", en: "The screen cannot be used.")
    }
    let (status, refusal) = try follow(
      list(request, command, client), screen, stage, link, again: options.host == nil ? client : nil)
    if let refusal { around.warn(around.errors(options).text(refusal.code, refusal.object)) }
    return status
  }

  /// What is listed, as it was asked for.
  private static func words(_ request: Request, _ title: String) -> String {
    let rest = request.arguments.map { argument in
      let value = argument.value.contains(" ") ? quoted(argument.value) : argument.value
      return argument.key.map { "--\($0) \(value)" } ?? value
    }
    return Visible.line((["koos", title] + rest).joined(separator: " "))
  }

  private static func list(_ request: Request, _ command: Command, _ client: Client) -> LiveList {
    let speaker = request.arguments.filter { $0.key == "as" }
    let topics = Request.Argument(
      key: "topics", value: command.topics.joined(separator: ","), column: 1, valueColumn: 1)
    let watch = Request(tag: nil, command: "watch", column: 1, arguments: [topics] + speaker).line
    return LiveList(preamble: client.preamble, watch: command.topics.isEmpty ? nil : watch, list: request.line)
  }

  /// Ctrl-C (`SIGINT`), which ends what would go on for ever, and ends it well.
  private static let interruption: Int32 = 2

  /// - Parameter again: what connects once the connection is lost; nil where that ends it.
  private static func follow(
    _ list: LiveList, _ screen: LiveScreen, _ stage: any Stage, _ link: any Link, again: Client?
  ) throws(Complaint) -> (Int32, refusal: (code: Failure.Code, object: JSON)?) {
    defer { stage.leave() }
    var list = list
    var link: (any Link)? = link
    link?.send(Array(list.connected(at: stage.now).utf8))
    var (time, count) = (String?.none, 0)
    while list.refusal == nil {
      if list.isToConnect(at: stage.now) {
        guard let again else {
          throw Complaint(Exit.unavailable, nl: "De verbinding is verbroken.", en: "The connection was lost.")
        }
        link = try? again.connect(again.socket)
        if let link { link.send(Array(list.connected(at: stage.now).utf8)) } else { list.lost(at: stage.now) }
      }
      if let line = list.line(at: stage.now) { link?.send(Array(line.utf8)) }
      let away = list.secondsAway(at: stage.now)
      if list.isChanged && list.rows != nil || away != nil {
        if list.count != count { (time, count) = (stage.time, list.count) }
        list.isChanged = false
        stage.draw(screen.lines(list, time: time, away: away, columns: stage.columns, rows: stage.rows))
      }
      switch stage.next(link, within: list.idle(at: stage.now)) {
      case .keys(let keys):
        // No more keys is no more person.
        if keys.isEmpty || keys.contains(UInt8(ascii: "q")) || keys.contains(UInt8(ascii: "Q")) {
          return (Exit.success, nil)
        }
      case .ended(let signal):
        return (signal == interruption ? Exit.success : 128 + signal, nil)
      case .resized: list.isChanged = true
      case .received:
        let octets = link?.receive() ?? []
        if octets.isEmpty { list.lost(at: stage.now) } else { list.received(octets, at: stage.now) }
      case .nothing: if list.isSilent(at: stage.now) { list.lost(at: stage.now) }
      }
      if list.standing != .here { link = nil }
    }
    return (list.refusal?.code.exitStatus ?? Exit.success, list.refusal)
  }
}
