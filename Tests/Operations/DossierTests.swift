import TestKit
import Testing
import Wire

@Suite("The child's and parents' rights")
struct DossierTests {
  @Test("a statement is kept with the file, shown to who reads it, told in the history, and stays as it is")
  func corrects() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let tried = await city.ask("dossier.correct \(client) text=Zo dry-run=yes", as: "f.lead")
      #expect(tried.code == "ok" && tried["dry_run"]?.bool == true, "\(tried)")
      let said = await city.ask("dossier.correct \(client) text=\"Zo was het niet.\" by=youth once=a", as: "f.lead")
      #expect(said.code == "ok" && said["client"]?.string == client && said["by"]?.string == "youth", "\(said)")
      #expect(
        await city.ask("dossier.correct \(client) text=\"Zo was het niet.\" by=youth once=a", as: "f.lead")["replayed"]?
          .bool
          == true)
      #expect(await city.ask("dossier.correct \(client) text=Anders", as: "t.lead").code == "ok")
      for login in ["f.een", "o.een", "t.lead"] {
        let shown = await city.ask("client.show \(client)", as: login)
        #expect(shown["statements"]?.array?.map { $0["text"]?.string } == ["Zo was het niet.", "Anders"], "\(shown)")
      }
      #expect(await city.ask("client.show \(client)", as: "pl.een")["statements"] == .null)
      let told = await city.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "statement" }
      #expect(told.map { $0["by"]?.string } == ["f.lead", "t.lead"], "\(told)")
      #expect(try city.logged("dossier.correct") == 2 && city.logged("dossier.correct", "replayed") == 1)
      await city.refuses([
        ("dossier.correct \(client) text=x", "f.een", "denied.role", nil),
        ("dossier.correct \(client) text=x", "l.lead", "not-found.client", "id"),
        ("dossier.correct \(client)", "f.lead", "syntax.missing-parameter", "text"),
        ("dossier.correct \(client) text=x by=oma", "f.lead", "input.value", "by"),
      ])
      // Of a child without a case: who leads the team that added it.
      let fresh = try await city.client()
      #expect(await city.ask("dossier.correct \(fresh) text=Zo", as: "f.lead").code == "ok")
      await city.refuses([("dossier.correct \(fresh) text=Zo", "t.lead", "not-found.client", "id")])
    }
  }

  @Test("an export is the whole file, a row a thing, and what concerns another is withheld and said so")
  func exports() async throws {
    try await DossierCity.with { dossier in
      let city = dossier.care
      let file = await city.ask("dossier.export \(dossier.client)", as: "f.lead")
      #expect(file.code == "ok" && file["rows"]?.integer == Int64(file.rows.count), "\(file)")
      func rows(_ kind: String) -> [JSON] { file.rows.filter { $0["kind"]?.string == kind } }
      let kinds = [
        "client", "alias", "relation", "consent", "statement", "case", "goal", "step", "note", "participant", "traject",
        "arrangement", "stay", "group", "proposal", "invitation", "fact", "consult", "waiting", "appointment",
      ]
      #expect(Set(file.rows.compactMap { $0["kind"]?.string }) == Set(kinds))
      for told in [
        "Fenna Demo", "Moeder Demo", "Toch niet", "Zo was het niet.", "Hoe helpen we dit kind?", "Kijk naar de slaap.",
        "Weer slapen", "Het lukt soms", "School bellen", "Het gaat beter.", "De Boom", "Andere school", "Zorg Buiten",
        "Weer thuis", "Rots en Water", "Nog niet", "Denk mee", "Moeder gesproken", "Elke week even bellen",
        "Dan is er school", "Neem de tekening mee", "oma", "Andere dienst", "Ziek kind",
      ] { #expect(file.description.contains(told), "\(told)") }
      let sister =
        try city.sql(
          "SELECT 'J-' || client FROM koos.casus WHERE id = \(dossier.sister.dropFirst(2))")[0][0] ?? ""
      for withheld in [
        "Vader vertelde", "moeder@voorbeeld.nl", "123456782", "Over beide kinderen", "opa", "\(sister)\"",
        "\(dossier.sister)\"",
      ] { #expect(!file.description.contains(withheld), "\(withheld)") }
      let notes = rows("note").filter { $0["withheld"]?.bool == true }
      #expect(notes.count == 1 && notes[0]["reason"]?.string == "third-party" && notes[0]["text"] == nil, "\(notes)")
      let mother = rows("relation").first { $0["name"]?.string == "Moeder Demo" }
      #expect(
        mother?["withheld"]?.bool == true && mother?["left_out"] == .array([.string("contact")]), "\(rows("relation"))")
      let shared = rows("appointment").first { $0["appointment"]?.string == dossier.shared }
      #expect(
        shared?["withheld"]?.bool == true && shared?["reason"]?.string == "other-child", "\(String(describing: shared))"
      )
      #expect(rows("client").first?["has_bsn"]?.bool == true && rows("client").first?["house"]?.string == "12")
      // A secret address stays one; so does where the child is met, unless that is a team's own place.
      await city.does([("admin", "place.add de-sluis name=\"De Sluis\" kind=school wijk=oost")])
      let met = try await city.made(
        "appointment",
        "appointment.book case=\(dossier.casus) type=overig at=2026-03-17T09:00 minutes=30 with=o.een mode=on-site place=de-sluis",
        as: "t.lead")
      _ = await city.ask("client.change \(dossier.client) address-secret=yes")
      let secret = await city.ask("dossier.export \(dossier.client)", as: "t.lead").rows
      #expect(
        secret.first?["house"] == nil && secret.first?["reason"]?.string == "secret-address", "\(secret.first ?? .null)"
      )
      #expect(secret.first { $0["kind"]?.string == "stay" }?["place"] == nil)
      let visit = secret.first { $0["appointment"]?.string == met }
      #expect(
        visit != nil && visit?["place"] == nil && visit?["reason"]?.string == "secret-address"
          && visit?["left_out"] == .array([.string("place"), .string("room")]), "\(visit ?? .null)")
      #expect(!secret.description.contains("de-sluis") && file.description.contains("basecamp"))
      #expect(
        try city.sql(
          "SELECT l.client, l.ground, l.role FROM koos.access_log l WHERE l.action = 'dossier.export' ORDER BY l.entry")
          == [
            [String(dossier.client.dropFirst(2)), "owner", "lead"],
            [String(dossier.client.dropFirst(2)), "owner", "lead"],
          ])
      await city.refuses([
        ("dossier.export \(dossier.client)", "f.een", "denied.role", nil),
        ("dossier.export \(dossier.client)", "p.privacy", "denied.role", nil),
        ("dossier.export \(dossier.client)", "z.lead", "not-found.client", "id"),
      ])
    }
  }

  @Test("why the parents were passed by stays with the youth, and no row of an export says a thing twice")
  func saysOnce() async throws {
    func doubled(_ value: JSON) -> [String] {
      let names = value.members?.map(\.name) ?? []
      let inside = (value.members?.map(\.value) ?? []) + (value.array ?? [])
      return names.filter { name in names.count { $0 == name } > 1 } + inside.flatMap(doubled)
    }
    try await CareCity.with { city in
      let client = try await city.client(birth: "2013-05-14")
      _ = try await city.casus(of: client)
      let record = "consent.record \(client) purpose=treatment"
      await city.does([
        ("f.een", "\(record) by=parent-1 refused=yes reason=\"Ziet er niets in\""),
        ("f.een", "\(record) by=youth exception=serious-harm reason=\"Slagroom thuis\""),
      ])
      let file = await city.ask("dossier.export \(client)", as: "f.lead")
      #expect(file.code == "ok" && !file.description.contains("Slagroom"), "\(file)")
      let rows = file.rows.filter { $0["kind"]?.string == "consent" }
      #expect(rows.count == 2 && rows.first?["why"]?.string == "Ziet er niets in", "\(rows)")
      #expect(rows.last?["exception"]?.string == "serious-harm" && rows.last?["withheld"]?.bool == true, "\(rows)")
      #expect(rows.last?["left_out"] == .array([.string("why")]))
    }
    try await DossierCity.with { dossier in
      let file = await dossier.care.ask("dossier.export \(dossier.client)", as: "f.lead")
      for row in file.rows { #expect(doubled(row).isEmpty, "\(doubled(row)): \(row)") }
    }
  }

  @Test("who only thinks along exports nothing, and of another team's case it is said that there is more")
  func others() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      try city.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true)
      await city.refuses([("dossier.export \(client)", "l.lead", "denied.team", nil)])
      #expect(
        await city.ask("dossier.export \(client)", as: "f.lead").rows.allSatisfy { $0["kind"]?.string != "elsewhere" })
      let other = try await city.casus(of: client)
      _ = try city.sql(
        """
        INSERT INTO koos.casus_owner (casus, team) SELECT \(other.dropFirst(2)), id FROM koos.team WHERE slug = 'basecamp-leidsche-rijn';
        DELETE FROM koos.casus_owner WHERE casus = \(other.dropFirst(2)) AND team <> (SELECT id FROM koos.team WHERE slug = 'basecamp-leidsche-rijn')
        """)
      let file = await city.ask("dossier.export \(client)", as: "f.lead")
      #expect(file.rows.last?["kind"]?.string == "elsewhere" && file.rows.last?["withheld"]?.bool == true, "\(file)")
      #expect(!file.description.contains("\(other)\""))
      #expect(file.rows.filter { $0["kind"]?.string == "case" }.map { $0["case"]?.string } == [casus])
    }
  }

  @Test("a file of twenty years comes whole")
  func large() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client).dropFirst(2)
      _ = try city.sql(
        """
        INSERT INTO koos.casus_note (casus, text, worker, team) SELECT \(casus), repeat('Lang verhaal. ', 400), 1, 1 FROM generate_series(1, 2000)
        """)
      let file = await city.ask("dossier.export \(client)", as: "f.lead")
      #expect(file.code == "ok" && file.rows.count { $0["kind"]?.string == "note" } == 2000)
      #expect(file.description.utf8.count > 11_000_000)
    }
  }

  @Test("one asks, the privacy officer decides, and each hears of the other")
  func decides() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      _ = try await city.casus(of: client)
      let line = "dossier.destroy \(client)"
      await city.refuses([
        (line, "f.lead", "syntax.missing-parameter", "request"), ("\(line) request=youth", "f.een", "denied.role", nil),
        ("\(line) request=oma", "f.lead", "input.value", "request"),
        ("\(line) request=youth", "l.lead", "not-found.client", "id"),
        ("\(line) request=youth", "p.privacy", "denied.role", nil),
        ("\(line) decision=granted", "f.lead", "denied.role", nil),
        ("\(line) request=youth decision=granted", "p.privacy", "input.value", "decision"),
        ("\(line) decision=granted", "p.privacy", "state.client", nil),
        ("\(line) decision=refused", "p.privacy", "syntax.missing-parameter", "reason"),
        ("dossier.destroy J-99999999 decision=granted", "p.privacy", "not-found.client", "id"),
        ("dossier.destroy \(try await city.client(as: "f.vier")) decision=granted", "p.privacy", "denied.team", nil),
      ])
      let asked = await city.ask("\(line) request=parents", as: "f.lead")
      #expect(asked.code == "ok" && asked["request"]?.string == "parents" && asked["decision"] == .null, "\(asked)")
      let twice = await city.ask("\(line) request=youth", as: "t.lead")
      #expect(twice.code == "state.client" && twice["is"]?.string == "destruction-requested", "\(twice)")
      let officer = await city.desk("p.privacy", until: 1) { $0["thing"]?.string == client }
      #expect(officer.first?["text"]?.string?.contains("vernietigen") == true, "\(officer)")
      let refused = await city.ask("\(line) decision=refused reason=\"Een ander heeft er belang bij\"", as: "p.privacy")
      #expect(refused.code == "ok" && refused["decision"]?.string == "refused", "\(refused)")
      for login in ["f.lead", "t.lead"] {
        let told = await city.desk(login, until: 1) { $0["text"]?.string?.contains("niet vernietigd") == true }
        #expect(told.first?["thing"]?.string == client, "\(told)")
      }
      let file = await city.ask("dossier.export \(client)", as: "f.lead").rows.first {
        $0["kind"]?.string == "destruction"
      }
      #expect(file?["decision"]?.string == "refused", "\(String(describing: file))")
      #expect(await city.ask("\(line) request=youth", as: "t.lead").code == "ok", "one may ask again")
      #expect(try city.logged("dossier.destroy") == 3)
      #expect(try city.logged("dossier.destroy", "denied.team") == 1)
    }
  }
}
