package import Wire

extension Command {
  /// The row `help` gives for it: the same facts everything else is made from.
  package func helpRow(_ language: Language) -> JSON {
    .object([
      JSON.Member("command", .string(words.joined(separator: " "))),
      JSON.Member("summary", .string(summary(language))),
      JSON.Member("parameters", .array((parameters + common).map { $0.helpObject(language) })),
      JSON.Member("roles", audience.helpValue),
      JSON.Member("changes", .string(changes ? "yes" : "no")),
      JSON.Member("since", .string(since)),
    ])
  }
}

extension Catalogue {
  /// The rows of `help`, all of them or those of the command, or commands, `name` stands for.
  package static func helpRows(for name: String?, _ language: Language) -> [JSON] {
    guard let name else { return allRows[language] ?? [] }
    return matching(name).map { $0.helpRow(language) }
  }

  // Who asks for all of it a thousand times at once has the others wait for no more than its writing.
  private static let allRows = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { language in (language, commands.map { $0.helpRow(language) }) })
}

extension Parameter {
  fileprivate func helpObject(_ language: Language) -> JSON {
    var object = [
      JSON.Member("name", .string(name)),
      JSON.Member("kind", .string(kind.name)),
      JSON.Member("required", .bool(isRequired)),
      JSON.Member("list", .bool(isList)),
    ]
    if !kind.allowed.isEmpty { object.append(JSON.Member("allowed", .array(kind.allowed.map(JSON.string)))) }
    if let fallback { object.append(JSON.Member("default", .string(fallback))) }
    object.append(JSON.Member("help", .string(help(language))))
    return .object(object)
  }
}

extension Audience {
  /// The roles as words; `anyone` and `worker` where no role is asked.
  fileprivate var helpValue: JSON {
    switch self {
    case .anyone: .array([.string("anyone")])
    case .everyWorker: .array([.string("worker")])
    case .roles(let roles): .array(Role.allCases.filter(roles.contains).map { .string($0.rawValue) })
    }
  }
}
