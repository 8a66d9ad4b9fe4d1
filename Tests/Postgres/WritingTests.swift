import Patience
import Postgres
import Testing

@Suite("Leased writing")
struct WritingTests {
  /// A table of the test's own with spans that may not overlap once committed.
  private func makeSpans(_ database: Database, _ name: String) async throws {
    try await database.execute(
      """
      CREATE TABLE public.\(name) (span int4range NOT NULL,
      CONSTRAINT \(name)_overlap EXCLUDE USING gist (span WITH &&) DEFERRABLE INITIALLY DEFERRED)
      """)
  }

  private func insert(_ name: String, _ span: String) -> Query {
    Statement("INSERT INTO public.\(name) VALUES ($1::int4range)")(.text(span))
  }

  private func count(_ database: Database, _ name: String) async throws -> String? {
    try await database.value("SELECT count(*) FROM public.\(name)")
  }

  @Test("what is committed stays, and rows leave out BEGIN and COMMIT")
  func commit() async throws {
    try await withDatabase { database in
      try await makeSpans(database, "writing_commit")
      let echo = Statement("SELECT $1::text")
      let seen = try await database.write(deadline: .soon) { transaction in
        let first = try await transaction.run([echo(.text("a")), insert("writing_commit", "[1,2)")])
        let last = try await transaction.commit([echo(.text("b"))])
        return [first.count, last.count, first[1].affected].map { "\($0)" }
          + [first[0].text(0, 0), last[0].text(0, 0)]
      }
      #expect(seen == ["2", "1", "1", "a", "b"])
      let alone = try await database.write(deadline: .soon) { try await $0.commit([echo(.text("c"))]).count }
      #expect(alone == 1)
      try await check(count(database, "writing_commit"), is: "1")
    }
  }

  @Test("a deferred constraint that refuses at COMMIT is told with its name")
  func deferred() async throws {
    try await withDatabase(writers: 1) { database in
      try await makeSpans(database, "writing_deferred")
      let queries = [insert("writing_deferred", "[1,5)"), insert("writing_deferred", "[4,9)")]
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { transaction in
          try await check(transaction.run(queries).count, is: 2)
          try await transaction.commit()
        }
      }
      #expect(error?.kind == .refused)
      #expect(error?.sqlState == "23P01")
      #expect(error?.constraint == "writing_deferred_overlap")
      #expect(error?.table == "writing_deferred")
      let outcome = await database.once(queries, deadline: .soon)
      #expect(outcome.error?.constraint == "writing_deferred_overlap")
      try await check(count(database, "writing_deferred"), is: "0")
    }
  }

  @Test("what a body leaves open when it throws or returns is rolled back")
  func rollback() async throws {
    try await withDatabase(writers: 1) { database in
      try await makeSpans(database, "writing_rollback")
      let query = insert("writing_rollback", "[1,5)")
      await #expect(throws: Deliberate.self) {
        try await database.write(deadline: .soon) { transaction in
          _ = try await transaction.run([query])
          throw Deliberate()
        }
      }
      try await database.write(deadline: .soon) { _ = try await $0.run([query]) }
      try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([query])
        await transaction.rollback()
        await #expect(throws: DatabaseError.self) { try await transaction.run([query]) }
      }
      try await check(count(database, "writing_rollback"), is: "0")
      #expect(database.health.writers == 1)
    }
  }

  @Test("a failed transaction is rolled back by its commit, which tells the first failure")
  func commitAfterFailure() async throws {
    try await withDatabase(writers: 1) { database in
      try await makeSpans(database, "writing_failed")
      for _ in 0..<2 {
        let error = await #expect(throws: DatabaseError.self) {
          try await database.write(deadline: .soon) { transaction in
            _ = try await transaction.run([insert("writing_failed", "[1,5)")])
            _ = await transaction.outcome([Statement("SELECT 1/0")()])
            try await transaction.commit()
          }
        }
        #expect(error?.sqlState == "22012")
      }
      try await check(count(database, "writing_failed"), is: "0")
    }
  }

  @Test("a savepoint outlives the failure behind it")
  func savepoint() async throws {
    try await withDatabase(writers: 1) { database in
      try await makeSpans(database, "writing_savepoint")
      try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([insert("writing_savepoint", "[1,5)"), Statement("SAVEPOINT here")()])
        let outcome = await transaction.outcome([Statement("SELECT 1/0")()])
        #expect(outcome.error?.sqlState == "22012")
        _ = try await transaction.run([Statement("ROLLBACK TO SAVEPOINT here")()])
        try await transaction.commit()
      }
      try await check(count(database, "writing_savepoint"), is: "1")
    }
  }

  @Test("at the deadline the statement is cancelled and the next one gets a connection")
  func deadline() async throws {
    try await withDatabase(writers: 1) { database in
      #expect(await eventually { database.health.isAvailable })
      let start = Deadline.now
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .after(.milliseconds(300))) { transaction in
          try await transaction.run([Statement("SELECT pg_sleep(60)")()])
        }
      }
      #expect(error?.kind == .deadline)
      #expect(error?.sqlState == "57014")
      #expect(start + .seconds(10) > .now)
      try await database.execute("SELECT 1")
    }
  }

  @Test("all connections leased: who waits is answered at the deadline, and served in order before it")
  func exhaustion() async throws {
    try await withDatabase(writers: 2) { database in
      let holding = Counter()
      let (gate, open) = AsyncStream.makeStream(of: Void.self)
      await withTaskGroup(of: Void.self) { tasks in
        for _ in 0..<2 {
          tasks.addTask {
            try? await database.write(deadline: .soon) { transaction in
              _ = try await transaction.run([Statement("SELECT 1")()])
              holding.increment()
              for await _ in gate { break }
            }
          }
        }
        #expect(await eventually { holding.count == 2 })
        let outcome = await database.once([Statement("SELECT 1")()], deadline: .after(.milliseconds(100)))
        #expect(outcome.error?.kind == .deadline)
        tasks.addTask {
          #expect(await database.once([Statement("SELECT 1")()], deadline: .soon).error == nil)
        }
        open.finish()
      }
    }
  }

  @Test("thirty-two writers work at once")
  func many() async throws {
    try await withDatabase { database in
      try await makeSpans(database, "writing_many")
      await withTaskGroup(of: Void.self) { tasks in
        for number in 0..<320 {
          tasks.addTask {
            do {
              try await database.write(deadline: .soon) { transaction in
                _ = try await transaction.run([Statement("SELECT pg_sleep(0.005)")()])
                try await transaction.commit([insert("writing_many", "[\(number),\(number + 1))")])
              }
            } catch { Issue.record("\(error)") }
          }
        }
      }
      try await check(count(database, "writing_many"), is: "320")
    }
  }

  @Test("the last group of a transaction is refused whole, not committed in part")
  func lastGroup() async throws {
    try await withDatabase(writers: 1) { database in
      try await makeSpans(database, "writing_last")
      await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { transaction in
          try await transaction.commit([insert("writing_last", "[1,2)"), Statement("SELECT 1/0")()])
        }
      }
      try await check(count(database, "writing_last"), is: "0")
    }
  }
}
