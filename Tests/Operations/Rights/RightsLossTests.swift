import Patience
import TestKit
import Testing
import Wire

@Suite("What is lost is lost at the next line of an open session")
struct RightsLossTests {
  /// A session of a worker, logged in with a token.
  private func session(_ login: String, _ city: RightsCity) async throws -> (dialogue: Dialogue, token: String) {
    let issued = await city.ask("token.issue \(login)", as: login)
    let secret = try #require(issued["token"]?.string, "\(issued)")
    let dialogue = city.care.talk.session(uid: nil)
    #expect(await dialogue.ask("auth token=\(secret)").code == "ok")
    return (dialogue, try #require(issued["id"]?.string))
  }

  /// Reads, lists and changes that a member of the team `own` may do.
  static let lines = [
    "whoami", "case.show {case}", "client.show {client}", "case.list", "client.find Zonderling", "waiting.list",
    "case.note {case} text=Gebeld", "appointment.list case={case}", "agenda",
  ]

  @Test("all of it by who is disabled", arguments: ["worker.disable s.own reason=Weg", "token.revoke {session}"])
  func shutOut(line: String) async throws {
    try await RightsCity.with { city in
      var city = city
      let (dialogue, token) = try await session("s.own", city)
      city.codes["session"] = token
      for line in Self.lines { #expect(await dialogue.ask(city.line(line)).code == "ok", "\(line)") }
      #expect(await city.ask(line, as: "admin").code == "ok")
      for line in Self.lines {
        let outcome = await dialogue.ask(city.line(line))
        #expect(outcome.code == "denied.login" && outcome.rows.isEmpty, "\(line): \(outcome)")
      }
    }
  }

  @Test("all that a team gave by who leaves it, and by its members when the team leaves the case")
  func left() async throws {
    let endings = [
      ("g.own", "admin", "member.end g.own team=r-own role=gezinswerker", "denied.role"),
      ("s.all", "s.own", "case.withdraw {case} team=r-all", "not-found.case"),
      ("s.plan", "s.own", "case.withdraw {case} team=r-plan", "not-found.case"),
      ("s.invited", "s.own", "case.withdraw {case} team=r-invited", "not-found.case"),
      ("s.other", "s.other", "case.leave {case} reason=Klaar lead=s.own", "not-found.case"),
    ]
    try await RightsCity.with { city in
      for (login, by, line, code) in endings {
        let (dialogue, _) = try await session(login, city)
        let reads = ["case.show {case}", "case.history {case}", "case.note {case} text=x", "case.step.list {case}"]
        #expect(await dialogue.ask(city.line(reads[0])).code == "ok", "\(login)")
        let ended = await city.ask(line, as: by)
        #expect(ended.code == "ok", "\(line): \(ended)")
        for read in reads {
          let outcome = await dialogue.ask(city.line(read))
          #expect(outcome.code == code, "\(read) as \(login): \(outcome)")
        }
        for list in ["case.list", "client.find Zonderling", "waiting.list", "case.goal.list", "relation.list"] {
          let outcome = await dialogue.ask(list)
          #expect(outcome.code == (code == "denied.role" ? code : "ok"), "\(list) as \(login): \(outcome)")
          let codes = RightsWitness.codes(in: outcome.description)
          #expect(
            codes.isDisjoint(with: ["case", "client"].compactMap { city.codes[$0] }), "\(list) as \(login): \(outcome)")
        }
      }
    }
  }

  @Test("also what a watch would tell")
  func watching() async throws {
    try await RightsCity.with { city in
      let (lost, _) = try await session("s.all", city)
      let (kept, _) = try await session("s.own", city)
      #expect(try await city.care.eventsAreFinal())
      for dialogue in [lost, kept] { #expect(await dialogue.ask("watch topics=case").code == "ok") }
      #expect(await city.ask("case.note {case} text=Een", as: "g.own").code == "ok")
      #expect(await lost.events(1, cause: "note").count == 1)
      #expect(await city.ask("case.withdraw {case} team=r-all", as: "s.own").code == "ok")
      #expect(await city.ask("case.note {case} text=Twee", as: "g.own").code == "ok")
      #expect(await kept.events(2, cause: "note").count == 2)
      // Of the other case it still hears, and events come in their order: what it was not told by then is not told.
      #expect(await city.ask("case.note {leaving} text=Drie", as: "g.own").code == "ok")
      let told = await lost.events(2, cause: "note").map { RightsWitness.codes(in: $0.text) }
      #expect(told == [[city.line("{case}")], [city.line("{leaving}")]])
    }
  }
}
