import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("The heads of seals outside the database", .ownThreads)
struct HeadsTests {
  static let clock = ["--demo", "--clock", "2026-03-02T08:00"]

  /// The lines the seals have in the database.
  private func seals(_ home: Home) throws -> [String] {
    let rows = try Script.ask(
      """
      SELECT s.number || ' ' || s.entry || ' ' || to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' '
        || encode(s.head, 'hex') FROM koos.seal s ORDER BY s.number
      """, conninfo: home.owner)
    return rows.compactMap { $0.first ?? nil }
  }

  private func text(_ path: String) throws -> String { String(decoding: try File.read(path), as: UTF8.self) }

  private func lines(_ path: String) throws -> [String] { try text(path).split(separator: "\n").map(String.init) }

  /// The lines of the file once they are those of the seals; what is sealed by the minute may come between two looks.
  private func settled(_ file: String, _ home: Home) throws -> [String] {
    var found: [String] = []
    #expect(
      try eventuallyBlocking {
        found = try lines(file)
        return try found == seals(home)
      })
    return found
  }

  /// Has entries made and sealed until there are some seals more; an entry waits for the transactions older than it.
  private func seal(_ daemon: Daemon, _ count: Int) throws {
    let client = try daemon.client()
    let before = try seals(daemon.home).count
    let wereMade = try eventuallyBlocking {
      #expect(client.ask("audit.verify as=p.privacy").code == "ok")
      return try seals(daemon.home).count >= before + count
    }
    #expect(wereMade)
  }

  @Test("each seal is a line of a file that is ours alone, and of the system's log")
  func written() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, Self.clock)
    try seal(daemon, 4)
    let file = home.data + "/heads"
    #expect(try settled(file, home).count >= 3)
    let status = try #require(try File.status(file))
    #expect(status.mode == 0o600 && FileOwnership(status) == .ours)
    let told = daemon.logged.split(separator: "\n").filter { $0.hasPrefix("<5>koosd: seal at=") }
    for line in try lines(file) {
      let head = try #require(line.split(separator: " ").last)
      #expect(told.contains { $0.contains("head=\(head) ") }, "\(line)")
    }
    // What is left is sealed at the end, and told.
    #expect(daemon.terminate() == .exited(0))
    let next = try Daemon(home, Self.clock)
    _ = try settled(file, home)
    #expect(try next.client().ask("audit.verify as=p.privacy").code == "ok")
    #expect(next.terminate() == .exited(0))
  }

  @Test(
    "what kill -9 kept from the file is there after the next start, also after a torn line", arguments: [0, 1, 40, 70])
  func torn(left: Int) throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, Self.clock)
    try seal(daemon, 4)
    #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
    let file = home.data + "/heads"
    let whole = try lines(file)
    // As if it ended before the last two lines were on the disk, but for some bytes of the first of them.
    let kept = whole.dropLast(2).map { $0 + "\n" }.joined() + String(whole[whole.count - 2].prefix(left))
    try File.write(Array(kept.utf8), to: file, mode: 0o600)
    let next = try Daemon(home, Self.clock)
    let client = try next.client()
    let verified = client.ask("audit.verify as=p.privacy")
    #expect(verified.code == "ok", "\(verified)")
    let mended = try settled(file, home)
    #expect(Array(mended.prefix(whole.count)) == whole)
    let heads = try #require(verified["heads"]?.integer.map { Int($0) })
    #expect((whole.count...mended.count).contains(heads))
    #expect(next.terminate() == .exited(0))
  }

  @Test("a database cut shorter is told of when the daemon starts, and found by who verifies")
  func shorter() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, Self.clock + ["--heads", home.path + "/elsewhere"])
    let usual = try text(home.data + "/heads")
    try seal(daemon, 4)
    #expect(try text(home.data + "/heads") == usual)
    let last = try #require(try lines(home.path + "/elsewhere").last)
    try Script.run(
      """
      DELETE FROM koos.access_log WHERE entry >= (SELECT max(entry) - 1 FROM koos.seal);
      DELETE FROM koos.seal WHERE number >= (SELECT max(number) - 1 FROM koos.seal);
      """, conninfo: home.owner)
    #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
    let next = try Daemon(home, Self.clock + ["--heads", home.path + "/elsewhere"])
    let found = try next.client().ask("audit.verify as=p.privacy")
    #expect(found.code == "state.audit", "\(found)")
    #expect(found["kind"]?.string == "truncated")
    #expect(next.logged.contains("<4>koosd: the database does not hold the last seal"))
    #expect(next.logged.contains("number=\(last.prefix { $0 != " " })"))
    var environment = Environment.all()
    environment["KOOS_SOCKET"] = next.socket
    let told = try ChildProcess.run(
      [Workshop.programs + "/koos", "audit", "verify", "--as", "p.privacy", "--lang", "nl"], environment: environment,
      directory: "/")
    #expect(told.ending == .exited(80))
    #expect(told.output.contains("(state.audit)") && told.output.contains("wat: truncated"), "\(told.output)")
    #expect(next.terminate() == .exited(0))
  }
}
