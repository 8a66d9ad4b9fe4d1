internal import Casework
package import Wire

extension Command {
  /// The words with a space between them, as on the command line.
  package var title: String { words.joined(separator: " ") }

  /// Every way to say it: its own words, then the Dutch.
  package var ways: [String] { [title] + dutch }

  /// The words it is said with in a language, the Dutch ones where it has any.
  package func said(_ language: Language) -> String { language == .nl ? dutch.first ?? title : title }

  /// The same with noun and verb, as help tells it.
  package func fullySaid(_ language: Language) -> String { language == .nl ? dutch.last ?? title : title }

  /// The examples as they are typed: in Dutch with the Dutch words.
  package func calls(_ language: Language) -> [String] {
    examples.map { example in
      let rest = example(language)
      return rest.isEmpty ? bareCall(language) : "\(bareCall(language)) \(rest)"
    }
  }

  /// The call without anything after it.
  package func bareCall(_ language: Language) -> String {
    "koos " + said(language)
  }
}

extension Catalogue {
  /// A way to say a command.
  package struct Way: Sendable {
    /// The words, with a space between them.
    package let text: String
    /// What they say.
    package let command: Command
  }

  /// The command said by exactly these words, in either language or a mixture; in Dutch case and accents do not count.
  package static func command(said words: [String]) -> Command? {
    // Nobody mixes one word; to know the mixtures takes a while.
    find(words.joined(separator: ".")) ?? dutch[folded(words)] ?? (words.count > 1 ? mixed[folded(words)] : nil)
  }

  /// The ways to say commands that begin with these words, the words themselves among them where they are one: the
  /// English ones, the Dutch where no English begins so, and mixtures where neither does.
  package static func ways(under words: [String]) -> [Way] {
    let english = matching(words.joined(separator: "."))
    guard english.isEmpty else { return english.map { Way(text: $0.title, command: $0) } }
    let dutch = dutchWays(under: words)
    return dutch.isEmpty ? mixedWays(under: words) : dutch
  }

  /// Whether some command begins with these words, in either language or a mixture.
  package static func isKnown(_ words: [String]) -> Bool { !ways(under: words).isEmpty }

  /// The ways to say commands that end with this verb, the English ones, or else the Dutch.
  package static func ways(ending verb: String) -> [Way] {
    let ending = " " + Slug.fold(verb)
    let english = commands.filter { $0.title.hasSuffix(ending) }.map { Way(text: $0.title, command: $0) }
    return english.isEmpty ? dutchWays.filter { $0.text.hasSuffix(ending) } : english
  }

  /// A text in the way of the command line with the commands it names said in a language.
  package static func said(_ text: String, in language: Language) -> String {
    guard language == .nl else { return text }
    var result = text
    for (name, way) in spoken { result = result.replacing(name, with: way) }
    return result
  }

  /// The commands these words stand for, in either language and each once, as `matching` has them.
  package static func commands(said words: [String]) -> [Command] {
    var names: Set<String> = []
    return ways(under: words).map(\.command).filter { names.insert($0.name).inserted }
  }

  /// The words that may follow these, in either language, each once.
  package static func words(after words: [String]) -> [String] {
    let ways =
      words.isEmpty
      ? commands.map(\.title) + dutchWays.map(\.text)
      : ways(under: words).map(\.text)
        + dutchWays(under: words).map(\.text)
    var next: [String] = []
    for way in ways {
      let parts = way.split(separator: " ")
      guard parts.count > words.count, !next.contains(where: { $0 == parts[words.count] }) else { continue }
      next.append(String(parts[words.count]))
    }
    return next
  }

  private static func dutchWays(under words: [String]) -> [Way] {
    let beginning = folded(words)
    return dutchWays.filter { $0.text == beginning || $0.text.hasPrefix(beginning + " ") }
  }

  private static func mixedWays(under words: [String]) -> [Way] {
    let beginning = folded(words)
    return mixed.filter { $0.key == beginning || $0.key.hasPrefix(beginning + " ") }
      .sorted { $0.key < $1.key }.map { Way(text: $0.key, command: $0.value) }
  }

  private static func folded(_ words: [String]) -> String { Slug.fold(words.joined(separator: " ")) }

  private static let dutchWays = commands.flatMap { command in
    command.dutch.map { Way(text: $0, command: command) }
  }
  private static let dutch = Dictionary(
    dutchWays.map { ($0.text, $0.command) }, uniquingKeysWith: { first, _ in first })

  /// What people say who know one word in Dutch and the next in English, where it means one command only.
  private static let mixed: [String: Command] = {
    var commands: [String: [Command]] = [:]
    for way in dutchWays {
      let (english, dutch) = (way.command.words, way.text.split(separator: " ").map(String.init))
      guard english.count == dutch.count else { continue }
      let mixtures = zip(english, dutch).reduce([[String]]([[]])) { begun, pair in
        begun.flatMap { pair.0 == pair.1 ? [$0 + [pair.0]] : [$0 + [pair.0], $0 + [pair.1]] }
      }
      for mixture in mixtures { commands[folded(mixture), default: []].append(way.command) }
    }
    let own = commands.filter {
      Set($0.value.map(\.name)).count == 1 && find($0.key.split(separator: " ").joined(separator: ".")) == nil
    }
    return own.compactMapValues(\.first).filter { dutch[$0.key] == nil }
  }()

  /// Names of several words, with spaces and as on the wire, and how they are said in Dutch; the longest first, for one
  /// may begin another.
  private static let spoken = commands.filter { $0.words.count > 1 && !$0.dutch.isEmpty }
    .flatMap { [($0.title, $0.said(.nl)), ($0.name, $0.said(.nl))] }.sorted { $0.0.utf8.count > $1.0.utf8.count }
}

extension Sentence {
  /// What reads the same in either language, such as codes.
  static func both(_ text: String) -> Sentence { Sentence(nl: text, en: text) }

  /// What reads otherwise in each.
  static func each(nl: String, en: String) -> Sentence { Sentence(nl: nl, en: en) }
}
