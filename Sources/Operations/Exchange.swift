internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// One request on its way to its reply.
struct Exchange: Sendable {
  let command: Command
  let tag: String?
  /// The request as the catalogue read it, or what is wrong with it.
  private(set) var bound: Result<Call, Failure>
  /// Whether it changes anything, as far as its words tell.
  let changes: Bool
  /// The worker an administrator speaks for.
  let actingAs: Call.Named?
  var caller: Caller
  /// The caller after this request, where it changes him.
  var changed: Caller?
  var reply: @Sendable (Reply) -> Void

  init(
    command: Command, tag: String?, bound: Result<Call, Failure>, changes: Bool, actingAs: Call.Named?, caller: Caller,
    reply: @escaping @Sendable (Reply) -> Void
  ) {
    self.command = command
    self.tag = tag
    self.bound = bound
    self.changes = changes
    self.actingAs = actingAs
    self.caller = caller
    self.reply = reply
  }

  /// The same request, understood as another call.
  func meaning(_ call: Call) -> Exchange {
    var exchange = self
    exchange.bound = .success(call)
    return exchange
  }

  /// Where the request came from, as the access log says it.
  var source: String {
    if caller.token != nil { return "token" }
    return "peer \(caller.uid.map(String.init) ?? "-")/\(caller.pid.map(String.init) ?? "-")"
  }
}

/// The statements before a command's own, and what their rows mean.
struct Prologue: Sendable {
  let call: Call?
  let deadline: Deadline
  let queries: [Query]
  /// What each statement after the first looks at.
  private let looks: [Look]

  private enum Look: Sendable {
    case named([Call.Named])
    case looked(Call.Looked)
    case merged
  }

  init(identity: Query, call: Call?, deadline: Deadline) {
    self.call = call
    self.deadline = deadline
    var queries = [identity]
    var looks: [Look] = []
    for group in Self.groups(call?.named ?? []) {
      let names = group.map { $0.number.map(String.init) ?? $0.value }
      guard let query = Naming.missing(group[0].kind, names) else { continue }
      queries.append(query)
      looks.append(.named(group))
    }
    let clients = (call?.named ?? []).filter { $0.thing == .client }.compactMap(\.number)
    if !clients.isEmpty {
      queries.append(Naming.merged(clients))
      looks.append(.merged)
    }
    for looked in call?.looked ?? [] {
      guard let query = Naming.lookup(looked.lookup.rawValue, looked.value) else { continue }
      queries.append(query)
      looks.append(.looked(looked))
    }
    self.queries = queries
    self.looks = looks
  }

  /// The things named one after another that are of one kind, which one statement looks at.
  private static func groups(_ named: [Call.Named]) -> [[Call.Named]] {
    var groups: [[Call.Named]] = []
    for thing in named {
      if groups.last?.first?.kind == thing.kind {
        groups[groups.count - 1].append(thing)
      } else {
        groups.append([thing])
      }
    }
    return groups
  }

  /// The call meant, where it names clients that were merged into others; nil where it does not.
  func meant(_ rows: [Rows]) -> Call? {
    for case (.merged, let rows) in zip(looks, rows.dropFirst()) where rows.count > 0 {
      let pairs = (0..<rows.count).compactMap { row in
        rows.integer(row, 0).flatMap { number in rows.integer(row, 1).map { (number, $0) } }
      }
      return call?.taking(.client, Dictionary(pairs) { first, _ in first })
    }
    return nil
  }

  /// Throws for the first value that is not in its list, then for the first thing that is not there: parameters come
  /// before things in the order of checks.
  func check(_ rows: [Rows]) throws(Failure) {
    let answers = zip(looks, rows.dropFirst())
    for case (.looked(let looked), let rows) in answers where rows.bool(0, 0) != true {
      throw .unlisted(looked, allowed: (rows.text(0, 1) ?? "").split(separator: ",").map(String.init))
    }
    for case (.named(let group), let rows) in answers where rows.count > 0 {
      let name = rows.text(0, 0)
      guard let named = group.first(where: { ($0.number.map(String.init) ?? $0.value) == name }) else { continue }
      throw .missing(named)
    }
  }
}

