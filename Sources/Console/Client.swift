internal import Wire

/// Asks a daemon one thing, again where that is safe and may help.
struct Client {
  let connect: Connect
  let socket: String
  let language: Language
  /// Proves who we are; nil where the daemon goes by the user of the machine.
  let token: String?
  let pause: (Int) -> Void

  /// How long to wait before each further try, in milliseconds.
  static let patience = [100, 300, 900]

  /// Sends a line and waits for its reply; what is not `isRepeatable` is sent once at most.
  func ask(_ line: String, isRepeatable: Bool) throws(Complaint) -> Reply {
    try begin(line, isRepeatable: isRepeatable).reply
  }

  /// The same, and what follows the reply.
  func begin(_ line: String, isRepeatable: Bool) throws(Complaint) -> (reply: Reply, reader: ReplyReader?) {
    var connection = try open()
    var waits = (isRepeatable ? Self.patience : [])[...]
    while true {
      var reader = connection.map(ReplyReader.init)
      let reply = try exchange(line, over: connection, &reader)
      if let reply, !reply.mayRetry { return (reply, reader) }
      guard let wait = waits.popFirst() else {
        if let reply { return (reply, reader) }
        throw Complaint(
          Exit.unavailable, nl: "De verbinding is verbroken voor het antwoord kwam.",
          en: "The connection was lost before the reply came.",
          hint: isRepeatable
            ? nil
            : Sentence(
              nl: "kijk of het gebeurd is voor u het opnieuw probeert",
              en: "see whether it was done before you try again"))
      }
      pause(wait)
      connection = try? open()
    }
  }

  private func open() throws(Complaint) -> (any Link)? {
    do {
      return try connect(socket)
    } catch {
      throw Complaint(
        Exit.unavailable, nl: "De dienst is niet te bereiken op \(socket).",
        en: "The service cannot be reached at \(socket).",
        hint: Sentence(nl: error.reason, en: error.reason))
    }
  }

  /// Everything goes out at once, before the greeting is read: one round instead of three.
  private func exchange(
    _ line: String, over link: (any Link)?, _ reader: inout ReplyReader?
  ) throws(Complaint) -> Reply? {
    guard let link, var reading = reader else { return nil }
    defer { reader = reading }
    var lines = [line]
    // Dutch is the daemon's own.
    if language != .nl { lines.insert("session lang=\(language.rawValue)", at: 0) }
    if let token { lines.insert("auth token=\(quoted(token))", at: 0) }
    link.send(Array(lines.joined(separator: "\n").utf8) + [0x0A])
    guard let greeting = reading.line() else { return nil }
    guard greeting.starts(with: "\(ReplyWriter.protocolVersion) ready ".utf8) else {
      // Too many clients, or ending: said instead of a greeting.
      if case .end(let outcome)? = ReplyReader.parse(greeting) { return Reply(rows: [], outcome: outcome) }
      throw Complaint(
        Exit.unavailable, nl: "Op \(socket) antwoordt geen koosd.",
        en: "What answers at \(socket) is no koosd.")
    }
    if token != nil {
      guard let login = reading.reply() else { return nil }
      if case .err = login.outcome { return login }
    }
    // Refused before login; the reply to the line itself tells why, be it in Dutch.
    if language != .nl, reading.reply() == nil { return nil }
    return reading.reply()
  }
}
