internal import Postgres
internal import Records
internal import Synchronization

/// Commits entries of the access log in batches: the next batch leaves as soon as the last is durable.
///
/// A reply that shows client data waits for its batch, so that nothing is shown that is not accounted for; the batch
/// is shared by all who wait, so that the wait costs no read its speed.
final class AccessBatches: Sendable {
  private struct Waiting {
    var entries: [AccessLog.Entry] = []
    var replies: [@Sendable (Bool) -> Void] = []
    var isRunning = false
  }

  /// So many entries go into one statement at the most.
  private static let largest = 2_000
  private static let patience = Duration.seconds(5)

  private let database: Database
  private let waiting = Mutex(Waiting())

  init(_ database: Database) { self.database = database }

  /// Adds entries to the next batch; `kept` is told once whether they are durable.
  func add(_ entries: [AccessLog.Entry], kept: @escaping @Sendable (Bool) -> Void) {
    let starts = waiting.withLock { waiting in
      waiting.entries += entries
      waiting.replies.append(kept)
      defer { waiting.isRunning = true }
      return !waiting.isRunning
    }
    if starts { Task(executorPreference: database.loop) { await self.run() } }
  }

  private func run() async {
    while true {
      let batch = waiting.withLock { waiting -> Waiting? in
        guard !waiting.replies.isEmpty else {
          waiting.isRunning = false
          return nil
        }
        let batch = waiting
        waiting = Waiting(isRunning: true)
        return batch
      }
      guard let batch else { return }
      let isKept = await keep(batch.entries)
      for reply in batch.replies { reply(isKept) }
    }
  }

  private func keep(_ entries: [AccessLog.Entry]) async -> Bool {
    let slices = stride(from: 0, to: entries.count, by: Self.largest).flatMap {
      AccessLog.adding(batch: Array(entries[$0..<min($0 + Self.largest, entries.count)]))
    }
    return await database.once(slices, deadline: .after(Self.patience), isUrgent: true).error == nil
  }
}
