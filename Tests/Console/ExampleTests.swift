import Casework
import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Examples")
struct ExampleTests {
  private static let zone = Zone(
    reading: { .once(Instant(seconds: Int64($0.date.day) * 86_400 + Int64($0.second) - 3_600)) }, offset: { _ in 3_600 }
  )
  private static let calls = Catalogue.commands.flatMap { command in
    Language.allCases.flatMap { language in
      command.calls(language).map { (command.name, $0) }
    }
  }

  @Test("every example is read as a call of its command, and its line is one the daemon takes", arguments: calls)
  func binds(name: String, call: String) throws {
    let words = Self.shell(call)
    #expect(words.first == "koos")
    let invocation = try Invocation(Array(words.dropFirst()), environment: [:])
    guard case .request(let request) = invocation.action else {
      guard case .explain = invocation.action else { throw Failure(.internalFault, Sentence(nl: call, en: call)) }
      return
    }
    #expect(request.command == name)
    let command = try Catalogue.command(for: request)
    let now = try #require(LocalTime(wire: "2026-11-23T09:30"))
    let line = SpokenTimes(command: command, request: request).written(now: now).line
    guard case .request(let read) = Lexer.lex(Array(line.utf8)[...]).content else {
      throw Failure(.syntaxQuote, Sentence(nl: line, en: line))
    }
    do {
      _ = try Catalogue.bind(read, to: command, zone: Self.zone)
    } catch {
      Issue.record("\(call): \(error.sentence.en)")
    }
  }

  /// The words a shell would make of it; only single quotes are used.
  private static func shell(_ text: String) -> [String] {
    var words: [String] = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    return words
  }
}
