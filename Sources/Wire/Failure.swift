/// A sentence for people in the two languages the service speaks.
package struct Sentence: Sendable, Equatable {
  /// The Dutch sentence, the default.
  package let nl: String
  /// The English sentence.
  package let en: String

  package init(nl: String, en: String) {
    self.nl = nl
    self.en = en
  }

  /// The sentence in `language`.
  package func callAsFunction(_ language: Language) -> String {
    switch language {
    case .nl: nl
    case .en: en
    }
  }
}

/// A language a session may choose for its messages.
package enum Language: String, Sendable, CaseIterable {
  case nl
  case en

  /// Dutch for a Dutch locale, else English; the first of the variables that is set decides, as POSIX has it.
  package init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.lowercased().hasPrefix("nl") == true ? .nl : .en
  }
}

/// What went wrong, as a client is told it: a code of the contract, where in the line, and a sentence.
///
/// A failure never bears names, free text or SQL parameters. What caused it stays inside the process.
package struct Failure: Error, Sendable, Equatable {
  /// An error code, `class.word`.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code as it stands on the wire.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// The part before the dot, which decides the command line's exit status.
    package var family: Substring { description.prefix { $0 != "." } }
  }

  /// The code of the contract.
  package var code: Code
  /// The sentence for people.
  package var sentence: Sentence
  /// The parameter that is wrong.
  package var field: String?
  /// The octet in the line, from 1, where the wrong thing starts.
  package var column: Int?
  /// Whether the same line may succeed unchanged later.
  package var retry: Bool
  /// Further members: `allowed`, `hint`, `near`, `with`, `is`, `who`, `door`, `found`, `incident`.
  package var members: [JSON.Member]

  package init(
    _ code: Code, _ sentence: Sentence, field: String? = nil, column: Int? = nil, retry: Bool? = nil,
    members: [JSON.Member] = []
  ) {
    self.code = code
    self.sentence = sentence
    self.field = field
    self.column = column
    self.retry = retry ?? code.mayRetry
    self.members = members
  }

  /// The object of the `err` line.
  package func object(_ language: Language) -> JSON {
    var object: [JSON.Member] = [JSON.Member("message", .string(sentence(language)))]
    if let field { object.append(JSON.Member("field", .string(field))) }
    if let column { object.append(JSON.Member("col", .integer(Int64(column)))) }
    if retry { object.append(JSON.Member("retry", .bool(true))) }
    return .object(object + members)
  }
}
