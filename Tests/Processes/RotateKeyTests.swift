import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("Turning BSNs to another key", .ownThreads)
struct RotateKeyTests {
  private static let count = 60

  private static func text(_ path: String) throws -> String { String(decoding: try File.read(path), as: UTF8.self) }

  /// Runs `koosd rotate-key` to its end.
  private static func rotate(_ arguments: [String]) throws -> (status: Int32?, said: String) {
    let result = try ChildProcess.run(
      ["/usr/bin/timeout", "60", Daemon.program, "rotate-key"] + arguments, environment: Environment.all(),
      directory: "/")
    guard case .exited(let status) = result.ending else { return (nil, result.output) }
    return (status, result.output)
  }

  /// How many BSNs a key opens whose mark it made too.
  private static func opened(_ home: Home, by key: String) throws -> Int {
    let rows = try Script.ask(
      Statement(
        """
        SELECT k.bsn, k.bsn_mark, koos_extension.hmac(lpad(n::text, 9, '0'), $1, 'sha256') = k.bsn_mark
        FROM koos.client k JOIN generate_series(1, 60) n ON k.name = 'Kind ' || n
        """)(.text(key)), conninfo: home.owner)
    var opened = 0
    for row in rows where row[2] == "t" {
      let digits = try Script.ask(
        Statement("SELECT koos_extension.pgp_sym_decrypt($1::bytea, $2)")(.text(row[0]), .text(key)),
        conninfo: home.owner)
      if digits.first?.first??.count == 9 { opened += 1 }
    }
    return opened
  }

  private static let adding = Statement(
    """
    WITH made AS (
      INSERT INTO koos.resource (id, kind) SELECT (1::bigint << 41) + n, 'client' FROM generate_series(1, 60) n RETURNING id
    )
    INSERT INTO koos.client (name, birth_on, birth_precision, postcode, wijk, gender, bsn, bsn_mark, resource, added_by, added_team, added_at)
    SELECT 'Kind ' || m.id - (1::bigint << 41), '2015-01-01', 'day', '3526KS', 'zuidwest', 'V',
      koos_extension.pgp_sym_encrypt(lpad((m.id - (1::bigint << 41))::text, 9, '0'), $1, 'cipher-algo=aes256'),
      koos_extension.hmac(lpad((m.id - (1::bigint << 41))::text, 9, '0'), $1, 'sha256'), m.id, w.id, t.id, koos.now() - interval '1 year'
    FROM made m, koos.worker w, koos.team t WHERE w.login = 'o.een' AND t.slug = 'basecamp-zuidwest'
    """)

