import Patience
import Platform
import Testing

@testable import Console

@Suite("Asking the daemon")
struct ClientTests {
  private static let busy = "err busy.database {\"message\":\"De database is weg.\",\"retry\":true}\n"
  private static let add = ["room", "add", "basecamp-zuid", "name=3"]

  @Test("a lost connection and a busy daemon are asked again under the same token")
  func again() {
    let screen = Screen.of(
      Self.add, "", Self.busy, "row {\"room\":\"3\"}\nok {\"room\"", "ok {\"room\":\"3\"}\n")
    #expect(screen.status == 0)
    #expect(screen.out == "room\n3\n")
    #expect(Set(screen.heard) == ["room.add basecamp-zuid name=3 once=0123abcd\n"])
    #expect(screen.heard.count == 4)
    #expect(screen.pauses == [100, 300, 900])
  }

  @Test("a change of which the daemon itself does not know is asked again, a line as it is is not")
  func doubtful() {
    let doubt = "err busy.outcome-unknown {\"message\":\"Onbekend of dit is vastgelegd.\"}\n"
    let screen = Screen.of(Self.add, doubt, doubt, "ok {\"room\":\"3\",\"replayed\":true}\n")
    #expect(screen.status == 0)
    #expect(screen.heard == Array(repeating: "room.add basecamp-zuid name=3 once=0123abcd\n", count: 3))
    #expect(Screen.of(["raw", "room.add basecamp-zuid name=3"], doubt).status == 75)
  }

  @Test("who never learns what became of a change learns how to ask again without doing it twice")
  func token() {
    let screen = Screen.of(Self.add, "", "", "", "")
    #expect(screen.status == 69)
    #expect(screen.err.contains("--once 0123abcd"), "\(screen.err)")
    #expect(!Screen.of(["ping"], "", "", "", "").err.contains("--once"))
  }

  @Test("three times more is enough")
  func enough() {
    let busy = Screen.of(["ping"], Self.busy, Self.busy, Self.busy, Self.busy, "ok {}\n")
    #expect(busy.status == 75)
    #expect(busy.heard.count == 4)
    #expect(busy.err == "koos: De database is weg. (busy.database)\n  opnieuw: later kan het wel lukken\n")
    let lost = Screen.of(["ping"], "", "", "", "", "ok {}\n")
    #expect(lost.status == 69)
    #expect(lost.heard.count == 4)
  }

  @Test("what took all its time is not asked again by itself, which would take as much")
  func late() {
    let late = Screen.of(["ping"], "err busy.deadline {\"message\":\"Te lang.\",\"retry\":true}\n", "ok {}\n")
    #expect(late.status == 75 && late.heard.count == 1)
    #expect(late.err.contains("tip: met --within 5m mag het langer duren"))
  }

  @Test("a daemon that comes back is found again")
  func back() {
    // Refused at first is a wrong socket; refused after that is a daemon starting anew.
    #expect(Screen.raw(["ping"], []).status == 69)
    #expect(Screen.raw(["ping"], []).pauses.isEmpty)
    #expect(Screen.of(["ping"], "").status == 69)
    #expect(Screen.of(["ping"], "").pauses == [100, 300, 900])
  }

  @Test("a raw line is sent once")
  func raw() {
    let screen = Screen.of(["raw", "room.add basecamp-zuid name=3"], "", "ok {}\n")
    #expect(screen.status == 69)
    #expect(screen.heard == ["room.add basecamp-zuid name=3\n"])
    #expect(screen.err.contains("kijk of het gebeurd is"))
  }

  @Test("an answer instead of a greeting is the answer")
  func turnedAway() {
    let full = "err busy.clients {\"message\":\"Te druk.\",\"retry\":true}\n"
    let screen = Screen.raw(["ping"], [full, Screen.greeting + "ok {}\n"])
    #expect(screen.status == 0)
    #expect(Screen.raw(["ping"], ["HTTP/1.1 400 Bad Request\r\n\r\n"]).status == 69)
  }

