internal import Glibc

/// Where a program's text goes; written with `write(2)` at once, so that nothing is lost in a crash.
package struct Output: Sendable {
  /// Standard output.
  package static let standard = Output(number: STDOUT_FILENO)
  /// Standard error.
  package static let error = Output(number: STDERR_FILENO)

  /// The descriptor written to.
  package let number: Int32

  /// An output to any descriptor the caller owns.
  package init(number: Int32) { self.number = number }

  /// Writes everything, waiting where it must; EPIPE when the reader left.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var from = 0
    while from < bytes.count {
      let rest = bytes.extracting(droppingFirst: from)
      do {
        from += try attempt("write") {
          unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
        }
      } catch {
        guard error.errno == EAGAIN else { throw error }
        // A terminal shared with a program that made it non-blocking.
        var entry = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = try attempt("poll") { unsafe poll(&entry, 1, -1) }
      }
    }
  }

  /// Writes a text as UTF-8.
  package func write(_ text: String) throws(SystemError) {
    let bytes = Array(text.utf8)
    try write(bytes.span)
  }
}
