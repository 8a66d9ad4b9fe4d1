import Postgres
import Testing

@Suite("Connections under pressure")
struct PressureTests {
  private let lock = Statement("SELECT pg_advisory_xact_lock(731)")()
  private let one = Statement("SELECT '1'")()

  /// Runs `body` while every ordinary writing connection of two is leased: one holds a lock, one waits for it.
  private func withCrowd(_ database: Database, _ body: @escaping @Sendable () async throws -> Void) async throws {
    try await database.write(deadline: .soon) { [lock] transaction in
      _ = try await transaction.run([lock])
      async let second: Void = database.write(deadline: .soon) { _ = try await $0.run([lock]) }
      try await body()
      await transaction.rollback()
      try await second
    }
  }

  @Test("what is urgent passes a crowd that holds all other connections")
  func urgent() async throws {
    try await withDatabase(writers: 2) { [one] database in
      try await withCrowd(database) {
        #expect(
          await comesTrue {
            await database.once([one], deadline: .after(.milliseconds(50))).error?.kind == .deadline
          }, "the crowd holds what there is for it")
        let outcome = await database.once([one], deadline: .soon, isUrgent: true)
        #expect(try outcome.first() == "1")
      }
      #expect(try await database.once([one], deadline: .soon).first() == "1")
    }
  }

  @Test("hurried, what waits for a lock ends in time and keeps nothing, and what comes after has no more time")
  func hurried() async throws {
    try await withDatabase(writers: 2) { [lock, one] database in
      try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([lock])
        async let waiting = database.once([lock], deadline: .after(.seconds(60)))
        #expect(
          await comesTrue {
            let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 731 AND NOT granted"
            return (try? await database.value(sql)) == "1"
          })
        let began = ContinuousClock.now
        database.hurry(within: .milliseconds(100))
        #expect(await waiting.error?.kind == .deadline)
        #expect(ContinuousClock.now - began < .seconds(5))
      }
      #expect(await database.once([one], deadline: .soon).error?.kind == .deadline)
    }
  }

  @Test("dropped connections take nothing with them but what was open, and are made anew")
  func dropped() async throws {
    try await withDatabase(writers: 2) { [one] database in
      let before = try await database.value("SELECT pg_backend_pid()::text")
      try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([one])
        database.drop()
        #expect(await comesTrue { await transaction.outcome([one]).error != nil })
      }
      #expect(await comesTrue { (try? await database.once([one], deadline: .soon).first()) == "1" })
      #expect(try await database.value("SELECT pg_backend_pid()::text") != before)
    }
  }
}