  @Test("a reply that makes no sense is as good as none", arguments: ["ok {\n", "yes {}\n", "err\n", "\n"])
  func nonsense(reply: String) {
    #expect(Screen.of(["raw", "ping"], reply).status == 69)
  }

  @Test("tags and events are put aside")
  func tags() {
    #expect(Screen.of(["raw", "@7 ping"], "event {\"seq\":1}\nok @7 {\"a\":1}\n").out == "a\n1\n")
  }

  @Test(
    "the exit status is that of the code's family",
    arguments: [
      ("syntax.quote", 64), ("input.bsn", 65), ("not-found.case", 66), ("denied.role", 77),
      ("consent.age", 78),
      ("scope.wijk", 79), ("state.case", 80), ("conflict.room", 81), ("privacy.identifying", 82),
      ("busy.outcome-unknown", 75), ("internal.fault", 70),
    ] as [(String, Int32)])
  func status(code: String, status: Int32) {
    #expect(Screen.of(["ping"], "err \(code) {\"message\":\"x\"}\n").status == status)
  }

  @Test("a reader who left ends the program as SIGPIPE would, without a word")
  func gone() {
    #expect(Screen.of(["ping"], isGone: true, "ok {}\n") == Screen(status: 141, heard: ["ping\n"]))
    #expect(Screen.of(["--help"], isGone: true) == Screen(status: 141))
  }

  @Test("the token of the file is spoken first, and only if it is ours alone")
  func ownToken() throws {
    let home = try Home()
    let environment = ["LANG": "nl", "XDG_CONFIG_HOME": home.path]
    #expect(Screen.of(["ping"], environment: environment, "ok {}\n").heard == ["ping\n"])
    try home.writeToken("geheim\n", mode: 0o600)
    #expect(
      Screen.of(["ping"], environment: environment, "ok {}\nok {}\n").heard == ["auth token=geheim\nping\n"])
    let refused = "err denied.login {\"message\":\"Onbekend token.\"}\n"
    #expect(Screen.of(["ping"], environment: environment, refused + refused).status == 77)
    try home.writeToken("geheim\n", mode: 0o640)
    let open = Screen.of(["ping"], environment: environment, "ok {}\nok {}\n")
    #expect(open.status == 77)
    #expect(open.heard.isEmpty)
    #expect(open.err.contains("chmod 600"))
    #expect(!open.err.contains("geheim"))
    try home.writeToken("twee woorden", mode: 0o600)
    #expect(Screen.of(["ping"], environment: environment).status == 77)
    try home.writeToken("geheim\n", mode: 0o600)
    try home.open()
    let swappable = Screen.of(["ping"], environment: environment, "ok {}\nok {}\n")
    #expect(swappable.status == 77)
    #expect(swappable.err.contains("chmod go-w \(home.path)/koos"))
  }

  @Test(
    "a token among the words of a call is refused, for everybody can read it there, and not sent",
    arguments: [
      ["auth", "geheim"], ["auth", "--token", "geheim"], ["auth", "token=geheim"], ["raw", "@1 auth geheim"],
    ])
  func spoken(arguments: [String]) throws {
    let home = try Home()
    let said = Screen.of(arguments, environment: ["LANG": "nl", "XDG_CONFIG_HOME": home.path], "ok {}\n")
    #expect(said.status == 64)
    #expect(said.heard.isEmpty)
    #expect(said.err.contains("\(home.path)/koos/token"))
    #expect(!said.err.contains("geheim"))
  }
}

/// A configuration directory that is gone when the test is.
private struct Home {
  private let directory: TemporaryDirectory
  var path: String { directory.path }

  init() throws {
    directory = try TemporaryDirectory()
    try File.makeDirectory(directory.file("koos"), mode: 0o700)
  }

  func open() throws { try File.changeMode(directory.file("koos"), 0o777) }

  func writeToken(_ text: String, mode: UInt32) throws {
    try File.write(Array(text.utf8), to: directory.file("koos/token"), mode: mode)
  }
}
