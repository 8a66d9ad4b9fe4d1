import Catalogue
import Testing
import Wire

@Suite("Dutch words and examples")
struct WayTests {
  /// Words that are Dutch as they are.
  private static let alike: Set<String> = ["ping", "status", "agenda", "agenda.ics"]

  @Test("every command has Dutch words of the grammar, unless its own are", arguments: Catalogue.commands)
  func dutch(command: Command) {
    #expect(command.dutch.isEmpty == Self.alike.contains(command.name))
    for way in command.dutch {
      #expect(way.split(separator: " ").joined(separator: " ") == way)
      #expect(way.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 || $0 == 32 })
      #expect(Catalogue.command(said: way.split(separator: " ").map(String.init))?.name == command.name)
    }
  }

  @Test("no two commands share a way to be said")
  func unique() {
    let ways = Catalogue.commands.flatMap(\.ways)
    #expect(Set(ways).count == ways.count)
  }

  @Test("Dutch words never begin like an English command that is another noun's", arguments: Catalogue.commands)
  func collisions(command: Command) {
    for way in command.dutch {
      let words = way.split(separator: " ").map(String.init)
      for count in 1...words.count {
        let english = Catalogue.matching(words.prefix(count).joined(separator: "."))
        #expect(english.allSatisfy { $0.words[0] == command.words[0] }, "\(way)")
      }
    }
  }

  @Test("accents and capitals do not count in Dutch")
  func folded() {
    #expect(Catalogue.command(said: ["Afspraak", "BOEK"])?.name == "appointment.book")
    #expect(Catalogue.command(said: ["wachtlijst"])?.name == "waiting.list")
    #expect(Catalogue.command(said: ["casus"]) == nil && Catalogue.isKnown(["casus"]))
    #expect(
      Catalogue.commands(said: ["casus", "stap"]).map(\.name) == ["case.step.add", "case.step.done", "case.step.list"])
  }

  @Test("the words that may follow are those of both languages")
  func following() {
    #expect(Catalogue.words(after: ["token"]) == ["issue", "list", "revoke", "geef", "lijst", "trek-in"])
    #expect(Catalogue.words(after: ["vraag"]).contains("stel"))
    #expect(Catalogue.words(after: []).contains("wachtlijst") && Catalogue.words(after: []).contains("waiting"))
  }

  @Test("what takes parameters has an example", arguments: Catalogue.commands)
  func examples(command: Command) {
    // A token is never typed.
    #expect(!command.examples.isEmpty || command.parameters.isEmpty || command.name == "auth")
  }

  @Test("every noun is in one chapter, and what is met first has an example or needs none")
  func chapters() {
    let nouns = Catalogue.chapters.flatMap(\.nouns)
    #expect(Set(nouns).count == nouns.count)
    #expect(Set(nouns) == Set(Catalogue.commands.map { $0.words[0] }))
    for name in Catalogue.chapters.flatMap(\.first) {
      #expect(Catalogue.find(name).map { !$0.examples.isEmpty || $0.parameters.isEmpty } == true, "\(name)")
    }
  }

  @Test("a time in the gap or the fold is refused with both readings")
  func readings() {
    let gap = refusal("clock at=2026-03-29T02:30")?.members.first?.value.array?.compactMap(\.string)
    #expect(gap == ["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"])
    let fold = refusal("clock at=2026-10-25T02:30")?.members.first?.value.array?.compactMap(\.string)
    #expect(fold == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"])
  }
}
