import TestKit
import Testing
import Wire

@Suite("Refusals and exceptions of consent")
struct ConsentExceptionTests {
  private func child(_ city: CareCity, birth: String) async throws -> (client: String, casus: String) {
    let client = try await city.client(birth: birth)
    for name in ["Moeder", "Vader"] {
      _ = try await city.made("relation", "relation.add \(client) name=\(name) kind=ouder authority=yes")
    }
    return (client, try await city.casus(of: client))
  }

  private func start(_ casus: String, _ city: CareCity) async -> Outcome {
    await city.ask("case.traject.start \(casus) service=ambulant dry-run=yes")
  }

  @Test("a youth of 12 persists against the parent who refused, and help starts without that one alone")
  func persists() async throws {
    try await CareCity.with { city in
      let (client, casus) = try await child(city, birth: "2013-05-14")
      let persist = "consent.record \(client) purpose=treatment by=youth exception=youth-persists"
      #expect(await city.ask("\(persist) reason=\"Wil dit al maanden\"").code == "state.consent")
      let refusal = try await city.made(
        "consent", "consent.record \(client) purpose=treatment by=parent-2 refused=yes reason=\"Ziet er niets in\"")
      #expect((await start(casus, city)).code == "consent.missing")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=youth")
      let refused = await start(casus, city)
      #expect(refused.code == "consent.missing" && refused.texts("who") == ["parent-1", "parent-2"], "\(refused)")
      #expect(refused["message"]?.string?.contains("geweigerd") == true)
      #expect((await city.ask(persist)).code == "syntax.missing-parameter")
      let excepted = try await city.made("consent", "\(persist) reason=\"Wil dit al maanden\"")
      #expect((await start(casus, city)).texts("who") == ["parent-1"])
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      #expect((await start(casus, city)).code == "ok")
      let rows = await city.ask("consent.list \(client)").rows
      let one = rows.first { $0["consent"]?.string == excepted }
      #expect(one?["exception"]?.string == "youth-persists" && one?["why"]?.string == "Wil dit al maanden", "\(rows)")
      let no = rows.first { $0["consent"]?.string == refusal }
      #expect(no?["state"]?.string == "geweigerd" && no?["refused"]?.bool == true && no?["by"]?.string == "parent-2")
      #expect(await city.ask("consent.list \(client) refused=yes").rows.count == 1)
      #expect(await city.ask("consent.list \(client) exception=youth-persists").rows.count == 1)
      // A yes after a no is a yes; and a no that was a slip of the pen is taken back.
      #expect((await city.ask("consent.withdraw \(refusal)")).code == "ok")
      #expect((await start(casus, city)).texts("who") == ["parent-2"])
      #expect(try city.logged("consent.record") == 4)
    }
  }

  @Test("serious harm dispenses with the parents, a judge with everybody; both say why, for help alone, at their age")
  func dispenses() async throws {
    try await CareCity.with { city in
      let (client, casus) = try await child(city, birth: "2013-05-14")
      let record = "consent.record \(client) purpose=treatment"
      _ = try await city.made("consent", "\(record) by=youth exception=serious-harm reason=\"Onveilig thuis\"")
      #expect((await start(casus, city)).code == "ok")
      let (small, smallCase) = try await child(city, birth: "2016-05-14")
      _ = try await city.made(
        "consent",
        "consent.record \(small) purpose=treatment by=court exception=kinderbeschermingsmaatregel reason=OTS until=2026-09-01"
      )
      #expect((await start(smallCase, city)).code == "ok")
      await city.refuses([
        ("\(record) by=youth exception=serious-harm", "f.een", "syntax.missing-parameter", "reason"),
        ("\(record) by=court", "f.een", "syntax.missing-parameter", "exception"),
        ("\(record) by=court exception=serious-harm reason=x", "f.een", "input.value", "by"),
        (
          "\(record) by=court exception=kinderbeschermingsmaatregel reason=x", "f.een", "syntax.missing-parameter",
          "until"
        ),
        ("\(record) by=youth exception=gesloten-jeugdhulp reason=x", "f.een", "input.value", "by"),
        ("\(record) by=parent-1 exception=serious-harm reason=x", "f.een", "input.value", "by"),
        ("\(record) by=youth exception=zomaar reason=x", "f.een", "input.value", "exception"),
        (
          "consent.record \(client) purpose=share by=youth exception=serious-harm reason=x", "f.een", "input.value",
          "exception"
        ),
        ("\(record) by=youth refused=yes exception=serious-harm reason=x", "f.een", "input.value", "exception"),
        (
          "consent.record \(small) purpose=treatment by=youth exception=serious-harm reason=x", "f.een", "consent.age",
          "by"
        ),
        // Who said yes takes it back before saying no.
        ("\(record) by=youth refused=yes", "f.een", "state.consent", nil),
      ])
    }
  }

