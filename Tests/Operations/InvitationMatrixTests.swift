import TestKit
import Testing
import Wire

@Suite("What a team keeps of a case when one of its relations to it ends")
struct InvitationMatrixTests {
  /// Which relation ends and how, what else the team is or was to the case, and what it then still has: the case in `all`
  /// or the `plan` of it, a `preview` without a name, the `consult` it grew from, or nothing (-). A line stands for a row
  /// of each of what its slashes part.
  static let table = """
    leave/remove           owner                            nothing/refused/withdrawn/lapsed/ended  -
    leave/remove           owner                            consulted-plan                          plan
    leave/remove           owner                            consulted-all                           all+consult
    leave/remove           owner                            consult                                 consult
    leave                  owner                            consulted-plan+consult                  plan+consult
    leave/withdraw         consulted-plan/consulted-all     nothing/refused/withdrawn/lapsed/ended  -
    leave/withdraw         consulted-plan/consulted-all     consult                                 consult
    leave                  consulted-plan/consulted-all     pending-owner                           preview
    withdraw               consulted-plan/consulted-all     owner                                   all+consult
    withdraw/refuse/lapse  pending-owner/pending-consulted  nothing/refused/withdrawn/lapsed/ended  -
    withdraw/refuse/lapse  pending-owner/pending-consulted  consult                                 consult
    withdraw/refuse/lapse  pending-owner                    consulted-plan                          plan
    withdraw/refuse/lapse  pending-owner                    consulted-all                           all+consult
    """

  /// One row of the table: words of which none is parted any more.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let ends: String
    let relation: String
    let beside: [String]
    let keeps: Set<String>

    init(_ words: [String]) {
      testDescription = words.joined(separator: " ")
      ends = words[0]
      relation = words[1]
      beside = words[2].split(separator: "+").map(String.init)
      keeps = Set(words[3].split(separator: "+").map(String.init)).subtracting(["-"])
    }
  }

  static let rows = table.split(separator: "\n").flatMap { line in
    line.split(separator: " ").reduce([[]]) { rows, parts in
      rows.flatMap { row in parts.split(separator: "/").map { row + [String($0)] } }
    }.map(Row.init)
  }

  @Test(
    "lost everywhere the moment it ends, unless another relation still gives it",
    arguments: ["leave", "remove", "withdraw", "refuse", "lapse"])
  func matrix(ends: String) async throws {
    try await CareCity.with { care in
      for row in Self.rows where row.ends == ends {
        let place = try await Place(care, isClaimer: row.beside.contains("consult"))
        // What was and what thinks along comes before what is pending, for one of a kind stands at a time.
        let order = ["refused", "withdrawn", "lapsed", "ended", "consulted-plan", "consulted-all"]
        let relations = row.beside + [row.relation]
        for relation in order.filter(relations.contains) + relations.filter({ !order.contains($0) }) {
          try await place.become(relation)
        }
        let before = try await place.kept()
        #expect(before == Self.given(by: relations), "before: \(row.testDescription)")
        try await place.end(row)
        let kept = try await place.kept()
        #expect(kept == row.keeps, "\(row.testDescription)")
        #expect(try care.strayAccess().isEmpty, "\(row.testDescription)")
      }
    }
  }

  /// What relations give together.
  private static func given(by relations: [String]) -> Set<String> {
    if relations.contains("owner") || relations.contains("consulted-all") { return ["all", "consult"] }
    let consult: Set<String> = relations.contains("consult") ? ["consult"] : []
    if relations.contains("consulted-plan") { return consult.union(["plan"]) }
    return relations.contains { $0.hasPrefix("pending") } ? consult.union(["preview"]) : consult
  }
}

/// A case that grew from a consult, owned by two teams, and a third team's relations to it.
private struct Place {
  static let third = "basecamp-leidsche-rijn"
  let care: CareCity
  let consult: String
  let client: String
  let casus: String

