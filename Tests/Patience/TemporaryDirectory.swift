internal import Platform

/// A directory of its own for one test, removed with what is in it; its path is short enough for a socket's.
package final class TemporaryDirectory: Sendable {
  /// Where it lies.
  package let path: String

  /// Makes it, open to its owner alone.
  ///
  /// - Throws: why it cannot be made.
  package init() throws {
    path = "/tmp/koos-" + Randomness.hex(try Randomness.bytes(6))
    try File.makeDirectory(path, mode: 0o700)
  }

  deinit { TemporaryDirectory.empty(path) }

  /// The path of a file in it, there or not.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  private static func empty(_ path: String) {
    for name in (try? File.list(path)) ?? [] {
      let inner = "\(path)/\(name)"
      if (try? File.status(inner))??.isDirectory == true { empty(inner) } else { try? File.remove(inner) }
    }
    try? File.removeDirectory(path)
  }
}
