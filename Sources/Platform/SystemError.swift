internal import CPlatform
internal import Glibc

/// A system call that failed: which, on what, and why.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The error number.
  package let errno: Int32
  /// The call and what it was for, such as `open /run/koosd`.
  package let operation: String

  package init(errno: Int32, operation: String) {
    self.errno = errno
    self.operation = operation
  }

  /// The call and the system's English sentence.
  package var description: String {
    "\(operation): \(unsafe String(cString: koos_error_text(errno)))"
  }
}

/// Makes a system call that answers -1 on failure, again when a signal interrupted it.
///
/// Never for `close`: Linux has let go of the number when `close` is interrupted, and a second call could
/// close somebody else's descriptor.
func attempt<Answer: SignedInteger>(
  _ operation: @autoclosure () -> String, _ call: () -> Answer
) throws(SystemError) -> Answer {
  while true {
    let answer = call()
    if answer != -1 { return answer }
    let number = errno
    if number != EINTR { throw SystemError(errno: number, operation: operation()) }
  }
}
