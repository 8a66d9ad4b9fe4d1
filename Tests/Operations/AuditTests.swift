import Operations
import Patience
import Postgres
import Synchronization
import TestKit
import Testing
import Wire

@Suite("Verifying the access log")
struct AuditTests {
  /// Heads kept elsewhere, in memory.
  final class Elsewhere: Sendable {
    private let heads = Mutex<[SealedHead]>([])
    private let warnings = Mutex<[Int]>([])
    private let garbled = Mutex(0)

    var last: SealedHead? { heads.withLock { $0.last } }
    var numbers: [Int] { heads.withLock { $0.map(\.number) } }
    var warned: [Int] { warnings.withLock { $0 } }

    func lose(_ count: Int) { heads.withLock { $0.removeLast(count) } }

    /// The first heads become something that is no head.
    func garble(_ count: Int) {
      heads.withLock { $0.removeFirst(count) }
      garbled.withLock { $0 += count }
    }

    var keeping: HeadKeeping {
      HeadKeeping(
        last: { self.last }, keep: { new in self.heads.withLock { $0 += new } },
        read: { offset in
          let unreadable = offset == 0 ? self.garbled.withLock { $0 } : 0
          return self.heads.withLock { (Array($0.dropFirst(Int(offset))), unreadable, Int64($0.count)) }
        },
        warn: { head in self.warnings.withLock { $0.append(head.number) } })
    }
  }

  /// A city whose log has twelve sealed entries `test 1` to `test 12` of three seals, and its heads elsewhere.
  private static func with(_ body: (CareCity, Elsewhere) async throws -> Void) async throws {
    let (city, elsewhere) = (try await City(), Elsewhere())
    let talk = try Conversation(city, heads: elsewhere.keeping)
    let care = CareCity(city: city, talk: talk)
    for first in [1, 5, 9] {
      _ = try care.sql(
        """
        INSERT INTO koos.access_log (worker, client, action, outcome, source)
        SELECT 1, n, 'client.show', 'ok', 'test ' || n FROM generate_series(\(first), \(first + 3)) n
        """)
      try await seal(care)
    }
    try await body(care, elsewhere)
    await talk.close()
  }

  /// Seals all that is there, which waits for whatever runs in this cluster, also for other tests.
  private static func seal(_ care: CareCity) async throws {
    let isSealed = try await eventually(within: .seconds(60)) {
      await care.talk.runJobs()
      return try care.sql(
        "SELECT (SELECT count(*) FROM koos.access_log) = (SELECT coalesce(max(number), 0) FROM koos.seal)"
      ) == [["t"]]
    }
    #expect(isSealed)
  }

  private func verify(_ care: CareCity, _ words: String = "") async -> Outcome {
    await care.ask("audit.verify \(words)", as: "p.privacy")
  }

  @Test("a log as it was sealed is, and that is accounted for")
  func sound() async throws {
    try await Self.with { care, elsewhere in
      let outcome = await verify(care)
      #expect(outcome.code == "ok", "\(outcome)")
      #expect(outcome["entries"]?.integer == 12 && outcome["seals"]?.integer == 3 && outcome["heads"]?.integer == 3)
      #expect(outcome["unreadable"]?.integer == 0)
      #expect(outcome["from"]?.string == City.now && outcome["to"]?.string == City.now)
      #expect(outcome["head"]?.string == elsewhere.last?.head)
      let rows = try care.sql(
        "SELECT ground, purpose, role, outcome FROM koos.access_log WHERE action = 'audit.verify'")
      #expect(rows == [["administration", "administration", "privacy", "ok"]])
      // It seals first: its own entry, by then.
      try await Self.seal(care)
      #expect(await verify(care)["entries"]?.integer == 13)
      #expect(elsewhere.warned.isEmpty)
    }
  }

  @Test("an empty log is verified too, and where no heads are kept that is said")
  func empty() async throws {
    try await CareCity.with { care in
      let outcome = await verify(care)
      #expect(outcome.code == "ok" && outcome["entries"]?.integer == 0, "\(outcome)")
      #expect(outcome["head"] == .null && outcome["heads"] == .null)
    }
  }

