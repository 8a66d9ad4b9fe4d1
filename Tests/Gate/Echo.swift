import Dispatch
import Operations
import Patience
import Platform
import Synchronization
import Wire

@testable import Gate

/// A service that answers by itself, and the gate in front of it.
final class Echo: Sendable {
  let gate: Gate
  private let directory: TemporaryDirectory
  /// Replies of `park` requests, which wait until the test lets them go.
  let parked: Parked

  final class Parked: Sendable {
    private let replies = Mutex<[@Sendable (Reply) -> Void]>([])

    var count: Int { replies.withLock { $0.count } }

    func add(_ reply: @escaping @Sendable (Reply) -> Void) { replies.withLock { $0.append(reply) } }

    func release() {
      let released = replies.withLock { replies in
        let all = replies
        replies = []
        return all
      }
      for reply in released { reply(Reply(bytes: Array("ok parked\n".utf8))) }
    }
  }

  init(descriptorLimit: Int? = nil, watch: (any Watch)? = nil) async throws {
    directory = try TemporaryDirectory()
    parked = Parked()
    gate = try await Gate.start(
      listening: [try Listener(path: directory.file("socket"))], service: Echo.service(parked, watch),
      descriptorLimit: descriptorLimit)
  }

  var path: String { directory.file("socket") }

  func stop(deadline: Duration = .seconds(10)) async { await gate.stop(deadline: deadline) }

  /// `ping` is answered at once, `other` from another thread, `alone` so too with nothing beside it, `park`
  /// when the test says; `watch` begins a watch, `quit` closes, `big` is 100,000 bytes; lines that cannot be read get their code.
  static func service(_ parked: Parked, _ watch: (any Watch)? = nil) -> Service {
    let queue = DispatchQueue(label: "echo")
    let big = [UInt8](repeating: UInt8(ascii: "x"), count: 99_999) + [UInt8(ascii: "\n")]
    return Service(
      ordering: { lexed in
        guard case .request(let request) = lexed.content else { return .shared }
        return request.command == "alone" || request.command == "quit" ? .alone : .shared
      },
      answer: { lexed, caller, reply in
        switch lexed.content {
        case .blank: reply(Reply(bytes: Array("blank\n".utf8)))
        case .failed(let failure): reply(Reply(bytes: Array("err \(failure.code)\n".utf8)))
        case .request(let request):
          let line = Array("ok \(request.command) \(request.tag ?? "")\n".utf8)
          switch request.command {
          case "other", "alone": queue.async { reply(Reply(bytes: line)) }
          case "park": parked.add(reply)
          case "watch":
            var caller = caller
            caller.watch = watch
            reply(Reply(bytes: line, caller: caller))
          case "big": reply(Reply(bytes: big))
          case "quit": reply(Reply(bytes: line, closes: true))
          case "uid": reply(Reply(bytes: Array("uid \(caller.uid ?? 0) \(caller.pid ?? 0)\n".utf8)))
          default: reply(Reply(bytes: line))
          }
        }
      },
      greeting: { Array("KOOS/1 ready {}\n".utf8) })
  }
}

/// A client that waits for what it reads, but no longer than ten seconds; on its own queue, for tests share
/// few threads.
actor Client {
  private let executor = QueueExecutor(label: "client")
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let descriptor: Descriptor
  private var received: [UInt8] = []
  private var from = 0
  private var chunk = [UInt8](repeating: 0, count: 64 << 10)
  private(set) var isAtEnd = false

  /// Connects, and reads the greeting unless it is to be refused.
  init(_ path: String, greeted: Bool = true) async throws {
    descriptor = try LocalSocket.connect(path: path)
    if greeted { _ = line() }
  }

  /// Sends all of it, waiting for room; stops short when the server has closed.
  func send(_ text: String) { _ = push(Array(text.utf8)) }

  /// Sends what the server takes now; how much that was.
  func push(_ bytes: ArraySlice<UInt8>) throws -> Int {
    try descriptor.setNonBlocking(true)
    let count = push(Array(bytes))
    try descriptor.setNonBlocking(false)
    return count
  }

  private func push(_ bytes: [UInt8]) -> Int {
    var done = 0
    while done < bytes.count {
      let rest = bytes.span.extracting(droppingFirst: done)
      guard case .bytes(let count) = Transfer.send(rest, to: descriptor.number) else { break }
      done += count
    }
    return done
  }

  func finish() { Transfer.shutdown(descriptor.number, .sending) }

  /// The next line without its end; nil at the end of the connection or of the patience.
  func line() -> String? {
    while true {
      if let feed = received[from...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[from..<feed], as: UTF8.self)
        from = feed + 1
        return line
      }
      guard fill() else { return nil }
    }
  }

  func lines(_ count: Int) -> [String] {
    var lines: [String] = []
    while lines.count < count, let line = line() { lines.append(line) }
    return lines
  }

  /// All lines until the server closes.
  func rest() -> [String] {
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }

  private func fill() -> Bool {
    received.removeFirst(from)
    from = 0
    guard let ready = try? Transfer.awaitReadable([descriptor.number], milliseconds: 10_000), !ready.isEmpty
    else { return false }
    guard case .bytes(let count) = Transfer.receive(from: descriptor.number, into: &chunk) else {
      isAtEnd = true
      return false
    }
    received += chunk[..<count]
    return true
  }
}
