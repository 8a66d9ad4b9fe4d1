internal import Glibc
internal import Platform

/// Drives a daemon: each connection sends a line, waits for its reply, sends the next.
struct Drive {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// Prints requests a second, the median and 99th percentile in microseconds, and how many replies were `err`.
  func run() throws {
    let lines = try options.lines("lines").map { Array(($0 + "\n").utf8) }
    let clients = try options.number("clients")
    let from = (try? options.number("from")) ?? 0
    var sessions: [Session] = []
    for number in 0..<clients { sessions.append(try Session(options.text("socket"), next: from + number)) }
    // The greetings are no requests; a Redis, for comparison, sends none.
    if (try? options.text("greeting")) != "no" { for session in sessions { while !(try session.receive()) {} } }

    let began = Monotonic.now
    let end = began + Int64(try options.number("seconds")) * 1_000_000_000
    let most = (try? options.number("requests")) ?? Int.max
    var latencies: [Int64] = []
    latencies.reserveCapacity(1 << 20)
    var errors = 0
    for session in sessions { try session.send(lines, step: clients) }
    var polled = sessions.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
    var open = clients
    while open > 0 {
      guard unsafe poll(&polled, nfds_t(polled.count), 5_000) > 0 else { throw Misuse("no reply within five seconds") }
      let now = Monotonic.now
      for index in polled.indices where polled[index].revents != 0 {
        let session = sessions[index]
        guard try session.receive() else { continue }
        latencies.append(Monotonic.now - session.sentAt)
        if session.isError { errors += 1 }
        if now < end, latencies.count + open <= most {
          try session.send(lines, step: clients)
        } else {
          polled[index].fd = -1
          open -= 1
        }
      }
    }
    let seconds = Double(Monotonic.now - began) / 1e9
    latencies.sort()
    func percentile(_ part: Double) -> Double { Double(latencies[Int(Double(latencies.count - 1) * part)]) / 1e3 }
    try Output.standard.write(
      "rate \(Int(Double(latencies.count) / seconds)) p50 \(Int(percentile(0.5))) p99 \(Int(percentile(0.99)))"
        + " errors \(errors) next \(sessions.map(\.next).max() ?? 0)\n")
  }
}

/// One connection.
final class Session {
  private let descriptor: Descriptor
  private(set) var next: Int
  private(set) var sentAt: Int64 = 0
  private(set) var isError = false
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// The first octet of the line being received, 0 at the start of one.
  private var first: UInt8 = 0

  var number: Int32 { descriptor.number }

  init(_ path: String, next: Int) throws {
    descriptor = try LocalSocket.connect(path: path)
    self.next = next
  }

  func send(_ lines: [[UInt8]], step: Int) throws {
    let line = lines[next % lines.count]
    next += step
    sentAt = Monotonic.now
    guard case .bytes(line.count) = Transfer.send(line.span, to: number) else {
      throw Misuse("the daemon does not read")
    }
  }

  /// Reads what came; true when a final line (`ok`, `err`, or the greeting) is complete.
  func receive() throws -> Bool {
    guard case .bytes(let count) = Transfer.receive(from: number, into: &buffer) else {
      throw Misuse("the daemon left")
    }
    var isFinal = false
    for octet in buffer[..<count] {
      if first == 0 { first = octet }
      guard octet == UInt8(ascii: "\n") else { continue }
      if first != UInt8(ascii: "r") {
        isFinal = true
        isError = first == UInt8(ascii: "e")
      }
      first = 0
    }
    return isFinal
  }
}

/// Holds connections that say nothing, and tells what the daemon weighs.
struct Idle {
  private let options: Options

  init(_ options: Options) { self.options = options }

  func run() throws {
    var sessions: [Session] = []
    for _ in 0..<(try options.number("clients")) {
      let session = try Session(options.text("socket"), next: 0)
      while !(try session.receive()) {}
      sessions.append(session)
    }
    let statm = String(decoding: try File.read("/proc/\(options.number("pid"))/statm"), as: UTF8.self)
    let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    try Output.standard.write("resident_mb \((pages * Int(sysconf(Int32(_SC_PAGESIZE)))) >> 20) of \(sessions.count)\n")
  }
}
