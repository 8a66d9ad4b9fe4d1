import Glibc
import Patience
import Platform
import TestKit
import Testing

@Suite("PostgreSQL away and back", .ownThreads)
struct OutageTests {
  @Test("a PostgreSQL that dies is busy.database within a second, and comes back by itself")
  func dies() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let client = try daemon.client()
    #expect(client.ask(Client.question).code == "ok")
    let first = try #require(home.postmaster)
    #expect(kill(first, SIGKILL) == 0)
    // It takes PostgreSQL's other processes a moment to see it; from then on every answer is quick.
    var codes: [String] = []
    var slowest = Duration.zero
    #expect(
      eventuallyBlocking {
        let asked = ContinuousClock.now
        codes.append(client.ask(Client.question).code)
        slowest = max(slowest, ContinuousClock.now - asked)
        return codes.contains("busy.database") && codes.last == "ok"
      })
    #expect(Set(codes) == ["ok", "busy.database"])
    #expect(slowest < .seconds(5), "one second is promised; the rest is for a machine that has other work")
    #expect(home.postmaster != first)
    #expect(daemon.ending == nil)
    #expect(daemon.terminate() == .exited(0))
    #expect(home.processes.isEmpty)
  }

  @Test("a daemon asked to end while PostgreSQL is away ends all the same")
  func endsMeanwhile() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home)
    let first = try #require(home.postmaster)
    #expect(kill(first, SIGKILL) == 0)
    let began = ContinuousClock.now
    #expect(daemon.terminate() == .exited(0))
    #expect(ContinuousClock.now - began < .seconds(10))
    #expect(eventuallyBlocking { home.processes.isEmpty })
  }
}
