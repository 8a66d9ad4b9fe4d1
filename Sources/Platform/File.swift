internal import CPlatform
internal import Glibc

/// Which file a path leads to, over renames.
package struct FileIdentity: Sendable, Hashable {
  let device: UInt64
  let node: UInt64
}

/// What the kernel says of a file.
package struct FileStatus: Sendable, Equatable {
  /// What lies at a path.
  package enum Kind: Sendable { case directory, regular, socket, link, other }

  /// What it is.
  package let kind: Kind
  /// Owning user.
  package let uid: UInt32
  /// Owning group.
  package let gid: UInt32
  /// Permission bits, 0 ... 0o7777.
  package let mode: UInt32
  /// Length in bytes.
  package let size: Int64
  /// Which file it is.
  package let identity: FileIdentity

  /// Whether it is a directory.
  package var isDirectory: Bool { kind == .directory }
}

/// Whose a file is and who else reaches it.
package enum FileOwnership: Sendable, Equatable {
  /// Ours, and closed to others.
  case ours
  /// Another user's.
  case another(uid: UInt32)
  /// Ours, but open to others; its permission bits.
  case open(mode: UInt32)

  /// Judges a file: `uid` must own it and no bit of `forbidden` may be set.
  package init(
    _ status: FileStatus, uid: UInt32 = Account.effectiveUser, forbidden: UInt32 = 0o077
  ) {
    if status.uid != uid {
      self = .another(uid: status.uid)
    } else if status.mode & forbidden != 0 {
      self = .open(mode: status.mode)
    } else {
      self = .ours
    }
  }
}

