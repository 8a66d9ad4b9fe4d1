import Glibc
import Patience
import TestKit
import Testing
import Wire

@testable import Platform

/// The units in `Deploy/systemd`, as far as a machine without a service manager of its own can try them.
@Suite("The service under systemd", .ownThreads)
struct UnitTests {
  static let isRoot = geteuid() == 0
  static let hasSystemd = File.exists("/usr/bin/systemd-analyze")
  static let hasStrace = File.exists("/usr/bin/strace")
  /// Beside the tests, wherever the checkout is.
  static let units = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Deploy/systemd"

  private static func text(_ path: String) throws -> String { String(decoding: try File.read(path), as: UTF8.self) }

  /// The units with the program where it was built, in a home; with the drop-in for an existing server where asked.
  private static func lay(_ home: Home, isExisting: Bool) throws -> String {
    for name in ["koosd.service", "koosd.socket"] {
      let text = try text("\(units)/\(name)").replacing("/usr/bin/koosd", with: Daemon.program)
      try File.write(Array(text.utf8), to: "\(home.path)/\(name)", mode: 0o644)
    }
    let dropIns = home.path + "/koosd.service.d"
    if isExisting {
      try File.makeDirectory(dropIns, mode: 0o755)
      let text = try text(units + "/koosd.service.d/database.conf").replacing("/usr/bin/koosd", with: Daemon.program)
      try File.write(Array(text.utf8), to: dropIns + "/database.conf", mode: 0o644)
    }
    return home.path + "/koosd.service"
  }

  @Test(
    "the units are well formed, and leave an exposure of 1.5 at most",
    .enabled(if: hasSystemd, "the host has no systemd-analyze"), arguments: [false, true])
  func exposure(isExisting: Bool) throws {
    let home = try Home()
    let unit = try Self.lay(home, isExisting: isExisting)
    func analyze(_ arguments: [String]) throws -> ChildProcess.Result {
      try ChildProcess.run(
        ["/usr/bin/systemd-analyze", "--no-pager"] + arguments, environment: ["PATH": "/usr/bin:/bin"])
    }
    let verified = try analyze(["verify", unit, home.path + "/koosd.socket"])
    #expect(verified.succeeded && !verified.output.contains("koosd.s"), "\(verified.output)")
    // In tenths.
    let judged = try analyze(["security", "--offline=yes", "--threshold=15", unit])
    #expect(judged.succeeded, "\(judged.output)")
    #expect(judged.output.contains("Overall exposure level"), "\(judged.output)")
    #expect(try !Self.text(unit).contains("\nPrivateUsers"), "every client would be 65534")
  }

  /// The daemon as the service manager starts it: its user, no privilege to be had, the socket and the credential handed over.
  private final class Service {
    let home: Home
    let process: ChildProcess
    let socket: String
    private let notices: Descriptor
    private let listener: Listener
    private var said = ""

    init(before: [String] = []) throws {
      home = try Home()
      socket = home.path + "/koosd.sock"
      let (state, credentials) = (home.path + "/state", home.path + "/credentials")
      try File.makeDirectory(state, mode: 0o700)
      try File.makeDirectory(credentials, mode: 0o755)
      try File.write(Array(Randomness.hex(Randomness.bytes(32)).utf8), to: credentials + "/bsn.key", mode: 0o400)
      var become = ["/usr/bin/setpriv", "--no-new-privs"]
      if UnitTests.isRoot {
        // The user koosd is not on every machine that tests; PostgreSQL's own is.
        become += ["--reuid=postgres", "--regid=postgres", "--init-groups", "--bounding-set=-all"]
        let account = try #require(try Account.named("postgres"))
        for path in [state, credentials + "/bsn.key"] {
          try File.changeOwner(path, user: account.uid, group: account.gid)
        }
      }
      notices = try LocalSocket.make(type: Int32(SOCK_DGRAM.rawValue), nonBlocking: false)
      try Listener.bind(notices.number, path: home.path + "/notify")
      try File.changeMode(home.path + "/notify", 0o666)
      listener = try Listener(path: socket)
      let line = try #require(
        try UnitTests.text(UnitTests.units + "/koosd.service").split(separator: "\n").first {
          $0.hasPrefix("ExecStart=/")
        })
      let command = line.dropFirst("ExecStart=".count).replacing("/usr/bin/koosd", with: Daemon.program)
        .replacing("/var/lib/koosd", with: state)
      let errors = try File.open(home.path + "/log", O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
      process = try ChildProcess(
        ["/bin/sh", "-c", "export LISTEN_PID=$$; exec \"$@\" \(command)", "service"] + before + become,
        environment: [
          "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "LISTEN_FDS": "1",
          "LISTEN_FDNAMES": "koosd.socket", "NOTIFY_SOCKET": home.path + "/notify", "WATCHDOG_USEC": "900000",
          "CREDENTIALS_DIRECTORY": credentials, "STATE_DIRECTORY": state,
        ], descriptors: [2: errors.number, 3: listener.number], leadsSession: false, directory: "/")
      try File.write(Array("\(process.pid)\n".utf8), to: home.path + "/pid", mode: 0o600)
    }

    var logged: String { (try? UnitTests.text(home.path + "/log")) ?? "" }

