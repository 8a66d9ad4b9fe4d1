import Glibc
import Patience
import Platform
import TestKit
import Testing

@Suite("koos on a terminal", .ownThreads)
struct TerminalTests {
  /// A person's home, terminal and language.
  private struct Desk {
    let home: TemporaryDirectory
    let environment: [String: String]

    init(_ language: String = "nl_NL.UTF-8", _ more: [String: String] = [:]) throws {
      home = try TemporaryDirectory()
      var environment = Environment.all()
      for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR", "VISUAL", "EDITOR", "PAGER", "KOOS_PAGER", "KOOS_HOST"] {
        environment[name] = nil
      }
      environment.merge([
        "LANG": language, "TERM": "xterm", "HOME": home.path, "XDG_RUNTIME_DIR": home.path,
        "XDG_CONFIG_HOME": home.path, "KOOS_SOCKET": try Shared.daemon.get().socket,
      ]) { $1 }
      self.environment = environment.merging(more) { $1 }
    }

    func koos(_ arguments: String..., columns: Int = 80, rows: Int = 24) throws -> PseudoTerminal {
      try PseudoTerminal(
        [Workshop.programs + "/koos"] + arguments, environment: environment, columns: columns, rows: rows)
    }

    /// An editor that is this script; its file is `$1`.
    func editor(_ script: String) throws -> String {
      let path = home.file("editor")
      try File.write(Array("\(script)\n".utf8), to: path, mode: 0o600)
      // Not run itself: a process that another test starts just then may hold it open for writing still.
      return "/bin/sh \(path)"
    }

