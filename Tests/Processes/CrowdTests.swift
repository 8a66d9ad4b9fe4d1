import Glibc
import Patience
import Platform
import TestKit
import Testing

/// A daemon that tests share which change nothing.
enum Shared {
  static let daemon = Result { try Daemon(try Home(.demo), ["--demo", "--clock", "2026-03-02T08:00"]) }
}

@Suite("Many clients, and odd ones", .ownThreads)
struct CrowdTests {
  /// How long a well-behaved client may wait beside the odd ones: less than the ten seconds these are given.
  static let patience = Duration.seconds(8)

  private func notices(_ daemon: Daemon) throws -> Bool {
    let client = try daemon.client()
    let asked = ContinuousClock.now
    let outcomes = [client.ask("ping"), client.ask("wijk.find postcode=3544AB")]
    return outcomes.contains { $0.code != "ok" } || ContinuousClock.now - asked > Self.patience
  }

  @Test("five hundred clients at once are all greeted and answered")
  func fiveHundred() throws {
    let daemon = try Shared.daemon.get()
    let clients = try (0..<500).map { _ in try Client(daemon.socket, greeted: false) }
    #expect(clients.count { $0.line()?.hasPrefix("KOOS/1 ready {") == true } == 500)
    for (number, client) in clients.enumerated() { client.send("@\(number) wijk.find name=Lunetten\n") }
    let answered = clients.enumerated().count { number, client in
      client.line()?.hasPrefix("ok @\(number) {") == true
    }
    #expect(answered == 500)
    #expect(try !notices(daemon))
  }

  @Test("a client that sends an octet now and then is answered at its end, and nobody waits for it")
  func drip() throws {
    let daemon = try Shared.daemon.get()
    let slow = try daemon.client()
    let other = try daemon.client()
    for byte in "@slow wijk.find name=\"de meern\"\n".utf8 {
      slow.send([byte])
      // Another client's reply in between is what passes the time.
      #expect(other.ask("ping").code == "ok")
    }
    #expect(slow.line()?.hasPrefix("ok @slow {") == true)
  }

  @Test("a client that reads too late is told busy.slow-reader, and nobody waits for it")
  func readsLate() throws {
    let daemon = try Shared.daemon.get()
    let late = try daemon.client()
    try stuff(late, daemon)
    let last = late.rest().last ?? ""
    #expect(late.isAtEnd)
    #expect(last.hasPrefix("err busy.slow-reader {"), "\(last.prefix(80))")
  }

  @Test("a client that never reads is closed, and nobody waits for it")
  func neverReads() throws {
    let daemon = try Shared.daemon.get()
    let deaf = try daemon.client()
    try stuff(deaf, daemon)
    #expect(try eventuallyBlocking { try !notices(daemon) && deaf.isGone })
  }

  /// Asks for long replies until the daemon takes no more.
  private func stuff(_ client: Client, _ daemon: Daemon) throws {
    let lines = Array(String(repeating: "help\n", count: 64).utf8)
    var refusals = 0
    while refusals < 3 {
      refusals = try client.push(lines) == 0 ? refusals + 1 : 0
      // Another client's answer says that the daemon has had its turn with this one.
      #expect(try !notices(daemon))
    }
  }

  @Test("clients that leave in the middle of a line or of a reply leave nothing behind")
  func leavers() throws {
    let daemon = try Shared.daemon.get()
    for number in 0..<50 {
      let client = try daemon.client()
      client.send(number.isMultiple(of: 2) ? "help\nwijk.list\nhel" : "wijk.find name=\"de")
    }
    #expect(try !notices(daemon))
  }

  @Test("five hundred requests sent at once are answered in their order")
  func pipeline() throws {
    let client = try Shared.daemon.get().client()
    client.send((0..<500).map { "@\($0) \($0.isMultiple(of: 3) ? "ping" : "wijk.find postcode=3544AB")\n" }.joined())
    let tags = client.lines(500).map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    #expect(tags == (0..<500).map { "@\($0)" })
  }
}
