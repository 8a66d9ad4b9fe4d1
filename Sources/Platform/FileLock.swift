internal import Glibc

/// Lock on a file, held by one process at a time and let go with its end, however it ends.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Takes the lock on a path, making the file where absent; nil when another holds it.
  ///
  /// The file stays when the lock is let go: removing it would let two processes lock two files of one name.
  package static func take(_ path: String, mode: UInt32 = 0o600) throws(SystemError) -> FileLock? {
    let file = try File.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: mode)
    let number = file.number
    do {
      _ = try attempt("flock \(path)") { flock(number, LOCK_EX | LOCK_NB) }
    } catch {
      guard error.errno == EWOULDBLOCK else { throw error }
      return nil
    }
    return FileLock(descriptor: file)
  }
}
