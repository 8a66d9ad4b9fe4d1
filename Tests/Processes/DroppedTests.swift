import Glibc
import Patience
import Platform
import TestKit
import Testing
import Wire

@Suite("A connection that is lost", .ownThreads)
struct DroppedTests {
  /// The next connection to a listener.
  private func next(_ listener: Listener) throws -> Descriptor {
    _ = try Transfer.awaitReadable([listener.number], milliseconds: 60_000)
    switch listener.accept() {
    case .connection(let connection): return connection
    default: throw SystemError(errno: ETIMEDOUT, operation: "accept")
    }
  }

  /// What came over a connection up to the end of a line.
  private func line(from number: Int32) throws -> [UInt8] {
    var octets: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while octets.last != UInt8(ascii: "\n") {
      _ = try Transfer.awaitReadable([number], milliseconds: 60_000)
      guard case .bytes(let count) = Transfer.receive(from: number, into: &chunk) else { break }
      octets += chunk[..<count]
    }
    return octets
  }

  @Test("what was sent before it was lost is asked again under the same token, and done once")
  func dropped() throws {
    let daemon = try Shared.daemon.get()
    let place = try TemporaryDirectory()
    let listener = try Listener(path: place.file("s"))
    let output = try Pipe()
    let environment = Environment.all().merging(
      ["KOOS_SOCKET": place.file("s"), "LC_ALL": "nl_NL.UTF-8", "XDG_CONFIG_HOME": place.path]
    ) { $1 }
    let koos = try ChildProcess(
      [
        "/usr/bin/timeout", "60", Workshop.programs + "/koos", "room", "add", "basecamp-zuidwest", "--name", "9",
        "--json",
      ],
      environment: environment, descriptors: [1: output.writer.number], directory: "/")
    let reader = output.intoReader()
    // All of it reaches the service, which does it; nothing of the answer comes back.
    do {
      let connection = try next(listener)
      let line = try line(from: connection.number)
      let client = try daemon.client()
      client.send(line)
      let done = client.outcome()
      #expect(done.code == "ok" && done["replayed"] == nil, "\(done)")
    }
    let again = try next(listener)
    let socket = try LocalSocket.connect(path: daemon.socket)
    try Bridge.join(input: again.number, output: again.number, socket: socket.number)
    #expect(try koos.wait() == .exited(0))
    let said = try line(from: reader.number)
    #expect(
      String(decoding: said, as: UTF8.self).contains("\"replayed\":true"), "\(String(decoding: said, as: UTF8.self))")
    let rooms = try daemon.client().ask("room.list place=basecamp-zuidwest")
    #expect(rooms.rows.count { $0["room"]?.string == "9" } == 1, "\(rooms)")
  }
}
