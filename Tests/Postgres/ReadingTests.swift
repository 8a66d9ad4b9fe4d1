import Patience
import Postgres
import Testing

@Suite("Shared reading")
struct ReadingTests {
  static let echo = Statement("SELECT $1::text")
  static let one = Statement("SELECT 1 / $1::int")

  @Test("a group's results come in the order of its queries")
  func order() async throws {
    try await withDatabase { database in
      let group = (0..<20).map { Self.echo(.text("row \($0)")) }
      let rows = try await database.read(group, deadline: .soon).get()
      #expect(rows.map { $0.text(0, 0) } == (0..<20).map { "row \($0)" })
    }
  }

  @Test("a group that fails leaves its neighbours in the same pipeline whole")
  func neighbours() async throws {
    try await withDatabase(readers: 1) { database in
      await withTaskGroup(of: Void.self) { tasks in
        for number in 0..<300 {
          tasks.addTask {
            let divisor = number % 3 == 0 ? 0 : 1
            let group = [Self.echo(.integer(number)), Self.one(.integer(divisor)), Self.echo(.text("last"))]
            let outcome = await database.read(group, deadline: .soon)
            #expect(outcome.rows.first?.integer(0, 0) == number)
            #expect(outcome.error?.sqlState == (divisor == 0 ? "22012" : nil))
            #expect(outcome.rows.count == (divisor == 0 ? 1 : 3))
          }
        }
      }
    }
  }

  @Test("a statement is prepared once on a connection")
  func preparedOnce() async throws {
    try await withDatabase(readers: 1) { database in
      for number in 0..<5 { _ = await database.read([Self.echo(.integer(number))], deadline: .soon) }
      let sql = """
        SELECT count(*) || ' ' || sum(generic_plans + custom_plans)
        FROM pg_catalog.pg_prepared_statements WHERE name = $1
        """
      try await check(database.value(sql, .text(Self.echo.name)), is: "1 5")
    }
  }

  @Test("a statement whose preparation failed is prepared anew")
  func preparedAgain() async throws {
    let late = Statement("SELECT count(*) FROM public.reading_late")
    try await withDatabase(readers: 1) { database in
      let outcome = await database.read([late()], deadline: .soon)
      #expect(outcome.error?.sqlState == "42P01")
      try await database.execute("CREATE TABLE public.reading_late (number int)")
      try await check(database.read([late()], deadline: .soon).first(), is: "0")
    }
  }

  @Test("a statement the server has forgotten is prepared again and run")
  func deallocated() async throws {
    try await withDatabase(readers: 1) { database in
      try await check(database.read([Self.echo(.text("a"))], deadline: .soon).first(), is: "a")
      _ = await database.read([Statement("DEALLOCATE ALL")()], deadline: .soon)
      try await check(database.read([Self.echo(.text("b"))], deadline: .soon).first(), is: "b")
    }
  }

  @Test("a plan that a change of the schema made stale is replaced unseen")
  func stalePlan() async throws {
    let all = Statement("SELECT * FROM public.reading_stale")
    try await withDatabase(readers: 2) { database in
      try await database.execute("CREATE TABLE public.reading_stale (number int)")
      for _ in 0..<4 { _ = try await database.read([all()], deadline: .soon).get() }
      try await database.execute("ALTER TABLE public.reading_stale ADD COLUMN name text")
      for _ in 0..<4 {
        try await check(database.read([all()], deadline: .soon).get().first?.columns, is: 2)
      }
    }
  }

