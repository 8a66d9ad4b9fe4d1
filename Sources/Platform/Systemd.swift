internal import CPlatform
internal import Glibc

/// Voice to the service manager (`sd_notify(3)`); absent when nobody asked.
package struct SystemdNotifier: Sendable {
  private let address: String

  /// Takes the address from `$NOTIFY_SOCKET`; nil when it is not set or not one of ours to speak to.
  package init?(address: String? = Environment.value("NOTIFY_SOCKET")) {
    guard let address, address.hasPrefix("/") || address.hasPrefix("@") else { return nil }
    self.address = address
  }

  /// Sends assignments, one a line, such as `READY=1` or `STATUS=…`.
  package func notify(_ assignments: String) throws(SystemError) {
    let socket = try LocalSocket.make(type: Int32(SOCK_DGRAM.rawValue), nonBlocking: false)
    let number = socket.number
    var name = Array(address.utf8.map { CChar(bitPattern: $0) })
    // The abstract space is written with @ and named by a leading 0.
    if name.first == CChar(bitPattern: UInt8(ascii: "@")) { name[0] = 0 }
    _ = try attempt("connect \(address)") { unsafe koos_local_connect(number, name, name.count) }
    let bytes = Array(assignments.utf8)
    _ = try attempt("send \(address)") {
      unsafe Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }
}

/// What the service manager hands a daemon at its start.
package enum Systemd {
  /// Listening sockets passed by socket activation (`sd_listen_fds(3)`); none when they are not for us.
  ///
  /// Call once, before there are threads: the variables are removed, so that no child takes them for its own.
  /// Throws ENOTSOCK for a descriptor that is no listening local stream socket.
  package static func inheritedListeners() throws(SystemError) -> [Listener] {
    let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
    let values = variables.map { Environment.value($0) }
    variables.forEach(Environment.remove)
    guard let pid = values[0].flatMap({ Int32($0) }), pid == getpid() else { return [] }
    return try adopt(count: values[1].flatMap { Int32($0) } ?? 0, names: values[2] ?? "", first: 3)
  }

  static func adopt(count: Int32, names: String, first: Int32) throws(SystemError) -> [Listener] {
    guard count > 0, count < 1024 else { return [] }
    let names = names.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var listeners: [Listener] = []
    for index in 0..<count {
      let number = first + index
      guard koos_is_local_listener(number) == 1 else {
        throw SystemError(errno: ENOTSOCK, operation: "descriptor \(number) from the service manager")
      }
      let descriptor = Descriptor(adopting: number)
      _ = try attempt("fcntl") { koos_set_close_on_exec(number, 1) }
      try descriptor.setNonBlocking(true)
      let name = Int(index) < names.count ? names[Int(index)] : nil
      listeners.append(Listener(inherited: descriptor, name: name))
    }
    return listeners
  }
}
