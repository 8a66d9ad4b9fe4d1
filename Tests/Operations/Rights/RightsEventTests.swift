import Patience
import TestKit
import Testing
import Wire

@Suite("Events tell of nothing that show would not")
struct RightsEventTests {
  @Test("of all that happened, each worker hears what he may know of, and no name or text")
  func events() async throws {
    try await RightsCity.with { city in
      let talk = try Conversation(city.care.city, heartbeat: .milliseconds(500))
      try #require(await city.care.eventsAreFinal())
      let ends = try city.care.sql("SELECT min(seq), max(seq) FROM koos.event")[0]
      let (first, last) = (try #require(ends[0]), try #require(ends[1].flatMap { Int64($0) }))
      var watches: [(person: RightsCity.Person, dialogue: Dialogue)] = []
      for person in Self.people {
        let dialogue = talk.session()
        let outcome = await dialogue.ask(
          "watch topics=consult,waiting,offer,appointment,case,desk since=\(first) as=\(person.login)")
        try #require(outcome.code == "ok", "\(outcome)")
        watches.append((person, dialogue))
      }
      var showing = try RightsShowing(city)
      var heard = 0
      for (person, dialogue) in watches {
        // A beat of the heart that has come so far comes after all that is to be told.
        let isTold = await eventually(within: .seconds(60)) {
          dialogue.events.contains { $0["topic"]?.string == "heartbeat" && ($0["seq"]?.integer ?? 0) >= last }
        }
        #expect(isTold, "\(person)")
        for event in dialogue.events where event["topic"]?.string != "heartbeat" {
          heard += 1
          for (_, word) in RightsCity.words { #expect(!event.text.contains(word), "\(person): \(event.text)") }
          for code in RightsWitness.codes(in: event.text) where await !showing.tells(code, to: person) {
            Issue.record("\(person) hears of \(code), which show does not tell: \(event.text)")
          }
        }
      }
      #expect(heard > 100)
      await talk.close()
    }
  }

  /// Somebody of every relation and role.
  private static let people =
    ["own", "other", "all", "plan", "invited", "former", "ended", "foreign", "asking", "asked", "owner"].flatMap {
      relation in
      "lsgp".map { RightsCity.Person(role: $0, relation: relation) }
    } + "avr".map { RightsCity.Person(role: $0, relation: "koos") }
}
