import Testing

@testable import Console

@Suite("Long text")
struct LongTextTests {
  private static let ok = "ok {\"note\":\"N-1\"}\n"

  private func sent(_ sitting: Sitting, _ arguments: String...) -> (Int32, String) {
    let status = sitting.call(arguments, scripts: [Self.ok])
    return (status, sitting.heard.joined())
  }

  @Test(
    "- is what standard input gives, the last line's end dropped and Windows' ends mended",
    arguments: [
      ("één\ntwee\n", #"één\ntwee"#), ("een\r\ntwee\r\n", #"een\ntwee"#), ("een", "een"), ("een\n\n", #"een\n"#),
    ])
  func input(given: String, text: String) {
    let sitting = Sitting()
    sitting.isManned = false
    sitting.input = Array(given.utf8)
    let (status, heard) = sent(sitting, "case", "note", "C-1", "--text", "-")
    #expect(status == 0, "\(sitting.err)")
    #expect(heard.contains("text=\"\(text)\"") || heard.contains("text=\(text) "), "\(heard)")
  }

  @Test("a subject may be such a text too, and two cannot both be")
  func subject() {
    let sitting = Sitting()
    sitting.input = Array("De vraag".utf8)
    #expect(
      sitting.call("consult", "ask", "-", "--discipline", "orthopedagoog", scripts: ["ok {\"consult\":\"Q-1\"}\n"]) == 0
    )
    #expect(sitting.heard.joined().hasPrefix("consult.ask \"De vraag\" "), "\(sitting.heard)")
    #expect(sitting.err.contains("Ctrl-D"))
    #expect(sitting.call("waiting", "contact", "W-1", "--text", "-", "--reason", "-", scripts: [Self.ok]) == 64)
    #expect(sitting.call("case", "propose", "C-1", "--reason", "-", scripts: [Self.ok]) == 0)
  }

  @Test("a BSN may come so too, so that it stands on no command line")
  func number() {
    let sitting = Sitting()
    sitting.input = Array("111222333\n".utf8)
    #expect(sitting.call("client", "change", "K-1", "--bsn", "-", scripts: ["ok {\"client\":\"K-1\"}\n"]) == 0)
    #expect(sitting.heard.joined().hasPrefix("client.change K-1 bsn=111222333 "), "\(sitting.heard)")
    sitting.input = Array("1112223334".utf8)
    #expect(sitting.call("client", "change", "K-1", "--bsn", "-", scripts: []) == 65)
  }

  @Test("what is no UTF-8, or too long, is not sent, and says which it is")
  func refused() {
    let sitting = Sitting()
    sitting.input = [0x61, 0xFF]
    #expect(sitting.call("case", "note", "C-1", "--text", "-", scripts: [Self.ok]) == 64)
    #expect(sitting.err.contains("syntax.encoding"))
    sitting.input = Array(String(repeating: "é", count: 8_001).utf8)
    #expect(sitting.call("case", "note", "C-1", "--text", "-", scripts: [Self.ok]) == 65)
    #expect(sitting.err.contains("8000"), "\(sitting.err)")
    sitting.input = Array(String(repeating: "é", count: 8_000).utf8)
    #expect(sitting.call("case", "note", "C-1", "--text", "-", scripts: [Self.ok]) == 0)
    sitting.input = nil
    #expect(sitting.call("case", "note", "C-1", "--text", "-", scripts: [Self.ok]) == 64)
  }

  @Test("a name of one line stays what it is")
  func names() {
    #expect(Screen.of(["place", "add", "x", "--name", "-"], "ok {}\n").heard.joined().contains("name=-"))
  }

  @Test("--edit gives the text that is needed to the editor of choice, and what was given already to be changed")
  func edit() {
    let sitting = Sitting()
    sitting.environment["EDITOR"] = "nano"
    sitting.editing = { _ throws(EditFailure) in Array("Geschreven.\n".utf8) }
    #expect(sitting.call("consult", "reply", "Q-7", "--minutes", "5", "--edit", scripts: [Self.ok]) == 0)
    #expect(sitting.heard.joined().hasPrefix("consult.reply Q-7 minutes=5 text=Geschreven. once="), "\(sitting.heard)")
    sitting.environment["VISUAL"] = "code --wait"
    #expect(sitting.call("consult", "reply", "Q-7", "--text", "Nog niet af", "--edit", scripts: [Self.ok]) == 0)
    #expect(
      sitting.edited == ["nano consult-reply-text.txt ", "code --wait consult-reply-text.txt Nog niet af\n"],
      "\(sitting.edited)")
  }

  @Test("an empty or unchanged text, and an editor that fails, leave all as it is")
  func nothing() {
    let sitting = Sitting()
    for text in ["", "\n", " \n \n"] {
      sitting.editing = { _ throws(EditFailure) in Array(text.utf8) }
      #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 1)
      #expect(sitting.heard.isEmpty)
    }
    sitting.editing = { text throws(EditFailure) in text }
    #expect(sitting.call("case", "note", "C-1", "--text", "Zo", "--edit", scripts: [Self.ok]) == 1)
    sitting.editing = { _ throws(EditFailure) in throw .status(3) }
    #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 1)
    #expect(sitting.err.contains("3"))
    sitting.editing = { _ throws(EditFailure) in throw .ended(15) }
    #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 143)
    sitting.editing = { _ throws(EditFailure) in throw .tooLong }
    #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 65)
  }

  @Test("what has no text cannot be edited, and without a terminal only an editor that was named is started")
  func refusedEdit() {
    let sitting = Sitting()
    #expect(sitting.call("wijk", "list", "--edit", scripts: [Self.ok]) == 64)
    sitting.isManned = false
    #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 64)
    #expect(sitting.edited.isEmpty)
    sitting.environment["EDITOR"] = "ed"
    sitting.editing = { _ throws(EditFailure) in Array("x".utf8) }
    #expect(sitting.call("case", "note", "C-1", "--edit", scripts: [Self.ok]) == 0)
  }
}
