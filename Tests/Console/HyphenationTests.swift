import Testing
import Wire

@testable import Console

@Suite("Words over narrow columns")
struct HyphenationTests {
  private static let words: Set<String> = {
    let names = MemberWords.all.values.map { "\($0(.nl)) \($0(.en))" }
    return Set(names.flatMap { (name: String) -> [String] in name.split(separator: " ").map(String.init) })
  }()

  @Test("every long name of a member has its parts, and nothing else has")
  func complete() {
    let missing = Self.words.filter { $0.count >= 9 && !$0.contains("-") && Hyphenation.parts($0) == [$0] }
    #expect(missing.sorted() == [])
    #expect(Set(Hyphenation.words.keys).subtracting(Self.words).sorted() == [])
  }

  @Test("no line is wider than its column, and put together they are the name", arguments: words.sorted())
  func lines(word: String) {
    for width in Hyphenation.narrowest(word)...max(Hyphenation.narrowest(word), word.count) {
      let lines = Hyphenation.wrap(word, to: width)
      #expect(lines.allSatisfy { $0.count <= width }, "\(width): \(lines)")
      let ends = lines.dropLast().map { String($0.dropLast()) } + lines.suffix(1)
      #expect(ends.joined() == word && lines.dropLast().allSatisfy { $0.hasSuffix("-") }, "\(width): \(lines)")
    }
  }

  @Test("a title is broken at a space first")
  func title() {
    #expect(Hyphenation.wrap("vastgelegd op", to: 10) == ["vastgelegd", "op"])
    #expect(Hyphenation.wrap("vastgelegd op", to: 7) == ["vastge-", "legd", "op"])
    #expect(Hyphenation.wrap("wachtplek", to: 6) == ["wacht-", "plek"])
    #expect(Hyphenation.wrap("onbekendwoord", to: 6) == ["onbekendwoord"])
  }
}
