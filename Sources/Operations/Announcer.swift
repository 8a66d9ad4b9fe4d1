internal import Dispatch
internal import Postgres
internal import Records
internal import Synchronization

/// Wakes the watchers of this daemon after commits, and those of other daemons at most once every 50 ms: committing
/// notifiers queue up behind one lock, so no transaction that does work notifies.
final class Announcer: Sendable {
  private static let pause = DispatchTimeInterval.milliseconds(50)

  private let database: Database
  private let queue = DispatchQueue(label: "koosd.announcer")
  private let isDue = Mutex(false)

  /// Wakes the watchers of this daemon.
  private let wake: @Sendable () -> Void

  init(_ database: Database, wake: @escaping @Sendable () -> Void) {
    self.database = database
    self.wake = wake
  }

  /// Says that events were committed.
  func committed() {
    wake()
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