  @Test("broken off by kill -9 it goes on, no daemon serves in between, and at the end all is under the new key")
  func whole() throws {
    let home = try Home(.demo)
    let (data, new) = (home.data, home.path + "/new.key")
    let daemon = try Daemon(home)
    let old = try Self.text(data + "/bsn.key")
    _ = try Script.ask(Self.adding(.text(old)), conninfo: home.owner)
    let before = "SELECT max(koos.last_change(k.id)), max(k.rev) FROM koos.client k WHERE k.bsn IS NOT NULL"
    let standing = try Script.ask(before, conninfo: home.owner)
    let busy = try Self.rotate(["--data", data, "--new-key", new])
    #expect(busy.status == 78 && busy.said.contains("Another koosd serves"), "\(busy.said)")
    #expect(daemon.terminate() == .exited(0))

    let wrong = home.path + "/wrong.key"
    try File.write(Array(String(repeating: "w", count: 64).utf8), to: wrong, mode: 0o600)
    let refused = try Self.rotate(["--data", data, "--key", wrong, "--new-key", new])
    #expect(refused.status == 78 && refused.said.contains("not kept under"), "\(refused.said)")
    let elsewhere = try Daemon.refused(["serve", "--data", data, "--key", wrong])
    #expect(elsewhere.ending == .exited(78) && elsewhere.said.contains("another key"), "\(elsewhere.said)")

    // Killed after some are turned.
    let progress = try Pipe()
    let first = try ChildProcess(
      [Daemon.program, "rotate-key", "--data", data, "--new-key", new, "--batch", "1"], environment: Environment.all(),
      descriptors: [2: progress.writer.number], directory: "/")
    let reader = progress.intoReader()
    var line = Daemon.line(from: reader.number, within: .seconds(60))
    while let said = line, !said.hasPrefix("koosd: 7 of") {
      line = Daemon.line(from: reader.number, within: .seconds(60))
    }
    #expect(line == "koosd: 7 of \(Self.count) BSNs")
    try first.kill(SIGKILL)
    #expect(try first.wait() == .signalled(SIGKILL))
    #expect(eventuallyBlocking { home.processes.isEmpty })
    #expect(try File.status(new)?.mode == 0o600)
    #expect(try Self.text(data + "/bsn.key") == old, "the old key is where it was")

    for key in [data + "/bsn.key", new] {
      let half = try Daemon.refused(["serve", "--data", data, "--key", key])
      #expect(half.ending == .exited(78) && half.said.contains("rotate-key again"), "\(half.said)")
    }
    let third = try Self.rotate(["--data", data, "--new-key", wrong])
    #expect(third.status == 78 && third.said.contains("finish that first"), "\(third.said)")

    let finished = try Self.rotate(["--data", data, "--new-key", new, "--batch", "25"])
    #expect(finished.status == 0, "\(finished.said)")
    #expect(finished.said.contains("\(Self.count) of \(Self.count) BSNs"))
    let fresh = try Self.text(new)
    #expect(fresh != old && fresh.utf8.count == 64)
    #expect(!finished.said.contains(fresh) && !finished.said.contains(old))
    #expect(try Self.text(data + "/bsn.key") == fresh)
    #expect(try Self.text(data + "/bsn.key.old") == old)
    for name in ["bsn.key", "bsn.key.old"] { #expect(try File.status("\(data)/\(name)")?.mode == 0o600) }
    let again = try Self.rotate(["--data", data, "--new-key", new])
    #expect(again.status == 0, "\(again.said)")
    #expect(try Self.text(data + "/bsn.key.old") == old, "called once more it loses nothing")

    let next = try Daemon(home)
    #expect(try Self.opened(home, by: fresh) == Self.count)
    #expect(try Self.opened(home, by: old) == 0)
    #expect(try Script.ask(before, conninfo: home.owner) == standing, "nobody changed a dossier")
    // The daemon finds the same child twice, which takes the mark.
    let client = try next.client()
    _ = try Script.run(
      "UPDATE koos.client SET name = name WHERE name = 'Kind 1'", conninfo: home.owner)
    #expect(next.terminate() == .exited(0))
    #expect(client.line() == nil)
    let log = try Self.text(data + "/postgres.log")
    #expect(!log.contains(fresh) && !log.contains(old))
  }

  @Test("a server of one's own is turned by its superuser, and only while no daemon serves it")
  func existing() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let old = home.data + "/bsn.key"
    let words = ["--key", old, "--new-key", home.path + "/new.key"]
    _ = try Script.ask(Self.adding(.text(try Self.text(old))), conninfo: home.owner)
    let powerless = try Self.rotate(["--database", home.conninfo] + words)
    #expect(powerless.status == 78 && powerless.said.contains("superuser"), "\(powerless.said)")
    let served = try Self.rotate(["--database", home.owner] + words)
    #expect(served.status == 78 && served.said.contains("stop it first"), "\(served.said)")
    #expect(try Self.opened(home, by: Self.text(old)) == Self.count, "nothing was turned")
    #expect(try Script.ask("SELECT FROM koos.bsn_key k WHERE k.next IS NULL", conninfo: home.owner).count == 1)
    #expect(try Self.rotate(["--database", home.owner, "--new-key", home.path + "/new.key"]).status == 64)
    #expect(daemon.terminate() == .exited(0))
  }
}
