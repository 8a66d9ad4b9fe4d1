internal import Glibc
internal import Platform

/// A client on a local socket that waits for what it reads, and no longer than its patience; it blocks its thread.
package final class Client {
  /// How long a line is waited for.
  package static let patience = Duration.seconds(30)

  private let descriptor: Descriptor
  private var received: [UInt8] = []
  private var from = 0
  private var chunk = [UInt8](repeating: 0, count: 64 << 10)
  /// Whether the server has closed.
  package private(set) var isAtEnd = false

  /// Connects, and reads the greeting unless it is to be looked at.
  ///
  /// - Throws: why the socket cannot be reached.
  package init(_ path: String, greeted: Bool = true) throws {
    descriptor = try LocalSocket.connect(path: path)
    if greeted { _ = line() }
  }

  /// Sends all of it, waiting for room; stops short when the server has closed.
  package func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends all of it, waiting for room; stops short when the server has closed.
  package func send(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let rest = bytes.span.extracting(droppingFirst: done)
      guard case .bytes(let count) = Transfer.send(rest, to: descriptor.number) else { return }
      done += count
    }
  }

  /// Sends what the server takes now; how much that was.
  package func push(_ bytes: [UInt8]) throws -> Int {
    try descriptor.setNonBlocking(true)
    var done = 0
    while done < bytes.count {
      let rest = bytes.span.extracting(droppingFirst: done)
      guard case .bytes(let count) = Transfer.send(rest, to: descriptor.number) else { break }
      done += count
    }
    try descriptor.setNonBlocking(false)
    return done
  }

  /// Whether the server has closed, told without taking what lies unread.
  package var isGone: Bool { Transfer.hasHungUp(descriptor.number) }

  /// Half-closes: what was sent in whole lines is still answered.
  package func finish() { Transfer.shutdown(descriptor.number, .sending) }

  /// The next line without its end; nil at the end of the connection or of the patience.
  package func line(within patience: Duration = patience) -> String? {
    let deadline = ContinuousClock.now + patience
    while true {
      if let feed = received[from...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[from..<feed], as: UTF8.self)
        from = feed + 1
        return line
      }
      guard fill(until: deadline) else { return nil }
    }
  }

  /// So many lines, fewer at the end of the connection.
  package func lines(_ count: Int) -> [String] {
    var lines: [String] = []
    while lines.count < count, let line = line() { lines.append(line) }
    return lines
  }

  /// All lines until the server closes.
  package func rest() -> [String] {
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }

  /// Sends a line and reads its reply.
  package func ask(_ line: String) -> Outcome {
    send(line + "\n")
    return outcome()
  }

  /// Reads the next reply, rows and final line.
  package func outcome() -> Outcome {
    var lines: [String] = []
    while let line = line() {
      lines.append(line)
      if !line.hasPrefix("row ") { break }
    }
    return Outcome(lines)
  }

  private func fill(until deadline: ContinuousClock.Instant) -> Bool {
    received.removeFirst(from)
    from = 0
    guard !isAtEnd, Transfer.isReadable(descriptor.number, by: deadline) else { return false }
    guard case .bytes(let count) = Transfer.receive(from: descriptor.number, into: &chunk) else {
      isAtEnd = true
      return false
    }
    received += chunk[..<count]
    return true
  }
}

extension Transfer {
  /// Whether it can be read, or has ended, before the deadline.
  static func isReadable(_ number: Int32, by deadline: ContinuousClock.Instant) -> Bool {
    let left = (deadline - ContinuousClock.now) / Duration.milliseconds(1)
    guard left > 0, let ready = try? awaitReadable([number], milliseconds: Int32(left)) else { return false }
    return !ready.isEmpty
  }

  /// Whether the other side has closed both ways.
  fileprivate static func hasHungUp(_ number: Int32) -> Bool {
    var entry = pollfd(fd: number, events: 0, revents: 0)
    return unsafe poll(&entry, 1, 0) == 1 && entry.revents & Int16(POLLHUP) != 0
  }
}
