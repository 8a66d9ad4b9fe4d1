internal import Platform

/// Where the admin socket is to be.
enum SocketPlace {
  /// Refuses a path that is too long, that is no socket, or where others could put a socket of their own.
  ///
  /// - Parameter isDirectoryAlready: whether the directory must be there.
  static func judge(_ path: String, isDirectoryAlready: Bool) throws {
    guard path.utf8.count <= LocalSocket.longestPath else {
      throw Refusal(.configuration, "The socket path \(path) is longer than \(LocalSocket.longestPath).")
    }
    do {
      if let status = try File.status(path), status.kind != .socket {
        throw Refusal(.notOurs, "\(path) is there and is no socket.")
      }
      guard isDirectoryAlready || File.exists(File.parent(of: path)) else { return }
      if let weak = try PrivateFile.replaceable(path) {
        throw Refusal(.notOurs, "\(weak) is open to others, who could put a socket of their own at \(path).")
      }
    } catch let error as SystemError {
      throw Refusal(.notOurs, "The socket \(path) cannot be made: \(error).")
    }
  }
}
