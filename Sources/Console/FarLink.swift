internal import Glibc
internal import Platform

/// A connection through `ssh` to the daemon of another machine; nothing of it is kept here or on the way.
final class FarLink: Link {
  private let ends: Descriptor
  private let errors: Descriptor
  private let child: ChildProcess
  private var said: [UInt8] = []

  /// How much of what `ssh` complains of is kept.
  private static let longest = 4_096

  /// Starts `ssh` and waits for the first octet of the other side, or for its complaint.
  ///
  /// - Parameter program: what is started in place of the first `ssh` on the path.
  init(_ address: String, environment: [String: String], program: String = "ssh") throws(Unreachable) {
    do {
      let host = try FarHost(address)
      let pair = try LocalSocket.makePair()
      let pipe = try Pipe()
      child = try ChildProcess(
        [program] + host.command.dropFirst(), environment: environment,
        descriptors: [0: pair.theirs.number, 1: pair.theirs.number, 2: pipe.writer.number])
      ends = pair.intoOurs()
      errors = pipe.intoReader()
    } catch {
      throw Unreachable(reason: (error as? SystemError)?.description ?? address)
    }
    _ = isReady(within: nil)
    var first: [UInt8] = [0]
    // Looked at and left: an end before anything was said is the failure of `ssh`, or of what it was to start.
    if case .end = Transfer.peek(from: ends.number, into: &first) { throw Unreachable(reason: complaint()) }
  }

  deinit {
    Transfer.shutdown(ends.number, .both)
    try? child.kill(SIGTERM)
    _ = try? child.wait()
  }

  var descriptor: Int32? { ends.number }

  func send(_ bytes: [UInt8]) { Transfer.sendAll(bytes, to: ends.number) }

  func receive() -> [UInt8] {
    _ = isReady(within: nil)
    return Transfer.some(from: ends.number)
  }

  func isReady(within milliseconds: Int) -> Bool { isReady(within: Int32(clamping: milliseconds)) }

  private func isReady(within milliseconds: Int32?) -> Bool {
    var hears = true
    while true {
      let numbers = hears ? [ends.number, errors.number] : [ends.number]
      guard let ready = try? Transfer.awaitReadable(numbers, milliseconds: milliseconds) else { return true }
      if ready.contains(ends.number) { return true }
      guard ready.contains(errors.number) else { return false }
      // What nobody reads would hold `ssh` up.
      hears = hear()
    }
  }

  /// Keeps some of what `ssh` says; false when it says no more.
  private func hear() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1_024)
    guard case .bytes(let count) = Transfer.receive(from: errors.number, into: &chunk) else { return false }
    said += chunk[..<min(count, Self.longest - said.count)]
    return true
  }

  /// What `ssh` said at its end.
  private func complaint() -> String {
    while let ready = try? Transfer.awaitReadable([errors.number], milliseconds: 1_000), !ready.isEmpty, hear() {}
    let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).filter {
      $0.contains { !$0.isWhitespace }
    }
    guard let last = lines.last else { return "ssh ended without a word" }
    // Once the other side's koos speaks it knows best, in all its lines.
    let own = lines.firstIndex { $0.hasPrefix("koos: ") }.map { lines[$0...].joined(separator: " ") }
    return Visible.line(own ?? String(last))
  }
}
