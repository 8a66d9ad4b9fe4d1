internal import Dispatch
internal import Postgres
internal import Records
internal import Synchronization

/// Wakes the watchers of other daemons after commits, at most once every 50 ms: committing notifiers queue up behind
/// one lock, so no transaction that does work notifies.
final class Announcer: Sendable {
  private static let pause = DispatchTimeInterval.milliseconds(50)

  private let database: Database
  private let queue = DispatchQueue(label: "koosd.announcer")
  private let isDue = Mutex(false)

  init(_ database: Database) { self.database = database }

  /// Says that events were committed.
  func committed() {
    let isFirst = isDue.withLock { isDue in
      defer { isDue = true }
      return !isDue
    }
    guard isFirst else { return }
    queue.asyncAfter(deadline: .now() + Self.pause) { [self] in
      isDue.withLock { $0 = false }
      // A lost announcement costs nothing: readers of the outbox go by number and look again by themselves.
      Task { _ = await database.once([Outbox.announcement], deadline: .after(.seconds(5))) }
    }
  }
}
