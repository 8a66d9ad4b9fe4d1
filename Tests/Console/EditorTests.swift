import Patience
import Platform
import Testing

@testable import Console

@Suite("The editor")
struct EditorTests {
  private let session: TemporaryDirectory

  init() throws { session = try TemporaryDirectory() }

  private var environment: [String: String] {
    Environment.all().merging(["XDG_RUNTIME_DIR": session.path, "LC_ALL": "C"]) { $1 }
  }

  private func change(_ text: String, _ script: String, limit: Int = 1_000) throws -> String {
    String(
      decoding: try Editor.change(
        Array(text.utf8), with: "sh -c '\(script)' sh", name: "case-note-text.txt", limit: limit, environment),
      as: UTF8.self)
  }

  @Test("the file is ours alone, in memory, and gone afterwards with all that was laid beside it")
  func own() throws {
    let told = session.file("told")
    let text = try change(
      "eerst",
      """
      stat -c "%a %n" "$1" "$(dirname "$1")" >\(told); cp "$1" "$1~"; mkdir "$(dirname "$1")/.x"; touch "$(dirname "$1")/.x/y"
      printf " en meer" >>"$1"
      """)
    #expect(text == "eerst en meer")
    let lines = String(decoding: try File.read(told), as: UTF8.self).split(separator: "\n")
    #expect(lines.first?.hasPrefix("600 \(session.path)/koos-") == true, "\(lines)")
    #expect(lines.last?.hasPrefix("700 ") == true, "\(lines)")
    try File.remove(told)
    #expect(try File.list(session.path).isEmpty)
  }

  @Test("one that puts another file in its place is read, and one that takes it away leaves nothing")
  func replaced() throws {
    #expect(try change("a", #"printf b >"$1.new"; mv "$1.new" "$1""#) == "b")
    #expect(try change("a", #"rm "$1""#) == "")
    #expect(try File.list(session.path).isEmpty)
  }

  @Test("one that fails, cannot be started or writes too much says so, and leaves nothing")
  func failed() throws {
    #expect(throws: EditFailure.status(3)) { try change("a", "exit 3") }
    #expect(throws: EditFailure.status(137)) { try change("a", "kill -9 $$") }
    #expect(throws: EditFailure.tooLong) { try change("a", #"head -c 2000 /dev/zero >"$1""#) }
    #expect(throws: EditFailure.status(127)) {
      try Editor.change([], with: "no-such-editor", name: "x", limit: 10, environment)
    }
    #expect(try File.list(session.path).isEmpty)
  }

  @Test("a session's directory that others can reach is not used")
  func open() throws {
    try File.changeMode(session.path, 0o755)
    #expect(try change("", #"printf "%s" "$1" >"$1""#).hasPrefix("/tmp/koos-"))
    #expect(try File.list(session.path).isEmpty)
  }
}