  @Test("nobody stands in for a youth who spoke, and who stands in first says why")
  func standsIn() async throws {
    try await CareCity.with { city in
      let client = try await city.client(birth: "2009-05-14")
      let casus = try await city.casus(of: client)
      let record = "consent.record \(client) purpose=treatment"
      let refusal = try await city.made("consent", "\(record) by=youth refused=yes")
      let over = await city.ask("\(record) by=representative reason=\"Kan dit niet wegen\"")
      #expect(over.code == "state.consent" && over["is"]?.string == "refused", "\(over)")
      #expect(over["message"]?.string?.contains(refusal) == true)
      let refused = await start(casus, city)
      #expect(refused.code == "consent.missing" && refused.texts("who") == ["youth"], "\(refused)")
      #expect(await city.ask("consent.withdraw \(refusal) reason=Vergissing").code == "ok")
      let bare = await city.ask("\(record) by=representative")
      #expect(bare.code == "syntax.missing-parameter" && bare["field"]?.string == "reason", "\(bare)")
      let first = try await city.made("consent", "\(record) by=representative reason=\"Kan dit niet wegen\"")
      #expect((await start(casus, city)).code == "ok")
      let why = await city.ask("consent.list \(client) by=representative").rows.first { $0["consent"]?.string == first }
      #expect(why?["why"]?.string == "Kan dit niet wegen")
      // Of the same youth it is known by then; of another purpose it is not.
      _ = try await city.made("consent", "\(record) by=representative")
      #expect(
        await city.ask("consent.record \(client) purpose=share by=representative").code == "syntax.missing-parameter")
      // A no of the youth is one, whoever stood in.
      _ = try await city.made("consent", "\(record) by=youth refused=yes")
      #expect((await start(casus, city)).texts("who") == ["youth"])
      let again = await city.ask("\(record) by=representative reason=x")
      #expect(again.code == "state.consent", "\(again)")
      // Nor over a yes.
      let other = try await city.client(birth: "2009-05-14")
      _ = try await city.made("consent", "consent.record \(other) purpose=treatment by=youth")
      let yes = await city.ask("consent.record \(other) purpose=treatment by=representative reason=x")
      #expect(yes.code == "state.consent" && yes["is"]?.string == "given", "\(yes)")
    }
  }

  @Test("a measure to protect a child ends at 18, and no planner reads why somebody was passed by")
  func ends() async throws {
    try await CareCity.with { city in
      let grown = try await city.client(birth: "2008-03-02")
      let order = "purpose=treatment by=court exception=kinderbeschermingsmaatregel reason=OTS until=2026-09-01"
      let refused = await city.ask("consent.record \(grown) \(order)")
      #expect(refused.code == "consent.age" && refused["field"]?.string == "exception", "\(refused)")
      let (client, casus) = try await child(city, birth: "2013-05-14")
      _ = try await city.made(
        "consent",
        "consent.record \(client) purpose=treatment by=youth exception=serious-harm reason=\"Slagroom thuis\"")
      for line in ["consent.list \(client)", "client.show \(client)", "case.show \(casus)"] {
        let seen = await city.ask(line, as: "pl.een")
        #expect(seen.code == "ok" && !seen.description.contains("Slagroom"), "\(line): \(seen)")
      }
      let office = await city.ask("consent.list \(client)", as: "pl.een").rows
      #expect(office.count == 1 && office.first?["why"] == .null, "\(office)")
      for login in ["f.een", "o.een", "t.lead"] {
        let whole = await city.ask("consent.list \(client)", as: login).rows
        #expect(whole.first?["why"]?.string == "Slagroom thuis", "\(login): \(whole)")
      }
    }
  }

  @Test("by 16 the exceptions of the youth are gone")
  func grown() async throws {
    try await CareCity.with { city in
      let client = try await city.client(birth: "2010-03-02")
      let refused = await city.ask(
        "consent.record \(client) purpose=treatment by=youth exception=serious-harm reason=x")
      #expect(refused.code == "consent.age" && refused["field"]?.string == "exception", "\(refused)")
    }
  }
}
