import TestKit
import Testing
import Wire

@Suite("Cases")
struct CaseTests {
  @Test("a case is owned by basecamp and buurtteam from the first moment, and both read it whole")
  func opens() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let opened = await city.ask(
        "case.open \(client) question=\"Hoe slaapt\\nhet kind?\" referrer=huisarts urgency=spoed")
      #expect(opened.code == "ok", "\(opened)")
      #expect(opened.texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
      #expect(
        opened["wijk"]?.string == "zuidwest" && opened["consortium"]?.string == "koos"
          && opened["lead"]?.string == "f.een")
      let casus = try #require(opened["case"]?.string)
      for login in ["o.een", "t.lead", "f.lead", "f.twee"] {
        let shown = await city.ask("case.show \(casus)", as: login)
        #expect(shown["question"]?.string == "Hoe slaapt\nhet kind?", "\(shown)")
        #expect(shown["client"]?["client"]?.string == client && shown["client"]?["name"]?.string == "Demo Kind")
        #expect(
          shown["urgency"]?.string == "spoed" && shown["referrer"]?.string == "huisarts"
            && shown["status"]?.string == "open")
        #expect(
          shown["lead"]?.string == "f.een" && shown["rev"]?.integer == 1 && shown["opened_on"]?.string == "2026-03-02")
        #expect(shown["waiting"]?.array == [] && shown["appointments"]?.array == [])
        #expect(shown.texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
      }
      let office = await city.ask("case.show \(casus)", as: "pl.een")
      #expect(office.code == "ok" && office["question"] == .null && office["client"]?["name"]?.string == "Demo Kind")
      #expect(await city.ask("case.show \(casus)", as: "o.drie").code == "not-found.case")
      #expect(await city.ask("client.show \(client)", as: "o.een").texts("cases") == [casus])
      #expect(try city.logged("case.show") == 5)
      #expect(try city.logged("case.open") == 1)
      let facts = try city.sql("SELECT what FROM koos.casus_fact WHERE casus = \(casus.dropFirst(2)) ORDER BY number")
      #expect(facts == [["opened"], ["owner"], ["owner"], ["regie"]])
      let events = try city.sql(
        "SELECT topic, cause FROM koos.event WHERE thing = \(casus.dropFirst(2)) AND kind = 'case' ORDER BY seq")
      #expect(events == [["case", "opened"], ["desk", "assigned"], ["desk", "assigned"]])
    }
  }

  @Test("who may open is one of the two teams, and the teams are those of the wijk")
  func refusals() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casusBefore = try city.sql("SELECT count(*) FROM koos.casus")
      func line(_ words: String) -> String { "case.open \(client) question=Vraag referrer=buurtteam \(words)" }
      try await shared(client, city)
      await city.refuses([
        (line("basecamp=basecamp-leidsche-rijn"), "f.een", "scope.wijk", "basecamp"),
        (line("buurtteam=save-utrecht"), "o.een", "scope.owner", "buurtteam"),
        (line("basecamp=buurtteam-zuidwest-1"), "f.een", "input.value", "basecamp"),
        (line(""), "o.een", "input.value", "buurtteam"),
        (line("buurtteam=buurtteam-zuidwest-2"), "f.een", "denied.team", nil),
        (line("buurtteam=buurtteam-zuidwest-1"), "t.lead", "syntax.missing-parameter", "lead"),
        (line("buurtteam=buurtteam-zuidwest-1"), "pl.een", "syntax.missing-parameter", "lead"),
        (line("lead=o.drie"), "f.een", "input.value", "lead"), (line("lead=t.lead"), "f.een", "input.value", "lead"),
        (line("lead=niemand"), "f.een", "not-found.worker", "lead"),
        (line("basecamp=nergens"), "f.een", "not-found.team", "basecamp"),
        (line("extended=yes"), "f.een", "syntax.missing-parameter", "reason"),
        (line("urgency=straks"), "f.een", "input.value", "urgency"),
        (line(""), "o.drie", "not-found.client", "client"), (line(""), "admin", "denied.role", nil),
        (line(""), "p.privacy", "denied.role", nil), (line(""), "r.report", "denied.role", nil),
      ])
      let several = await city.ask(line(""), as: "o.een")
      #expect(several.texts("allowed") == ["buurtteam-zuidwest-1", "buurtteam-zuidwest-2"])
      let tried = await city.ask(line("dry-run=yes"))
      #expect(tried.code == "ok" && tried["case"] == .null && tried["dry_run"]?.bool == true, "\(tried)")
      #expect(try city.sql("SELECT count(*) FROM koos.casus") == casusBefore)
      let byLead = await city.ask(line("buurtteam=buurtteam-zuidwest-1 lead=o.een urgency=crisis"), as: "pl.een")
      #expect(byLead.code == "ok" && byLead["lead"]?.string == "o.een", "\(byLead)")
    }
  }

  /// Lets the basecamp read a client too, as another case of the child would.
  private func shared(_ client: String, _ city: CareCity) async throws {
    _ = try city.sql(
      """
      INSERT INTO koos.access (worker, kind, thing, via, team, role, reads, from_at, until_at)
      SELECT m.worker, 'client', \(client.dropFirst(2)), 'owner', m.team, m.role, 'all', '2020-01-01', 'infinity'
      FROM koos.member m JOIN koos.team t ON t.id = m.team WHERE t.slug = 'basecamp-zuidwest'
      """)
  }

  @Test(
    "from 18 only what was extended goes on, and from 23 nothing",
    arguments: [
      ("2008-03-03", "", "ok"), ("2008-03-02", "", "input.value"), ("2008-03-02", "extended=yes reason=Afronden", "ok"),
      ("2003-03-03", "extended=yes reason=Afronden", "ok"),
      ("2003-03-02", "extended=yes reason=Afronden", "input.value"),
    ])
  func ages(birth: String, words: String, code: String) async throws {
    try await CareCity.with { city in
      let client = try await city.client(birth: birth)
      let opened = await city.ask("case.open \(client) question=Vraag referrer=buurtteam \(words)")
      #expect(opened.code == code, "\(opened)")
      if code != "ok" { #expect(opened["field"]?.string == "client") }
    }
  }

  @Test("a wijk with two basecamps asks which")
  func twoBasecamps() async throws {
    try await CareCity.with { city in
      let added = try await city.made("client", "client.add Kind birth=2016 postcode=3451SA gender=V")
      let asked = await city.ask("case.open \(added) question=Vraag referrer=buurtteam")
      #expect(asked.code == "input.value" && asked["field"]?.string == "basecamp")
      #expect(asked.texts("allowed") == ["basecamp-de-meern", "basecamp-vleuten"])
    }
  }

  @Test("cases are listed by what one asks, to who may know of them")
  func lists() async throws {
    try await CareCity.with { city in
      var made: [String] = []
      for _ in 0..<3 { made.append(try await city.casus()) }
      made.append(try await city.casus(as: "f.twee"))
      func listed(_ words: String, as login: String = "f.een") async -> [String] {
        await city.ask("case.list \(words)", as: login).rows.compactMap { $0["case"]?.string }
      }
      #expect(await listed("") == made)
      #expect(await listed("mine=yes") == Array(made.prefix(3)))
      #expect(await listed("wijk=zuidwest team=basecamp-zuidwest", as: "o.een") == made)
      #expect(await listed("owner=buurtteam-zuidwest-2").isEmpty)
      #expect(await listed("wijk=zuid").isEmpty)
      #expect(await listed("status=gesloten").isEmpty)
      #expect(await listed("", as: "l.lead").isEmpty)
      let page = await city.ask("case.list limit=3", as: "pl.een")
      #expect(page.rows.count == 3 && page["next"]?.string != nil)
      #expect(await listed("limit=3 after=\(page["next"]?.string ?? "")", as: "pl.een") == Array(made.suffix(1)))
      let row = try #require(page.rows.first)
      #expect(row["status"]?.string == "open" && row["urgency"]?.string == "regulier" && row["lead"]?.string == "f.een")
      #expect(row["owners"]?.array?.count == 2 && row["opened_on"]?.string == "2026-03-02")
      await city.refuses([
        ("case.list after=zes", "f.een", "input.value", "after"),
        ("case.list team=geen", "f.een", "not-found.team", "team"),
        ("case.list", "admin", "denied.role", nil), ("case.show C-999999", "f.een", "not-found.case", "id"),
      ])
      #expect(try city.logged("case.list") == 4 + 3 + 4 + 3 + 1)
    }
  }
}
