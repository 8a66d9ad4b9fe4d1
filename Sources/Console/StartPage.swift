internal import Casework
internal import Catalogue
internal import Wire

/// What waits for who calls: the newest on the desk, the next appointment, and the consults whose turn it is.
struct StartPage {
  let options: Options
  /// Columns there are.
  let width: Int
  /// The worker spoken for, nil for who calls.
  let actingAs: String?

  /// So many of each are shown.
  private static let few = 5
  /// Pages of a desk that are read at most to find its newest.
  private static let pages = 10

  /// Who it is for, and what was found.
  struct Found {
    var who: JSON
    var now: String
    /// Nil where one's roles have none.
    var desk: [JSON]?
    var appointments: [JSON]?
    var consults: [JSON]?
  }

  /// Asks over one connection, each thing within what the caller may see.
  func ask(_ client: Client) throws(Complaint) -> Found {
    var conversation = try Conversation(client)
    let opening = try conversation.ask(["whoami", "clock", "desk"].map(acting))
    let who = try Self.object(opening[0], options.language)
    let now = try Self.object(opening[1], options.language)["now"]?.string ?? ""
    let login = quoted(who["login"]?.string ?? "")
    let replies = try conversation.ask(
      [
        "appointment.list worker=\(login) from=\(now) limit=20", "consult.list mine=yes turn=asker",
        "consult.list mine=yes turn=specialist",
      ].map(acting))
    var found = Found(who: who, now: now)
    found.desk = try newest(opening[2], &conversation)
    found.appointments = Self.rows(replies[0])?.filter(Self.isToCome)
    if let asked = Self.rows(replies[1]), let claimed = Self.rows(replies[2]) {
      // Who asked is at turn in the one, who claimed in the other.
      let isMine = { (row: JSON) in row["claimed_by"]?.string == who["login"]?.string }
      found.consults = (asked.filter { !isMine($0) } + claimed.filter(isMine))
        .sorted { ($0["due_at"]?.string ?? "") < ($1["due_at"]?.string ?? "") }
    }
    return found
  }

  private func acting(_ line: String) -> String { line + (actingAs.map { " as=\(quoted($0))" } ?? "") }

  /// A desk is told oldest first.
  private func newest(_ first: Reply, _ conversation: inout Conversation) throws(Complaint) -> [JSON]? {
    guard var rows = Self.rows(first) else { return nil }
    var reply = first
    for _ in 1..<Self.pages {
      guard case .ok(let object) = reply.outcome, let next = object["next"]?.string else { break }
      reply = try conversation.ask([acting("desk limit=\(Limits.longestList) after=\(quoted(next))")])[0]
      rows += Self.rows(reply) ?? []
    }
    return rows.reversed()
  }

  private static func rows(_ reply: Reply) -> [JSON]? {
    if case .ok = reply.outcome { reply.rows } else { nil }
  }

  private static func object(_ reply: Reply, _ language: Language) throws(Complaint) -> JSON {
    switch reply.outcome {
    case .ok(let object): return object
    case .err(let code, let object):
      let message = object["message"]?.string ?? code.description
      throw Complaint(code.exitStatus, nl: message, en: message, code: code)
    }
  }

  private static func isToCome(_ row: JSON) -> Bool {
    ["voorstel", "gepland", "bevestigd"].contains(row["status"]?.string ?? "")
  }

  // MARK: Shown

  /// The page for a person, or in a pipe.
  func text(_ found: Found) -> String {
    let cell = Cell(language: options.language, year: CivilDate(iso: found.now.prefix(10))?.year ?? 0)
    let who = [found.who["name"], found.who["login"], .string(found.now)].compactMap(\.self).map { cell.text($0) }
    var lines = Columns.wrap(who.joined(separator: ", "), to: width)
    if let desk = found.desk {
      lines += part(
        desk, Sentence(nl: "Nieuw op uw bureau", en: "New on your desk"),
        none: Sentence(nl: "Niets nieuws op uw bureau.", en: "Nothing new on your desk."),
        more: Sentence(nl: "koos bureau", en: "koos desk"), ["at", "thing", "text"], cell)
    }
    if let appointments = found.appointments {
      lines += part(
        Array(appointments.prefix(1)), Sentence(nl: "Uw volgende afspraak", en: "Your next appointment"),
        none: Sentence(nl: "Geen afspraak gepland.", en: "No appointment planned."),
        more: Sentence(nl: "koos agenda", en: "koos agenda"),
        ["appointment", "start", "end", "mode", "place", "room", "case", "type"], cell)
    }
    if let consults = found.consults {
      lines += part(
        consults, Sentence(nl: "Vragen waarin u aan zet bent", en: "Consults in which it is your turn"),
        none: Sentence(nl: "In geen vraag bent u aan zet.", en: "No consult waits for you."),
        more: Sentence(nl: "koos vragen --mine", en: "koos consult list --mine"),
        ["consult", "state", "due_at", "discipline", "asker_team"], cell)
    }
    let help = Sentence(
      nl: "koos help zegt wat u nog meer kunt.", en: "koos help tells what else you can do.")
    lines += ["", help(options.language)]
    return lines.map { $0 + "\n" }.joined()
  }

  private func part(
    _ rows: [JSON], _ heading: Sentence, none: Sentence, more: Sentence, _ names: [String], _ cell: Cell
  ) -> [String] {
    guard !rows.isEmpty else { return ["", none(options.language)] }
    let shown = rows.prefix(Self.few).map { row in
      JSON.object(names.map { JSON.Member($0, row[$0] ?? .null) })
    }
    var lines = ["", heading(options.language)]
    lines += Table(rows: Array(shown), cell: cell, width: width - 2).lines.map { $0.isEmpty ? "" : "  " + $0 }
    if rows.count > Self.few {
      let rest = Sentence(
        nl: "nog \(rows.count - Self.few): ", en: "\(rows.count - Self.few) more: ")
      lines.append("  … " + rest(options.language) + more(options.language))
    }
    return lines
  }

  /// The codes of what is shown.
  func codes(_ found: Found) -> [String] {
    objects(found).dropFirst().compactMap { row in
      ["thing", "appointment", "consult"].lazy.compactMap { row[$0]?.string }.first
    }
  }

  /// The wire's objects, one a line: who it is for, then the rows.
  func objects(_ found: Found) -> [JSON] {
    [found.who] + (found.desk ?? []).prefix(Self.few) + (found.appointments ?? []).prefix(1)
      + (found.consults ?? []).prefix(Self.few)
  }
}