/// Files and directories by path.
package enum File {
  /// What lies at a path, nil when nothing does; a link is itself unless it is to be followed.
  package static func status(
    _ path: String, followingLinks: Bool = false
  ) throws(SystemError) -> FileStatus? {
    var raw = stat()
    do {
      _ = try attempt("stat \(path)") { unsafe followingLinks ? stat(path, &raw) : lstat(path, &raw) }
    } catch {
      guard error.errno == ENOENT || error.errno == ENOTDIR else { throw error }
      return nil
    }
    return status(raw)
  }

  /// What is open.
  static func status(of file: borrowing Descriptor) throws(SystemError) -> FileStatus {
    var raw = stat()
    let number = file.number
    _ = try attempt("fstat") { unsafe fstat(number, &raw) }
    return status(raw)
  }

  private static func status(_ raw: stat) -> FileStatus {
    let kind: FileStatus.Kind =
      switch raw.st_mode & S_IFMT {
      case S_IFDIR: .directory
      case S_IFREG: .regular
      case S_IFSOCK: .socket
      case S_IFLNK: .link
      default: .other
      }
    return FileStatus(
      kind: kind, uid: raw.st_uid, gid: raw.st_gid, mode: raw.st_mode & 0o7777, size: Int64(raw.st_size),
      identity: FileIdentity(device: UInt64(raw.st_dev), node: UInt64(raw.st_ino)))
  }

  /// Whether anything lies at a path, also a link to nowhere; false when it cannot be told.
  package static func exists(_ path: String) -> Bool {
    (try? status(path)) != nil
  }

  /// Reads a small file whole; EFBIG when it is longer than `limit` bytes.
  package static func read(_ path: String, limit: Int = 1 << 20) throws(SystemError) -> [UInt8] {
    try read(open(path, O_RDONLY), path, limit: limit)
  }

  /// Reads on in an open file, named by its path where that fails.
  static func read(
    _ file: borrowing Descriptor, _ path: String, limit: Int
  ) throws(SystemError) -> [UInt8] {
    let number = file.number
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = try attempt("read \(path)") {
        unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw SystemError(errno: EFBIG, operation: "read \(path)") }
    }
  }

  /// Puts a file in place whole or not at all, durable when this returns.
  ///
  /// Mode is exact, whatever the creation mask; owner and group are ours.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(SystemError) {
    let draft = "\(path).\(getpid()).new"
    do {
      try writeDraft(bytes, draft, mode: mode)
      try rename(draft, to: path)
    } catch {
      _ = unsafe unlink(draft)
      // Whoever asked for it knows of no draft.
      throw SystemError(errno: error.errno, operation: "write \(path)")
    }
  }

  /// Renames a file or directory within its file system, durable when this returns.
  package static func rename(_ path: String, to other: String) throws(SystemError) {
    _ = try attempt("rename \(path)") { unsafe Glibc.rename(path, other) }
    let directory = try open(parent(of: other), O_RDONLY | O_DIRECTORY)
    let number = directory.number
    _ = try attempt("fsync \(parent(of: other))") { fsync(number) }
  }

  private static func writeDraft(_ bytes: [UInt8], _ path: String, mode: UInt32) throws(SystemError) {
    // A draft that an earlier process of our number left, or that somebody laid there for us to follow.
    try remove(path)
    let file = try open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    let number = file.number
    try Output(number: number).write(bytes.span)
    _ = try attempt("fchmod \(path)") { fchmod(number, mode) }
    _ = try attempt("fsync \(path)") { fsync(number) }
  }

  /// Makes a directory and those above it; the last has exactly `mode`, an existing one is left as it is.
  ///
  /// ENOTDIR when something else lies there.
  package static func makeDirectory(_ path: String, mode: UInt32) throws(SystemError) {
    if let status = try status(path, followingLinks: true) {
      if !status.isDirectory { throw SystemError(errno: ENOTDIR, operation: "mkdir \(path)") }
      return
    }
    let above = parent(of: path)
    if above != path { try makeDirectory(above, mode: 0o755) }
    do {
      _ = try attempt("mkdir \(path)") { unsafe mkdir(path, mode) }
    } catch {
      // Made by another process meanwhile.
      guard error.errno == EEXIST else { throw error }
      return
    }
    try changeMode(path, mode)
  }

  /// Sets the permission bits.
  package static func changeMode(_ path: String, _ mode: UInt32) throws(SystemError) {
    _ = try attempt("chmod \(path)") { unsafe chmod(path, mode) }
  }

  /// Gives a file to a user, a group, or both; what is nil stays. A link is changed itself.
  package static func changeOwner(
    _ path: String, user: UInt32? = nil, group: UInt32? = nil
  ) throws(SystemError) {
    // All ones leaves the owner as it is (`chown(2)`).
    _ = try attempt("chown \(path)") { unsafe lchown(path, user ?? .max, group ?? .max) }
  }

  /// Names in a directory, without `.` and `..`, in byte order.
  package static func list(_ path: String) throws(SystemError) -> [String] {
    guard let directory = unsafe opendir(path) else {
      throw SystemError(errno: errno, operation: "opendir \(path)")
    }
    defer { _ = unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path of what is there, without links.
  package static func resolve(_ path: String) throws(SystemError) -> String {
    guard let resolved = unsafe realpath(path, nil) else {
      throw SystemError(errno: errno, operation: "realpath \(path)")
    }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Removes a file, link or socket; one that is gone already is no error.
  package static func remove(_ path: String) throws(SystemError) {
    do {
      _ = try attempt("unlink \(path)") { unsafe unlink(path) }
    } catch {
      guard error.errno == ENOENT else { throw error }
    }
  }

  /// Removes an empty directory.
  package static func removeDirectory(_ path: String) throws(SystemError) {
    _ = try attempt("rmdir \(path)") { unsafe rmdir(path) }
  }

  /// Opens a file, closed on exec.
  package static func open(
    _ path: String, _ flags: Int32, mode: UInt32 = 0
  ) throws(SystemError) -> Descriptor {
    Descriptor(
      adopting: try attempt("open \(path)") { unsafe koos_open(path, flags | O_CLOEXEC, mode) })
  }

  /// The directory a path lies in.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
