internal import Wire

/// Asks a daemon one thing, again where that is safe and may help.
struct Client {
  let connect: Connect
  let socket: String
  let language: Language
  /// Proves who we are; nil where the daemon goes by the user of the machine.
  let token: String?
  let pause: (Int) -> Void
  /// Says so when it takes long.
  var progress: Progress?
  /// The token under which a change can be asked again by hand, should its reply never come.
  var once: String?
  /// Where the connection waits for the next question; nil where there is but one.
  var line: OpenLine?

  /// How long to wait before each further try, in milliseconds.
  static let patience = [100, 300, 900]

  /// Sends a line and waits for its reply; what is not `isRepeatable` is sent once at most.
  func ask(_ text: String, isRepeatable: Bool) throws(Complaint) -> Reply {
    try begin(text, isRepeatable: isRepeatable).reply
  }

  /// The same, and what follows the reply.
  func begin(_ text: String, isRepeatable: Bool) throws(Complaint) -> (reply: Reply, reader: ReplyReader?) {
    var conversation = line?.taken()
    if conversation == nil { conversation = try Conversation(self) }
    var waits = (isRepeatable ? Self.patience : [])[...]
    while true {
      let reply = try conversation?.exchange([text])?.first
      if let reply, !reply.mayRetry, !(once != nil && reply.isInDoubt) {
        line?.conversation = conversation
        return (reply, conversation?.reader)
      }
      guard let wait = waits.popFirst() else {
        if let reply { return (reply, conversation?.reader) }
        throw Self.lost(hint: isRepeatable ? again : Self.look)
      }
      if wait >= Progress.soon { progress?.lost() }
      pause(wait)
      conversation = try? Conversation(self)
      progress?.clear()
    }
  }

  /// What is said where a connection ended too soon.
  static func lost(hint: Sentence?) -> Complaint {
    Complaint(
      Exit.unavailable, nl: "De verbinding is verbroken voor het antwoord kwam.",
      en: "The connection was lost before the reply came.", hint: hint)
  }

  /// What is said where nobody knows whether a line was run.
  private static let look = Sentence(
    nl: "kijk of het gebeurd is voor u het opnieuw probeert", en: "see whether it was done before you try again")

  /// How a change is asked again so that it is done once at most.
  private var again: Sentence? {
    once.map { once in
      Sentence(
        nl: "misschien is het gedaan; dezelfde opdracht met --once \(quoted(once)) doet het niet nog eens",
        en: "it may have been done; the same command with --once \(quoted(once)) does not do it again")
    }
  }

  /// Throws where what answers is no daemon.
  func check(_ greeting: ArraySlice<UInt8>) throws(Complaint) {
    guard !greeting.starts(with: "\(ReplyWriter.protocolVersion) ready ".utf8) else { return }
    throw Complaint(
      Exit.unavailable, nl: "Op \(socket) antwoordt geen koosd.",
      en: "What answers at \(socket) is no koosd.")
  }

  /// A connection of which long waits are shown, or why there is none.
  func open() throws(Complaint) -> any Link {
    do {
      let link = try connect(socket)
      return progress?.watching(link) ?? link
    } catch {
      throw Complaint(
        Exit.unavailable, nl: "De dienst is niet te bereiken op \(socket).",
        en: "The service cannot be reached at \(socket).",
        hint: socket.hasPrefix(FarHost.scheme)
          ? Sentence(nl: error.reason, en: error.reason)
          : Sentence(
            nl: "\(error.reason); draait koosd, en luistert het daar? --socket PATH of KOOS_SOCKET zegt waar",
            en: "\(error.reason); does koosd run, and listen there? --socket PATH or KOOS_SOCKET says where"))
    }
  }

  /// What goes before the first line of a connection: who we are, and in which language.
  var preamble: [String] {
    var lines: [String] = []
    if let token { lines.append("auth token=\(quoted(token))") }
    // Dutch is the daemon's own.
    if language != .nl { lines.append("session lang=\(language.rawValue)") }
    return lines
  }
}
