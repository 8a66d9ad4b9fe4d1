import Glibc
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("What was acknowledged", .ownThreads)
struct LossTests {
  static let clock = ["--demo", "--clock", "2026-03-02T08:00"]

  private func adding(_ name: String) -> String {
    "client.add name=\"\(name)\" birth=2015 postcode=3526KS gender=O as=f.een once=\(name)"
  }

  @Test("the same line after kill -9 returns the first reply")
  func once() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, Self.clock)
    let first = try daemon.client().ask(adding("kind"))
    #expect(first.code == "ok", "\(first)")
    #expect(first["replayed"] == nil)
    #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
    let next = try Daemon(home, Self.clock)
    let again = try next.client().ask(adding("kind"))
    #expect(again.code == "ok", "\(again)")
    #expect(again["client"] == first["client"])
    #expect(again["replayed"]?.bool == true)
    #expect(try kept(home) == ["kind"])
    #expect(next.terminate() == .exited(0))
  }

  /// Eight clients add one after the other until their connection ends; kill -9 comes in the middle.
  @Test("nothing acknowledged before kill -9 is lost, and nothing is there twice", arguments: [20, 45, 80])
  func underLoad(acknowledgements: Int) async throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, Self.clock)
    let socket = daemon.socket
    let (acknowledged, progress) = AsyncStream.makeStream(of: String.self)
    let replies = try await withThrowingTaskGroup(of: [String: String].self) { group in
      for client in 0..<8 {
        group.addTask { try Self.add(client, socket, adding) { progress.yield($0) } }
      }
      var count = 0
      for await _ in acknowledged {
        count += 1
        if count == acknowledgements { break }
      }
      #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
      return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
    let acknowledgedNames = replies.filter { !$0.value.isEmpty }
    #expect(acknowledgedNames.count >= acknowledgements)

    let next = try Daemon(home, Self.clock)
    #expect(Set(acknowledgedNames.keys).isSubset(of: try kept(home)))
    let client = try next.client()
    for (name, code) in replies {
      let again = client.ask(adding(name))
      #expect(again.code == "ok", "\(again)")
      if code.isEmpty { continue }
      #expect(again["client"]?.string == code)
      #expect(again["replayed"]?.bool == true)
    }
    #expect(try kept(home) == replies.keys.sorted())
    #expect(next.terminate() == .exited(0))
  }

  /// The code each name was acknowledged with; empty for the last, whose reply did not come.
  private static func add(
    _ number: Int, _ socket: String, _ adding: (String) -> String, _ acknowledge: (String) -> Void
  ) throws -> [String: String] {
    let client = try Client(socket)
    var replies: [String: String] = [:]
    for turn in 1... {
      let name = "kind-\(number)-\(turn)"
      let outcome = client.ask(adding(name))
      let code = outcome["client"]?.string ?? ""
      replies[name] = code
      if code.isEmpty { break }
      acknowledge(name)
    }
    return replies
  }

  /// The names kept, each as often as it is there.
  private func kept(_ home: Home) throws -> [String] {
    try Script.ask(
      "SELECT name FROM koos.client WHERE name LIKE 'kind%' ORDER BY name COLLATE \"C\"", conninfo: home.owner
    )
    .compactMap { $0.first ?? nil }
  }
}
