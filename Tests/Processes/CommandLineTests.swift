import Platform
import TestKit
import Testing

@Suite("The command line koos", .ownThreads)
struct CommandLineTests {
  private struct Said {
    let status: Int32?
    let lines: [String]
  }

  private func koos(_ arguments: [String], socket: String) throws -> Said {
    var environment = Environment.all()
    environment["KOOS_SOCKET"] = socket
    let result = try ChildProcess.run(
      ["/usr/bin/timeout", "60", Workshop.programs + "/koos"] + arguments, environment: environment, directory: "/")
    guard case .exited(let status) = result.ending else { return Said(status: nil, lines: []) }
    return Said(status: status, lines: result.output.split(separator: "\n").map(String.init))
  }

  private static let classes: [(arguments: String, status: Int32)] = [
    ("ping", 0), ("wijk find 3544AB", 0), ("no-such", 64), ("raw no-such", 64), ("setting set consult.days", 64),
    ("wijk find --postcode 12", 65), ("wijk list --limit 1001", 65), ("worker show no-such", 66),
    ("worker add --as f.een", 77), ("wijk find --name Amsterdam", 79),
  ]

  @Test("a refusal's class is the exit status", arguments: classes)
  func statuses(arguments: String, status: Int32) throws {
    let said = try koos(arguments.split(separator: " ").map(String.init), socket: Shared.daemon.get().socket)
    #expect(said.status == status, "\(said.lines)")
  }

  @Test("nobody at the socket is 69")
  func nobody() throws {
    #expect(try koos(["ping"], socket: Home().path + "/none.sock").status == 69)
  }

  @Test("in a pipe a list is tab-separated under its header")
  func pipe() throws {
    let said = try koos(["wijk", "list"], socket: Shared.daemon.get().socket)
    #expect(said.lines.count == 11, "\(said.lines)")
    let columns = said.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(columns.first?.contains("wijk") == true)
    #expect(Set(columns.map(\.count)).count == 1)
  }

  @Test("--json and raw print the wire's objects")
  func json() throws {
    let socket = try Shared.daemon.get().socket
    let json = try koos(["wijk", "find", "3544AB", "--json"], socket: socket)
    #expect(json.lines.count == 1)
    #expect(json.lines.first?.hasPrefix("{") == true)
    let raw = try koos(["raw", "wijk.find 3544AB"], socket: socket)
    #expect(raw.status == 0)
    #expect(raw.lines.contains { $0.contains("leidsche-rijn") })
  }
}
