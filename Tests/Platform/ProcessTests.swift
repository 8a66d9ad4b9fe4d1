import Glibc
import Testing

@testable import Platform

@Suite("The process and its machine")
struct ProcessTests {
  @Test(
    "the URL-safe text of bytes has no padding (RFC 4648 §10)",
    arguments: [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
      ("foobar", "Zm9vYmFy"),
    ])
  func base64URL(text: String, expected: String) {
    #expect(Randomness.base64URL(Array(text.utf8)) == expected)
  }

  @Test("the two last letters of the alphabet are - and _")
  func alphabet() {
    #expect(Randomness.base64URL([0xfb, 0xff, 0xfe]) == "-__-")
    #expect(Randomness.hex([0x00, 0x9f, 0xff]) == "009fff")
  }

  @Test("random bytes come in the number asked and differ", arguments: [0, 1, 256, 257, 1000])
  func random(count: Int) throws {
    let bytes = try Randomness.bytes(count)
    #expect(bytes.count == count)
    if count > 200 {
      #expect(try bytes != Randomness.bytes(count))
      #expect(bytes.suffix(100).contains { $0 != 0 })
    }
  }

  @Test("root is known by name and number, nobody else by a made-up one")
  func accounts() throws {
    let root = try #require(try Account.named("root"))
    #expect(root.uid == 0)
    #expect(root.gid == 0)
    #expect(root.home == "/root")
    #expect(try Account.numbered(0) == root)
    #expect(try Account.named("no-such-user") == nil)
    #expect(try Account.numbered(3_999_999_999) == nil)
    #expect(try Account.group(named: "root") == 0)
    #expect(try Account.group(named: "no-such-group") == nil)
  }

  @Test("limits and memory are those of this process")
  func resources() throws {
    let raised = try Resources.raiseDescriptorLimit()
    #expect(try Resources.descriptorLimit() == raised)
    let resident = try #require(Resources.residentBytes())
    #expect(resident > 1 << 20)
    #expect(resident < 1 << 33)
    Resources.releaseFreeMemory()
  }

  @Test(
    "columns of a text",
    arguments: [
      ("", 0), ("zorg", 4), ("één", 3), ("e\u{301}", 1), ("漢字", 4), ("a\tb", 2), ("\u{1b}[1m", 3), ("–", 1),
      ("\u{200b}", 0),
    ])
  func columns(text: String, expected: Int) {
    #expect(Terminal.columns(of: text) == expected)
  }

  @Test("a pipe is no terminal and has no width")
  func noTerminal() throws {
    let pipe = try Pipe()
    #expect(!Terminal.isTerminal(pipe.writer.number))
    #expect(Terminal.width(pipe.writer.number) == nil)
  }

  @Test("an output writes everything, also into a pipe that fills and does not block")
  func output() throws {
    let pipe = try Pipe()
    try pipe.writer.setNonBlocking(true)
    let result = try Pipe()
    let counter = try ChildProcess(
      ["wc", "-c"], environment: [:], descriptors: [0: pipe.reader.number, 1: result.writer.number])
    let text = String(repeating: "x", count: 1 << 20)
    try fill(pipe.intoWriter(), text)
    #expect(try counter.wait() == .exited(0))
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(Transfer.receive(from: result.reader.number, into: &buffer) == .bytes(8))
    #expect(String(decoding: buffer[..<8], as: UTF8.self) == "1048576\n")
  }

  private func fill(_ writer: consuming Descriptor, _ text: String) throws {
    try Output(number: writer.number).write(text)
  }

  @Test("writing to a pipe without a reader is an error, not a signal")
  func brokenPipe() throws {
    Signals.ignoreForDispatch([])
    let writer = try Pipe().intoWriter()
    let number = writer.number
    #expect(throws: SystemError(errno: EPIPE, operation: "write")) { try Output(number: number).write("x") }
  }

  @Test("the environment is read")
  func environment() {
    #expect(Environment.value("PATH") == Environment.all()["PATH"])
    #expect(Environment.value("PATH") != nil)
    #expect(Environment.value("KOOS_NOT_SET") == nil)
  }
}
