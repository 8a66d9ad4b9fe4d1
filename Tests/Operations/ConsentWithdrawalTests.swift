import TestKit
import Testing
import Wire

@Suite("Withdrawing consent has effect at once")
struct ConsentWithdrawalTests {
  private static let save = "save-utrecht"

  /// A case whose child's data are shared by consent with a team outside, a school and a doctor.
  private func shared(_ city: OwnershipCity, until: String = "") async throws -> [String] {
    try city.care.sits("o.vier", in: Self.save)
    var consents: [String] = []
    for with in [Self.save, "school", "huisarts"] {
      consents.append(
        try await city.care.made(
          "consent", "consent.record \(city.client) purpose=share by=parent-1 with=\(with) \(until)"))
    }
    await city.does([
      ("f.een", "case.invite %C team=\(Self.save) reason=Zorgen role=consulted"),
      ("o.vier", "case.accept %C team=\(Self.save)"),
      ("f.een", "case.participant.add %C kind=school name=\"De Boom\" reads=plan"),
      ("f.een", "case.participant.add %C kind=huisarts name=\"Dr. Demo\" reads=plan"),
      ("f.een", "case.participant.add %C kind=huisarts name=\"Dr. Wet\" reads=plan ground=meldcode"),
    ])
    return consents
  }

  private func reads(_ city: OwnershipCity) async -> [String] {
    await city.ask("case.participant.list %C").rows.map { $0["reads"]?.string ?? "?" }
  }

  @Test("a team outside that thinks along reads nothing on the next line, and another's consent stays")
  func team() async throws {
    try await OwnershipCity.with { city in
      let consents = try await shared(city)
      #expect(await city.ask("case.show %C", as: "o.vier").code == "ok")
      #expect(await city.ask("consent.withdraw \(consents[0]) reason=Ruzie").code == "ok")
      for line in ["case.show %C", "case.history %C", "client.show %J", "case.participant.list %C"] {
        #expect(await city.ask(line, as: "o.vier").code.hasPrefix("not-found"), "\(line)")
      }
      #expect(await city.ask("client.find Demo", as: "o.vier").rows.isEmpty)
      #expect(await city.ask("consent.list", as: "o.vier").rows.isEmpty)
      #expect(try city.care.strayAccess().isEmpty)
      #expect(await reads(city) == ["plan", "plan", "plan"])
      #expect(try city.sql("SELECT state FROM koos.casus_invitation WHERE casus = %C") == [["ended"]])
      let desk = await city.care.desk("o.een", until: 1) {
        $0["text"]?.string?.contains("leest iemand niet meer mee") == true
      }
      #expect(desk.count == 1 && desk.first?["thing"]?.string == city.casus, "\(desk)")
    }
  }

  @Test("an invitation not yet answered is taken back with the consent")
  func pending() async throws {
    try await OwnershipCity.with { city in
      try city.care.sits("o.vier", in: Self.save)
      let consent = try await city.care.made("consent", "consent.record \(city.client) purpose=share by=parent-1")
      await city.does([("f.een", "case.invite %C team=\(Self.save) reason=Zorgen role=consulted")])
      #expect(await city.ask("case.show %C", as: "o.vier").code == "ok")
      #expect(await city.ask("consent.withdraw \(consent)").code == "ok")
      #expect(await city.ask("case.show %C", as: "o.vier").code == "not-found.case")
      #expect(await city.ask("case.accept %C team=\(Self.save)", as: "o.vier").code == "not-found.case")
    }
  }

  @Test("a participant reads nothing any more, but by a ground in law; the history says so")
  func participants() async throws {
    try await OwnershipCity.with { city in
      let consents = try await shared(city)
      #expect(await city.ask("consent.withdraw \(consents[2]) on=2026-03-02").code == "ok")
      #expect(await reads(city) == ["plan", "nothing", "plan"])
      #expect(await city.ask("consent.withdraw \(consents[1])").code == "ok")
      #expect(await reads(city) == ["nothing", "nothing", "plan"])
      #expect(await city.ask("case.show %C", as: "o.vier").code == "ok")
      let history = await city.ask("case.history %C").rows.filter { $0["what"]?.string == "narrowed" }
      #expect(history.count == 2 && history.first?["by"]?.string == "f.een", "\(history)")
    }
  }

  @Test("a consent with a last day ends what stands on it that day, one renewed before does not")
  func expiry() async throws {
    try await OwnershipCity.with { city in
      _ = try await shared(city, until: "until=2026-03-10")
      await city.does([("f.een", "consent.record %J purpose=share by=parent-1 with=school")])
      #expect(await city.ask("clock at=2026-03-09T20:00", as: "admin").code == "ok")
      #expect(await reads(city) == ["plan", "plan", "plan"])
      #expect(await city.ask("clock at=2026-03-10T00:00", as: "admin").code == "ok")
      #expect(await reads(city) == ["plan", "nothing", "plan"])
      #expect(await city.ask("case.show %C", as: "o.vier").code == "not-found.case")
      let events = "SELECT count(*) FROM koos.event WHERE cause = 'sharing-ended'"
      let told = try city.sql(events)
      await city.care.talk.runJobs()
      #expect(try city.sql(events) == told)
    }
  }

  @Test("with a consent goes what the same one said of it before, and nobody else's")
  func renewed() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      var codes: [String] = []
      for words in ["by=parent-1", "by=parent-1", "by=parent-2", "by=parent-1 with=school"] {
        codes.append(try await city.made("consent", "consent.record \(client) purpose=share \(words)"))
      }
      #expect(await city.ask("consent.withdraw \(codes[1])").code == "ok")
      let states = await city.ask("consent.list \(client)").rows.map { $0["state"]?.string ?? "" }
      #expect(states == ["ingetrokken", "ingetrokken", "gegeven", "gegeven"])
    }
  }

  @Test("where help runs on it, the owners hear of it, the own team too")
  func treatment() async throws {
    try await OwnershipCity.with { city in
      let consent = try await city.care.made("consent", "consent.record \(city.client) purpose=treatment by=parent-1")
      await city.does([("f.een", "case.traject.start %C service=ambulant")])
      #expect(await city.ask("consent.withdraw \(consent)").code == "ok")
      for login in ["o.een", "f.twee"] {
        let desk = await city.care.desk(login, until: 1) { $0["text"]?.string?.contains("ingetrokken") == true }
        #expect(desk.count == 1 && desk.first?["thing"]?.string == city.client, "\(login): \(desk)")
      }
      #expect(await city.ask("case.traject.start %C service=diagnostiek").code == "consent.withdrawn")
    }
  }
}
