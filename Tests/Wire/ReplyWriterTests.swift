import Testing
import Wire

@Suite("Reply lines have the contract's shape")
struct ReplyWriterTests {
  private func written(_ write: (inout [UInt8]) -> Void) -> String {
    var octets: [UInt8] = Array("before\n".utf8)
    write(&octets)
    return String(decoding: octets.dropFirst(7), as: UTF8.self)
  }

  private let members = [JSON.Member("a", .integer(1)), JSON.Member("b", .string("x\ny"))]

  @Test("greeting, row, ok and event")
  func lines() {
    #expect(written { ReplyWriter.greeting([], into: &$0) } == "KOOS/1 ready {}\n")
    #expect(written { ReplyWriter.row(tag: nil, members, into: &$0) } == "row {\"a\":1,\"b\":\"x\\ny\"}\n")
    #expect(written { ReplyWriter.row(tag: "t", [], into: &$0) } == "row @t {}\n")
    #expect(written { ReplyWriter.ok(tag: nil, [], into: &$0) } == "ok {}\n")
    #expect(written { ReplyWriter.ok(tag: "t", members, into: &$0) } == "ok @t {\"a\":1,\"b\":\"x\\ny\"}\n")
    #expect(written { ReplyWriter.event(members, into: &$0) } == "event {\"a\":1,\"b\":\"x\\ny\"}\n")
  }

  @Test("err bears the code before its object and speaks the session's language")
  func errors() throws {
    let failure = Failure.unclosedQuote(column: 9)
    let dutch = written { ReplyWriter.err(tag: "t", failure, .nl, into: &$0) }
    #expect(
      dutch
        == "err @t syntax.quote {\"message\":\"Het aanhalingsteken dat hier opent wordt niet gesloten.\",\"col\":9}\n"
    )
    #expect(written { ReplyWriter.err(tag: nil, failure, .en, into: &$0) }.contains("The quote"))
  }

  @Test("what the database rendered passes through, with members after its own")
  func rendered() {
    let object = Array("{\"a\" : \"é}\"}".utf8)
    #expect(written { ReplyWriter.row(tag: "t", rendered: object, into: &$0) } == "row @t {\"a\" : \"é}\"}\n")
    #expect(written { ReplyWriter.event(rendered: object, into: &$0) } == "event {\"a\" : \"é}\"}\n")
    #expect(
      written { ReplyWriter.ok(tag: nil, rendered: object, adding: members, into: &$0) }
        == "ok {\"a\" : \"é}\",\"a\":1,\"b\":\"x\\ny\"}\n")
    #expect(
      written { ReplyWriter.ok(tag: nil, rendered: "{ }".utf8, adding: members, into: &$0) }
        == "ok { \"a\":1,\"b\":\"x\\ny\"}\n")
  }

  @Test("white space the database put between members never breaks a line")
  func whiteSpace() {
    #expect(
      written { ReplyWriter.row(tag: nil, rendered: "{\"a\":[1,\n\t2]}".utf8, into: &$0) }
        == "row {\"a\":[1,  2]}\n")
  }
}
