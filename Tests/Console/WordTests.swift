import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Words of members and values")
struct WordTests {
  /// What the daemon's own code and statements name in replies.
  static func members() throws -> Set<String> {
    var names: Set<String> = []
    for folder in ["Records", "Operations"] {
      for (_, text) in try SourceText.files(folder) {
        names.formUnion(keys(text))
        names.formUnion(text.matches(of: /(?:JSON\.Member|\.init)\(\s*"([a-z_0-9]+)",/).map { String($0.1) })
        // Pieces of objects that several statements share.
        names.formUnion(
          text.matches(of: /[ "(]'([a-z_0-9]+)', (?:'[A-Z]-' \|\||[a-z]\.[a-z_]+|\(SELECT|\\\()/).map { String($0.1) })
      }
    }
    return names
  }

  /// The keys of `json_build_object(…)`: every other argument.
  private static func keys(_ text: String) -> Set<String> {
    var names: Set<String> = []
    for call in text.ranges(of: "json_build_object(") {
      var arguments = [""]
      var depth = 1
      var isQuoted = false
      for character in text[call.upperBound...] {
        if character == "'" { isQuoted.toggle() }
        if !isQuoted {
          if character == "(" { depth += 1 }
          if character == ")" { depth -= 1 }
          if depth == 0 { break }
          if character == ",", depth == 1 {
            arguments.append("")
            continue
          }
        }
        arguments[arguments.count - 1].append(character)
      }
      for index in stride(from: 0, to: arguments.count, by: 2) {
        let key = arguments[index].filter { !$0.isWhitespace }
        guard key.count > 2, key.first == "'", key.last == "'" else { continue }
        let name = key.dropFirst().dropLast()
        if name.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" }) { names.insert(String(name)) }
      }
    }
    return names
  }

  @Test("every member the daemon replies with is called something in both languages")
  func named() throws {
    let members = try Self.members()
    #expect(members.count > 300 && members.contains("turnaround_minutes") && members.contains("dry_run"))
    #expect(members.filter { MemberWords.all[$0] == nil }.sorted() == [])
  }

  @Test("no word is empty or has an underscore", arguments: Language.allCases)
  func words(language: Language) {
    for (name, word) in MemberWords.all.merging(ValueWords.all, uniquingKeysWith: { first, _ in first }) {
      #expect(!word(language).isEmpty && !word(language).contains("_"), "\(name)")
    }
  }

  /// Words that a code, a mark or a range says by itself.
  private static let bare: Set<String> = ["V", "M", "O", "nl", "en", "0-3", "4-11", "12-17"]

  @Test("every word of a closed set is explained", arguments: Catalogue.commands)
  func explained(command: Command) {
    for parameter in command.parameters {
      guard case .choice(let words) = parameter.kind else { continue }
      for word in words where !Self.bare.contains(word) && Int(word) == nil {
        #expect(
          ValueWords.words(ofChoice: word, of: parameter.name) != nil, "\(command.name) \(parameter.name) \(word)")
      }
    }
  }

  @Test("so is every word the schema keeps in a state, status, mode, role or what")
  func kept() throws {
    for match in try SourceText.schema().matches(
      of: /CHECK \((state|status|mode|role|what|presence|outcome) IN \(([^)]*)\)/)
    {
      for word in match.2.matches(of: /'([^']+)'/).map({ String($0.1) }) {
        #expect(ValueWords.words(ofChoice: word, of: String(match.1)) != nil, "\(match.1) \(word)")
      }
    }
  }

  @Test(
    "a value may be typed in its words, and the wire gets its own",
    arguments: [
      (["vragen", "--state", "teruggevraagd"], "consult.list state=asked-back"),
      (["case", "list", "--status", "closed"], "case.list status=gesloten"),
      (["consult", "list", "--state", "asked"], "consult.list state=asked"),
      (["consult", "list", "--state", "niets"], "consult.list state=niets"),
      (["watch", "vraag"], "watch consult"),
    ] as [([String], String)])
  func typed(arguments: [String], line: String) {
    #expect(Screen.of(arguments, "ok {}\n").heard == [line + "\n"])
  }

  @Test("what somebody wrote is never taken for a word of a set")
  func free() {
    let reply = "ok {\"note\":\"N-1\",\"text\":\"asked\",\"name\":\"open\",\"state\":\"asked\"}\n"
    let screen = Screen.of(["consult", "show", "Q-1"], width: 80, reply)
    #expect(screen.out.contains("tekst") && screen.out.contains(" asked\n") && screen.out.contains("gesteld"))
  }
}
