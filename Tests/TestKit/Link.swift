internal import Glibc

/// A symbolic link, as `/proc` has them.
package enum Link {
  /// Where it points; nil when it cannot be read.
  package static func read(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