  /// What is done to it, what is found, in which entry, whatever its number.
  static let tamperings: [(sql: String, kind: String, entry: String)] = [
    ("UPDATE koos.access_log SET source = 'tesT 6' WHERE source = 'test 6'", "changed", "6"),
    ("UPDATE koos.access_log SET client = 7 WHERE source = 'test 6'", "changed", "6"),
    ("UPDATE koos.access_log SET at = at + interval '1 microsecond' WHERE source = 'test 6'", "changed", "6"),
    ("UPDATE koos.access_log SET xid = (xid::text::bigint + 1)::text::xid8 WHERE source = 'test 6'", "changed", "6"),
    ("DELETE FROM koos.access_log WHERE source = 'test 6'", "removed", "6"),
    ("DELETE FROM koos.access_log WHERE source IN ('test 11', 'test 6')", "removed", "6"),
    (
      """
      INSERT INTO koos.access_log (worker, client, action, outcome, source, xid)
      SELECT 1, 7, 'client.show', 'ok', 'inserted', l.xid FROM koos.access_log l WHERE l.source = 'test 6'
      """, "inserted", "13"
    ),
    (
      "INSERT INTO koos.access_log (action, outcome, source, xid) VALUES ('client.show', 'ok', 'inserted', '3')",
      "inserted", "13"
    ),
    (
      """
      UPDATE koos.access_log a SET client = b.client, source = b.source FROM koos.access_log b
      WHERE a.source IN ('test 3', 'test 10') AND b.source IN ('test 3', 'test 10') AND a.source <> b.source
      """, "changed", "3"
    ),
    ("DELETE FROM koos.access_log WHERE source IN ('test 11', 'test 12')", "truncated", "11"),
    ("DELETE FROM koos.access_log WHERE client >= 7", "truncated", "7"),
    (
      """
      DELETE FROM koos.access_log WHERE client >= 9;
      DELETE FROM koos.seal WHERE number = (SELECT max(number) FROM koos.seal)
      """, "truncated", "9"
    ),
    (
      """
      DELETE FROM koos.access_log WHERE client >= 7;
      DELETE FROM koos.seal WHERE number > (SELECT min(number) FROM koos.seal)
      """, "truncated", "7"
    ),
    ("TRUNCATE koos.access_log; TRUNCATE koos.seal", "truncated", "4"),
    ("UPDATE koos.seal SET head = sha256(head) WHERE number = 8", "changed", "5"),
    ("DELETE FROM koos.seal WHERE number = 8", "removed", "5"),
    (
      "ALTER TABLE koos.seal DROP CONSTRAINT seal_size; UPDATE koos.seal SET size = 30000 WHERE number = 8",
      "changed", "5"
    ),
    (
      """
      ALTER TABLE koos.seal ALTER content DROP NOT NULL; UPDATE koos.seal SET content = NULL WHERE number = 8;
      UPDATE koos.access_log SET client = 8 WHERE source = 'test 6'; SET timezone = 'UTC';
      UPDATE koos.seal SET digests = (SELECT string_agg(koos.entry_digest(l), '' ORDER BY l.entry) FROM koos.access_log l
        WHERE l.entry = ANY (entries)) WHERE number = 8
      """, "changed", "5"
    ),
    // Of these the daemon itself computes the chain anew.
    (
      "UPDATE koos.access_log SET client = 7 WHERE source = 'test 6'; DELETE FROM koos.seal WHERE number > 4",
      "changed", "5"
    ),
    ("UPDATE koos.access_log SET client = 7 WHERE source = 'test 2'; DELETE FROM koos.seal", "changed", "1"),
  ]

  @Test("the first entry that is wrong is named, with what is wrong with it", arguments: tamperings)
  func tampered(_ tampering: (sql: String, kind: String, entry: String)) async throws {
    try await Self.with { care, _ in
      let first = try care.sql("SELECT min(entry) FROM koos.access_log").first?.first.flatMap { $0.flatMap { Int($0) } }
      _ = try care.sql("ALTER TABLE koos.access_log DROP CONSTRAINT access_log_purposed; \(tampering.sql)")
      let outcome = await verify(care)
      #expect(outcome.code == "state.audit", "\(outcome)")
      #expect(outcome["kind"]?.string == tampering.kind, "\(outcome)")
      let entry = try #require(first) + (Int(tampering.entry) ?? 0) - 1
      #expect(outcome["entry"]?.integer == Int64(entry), "\(outcome)")
      #expect(outcome["seal"]?.integer != nil)
      #expect(try care.logged("audit.verify", "state.audit") == 1)
      // It stays so, whatever is sealed after it, as that refusal is once nothing older runs in this cluster.
      let isOver = try await eventually(within: .seconds(60)) {
        try care.sql(
          "SELECT bool_and(l.xid < pg_snapshot_xmin(pg_current_snapshot())) FROM koos.access_log l WHERE l.outcome = 'state.audit'"
        ) == [["t"]]
      }
      #expect(isOver)
      let again = await verify(care)
      #expect(again["kind"] == outcome["kind"] && again["entry"] == outcome["entry"], "\(again)")
    }
  }