  /// - Parameter isClaimer: whether the third team answered the consult; it has left the case since.
  init(_ care: CareCity, isClaimer: Bool) async throws {
    self.care = care
    let (team, login) = isClaimer ? (Self.third, "o.drie") : ("basecamp-zuidwest", "o.een")
    let consent: String
    (client, consent) = try await care.consentedClient()
    consult = try await care.made(
      "consult", "consult.ask \"Hoe verder?\" discipline=orthopedagoog convert=may-convert team=\(team)")
    await care.does([
      (login, "consult.claim \(consult)"), ("f.een", "consult.identify \(consult) client=\(client) consent=\(consent)"),
    ])
    casus = try await care.made(
      "case", "consult.convert \(consult) client=\(client) consent=\(consent)", as: login)
    _ = try care.sql(
      """
      INSERT INTO koos.casus_note (casus, text, worker, team) SELECT \(casus.dropFirst(2)), 'Notitie', m.worker, m.team
      FROM koos.member m JOIN koos.worker w ON w.id = m.worker WHERE w.login = 'f.een'
      """)
    if isClaimer {
      for (login, line) in [
        ("f.een", "case.invite %C team=basecamp-zuidwest reason=x"), ("o.een", "case.accept %C"),
        ("o.drie", "case.leave %C reason=x"),
      ] { await does(line, as: login) }
    }
  }

  private func does(_ line: String, as login: String) async {
    await care.does([(login, line.replacing("%C", with: casus).replacing("%T", with: Self.third))])
  }

  /// Brings the third team into a relation.
  func become(_ relation: String) async throws {
    let invite = "case.invite %C team=%T reason=x"
    switch relation {
    case "owner":
      await does(invite, as: "f.een")
      await does("case.accept %C", as: "o.drie")
    case "consulted-plan", "consulted-all":
      await does("\(invite) role=consulted reads=\(relation.split(separator: "-")[1])", as: "o.een")
      await does("case.accept %C", as: "l.lead")
    case "pending-owner": await does(invite, as: "f.een")
    case "pending-consulted": await does("\(invite) role=consulted", as: "f.een")
    case "refused":
      await does(invite, as: "f.een")
      await does("case.refuse %C", as: "o.drie")
    case "withdrawn":
      await does(invite, as: "f.een")
      await does("case.withdraw %C", as: "o.een")
    case "lapsed":
      await does(invite, as: "f.een")
      try care.advance("14 days")
      await care.talk.runJobs()
    case "ended":
      await does("\(invite) role=consulted", as: "f.een")
      await does("case.accept %C", as: "o.drie")
      await does("case.withdraw %C", as: "f.een")
    default: break
    }
  }

  /// Ends the relation a row is about.
  func end(_ row: InvitationMatrixTests.Row) async throws {
    switch row.ends {
    case "leave": await does("case.leave %C", as: "o.drie")
    case "withdraw": await does("case.withdraw %C team=%T", as: "o.een")
    case "refuse": await does("case.refuse %C", as: "l.lead")
    case "lapse": try care.advance("14 days")
    default: try care.leaves(Self.third, casus)
    }
  }

  /// What a member of the third team has of the case, wherever it may be looked for.
  func kept() async throws -> Set<String> {
    var kept: Set<String> = []
    let shown = await care.ask("case.show \(casus)", as: "o.drie")
    let isRead = shown["client"]?["name"]?.string != nil
    let readsQuestion = shown["question"]?.string != nil && isRead
    let notes =
      try care.seen(
        "SELECT count(*) FROM koos.casus_note WHERE casus = \(casus.dropFirst(2))", by: "o.drie") == ["1"]
    let isListed = await care.ask("case.list limit=1000", as: "o.drie").rows.contains { $0["case"]?.string == casus }
    let client = await care.ask("client.show \(client)", as: "o.drie")
    let previews = try care.seen(
      """
      SELECT count(*) FROM koos.casus_invitation i JOIN koos.access a ON a.kind = 'invitation' AND a.thing = i.casus AND a.team = i.team
      WHERE i.casus = \(casus.dropFirst(2)) AND i.state = 'pending' AND a.from_at <= koos.now() AND koos.now() < a.until_at
      """, by: "o.drie")
    let consult = await care.ask("consult.show \(consult)", as: "o.drie")
    if consult.code == "ok" { kept.insert("consult") }
    if isRead { kept.insert(readsQuestion ? "all" : "plan") }
    if !isRead, previews != ["0"] { kept.insert("preview") }
    #expect(isListed == isRead && (client.code == "ok") == isRead && notes == readsQuestion, "\(shown)\n\(client)")
    #expect(isRead || shown["client"]?["name"] == nil)
    if kept.isDisjoint(with: ["all", "plan", "preview"]) {
      #expect(shown.code == "not-found.case" && client.code == "not-found.client")
    }
    return kept
  }
}