extension Call.Named {
  /// What is looked up of it: a thing of its kind that may be known, or in a further reach one that exists.
  fileprivate var kind: String { (reach.map { $0.rawValue + "." } ?? "") + thing.rawValue }
}

extension Answer {
  /// Whose data the answer shows.
  func touches(_ call: Call) -> [Touch] {
    func touches(_ rows: Rows, _ count: Int) -> [Touch] {
      guard rows.columns >= 8 else { return [] }
      return (0..<count).compactMap { row in
        let (client, casus, consult) = (rows.integer(row, 2), rows.integer(row, 3), rows.integer(row, 4))
        guard client != nil || casus != nil || consult != nil else { return nil }
        return Touch(
          client: client.map { .number($0) }, casus: casus.map { .number($0) }, consult: consult.map { .number($0) },
          ground: rows.text(row, 5) ?? "owner", role: rows.text(row, 6), team: rows.integer(row, 7))
      }
    }
    switch self {
    case .object(let rows, _, let more): return touches(rows, 1) + more
    case .page(let rows, let limit, _, let more): return touches(rows, min(rows.count, limit)) + more
    case .composed(_, _, let touches): return touches
    // Events tell codes, to who may know them: that somebody listens is accounted for.
    case .watching(let caller, _): return caller.watch == nil ? [] : [Touch(ground: nil)]
    case .session: return []
    }
  }

  /// Writes the reply's lines.
  func write(tag: String?, into bytes: inout [UInt8]) {
    switch self {
    case .object(let rows, let members, _):
      var object: [UInt8] = []
      rows.append(row: 0, column: 0, to: &object)
      ReplyWriter.ok(tag: tag, rendered: object, adding: members, into: &bytes)
    case .page(let rows, let limit, let members, _):
      let shown = min(rows.count, limit)
      var object: [UInt8] = []
      for row in 0..<shown {
        object.removeAll(keepingCapacity: true)
        rows.append(row: row, column: 0, to: &object)
        ReplyWriter.row(tag: tag, rendered: object, into: &bytes)
      }
      var ok: [JSON.Member] = [.init("rows", .integer(Int64(shown)))] + members
      if rows.count > limit, let cursor = rows.text(shown - 1, 1) { ok.append(.init("next", .string(cursor))) }
      ReplyWriter.ok(tag: tag, ok, into: &bytes)
    case .composed(let rows, let ok, _):
      for row in rows { ReplyWriter.row(tag: tag, row, into: &bytes) }
      ReplyWriter.ok(tag: tag, ok, into: &bytes)
    case .session(let caller):
      ReplyWriter.ok(
        tag: tag, [.init("lang", .string(caller.language.rawValue)), .init("read_only", .bool(caller.readOnly))],
        into: &bytes)
    case .watching(_, let number): ReplyWriter.ok(tag: tag, [.init("seq", .integer(Int64(number)))], into: &bytes)
    }
  }
}

extension Asker {
  /// The entries of the access log for what a change touches besides.
  func account(_ command: Command, _ further: Further, outcome: String) -> Query {
    switch further {
    case .unknown(let appointments):
      AccessLog.adding(
        entry(command, Touch(ground: "participation"), outcome: outcome), forUnknownIn: appointments)
    case .leftOpen(let worker):
      AccessLog.adding(
        entry(command, Touch(ground: "administration", role: Role.admin.rawValue), outcome: outcome),
        forLeftOpenBy: worker)
    }
  }

  /// An entry of the access log for something this asker did.
  func entry(_ command: Command, _ touch: Touch?, outcome: String = "ok") -> AccessLog.Entry {
    var entry = AccessLog.Entry(
      worker: worker, speaker: speaker == worker ? nil : speaker, action: command.name, outcome: outcome,
      source: source)
    entry.client = touch?.client
    entry.casus = touch?.casus
    entry.consult = touch?.consult
    entry.ground = touch?.ground
    entry.purpose = touch?.purpose
    entry.role = touch?.role ?? memberships.first?.role.rawValue
    entry.team = touch?.team ?? memberships.first?.team
    return entry
  }
}