  @Test(
    "texts and their arrays come back as they went",
    arguments: [
      "", "plain", "NULL", "a,b", "{}", "\"quoted\"", "back\\slash", " blank ", "é\u{301}ß日本", "a\r\nb\tc",
      "\"\r\n\\", "\"\u{301}",
    ])
  func roundTrip(text: String) async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      try await check(database.value("SELECT $1::text", .text(text)), is: text)
      let sql = "SELECT a[1], a[2] IS NULL, a[3], cardinality(a) FROM (SELECT $1::text[] AS a) AS given"
      let query = Statement(sql)(.array([text, nil, text]))
      let rows = try await database.read([query], deadline: .soon).get()
      // Byte by byte: texts that only mean the same are equal too.
      #expect(rows.first?.text(0, 0).map { Array($0.utf8) } == Array(text.utf8))
      #expect(rows.first?.bool(0, 1) == true)
      #expect(rows.first?.text(0, 2) == text)
      #expect(rows.first?.integer(0, 3) == 3)
    }
  }

  @Test("null, numbers, truth and bytes come back as they went")
  func types() async throws {
    let sql = "SELECT $1::text, $2::bigint, $3::bool, encode($4::bytea, 'hex'), $5::bigint[], $6::text[]"
    try await withDatabase(readers: 1, writers: 1) { database in
      let query = Statement(sql)(
        .text(nil), .integer(.min), .bool(false), .bytes([0, 1, 0xfe, 0xff]), .array([1, -2]),
        .array([String]()))
      let rows = try #require(try await database.read([query], deadline: .soon).get().first)
      #expect(rows.isNull(0, 0))
      #expect(rows.text(0, 0) == nil)
      #expect(rows.integer(0, 1) == .min)
      #expect(rows.bool(0, 2) == false)
      #expect(rows.text(0, 3) == "0001feff")
      #expect(rows.text(0, 4) == "{1,-2}")
      #expect(rows.text(0, 5) == "{}")
      var bytes = Array("> ".utf8)
      rows.append(row: 0, column: 3, to: &bytes)
      rows.append(row: 0, column: 0, to: &bytes)
      rows.append(row: 7, column: 7, to: &bytes)
      #expect(bytes == Array("> 0001feff".utf8))
    }
  }

  @Test("a text with a NUL is refused instead of cut short")
  func nul() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      let outcome = await database.read([Self.echo(.text("a\0b"))], deadline: .soon)
      #expect(outcome.error?.kind == .refused)
      #expect(outcome.error?.sqlState == "22021")
      await #expect(throws: DatabaseError.self) {
        try await database.write(deadline: .soon) { try await $0.run([Self.echo(.text("\0"))]) }
      }
    }
  }

  @Test("a wrong number of parameters is refused and costs no connection")
  func parameterCount() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      let session = try await database.value("SELECT pg_backend_pid()")
      let outcome = await database.read([Self.echo(.text("a"), .text("b"))], deadline: .soon)
      #expect(outcome.error?.kind == .refused)
      #expect(outcome.error?.sqlState == "08P01")
      try await check(database.value("SELECT pg_backend_pid()"), is: session)
    }
  }

  @Test("a server's own words stay out of an error's description")
  func description() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      let outcome = await database.read([Statement("SELECT $1::int")(.text("secret"))], deadline: .soon)
      let error = try #require(outcome.error)
      #expect(error.serverMessage?.contains("secret") == true)
      for shown in ["\(error)", String(reflecting: error), "\(outcome)"] {
        #expect(!shown.contains("secret"))
      }
      #expect("\(error)" == "refused 22P02")
    }
  }

  @Test("the server's own time limit is told as the deadline, and ends with its group")
  func statementTimeout() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      let limit = Statement("SELECT set_config('statement_timeout', $1, true)")
      let outcome = await database.read(
        [limit(.text("50ms")), Statement("SELECT pg_sleep(20)")()], deadline: .soon)
      #expect(outcome.error?.kind == .deadline)
      #expect(outcome.error?.sqlState == "57014")
      try await check(database.value("SELECT current_setting('statement_timeout')"), is: "0")
    }
  }

  @Test("a connection silent beyond the grace is given up, and its other groups run elsewhere")
  func silence() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      let sleep = Statement("SELECT pg_sleep(60)")
      async let late = database.read([sleep()], deadline: .after(.milliseconds(100)))
      async let neighbour = database.read([Self.echo(.text("here"))], deadline: .soon)
      #expect(await late.error?.kind == .deadline)
      try await check(neighbour.first(), is: "here")
    }
  }

  @Test("a slow query does not hold up those that come after it")
  func slowNeighbour() async throws {
    try await withDatabase(readers: 2, writers: 1) { database in
      #expect(await eventually { database.health.readers == 2 })
      let done = Counter()
      // The slow query waits for a lock that is held until all others are answered.
      let lock = Statement("SELECT pg_advisory_xact_lock(4711)")
      try await database.write(deadline: .soon) { transaction in
        _ = try await transaction.run([lock()])
        database.read([lock()], deadline: .soon) { _ in done.increment() }
        let waiting =
          "SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
        #expect(await eventually { (try? await database.value(waiting)) == "1" })
        for number in 0..<50 {
          let outcome = await database.read([Self.echo(.integer(number))], deadline: .soon)
          #expect(outcome.rows.first?.integer(0, 0) == number)
        }
        #expect(done.count == 0)
      }
      #expect(await eventually { done.count == 1 })
    }
  }

  @Test("ten thousand reads at once are all answered, each with its own")
  func tenThousand() async throws {
    try await withDatabase { database in
      let right = Counter()
      await withTaskGroup(of: Void.self) { tasks in
        for number in 0..<10_000 {
          tasks.addTask {
            let deadline = Deadline.after(.seconds(60))
            let outcome = await database.read([Self.echo(.integer(number))], deadline: deadline)
            if outcome.rows.first?.integer(0, 0) == number { right.increment() }
          }
        }
      }
      #expect(right.count == 10_000)
    }
  }

  @Test("a deadline that has passed is answered without asking the server")
  func past() async throws {
    try await withDatabase(readers: 1, writers: 1) { database in
      #expect(await database.read([Self.echo(.null)], deadline: .now).error?.kind == .deadline)
    }
  }
}
