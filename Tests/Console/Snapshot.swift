import Platform
import Testing
import Wire

/// A text that was looked at and found right, kept in a file beside the tests.
///
/// `KOOS_SNAPSHOTS=renew swift test --filter ConsoleTests` writes the files anew; what changed is then to be read in the
/// difference before it is kept.
enum Snapshot {
  private static let directory =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Snapshots/"

  /// Expects the text to be the one kept under a name.
  static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = directory + name + ".txt"
    if Environment.all()["KOOS_SNAPSHOTS"] == "renew" {
      try File.write(Array(text.utf8), to: path, mode: 0o644)
      return
    }
    let kept = String(decoding: (try? File.read(path)) ?? [], as: UTF8.self)
    guard kept != text else { return }
    let (old, new) = (
      kept.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    let was = old.indices.contains(line) ? String(old[line]) : "nothing"
    let now = new.indices.contains(line) ? String(new[line]) : "nothing"
    Issue.record("\(name).txt:\(line + 1) was “\(was)” and is “\(now)”", sourceLocation: sourceLocation)
  }

  /// Expects what a call shows at three widths in both languages to be what was looked at.
  static func screens(
    _ name: String, _ arguments: [String], _ reply: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var text = ""
    for language in Language.allCases {
      for width in [40, 80, 120] {
        let environment = ["LANG": language == .nl ? "nl_NL.UTF-8" : "C.UTF-8", "NO_COLOR": "1"]
        // What is said before the line in English gets a reply of its own.
        let replies = reply.map { [Screen.greeting + (language == .nl ? "" : "ok {}\n") + $0] } ?? []
        let screen = Screen.raw(arguments, width: width, environment: environment, replies)
        text += "=== koos \(arguments.joined(separator: " ")) (\(language), \(width))\n\(screen.out)\(screen.err)"
      }
    }
    try expect(text, is: name, sourceLocation: sourceLocation)
  }
}
