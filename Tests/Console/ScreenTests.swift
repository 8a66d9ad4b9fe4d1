import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Screens")
struct ScreenTests {
  private static let replies: [(name: String, arguments: [String], reply: String)] = [
    ("consults", ["consult", "list"], Replies.consults), ("reasons", ["waiting", "why", "W-1"], Replies.reasons),
    ("case", ["case", "show", "C-12"], Replies.thing), ("start", [], StartPageTests.replies),
    ("asked", ["consult", "ask", "x"], "ok {\"consult\":\"Q-9\",\"team\":\"basecamp-zuid\",\"turn\":\"team\"}\n"),
    (
      "refused", ["appointment", "book"],
      """
      err conflict.overlap {"message":"O. Een is dan bezet.","field":"at","col":7,"with":{"worker":"o.een",\
      "from":"2026-11-23T09:00:00+01:00"},"is":"asked-back","allowed":["open"]}

      """
    ),
  ]

  @Test("tables and records", arguments: replies)
  func tables(name: String, arguments: [String], reply: String) throws {
    try Snapshot.screens(name, arguments, reply)
  }

  @Test(
    "help",
    arguments: [
      ("help", ["help"]), ("help consult", ["help", "consult"]), ("help consult ask", ["consult", "ask", "--help"]),
      ("help agenda", ["help", "agenda"]), ("help appointment book", ["help", "appointment", "book"]),
      ("help waiting pause", ["help", "waiting", "pause"]),
    ])
  func help(name: String, arguments: [String]) throws {
    try Snapshot.screens(name, arguments)
  }

  @Test("no screen is wider than the terminal, but for what cannot be broken", arguments: [40, 80, 120])
  func fits(width: Int) {
    for command in Catalogue.commands {
      let screen = Screen.of(command.words + ["--help"], width: width).out
      for line in screen.split(separator: "\n") where Columns.count(String(line)) > width {
        // One word, a quoted text with its option, or the usage, which has few words.
        let isWhole = line.contains("'") || line.hasPrefix("koos ") || line.hasPrefix("  --")
        #expect(isWhole, "\(command.name): \(line)")
      }
    }
  }
}
