internal import CPlatform
internal import Glibc

/// Why a local socket could not be made or reached.
package enum LocalSocketError: Error, Equatable, CustomStringConvertible {
  /// The path needs more than `LocalSocket.longestPath` bytes, the kernel's limit.
  case pathTooLong(path: String)
  /// Something else than a socket lies at the path; it is left alone.
  case notASocket(path: String)
  /// Somebody listens there.
  case addressInUse(path: String)
  /// The group to share the socket with does not exist.
  case unknownGroup(String)
  /// A call failed.
  case system(SystemError)

  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .pathTooLong(let path):
      "socket path of \(path.utf8.count) bytes is longer than \(LocalSocket.longestPath): \(path)"
    case .notASocket(let path): "not a socket: \(path)"
    case .addressInUse(let path): "somebody listens already on \(path)"
    case .unknownGroup(let name): "no group named \(name)"
    case .system(let error): error.description
    }
  }
}

/// Process at the other end of a local socket, as the kernel saw it when it connected.
package struct PeerCredentials: Sendable, Equatable {
  /// Process number; may be another process's by now, so for logs only.
  package let pid: Int32
  /// Effective user.
  package let uid: UInt32
  /// Effective group.
  package let gid: UInt32

  package init(pid: Int32, uid: UInt32, gid: UInt32) {
    self.pid = pid
    self.uid = uid
    self.gid = gid
  }
}

/// Connections by a path on this machine.
package enum LocalSocket {
  /// Longest path in bytes (`sun_path` without its closing NUL).
  package static let longestPath = Int(koos_local_path_limit)

  /// Connects to a path and blocks on it, as the command line does.
  ///
  /// Throws `pathTooLong`, else `system` with ENOENT or ECONNREFUSED when nobody listens.
  package static func connect(path: String) throws(LocalSocketError) -> Descriptor {
    if path.utf8.count > longestPath { throw .pathTooLong(path: path) }
    return try system { () throws(SystemError) in
      let socket = try make(type: Int32(SOCK_STREAM.rawValue), nonBlocking: false)
      let number = socket.number
      _ = try attempt("connect \(path)") { unsafe koos_local_connect(number, path, path.utf8.count) }
      return socket
    }
  }

  /// Two connected ends, blocking and closed on exec; a child can be given one.
  package static func makePair() throws(SystemError) -> DescriptorPair {
    var ends: [Int32] = [-1, -1]
    _ = try attempt("socketpair") { unsafe koos_socket_pair(&ends) }
    return DescriptorPair(ours: Descriptor(adopting: ends[0]), theirs: Descriptor(adopting: ends[1]))
  }

  /// Who is at the other end; nil when the descriptor is no connected local socket.
  package static func peerCredentials(_ number: Int32) -> PeerCredentials? {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    guard unsafe koos_peer_credentials(number, &pid, &uid, &gid) == 0 else { return nil }
    return PeerCredentials(pid: pid, uid: uid, gid: gid)
  }

  static func make(type: Int32, nonBlocking: Bool) throws(SystemError) -> Descriptor {
    Descriptor(adopting: try attempt("socket") { koos_local_socket(type, nonBlocking ? 1 : 0) })
  }

  static func system<Answer: ~Copyable>(
    _ body: () throws(SystemError) -> Answer
  ) throws(LocalSocketError) -> Answer {
    do { return try body() } catch { throw .system(error) }
  }
}

/// Two ends of one connection.
package struct DescriptorPair: ~Copyable, Sendable {
  /// The end that stays with us.
  package let ours: Descriptor
  /// The end for somebody else.
  package let theirs: Descriptor

  /// Closes our copy of their end, once a child has its own.
  package consuming func intoOurs() -> Descriptor { ours }
}
