import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("Starting koosd", .ownThreads)
struct StartTests {
  /// What each refusal needs beside a home: the arguments, with `{}` for the home's directory.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let prepare: @Sendable (Home) throws -> Void
    let arguments: [String]
    let status: Int32
    let says: String

    init(
      _ description: String, _ arguments: [String], _ status: Int32, _ says: String,
      prepare: @escaping @Sendable (Home) throws -> Void = { _ in }
    ) {
      testDescription = description
      self.arguments = arguments
      self.status = status
      self.says = says
      self.prepare = prepare
    }
  }

  static let key = String(repeating: "k", count: 32)
  static let cases = [
    Case("a directory open to others", ["--data", "{}/data"], 77, "open to others") {
      try File.makeDirectory($0.data, mode: 0o700)
      try File.changeMode($0.data, 0o755)
    },
    Case("a file for a directory", ["--data", "{}/data"], 78, "not a directory") {
      try File.write([], to: $0.data, mode: 0o600)
    },
    Case("a directory with foreign files", ["--data", "{}/data"], 78, "holds other files") {
      try File.makeDirectory($0.data, mode: 0o700)
      try File.write([], to: $0.data + "/letter", mode: 0o600)
    },
    Case(
      "a directory too deep for a socket", ["--data", "{}/" + String(repeating: "d", count: 80)], 78, "too long"),
    Case(
      "a socket path that is too long",
      ["--database", "host={}", "--socket", "{}/" + String(repeating: "s", count: 90)],
      78, "longer than"),
    Case("a file where the socket is to be", ["--database", "host={}", "--socket", "{}/file"], 77, "no socket") {
      try File.write([], to: $0.path + "/file", mode: 0o600)
    },
    Case(
      "a socket's group that does not exist",
      ["--database", "host={}", "--socket", "{}/s", "--socket-group", "no-such-group"], 78, "no group"),
    Case("a place without PostgreSQL", ["--data", "{}/data", "--postgres", "{}"], 78, "does not hold PostgreSQL"),
    Case("a PostgreSQL that is too old", ["--data", "{}/data", "--postgres", "{}"], 78, "not PostgreSQL 15") {
      for name in ["postgres", "initdb"] {
        try File.write(
          Array("#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n".utf8), to: "\($0.path)/\(name)", mode: 0o755)
      }
    },
    Case("a cluster of a version that is not here", ["--data", "{}/data"], 78, "PostgreSQL 93") {
      try File.makeDirectory($0.data, mode: 0o700)
      try File.makeDirectory($0.data + "/pg", mode: 0o700)
      try File.write(Array("93\n".utf8), to: $0.data + "/pg/PG_VERSION", mode: 0o600)
    },
    Case("a key open to others", ["--data", "{}/data", "--key", "{}/key"], 77, "open to others") {
      try File.write(Array(key.utf8), to: $0.path + "/key", mode: 0o644)
    },
    Case("a key that is a link to a file open to others", ["--data", "{}/data", "--key", "{}/key"], 77, "not ours") {
      try link("/etc/passwd", $0.path + "/key")
    },
    Case("a key others could swap", ["--data", "{}/data", "--key", "{}/open/key"], 77, "could swap") {
      try File.makeDirectory($0.path + "/open", mode: 0o777)
      try File.write(Array(key.utf8), to: $0.path + "/open/key", mode: 0o600)
    },
    Case("a directory others could swap", ["--data", "{}/open/data"], 77, "in place of") {
      try File.makeDirectory($0.path + "/open", mode: 0o777)
      try File.makeDirectory($0.path + "/open/data", mode: 0o700)
    },
    Case("a directory others may write into", ["--data", "{}/data"], 77, "open to others") {
      try File.makeDirectory($0.data, mode: 0o777)
    },
    Case(
      "a link to a directory of somebody else's", ["--data", "{}/data"], 77,
      getuid() == 0 ? "open to others" : "another user"
    ) {
      try link("/tmp", $0.data)
    },
    Case(
      "a socket in whose place others could put theirs", ["--database", "host={}", "--socket", "{}/open/s"], 77,
      "a socket of their own"
    ) {
      try File.makeDirectory($0.path + "/open", mode: 0o777)
    },
    Case("a key that is too short", ["--data", "{}/data", "--key", "{}/key"], 78, "shorter than 32") {
      try File.write(Array("short".utf8), to: $0.path + "/key", mode: 0o600)
    },
    Case("a key that is missing", ["--data", "{}/data", "--key", "{}/key"], 78, "not there"),
    Case("a file of heads open to others", ["--data", "{}/data", "--heads", "{}/heads"], 77, "open to others") {
      try File.write([], to: $0.path + "/heads", mode: 0o640)
    },
    Case("a link for a file of heads", ["--data", "{}/data", "--heads", "{}/heads"], 77, "no file") { home in
      try File.write([], to: home.path + "/other", mode: 0o600)
      _ = try ChildProcess.run(["/bin/ln", "-s", home.path + "/other", home.path + "/heads"], environment: [:])
    },
    Case(
      "a file of heads where nothing can be made", ["--data", "{}/data", "--heads", "{}/no/heads"], 77, "cannot be used"
    ),
    Case("a moment the clocks skip", ["--data", "{}/data", "--clock", "2026-03-29T02:30"], 78, "clocks change"),
  ]

  private static func link(_ target: String, _ path: String) throws {
    #expect(unsafe symlink(target, path) == 0)
  }

  @Test("what does not fit is refused in one sentence", arguments: cases)
  func refuses(_ given: Case) throws {
    let home = try Home()
    try given.prepare(home)
    let arguments = given.arguments.map {
      $0.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: home.path)
    }
    let ended = try Daemon.refused(["serve"] + arguments)
    #expect(ended.ending == .exited(given.status), "\(ended.said)")
    let refusals = ended.said.split(separator: "\n").filter { $0.hasPrefix("koosd: ") }
    #expect(refusals.count == 1, "\(ended.said)")
    #expect(refusals.first?.contains(given.says) == true, "\(ended.said)")
    #expect(home.processes.isEmpty)
  }

  @Test("a second daemon on the same directory is refused, and the first does not notice")
  func twice() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let second = try Daemon.refused(["serve", "--data", home.data])
    #expect(second.ending == .exited(78))
    #expect(second.said.contains("Another koosd serves"), "\(second.said)")
    #expect(try daemon.client().ask("ping").code == "ok")
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("a database with a newer schema is refused, and nothing is left running")
  func newerSchema() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    try Script.run("UPDATE koos.version SET version = version + 1", conninfo: home.owner)
    #expect(daemon.terminate() == .exited(0))
    let ended = try Daemon.refused(["serve", "--data", home.data])
    #expect(ended.ending == .exited(78))
    #expect(ended.said.contains("Install a newer koosd"), "\(ended.said)")
    #expect(eventuallyBlocking { home.processes.isEmpty })
  }

  @Test("a server of one's own is served as the role koosd, and no other")
  func existingServer() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let socket = home.path + "/second.sock"
    let superuser = try Daemon.refused(["serve", "--database", home.owner, "--socket", socket])
    #expect(superuser.ending == .exited(78))
    #expect(superuser.said.contains("must not be superuser"), "\(superuser.said)")
    let second = try Daemon(home, ["--database", home.conninfo, "--socket", socket], data: false)
    #expect(try second.client().answers())
    #expect(second.terminate() == .exited(0))
    #expect(try daemon.client().answers())
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("an existing server that does not answer is served all the same")
  func unreachable() throws {
    let home = try Home()
    let arguments = ["--database", "host=\(home.path) user=koosd dbname=koos", "--socket", home.path + "/koosd.sock"]
    let daemon = try Daemon(home, arguments, data: false)
    let client = try daemon.client()
    #expect(client.ask("ping").code == "ok")
    let asked = ContinuousClock.now
    let refused = client.ask(Client.question)
    #expect(refused.code == "busy.database")
    #expect(refused["retry"]?.bool == true)
    // One second is promised; the rest is for a machine that has other work.
    #expect(ContinuousClock.now - asked < .seconds(5))
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("what the environment says of other databases does not reach the private one")
  func environment() throws {
    let home = try Home(.demo)
    let strangers = ["PGPORT": "99", "PGHOSTADDR": "127.0.0.1", "PGOPTIONS": "-c no.such=x", "PGSERVICE": "none"]
    let daemon = try Daemon(home, environment: strangers)
    #expect(try daemon.client().answers())
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("a directory named by mistake keeps its mode and group")
  func mistaken() throws {
    let home = try Home()
    try File.makeDirectory(home.data, mode: 0o700)
    try File.write([], to: home.data + "/letter", mode: 0o600)
    let before = try #require(try File.status(home.data, followingLinks: true))
    #expect(try Daemon.refused(["serve", "--data", home.data]).ending == .exited(78))
    let after = try #require(try File.status(home.data, followingLinks: true))
    #expect(after.mode == before.mode)
    #expect(after.gid == before.gid)
  }

  @Test("PostgreSQL's own log quotes no value")
  func quotesNothing() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let provoking = [
      "SELECT 'Demo Kind'::integer",
      "UPDATE koos.organisation SET name = 'Demo Kind', slug = 'youke' WHERE slug = 'koos'",
      "UPDATE koos.client SET name = 'Demo Kind', gender = 'Z'",
      "DO $$ BEGIN RAISE WARNING 'Demo Kind'; RAISE LOG 'as intended'; END $$; SELECT 'Demo Kind'::date",
    ]
    for sql in provoking {
      // Of clients the daemon's role sees none here, and so hurts none.
      for conninfo in sql.contains("koos.client") ? [home.owner] : [home.conninfo, home.owner] {
        #expect(throws: DatabaseError.self) { try Script.run(sql, conninfo: conninfo) }
      }
    }
    #expect(throws: DatabaseError.self) {
      try Script.ask(Statement("SELECT $1::text::integer")(.text("Demo Kind")), conninfo: home.conninfo)
    }
    #expect(daemon.terminate() == .exited(0))
    let log = String(decoding: try File.read(home.data + "/postgres.log"), as: UTF8.self)
    #expect(log.contains("shut down"))
    #expect(log.contains("as intended"), "what the server may say is there")
    #expect(!log.contains("Demo Kind"))
  }

  @Test("a directory may be named by a link, or from where one is")
  func named() throws {
    let linked = try Home()
    try File.makeDirectory(linked.path + "/real", mode: 0o700)
    let link = ["/bin/ln", "-s", linked.path + "/real", linked.data]
    #expect(try ChildProcess.run(link, environment: Environment.all()).succeeded)
    let first = try Daemon(linked)
    #expect(try first.client().answers())
    #expect(first.terminate() == .exited(0))
    let relative = try Home()
    // The daemon of a test starts in the root directory.
    let second = try Daemon(relative, ["--data", String(relative.data.dropFirst())], data: false)
    #expect(second.socket == relative.data + "/koosd.sock")
    #expect(try second.client().answers())
    #expect(second.terminate() == .exited(0))
  }
}
