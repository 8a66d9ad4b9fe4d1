import Patience
import Platform
import TestKit
import Testing

@Suite("What koos tells by itself", .ownThreads)
struct HelpfulTests {
  private func run(_ program: String, _ arguments: [String], socket: String = "/nowhere") throws -> (Int32?, String) {
    var environment = Environment.all()
    environment["KOOS_SOCKET"] = socket
    environment["LANG"] = "nl_NL.UTF-8"
    environment["LC_ALL"] = nil
    let result = try ChildProcess.run(
      ["/usr/bin/timeout", "60", Workshop.programs + "/" + program] + arguments, environment: environment,
      directory: "/")
    guard case .exited(let status) = result.ending else { return (nil, result.output) }
    return (status, result.output)
  }

  @Test("koos alone shows what waits, each within his own rights")
  func start() throws {
    let socket = try Shared.daemon.get().socket
    let (status, mine) = try run("koos", ["--as", "o.een"], socket: socket)
    #expect(status == 0 && mine.contains("o.een") && mine.contains("koos help"), "\(mine)")
    #expect(mine.contains("aan zet") && mine.contains("bureau"), "\(mine)")
    let (_, admin) = try run("koos", [], socket: socket)
    #expect(admin.contains("admin") && !admin.contains("aan zet"), "\(admin)")
  }

  @Test("a time said by words is the daemon's own day")
  func spoken() throws {
    let socket = try Shared.daemon.get().socket
    let (_, clock) = try run("koos", ["clock", "--json"], socket: socket)
    let today = try #require(clock.firstRange(of: "\"now\":\"").map { clock[$0.upperBound...].prefix(10) })
    let (status, days) = try run(
      "koos", ["reeks", "bekijk", "vandaag", "23:59", "--rrule", "FREQ=DAILY;COUNT=1", "--as", "o.een"], socket: socket)
    #expect(status == 0 && days.contains("\(today)T23:59:00"), "\(days)")
  }

  @Test("candidates are the daemon's, in the way of who asks")
  func candidates() async throws {
    let socket = try Shared.daemon.get().socket
    // On a busy machine its 200 ms may be over before the daemon answers, and then there are none.
    let areThere = try await eventually(within: .seconds(60)) {
      let (status, teams) = try run("koos", ["candidates", "team", "show", "basecamp-zuid"], socket: socket)
      #expect(status == 0 && ["", "basecamp-zuid\nbasecamp-zuidwest\n"].contains(teams), "\(teams)")
      return !teams.isEmpty
    }
    #expect(areThere)
  }

  @Test("a daemon that does not answer keeps nobody who types waiting")
  func silentDaemon() throws {
    let home = try Home()
    let listener = try Listener(path: home.path + "/mute.sock")
    let began = Monotonic.now
    let (status, output) = try run("koos", ["candidates", "team", "show", ""], socket: home.path + "/mute.sock")
    _ = listener.number
    #expect(status == 0 && output.isEmpty)
    // Far more than the limit of 200 ms, for a machine that is busy.
    #expect(Monotonic.now - began < 10_000_000_000)
  }

  @Test("koosd(8) tells every flag, and groff reads it without a warning")
  func manual() throws {
    let (status, page) = try run("koosd", ["manual"])
    #expect(status == 0)
    for flag in ["data", "database", "socket", "socket\\-group", "key", "heads", "connections", "demo", "clock"] {
      #expect(page.contains(".B \"\\-\\-\(flag)"), "\(flag)")
    }
    guard File.exists("/usr/bin/groff") else { return }
    let home = try Home()
    try File.write(Array(page.utf8), to: home.path + "/page", mode: 0o600)
    let result = try ChildProcess.run(
      ["/bin/sh", "-c", "groff -man -Tutf8 -ww \(home.path)/page 2>&1 >/dev/null"], environment: Environment.all())
    #expect(result.output.isEmpty, "\(result.output)")
  }
}
