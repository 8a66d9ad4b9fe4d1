internal import Glibc

/// What one call to move bytes came to.
package enum Transfer: Sendable, Equatable {
  /// So many bytes moved: at least one, unless none were asked for.
  case bytes(Int)
  /// Nothing moved; Dispatch tells when to try again.
  case wouldBlock
  /// The other side is gone: end of file, or a connection reset.
  case end
  /// Any other failure.
  case failed(SystemError)

  /// Reads what is there into the front of `buffer`, at most `buffer.count` bytes; works on any descriptor.
  package static func receive(from number: Int32, into buffer: inout [UInt8]) -> Transfer {
    if buffer.isEmpty { return .bytes(0) }
    return outcome("read") {
      unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
    }
  }

  /// Looks at what a socket has, and leaves it there.
  package static func peek(from number: Int32, into buffer: inout [UInt8]) -> Transfer {
    if buffer.isEmpty { return .bytes(0) }
    return outcome("recv") {
      unsafe buffer.withUnsafeMutableBytes { unsafe recv(number, $0.baseAddress, $0.count, Int32(MSG_PEEK)) }
    }
  }

  /// Sends what the socket takes now; a peer that left is `end`, never a signal.
  package static func send(_ bytes: Span<UInt8>, to number: Int32) -> Transfer {
    if bytes.isEmpty { return .bytes(0) }
    return outcome("send") {
      unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
    }
  }

  /// Writes what a descriptor takes now; only one that never blocks tells `wouldBlock`.
  package static func write(_ bytes: Span<UInt8>, to number: Int32) -> Transfer {
    if bytes.isEmpty { return .bytes(0) }
    return outcome("write") {
      unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
    }
  }

  private static func outcome(_ operation: String, _ call: () -> Int) -> Transfer {
    while true {
      let count = call()
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ECONNRESET, EPIPE: return .end
      case let number: return .failed(SystemError(errno: number, operation: operation))
      }
    }
  }

  /// Which half of a connection ends.
  package enum Half: Sendable { case receiving, sending, both }

  /// Ends one or both halves of a connection; one that is gone already is no error.
  package static func shutdown(_ number: Int32, _ half: Half) {
    let how =
      switch half {
      case .receiving: SHUT_RD
      case .sending: SHUT_WR
      case .both: SHUT_RDWR
      }
    _ = Glibc.shutdown(number, Int32(how))
  }

  /// Waits until at least one of the descriptors can be read or has ended; which ones, none after the time.
  ///
  /// For the command line, which has no Dispatch loop; `milliseconds` nil waits without limit.
  package static func awaitReadable(
    _ numbers: [Int32], milliseconds: Int32? = nil
  ) throws(SystemError) -> [Int32] {
    try wait(readable: numbers, writable: [], milliseconds: milliseconds)
  }

  /// Waits until at least one of the descriptors can be read, or written, or has ended; which ones, none after the time.
  package static func wait(
    readable: [Int32], writable: [Int32], milliseconds: Int32? = nil
  ) throws(SystemError) -> [Int32] {
    var entries = readable.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    entries += writable.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
    _ = try attempt("poll") { unsafe poll(&entries, nfds_t(entries.count), milliseconds ?? -1) }
    return entries.filter { $0.revents != 0 }.map(\.fd)
  }
}
