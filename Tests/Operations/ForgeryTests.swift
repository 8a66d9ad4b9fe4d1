import TestKit
import Testing
import Wire

@Suite("Forged cursors and tokens")
struct ForgeryTests {
  @Test("a cursor of another worker's list goes on in one's own and in nothing else, in every list there is")
  func cursors() async throws {
    let city = try await MarkedCity.make()
    let talk = try Conversation(city)
    let oracle = try Oracle(owner: city.owner, worker: MarkedCity.outsider)
    var given = 0
    for login in ["t.lead", "o.een", "f.een", "pl.een", "l.lead", "admin", "p.privacy", "r.report"] {
      for line in HostileLines.lists {
        let first = await talk.ask("\(line) limit=1", as: login)
        guard let next = first["next"]?.string else { continue }
        given += 1
        let forged = await talk.say("\(line) after=\(next)", uid: MarkedCity.outsiderUser)
        let text = forged.joined(separator: "\n")
        #expect(oracle.leaks(in: text, asked: next).isEmpty, "\(line) after \(next) of \(login): \(text.prefix(300))")
      }
    }
    #expect(given > 30)
    await talk.close()
  }

  @Test("a token of once stands for its own worker alone: to another the same line is what it is without it")
  func once() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let line = "case.note \(casus) text=Gebeld once=kenmerk"
      let first = await city.ask(line)
      #expect(first.code == "ok")
      #expect(await city.ask(line)["replayed"]?.bool == true)
      for login in ["o.vier", "admin", "p.privacy"] {
        let other = await city.ask(line, as: login)
        #expect(other.code != "ok" && other["replayed"] == nil && other["note"] == nil, "\(login): \(other)")
      }
      // Another owner says it anew, and it is done again.
      let colleague = await city.ask(line, as: "o.een")
      #expect(
        colleague.code == "ok" && colleague["replayed"] == nil && colleague["note"] != first["note"], "\(colleague)")
      // What was kept is told to nobody who lost the right to it.
      _ = try city.sql("DELETE FROM koos.member WHERE worker = (SELECT id FROM koos.worker WHERE login = 'f.een')")
      #expect(await city.ask(line).code.hasPrefix("denied."))
    }
  }
}
