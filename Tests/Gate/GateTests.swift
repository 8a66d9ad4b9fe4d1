import Patience
import Platform
import Testing
import Wire

@testable import Gate

@Suite("The gate over a socket")
struct GateTests {
  @Test("a client is greeted, answered, and known by its user and process")
  func hello() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path, greeted: false)
    #expect(await client.line() == "KOOS/1 ready {}")
    await client.send("@t ping\nother\n\nuid\n")
    #expect(await client.lines(2) == ["ok ping t", "ok other "])
    let words = await client.line()?.split(separator: " ") ?? []
    #expect(words.first == "uid")
    #expect(words.last.flatMap { Int32($0) }.map { $0 > 0 } == true)
    #expect(echo.gate.clients == 1)
    await client.send("quit\nping\n")
    #expect(await client.rest() == ["ok quit "])
    #expect(await client.isAtEnd)
    #expect(await eventually(within: .seconds(60)) { echo.gate.clients == 0 })
    await echo.stop()
  }

  @Test(
    "ten thousand requests sent at once are all answered in order", arguments: ["ping", "other", "alone"])
  func pipeline(command: String) async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    let numbers = 1...10_000
    await client.send(numbers.map { "@\($0) \(command)\n" }.joined())
    #expect(await client.lines(10_000) == numbers.map { "ok \(command) \($0)" })
    await echo.stop()
  }

  @Test("a client that half-closes gets every reply, and not one to the line it cut off")
  func halfClose() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    await client.send("@1 park\n@2 other\n@3 alone\n@4 ping\n@5 pi")
    await client.finish()
    #expect(await eventually(within: .seconds(60)) { echo.parked.count == 1 })
    echo.parked.release()
    #expect(await client.rest() == ["ok parked", "ok other 2", "ok alone 3", "ok ping 4"])
    #expect(await client.isAtEnd)
    #expect(await eventually(within: .seconds(60)) { echo.gate.clients == 0 })
    await echo.stop()
  }

  @Test("an end of file that comes together with the last line is not missed")
  func quickHalfClose() async throws {
    let echo = try await Echo()
    for number in 0..<300 {
      let client = try await Client(echo.path)
      await client.send("@\(number) ping\n")
      await client.finish()
      #expect(await client.rest() == ["ok ping \(number)"])
      #expect(await client.isAtEnd)
    }
    await echo.stop()
  }

  @Test("a client that sends a byte at a time is served like any other")
  func drip() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    for byte in "@a ping\n# no\n@b alone\n" { await client.send(String(byte)) }
    #expect(await client.lines(2) == ["ok ping a", "ok alone b"])
    await echo.stop()
  }

  @Test("a line that is too long is answered, and the session lives on")
  func tooLong() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    await client.send(String(repeating: "x", count: 300_000) + "\n@a ping\n")
    #expect(await client.lines(2) == ["err syntax.too-long", "ok ping a"])
    await echo.stop()
  }

  @Test("a client that never reads is told so and closed, and the others do not notice")
  func slowReader() async throws {
    let echo = try await Echo()
    let slow = try await Client(echo.path)
    let other = try await Client(echo.path)
    await slow.send(String(repeating: "big\n", count: 200))
    for _ in 0..<200 {
      await other.send("ping\n")
      #expect(await other.line() == "ok ping ")
    }
    let lines = await slow.rest()
    #expect(lines.last?.hasPrefix("err busy.slow-reader {") == true)
    // What waited is still delivered: 8 MiB and the reply that went over it.
    #expect(lines.count >= 84 && lines.count < 200)
    #expect(await slow.isAtEnd)
    #expect(await eventually(within: .seconds(60)) { echo.gate.clients == 1 })
    await echo.stop()
  }

  @Test("a flood whose replies are slow is read no further than the limit")
  func flood() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    await client.send("park\n")
    #expect(await eventually(within: .seconds(60)) { echo.parked.count == 1 })
    let line = "other id=" + String(repeating: "y", count: 990) + "\n"
    let flood = Array(String(repeating: line, count: 10_000).utf8)
    var sent = 0
    let limit = 1_023 * line.utf8.count
    // As far as the limit it is read however busy the machine is; no further when for half a second nothing more is taken.
    var isRead = true
    while isRead {
      isRead = try await eventually(within: sent > limit ? .milliseconds(500) : .seconds(60)) {
        let taken = try await client.push(flood[sent...])
        sent += taken
        return taken > 0
      }
    }
    // The requests in flight, and what the socket and one read hold beside them.
    #expect(sent > limit && sent < 2_000 * line.utf8.count)
    echo.parked.release()
    #expect(await client.line() == "ok parked")
    #expect(await client.lines(sent / line.utf8.count).count == sent / line.utf8.count)
    await echo.stop()
  }

  @Test("five hundred clients at once are all served")
  func crowd() async throws {
    let echo = try await Echo()
    var clients: [Client] = []
    for _ in 0..<500 { clients.append(try await Client(echo.path)) }
    #expect(echo.gate.clients == 500)
    for (number, client) in clients.enumerated() { await client.send("@\(number) other\n@z alone\n") }
    for (number, client) in clients.enumerated() {
      #expect(await client.lines(2) == ["ok other \(number)", "ok alone z"])
    }
    await echo.stop()
    for client in clients {
      #expect(await client.rest().isEmpty)
      #expect(await client.isAtEnd)
    }
  }

  @Test("a client over the limit is told so without a greeting")
  func refused() async throws {
    let echo = try await Echo(descriptorLimit: 0)
    let client = try await Client(echo.path, greeted: false)
    let lines = await client.rest()
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("err busy.clients {") == true)
    #expect(lines.first?.contains("\"retry\":true") == true)
    #expect(await client.isAtEnd)
    #expect(echo.gate.clients == 0)
    await echo.stop()
  }

  @Test("a client that leaves with replies to come harms nobody")
  func leaver() async throws {
    let echo = try await Echo()
    do {
      let client = try await Client(echo.path)
      await client.send("park\nbig\nbig\nbig\n")
      #expect(await eventually(within: .seconds(60)) { echo.parked.count == 1 })
    }
    echo.parked.release()
    #expect(await eventually(within: .seconds(60)) { echo.gate.clients == 0 })
    let other = try await Client(echo.path)
    await other.send("ping\n")
    #expect(await other.line() == "ok ping ")
    await echo.stop()
  }
}

