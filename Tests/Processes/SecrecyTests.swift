import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("What the daemon keeps to itself", .ownThreads)
struct SecrecyTests {
  static let isRoot = geteuid() == 0

  @Test("neither it nor its PostgreSQL leaves a core dump, and a crash shows no memory though it was asked to")
  func crash() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, environment: ["SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no"])
    let server = try #require(home.postmaster)
    for pid in [daemon.pid, server] {
      let limits = String(decoding: try File.read("/proc/\(pid)/limits"), as: UTF8.self)
      let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
      #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(limits)")
    }
    // What the kernel gives to root alone, a process of the same user cannot look into.
    #expect(try File.status("/proc/\(daemon.pid)/environ")?.uid == 0)
    #expect(daemon.terminate(SIGSEGV) == .signalled(SIGSEGV))
    #expect(!daemon.logged.contains("Crash") && !daemon.logged.contains("Backtrace"), "\(daemon.logged)")
    #expect(eventuallyBlocking { home.processes.isEmpty })
  }

  @Test(
    "a password among the words of a call is refused, with where to put it",
    arguments: ["host=h password=geheim", "postgresql://koosd:geheim@h/koos", "host=h sslpassword='geheim'"])
  func password(conninfo: String) throws {
    let calls = [["serve"], ["check"], ["init"], ["rotate-key", "--key", "/k", "--new-key", "/n"]]
    for call in calls {
      let ended = try ChildProcess.run(
        ["/usr/bin/timeout", "60", Daemon.program] + call + ["--database", conninfo], environment: Environment.all(),
        directory: "/")
      #expect(ended.ending == .exited(64), "\(call)")
      #expect(ended.output.contains("passfile"), "\(ended.output)")
      #expect(!ended.output.contains("geheim"))
    }
  }

  /// What gives a role more than the daemon may have, what takes it away again, and what is said of it.
  static let powers: [(given: String, taken: String, says: String)] = [
    ("GRANT koos_guard TO koosd", "REVOKE koos_guard FROM koosd", "may be koos_guard"),
    (
      "ALTER ROLE koosd NOINHERIT; GRANT koos_owner TO koosd", "ALTER ROLE koosd INHERIT; REVOKE koos_owner FROM koosd",
      "may be koos_owner"
    ),
    (
      "CREATE ROLE between; GRANT postgres TO between; GRANT between TO koosd", "DROP ROLE between",
      "may be postgres is superuser"
    ),
    ("ALTER ROLE koosd BYPASSRLS", "ALTER ROLE koosd NOBYPASSRLS", "bypasses row security"),
    ("ALTER ROLE koosd CREATEROLE", "ALTER ROLE koosd NOCREATEROLE", "makes roles"),
    ("GRANT pg_read_server_files TO koosd", "REVOKE pg_read_server_files FROM koosd", "pg_read_server_files"),
    ("GRANT CREATE ON SCHEMA koos TO koosd", "REVOKE CREATE ON SCHEMA koos FROM koosd", "make things in koos"),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "make things in public"),
    (
      "GRANT koosd TO koos_owner; ALTER TABLE koos.travel OWNER TO koosd",
      "ALTER TABLE koos.travel OWNER TO koos_owner", "owns"
    ),
  ]

  @Test("a role that could get past row security is served by nobody, however far the way there")
  func powers() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let socket = ["--socket", home.path + "/second.sock"]
    func said(_ call: String, _ conninfo: String) throws -> (ChildProcess.Ending, String) {
      let ended = try ChildProcess.run(
        ["/usr/bin/timeout", "60", Daemon.program, call, "--database", conninfo] + socket,
        environment: Environment.all(),
        directory: "/")
      return (ended.ending, ended.output)
    }
    for power in Self.powers {
      try Script.run(power.given, conninfo: home.owner)
      for call in ["serve", "check"] {
        let (ending, output) = try said(call, home.conninfo)
        #expect(ending == .exited(78), "\(power.given): \(output)")
        #expect(output.contains("must not be superuser") && output.contains(power.says), "\(power.given): \(output)")
      }
      try Script.run(power.taken, conninfo: home.owner)
    }
    // Who only put the role on can take it off again.
    let worn = try said("check", home.owner + " options='-c role=koosd'")
    #expect(worn.0 == .exited(78) && worn.1.contains("postgres is superuser"), "\(worn.1)")
    #expect(try said("check", home.conninfo).0 == .exited(0))

    try Script.run(
      "ALTER ROLE koosd SET log_statement = 'all'; ALTER ROLE koosd RESET log_parameter_max_length",
      conninfo: home.owner)
    // The private server says on its own command line that it logs no values; a role's setting goes before that.
    try Script.run("ALTER ROLE koosd SET log_parameter_max_length = -1", conninfo: home.owner)
    let loud = try said("check", home.conninfo)
    #expect(loud.0 == .exited(78) && loud.1.contains("log_parameter_max_length=-1"), "\(loud.1)")
    #expect(daemon.terminate() == .exited(0))
  }
}
