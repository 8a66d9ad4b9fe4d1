import Testing
import Wire

@Suite("JSON is written and read by RFC 8259")
struct JSONTests {
  @Test(
    "a value is written on one line, members in their order",
    arguments: [
      (JSON.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
      (.integer(0), "0"), (.integer(.min), "-9223372036854775808"), (.integer(.max), "9223372036854775807"),
      (.number(1.5), "1.5"), (.number(1), "1.0"), (.number(1e300), "1e+300"), (.number(.nan), "null"),
      (.number(-.infinity), "null"),
      (.string(""), #""""#), (.string("Renée 😀"), #""Renée 😀""#),
      (.string("\"\\/\n\r\t"), #""\"\\/\n\r\t""#),
      (
        .string("\u{0}\u{1B}\u{7F}\u{85}\u{2028}\u{2029}\u{A0}"),
        "\"\\u0000\\u001b\\u007f\\u0085\\u2028\\u2029\u{A0}\""
      ),
      (.string("\r\n"), #""\r\n""#),
      (.array([]), "[]"), (.array([.integer(1), .array([.null])]), "[1,[null]]"),
      (.object([]), "{}"),
      (
        .object([JSON.Member("b", .integer(1)), JSON.Member("a\n", .string("x")), JSON.Member("b", .null)]),
        #"{"b":1,"a\n":"x","b":null}"#
      ),
    ])
  func writing(value: JSON, text: String) throws {
    #expect(value.text.utf8.elementsEqual(text.utf8))
    if case .number(let number) = value, !number.isFinite { return }
    #expect(try JSON.parse(text.utf8) == value)
  }

  @Test(
    "a well-formed text is read",
    arguments: [
      (" \t\r\n{ \"a\" : [ 1 , 2 ] } ", JSON.object([JSON.Member("a", .array([.integer(1), .integer(2)]))])),
      (#""\u00e9\uD83D\uDE00\/\b\f\u0000""#, .string("é😀/\u{8}\u{C}\u{0}")),
      ("-0", .integer(0)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
      ("1E+2", .number(100)),
      ("0.5e-1", .number(0.05)), ("1.0", .number(1)), ("\"\u{7F}\"", .string("\u{7F}")),
    ])
  func reading(text: String, value: JSON) throws {
    #expect(try JSON.parse(text.utf8) == value)
  }

  @Test(
    "a malformed text is refused at the octet that does not fit",
    arguments: [
      ("", 0), (" ", 1), ("nul", 3), ("True", 0), ("01", 1), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2),
      ("1e", 2),
      ("1e999", 0), ("0x1", 1), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("{\"a\"}", 4), ("{\"a\":1,}", 7),
      ("{a:1}", 1),
      ("{\"a\":}", 5), ("\"a", 2), ("\"\n\"", 1), ("\"\\x\"", 2), ("\"\\u12\"", 5), ("\"\\ud800\"", 3),
      ("\"\\udc00\"", 3), ("\"\\ud800\\u0041\"", 3), ("'a'", 0), ("1 1", 2), ("[]]", 2), ("NaN", 0),
    ])
  func malformed(text: String, offset: Int) {
    #expect(throws: JSON.Malformed(offset: offset)) { try JSON.parse(text.utf8) }
  }

  @Test("malformed UTF-8 is refused")
  func encoding() {
    #expect(throws: JSON.Malformed(offset: 1)) { try JSON.parse([0x22, 0xFF, 0x22]) }
  }

  @Test("64 levels are read and the 65th is refused, however many follow")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try JSON.parse(nested(64).utf8).text == nested(64))
    let siblings = "[" + String(repeating: "[],", count: 100) + "{}]"
    #expect(try JSON.parse(siblings.utf8).text == siblings)
    #expect(throws: JSON.Malformed(offset: 64)) { try JSON.parse(nested(65).utf8) }
    #expect(throws: JSON.Malformed(offset: 64)) { try JSON.parse(nested(100_000).utf8) }
  }

  @Test("accessors give what is there and nil for the rest")
  func accessors() throws {
    let value = try JSON.parse(#"{"s":"x","i":7,"b":true,"a":[1],"o":{"n":null}}"#.utf8)
    #expect(value["s"]?.string == "x")
    #expect(value["i"]?.integer == 7)
    #expect(value["b"]?.bool == true)
    #expect(value["a"]?.array == [.integer(1)])
    #expect(value["o"]?["n"] == .null)
    #expect(value.members?.map(\.name) == ["s", "i", "b", "a", "o"])
    #expect(value["zz"] == nil)
    #expect(value["s"]?.integer == nil)
    #expect(value["i"]?.string == nil)
    #expect(value["i"]?["x"] == nil)
  }

  @Test("any value survives writing and reading")
  func roundTrip() throws {
    var random = Seeded(3)
    for _ in 0..<5_000 {
      let value = self.value(&random, 4)
      #expect(try JSON.parse(value.text.utf8) == value)
      #expect(!value.text.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    }
  }

  private func value(_ random: inout Seeded, _ depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
    case 3: return .number(Double.random(in: -1e9...1e9, using: &random))
    case 4: return .string(random.text(upTo: 10))
    case 5: return .array((0..<3).map { _ in value(&random, depth - 1) })
    default: return .object((0..<3).map { _ in JSON.Member(random.text(upTo: 4), value(&random, depth - 1)) })
    }
  }
}
