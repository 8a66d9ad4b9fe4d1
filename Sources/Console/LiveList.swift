internal import Wire

/// The talk with a daemon that keeps a list up to date, over connections that may be lost; without a socket or clock of its
/// own. Times are milliseconds of a clock that only runs forward.
struct LiveList {
  /// What is said over a new connection before the list is asked for: who we are, and in which language.
  let preamble: [String]
  /// The line that asks to be told what happens, nil where nothing is told of the list.
  let watch: String?
  /// The line that asks for the list.
  let list: String

  /// What a reply answers, in the order asked.
  private enum Asked {
    case login, language, watch, list
  }

  /// Where the connection stands.
  enum Standing: Equatable {
    /// There is none; the next is tried at this time.
    case away(until: Int64)
    /// There is one.
    case here
  }

  /// The rows of the last list that came whole; nil before the first.
  private(set) var rows: [JSON]?
  /// How many lists came.
  private(set) var count = 0
  /// Whether there are more rows than a page holds.
  private(set) var hasMore = false
  private(set) var standing = Standing.away(until: 0)
  /// The refusal that ends it.
  private(set) var refusal: (code: Failure.Code, object: JSON)?
  /// Whether what is to be shown has changed since this was last put to false.
  var isChanged = true

  private var asked: [Asked] = []
  private var isGreeted = false
  private var octets: [UInt8] = []
  private var coming: [JSON] = []
  private var isStale = true
  private var lastAsked = Int64.min
  private var lastHeard = Int64.min
  private var tries = 0

  /// The list is not asked for more often.
  static let rest: Int64 = 400
  /// What is due by the clock alone shows after so long; sooner where nothing is told of the list.
  private static let oldest: Int64 = 300_000
  private static let oldestUntold: Int64 = 30_000
  /// A daemon that tells of itself every half minute and is not heard so long is gone.
  private static let longestSilence: Int64 = 75_000
  /// How long to wait before each further try for a connection.
  private static let waits: [Int64] = [500, 1_000, 2_000, 4_000, 8_000, 15_000]

  init(preamble: [String], watch: String?, list: String) {
    self.preamble = preamble
    self.watch = watch
    self.list = list
  }

  // MARK: What happens

  /// A connection was made; what to send over it.
  mutating func connected(at now: Int64) -> String {
    standing = .here
    asked = preamble.map { $0.hasPrefix("auth") ? .login : .language }
    if watch != nil { asked.append(.watch) }
    isGreeted = false
    octets = []
    coming = []
    // Asked after the watch has begun: what happens from then on is told.
    asked.append(.list)
    lastAsked = now
    lastHeard = now
    isStale = false
    return (preamble + [watch, list].compactMap(\.self)).map { $0 + "\n" }.joined()
  }

  /// The connection was lost, or could not be made.
  mutating func lost(at now: Int64) {
    standing = .away(until: now + Self.waits[min(tries, Self.waits.count - 1)])
    tries += 1
    isChanged = true
  }

  /// Octets came.
  mutating func received(_ more: [UInt8], at now: Int64) {
    lastHeard = now
    octets += more
    var start = octets.startIndex
    while let end = octets[start...].firstIndex(of: UInt8(ascii: "\n")), standing == .here, refusal == nil {
      take(octets[start..<end], at: now)
      start = end + 1
    }
    octets.removeSubrange(..<start)
  }

  private mutating func take(_ line: ArraySlice<UInt8>, at now: Int64) {
    if !isGreeted, line.starts(with: "\(ReplyWriter.protocolVersion) ready ".utf8) {
      isGreeted = true
      return
    }
    switch ReplyReader.parse(line) {
    case .row(let row): coming.append(row)
    case .event(let event): if event["topic"]?.string != "heartbeat" { isStale = true }
    case .end(.ok(let object)): answered(object)
    case .end(.err(let code, let object)): refused(code, object, at: now)
    case nil: lost(at: now)
    }
  }

  private mutating func answered(_ object: JSON) {
    guard !asked.isEmpty else { return }
    if asked.removeFirst() == .list {
      rows = coming
      count += 1
      hasMore = object["next"] != nil
      tries = 0
      isChanged = true
    }
    coming = []
  }

  private mutating func refused(_ code: Failure.Code, _ object: JSON, at now: Int64) {
    // Who is not known cannot choose a language either; the next reply tells.
    if isGreeted, asked.first == .language {
      asked.removeFirst()
    } else if object["retry"]?.bool == true {
      lost(at: now)
    } else {
      refusal = (code, object)
    }
    coming = []
  }

  // MARK: What is to be done

  /// Whether a connection is to be tried now.
  func isToConnect(at now: Int64) -> Bool {
    if case .away(let until) = standing { now >= until } else { false }
  }

  /// Whether nothing was heard for so long that the connection must be gone.
  func isSilent(at now: Int64) -> Bool {
    standing == .here && isToBeHeard && now - lastHeard >= Self.longestSilence
  }

  /// Whether the daemon has something to say before long: an answer, or that it is there.
  private var isToBeHeard: Bool { watch != nil || !asked.isEmpty }

  /// The line to send now, nil for none.
  mutating func line(at now: Int64) -> String? {
    guard standing == .here, asked.isEmpty, now >= nextAsk else { return nil }
    asked.append(.list)
    lastAsked = now
    isStale = false
    return list + "\n"
  }

  /// Seconds until the next try for a connection; nil where there is one.
  func secondsAway(at now: Int64) -> Int64? {
    if case .away(let until) = standing { max(0, (until - now + 999) / 1_000) } else { nil }
  }

  /// How long nothing is to be done if nothing happens.
  func idle(at now: Int64) -> Int {
    // Each second another number is shown.
    if case .away(let until) = standing { return Int(min(max(until - now, 0), 1_000)) }
    let next = asked.isEmpty ? nextAsk : .max
    let silence = isToBeHeard ? lastHeard + Self.longestSilence : .max
    return Int(max(min(next, silence) - now, 0))
  }

  private var nextAsk: Int64 {
    lastAsked + (isStale ? Self.rest : watch == nil ? Self.oldestUntold : Self.oldest)
  }
}
