internal import Platform

/// The directory an embedded database lives in: ours alone, served by one daemon.
struct Directory: ~Copyable {
  let path: String
  private let lock: FileLock

  /// Where PostgreSQL's own files are.
  var cluster: String { path + "/pg" }
  /// The key BSNs are kept under.
  var key: String { path + "/bsn.key" }
  /// Where heads of the access log's seals are kept.
  var heads: String { path + "/heads" }
  /// What PostgreSQL says.
  var log: String { path + "/postgres.log" }

  /// Opens the directory, making it on first use, and takes its lock.
  ///
  /// - Parameter server: the account PostgreSQL runs as where that is another, which must get through.
  init(_ path: String, server: Account?) throws {
    let named = path
    let path: String
    do {
      if !File.exists(named) { try File.makeDirectory(named, mode: server == nil ? 0o700 : 0o710) }
      // PostgreSQL's programs run elsewhere, and what is checked and changed here is the directory, not a link to it.
      path = try File.resolve(named)
      guard let status = try File.status(path, followingLinks: true), status.isDirectory else {
        throw Refusal(.configuration, "\(path) is not a directory.")
      }
      try Self.judge(path, status, server: server)
      let strangers = try File.list(path).filter { !Self.ours.contains($0) && !$0.hasPrefix("koosd.sock") }
      guard strangers.isEmpty || File.exists(path + "/pg/PG_VERSION") else {
        throw Refusal(.configuration, "\(path) holds other files (\(strangers.sorted()[0])); name an empty directory.")
      }
      guard let lock = try FileLock.take(path + "/lock") else {
        throw Refusal(.configuration, "Another koosd serves \(path).")
      }
      // Last, so that a directory named by mistake stays as it was.
      if let server {
        try File.changeOwner(path, group: server.gid)
        try File.changeMode(path, 0o710)
      }
      self.lock = lock
    } catch let error as SystemError {
      throw Refusal(.notOurs, "\(named) cannot be used: \(error).")
    }
    self.path = path
  }

  /// Refuses a directory that is not ours, or that others can read or swap.
  static func judge(_ path: String, _ status: FileStatus, server: Account?) throws {
    switch FileOwnership(status, forbidden: server == nil ? 0o077 : 0o067) {
    case .ours: break
    case .another: throw Refusal(.notOurs, "\(path) belongs to another user.")
    case .open: throw Refusal(.notOurs, "\(path) is open to others; chmod 0700 it.")
    }
    if let weak = try PrivateFile.replaceable(path) {
      throw Refusal(.notOurs, "\(weak) is open to others, who could put another directory in place of \(path).")
    }
  }

  private static let ours: Set<String> = ["pg", "pg.laying", "lock", "bsn.key", "bsn.key.old", "heads", "postgres.log"]

  /// Reads the key BSNs are kept under, making one on first use.
  func bsnKey(_ file: String?) throws -> String { try Key.read(file ?? key, making: file == nil) }
}
