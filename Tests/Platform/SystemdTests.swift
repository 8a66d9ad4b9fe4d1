import Glibc
import Patience
import Testing

@testable import Platform

@Suite("The service manager")
struct SystemdTests {
  @Test("is not spoken to when it gave no address", arguments: [nil, "", "relative", "vsock:2:1"])
  func noAddress(address: String?) {
    #expect(SystemdNotifier(address: address) == nil)
  }

  @Test("hears a notice, by path and in the abstract space", arguments: [false, true])
  func notice(isAbstract: Bool) throws {
    let directory = try TemporaryDirectory()
    let address = (isAbstract ? "@" : "") + directory.file("notify")
    let receiver = try LocalSocket.make(type: Int32(SOCK_DGRAM.rawValue), nonBlocking: true)
    let bound = isAbstract ? "\0" + directory.file("notify") : directory.file("notify")
    try bind(receiver.number, bound)
    let notifier = try #require(SystemdNotifier(address: address))
    try notifier.notify("READY=1\nSTATUS=dient")
    var buffer = [UInt8](repeating: 0, count: 64)
    #expect(Transfer.receive(from: receiver.number, into: &buffer) == .bytes(20))
    #expect(String(decoding: buffer[..<20], as: UTF8.self) == "READY=1\nSTATUS=dient")
  }

  @Test("is told of as an error when it is gone")
  func gone() throws {
    let directory = try TemporaryDirectory()
    let notifier = try #require(SystemdNotifier(address: directory.file("none")))
    #expect(throws: SystemError(errno: ENOENT, operation: "connect \(directory.file("none"))")) {
      try notifier.notify("READY=1")
    }
  }

  @Test("passes listening sockets with their names")
  func inherited() throws {
    let directory = try TemporaryDirectory()
    let original = try Listener(path: directory.file("s"))
    let copy = fcntl(original.number, F_DUPFD, 900)
    let listeners = try Systemd.adopt(count: 1, names: "admin:rest", first: copy)
    let listener = try #require(listeners.first)
    #expect(listener.name == "admin")
    #expect(listener.path == nil)
    #expect(fcntl(listener.number, F_GETFD) == FD_CLOEXEC)
    _ = try LocalSocket.connect(path: directory.file("s"))
    guard case .connection = listener.accept() else {
      Issue.record("no connection came")
      return
    }
  }

  @Test("passes nothing else than a listening socket")
  func wrongDescriptor() throws {
    let pair = try LocalSocket.makePair()
    let number = pair.ours.number
    #expect(throws: SystemError(errno: ENOTSOCK, operation: "descriptor \(number) from the service manager")) {
      try Systemd.adopt(count: 1, names: "", first: number)
    }
  }

  @Test("hands sockets only to the process it names, and its variables go to nobody else")
  func variables() async {
    await #expect(processExitsWith: .success) {
      for pid in [1, getpid()] {
        _ = unsafe setenv("LISTEN_PID", String(pid), 1)
        // No descriptor has this place, so taking it for ours would be an error.
        _ = unsafe setenv("LISTEN_FDS", pid == 1 ? "1" : "0", 1)
        _ = unsafe setenv("LISTEN_FDNAMES", "admin", 1)
        guard try Systemd.inheritedListeners().isEmpty else { exit(1) }
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] where Environment.value(name) != nil {
          exit(2)
        }
      }
      exit(0)
    }
  }

  private func bind(_ number: Int32, _ name: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(name.utf8)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let answer = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.bind(number, $0, size) }
    }
    try #require(answer == 0)
  }
}
