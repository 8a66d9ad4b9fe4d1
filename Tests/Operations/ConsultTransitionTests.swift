import TestKit
import Testing
import Wire

@Suite("From one state of a consult to the next")
struct ConsultTransitionTests {
  static let states = ["asked", "claimed", "asked-back", "answered", "closed", "declined", "withdrawn", "converted"]

  /// A step: what is said after the consult's code, by whom, in which states, and what the consult then is.
  struct Step: Sendable {
    let verb: String
    let words: String
    let login: String
    let from: [String]
    let to: String?

    init(_ verb: String, _ words: String = "", by login: String, from states: [String], to state: String?) {
      self.verb = verb
      self.words = words
      self.login = login
      from = states
      to = state
    }
  }

  static let steps = [
    Step("claim", by: "o.een", from: ["asked"], to: "claimed"),
    Step("assign", "worker=o.twee", by: "t.lead", from: ["asked"], to: "claimed"),
    Step("assign", "worker=o.twee", by: "t.lead", from: ["claimed", "asked-back", "answered"], to: nil),
    Step("release", by: "t.lead", from: ["claimed"], to: "asked"),
    Step("reply", "text=Zo minutes=5", by: "o.een", from: ["claimed"], to: "answered"),
    Step("reply", "text=Hoezo minutes=5 ask-back=yes", by: "o.een", from: ["claimed"], to: "asked-back"),
    Step("decline", "reason=Past-niet", by: "o.een", from: ["asked", "claimed"], to: "declined"),
    Step("follow-up", "text=Verder", by: "f.een", from: ["asked-back", "answered", "closed"], to: "claimed"),
    Step("close", "outcome=advice-enough", by: "f.een", from: ["answered"], to: "closed"),
    Step("withdraw", by: "f.een", from: ["asked", "claimed", "asked-back"], to: "withdrawn"),
    Step(
      "authorise", "convert=advice-only", by: "f.een", from: ["asked", "claimed", "asked-back", "answered"], to: nil),
  ]

  @Test("every step is taken from its states and refused from all others", arguments: states)
  func table(state: String) async throws {
    try await CareCity.with { city in
      for step in Self.steps {
        // What a step allows is told for all the states its verb may be taken in.
        let allowed = Self.steps.filter { $0.verb == step.verb && $0.login == step.login }.flatMap(\.from)
        if allowed.contains(state), !step.from.contains(state) { continue }
        let consult = try await city.consult(in: state)
        let before = await city.ask("consult.show \(consult)")
        let outcome = await city.ask("consult.\(step.verb) \(consult) \(step.words)", as: step.login)
        let after = await city.ask("consult.show \(consult)")
        if step.from.contains(state) {
          #expect(outcome.code == "ok", "\(step.verb) from \(state): \(outcome)")
          #expect(after["state"]?.string == step.to ?? state, "\(step.verb) from \(state): \(after)")
          #expect(after["rev"]?.integer == before["rev"]?.integer.map { $0 + 1 })
          let turn = ["asked": "team", "claimed": "specialist", "asked-back": "asker", "answered": "asker"][
            step.to ?? state]
          #expect(after["turn"]?.string == turn, "\(step.verb) from \(state): \(after)")
        } else {
          // Before there is a claimer nobody is in the relation that a reply asks.
          let needsClaimer = step.verb == "reply" && before["claimed_by"] == .null
          #expect(
            outcome.code == (needsClaimer ? "denied.team" : "state.consult"), "\(step.verb) from \(state): \(outcome)")
          if !needsClaimer {
            #expect(
              outcome["is"]?.string == state && Set(outcome.texts("allowed")) == Set(allowed),
              "\(step.verb): \(outcome)")
          }
          #expect(after.description == before.description, "\(step.verb) from \(state) kept something")
        }
      }
    }
  }
}

extension CareCity {
  /// A consult of f.een that o.een has taken, in a state.
  func consult(in state: String) async throws -> String {
    let consult = try await consult()
    let claim = ("o.een", "consult.claim \(consult)")
    let answer = ("o.een", "consult.reply \(consult) text=Antwoord minutes=10")
    let ways: [String: [(String, String)]] = [
      "asked": [], "claimed": [claim], "asked-back": [claim, ("o.een", "\(answer.1) ask-back=yes")],
      "answered": [claim, answer],
      "closed": [claim, answer, ("f.een", "consult.close \(consult) outcome=advice-enough")],
      "declined": [("o.een", "consult.decline \(consult) reason=Nee")],
      "withdrawn": [("f.een", "consult.withdraw \(consult)")],
      "converted": [claim, answer],
    ]
    await does(try #require(ways[state]))
    if state == "converted" {
      let (client, consent) = try await consentedClient()
      _ = try await made("case", "consult.convert \(consult) client=\(client) consent=\(consent)")
    }
    return consult
  }
}
