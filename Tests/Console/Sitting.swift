import Casework
import Wire

@testable import Console

/// Calls of the program by somebody at a terminal, and all that was shown, asked and heard.
final class Sitting {
  var environment = ["LANG": "nl_NL.UTF-8", "TERM": "xterm"]
  var width: Int? = 80
  var height: Int? = 24
  /// What the person answers, one after the other; nothing more is the end of the input.
  var answers: [String] = []
  /// Whether there is a person at all.
  var isManned = true
  /// Whether the pager can be started.
  var hasPager = true
  /// What standard input gives.
  var input: [UInt8]? = []
  /// What the editor makes of a text.
  var editing: ([UInt8]) throws(EditFailure) -> [UInt8] = { text throws(EditFailure) in text }
  /// The screen, where one is taken.
  var stage: ScriptedStage?

  private(set) var out = ""
  private(set) var err = ""
  private(set) var asked: [String] = []
  private(set) var paged: [String] = []
  private(set) var pagers: [String] = []
  private(set) var edited: [String] = []
  private(set) var progress: [String] = []
  private(set) var heard: [String] = []

  init() {}

  /// Calls the program against a daemon that greets and then says each of `scripts`, one a connection.
  func call(_ arguments: String..., scripts: [String]) -> Int32 { call(arguments, scripts: scripts) }

  /// The same.
  func call(_ arguments: [String], scripts: [String]) -> Int32 {
    out = ""
    err = ""
    let daemon = Daemon(scripts.map { Screen.greeting + $0 })
    let person = Person(
      answer: { question in
        self.asked.append(question)
        return self.answers.isEmpty ? nil : self.answers.removeFirst()
      },
      page: { program, text in
        self.pagers.append(program)
        if self.hasPager { self.paged.append(text) }
        return self.hasPager
      },
      stage: { self.stage })
    let around = Surroundings(
      environment: environment, width: width, now: Instant(seconds: 1_772_442_000),
      write: { text throws(Surroundings.Gone) in self.out += text },
      warn: { self.err += $0 }, unique: { "0123abcd" }, pause: { _ in }, height: height,
      person: isManned ? person : nil, progress: { self.progress.append($0) },
      company: Company(
        input: { _ in self.input },
        edit: { program, name, text, _ throws(EditFailure) in
          self.edited.append("\(program) \(name) \(String(decoding: text, as: UTF8.self))")
          return try self.editing(text)
        }))
    let status = Console.run(octets: arguments.map { Array($0.utf8) }, around) { path throws(Unreachable) in
      try daemon.connect(path)
    }
    heard = daemon.heard
    return status
  }
}

/// A screen on which happens what was written down; then the person leaves.
final class ScriptedStage: Stage {
  /// What happens, one after the other.
  var happenings: [Happening]
  /// Everything that was shown.
  private(set) var frames: [[String]] = []
  private(set) var isLeft = false
  /// How long it was willing to wait, each time.
  private(set) var waits: [Int] = []
  var columns: Int
  var rows: Int
  private(set) var now: Int64 = 1_000

  init(_ happenings: [Happening], columns: Int = 80, rows: Int = 24) {
    self.happenings = happenings
    self.columns = columns
    self.rows = rows
  }

  var time: String { "09:00:\(now / 1_000 % 60)" }

  func draw(_ lines: [String]) { frames.append(lines) }

  func leave() { isLeft = true }

  func next(_ link: (any Link)?, within milliseconds: Int) -> Happening {
    waits.append(milliseconds)
    guard let next = happenings.first else { return .keys([UInt8(ascii: "q")]) }
    happenings.removeFirst()
    if next != .nothing, next != .received || link != nil { return next }
    // Where nothing happens time goes by.
    now += Int64(milliseconds)
    return .nothing
  }
}
