import TestKit
import Testing
import Wire

@Suite("Clients and consent")
struct ClientTests {
  @Test("a client gets the wijk of the postcode and is read by the team that added it")
  func adds() async throws {
    try await CareCity.with { city in
      let added = await city.ask(
        "client.add \"Demo Kind\" birth=2016-05 postcode=\"3526 sa\" house=12a gender=M language=tr interpreter=yes bsn=999900006"
      )
      #expect(added.code == "ok", "\(added)")
      #expect(added["wijk"]?.string == "zuidwest" && added["consortium"]?.string == "koos")
      let client = try #require(added["client"]?.string)
      let shown = await city.ask("client.show \(client)", as: "f.twee")
      #expect(
        shown["name"]?.string == "Demo Kind" && shown["birth"]?.string == "2016-05"
          && shown["postcode"]?.string == "3526SA")
      #expect(shown["house"]?.string == "12a" && shown["gender"]?.string == "M" && shown["language"]?.string == "tr")
      #expect(shown["interpreter"]?.bool == true && shown["has_bsn"]?.bool == true && shown["cases"]?.array == [])
      #expect(!shown.description.contains("999900006"))
      #expect(await city.ask("client.show \(client)", as: "o.een").code == "not-found.client")
      #expect(try city.logged("client.show") == 1)
      #expect(try city.logged("client.show", "not-found.client") == 1)
      let grounds = try city.sql(
        "SELECT ground, role FROM koos.access_log WHERE action = 'client.show' AND outcome = 'ok'")
      #expect(grounds == [["owner", "gezinswerker"]])
      let kept = try city.sql(
        """
        SELECT resource > 1::bigint << 40, koos_extension.pgp_sym_decrypt(bsn, 'a key of the tests'),
          birth_on FROM koos.client WHERE id = \(client.dropFirst(2))
        """)
      #expect(kept == [["t", "999900006", "2016-05-31"]])
    }
  }

  @Test("what a client cannot be is refused with its field, and keeps nothing")
  func refusals() async throws {
    try await CareCity.with { city in
      let before = try city.sql("SELECT count(*) FROM koos.client")
      func line(_ words: String) -> String { "client.add Kind gender=V \(words)" }
      await city.refuses([
        (line("birth=2016 postcode=1011SA"), "f.een", "scope.wijk", "postcode"),
        (line("birth=2016 postcode=101"), "f.een", "input.postcode", "postcode"),
        (line("birth=2016-02-30 postcode=3526SA"), "f.een", "input.value", "birth"),
        (line("birth=2026-03-03 postcode=3526SA"), "f.een", "input.value", "birth"),
        (line("birth=2027 postcode=3526SA"), "f.een", "input.value", "birth"),
        (line("birth=1950 postcode=3526SA"), "f.een", "input.value", "birth"),
        (line("birth=2016 postcode=3526SA bsn=123456789"), "f.een", "input.bsn", "bsn"),
        ("client.add Kind birth=2016 postcode=3526SA", "f.een", "syntax.missing-parameter", "gender"),
        (line("birth=2016 postcode=3526SA"), "admin", "denied.role", nil),
        (line("birth=2016 postcode=3526SA"), "p.privacy", "denied.role", nil),
        (line("birth=2016 postcode=3526SA"), "r.report", "denied.role", nil),
      ])
      #expect(await city.ask(line("birth=2016 postcode=1011SA")).texts("allowed").count == 10)
      let tried = await city.ask(line("birth=2016 postcode=3526SA dry-run=yes"), as: "pl.een")
      #expect(tried.code == "ok" && tried["client"] == .null && tried["wijk"]?.string == "zuidwest")
      #expect(try city.sql("SELECT count(*) FROM koos.client") == before)
      #expect(await city.ask(line("birth=2026 postcode=3526SA")).code == "ok", "a birth this year, known to the year")
    }
  }

  @Test("a known BSN is a duplicate and tells no more, whoever asks; without a key none is taken")
  func bsn() async throws {
    try await CareCity.with { city in
      let line = "client.add \"Demo Kind\" birth=2016 postcode=3526SA gender=V bsn=123456782"
      #expect(await city.ask(line).code == "ok")
      for login in ["f.twee", "o.vier"] {
        let again = await city.ask(line, as: login)
        #expect(again.code == "conflict.duplicate" && again["field"]?.string == "bsn", "\(again)")
        #expect(again["col"]?.integer == Int64(line.utf8.count - 8), "it points at the number")
        #expect(!again.description.contains("J-") && !again.description.contains("123456782"))
      }
      let keyless = try Conversation(city.city, bsnKey: nil)
      let refused = await keyless.ask("client.add Kind birth=2016 postcode=3526SA gender=V bsn=111222333", as: "f.een")
      #expect(refused.code == "input.value" && refused["field"]?.string == "bsn", "\(refused)")
      #expect(await keyless.ask("client.add Kind birth=2016 postcode=3526SA gender=V", as: "f.een").code == "ok")
      await keyless.close()
    }
  }

  @Test("the same token adds a client once")
  func once() async throws {
    try await CareCity.with { city in
      let line = "client.add \"Demo Kind\" birth=2016 postcode=3526SA gender=V once=een"
      let first = await city.ask(line)
      let second = await city.ask(line)
      #expect(second["client"] == first["client"] && second["replayed"]?.bool == true)
      #expect(await city.ask("client.add Ander birth=2016 postcode=3526SA gender=V once=een").code == "conflict.once")
      let names = try city.sql("SELECT count(*) FROM koos.ledger WHERE token = 'een' AND reply LIKE '%Demo%'")
      #expect(names == [["0"]])
    }
  }

  @Test(
    "consent is given by who has a say at that age",
    arguments: [
      ("2016-05-14", "parent-1 parent-2 guardian", "youth representative"),
      ("2014-03-03", "parent-1 guardian", "youth representative"), ("2014-03-02", "parent-1 representative youth", ""),
      ("2010-03-03", "parent-1 youth", ""), ("2010-03-02", "representative youth", "parent-1 parent-2 guardian"),
      ("2014", "parent-1", "youth"),
    ])
  func consent(birth: String, may: String, mayNot: String) async throws {
    try await CareCity.with { city in
      let client = try await city.client(birth: birth)
      for party in may.split(separator: " ") {
        let given = await city.ask("consent.record \(client) purpose=treatment by=\(party) reason=x")
        #expect(given["consent"]?.string?.hasPrefix("T-") == true, "\(party): \(given)")
      }
      for party in mayNot.split(separator: " ") {
        let refused = await city.ask("consent.record \(client) purpose=treatment by=\(party)")
        #expect(refused.code == "consent.age" && refused["field"]?.string == "by", "\(party): \(refused)")
      }
    }
  }

  @Test("consents are listed to who reads the client, and refused to whom the client is not")
  func consents() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let consent = try await city.made(
        "consent", "consent.record \(client) purpose=share by=parent-1 with=school form=oral until=2026-09-01")
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-2")
      let all = await city.ask("consent.list \(client)", as: "f.twee")
      #expect(all.rows.count == 2 && all["rows"]?.integer == 2)
      let one = await city.ask("consent.list purpose=share")
      #expect(one.rows.count == 1 && one.rows.first?["consent"]?.string == consent, "\(one)")
      #expect(one.rows.first?["with"]?.string == "school" && one.rows.first?["until"]?.string == "2026-09-01")
      #expect(one.rows.first?["form"]?.string == "oral" && one.rows.first?["given_at"]?.string == City.now)
      let paged = await city.ask("consent.list limit=1")
      #expect(paged.rows.count == 1)
      let rest = await city.ask("consent.list limit=1 after=\(paged["next"]?.string ?? "")")
      #expect(rest.rows.count == 1 && rest["next"] == nil && rest.rows != paged.rows)
      #expect(try city.logged("consent.list") == 5)
      #expect(await city.ask("consent.list", as: "l.lead").rows.isEmpty)
      await city.refuses([
        ("consent.record \(client) purpose=treatment by=parent-1 until=2026-03-02", "f.een", "input.value", "until"),
        ("consent.record \(client) purpose=zorg by=parent-1", "f.een", "input.value", "purpose"),
        ("consent.record \(client) purpose=share by=parent-1", "pl.een", "denied.role", nil),
        ("consent.record \(client) purpose=share by=parent-1", "o.drie", "not-found.client", "client"),
        ("consent.list \(client)", "o.drie", "not-found.client", "client"),
        ("consent.list after=x", "f.een", "input.value", "after"),
      ])
    }
  }
}
