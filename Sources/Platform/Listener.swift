internal import CPlatform
internal import Glibc

/// What one call to accept a connection came to.
package enum Acceptance: ~Copyable, Sendable {
  /// A new connection, non-blocking and closed on exec.
  case connection(Descriptor)
  /// Nobody waits.
  case wouldBlock
  /// Out of descriptors or memory, or the peer left: pause a moment, then go on.
  case pause(SystemError)
  /// The listening socket is of no use any more.
  case failed(SystemError)
}

/// Local stream socket that takes connections; its descriptor is closed with the last reference.
package final class Listener: Sendable {
  /// Where clients find it; nil when systemd made the socket.
  package let path: String?
  /// The name systemd gave it (`FileDescriptorName=`); nil when we bound it.
  package let name: String?
  private let descriptor: Descriptor
  private let made: FileIdentity?

  /// The descriptor's number, for a read source; close nothing before that source's cancel handler has run.
  package var number: Int32 { descriptor.number }

  /// Binds a path, ours alone or with mode 0660 for a group, closed to everybody until owner, group and mode are right.
  ///
  /// A stale socket is replaced; anything else at the path is left alone. Throws `pathTooLong`,
  /// `notASocket`, `addressInUse`, `unknownGroup`, `system`.
  package init(path: String, group: String? = nil, backlog: Int32 = 1024) throws(LocalSocketError) {
    if path.utf8.count > LocalSocket.longestPath { throw .pathTooLong(path: path) }
    var sharing: UInt32?
    if let group {
      sharing = try LocalSocket.system { () throws(SystemError) in try Account.group(named: group) }
      if sharing == nil { throw .unknownGroup(group) }
    }
    try Listener.clear(path: path)
    let type = Int32(SOCK_STREAM.rawValue)
    let socket = try LocalSocket.system { () throws(SystemError) in
      try LocalSocket.make(type: type, nonBlocking: true)
    }
    try Listener.bind(socket.number, path: path)
    made = try LocalSocket.system { () throws(SystemError) in
      if let sharing {
        try File.changeOwner(path, group: sharing)
        try File.changeMode(path, 0o660)
      }
      let number = socket.number
      _ = try attempt("listen \(path)") { listen(number, backlog) }
      return try File.status(path)?.identity
    }
    descriptor = socket
    self.path = path
    name = nil
  }

  /// Takes over a listening socket that systemd made.
  init(inherited descriptor: consuming Descriptor, name: String?) {
    self.descriptor = descriptor
    self.name = name
    path = nil
    made = nil
  }

  /// Takes one waiting connection.
  package func accept() -> Acceptance {
    while true {
      let number = koos_accept(descriptor.number)
      if number != -1 { return .connection(Descriptor(adopting: number)) }
      let error = SystemError(errno: errno, operation: "accept")
      switch error.errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM: return .pause(error)
      default: return .failed(error)
      }
    }
  }

  /// Removes the path at the stop, unless another daemon has put its own socket there.
  package func removePath() throws(SystemError) {
    guard let path, let made, try File.status(path)?.identity == made else { return }
    try File.remove(path)
  }

  /// Removes what a daemon that died left at the path.
  private static func clear(path: String) throws(LocalSocketError) {
    let status = try LocalSocket.system { () throws(SystemError) in try File.status(path) }
    guard let status else { return }
    guard status.kind == .socket else { throw .notASocket(path: path) }
    guard try isStale(path: path) else { throw .addressInUse(path: path) }
    try LocalSocket.system { () throws(SystemError) in try File.remove(path) }
  }

  /// Whether nobody listens; only a refused connection says so (a full queue does not).
  private static func isStale(path: String) throws(LocalSocketError) -> Bool {
    try LocalSocket.system { () throws(SystemError) in
      let probe = try LocalSocket.make(type: Int32(SOCK_STREAM.rawValue), nonBlocking: true)
      let number = probe.number
      do throws(SystemError) {
        _ = try attempt("connect \(path)") { unsafe koos_local_connect(number, path, path.utf8.count) }
        return false
      } catch {
        switch error.errno {
        case ECONNREFUSED, ENOENT: return true
        case EAGAIN, EPROTOTYPE: return false
        default: throw error
        }
      }
    }
  }

  /// Binds so that the new socket file is ours alone.
  static func bind(_ number: Int32, path: String) throws(LocalSocketError) {
    do {
      // Linux gives the file the socket's own mode; unlike `umask` this touches no other thread's files.
      _ = try attempt("fchmod") { fchmod(number, 0o600) }
      _ = try attempt("bind \(path)") { unsafe koos_local_bind(number, path, path.utf8.count) }
    } catch {
      throw error.errno == EADDRINUSE ? .addressInUse(path: path) : .system(error)
    }
  }
}
