internal import CPlatform
internal import Glibc

/// Owner of an open descriptor; closed exactly once, at the end of its life.
package struct Descriptor: ~Copyable, Sendable {
  /// The number, for Dispatch and the calls of this module; valid while the owner lives.
  package let number: Int32

  /// Takes over a number that nobody else closes.
  package init(adopting number: Int32) { self.number = number }

  deinit { _ = close(number) }

  /// Gives up ownership; the caller closes the number.
  package consuming func release() -> Int32 {
    let number = number
    discard self
    return number
  }

  /// Sets whether calls on the descriptor return `wouldBlock` instead of waiting.
  package func setNonBlocking(_ on: Bool) throws(SystemError) {
    _ = try attempt("fcntl") { koos_set_nonblocking(number, on ? 1 : 0) }
  }

  /// Second owner of the same open file, closed on exec.
  package func duplicate() throws(SystemError) -> Descriptor {
    Descriptor(adopting: try attempt("dup") { koos_duplicate(number) })
  }
}

/// The two ends of a pipe, blocking and closed on exec, as a child's life line and captured output need.
package struct Pipe: ~Copyable, Sendable {
  /// What `writer` was given comes out here; ends when every copy of the writing end is closed.
  package let reader: Descriptor
  /// The end to write to.
  package let writer: Descriptor

  /// Makes a pipe.
  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    _ = try attempt("pipe") { unsafe koos_pipe(&ends) }
    reader = Descriptor(adopting: ends[0])
    writer = Descriptor(adopting: ends[1])
  }

  /// Closes the writing end and gives the other.
  package consuming func intoReader() -> Descriptor { reader }

  /// Closes the reading end and gives the other.
  package consuming func intoWriter() -> Descriptor { writer }
}
