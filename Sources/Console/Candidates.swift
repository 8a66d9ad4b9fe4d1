internal import Catalogue
internal import Wire

/// What may stand where the cursor is, for the shells: codes, logins, teams, wijken and places, asked of the daemon.
///
/// Whatever goes wrong, it says nothing: a shell that waits or complains while somebody types is worse than none.
struct Candidates {
  let options: Options

  /// Milliseconds it may take, connecting and all.
  static let limit = 200

  /// Candidates for the last of the words, a line each.
  func text(_ words: [String], _ around: Surroundings, _ connect: @escaping Connect) -> String {
    // Another machine takes longer than a shell may wait, and its ssh may ask for a password.
    guard options.host == nil, let place = Self.place(words), !Self.sources(place.kind).isEmpty else { return "" }
    around.mayLast(Self.limit)
    let client = Client(
      connect: connect, socket: options.socket, language: .nl,
      token: (try? Token.read(around.environment)) ?? nil, pause: { _ in })
    guard var conversation = try? Conversation(client) else { return "" }
    let acting = place.actingAs.map { " as=\(quoted($0))" } ?? ""
    let lines = Self.sources(place.kind).map { $0.line + acting }
    guard let replies = try? conversation.ask(lines) else { return "" }
    var found: [String] = place.kind == .placeOrHome ? [Catalogue.home] : []
    for (source, reply) in zip(Self.sources(place.kind), replies) {
      guard case .ok = reply.outcome else { continue }
      for text in reply.rows.compactMap({ $0[source.member]?.string }) where !found.contains(text) {
        found.append(text)
      }
    }
    // Of a list only what stands after the last comma is new.
    let comma = place.typed.lastIndex(of: ",").map { place.typed.index(after: $0) } ?? place.typed.startIndex
    let (before, begun) = (place.typed[..<comma], place.typed[comma...].lowercased())
    return found.filter { $0.lowercased().hasPrefix(begun) }.map { "\(before)\(Visible.field($0))\n" }.joined()
  }

  /// Where the cursor is: what kind of value is due there, how far it is typed, and for whom.
  struct Place: Equatable {
    let kind: Kind
    let typed: String
    let actingAs: String?
  }

  static func place(_ words: [String]) -> Place? {
    guard let typed = words.last else { return nil }
    var before = words.dropLast()[...]
    // Whom one acts as may stand before the command.
    var leading: String?
    if let first = before.first, Options.parts(first).name == "--as" {
      leading = try? Options.value("--as", Options.parts(first).value, &before)
      before = before.dropFirst()
    }
    var path: [String] = []
    for word in before {
      guard Catalogue.isKnown(path + [word]) else { break }
      path.append(word)
    }
    guard let command = Catalogue.command(said: path) else { return nil }
    let rest = before.dropFirst(path.count)
    let joined = rest.last { $0.hasPrefix("--as=") || $0.hasPrefix("as=") }.map {
      String($0.drop { $0 != "=" }.dropFirst())
    }
    let actingAs = joined ?? rest.lastIndex(of: "--as").flatMap { rest[($0 + 1)...].first } ?? leading
    func place(_ parameter: Parameter?, _ typed: String) -> Place? {
      parameter.map { Place(kind: $0.kind, typed: typed, actingAs: actingAs) }
    }
    let known = command.parameters + command.common
    if let previous = rest.last, previous.hasPrefix("--"),
      let parameter = known.first(where: { "--\($0.name)" == previous }), parameter.kind != .yes
    {
      return place(parameter, typed)
    }
    if let equals = typed.firstIndex(of: "=") {
      let name = typed[..<equals].drop { $0 == "-" }
      return place(known.first { $0.name == name }, String(typed[typed.index(after: equals)...]))
    }
    return typed.hasPrefix("-") ? nil : place(command.subject, typed)
  }

  /// What the daemon is asked, and the member of its rows that is the candidate.
  struct Source: Equatable {
    let line: String
    let member: String
  }

  static func sources(_ kind: Kind) -> [Source] {
    switch kind {
    case .thing(let thing), .existing(let thing, _): [source(thing)].compactMap(\.self)
    case .attendee: [source(.worker)].compactMap(\.self)
    case .placeOrHome: [source(.place)].compactMap(\.self)
    case .membership: [source(.team)].compactMap(\.self)
    case .doer: [source(.worker), source(.team)].compactMap(\.self)
    case .lookup(.service): [Source(line: "service.list limit=\(Limits.longestList)", member: "service")]
    default: []
    }
  }

  /// The list a kind of thing is in. What only a name or a subject finds is in none: nobody's name is asked for by a key.
  private static func source(_ thing: Thing) -> Source? {
    let (line, member): (String, String)
    switch thing {
    case .client, .note, .proposal: return nil
    case .step, .goal, .participant, .traject, .arrangement: (line, member) = ("case.\(thing).list", "\(thing)")
    case .waiting: (line, member) = ("waiting.list", "entry")
    case .token: (line, member) = ("token.list", "id")
    default: (line, member) = ("\(thing.rawValue).list", thing.rawValue)
    }
    return Catalogue.find(line).map { Source(line: "\($0.name) limit=\(Limits.longestList)", member: member) }
  }
}
