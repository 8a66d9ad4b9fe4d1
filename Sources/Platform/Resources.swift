internal import CPlatform
internal import Glibc

/// What the process may use and does use.
package enum Resources {
  /// Descriptors the process may have open.
  package static func descriptorLimit() throws(SystemError) -> Int { try limits().soft }

  /// Raises the limit of open descriptors as far as it goes without privilege; the new limit.
  package static func raiseDescriptorLimit() throws(SystemError) -> Int {
    let (soft, hard) = try limits()
    if soft < hard { _ = try attempt("setrlimit") { koos_set_descriptor_limit(UInt64(hard)) } }
    return hard
  }

  /// Memory in use and not swapped out, in bytes; nil when the kernel does not tell.
  package static func residentBytes() -> Int? {
    guard let bytes = try? File.read("/proc/self/statm") else { return nil }
    let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first
    return pages.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
  }

  /// Gives free heap memory back to the kernel; glibc keeps it after a burst.
  package static func releaseFreeMemory() { _ = koos_trim_heap() }

  /// Keeps what the memory holds, keys and tokens, out of core dumps, backtraces and the reach of the same user's other
  /// processes; children leave no core dump either.
  ///
  /// A kernel that refuses denies a protection, no service: it is called for what it gives.
  package static func keepMemoryPrivate() { _ = koos_keep_memory_private() }

  private static func limits() throws(SystemError) -> (soft: Int, hard: Int) {
    var soft: UInt64 = 0
    var hard: UInt64 = 0
    _ = try attempt("getrlimit") { unsafe koos_descriptor_limits(&soft, &hard) }
    return (Int(clamping: soft), Int(clamping: hard))
  }
}
