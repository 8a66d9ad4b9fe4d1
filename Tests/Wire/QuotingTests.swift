import Testing
import Wire

@Suite("Text is written as the lexer reads it")
struct QuotingTests {
  @Test(
    "a value is bare where the grammar allows it",
    arguments: [
      ("C-12", "C-12"), ("a=b", "a=b"), ("é#@", "é#@"), ("", #""""#), ("a b", #""a b""#), ("\"", #""\"""#),
      ("\\", #""\\""#), ("a\n\tb", #""a\n\tb""#), ("\r\n", #""\u{d}\n""#), ("\u{0}\u{85}", #""\u{0}\u{85}""#),
    ])
  func values(text: String, written: String) {
    #expect(quoted(text).utf8.elementsEqual(written.utf8))
  }

  @Test(
    "a subject with an equals sign is quoted",
    arguments: [("a=b", #""a=b""#), ("=", #""=""#), ("ab", "ab"), ("a =", #""a =""#)])
  func subjects(text: String, written: String) {
    #expect(quotedSubject(text) == written)
  }

  @Test("text the language cannot carry is refused by the lexer and never makes a second line")
  func unspeakable() {
    for scalar in ["\r", "\u{0}", "\u{7F}", "\u{9F}"] {
      let lexed = lex("a k=" + quoted("x\(scalar)"))
      #expect(failure(lexed)?.code == .syntaxEncoding)
    }
  }

  @Test(
    "the nearest word is one a hand might have meant",
    arguments: [
      ("case.shwo", "case.show"), ("case.lst", "case.list"), ("CASE.SHOW", "case.show"),
      ("consult.aks", "consult.ask"),
      ("adn", "add"), ("xyz", nil), ("odd", "add"), ("ad", "add"), ("zzzzzz", nil), ("", nil),
      ("appointment.bookings", "appointment.book"),
    ] as [(String, String?)])
  func nearestWord(word: String, expected: String?) {
    let words = ["case.show", "case.list", "consult.ask", "add", "end", "appointment.book"]
    #expect(nearest(word, among: words) == expected)
  }

  @Test("a huge word is not compared at all")
  func hugeWord() {
    #expect(nearest(String(repeating: "x", count: 65_000), among: ["case.show"]) == nil)
  }
}
