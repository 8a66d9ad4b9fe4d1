import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing

@Suite("The end of koosd", .ownThreads)
struct EndTests {
  @Test("it ends when asked, within ten seconds, and leaves no PostgreSQL", arguments: [SIGTERM, SIGINT])
  func asked(signal: Int32) throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    #expect(daemon.socket == home.data + "/koosd.sock")
    let idle = try daemon.client()
    #expect(idle.answers())
    let began = ContinuousClock.now
    #expect(daemon.terminate(signal) == .exited(0))
    #expect(ContinuousClock.now - began < .seconds(10))
    #expect(idle.line() == nil)
    #expect(idle.isAtEnd)
    #expect(home.processes.isEmpty)
    #expect(!File.exists(daemon.socket))
  }

  @Test("a command that waits for a lock nobody gives back is answered, and does not hold up the end")
  func waiting() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let locking = try ChildProcess(
      [
        "/usr/bin/psql", "-q", home.owner, "-c", "BEGIN", "-c", "SELECT FROM koos.team FOR UPDATE", "-c",
        "SELECT pg_sleep(100)",
      ], environment: Environment.all())
    defer {
      try? locking.kill(SIGKILL)
      _ = try? locking.wait()
    }
    func counts(_ condition: String) throws -> Bool {
      let sql = "SELECT FROM pg_stat_activity a WHERE \(condition)"
      return try !Script.ask(sql, conninfo: home.owner).isEmpty
    }
    #expect(try eventuallyBlocking { try counts("a.query LIKE '%pg_sleep%' AND a.wait_event = 'PgSleep'") })
    let client = try daemon.client()
    client.send("team.change basecamp-zuidwest name=Zuidwest within=5m\n")
    #expect(try eventuallyBlocking { try counts("a.usename = 'koosd' AND a.wait_event_type = 'Lock'") })
    let began = ContinuousClock.now
    #expect(daemon.terminate() == .exited(0))
    #expect(ContinuousClock.now - began < .seconds(10))
    #expect(client.outcome().code == "busy.deadline")
    #expect(eventuallyBlocking { home.processes.isEmpty })
  }

  @Test("kill -9 leaves no PostgreSQL, and the next start recovers")
  func killed() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    #expect(home.postmaster != nil)
    #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
    #expect(eventuallyBlocking { home.processes.isEmpty })
    // The socket's file is still there, and in nobody's way.
    #expect(File.exists(daemon.socket))
    let next = try Daemon(home)
    #expect(try next.client().answers())
    #expect(next.terminate() == .exited(0))
    #expect(home.processes.isEmpty)
  }

  @Test("a PostgreSQL that outlived its daemon is stopped at the next start")
  func leftBehind() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let left = try #require(home.postmaster)
    // All that would stop it: the shell that holds it, and the shell's own child that reads the life line. They stand
    // still while the daemon dies, or they would do their work.
    let shells = home.processes.filter(home.isShell)
    #expect(shells.count == 2)
    for shell in shells { kill(shell, SIGSTOP) }
    #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
    for shell in shells { kill(shell, SIGKILL) }
    #expect(eventuallyBlocking { !shells.contains(where: home.processes.contains) })
    #expect(home.processes.contains(left))
    let next = try Daemon(home)
    #expect(next.logged.contains("an earlier daemon left"), "\(next.logged)")
    #expect(!home.processes.contains(left))
    #expect(home.postmaster != left)
    #expect(try next.client().answers())
    #expect(next.terminate() == .exited(0))
    #expect(home.processes.isEmpty)
  }

  @Test("kill -9 while the first start lays its files leaves a directory the next start can use")
  func killedWhileLaying() throws {
    let home = try Home()
    let first = try Daemon.begin(home, ["--data", home.data])
    #expect(eventuallyBlocking { File.exists(home.data + "/pg/PG_VERSION") || File.exists(home.data + "/pg.laying") })
    try first.kill(SIGKILL)
    #expect(try first.wait() == .signalled(SIGKILL))
    #expect(eventuallyBlocking { home.processes.isEmpty })
    let next = try Daemon(home)
    #expect(try next.client().answers())
    #expect(next.terminate() == .exited(0))
  }
}
