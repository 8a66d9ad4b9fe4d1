internal import Wire

/// The connection of one call of the program, from one question to the next: to another machine each is a login.
final class OpenLine {
  /// The last, where its replies have all come.
  var conversation: Conversation?

  /// The same, which is then somebody's own.
  func taken() -> Conversation? {
    defer { hangUp() }
    return conversation
  }

  /// Nothing more is asked; what is shown may be looked at for long.
  func hangUp() { conversation = nil }
}

/// Lines over one connection; each is asked once.
struct Conversation {
  private var client: Client
  private let link: any Link
  /// What comes over the connection after the replies.
  private(set) var reader: ReplyReader
  private var isOpened = false

  init(_ client: Client, over link: any Link) {
    self.client = client
    // What keeps the conversation is not kept by it.
    self.client.line = nil
    self.link = link
    reader = ReplyReader(link)
  }

  /// Connects; throws what a person is to be told where that fails.
  init(_ client: Client) throws(Complaint) { self.init(client, over: try client.open()) }

  /// The replies to these lines, all sent before the first is read.
  mutating func ask(_ lines: [String]) throws(Complaint) -> [Reply] {
    guard let replies = try exchange(lines) else { throw Client.lost(hint: nil) }
    return replies
  }

  /// The same; nil where the connection was lost before the last reply came.
  ///
  /// Who is turned away before the first line has that as the reply to each. Everything goes out at once, before the greeting
  /// is read: one round instead of three.
  mutating func exchange(_ lines: [String]) throws(Complaint) -> [Reply]? {
    let opening = isOpened ? [] : client.preamble
    link.send(Array((opening + lines).map { $0 + "\n" }.joined().utf8))
    if !isOpened {
      isOpened = true
      guard let greeting = reader.line() else { return nil }
      // Too many clients, or ending: said instead of a greeting.
      if case .end(let outcome)? = ReplyReader.parse(greeting) {
        return lines.map { _ in Reply(rows: [], outcome: outcome) }
      }
      try client.check(greeting)
      if client.token != nil {
        guard let login = reader.reply() else { return nil }
        if case .err = login.outcome { return lines.map { _ in login } }
      }
      // Refused before login; the reply to the line itself tells why, be it in Dutch.
      if client.language != .nl, reader.reply() == nil { return nil }
    }
    var replies: [Reply] = []
    for _ in lines {
      guard let reply = reader.reply() else { return nil }
      replies.append(reply)
    }
    return replies
  }
}
