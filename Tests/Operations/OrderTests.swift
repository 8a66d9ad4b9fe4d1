import TestKit
import Testing
import Wire

@Suite("The order of checks")
struct OrderTests {
  @Test("a line that fails several checks is answered by the first of them")
  func order() async throws {
    let city = try Conversation(try await City())
    let hours = "day=sun from=09:00 to=12:00"
    #expect(await city.ask("availability.set g.een \(hours) once=used", as: "g.een").code == "ok")
    #expect(await city.ask("organisation.add \"Praktijk Een\" kind=school once=used").code == "ok")
    for (line, login, code) in [
      ("nothing.like-this \"", "o.een", "syntax.quote"),
      ("nothing.like-this a b", "o.een", "syntax.unknown-parameter"),
      ("organisation.add colour=red", "o.een", "denied.role"), ("clock advance=x", "o.een", "denied.role"),
      ("clock within=x", "o.een", "input.value"),
      ("worker.list colour=red limit=x", "o.een", "syntax.unknown-parameter"),
      ("worker.list limit=x colour=red", "o.een", "input.value"),
      ("member.add nobody team=nowhere role=boss", "t.lead", "input.value"),
      ("appointment.list worker=nobody from=2026-03-12 to=2026-03-11", "o.een", "input.value"),
      ("slot.find nobody from=2026-03-05 to=2026-03-06 minutes=60", "o.een", "syntax.missing-parameter"),
      ("case.list team=nowhere after=here", "o.een", "input.value"),
      ("availability.set nobody day=sun from=12:00 to=09:00", "o.een", "input.value"),
      ("worker.list organisation=nowhere discipline=dentist", "o.een", "input.value"),
      ("member.add nobody team=basecamp-zuid role=lead", "t.lead", "not-found.worker"),
      ("availability.set o.een \(hours) once=used", "g.een", "denied.team"),
      ("availability.set g.een day=sat from=09:00 to=12:00 once=used", "g.een", "conflict.once"),
      ("worker.change o.een name=x if=99 once=used", "admin", "conflict.once"),
    ] {
      let outcome = await city.ask(line, as: login)
      #expect(outcome.code == code, "\(line): \(outcome)")
    }
    let stranger = city.session(uid: 99_999)
    #expect(await stranger.ask("nothing.like-this").code == "syntax.unknown-command")
    #expect(await stranger.ask("organisation.add colour=red").code == "denied.login")
    let reader = city.session()
    #expect(await reader.ask("session read-only=yes").code == "ok")
    #expect(await reader.ask("client.add colour=red").code == "denied.read-only", "before role and parameters")
    #expect(await reader.ask("clock within=x").code == "input.value", "a question changes nothing")
    await city.close()
  }

  @Test("who may speak for nobody is told so, under that parameter")
  func speaking() async throws {
    let city = try Conversation(try await City())
    let token = await city.ask("token.issue o.een")["token"]?.string
    let session = city.session()
    #expect(await session.ask("auth \(try #require(token))").code == "ok")
    let refused = await session.ask("case.show C-1 as=o.twee")
    #expect(refused.code == "denied.role" && refused["field"]?.string == "as" && refused["col"]?.integer == 18)
    #expect(refused["allowed"]?.array?.compactMap(\.string) == ["admin"], "\(refused)")
    await city.close()
  }
}
