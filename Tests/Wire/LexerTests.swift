import Testing
import Wire

/// Takes text apart as if it came as a line.
func lex(_ line: String) -> Lexed { Lexer.lex(Array(line.utf8)[...]) }

/// Command, then `key=value` or `value` per argument, joined by bars; nil unless the line is a request.
private func digest(_ lexed: Lexed) -> String? {
  guard case .request(let request) = lexed.content else { return nil }
  let arguments = request.arguments.map { argument in
    (argument.key.map { "\($0)=" } ?? "") + argument.value
  }
  return ([request.command] + arguments).joined(separator: "|")
}

@Suite("A line is taken apart by the grammar")
struct LexerTests {
  @Test(
    "a request gives command, subject and parameters in the order written",
    arguments: [
      ("ping", "ping"),
      ("case.show C-12", "case.show|C-12"),
      ("case.step.add C-12 text=bel due=2026-12-01", "case.step.add|C-12|text=bel|due=2026-12-01"),
      ("a-1.2.b", "a-1.2.b"),
      ("  ping", "ping"),
      ("ping  ", "ping"),
      ("ping\r", "ping"),
      ("a   b   c=d", "a|b|c=d"),
      ("a k=1 k=2", "a|k=1|k=2"),
      ("a k=1,2", "a|k=1,2"),
      ("a 9-k=1", "a|9-k=1"),
      (#"a k="""#, "a|k="),
      (#"a """#, "a|"),
      ("a k=b=c", "a|k=b=c"),
      (#"a "b=c""#, "a|b=c"),
      (#"a k="b c""#, "a|k=b c"),
      (#"a "b c" k=d"#, "a|b c|k=d"),
      ("a k=#b", "a|k=#b"),
      ("a #b", "a|#b"),
      ("a @b", "a|@b"),
      ("a k=Renée", "a|k=Renée"),
      ("a k=\u{A0}\u{2028}", "a|k=\u{A0}\u{2028}"),
      (#"a k="\\ \" \n \t""#, "a|k=\\ \" \n \t"),
      (#"a k="\u{41}\u{00e9}\u{1F600}\u{10ffff}\u{a0}""#, "a|k=A\u{E9}\u{1F600}\u{10FFFF}\u{A0}"),
      (#"a k="x\u{41}y\nz""#, "a|k=xAy\nz"),
    ])
  func requests(line: String, expected: String) {
    #expect(digest(lex(line)) == expected)
    #expect(lex(line).tag == nil)
  }

  @Test(
    "a blank line and a comment are skipped", arguments: ["", " ", "   \r", "\r", "#", "# x \u{1}", "  # x"])
  func blanks(line: String) {
    #expect(lex(line) == Lexed(tag: nil, content: .blank))
  }

  @Test("a comment is not read, so its encoding does not matter")
  func unreadComment() {
    #expect(Lexer.lex([0x23, 0xFF, 0x00]).content == .blank)
  }

  @Test(
    "a tag of 1 to 16 characters is taken and the command after it read",
    arguments: [
      ("@1 ping", "1"), ("@aZ9-_. ping", "aZ9-_."), ("  @t   ping", "t"),
      ("@abcdefghijklmnop ping", "abcdefghijklmnop"),
    ])
  func tags(line: String, tag: String) throws {
    let lexed = lex(line)
    #expect(lexed.tag == tag)
    guard case .request(let request) = lexed.content else { throw Unexpected(lexed) }
    #expect(request.tag == tag)
    #expect(request.command == "ping")
  }

  @Test("columns are octets of the line from 1, spaces and tag included")
  func columns() throws {
    let lexed = lex(#"  @t ping "é" é=x"#)
    #expect(failure(lexed)?.column == 16)
    guard case .request(let request) = lex(#"  @t ping "é" k=v kk="w""#).content else {
      throw Unexpected(lexed)
    }
    #expect(request.column == 6)
    #expect(request.arguments.map(\.column) == [11, 16, 20])
    #expect(request.arguments.map(\.valueColumn) == [11, 18, 23])
  }

  @Test("the line may be a slice of a longer buffer")
  func slice() {
    let buffer = Array("xxxx@t ping a=\"b\\n\" C".utf8)
    #expect(failure(Lexer.lex(buffer[4...]))?.column == 17)
    #expect(digest(Lexer.lex(buffer[4..<19])) == "ping|a=b\n")
  }

  @Test("what a request writes is read back as the same request")
  func roundTrip() throws {
    var random = Seeded(1)
    for _ in 0..<20_000 {
      let command = (0..<Int.random(in: 1...3, using: &random)).map { _ in random.word() }.joined(
        separator: ".")
      var arguments: [Request.Argument] = []
      for index in 0..<Int.random(in: 0...5, using: &random) {
        let key = index == 0 && Bool.random(using: &random) ? nil : random.word()
        arguments.append(Request.Argument(key: key, value: random.text(upTo: 12), column: 1, valueColumn: 1))
      }
      let request = Request(tag: "t", command: command, column: 1, arguments: arguments)
      guard case .request(let copy) = lex(request.line).content else { throw Unexpected(lex(request.line)) }
      #expect(copy.tag == "t")
      #expect(copy.command == command)
      #expect(copy.arguments.map(\.key) == arguments.map(\.key))
      // Strings that are canonically equal may differ in scalars, and none may change on the way.
      #expect(copy.arguments.map { Array($0.value.utf8) } == arguments.map { Array($0.value.utf8) })
    }
  }

  @Test("a line of ten words takes microseconds, not milliseconds")
  func speed() {
    let line = Array(
      #"@17 appointment.book type=intake at=2026-11-22T14:30 minutes=60 with=o.een mode=online case=C-12 note="bel eerst" once=a1 dry-run=yes if=3"#
        .utf8)[...]
    let clock = ContinuousClock()
    let rounds = 20_000
    var requests = 0
    let took = clock.measure {
      for _ in 0..<rounds {
        if case .request = Lexer.lex(line).content { requests += 1 }
      }
    }
    #expect(requests == rounds)
    // Generous, as debug builds on busy machines run this too; a release build takes some two.
    #expect(took / rounds < .milliseconds(1), "\(took / rounds) a line")
  }
}

/// A result a test cannot go on with.
struct Unexpected: Error {
  let lexed: Lexed

  init(_ lexed: Lexed) { self.lexed = lexed }
}

/// The failure of a line, nil if it has none.
func failure(_ lexed: Lexed) -> Failure? {
  if case .failed(let failure) = lexed.content { failure } else { nil }
}
