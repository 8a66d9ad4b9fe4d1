internal import CPlatform
internal import Glibc

/// Files that hold a secret: ours, closed to others, and where nobody else can put another in their place.
package enum PrivateFile {
  /// Why a file is not read.
  package enum Refusal: Error, Equatable {
    /// Nothing lies there, or no file.
    case missing
    /// Another user's.
    case another(uid: UInt32)
    /// Others may read or change it; its permission bits.
    case open(mode: UInt32)
    /// Others may put another file in its place, through this directory.
    case replaceable(directory: String)
    /// A call failed.
    case system(SystemError)
  }

  /// Reads the file, judging the very one that is read; EFBIG when it is longer than `limit` bytes.
  ///
  /// - Parameter credentials: the directory in which the service manager lays what it hands a service (`systemd.exec(5)`,
  ///   `LoadCredential=`). What lies there may be root's, readable through an access list that shows as the group's bit.
  package static func read(
    _ path: String, limit: Int = 4_096, credentials: String? = nil
  ) throws(Refusal) -> [UInt8] {
    do {
      // Without waiting, should somebody have laid a pipe there.
      let file = try File.open(path, O_RDONLY | O_NONBLOCK)
      let status = try File.status(of: file)
      guard status.kind == .regular else { throw Refusal.missing }
      if try !isCredential(status, path, in: credentials) {
        switch FileOwnership(status) {
        case .ours: break
        case .another(let uid): throw Refusal.another(uid: uid)
        case .open(let mode): throw Refusal.open(mode: mode)
        }
      }
      if let directory = try replaceable(path) { throw Refusal.replaceable(directory: directory) }
      return try File.read(file, path, limit: limit)
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as SystemError {
      throw error.errno == ENOENT || error.errno == ENOTDIR ? .missing : .system(error)
    } catch {
      throw .missing
    }
  }

  private static func isCredential(
    _ status: FileStatus, _ path: String, in directory: String?
  ) throws(SystemError) -> Bool {
    guard let directory, directory.hasPrefix("/"), status.uid == 0, status.mode & ~0o440 == 0 else { return false }
    return try File.parent(of: File.resolve(path)) == File.resolve(directory)
  }

  /// The directory above a path through which another user could put something else in its place; nil where there is none.
  ///
  /// Every directory up to the root must be ours or root's, and may be written by others only where each keeps what is
  /// his (the sticky bit, as in `/tmp`). Our own group counts as ours: many systems give every user one.
  package static func replaceable(_ path: String) throws(SystemError) -> String? {
    let place = try File.resolve(File.parent(of: path))
    if let weak = try weak(place) { return weak }
    // What a link leads to lies elsewhere.
    guard let resolved = try? File.resolve(path) else { return nil }
    let other = File.parent(of: resolved)
    return other == place ? nil : try weak(other)
  }

  private static func weak(_ directory: String) throws(SystemError) -> String? {
    var directory = directory
    while true {
      guard let status = try File.status(directory, followingLinks: true) else { return directory }
      let isTrusted = status.uid == 0 || status.uid == Account.effectiveUser
      let isGroupOurs = status.gid == 0 || status.gid == getegid()
      let writers = status.mode & (isGroupOurs ? 0o002 : 0o022)
      if !isTrusted || writers != 0 && status.mode & 0o1000 == 0 { return directory }
      if directory == "/" { return nil }
      directory = File.parent(of: directory)
    }
  }
}