    /// What lies there of what was being written.
    var drafts: [String] { ((try? File.list(home.path)) ?? []).filter { $0.hasPrefix("koos-") } }
  }

  private static let entering = "\u{1B}[?1049h"
  private static let leaving = "\u{1B}[?1049l"

  /// Asks a question in an editor, and gives its code.
  private func ask(_ question: String) throws -> String {
    let desk = try Desk()
    let editor = try desk.editor("printf '%s\\n' \"\(question)\" >\"$1\"")
    let asker = try Desk("nl_NL.UTF-8", ["EDITOR": editor])
    let asking = try asker.koos(
      "consult", "ask", "--edit", "--discipline", "orthopedagoog", "--convert", "advice-only", "--as", "f.een")
    let shown = try #require(asking.wait(for: "Hierna: "), "\(asking.shown)")
    #expect(asking.end() == .exited(0), "\(asking.shown)")
    #expect(asker.drafts.isEmpty)
    return try #require(
      shown.split { !($0.isLetter || $0.isNumber || $0 == "-") }.first { $0.hasPrefix("Q-") }.map(String.init))
  }

  @Test("a consult from its question to its end")
  func consult() throws {
    let code = try ask("Kind van zes slaapt slecht. Wat kan het gezin doen?")

    // The asker has the list before him all the while.
    let family = try Desk()
    let list = try family.koos("consult", "list", "--watch", "--as", "f.een", columns: 200, rows: 60)
    #expect(list.wait(for: Self.entering) != nil)
    #expect(list.wait(for: code) != nil, "\(list.shown)")

    let specialist = try Desk()
    let claim = try specialist.koos("consult", "claim", code, "--as", "o.een")
    #expect(claim.wait(for: "revisie") != nil, "\(claim.shown)")
    #expect(claim.wait(for: "Hierna: koos") != nil)
    #expect(claim.end() == .exited(0))
    #expect(list.wait(for: "o.een") != nil, "\(list.shown)")

    let reply = try specialist.koos("consult", "reply", code, "--minutes", "25", "--text", "-", "--as", "o.een")
    #expect(reply.wait(for: "Ctrl-D") != nil)
    try reply.type("Begin met een vast ritueel.\nEn houd dat drie weken vol.\n\u{4}")
    #expect(reply.wait(for: "Gedaan") != nil, "\(reply.shown)")
    #expect(reply.end() == .exited(0))

    // What seems to point at a person is refused, and the refusal does not repeat it.
    let telling = try family.koos("consult", "follow-up", code, "--text", "-", "--as", "f.een")
    #expect(telling.wait(for: "Ctrl-D") != nil)
    try telling.type("Bel de moeder op 06-12345678.\n\u{4}")
    #expect(telling.wait(for: "privacy.identifying") != nil, "\(telling.shown)")
    #expect(telling.end() == .exited(82))
    let refusal = telling.shown.split(separator: "koos: ").last ?? ""
    #expect(!refusal.contains("12345678"), "\(telling.shown)")

    let english = try Desk("en_GB.UTF-8")
    let show = try english.koos("consult", "show", code, "--as", "f.een", rows: 60)
    #expect(show.wait(for: "vast ritueel.") != nil, "\(show.shown)")
    #expect(show.end() == .exited(0))
    let late = try english.koos("consult", "claim", code, "--as", "o.twee")
    #expect(late.wait(for: "state.consult") != nil, "\(late.shown)")
    #expect(late.end() == .exited(80))

    let close = try family.koos("consult", "close", code, "--outcome", "advice-enough", "--as", "f.een")
    #expect(close.wait(for: "Gedaan: ") != nil, "\(close.shown)")
    #expect(close.end() == .exited(0))

    try list.type("q")
    #expect(list.wait(for: Self.leaving) != nil, "\(list.shown)")
    #expect(list.end() == .exited(0))
  }

  @Test("a live list keeps to the screen's size, also when that changes, and gives the terminal back as it was")
  func live() throws {
    let code = try ask("Hoe gaat het verder?")
    let desk = try Desk()
    for (end, ending) in [
      ({ try $0.type("q") }, .exited(0)), ({ try $0.type("\u{3}") }, .exited(0)),
      ({ try $0.kill(SIGTERM) }, .exited(143)),
    ] as [((PseudoTerminal) throws -> Void, ChildProcess.Ending)] {
      let list = try desk.koos("consult", "list", "--watch", "--as", "f.een", rows: 40)
      #expect(list.wait(for: code) != nil, "\(list.shown)")
      #expect(try !list.isAsShellsHaveIt())
      try list.resize(columns: 50, rows: 8)
      // Others ask too, and what they ask may be drawn before.
      var rows = 0
      while rows != 8 {
        let frame = try #require(list.wait(for: "\u{1B}[J"), "\(list.shown)")
        rows = frame.split(separator: "\r\n", omittingEmptySubsequences: false).count
      }
      try end(list)
      #expect(list.wait(for: Self.leaving) != nil, "\(list.shown)")
      #expect(list.end() == ending)
      #expect(try list.isAsShellsHaveIt())
    }
  }

  @Test("Ctrl-Z gives the terminal to the shell, and fg draws the list again")
  func stopped() throws {
    let code = try ask("Wat kan er intussen?")
    let list = try Desk().koos("consult", "list", "--watch", "--as", "f.een", rows: 40)
    #expect(list.wait(for: code) != nil, "\(list.shown)")
    try list.type("\u{1A}")
    #expect(list.wait(for: Self.leaving) != nil, "\(list.shown)")
    #expect(eventuallyBlocking { list.isStopped })
    #expect(try list.isAsShellsHaveIt())
    try list.kill(SIGCONT)
    #expect(list.wait(for: Self.entering) != nil, "\(list.shown)")
    #expect(list.wait(for: code) != nil, "\(list.shown)")
    #expect(try !list.isAsShellsHaveIt())
    try list.type("q")
    #expect(list.end() == .exited(0))
  }

  @Test("who is asked to be sure may say no, and then nothing is done")
  func sure() throws {
    let desk = try Desk("en_GB.UTF-8")
    let no = try desk.koos("worker", "disable", "o.vier")
    #expect(no.wait(for: "[y/N] ") != nil, "\(no.shown)")
    try no.type("n\n")
    #expect(no.wait(for: "Nothing was done.") != nil)
    #expect(no.end() == .exited(1))
    let trial = try desk.koos("worker", "disable", "o.vier", "--dry-run")
    #expect(trial.wait(for: "nothing was kept") != nil, "\(trial.shown)")
    #expect(trial.end() == .exited(0))
  }

  @Test("a text that was being written is gone, whatever ended the program")
  func ended() throws {
    let desk = try Desk()
    let editor = try desk.editor("echo begonnen; echo geheim >\"$1\"; read -r _")
    let writer = try Desk("nl_NL.UTF-8", ["EDITOR": editor])
    for signal in [SIGTERM, SIGHUP] {
      let asking = try writer.koos("case", "note", "C-1", "--edit")
      #expect(asking.wait(for: "begonnen") != nil, "\(asking.shown)")
      #expect(writer.drafts.count == 1)
      try asking.kill(signal)
      #expect(asking.end() == .exited(128 + signal), "\(asking.shown)")
      #expect(writer.drafts.isEmpty)
    }
  }

  @Test("what is longer than the screen goes through the pager, and a pager that leaves early is no fault")
  func pager() throws {
    let desk = try Desk("nl_NL.UTF-8", ["KOOS_PAGER": "sed 's/^/> /'"])
    let help = try desk.koos("help")
    #expect(help.end() == .exited(0))
    #expect(help.shown.split(separator: "\r\n").allSatisfy { $0.hasPrefix(">") }, "\(help.shown)")
    let short = try Desk("nl_NL.UTF-8", ["KOOS_PAGER": "head -n 1"]).koos("help")
    #expect(short.end() == .exited(0), "\(short.shown)")
    let none = try Desk("nl_NL.UTF-8", ["KOOS_PAGER": "no-such-pager"]).koos("help")
    #expect(none.end() == .exited(0))
    #expect(none.shown.split(separator: "\r\n").count > 24)
  }
}
