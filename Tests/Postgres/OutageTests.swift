import Glibc
import Patience
import Postgres
import TestKit
import Testing

@Suite("Outages")
struct OutageTests {
  static let terminate = Statement(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity WHERE query LIKE $1")

  /// Ends the backend whose query begins with `query`, once there is one.
  private func terminate(_ query: String) async throws {
    try await withDatabase(readers: 1, writers: 1) { other in
      #expect(
        await eventually {
          let outcome = await other.read([Self.terminate(.text(query + "%"))], deadline: .soon)
          return outcome.rows.first?.integer(0, 0) == 1
        })
    }
  }

  /// Expects a read and a write to be answered as unavailable, both within a second.
  private func expectUnavailable(_ database: Database) async {
    // Timed on the loop: a busy test run may be slow to take an answer that was in time.
    let task = Task(executorPreference: database.loop) {
      let start = Deadline.now
      async let write = database.once([Statement("SELECT 1")()], deadline: .soon)
      let read = await database.read([Statement("SELECT 1")()], deadline: .soon)
      let kinds = [read.error?.kind, await write.error?.kind]
      return (kinds: kinds, isInTime: start + .seconds(1) > .now)
    }
    let answer = await task.value
    #expect(answer.kinds == [.unavailable, .unavailable])
    #expect(answer.isInTime)
  }

  @Test("a read whose connection is ended runs again on another")
  func reader() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      // It waits for a lock that is held until its connection has been ended.
      let lock = "pg_advisory_xact_lock(4712)"
      let (slow, behind) = try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([Statement("SELECT \(lock)")()])
        let slow = Task {
          await database.read([Statement("SELECT 'outage reader' FROM \(lock)")()], deadline: .soon)
        }
        let behind = Task { try await database.value("SELECT 'behind'") }
        try await terminate("SELECT 'outage reader'")
        return (slow, behind)
      }
      try await check(slow.value.first(), is: "outage reader")
      try await check(behind.value, is: "behind")
    }
  }

  @Test("a statement lost before its commit was sent may be run again")
  func beforeCommit() async throws {
    try await withDatabase(writers: 1) { database in
      async let killed: Void = terminate("SELECT 'outage before'")
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { transaction in
          try await transaction.run([Statement("SELECT 'outage before', pg_sleep(60)")()])
        }
      }
      try await killed
      #expect(error?.kind == .notSent)
      try await database.execute("SELECT 1")
    }
  }

  @Test("a commit lost on its way is of unknown outcome")
  func duringCommit() async throws {
    try await withDatabase(writers: 1) { database in
      async let killed: Void = terminate("SELECT 'outage during'")
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { transaction in
          _ = try await transaction.run([Statement("SELECT 1")()])
          try await transaction.commit([Statement("SELECT 'outage during', pg_sleep(60)")()])
        }
      }
      try await killed
      #expect(error?.kind == .outcomeUnknown)
      try await database.execute("SELECT 1")
    }
  }

  @Test(
    "a server gone silent is given up two seconds after the deadline",
    arguments: [(false, DatabaseError.Kind.deadline), (true, .outcomeUnknown)])
  func silence(commits: Bool, expected: DatabaseError.Kind) async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      #expect(await eventually { database.health.isAvailable })
      let stopped = Counter()
      let start = Deadline.now
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .after(.milliseconds(500))) { transaction in
          let rows = try await transaction.run([Statement("SELECT pg_backend_pid()")()])
          let process = pid_t(truncatingIfNeeded: try #require(rows[0].integer(0, 0)))
          kill(process, SIGSTOP)
          stopped.increment()
          defer { kill(process, SIGCONT) }
          let last = [Statement("SELECT 2")()]
          _ = commits ? try await transaction.commit(last) : try await transaction.run(last)
        }
      }
      #expect(stopped.count == 1)
      #expect(error?.kind == expected)
      #expect(start + .seconds(2) < .now && start + .seconds(6) > .now)
      try await database.execute("SELECT 1")
    }
  }

  @Test("a connection ended between two statements fails the next one as not sent")
  func betweenStatements() async throws {
    try await withDatabase(writers: 1) { database in
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { transaction in
          _ = try await transaction.run([Statement("SELECT 'outage between'")()])
          try await terminate("SELECT 'outage between'")
          _ = try await transaction.run([Statement("SELECT 2")()])
          try await transaction.commit()
        }
      }
      #expect(error?.kind == .notSent)
    }
  }

  @Test("a server that is away is answered within a second, and found again without help")
  func restart() async throws {
    let cluster = try TestCluster()
    try await withDatabase(on: cluster) { database in
      let heard = Counter()
      database.listen("koos wake\"up") { heard.increment() }
      #expect(await eventually { heard.count == 1 && database.health.isAvailable })
      try await database.execute("NOTIFY \"koos wake\"\"up\"")
      #expect(await eventually { heard.count == 2 })
      for _ in 0..<2 {
        let before = heard.count
        try cluster.stop()
        for _ in 0..<3 {
          await expectUnavailable(database)
        }
        #expect(!database.health.isAvailable)
        #expect(database.health.lastError?.serverMessage != nil)
        try cluster.start()
        #expect(await eventually { database.health.isAvailable })
        try await check(database.value("SELECT 'back'"), is: "back")
        try await database.execute("SELECT 1")
        #expect(await eventually { heard.count == before + 1 })
        try await database.execute("NOTIFY \"koos wake\"\"up\"")
        #expect(await eventually { heard.count == before + 2 })
      }
    }
  }

  @Test("a server that was never there is answered within a second")
  func neverThere() async throws {
    let database = Database(Database.Configuration(conninfo: "host=/nonexistent dbname=none"))
    database.start()
    await expectUnavailable(database)
    await expectUnavailable(database)
    await database.stop()
    #expect(await database.read([Statement("SELECT 1")()], deadline: .soon).error?.kind == .unavailable)
  }

  @Test("a server that accepts and says nothing is answered within a second, and keeps no stop waiting")
  func mute() async throws {
    let listener = try MuteServer()
    let database = Database(Database.Configuration(conninfo: "host=\(listener.directory) user=none"))
    database.start()
    await expectUnavailable(database)
    await expectUnavailable(database)
    await database.stop()
    withExtendedLifetime(listener) {}
  }

  @Test("the first host that will not do is passed over for the next")
  func hosts() async throws {
    let directory = try TestCluster.shared.get().directory
    let conninfo =
      "host=/nonexistent,\(directory) user=postgres dbname=postgres target_session_attrs=read-write "
      + "options='-c lock_timeout=7s'"
    let database = Database(Database.Configuration(conninfo: conninfo))
    database.start()
    try await check(database.value("SELECT current_setting('lock_timeout')"), is: "7s")
    try await check(database.value("SHOW timezone"), is: "Europe/Amsterdam")
    try await check(database.value("SHOW search_path"), is: "")
    await database.stop()
  }

  @Test("a stop lets what runs finish and refuses what comes after")
  func stop() async throws {
    var configuration = Database.Configuration(conninfo: try TestCluster.shared.get().conninfo)
    configuration.readers = 1
    let database = Database(configuration)
    database.start()
    let done = Counter()
    database.read([Statement("SELECT pg_sleep(0.3)")()], deadline: .soon) { outcome in
      if outcome.error == nil { done.increment() }
    }
    await database.stop()
    #expect(done.count == 1)
    #expect(await database.once([Statement("SELECT 1")()], deadline: .soon).error?.kind == .unavailable)
  }
}
