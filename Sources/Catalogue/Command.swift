package import Wire

/// A role a worker may hold in a team or an organisation.
package enum Role: String, Sendable, CaseIterable {
  case lead, specialist, gezinswerker, planner, admin, privacy, reporter

  /// Whether the role is held in an organisation and not in a team.
  package var isOfOrganisation: Bool {
    switch self {
    case .lead, .specialist, .gezinswerker, .planner: false
    case .admin, .privacy, .reporter: true
    }
  }
}

/// Who may give a command at all; what a caller's relation to the thing allows is decided after that.
package enum Audience: Sendable, Equatable {
  /// Everybody who can connect, also before login.
  case anyone
  /// Every worker who has logged in.
  case everyWorker
  /// Workers who hold one of these roles somewhere.
  case roles(Set<Role>)
}

/// One command of the line language.
package struct Command: Sendable {
  /// Whether a command changes anything that is kept.
  package enum Effect: Sendable, Equatable {
    case reads
    case changes
    /// Changes only when one of its own parameters is given, as `clock` does.
    case changesWithParameter
  }

  /// The words joined by dots, as on the wire.
  package let name: String
  /// The parameters in the contract's order; the first is the subject.
  package let parameters: [Parameter]
  /// The parameters it shares with others; kept, because every request needs them.
  package let common: [Parameter]
  /// Who may give it.
  package let audience: Audience
  /// Who may change something with it, where fewer do than may give it.
  private let changers: Audience?
  /// Whether it changes anything.
  package let effect: Effect
  /// How many rows a page of its list holds unless `limit` says so, nil where it is no list.
  package let page: Int?
  /// Whether what it changes bears a `rev`, so that `if` may be given.
  package let bearsRevision: Bool
  /// The version that first had it.
  package let since: String
  /// What it does, one sentence.
  package let summary: Sentence
  /// The Dutch ways to say it on the command line, words with a space between them, the first the shortest, the last with
  /// noun and verb, which help tells; none where its own words are Dutch.
  package let dutch: [String]
  /// Calls that make sense: what follows the command's words on the command line, quoted as for a shell.
  package let examples: [Sentence]
  /// What is asked before it, where it cannot be undone.
  package var finality: Finality?
  /// What is likely to be done after it.
  package var nextStep: String?

  init(
    _ name: String, _ audience: Audience, _ effect: Effect = .reads, by changers: Audience? = nil,
    page: Int? = nil, bearsRevision: Bool = false,
    since: String = "0.1", dutch: [String] = [], nl: String, en: String, _ parameters: [Parameter] = [],
    examples: [Sentence] = []
  ) {
    self.name = name
    self.dutch = dutch
    self.examples = examples
    self.parameters = parameters
    common = Self.common(to: name, changes: effect != .reads, bearsRevision: bearsRevision, page: page)
    self.audience = audience
    self.changers = changers
    self.effect = effect
    self.page = page
    self.bearsRevision = bearsRevision
    self.since = since
    summary = Sentence(nl: nl, en: en)
  }

  /// The words, as on the command line.
  package var words: [String] { name.split(separator: ".").map(String.init) }

  /// The parameter a bare value stands for.
  package var subject: Parameter? { parameters.first }

  /// Whether this request of it changes anything, as far as the words tell before they are read.
  package func changes(_ request: Request) -> Bool {
    switch effect {
    case .reads: false
    case .changes: true
    case .changesWithParameter:
      request.arguments.contains { $0.key.map { parameter($0) != nil } ?? true }
    }
  }

  /// Who may give it, or give it so that it changes something.
  package func audience(changing: Bool) -> Audience { changing ? changers ?? audience : audience }

  /// Whether it may change anything.
  package var changes: Bool { effect != .reads }

  /// Whether it takes `limit` and `after`.
  package var isList: Bool { page != nil }

  /// The parameter of that name among its own.
  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }
}
