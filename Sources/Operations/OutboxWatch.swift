internal import Casework
internal import Postgres
internal import Records
internal import Synchronization
internal import Wire

/// Reads the outbox for one session, under its worker's rights of the moment.
///
/// All it remembers is the place it has reached, so an outage costs nothing but time.
final class OutboxWatch: Watch {
  /// Whose rights it looks with, asked anew at each look.
  struct Reader: Sendable {
    let uid: UInt32?
    let token: [UInt8]?
    /// The login an administrator watches for.
    let speakingFor: String?
    let worker: Int
  }

  private struct State {
    var place: Outbox.Place
    var tell: (@Sendable ([UInt8]) -> Void)?
    var isLooking = false
    /// Whether there is more than the look under way can see.
    var isMissing = false
    /// Whether the reader had no rights at the last look.
    var isShut = false
    var isOver = false
    /// When the next heartbeat is due.
    var beat = Deadline.never
  }

  /// Events told in one look.
  private static let page = 1_000

  private let watchers: Watchers
  private let topics: [String]
  private let reader: Reader
  private let state: Mutex<State>

  init(_ watchers: Watchers, _ topics: [String], from place: Outbox.Place, for reader: Reader) {
    self.watchers = watchers
    self.topics = topics
    self.reader = reader
    state = Mutex(State(place: place))
  }

  func begin(_ tell: @escaping @Sendable ([UInt8]) -> Void) {
    let begins = state.withLock { state in
      guard !state.isOver, state.tell == nil else { return false }
      state.tell = tell
      state.beat = .after(watchers.heartbeat)
      return true
    }
    if begins { watchers.add(self) }
  }

  @discardableResult
  func end() -> Int { stop().number }

  /// Tells nothing more; the place it reached.
  func stop() -> Outbox.Place {
    watchers.remove(self)
    return state.withLock { state in
      state.isOver = true
      state.tell = nil
      return state.place
    }
  }

  /// Looks what has come up to a place where events are final, if there can be anything to tell.
  func look(upTo end: Outbox.Place) {
    let place = state.withLock { state -> Outbox.Place? in
      let isDue = state.beat <= .now || state.place < end && !state.isShut
      if state.isLooking { state.isMissing = true }
      guard state.tell != nil, !state.isLooking, isDue else { return nil }
      state.isLooking = true
      state.isMissing = false
      return state.place
    }
    guard let place else { return }
    let end = max(place, end)
    let identity = Identity.query(
      uid: reader.uid, token: reader.token, speakingFor: reader.speakingFor, timeout: Watchers.patience * 1_000)
    let events = Outbox.events(of: topics, after: place, upTo: end, limit: Self.page)
    watchers.database.read([identity, events], deadline: .after(.seconds(Watchers.patience))) { outcome in
      self.looked(outcome, upTo: end)
    }
  }

  private func looked(_ outcome: GroupOutcome, upTo end: Outbox.Place) {
    guard outcome.error == nil, outcome.rows.count == 2 else {
      state.withLock { $0.isLooking = false }
      return watchers.retry()
    }
    let identified = Identified(outcome.rows[0]).flatMap { found in
      let maySpeak = reader.speakingFor == nil || watchers.isDemo && found.administers
      return found.worker == reader.worker && maySpeak ? found : nil
    }
    let mayBeMore = state.withLock { state in
      state.isLooking = false
      state.isShut = identified == nil
      let isBeat = state.beat <= .now
      if isBeat { state.beat = .after(watchers.heartbeat) }
      guard let tell = state.tell, let identified else { return false }
      let events = outcome.rows[1]
      let isFull = events.count == Self.page
      state.place = isFull ? Outbox.Place(events, events.count - 1) ?? end : end
      let lines = lines(events, beat: isBeat && !isFull ? (state.place.number, identified.now) : nil)
      if !lines.isEmpty { tell(lines) }
      return isFull || state.isMissing
    }
    if mayBeMore { watchers.wake() }
  }

  private func lines(_ events: Rows, beat: (number: Int, now: Instant)?) -> [UInt8] {
    var lines: [UInt8] = []
    var object: [UInt8] = []
    for row in 0..<events.count {
      object.removeAll(keepingCapacity: true)
      events.append(row: row, column: 2, to: &object)
      ReplyWriter.event(rendered: object, into: &lines)
    }
    if let beat {
      ReplyWriter.event(
        [
          .init("topic", .string("heartbeat")), .init("seq", .integer(Int64(beat.number))),
          .init("at", .string(watchers.zone.rfc3339(beat.now))),
        ], into: &lines)
    }
    return lines
  }
}
