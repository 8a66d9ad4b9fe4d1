internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let proposals: [String: Operation] = [
    "case.propose": .changes { (call) throws(Failure) in try ProposalMaking(call).change },
    "case.agree": .changes(ProposalAnswer.agree),
    "case.object": .changes(ProposalAnswer.object),
  ]
}

/// The owners of a case, and the keys they turned.
struct Keys: Sendable {
  struct Owner: Sendable {
    let team: Int
    let slug: String
    /// basecamp or buurtteam.
    let kind: String
    var hasAgreed: Bool
  }

  private(set) var owners: [Owner]
  /// The team whose key the asker turned before, be it an owner still or not.
  private let turned: Int?

  /// Reads the owners, and the row with the asker's own key where there is a proposal.
  init(_ owners: Rows, own: Rows? = nil) {
    self.owners = (0..<owners.count).compactMap { row in
      guard let team = owners.integer(row, 0), let slug = owners.text(row, 1), let kind = owners.text(row, 3)
      else { return nil }
      return Owner(team: team, slug: slug, kind: kind, hasAgreed: !owners.isNull(row, 2))
    }
    turned = own.flatMap { $0.count > 0 ? $0.integer(0, 0) : nil }
  }

  /// The owners whose key is missing, by slug.
  var missing: [Owner] { owners.filter { !$0.hasAgreed } }

  /// Turns a key.
  mutating func turn(_ team: Int) {
    for index in owners.indices where owners[index].team == team { owners[index].hasAgreed = true }
  }

  /// Whether a team is the only buurtteam among the owners.
  func isLastBuurtteam(_ team: Int) -> Bool {
    owners.filter { $0.kind == "buurtteam" }.map(\.team) == [team]
  }

  func hasAgreed(_ team: Int) -> Bool { owners.contains { $0.team == team && $0.hasAgreed } }

  /// The membership whose key the asker turns: of the team named, else of the one turned before, else of the owning team
  /// joined first; one person turns one key and no other.
  func membership(_ call: Call, _ asker: Asker) throws(Failure) -> Membership {
    let own = asker.teams(.caseworkers).filter { membership in owners.contains { $0.team == membership.team } }
    guard let first = own.first else {
      throw .notOwning
    }
    let named = call.optionalSlug("team")
    guard
      let chosen = named == nil
        ? own.first(where: { $0.team == turned }) ?? first : own.first(where: { $0.teamSlug == named })
    else {
      throw .team(
        "\(named ?? "") is geen eigen team dat eigenaar is.", "\(named ?? "") is no team of yours that owns this case.")
    }
    guard turned == nil || turned == chosen.team else {
      throw .team(
        "U hebt al voor een ander team ingestemd; een persoon stemt voor één team.",
        "You agreed for another team already; one person agrees for one team.")
    }
    return chosen
  }
}

/// What is carried out once every owner agreed, and what is told of it.
struct Agreed: Sendable {
  let casus: Int
  let client: Int
  /// The wijk of the case as it is.
  let wijk: String
  let action: String
  /// The team to remove.
  let team: Int?
  let newWijk: String?
  let participant: Int?
  let reads: String?
  /// Why it was proposed.
  let reason: String

  /// The word of the fact and the event.
  var what: String {
    switch action {
    case "close": "closed"
    case "move": "moved"
    case "remove": "removed"
    default: "widened"
    }
  }

  /// The fact, about the proposal it came from.
  func fact(of proposal: CaseFacts.Subject, by key: Int?, _ keys: Keys) -> CaseFacts.Fact {
    var fact = CaseFacts.Fact(what, team: team ?? key, about: proposal, reason: reason)
    let detail: [JSON.Member] =
      if let newWijk {
        [.init("from", .string(wijk)), .init("to", .string(newWijk))]
      } else if let participant, let reads {
        [.init("participant", .string("B-\(participant)")), .init("reads", .string(reads))]
      } else if let team, keys.isLastBuurtteam(team) {
        [.init("last_buurtteam", .bool(true))]
      } else {
        []
      }
    fact.detail = JSON.object(detail).text
    return fact
  }

  /// The statements that carry it out, last of all: they may cost the asker the right to any other.
  var carriedOut: [Query] {
    switch (action, team, newWijk, participant, reads) {
    case ("close", _, _, _, _): [Proposals.close(casus)]
    case (_, let team?, _, _, _): Proposals.remove(team, from: casus)
    case (_, _, let wijk?, _, _): [Proposals.move(casus, to: wijk)]
    case (_, _, _, let participant?, let reads?): [Proposals.widen(participant, to: reads)]
    default: []
    }
  }

  /// Throws `consent.*` where a participant may not read, `state.case` with what is in the way, for rows of kind and code.
  static func check(_ obstacles: Rows, consent: Rows, on day: CivilDate) throws(Failure) {
    if consent.count > 0 { try ConsentCheck("share", consent).require(on: day) }
    let codes = (0..<obstacles.count).compactMap { obstacles.text($0, 1) }
    guard !codes.isEmpty else { return }
    let sentences = sentences(of: obstacles)
    var failure = Failure.state(
      .case, is: "open", allowed: [], sentences.map(\.nl).joined(separator: " "),
      sentences.map(\.en).joined(separator: " "))
    failure.members.append(.init("with", .array(codes.map(JSON.string))))
    throw failure
  }

  /// A sentence for each kind of obstacle, in the order of the rows.
  private static func sentences(of obstacles: Rows) -> [Sentence] {
    var kinds: [(kind: String, codes: [String])] = []
    for row in 0..<obstacles.count {
      guard let kind = obstacles.text(row, 0), let code = obstacles.text(row, 1) else { continue }
      if let place = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[place].codes.append(code)
      } else {
        kinds.append((kind, [code]))
      }
    }
    return kinds.map { sentence($0.kind, $0.codes.joined(separator: ", ")) }
  }

  private static func sentence(_ kind: String, _ names: String) -> Sentence {
    switch kind {
    case "gone": Sentence(nl: "\(names) is al geen eigenaar meer.", en: "\(names) owns this case no longer.")
    case "last": Sentence(nl: "\(names) is de laatste eigenaar.", en: "\(names) is the last owner.")
    case "regie":
      Sentence(
        nl: "\(names) van dat team heeft de regie; draag die eerst over.",
        en: "\(names) of that team holds the regie; hand it over first.")
    case "ended": Sentence(nl: "\(names) doet niet meer mee.", en: "\(names) takes part no longer.")
    default: Sentence(nl: "Er loopt nog: \(names).", en: "Still open: \(names).")
    }
  }
}
