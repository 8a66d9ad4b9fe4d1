internal import Casework
internal import Dispatch
internal import Postgres
internal import Records
internal import Synchronization

/// The watches of this daemon: asks how far the outbox has come, and lets those look who have not come so far.
///
/// It asks after commits of this daemon, at the notifications of others, and now and then by itself, for a
/// notification may be lost, and an event waits for transactions that began before its own.
final class Watchers: Sendable {
  /// Seconds a look may take.
  static let patience = 10
  /// Between two looks at least.
  private static let pause = Duration.milliseconds(50)
  /// Between two looks for each watch: a crowd of them leaves the database to others.
  private static let share = Duration.microseconds(500)
  /// Until the next look where an event stands behind a transaction that runs.
  private static let untilFinal = Duration.milliseconds(100)
  /// Until the next look where the database did not answer.
  private static let untilRetry = Duration.seconds(1)
  /// Until the next look where nothing calls for one.
  private static let tick = Duration.seconds(2)

  private struct State {
    var watches: [ObjectIdentifier: OutboxWatch] = [:]
    var isListening = false
    var isLooking = false
    /// Whether the look under way may have begun too early for what came since.
    var isMissing = false
    /// When the next look is, and which of those planned it is: an earlier one takes the place of a later.
    var next = Deadline.never
    var plan = 0
    /// Before this moment there is no look.
    var notBefore = Deadline.now
  }

  let database: Database
  let zone: Zone
  let isDemo: Bool
  let heartbeat: Duration
  private let queue = DispatchQueue(label: "koosd.watchers")
  private let state = Mutex(State())

  init(_ surroundings: Responder.Surroundings) {
    database = surroundings.database
    zone = surroundings.zone
    isDemo = surroundings.isDemo
    heartbeat = surroundings.heartbeat
  }

  func add(_ watch: OutboxWatch) {
    let listens = state.withLock { state in
      state.watches[ObjectIdentifier(watch)] = watch
      defer { state.isListening = true }
      return !state.isListening
    }
    if listens { database.listen(Outbox.channel) { [weak self] in self?.wake() } }
    wake()
  }

  func remove(_ watch: OutboxWatch) {
    state.withLock { $0.watches[ObjectIdentifier(watch)] = nil }
  }

  /// Says that there may be events.
  func wake() { look(at: .now) }

  /// Says that a look failed.
  func retry() { look(at: .after(Self.untilRetry)) }

  private func look(at moment: Deadline) {
    let planned = state.withLock { state -> (plan: Int, moment: Deadline)? in
      let moment = max(moment, state.notBefore)
      guard !state.watches.isEmpty, moment < state.next else { return nil }
      state.next = moment
      state.plan += 1
      return (state.plan, moment)
    }
    guard let planned else { return }
    let (seconds, attoseconds) = planned.moment.remaining.components
    let delay = DispatchTimeInterval.nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    queue.asyncAfter(deadline: .now() + delay) { self.look(asPlanned: planned.plan) }
  }

  /// Asks how far the outbox has come.
  private func look(asPlanned plan: Int) {
    let looks = state.withLock { state in
      guard plan == state.plan else { return false }
      state.next = .never
      if state.isLooking { state.isMissing = true }
      guard !state.watches.isEmpty, !state.isLooking else { return false }
      state.isLooking = true
      state.isMissing = false
      state.notBefore = .after(max(Self.pause, Self.share * state.watches.count))
      return true
    }
    guard looks else { return }
    database.read([Outbox.end], deadline: .after(.seconds(Self.patience))) { [self] outcome in
      let (watches, isMissing) = state.withLock { state in
        state.isLooking = false
        return (state.watches.values, state.isMissing)
      }
      guard outcome.error == nil, let rows = outcome.rows.first else { return retry() }
      let end = Outbox.Place(rows, 0) ?? .start
      for watch in watches { watch.look(upTo: end) }
      if isMissing { return wake() }
      look(at: .after(rows.bool(0, 2) == false ? Self.untilFinal : Self.tick))
    }
  }
}
