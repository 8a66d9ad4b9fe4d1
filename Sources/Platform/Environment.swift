internal import CPlatform
internal import Glibc

/// Variables the process was started with.
package enum Environment {
  /// Value of a variable, nil when it is not set.
  package static func value(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// All variables, for a child's environment.
  package static func all() -> [String: String] {
    var result: [String: String] = [:]
    guard var entry = unsafe koos_environment() else { return result }
    while let text = unsafe entry.pointee {
      let parts = unsafe String(cString: text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      unsafe entry += 1
    }
    return result
  }

  /// The words after the program's name as octets: the library's texts of them hide what is malformed UTF-8.
  package static func arguments() -> [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { word in
        unsafe Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
      }
    }
  }

  /// Removes a variable; only while there is one thread, since `getenv` elsewhere would race.
  static func remove(_ name: String) { _ = unsafe unsetenv(name) }

  /// Removes all variables whose names begin so; only while there is one thread.
  package static func forget(prefix: String) {
    for name in all().keys where name.hasPrefix(prefix) { remove(name) }
  }

  /// Ends the process at once with a code 0 ... 255.
  package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
