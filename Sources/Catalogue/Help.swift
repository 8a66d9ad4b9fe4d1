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
      JSON.Member("also", .array(dutch.map(JSON.string))),
      JSON.Member("examples", .array(calls(language).map(JSON.string))),
    ])
  }
}

extension Catalogue {
  /// The rows of `help` as they go over the wire, all of them or those of the command, or commands, `name` stands for;
  /// each is rendered once: a session may ask for all of help a thousand times at once, and others wait meanwhile.
  package static func renderedHelp(for name: String?, _ language: Language) -> [[UInt8]] {
    let known = rendered[language] ?? [:]
    return (name.map(matching) ?? commands).compactMap { known[$0.name] }
  }

  private static let rendered = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { language in
      let rows = commands.map { ($0.name, Array($0.helpRow(language).text.utf8)) }
      return (language, Dictionary(uniqueKeysWithValues: rows))
    })
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
