import Testing
import Wire

/// A line and what must be said of it.
struct Refused: Sendable, CustomTestStringConvertible {
  let line: [UInt8]
  let code: Failure.Code
  let column: Int
  var tag: String?
  var field: String?

  init(_ line: String, _ code: Failure.Code, _ column: Int, tag: String? = nil, field: String? = nil) {
    self.init(octets: Array(line.utf8), code, column, tag: tag, field: field)
  }

  init(octets: [UInt8], _ code: Failure.Code, _ column: Int, tag: String? = nil, field: String? = nil) {
    line = octets
    self.code = code
    self.column = column
    self.tag = tag
    self.field = field
  }

  var testDescription: String { "\(String(decoding: line, as: UTF8.self).debugDescription) \(code)" }
}

@Suite("A line outside the grammar is refused with a code and a column")
struct LexerFailureTests {
  private func expect(_ refused: Refused) {
    let lexed = Lexer.lex(refused.line[...])
    let failure = failure(lexed)
    #expect(failure?.code == refused.code)
    #expect(failure?.column == refused.column)
    #expect(failure?.field == refused.field)
    #expect(failure?.retry == false)
    #expect(lexed.tag == refused.tag)
  }

  @Test(
    "malformed UTF-8 and control characters as they stand are an encoding failure",
    arguments: [
      Refused("ping \u{0}", .syntaxEncoding, 6),
      Refused("ping\tx", .syntaxEncoding, 5),
      Refused("\tping", .syntaxEncoding, 1),
      Refused("ping\r\r", .syntaxEncoding, 5),
      Refused("pi\rng", .syntaxEncoding, 3),
      Refused("a k=\u{1B}[1m", .syntaxEncoding, 5),
      Refused("a k=\"\n\"", .syntaxEncoding, 6),
      Refused("a k=x\u{7F}", .syntaxEncoding, 6),
      Refused("a k=é\u{80}", .syntaxEncoding, 7),
      Refused("a k=é\u{9F}", .syntaxEncoding, 7),
      Refused(octets: [0x61, 0x20, 0xFF], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0x80], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xC3], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xC3, 0x28], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xC0, 0x80], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xC2], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xED, 0xA0, 0x80], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0xF4, 0x90, 0x80, 0x80], .syntaxEncoding, 3),
      Refused(octets: [0x61, 0x20, 0x01, 0xFF], .syntaxEncoding, 3),
      Refused(octets: [0xFF], .syntaxEncoding, 1),
      Refused(octets: Array("@t ping \"".utf8) + [0xFE], .syntaxEncoding, 10, tag: "t"),
    ])
  func encoding(refused: Refused) { expect(refused) }

  @Test(
    "a C0, DEL or C1 control fails raw and escaped alike", arguments: Array(0...0x1F) + Array(0x7F...0x9F))
  func everyControl(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    if scalar != "\n" { expect(Refused("a k=\(scalar)x", .syntaxEncoding, 5)) }
    expect(Refused("a k=\"x\\u{\(String(value, radix: 16))}\"", .syntaxEncoding, 7))
  }

  @Test(
    "an escape of what is no character is an encoding failure",
    arguments: ["D800", "dfff", "110000", "FFFFFF", "0", "000000", "A", "9", "85"])
  func escapedScalars(digits: String) {
    expect(Refused("@7 a k=\"\\u{\(digits)}\"", .syntaxEncoding, 9, tag: "7"))
  }

  @Test(
    "quotes and escapes that are wrong are a quote failure",
    arguments: [
      Refused(#"a k="b"#, .syntaxQuote, 5),
      Refused(#"a k=""#, .syntaxQuote, 5),
      Refused(#"a ""#, .syntaxQuote, 3),
      Refused(#"a "b c"#, .syntaxQuote, 3),
      Refused(#"a k="b\"#, .syntaxQuote, 5),
      Refused(#"a k="b\"c"#, .syntaxQuote, 5),
      Refused(#"a k="b"c"#, .syntaxQuote, 8),
      Refused(#"a k="b""c""#, .syntaxQuote, 8),
      Refused(#"a "b"=c"#, .syntaxQuote, 6),
      Refused(#"a k=b"c"#, .syntaxQuote, 6),
      Refused(#"a k=b\n"#, .syntaxQuote, 6),
      Refused(#"a b"c"#, .syntaxQuote, 4),
      Refused(#"a \b"#, .syntaxQuote, 3),
      Refused(#"a k="\r""#, .syntaxQuote, 6),
      Refused(#"a k="\N""#, .syntaxQuote, 6),
      Refused(#"a k="\x41""#, .syntaxQuote, 6),
      Refused(#"a k="\é""#, .syntaxQuote, 6),
      Refused(#"a k="\u""#, .syntaxQuote, 6),
      Refused(#"a k="\u0041""#, .syntaxQuote, 6),
      Refused(#"a k="\u{}""#, .syntaxQuote, 6),
      Refused(#"a k="\u{g}""#, .syntaxQuote, 6),
      Refused(#"a k="\u{0000041}""#, .syntaxQuote, 6),
      Refused(#"a k="\u{41""#, .syntaxQuote, 6),
      Refused(#"a k="\u{41"#, .syntaxQuote, 6),
      Refused(#"a k="\U{41}""#, .syntaxQuote, 6),
      Refused(#"a k="ok" l="x\q""#, .syntaxQuote, 14),
      Refused("a k=", .syntaxQuote, 5, field: "k"),
      Refused("a k= l=1", .syntaxQuote, 5, field: "k"),
    ])
  func quotes(refused: Refused) { expect(refused) }

  @Test(
    "a malformed command or tag is an unknown command, and such a tag is not echoed",
    arguments: [
      Refused("Ping", .syntaxUnknownCommand, 1),
      Refused("case.Show", .syntaxUnknownCommand, 1),
      Refused(".ping", .syntaxUnknownCommand, 1),
      Refused("ping.", .syntaxUnknownCommand, 1),
      Refused("case..show", .syntaxUnknownCommand, 1),
      Refused(".", .syntaxUnknownCommand, 1),
      Refused("case_show", .syntaxUnknownCommand, 1),
      Refused("a=b", .syntaxUnknownCommand, 1),
      Refused("\"ping\"", .syntaxUnknownCommand, 1),
      Refused("  \u{E9}", .syntaxUnknownCommand, 3),
      Refused("@t Ping", .syntaxUnknownCommand, 4, tag: "t"),
      Refused("@t # x", .syntaxUnknownCommand, 4, tag: "t"),
      Refused("@t @u ping", .syntaxUnknownCommand, 4, tag: "t"),
      Refused("@t", .syntaxUnknownCommand, 3, tag: "t"),
      Refused("@t  ", .syntaxUnknownCommand, 5, tag: "t"),
      Refused("@", .syntaxUnknownCommand, 1),
      Refused("@ ping", .syntaxUnknownCommand, 1),
      Refused(" @a/b ping", .syntaxUnknownCommand, 2),
      Refused("@é ping", .syntaxUnknownCommand, 1),
      Refused("@abcdefghijklmnopq ping", .syntaxUnknownCommand, 1),
    ])
  func commands(refused: Refused) { expect(refused) }

  @Test(
    "a malformed key and a value without a name are an unknown parameter",
    arguments: [
      Refused("a B=1", .syntaxUnknownParameter, 3, field: "B"),
      Refused("a b_c=1", .syntaxUnknownParameter, 3, field: "b_c"),
      Refused("a b.c=1", .syntaxUnknownParameter, 3, field: "b.c"),
      Refused("a é=1", .syntaxUnknownParameter, 3, field: "é"),
      Refused("a =1", .syntaxUnknownParameter, 3, field: ""),
      Refused("a b c", .syntaxUnknownParameter, 5, field: "subject"),
      Refused("a b \"c\"", .syntaxUnknownParameter, 5, field: "subject"),
      Refused("a k=1 b", .syntaxUnknownParameter, 7, field: "subject"),
      Refused("@t a k=1 \"b\"", .syntaxUnknownParameter, 10, tag: "t", field: "subject"),
    ])
  func parameters(refused: Refused) { expect(refused) }

  @Test("encoding is checked before anything else in the line")
  func encodingFirst() {
    expect(Refused("Ping \"x \u{1}", .syntaxEncoding, 9))
    expect(Refused("@a/b ping \u{1}", .syntaxEncoding, 11))
  }

  @Test("a stray value's text is in no sentence, as it may be a name")
  func discreet() {
    let failure = failure(lex("client.add Sanne Jansen"))
    #expect(failure.map { !$0.object(.nl).text.contains("Jansen") } == true)
  }
}