    /// Whether it says a word to the service manager in time.
    func says(_ word: String) -> Bool {
      let deadline = ContinuousClock.now + .seconds(240)
      var bytes = [UInt8](repeating: 0, count: 4_096)
      while !said.contains(word), ContinuousClock.now < deadline {
        guard let ready = try? Transfer.awaitReadable([notices.number], milliseconds: 1_000) else { return false }
        guard !ready.isEmpty else { continue }
        guard case .bytes(let count) = Transfer.receive(from: notices.number, into: &bytes) else { return false }
        said += String(decoding: bytes[..<count], as: UTF8.self) + "\n"
      }
      return said.contains(word)
    }
  }

  @Test("its own command line serves, on the socket and with the key it is handed, tells that it lives, and ends")
  func starts() throws {
    let service = try Service()
    #expect(service.says("READY=1"), "\(service.logged)")
    let client = try Client(service.socket)
    #expect(client.ask("ping").code == "ok")
    // Who started it is its administrator; here that is somebody else when the tests are root's.
    #expect(client.ask("whoami").code == (Self.isRoot ? "denied.login" : "ok"))
    #expect(!File.exists(service.home.path + "/state/koosd.sock"))
    #expect(!File.exists(service.home.path + "/state/bsn.key"))
    #expect(service.says("WATCHDOG=1"))
    let status = try Self.text("/proc/\(service.process.pid)/status")
    for line in ["NoNewPrivs:\t1", "CapEff:\t0000000000000000"] { #expect(status.contains(line), "\(status)") }
    try service.process.kill(SIGTERM)
    #expect(service.says("STOPPING=1"))
    #expect(try service.process.wait() == .exited(0), "\(service.logged)")
    #expect(File.exists(service.socket), "the socket is the service manager's")
    #expect(eventuallyBlocking { service.home.processes.isEmpty })
  }

  /// The sets of system calls systemd knows, by name.
  private static func sets() throws -> [String: [String]] {
    let listed = try ChildProcess.run(
      ["/usr/bin/systemd-analyze", "--no-pager", "syscall-filter"], environment: ["PATH": "/usr/bin:/bin"])
    var sets: [String: [String]] = [:]
    var name = ""
    for line in listed.output.split(separator: "\n") {
      if line.hasPrefix("@") { name = String(line) }
      let word = line.drop { $0 == " " }
      if line.hasPrefix(" "), !word.hasPrefix("#") { sets[name, default: []].append(String(word)) }
    }
    return sets
  }

  @Test(
    "neither it nor its PostgreSQL makes a system call the unit refuses, from the first start to the end",
    .enabled(if: hasSystemd, "the host has no systemd-analyze"), .enabled(if: hasStrace, "the host has no strace"))
  func calls() throws {
    let sets = try Self.sets()
    func members(_ name: String) -> Set<String> {
      name.hasPrefix("@") ? Set((sets[name] ?? []).flatMap(members)) : [name]
    }
    var allowed = members("@default")
    for line in try Self.text(Self.units + "/koosd.service").split(separator: "\n") {
      guard line.hasPrefix("SystemCallFilter=") else { continue }
      let words = line.dropFirst("SystemCallFilter=".count)
      for word in words.drop(while: { $0 == "~" }).split(separator: " ") {
        if words.hasPrefix("~") {
          allowed.subtract(members(String(word)))
        } else {
          allowed.formUnion(members(String(word)))
        }
      }
    }
    #expect(allowed.contains("setpriority") && !allowed.contains("mount") && !allowed.contains("chown"))
    let traces = try Home()
    let trace = traces.path + "/trace"
    // What is allowed runs untraced, so that it takes no longer than it does. With -D the daemon keeps the number the service
    // manager knows it by. A set may name calls of other machines.
    let free = allowed.subtracting(["execve"]).map { "?" + $0 }.sorted().joined(separator: ",")
    let service = try Service(
      before: [
        "/usr/bin/strace", "-D", "-f", "-qq", "--seccomp-bpf", "-e", "signal=none", "-e", "trace=!" + free, "-o", trace,
      ])
    #expect(service.says("READY=1"), "\(service.logged)")
    let client = try Client(service.socket)
    for line in ["ping", "auth wrong", "whoami", "no-such"] { #expect(!client.ask(line).code.isEmpty) }
    try service.process.kill(SIGTERM)
    #expect(try service.process.wait() == .exited(0), "\(service.logged)")
    #expect(eventuallyBlocking { service.home.processes.isEmpty })
    let lines = String(decoding: try File.read(trace, limit: 1 << 28), as: UTF8.self).split(separator: "\n")
    // What setpriv did before is the service manager's to do.
    let own = lines.drop { !$0.contains("execve(\"\(Daemon.program)\"") }
    // The memory of a daemon that leaves no core is root's to read: to others strace cannot name what it starts itself.
    #expect(getuid() != 0 || own.contains { $0.contains("/initdb\"") }, "\(lines)")
    #expect(own.contains { $0.contains("/postgres\"") }, "\(lines)")
    var refused: Set<String> = []
    for line in own {
      let said = line.drop { $0 != " " }.drop { $0 == " " }
      let call = said.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      // Signals, and the ends of calls that began before, name none.
      guard said.dropFirst(call.count).hasPrefix("(") else { continue }
      if call != "execve", !allowed.contains(String(call)) { refused.insert(String(call)) }
    }
    #expect(refused.isEmpty, "\(refused.sorted())")
  }
}
