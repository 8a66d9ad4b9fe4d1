import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("Watching over the life of processes", .ownThreads)
struct WatchTests {
  private static func ask(_ client: Client) -> Outcome {
    client.ask("consult.ask question=\"Hoe verder?\" discipline=orthopedagoog convert=advice-only as=f.een")
  }

  /// The code of the next event that is no sign of life; nil when none came in time.
  private static func code(_ client: Client) -> String? {
    while let line = client.line() {
      guard line.hasPrefix("event "), let event = try? JSON.parse(Array(line.utf8.dropFirst(6))[...]) else { continue }
      if let code = event["code"]?.string { return code }
    }
    return nil
  }

  @Test("over a restart of PostgreSQL a watcher hears everything once and in order")
  func restart() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, LossTests.clock)
    let (watcher, worker) = (try daemon.client(), try daemon.client())
    let start = watcher.ask("watch topics=consult as=o.een")
    #expect(start.code == "ok", "\(start)")
    var asked: [String] = []
    func ask() -> Bool {
      guard let code = Self.ask(worker)["consult"]?.string else { return false }
      asked.append(code)
      return true
    }
    for _ in 0..<5 { #expect(ask()) }
    for turn in 0..<3 {
      let postmaster = try #require(home.postmaster)
      #expect(kill(postmaster, [SIGKILL, SIGINT, SIGQUIT][turn]) == 0)
      // While it goes, is away and comes back some are done, others refused, none in doubt for long.
      var answers: [Bool] = []
      #expect(
        eventuallyBlocking {
          answers.append(ask())
          return home.postmaster != postmaster && answers.suffix(5) == [true, true, true, true, true]
        })
      // What was said to have failed may have been done all the same; the database knows.
    }
    let kept = try Script.ask(
      "SELECT 'Q-' || thing FROM koos.event WHERE topic = 'consult' AND cause = 'asked' ORDER BY xid, seq",
      conninfo: home.owner
    ).compactMap { $0.first ?? nil }
    #expect(Set(asked).isSubset(of: kept))
    #expect(kept.count >= 20)
    var heard: [String] = []
    while heard.count < kept.count, let code = Self.code(watcher) { heard.append(code) }
    #expect(heard == kept)
    // The next thing heard is the next thing done.
    #expect(ask())
    #expect(Self.code(watcher) == asked.last)
    #expect(watcher.ask("unwatch as=o.een").code == "ok")
    #expect(ask())
    let again = try daemon.client()
    #expect(again.ask("watch topics=consult since=\(start["seq"]?.integer ?? 0) as=o.een").code == "ok")
    var resumed: [String] = []
    while resumed.count < kept.count + 2, let code = Self.code(again) { resumed.append(code) }
    #expect(resumed == kept + asked.suffix(2))
    #expect(daemon.terminate() == .exited(0))
  }

  @Test("the watcher of one daemon hears what another daemon on the same database does")
  func two() throws {
    let home = try Home(.demo)
    let first = try Daemon(home, LossTests.clock)
    let other = try Home()
    let second = try Daemon(
      other,
      ["--database", home.conninfo, "--demo", "--socket", other.path + "/koosd.sock", "--key", home.data + "/bsn.key"],
      data: false)
    let (watcher, worker) = (try second.client(), try first.client())
    let began = watcher.ask("watch topics=consult as=o.een")
    #expect(began.code == "ok", "\(began)")
    for _ in 0..<5 {
      let code = Self.ask(worker)["consult"]?.string
      #expect(code != nil)
      #expect(Self.code(watcher) == code)
    }
    #expect(second.terminate() == .exited(0))
    #expect(first.terminate() == .exited(0))
  }

  @Test("koos watch prints events until it is interrupted, and that is a good end")
  func commandLine() throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, LossTests.clock)
    let output = try Pipe()
    var environment = Environment.all()
    environment["KOOS_SOCKET"] = daemon.socket
    let koos = try ChildProcess(
      [Workshop.programs + "/koos", "watch", "consult", "--as", "o.een"], environment: environment,
      descriptors: [1: output.writer.number], directory: "/")
    let reader = output.intoReader()
    #expect(Daemon.line(from: reader.number, within: Client.patience) == "seq\ttopic\tcode\tcause\tat")
    let code = try #require(Self.ask(daemon.client())["consult"]?.string)
    #expect(Daemon.line(from: reader.number, within: Client.patience)?.contains("\tconsult\t\(code)\tasked\t") == true)
    try koos.kill(SIGINT)
    #expect(try koos.wait() == .exited(0))
    #expect(daemon.terminate() == .exited(0))
  }
}
