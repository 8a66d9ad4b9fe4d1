import Glibc
import Patience
import Testing

@testable import Platform

@Suite("Local sockets")
struct SocketTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Takes a waiting connection, nil when there is none; `connect` returns after it is queued.
  private func accepted(_ listener: Listener) throws -> Connection? {
    switch listener.accept() {
    case .connection(let descriptor): return Connection(descriptor)
    case .wouldBlock: return nil
    case .pause(let error): throw error
    case .failed(let error): throw error
    }
  }

  /// Owner that the test macros can look at.
  private final class Connection {
    private let descriptor: Descriptor
    var number: Int32 { descriptor.number }
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
  }

  @Test("a client and a listener talk, each sees who the other is")
  func talk() throws {
    let listener = try Listener(path: directory.file("s"))
    #expect(try accepted(listener) === nil)
    let client = try LocalSocket.connect(path: directory.file("s"))
    let server = try #require(try accepted(listener))
    let peer = try #require(LocalSocket.peerCredentials(server.number))
    #expect(peer == PeerCredentials(pid: getpid(), uid: geteuid(), gid: getegid()))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(Transfer.receive(from: server.number, into: &buffer) == .wouldBlock)
    #expect(Transfer.send([104, 105].span, to: client.number) == .bytes(2))
    #expect(try Transfer.awaitReadable([server.number]) == [server.number])
    #expect(Transfer.receive(from: server.number, into: &buffer) == .bytes(2))
    #expect(buffer == [104, 105, 0, 0, 0, 0, 0, 0])
    Transfer.shutdown(client.number, .sending)
    #expect(Transfer.receive(from: server.number, into: &buffer) == .end)
    #expect(Transfer.send([33].span, to: server.number) == .bytes(1), "the other half still works")
  }

  @Test("sending to a peer that left is an end, not a signal")
  func peerLeft() throws {
    let number = try LocalSocket.makePair().intoOurs()
    #expect(Transfer.send([1].span, to: number.number) == .end)
  }

  @Test("a full socket would block")
  func full() throws {
    let pair = try LocalSocket.makePair()
    try pair.ours.setNonBlocking(true)
    let block = [UInt8](repeating: 7, count: 65536)
    var outcome = Transfer.bytes(0)
    for _ in 0..<1000 where outcome != .wouldBlock {
      outcome = Transfer.send(block.span, to: pair.ours.number)
    }
    #expect(outcome == .wouldBlock)
  }

  @Test("a closed number fails with its error")
  func badNumber() {
    var buffer: [UInt8] = [0]
    let expected = Transfer.failed(SystemError(errno: EBADF, operation: "read"))
    #expect(Transfer.receive(from: -1, into: &buffer) == expected)
    #expect(SystemError(errno: EBADF, operation: "read").description == "read: Bad file descriptor")
  }

  @Test("a socket is its user's alone until it is ready")
  func bound() throws {
    let path = directory.file("s")
    let socket = try LocalSocket.make(type: Int32(SOCK_STREAM.rawValue), nonBlocking: true)
    try Listener.bind(socket.number, path: path)
    #expect(try File.status(path)?.mode == 0o600)
  }

  @Test("a new socket is its user's alone, and open to a group where one is named")
  func mode() throws {
    let alone = try Listener(path: directory.file("alone"))
    #expect(try File.status(directory.file("alone"))?.mode == 0o600)
    try alone.removePath()
    let path = directory.file("s")
    // A group of one's own is the only one that an ordinary user may give a file to.
    let group = try ChildProcess.run(["/usr/bin/id", "-gn"], environment: [:]).output.filter { $0 != "\n" }
    let listener = try Listener(path: path, group: group)
    let status = try #require(try File.status(path))
    #expect(status.kind == .socket)
    #expect(status.mode == 0o660)
    #expect(status.gid == getegid())
    #expect(listener.path == path)
  }

  @Test("a path of 107 bytes is taken, of 108 refused by listener and client")
  func longPath() throws {
    let room = LocalSocket.longestPath - directory.file("").utf8.count
    let fits = directory.file(String(repeating: "s", count: room))
    let listener = try Listener(path: fits)
    _ = try LocalSocket.connect(path: fits)
    #expect(try accepted(listener) !== nil)
    let long = fits + "s"
    #expect(throws: LocalSocketError.pathTooLong(path: long)) { try Listener(path: long) }
    #expect(throws: LocalSocketError.pathTooLong(path: long)) { try LocalSocket.connect(path: long).number }
  }

  @Test("a file at the path is refused and left as it is")
  func notASocket() throws {
    let path = directory.file("s")
    try File.write([1, 2], to: path, mode: 0o600)
    #expect(throws: LocalSocketError.notASocket(path: path)) { try Listener(path: path) }
    #expect(try File.read(path) == [1, 2])
  }

  @Test("a link to a socket is refused, so that nobody leads us elsewhere")
  func link() throws {
    let path = directory.file("s")
    #expect(unsafe symlink(directory.file("other"), path) == 0)
    #expect(throws: LocalSocketError.notASocket(path: path)) { try Listener(path: path) }
  }

  @Test("a live socket is not taken over, a stale one is")
  func stale() throws {
    let path = directory.file("s")
    do {
      let first = try Listener(path: path)
      #expect(throws: LocalSocketError.addressInUse(path: path)) { try Listener(path: path) }
      #expect(first.path == path)
    }
    #expect(File.exists(path), "the last reference closes the socket and leaves the path")
    let second = try Listener(path: path)
    _ = try LocalSocket.connect(path: path)
    #expect(try accepted(second) !== nil)
  }

  @Test("a listener whose queue is full is alive")
  func fullQueue() throws {
    let path = directory.file("s")
    let listener = try Listener(path: path, backlog: 0)
    let client = try LocalSocket.connect(path: path)
    #expect(throws: LocalSocketError.addressInUse(path: path)) { try Listener(path: path) }
    #expect(client.number >= 0)
    #expect(listener.number >= 0)
  }

  @Test("the path is removed at the stop, but not another's")
  func removal() throws {
    let path = directory.file("s")
    let first = try Listener(path: path)
    try first.removePath()
    #expect(!File.exists(path))
    let second = try Listener(path: path)
    try first.removePath()
    #expect(File.exists(path))
    try second.removePath()
    try second.removePath()
    #expect(!File.exists(path))
  }

  @Test("an unknown group is named")
  func unknownGroup() throws {
    let path = directory.file("s")
    #expect(throws: LocalSocketError.unknownGroup("no-such-group")) {
      try Listener(path: path, group: "no-such-group")
    }
    #expect(!File.exists(path))
  }

  @Test("connecting where nobody listens says so", arguments: [(true, ECONNREFUSED), (false, ENOENT)])
  func nobody(exists: Bool, error: Int32) throws {
    let path = directory.file("s")
    if exists { _ = try Listener(path: path) }
    #expect(throws: LocalSocketError.system(SystemError(errno: error, operation: "connect \(path)"))) {
      try LocalSocket.connect(path: path).number
    }
  }
}
