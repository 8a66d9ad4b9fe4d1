import Glibc
import Platform
import TestKit
import Testing

@Suite("Who is at the other end", .ownThreads)
struct PeerTests {
  static let isRoot = geteuid() == 0
  static let hasSocat = File.exists("/usr/bin/socat")

  @Test(
    "a user of the system nobody has named as a worker is denied.login",
    .enabled(if: isRoot, "the host gives these tests no root, and so no other user's identity"),
    .enabled(if: hasSocat, "the host has no socat"), arguments: [65_534, 54_321])
  func stranger(uid: Int) throws {
    let home = try Home(.demo)
    // Outside the home's data, where only the owner and PostgreSQL get through.
    let daemon = try Daemon(home, ["--socket", home.path + "/open.sock"])
    try File.changeMode(daemon.socket, 0o666)
    let become = ["/usr/bin/setpriv", "--reuid=\(uid)", "--regid=65534", "--clear-groups"]
    let said = try ChildProcess.run(
      become + [
        "/bin/sh", "-c",
        "printf 'ping\\nwhoami\\nworker.add nobody\\nno-such\\nquit\\n' | socat -t 30 - UNIX-CONNECT:\(daemon.socket)",
      ],
      environment: ["PATH": "/usr/bin:/bin"])
    let lines = said.output.split(separator: "\n")
    // Who he is comes before what he may and what he wrote, and after whether there is such a command.
    let starts = [
      "KOOS/1 ready {", "ok {}", "err denied.login {", "err denied.login {", "err syntax.unknown-command {", "ok {}",
    ]
    #expect(lines.count == starts.count, "\(said.output)")
    for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("the session typed with socat goes as the contract says", .enabled(if: hasSocat, "the host has no socat"))
  func typed() throws {
    let daemon = try Shared.daemon.get()
    let typed = "ping\\n@a wijk.find name=\"de meern\"\\nwijk.find name=\"x\\nquit\\n"
    let said = try ChildProcess.run(
      ["/bin/sh", "-c", "printf '\(typed)' | socat -t 30 - UNIX-CONNECT:\(daemon.socket)"],
      environment: ["PATH": "/usr/bin:/bin"])
    let lines = said.output.split(separator: "\n")
    let starts = ["KOOS/1 ready {", "ok {}", "ok @a {", "err syntax.quote {", "ok {}"]
    #expect(lines.count == starts.count, "\(said.output)")
    for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
  }
}
