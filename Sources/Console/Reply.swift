internal import Wire

/// A whole reply of the daemon.
struct Reply: Equatable {
  /// How a reply ends.
  enum Outcome: Equatable {
    case ok(JSON)
    case err(Failure.Code, JSON)
  }

  let rows: [JSON]
  let outcome: Outcome

  /// Whether the same line may succeed in a moment: what took all the time it had would do so again.
  var mayRetry: Bool {
    guard case .err(let code, let object) = outcome else { return false }
    return code != .busyDeadline && object["retry"]?.bool == true
  }

  /// Whether the daemon itself does not know what became of it; under its token the same line tells.
  var isInDoubt: Bool {
    if case .err(.busyOutcomeUnknown, _) = outcome { true } else { false }
  }
}

/// Puts lines of the daemon together to replies.
struct ReplyReader {
  private let link: any Link
  private var buffer: [UInt8] = []
  private var start = 0

  init(_ link: any Link) { self.link = link }

  /// The next line without its end, nil when the connection ended before one was whole.
  mutating func line() -> ArraySlice<UInt8>? {
    var scanned = start
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return buffer[start..<end]
      }
      buffer.removeSubrange(..<start)
      start = 0
      scanned = buffer.count
      let more = link.receive()
      if more.isEmpty { return nil }
      buffer += more
    }
  }

  /// The next reply, nil when the connection ended before it was whole or it makes no sense.
  mutating func reply() -> Reply? {
    var rows: [JSON] = []
    while let line = line() {
      switch Self.parse(line) {
      case .row(let object): rows.append(object)
      case .end(let outcome): return Reply(rows: rows, outcome: outcome)
      case .event: continue
      case nil: return nil
      }
    }
    return nil
  }

  /// The next event, nil when the connection ended; replies are passed over.
  mutating func event() -> JSON? {
    while let line = line() {
      if case .event(let object) = Self.parse(line) { return object }
    }
    return nil
  }

  /// What one line is.
  enum Parsed: Equatable {
    case row(JSON)
    case end(Reply.Outcome)
    case event(JSON)
  }

  static func parse(_ line: ArraySlice<UInt8>) -> Parsed? {
    var rest = line
    func word() -> String {
      let word = rest.prefix { $0 != 0x20 }
      rest = rest[word.endIndex...].dropFirst()
      return String(decoding: word, as: UTF8.self)
    }
    let kind = word()
    if rest.first == UInt8(ascii: "@") { _ = word() }
    let code = kind == "err" ? word() : ""
    guard let object = try? JSON.parse(rest) else { return nil }
    return switch kind {
    case "row": .row(object)
    case "ok": .end(.ok(object))
    case "err": .end(.err(Failure.Code(code), object))
    case "event": .event(object)
    default: nil
    }
  }
}
