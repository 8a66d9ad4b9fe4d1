import Platform

/// A directory of its own for one test, removed with what is in it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = "/tmp/koos-" + Randomness.hex(try Randomness.bytes(6))
    try File.makeDirectory(path, mode: 0o700)
  }

  deinit { TemporaryDirectory.empty(path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  private static func empty(_ path: String) {
    for name in (try? File.list(path)) ?? [] {
      let inner = "\(path)/\(name)"
      if (try? File.status(inner))??.isDirectory == true { empty(inner) } else { try? File.remove(inner) }
    }
    try? File.removeDirectory(path)
  }
}

/// Asks again and again until the answer is yes, or ten seconds are over.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  let deadline = Monotonic.now + 10_000_000_000
  while Monotonic.now < deadline {
    if try condition() { return true }
    _ = try? Transfer.awaitReadable([], milliseconds: 2)
  }
  return false
}
