package import Wire

/// What cannot be undone, and so is asked before it is done.
package struct Finality: Sendable {
  /// How a person shows that it is meant.
  package enum Proof: Sendable, Equatable {
    /// By typing the code of the thing.
    case code
    /// By saying yes.
    case yes
  }

  /// How it is shown to be meant.
  package let proof: Proof
  /// The parameter, and its value, without which the command can be undone; nil where it never can.
  let only: (parameter: String, value: String)?
  /// What happens and why it is asked; `{id}` stands for the parameter of that name.
  let sentence: Sentence

  /// What is asked of one request: the sentence, and the text to be typed where yes is too little.
  package struct Question: Sendable, Equatable {
    /// What happens, for a person.
    package let sentence: Sentence
    /// What is to be typed, nil where yes will do.
    package let word: String?
  }
}

extension Command {
  /// The same command, which cannot be undone.
  ///
  /// - Parameter only: the parameter and value with which that holds, where without them it does not.
  func final(
    _ proof: Finality.Proof, only: (parameter: String, value: String)? = nil, nl: String, en: String
  ) -> Command {
    var command = self
    command.finality = Finality(proof: proof, only: only, sentence: Sentence(nl: nl, en: en))
    return command
  }

  /// What is to be asked before this request, nil where it can be undone or keeps nothing.
  package func question(before request: Request) -> Finality.Question? {
    guard let finality, value(of: "dry-run", in: request) != "yes" else { return nil }
    if let only = finality.only, value(of: only.parameter, in: request) != only.value { return nil }
    let values = parameters.map { ($0.name, value(of: $0.name, in: request) ?? "…") }
    let sentence = Sentence(
      nl: Template.filled(finality.sentence.nl, values), en: Template.filled(finality.sentence.en, values))
    let word = finality.proof == .code ? subject.flatMap { value(of: $0.name, in: request) } : nil
    return Finality.Question(sentence: sentence, word: word)
  }

  /// The name of the parameter an argument is of; without a key it is the subject's.
  package func name(of argument: Request.Argument) -> String? { argument.key ?? subject?.name }

  /// What a request says for a parameter, as it was written.
  package func value(of name: String, in request: Request) -> String? {
    request.arguments.first { self.name(of: $0) == name }?.value
  }
}

/// A text with places to be filled, `{name}`.
package enum Template {
  /// The text with every place filled that has a value.
  package static func filled(_ text: String, _ values: [(String, String)]) -> String {
    var rest = text[...]
    var result = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      result += values.first { $0.0 == name }?.1 ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The names of the places.
  package static func places(_ text: String) -> [String] {
    text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}", maxSplits: 1).first.map(String.init) }
  }
}
