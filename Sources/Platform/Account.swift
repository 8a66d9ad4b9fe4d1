internal import Glibc

/// User of this machine.
package struct Account: Sendable, Equatable {
  /// Login name.
  package let name: String
  /// Number.
  package let uid: UInt32
  /// First group.
  package let gid: UInt32
  /// Home directory.
  package let home: String

  /// Number of the user this process acts as.
  package static var effectiveUser: UInt32 { geteuid() }

  /// User of a name; nil when there is none.
  package static func named(_ name: String) throws(SystemError) -> Account? {
    try lookUp("getpwnam \(name)") { buffer in
      var entry = unsafe passwd()
      var found: UnsafeMutablePointer<passwd>?
      let error = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
      return (error, unsafe found == nil ? nil : unsafe Account(entry))
    }
  }

  /// User of a number; nil when there is none.
  package static func numbered(_ uid: UInt32) throws(SystemError) -> Account? {
    try lookUp("getpwuid \(uid)") { buffer in
      var entry = unsafe passwd()
      var found: UnsafeMutablePointer<passwd>?
      let error = unsafe getpwuid_r(uid, &entry, &buffer, buffer.count, &found)
      return (error, unsafe found == nil ? nil : unsafe Account(entry))
    }
  }

  /// Number of a group; nil when there is none.
  package static func group(named name: String) throws(SystemError) -> UInt32? {
    try lookUp("getgrnam \(name)") { buffer in
      var entry = unsafe Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      let error = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
      return (error, unsafe found == nil ? nil : unsafe entry.gr_gid)
    }
  }

  private init(_ entry: passwd) {
    unsafe name = String(cString: entry.pw_name)
    unsafe uid = entry.pw_uid
    unsafe gid = entry.pw_gid
    unsafe home = String(cString: entry.pw_dir)
  }

  /// Asks the user database with a growing buffer: an entry has no largest size.
  private static func lookUp<Answer>(
    _ operation: String, _ ask: (inout [CChar]) -> (Int32, Answer?)
  ) throws(SystemError) -> Answer? {
    var buffer = [CChar](repeating: 0, count: 4096)
    while true {
      let (error, answer) = ask(&buffer)
      switch error {
      case 0: return answer
      // Some sources of users answer "not found" as an error.
      case ENOENT, ESRCH: return nil
      case EINTR: continue
      case ERANGE where buffer.count < 1 << 20: buffer = [CChar](repeating: 0, count: buffer.count * 4)
      default: throw SystemError(errno: error, operation: operation)
      }
    }
  }
}
