internal import Glibc

/// A directory of our own, closed to others, removed with all that is in it at the end of its life.
package struct PrivateDirectory: ~Copyable {
  /// Where it lies.
  package let path: String

  /// Makes it in the first of `places` that will have it.
  ///
  /// - Throws: why the last would not; ENOENT where there is none.
  package init(in places: [String]) throws(SystemError) {
    let name = "koos-" + Randomness.hex(try Randomness.bytes(8))
    var failure = SystemError(errno: ENOENT, operation: "mkdir \(name)")
    for place in places where place.hasPrefix("/") {
      let path = "\(place)/\(name)"
      do {
        // Not `makeDirectory`: one that is there already is not ours.
        _ = try attempt("mkdir \(path)") { unsafe mkdir(path, 0o700) }
        self.path = path
        return
      } catch {
        failure = error
      }
    }
    throw failure
  }

  /// Lays a file in it, for us alone, and gives its path.
  package func write(_ bytes: [UInt8], to name: String) throws(SystemError) -> String {
    let file = "\(path)/\(name)"
    let descriptor = try File.open(file, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    try Output(number: descriptor.number).write(bytes.span)
    return file
  }

  deinit { Self.remove(path) }

  /// Also what others laid beside: an editor's copies and what it keeps of a crash.
  private static func remove(_ directory: String) {
    for name in (try? File.list(directory)) ?? [] {
      let inner = "\(directory)/\(name)"
      if (try? File.status(inner))??.isDirectory == true { remove(inner) } else { try? File.remove(inner) }
    }
    try? File.removeDirectory(directory)
  }
}
