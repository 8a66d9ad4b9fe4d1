import TestKit
import Testing
import Wire

@Suite("Help in a case: trajects, participants, arrangements, agreements")
struct TrajectTests {
  @Test(
    "what others give has a door, which is counted, whoever consented",
    arguments: ["dyslexiezorg", "crisisdienst-ggz-jeugd", "essentiele-functies", "lta"])
  func doors(service: String) async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let refused = await care.ask("case.traject.start \(casus) service=\(service)")
      #expect(refused.code == "scope.redirect" && refused["field"]?.string == "service", "\(refused)")
      #expect(refused["door"]?.string?.isEmpty == false)
      #expect(try care.logged("case.traject.start", "scope.redirect") == 1)
      #expect(try care.sql("SELECT count(*) FROM koos.traject") == [["0"]])
    }
  }

  @Test("starting takes consent to treatment, valid on the day it starts")
  func consent() async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let client = try #require(await care.ask("case.show \(casus)")["client"]?["client"]?.string)
      let start = "case.traject.start \(casus) service=ambulant"
      let missing = await care.ask(start)
      #expect(
        missing.code == "consent.missing" && missing.texts("who") == ["parent-1", "parent-2", "guardian"], "\(missing)")
      try await care.consent(client, "share")
      #expect(await care.ask(start).code == "consent.missing")
      try await care.consent(client, "treatment")
      await care.refuses([
        ("\(start) on=2026-03-01", "f.een", "consent.missing", nil),
        ("\(start) on=2026-03-03", "f.een", "input.value", "on"),
        ("\(start) hulpvorm=07", "f.een", "input.value", "hulpvorm"),
        ("case.traject.start \(casus)", "f.een", "syntax.missing-parameter", "service"),
        ("case.traject.start \(casus) service=tandarts", "f.een", "input.value", "service"),
      ])
      let started = await care.ask(
        "\(start) hulpvorm=02 provider=\"Praktijk Zuid\" with-crisis=yes reason=\"Snel beginnen\" on=2026-03-02",
        as: "o.een")
      #expect(started["service"]?.string == "ambulant" && started["started_on"]?.string == "2026-03-02", "\(started)")
      let row = try #require(await care.ask("case.traject.list \(casus)").rows.first)
      #expect(
        row["hulpvorm"]?.string == "02" && row["provider"]?.string == "Praktijk Zuid"
          && row["with_crisis"]?.bool == true)
      #expect(
        row["team"]?.string == "basecamp-zuidwest" && row["reason"]?.string == "Snel beginnen"
          && row["ended_on"] == .null)
      _ = try care.sql("UPDATE koos.consent SET withdrawn_at = koos.now() WHERE purpose = 'treatment'")
      #expect(await care.ask(start).code == "consent.withdrawn")
    }
  }

  @Test(
    "a module is only given inside a broader traject, which does not end before it",
    arguments: ["vaktherapie", "speltherapie", "intelligentieonderzoek"])
  func modules(service: String) async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let client = try #require(await care.ask("case.show \(casus)")["client"]?["client"]?.string)
      let start = "case.traject.start \(casus) service=\(service)"
      #expect(await care.ask(start).code == "scope.needs-traject", "before consent is looked at")
      #expect(
        await care.ask("waiting.add \(casus) discipline=vaktherapeut service=\(service)").code == "scope.needs-traject")
      try await care.consent(client, "treatment")
      let broader = try await care.made("traject", "case.traject.start \(casus) service=ggz-behandeling")
      try care.advance("7 days")
      await care.refuses([
        ("\(start) on=2026-03-01", "f.een", "scope.needs-traject", "service"),
        ("case.traject.end \(broader) on=2026-03-01", "f.een", "input.value", "on"),
        ("case.traject.end \(broader) on=2026-03-10", "f.een", "input.value", "on"),
      ])
      #expect(await care.ask("waiting.add \(casus) discipline=vaktherapeut service=\(service)").code == "ok")
      let module = try await care.made("traject", "\(start) on=2026-03-04")
      let held = await care.ask("case.traject.end \(broader) reason=01")
      #expect(held.code == "state.traject" && held.texts("with") == [module], "\(held)")
      // Other help inside the case is one more traject of it, and can carry the module too.
      let second = try await care.made("traject", "case.traject.start \(casus) service=gezinsbehandeling")
      #expect(await care.ask("case.traject.end \(broader) on=2026-03-05").code == "state.traject", "it began later")
      #expect(await care.ask("case.traject.end \(broader) reason=\"Verder met het gezin\"").code == "ok")
      #expect(await care.ask("case.traject.end \(broader)")["is"]?.string == "beeindigd")
      #expect(await care.ask("case.traject.end \(second)").texts("with") == [module])
      #expect(await care.ask("case.traject.end \(module) on=2026-03-06 reason=02")["ended_on"]?.string == "2026-03-06")
      #expect(await care.ask("case.traject.end \(second) on=2026-03-09").code == "ok")
      func ran(_ words: String) async -> [String] {
        await care.ask("case.traject.list \(words)").rows.compactMap { $0["traject"]?.string }
      }
      #expect(await ran("\(casus)") == [broader, module, second])
      #expect(await ran("on=2026-03-05") == [broader, module])
      #expect(await ran("on=2026-03-01").isEmpty)
      #expect(await ran("service=\(service)") == [module])
      #expect(await ran("with-crisis=yes").isEmpty)
      #expect(await ran("provider=x").isEmpty)
      #expect(await ran("hulpvorm=02").isEmpty)
      let facts = try care.sql(
        "SELECT what, detail->>'service', reason, occurred_at::date FROM koos.casus_fact WHERE what = 'traject-ended' ORDER BY number"
      )
      #expect(
        facts.map { $0.prefix(3) } == [
          ["traject-ended", "ggz-behandeling", "Verder met het gezin"], ["traject-ended", service, "02"],
          ["traject-ended", "gezinsbehandeling", nil],
        ])
    }
  }

  @Test("a participant reads with consent to share or on a ground in law, both told in the fact; all takes every owner")
  func participants() async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let client = try #require(await care.ask("case.show \(casus)")["client"]?["client"]?.string)
      let add = "case.participant.add \(casus)"
      let all = await care.ask("\(add) kind=huisarts name=\"Dokter Bos\" reads=all")
      #expect(
        all.code == "input.value" && all["field"]?.string == "reads" && all.texts("allowed") == ["nothing", "plan"],
        "\(all)")
      await care.refuses([
        ("\(add) kind=huisarts name=\"Dokter Bos\" reads=plan", "f.een", "consent.missing", nil),
        ("\(add) kind=save name=SAVE reads=plan ground=omdat", "f.een", "input.value", "ground"),
        ("\(add) kind=tandarts name=Bos", "f.een", "input.value", "kind"),
        ("\(add) kind=school", "f.een", "syntax.missing-parameter", "name"),
        ("\(add) kind=school name=Boom until=2026-03-02", "f.een", "input.value", "until"),
      ])
      try await care.consent(client, "share", "with=\"School De Boom\"")
      #expect(
        await care.ask("\(add) kind=huisarts name=\"Dokter Bos\" reads=plan").code == "consent.missing",
        "it names another")
      #expect(await care.ask("\(add) kind=school name=\"School De Boom\" reads=plan")["reads"]?.string == "plan")
      try await care.consent(client, "share", "with=huisarts")
      #expect(
        await care.ask("\(add) kind=huisarts name=\"Dokter Bos\" reads=plan until=2026-06-01")["until"]?.string
          == "2026-06-01")
      #expect(await care.ask("\(add) kind=save name=SAVE reads=plan ground=ots")["ground"]?.string == "ots")
      let friend = try await care.made("participant", "\(add) kind=vriend name=Sam")
      let facts = try care.sql(
        """
        SELECT detail->>'kind', detail->>'reads', detail->>'ground', detail->>'until' FROM koos.casus_fact
        WHERE what = 'participant' ORDER BY number
        """)
      #expect(
        facts == [
          ["school", "plan", "consent", nil], ["huisarts", "plan", "consent", "2026-06-01"],
          ["save", "plan", "ots", nil],
          ["vriend", "nothing", nil, nil],
        ])
      func listed(_ words: String) async -> [String] {
        await care.ask("case.participant.list \(words)").rows.compactMap { $0["kind"]?.string }
      }
      #expect(await listed("") == ["school", "huisarts", "save", "vriend"])
      #expect(await listed("reads=nothing") == ["vriend"])
      #expect(await listed("reads=all").isEmpty)
      #expect(await listed("kind=save") == ["save"])
      #expect(await listed("name=boom") == ["school"])
      #expect(await listed("ground=ots") == ["save"])
      #expect(await listed("until=2026-06-01") == ["huisarts"])
      await ends("case.participant.end \(friend)", "participant", as: "o.een", care)
    }
  }

  /// A period that began today ends once, on a day in it.
  private func ends(_ end: String, _ kind: String, as login: String, _ care: CareCity) async {
    await care.refuses([("\(end) on=2026-03-01", login, "input.value", "on")])
    let planned = await care.ask("\(end) on=2026-03-09 reason=Verhuisd", as: login)
    #expect(planned["until"]?.string == "2026-03-09", "\(planned)")
    await care.refuses([("\(end) on=2026-03-10", login, "input.value", "on")])
    #expect(await care.ask(end, as: login)["until"]?.string == "2026-03-02")
    let over = await care.ask(end, as: login)
    #expect(over.code == "state.\(kind)" && over["is"]?.string == "beeindigd", "\(over)")
  }

  @Test("a lead arranges how care from outside goes on, in one of three ways")
  func arrangements() async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let add = "case.arrangement.add \(casus)"
      await care.refuses([
        ("\(add) kind=anders provider=Elders", "t.lead", "input.value", "kind"),
        ("\(add) kind=transfer", "t.lead", "syntax.missing-parameter", "provider"),
        ("\(add) kind=transfer provider=Elders until=2026-03-01", "t.lead", "input.value", "until"),
      ])
      for kind in ["transfer", "contract", "city-financed"] {
        #expect(
          await care.ask("\(add) kind=\(kind) provider=Elders until=2026-12-31", as: "f.lead")["kind"]?.string == kind)
      }
      #expect(
        await care.ask("case.arrangement.list \(casus) kind=contract provider=ELD until=2026-12-31").rows.count == 1)
      let last = await care.ask("case.arrangement.list \(casus)").rows.last?["arrangement"]?.string ?? ""
      await ends("case.arrangement.end \(last)", "arrangement", as: "t.lead", care)
    }
  }

  @Test("an administrator records agreements with partners, and every worker finds them")
  func agreements() async throws {
    try await CareCity.bare { care in
      let add = "agreement.add"
      await care.refuses([
        ("\(add) \"GGD regio Utrecht\" scope=Jeugdgezondheid from=2026-01-01", "t.lead", "denied.role", nil),
        ("\(add) \"GGD regio Utrecht\" from=2026-01-01", "admin", "syntax.missing-parameter", "scope"),
        ("\(add) \"GGD regio Utrecht\" scope=Jeugd from=2026-01-01 until=2026-01-01", "admin", "input.value", "until"),
        ("agreement.end M-9999", "admin", "not-found.agreement", "id"),
      ])
      let tried = await care.ask("\(add) GGD scope=Jeugd from=2026-03-02 dry-run=yes", as: "admin")
      #expect(tried["agreement"] == .null && tried["dry_run"]?.bool == true, "\(tried)")
      let one = try await care.made(
        "agreement", "\(add) \"GGD regio Utrecht\" scope=\"Jeugdgezondheid op school\" from=2026-03-02 once=a",
        as: "admin")
      #expect(
        await care.ask(
          "\(add) \"GGD regio Utrecht\" scope=\"Jeugdgezondheid op school\" from=2026-03-02 once=a", as: "admin")[
            "replayed"]?.bool == true)
      let two = try await care.made(
        "agreement", "\(add) \"Samen Veilig\" scope=Veiligheid from=2026-04-01 until=2027-04-01", as: "admin")
      func listed(_ words: String, as login: String = "f.een") async -> [String] {
        await care.ask("agreement.list \(words)", as: login).rows.compactMap { $0["agreement"]?.string }
      }
      for login in ["f.een", "pl.een", "p.privacy", "r.report", "admin"] {
        #expect(await listed("", as: login) == [one, two])
      }
      #expect(await listed("ggd") == [one])
      #expect(await listed("scope=veilig") == [two])
      #expect(await listed("from=2026-04-01") == [two])
      #expect(await listed("until=2027-04-01") == [two])
      #expect(await listed("partner=kerk").isEmpty)
      #expect(await care.ask("agreement.end \(two)", as: "admin").code == "input.value", "it has not begun")
      await care.refuses([("agreement.end \(one)", "t.lead", "denied.role", nil)])
      await ends("agreement.end \(one)", "agreement", as: "admin", care)
    }
  }
}
