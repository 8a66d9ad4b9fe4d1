import TestKit
import Testing
import Wire

@Suite("Who may work with cases")
struct CareRightsTests {
  private static let caseTeam: Set = ["t.lead", "o.een", "f.een", "pl.een"]
  private static let caseworkers: Set = ["t.lead", "o.een", "f.een"]
  private static let leads: Set = ["t.lead"]
  private static let consulted: Set = ["t.lead", "o.een"]
  private static let lead: Set = ["t.lead"]

  @Test(
    "each command is for its roles, before anything else is looked at",
    arguments: [
      ("client.add", caseTeam), ("client.show", caseTeam), ("client.find", caseTeam), ("client.change", caseworkers),
      ("client.merge", leads), ("relation.add", caseworkers), ("relation.list", caseTeam),
      ("relation.end", caseworkers),
      ("consent.record", caseworkers), ("consent.list", caseTeam), ("consent.withdraw", caseworkers),
      ("case.open", caseTeam), ("case.show", caseTeam), ("case.list", caseTeam), ("consult.ask", caseworkers),
      ("consult.list", caseTeam), ("consult.show", caseTeam), ("consult.claim", consulted),
      ("consult.reply", consulted),
      ("consult.close", caseworkers), ("consult.assign", lead), ("consult.release", consulted),
      ("consult.decline", caseworkers), ("consult.follow-up", caseworkers), ("consult.withdraw", caseworkers),
      ("consult.authorise", caseworkers), ("consult.identify", caseworkers), ("consult.convert", caseworkers),
      ("waiting.add", caseworkers), ("waiting.list", caseTeam),
      ("waiting.why", caseTeam),
      ("waiting.start", caseworkers), ("waiting.show", caseTeam), ("waiting.contact", caseTeam),
      ("waiting.bridge", caseworkers), ("waiting.pause", caseworkers), ("waiting.resume", caseworkers),
      ("waiting.intake", caseworkers), ("waiting.complete", caseworkers), ("waiting.urgency", leads),
      ("waiting.override", leads),
    ])
  func roles(command: String, may: Set<String>) async throws {
    try await CareCity.with { city in
      for login in ["t.lead", "o.een", "f.een", "pl.een", "admin", "p.privacy", "r.report"] {
        let outcome = await city.ask(command, as: login)
        #expect((outcome.code != "denied.role") == may.contains(login), "\(command) as \(login): \(outcome)")
      }
      let refused = try city.logged(command, "denied.role")
      #expect(refused == 7 - may.count)
    }
  }
}
