import Casework
import Wire

@testable import Console

/// A daemon that says what it was told to, one text a connection.
final class Daemon {
  private var scripts: [String]
  /// What came over each connection.
  private(set) var heard: [String] = []

  init(_ scripts: [String]) { self.scripts = scripts }

  func connect(_ path: String) throws(Unreachable) -> any Link {
    guard !scripts.isEmpty else { throw Unreachable(reason: "nobody at \(path)") }
    heard.append("")
    return Line(self, Array(scripts.removeFirst().utf8))
  }

  final class Line: Link {
    private let daemon: Daemon
    private var rest: [UInt8]

    init(_ daemon: Daemon, _ rest: [UInt8]) {
      self.daemon = daemon
      self.rest = rest
    }

    func send(_ bytes: [UInt8]) {
      daemon.heard[daemon.heard.count - 1] += String(decoding: bytes, as: UTF8.self)
    }

    /// A few octets a time, so that lines come in pieces.
    func receive() -> [UInt8] {
      let chunk = Array(rest.prefix(7))
      rest.removeFirst(chunk.count)
      return chunk
    }
  }
}

/// A call of the program, and all it wrote.
struct Screen: Equatable {
  var status: Int32 = 0
  var out = ""
  var err = ""
  var heard: [String] = []
  var pauses: [Int] = []
  /// The files it wrote, by their paths.
  var saved: [String: String] = [:]

  /// The greeting every script begins with.
  static let greeting = "KOOS/1 ready {\"server\":\"koosd\"}\n"

  /// Calls the program against a daemon that greets and then says each of `scripts`.
  static func of(
    _ arguments: [String], width: Int? = nil, environment: [String: String] = ["LANG": "nl_NL.UTF-8", "NO_COLOR": "1"],
    isGone: Bool = false, _ scripts: String...
  ) -> Screen {
    raw(arguments, width: width, environment: environment, isGone: isGone, scripts.map { greeting + $0 })
  }

  /// The same without the greeting.
  static func raw(
    _ arguments: [String], width: Int? = nil, environment: [String: String] = ["LANG": "nl_NL.UTF-8", "NO_COLOR": "1"],
    isGone: Bool = false, _ scripts: [String]
  ) -> Screen {
    octets(arguments.map { Array($0.utf8) }, width: width, environment: environment, isGone: isGone, scripts)
  }

  /// The same with arguments that may be no text.
  static func octets(
    _ arguments: [[UInt8]], width: Int? = nil,
    environment: [String: String] = ["LANG": "nl_NL.UTF-8", "NO_COLOR": "1"],
    isGone: Bool = false, _ scripts: [String]
  ) -> Screen {
    final class Written {
      var screen = Screen()
    }
    let written = Written()
    let daemon = Daemon(scripts)
    let around = Surroundings(
      environment: environment, width: width,
      now: Instant(seconds: 1_795_356_000),
      write: { text throws(Surroundings.Gone) in
        if isGone { throw Surroundings.Gone() }
        written.screen.out += text
      },
      warn: { written.screen.err += $0 }, unique: { "0123abcd" }, pause: { written.screen.pauses.append($0) },
      save: { written.screen.saved[$1] = $0 })
    written.screen.status = Console.run(octets: arguments, around) { path throws(Unreachable) in
      try daemon.connect(path)
    }
    written.screen.heard = daemon.heard
    return written.screen
  }
}
