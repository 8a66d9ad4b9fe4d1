package import Wire

/// Who is at the other end of a session, as far as the session itself knows; what the caller may do is
/// read from the database with every request.
package struct Caller: Sendable {
  /// The numeric user the kernel names for the peer (SO_PEERCRED), or nil where it names none.
  package var uid: UInt32?
  /// The peer's process, for the access log's source.
  package var pid: Int32?
  /// The token the session spoke, which wins over the peer; kept as the SHA-256 of the token.
  package var token: [UInt8]?
  /// The language of messages.
  package var language: Language
  /// Whether the session has made itself read-only, for good.
  package var readOnly: Bool
  /// What the session watches, nil where it watches nothing.
  package var watch: (any Watch)?

  package init(uid: UInt32?, pid: Int32?) {
    self.uid = uid
    self.pid = pid
    token = nil
    language = .nl
    readOnly = false
    watch = nil
  }
}

/// The whole answer to one request.
package struct Reply: Sendable {
  /// The rows and the final line, each ended by a newline, ready for the socket.
  package var bytes: [UInt8]
  /// The caller as he is after this request (`auth`, `session`, `watch`, `unwatch`), nil when nothing changed.
  package var caller: Caller?
  /// Whether the server closes the session after this reply (`quit`).
  package var closes: Bool

  package init(bytes: [UInt8], caller: Caller? = nil, closes: Bool = false) {
    self.bytes = bytes
    self.caller = caller
    self.closes = closes
  }
}

/// How a request stands to those before and after it in its session.
package enum Ordering: Sendable, Equatable {
  /// May run beside other requests of the session that change nothing.
  case shared
  /// Waits for all before it, and all after it wait for its reply.
  case alone
}
