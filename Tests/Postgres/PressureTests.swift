import Patience
import Postgres
import Testing

@Suite("Connections under pressure")
struct PressureTests {
  /// Each test has a number of its own, for they run side by side.
  private func lock(_ number: Int) -> Query { Statement("SELECT pg_advisory_xact_lock($1::integer)")(.integer(number)) }
  private let one = Statement("SELECT '1'")()

  /// Waits until a statement on another connection waits for the lock.
  private func crowded(_ database: Database, _ number: Int) async -> Bool {
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = \(number) AND NOT granted"
    return await eventually { (try? await database.value(sql)) == "1" }
  }

  @Test("what is urgent passes a crowd that holds all other connections")
  func urgent() async throws {
    try await withDatabase(writers: 2) { database in
      let lock = self.lock(731)
      let holder = Holder(database, lock)
      #expect(await holder.holds)
      let waiting = Task { await database.once([lock], deadline: .soon) }
      #expect(await crowded(database, 731))
      #expect(await database.once([one], deadline: .after(.milliseconds(50))).error?.kind == .deadline)
      let outcome = await database.once([one], deadline: .soon, isUrgent: true)
      try check(outcome.first(), is: "1")
      await holder.release()
      #expect(await waiting.value.error == nil)
      try await check(database.once([one], deadline: .soon).first(), is: "1")
    }
  }

  @Test("hurried, what waits for a lock ends in time, and what comes after has no more time")
  func hurried() async throws {
    try await withDatabase(writers: 3) { database in
      let lock = self.lock(732)
      let holder = Holder(database, lock)
      #expect(await holder.holds)
      let waiting = Task { await database.once([lock], deadline: .after(.seconds(60))) }
      #expect(await crowded(database, 732))
      let began = ContinuousClock.now
      database.hurry(within: .milliseconds(100))
      #expect(await waiting.value.error?.kind == .deadline)
      #expect(ContinuousClock.now - began < .seconds(5))
      #expect(await database.once([one], deadline: .soon).error?.kind == .deadline)
      await holder.release()
    }
  }

  @Test("dropped connections take nothing with them but what was open, and are made anew")
  func dropped() async throws {
    try await withDatabase(writers: 2) { database in
      let lock = self.lock(733)
      let before = try await database.value("SELECT pg_backend_pid()::text")
      let holder = Holder(database, lock)
      #expect(await holder.holds)
      database.drop()
      let isFree = await eventually { await database.once([lock], deadline: .after(.seconds(1))).error == nil }
      #expect(isFree, "the lock went with its connection")
      try await #expect(database.value("SELECT pg_backend_pid()::text") != before)
      await holder.release()
    }
  }
}

/// Holds what a query takes in a transaction of its own, until released.
private struct Holder {
  private let held = AsyncStream.makeStream(of: Bool.self)
  private let end = AsyncStream.makeStream(of: Void.self)
  private let task: Task<Void, Never>

  init(_ database: Database, _ query: Query) {
    let (held, end) = (held.continuation, end.stream)
    task = Task {
      try? await database.write(deadline: .soon) { transaction in
        held.yield(await transaction.outcome([query]).error == nil)
        for await _ in end { break }
      }
    }
  }

  /// Whether it is held.
  var holds: Bool {
    get async {
      for await isHeld in held.stream { return isHeld }
      return false
    }
  }

  func release() async {
    end.continuation.yield()
    await task.value
  }
}