  @Test("a span is verified by itself")
  func span() async throws {
    try await Self.with { care, _ in
      #expect(await care.ask("clock advance=30d", as: "admin").code == "ok")
      _ = try care.sql("INSERT INTO koos.access_log (action, outcome, source) VALUES ('client.show', 'ok', 'later')")
      try await Self.seal(care)
      #expect(await verify(care)["entries"]?.integer == 13)
      _ = try care.sql("UPDATE koos.access_log SET client = 7 WHERE source = 'test 6'")
      let late = await verify(care, "from=2026-03-20")
      #expect(late.code == "ok" && (late["entries"]?.integer ?? 0) >= 1, "\(late)")
      #expect(await verify(care, "from=2026-03-02 to=2026-03-20").code == "state.audit")
      // What is before that day is in the first seal at the latest.
      let early = await verify(care, "to=2026-03-02")
      #expect(early.code == "ok" && early["seals"]?.integer == 1, "\(early)")
      #expect(await verify(care).code == "state.audit")
      let turned = await verify(care, "from=2026-03-20 to=2026-03-02")
      #expect(turned.code == "input.value" && turned["field"]?.string == "to", "\(turned)")
    }
  }

  @Test("a fault far into a long log is found, a few hundred seals at a time")
  func long() async throws {
    try await Self.with { care, _ in
      _ = try care.sql(
        """
        INSERT INTO koos.access_log (worker, client, action, outcome, source)
        SELECT 1, n, 'client.show', 'ok', 'test ' || n FROM generate_series(13, 45000) n
        """)
      try await Self.seal(care)
      #expect(await verify(care)["entries"]?.integer == 45_000)
      _ = try care.sql("UPDATE koos.access_log SET outcome = 'no' WHERE source = 'test 44321'")
      let outcome = await verify(care)
      let entry = try care.sql("SELECT entry FROM koos.access_log WHERE source = 'test 44321'").first?.first
      #expect(outcome["entry"]?.integer.map { String($0) } == entry, "\(outcome)")
      #expect(outcome["kind"]?.string == "changed")
    }
  }

  @Test("heads kept elsewhere that cannot be read any more are counted")
  func garbled() async throws {
    try await Self.with { care, elsewhere in
      elsewhere.garble(2)
      let outcome = await verify(care)
      #expect(outcome.code == "ok", "\(outcome)")
      #expect(outcome["heads"]?.integer == 1 && outcome["unreadable"]?.integer == 2, "\(outcome)")
    }
  }

  @Test("heads are caught up with, and a chain that became shorter is told of at once")
  func heads() async throws {
    try await Self.with { care, elsewhere in
      elsewhere.lose(2)
      await care.talk.runJobs()
      #expect(elsewhere.numbers == [4, 8, 12])
      #expect(elsewhere.warned.isEmpty)
      _ = try care.sql("DELETE FROM koos.seal WHERE number = 12; DELETE FROM koos.access_log WHERE client > 8")
      await care.talk.runJobs()
      #expect(elsewhere.warned == [12])
      #expect(elsewhere.numbers == [4, 8, 12, 8])
      #expect(await verify(care)["kind"]?.string == "truncated")
    }
  }

  @Test("only a privacy officer verifies, also in a session that only reads")
  func rights() async throws {
    try await Self.with { care, _ in
      for login in ["admin", "t.lead", "f.een", "o.een", "l.lead"] {
        #expect(await care.ask("audit.verify", as: login).code == "denied.role", "\(login)")
      }
      let session = care.talk.session()
      _ = await session.ask("session read-only=yes")
      #expect(await session.ask("audit.verify as=p.privacy").code == "ok")
    }
  }
}
