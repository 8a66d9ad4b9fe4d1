import TestKit
import Testing
import Wire

@Suite("From one state of an invitation to the next")
struct InvitationTransitionTests {
  private static let third = "basecamp-leidsche-rijn"

  /// The verbs: what is said, and by whom.
  private static let verbs = [
    ("accept", "case.accept %C team=\(third)", "o.drie"), ("refuse", "case.refuse %C team=\(third)", "o.drie"),
    ("withdraw", "case.withdraw %C team=\(third)", "f.een"), ("leave", "case.leave %C team=\(third)", "o.drie"),
    ("invite", "case.invite %C team=\(third) reason=x", "f.een"),
    ("consult", "case.invite %C team=\(third) reason=x role=consulted", "o.een"),
  ]

  /// How each state is come to.
  private static let ways = [
    "pending": [verbs[4]], "pending-consulted": [verbs[5]], "owner": [verbs[4], verbs[0]],
    "consulted": [verbs[5], verbs[0]], "refused": [verbs[4], verbs[1]], "withdrawn": [verbs[4], verbs[2]],
    "lapsed": [verbs[4]], "lapsed-told": [verbs[4]], "ended": [verbs[5], verbs[0], verbs[2]],
  ]

  /// What each verb does from a state: the state it is then in, or the refusal, in the order of the verbs.
  static let table: [(state: String, outcomes: [String])] = [
    ("pending", ["accepted", "refused", "withdrawn", "denied.team", "conflict.duplicate", "conflict.duplicate"]),
    (
      "pending-consulted",
      ["accepted", "refused", "withdrawn", "denied.team", "conflict.duplicate", "conflict.duplicate"]
    ),
    ("owner", ["state", "state", "state", "left", "conflict.duplicate", "conflict.duplicate"]),
    ("consulted", ["state", "state", "ended", "left", "pending", "conflict.duplicate"]),
    ("refused", ["not-found.case", "not-found.case", "state", "not-found.case", "pending", "pending"]),
    ("withdrawn", ["not-found.case", "not-found.case", "state", "not-found.case", "pending", "pending"]),
    ("lapsed", ["not-found.case", "not-found.case", "state", "not-found.case", "pending", "pending"]),
    ("lapsed-told", ["not-found.case", "not-found.case", "state", "not-found.case", "pending", "pending"]),
    ("ended", ["not-found.case", "not-found.case", "state", "not-found.case", "pending", "pending"]),
  ]

  /// What the refusal says the invitation is.
  private static let names = ["owner": "accepted", "consulted": "accepted", "lapsed-told": "lapsed"]

  private static func come(to state: String, _ city: OwnershipCity) async throws {
    await city.does((ways[state] ?? []).map { ($0.2, $0.1) })
    if state.hasPrefix("lapsed") { try city.care.advance("14 days") }
    if state == "lapsed-told" { await city.care.talk.runJobs() }
  }

  private static func kept(_ city: OwnershipCity) throws -> [[String?]] {
    try city.sql("SELECT id, state FROM koos.casus_invitation WHERE casus = %C ORDER BY id")
      + city.sql("SELECT count(*) FROM koos.casus_fact WHERE casus = %C")
  }

  @Test("every verb does what its state allows and is refused in all others", arguments: table)
  func transitions(state: String, outcomes: [String]) async throws {
    for (verb, expected) in zip(Self.verbs, outcomes) {
      try await OwnershipCity.with { city in
        try await Self.come(to: state, city)
        let before = try Self.kept(city)
        let outcome = await city.ask(verb.1, as: verb.2)
        switch expected {
        case "accepted", "refused", "withdrawn", "ended", "pending":
          #expect(outcome["state"]?.string == expected, "\(verb.0) from \(state): \(outcome)")
          let last = try city.sql("SELECT state FROM koos.casus_invitation WHERE casus = %C ORDER BY id DESC LIMIT 1")
          #expect(last == [[expected]])
        case "left":
          #expect(outcome["left"]?.string == Self.third, "\(verb.0) from \(state): \(outcome)")
          #expect(await city.ask("case.show %C", as: "o.drie").code == "not-found.case")
        case "state":
          #expect(outcome.code == "state.invitation", "\(verb.0) from \(state): \(outcome)")
          // What a consulted team had could be ended too, and not only taken back.
          let allowed = state == "ended" ? ["pending", "accepted"] : ["pending"]
          #expect(outcome["is"]?.string == Self.names[state] ?? state && outcome.texts("allowed") == allowed)
          #expect(try Self.kept(city) == before)
        default:
          #expect(outcome.code == expected, "\(verb.0) from \(state): \(outcome)")
          #expect(try Self.kept(city) == before)
        }
      }
    }
  }

  @Test(
    "who knows the case otherwise is told what became of an invitation",
    arguments: ["refused", "withdrawn", "lapsed", "lapsed-told", "ended"])
  func known(state: String) async throws {
    try await OwnershipCity.with { city in
      try await Self.come(to: state, city)
      try city.care.sits("o.drie", in: "basecamp-zuidwest")
      for verb in Self.verbs.prefix(2) {
        let outcome = await city.ask(verb.1, as: "o.drie")
        #expect(outcome.code == "state.invitation" && outcome["is"]?.string == Self.names[state] ?? state, "\(outcome)")
      }
    }
  }
}