@Suite("The gate's stop")
struct GateStopTests {
  @Test("what runs is finished, what comes is refused, and nobody new is let in")
  func drain() async throws {
    let echo = try await Echo()
    let idle = try await Client(echo.path)
    let busy = try await Client(echo.path)
    await busy.send("@1 park\n@2 alone\n")
    #expect(await eventually(within: .seconds(60)) { echo.parked.count == 1 })
    async let stopped: Void = echo.stop()
    #expect(await idle.rest().isEmpty)
    #expect(await idle.isAtEnd)
    await busy.send("@3 ping\n")
    echo.parked.release()
    await stopped
    let lines = await busy.rest()
    #expect(lines.first == "ok parked")
    #expect(lines.dropFirst().first?.hasPrefix("err @2 busy.shutdown {") == true)
    #expect(lines.last?.hasPrefix("err @3 busy.shutdown {") == true)
    await #expect(throws: LocalSocketError.self) { _ = try await Client(echo.path) }
  }

  @Test("at the deadline even what runs is left")
  func deadline() async throws {
    let echo = try await Echo()
    let client = try await Client(echo.path)
    await client.send("park\n")
    #expect(await eventually(within: .seconds(60)) { echo.parked.count == 1 })
    await echo.stop(deadline: .milliseconds(50))
    #expect(await client.rest().isEmpty)
    #expect(await client.isAtEnd)
    #expect(echo.gate.clients == 0)
    echo.parked.release()
  }

  @Test("after a busy life every descriptor is closed again")
  func descriptors() async throws {
    await #expect(processExitsWith: .success) {
      // The first gate makes Dispatch open what it keeps for good.
      let first = try await Echo()
      await first.stop()
      let before = try File.list("/proc/self/fd").count
      let echo = try await Echo()
      for _ in 0..<20 {
        var clients: [Client] = []
        for _ in 0..<20 { clients.append(try await Client(echo.path)) }
        for (number, client) in clients.enumerated() {
          await client.send(["ping\n", "big\nbig\nbig\n", "other\nquit\n", "park\n", "pi"][number % 5])
          if number % 3 == 0 { await client.finish() }
          if number % 5 < 2 { _ = await client.line() }
        }
      }
      await echo.stop(deadline: .milliseconds(100))
      // Descriptors may be closed a moment later: the clients' own, and those of the first gate, which were then counted.
      let isClean = try await eventually(within: .seconds(60)) { try File.list("/proc/self/fd").count <= before }
      if !isClean { Environment.exit(1) }
    }
  }
}
