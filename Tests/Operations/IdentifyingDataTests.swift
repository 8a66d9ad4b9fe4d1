import TestKit
import Testing
import Wire

@Suite("The citizen service number and the home address are for who needs them")
struct IdentifyingDataTests {
  private static let bsn = "999900006"

  /// A child with a number and a case, on which one team thinks along, reading all, and one reading the plan.
  private func child(_ city: CareCity) async throws -> (client: String, casus: String) {
    let client = try await city.made(
      "client", "client.add \"Demo Kind\" birth=2016-05-14 postcode=3526SA house=7 gender=V bsn=\(Self.bsn)")
    let casus = try await city.casus(of: client)
    try city.invite("basecamp-zuid", to: casus, isAccepted: true)
    try city.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true, reads: "plan")
    return (client, casus)
  }

  @Test("the number is told to who helps the child, when asked for, and to nobody else")
  func number() async throws {
    try await CareCity.bare { city in
      let (client, _) = try await child(city)
      for login in ["f.een", "o.een", "t.lead"] {
        let shown = await city.ask("client.show \(client) bsn=yes", as: login)
        #expect(shown["bsn"]?.string == Self.bsn && shown["client"]?.string == client, "\(login): \(shown)")
      }
      await city.refuses([
        ("client.show \(client) bsn=yes", "pl.een", "denied.team", nil),
        ("client.show \(client) bsn=yes", "o.vier", "denied.team", nil),
        ("client.show \(client) bsn=yes", "o.drie", "denied.team", nil),
        ("client.show \(client) bsn=yes", "f.drie", "not-found.client", "id"),
        ("client.show \(client) bsn=yes", "p.privacy", "denied.role", nil),
      ])
      let none = try await city.client()
      #expect(await city.ask("client.show \(none) bsn=yes")["bsn"] == .null)
      #expect(try city.logged("client.show") == 4 && city.logged("client.show", "denied.team") == 3)
    }
  }

  @Test("no other output bears the number, nor any table but under the key")
  func nowhere() async throws {
    try await CareCity.bare { city in
      let (client, casus) = try await child(city)
      let again = await city.ask("client.add Kind birth=2016 postcode=3526SA gender=V bsn=\(Self.bsn) once=again")
      #expect(again.code == "conflict.duplicate")
      #expect(!"\(again)".contains(Self.bsn))
      #expect(!"\(await city.ask("client.change \(client) bsn=\(Self.bsn) once=x"))".contains(Self.bsn))
      for line in [
        "client.show \(client)", "client.find Demo", "client.find \(Self.bsn)", "case.show \(casus)", "case.list",
        "case.history \(casus)", "consent.list", "relation.list", "desk", "agenda", "access.list", "help client.show",
      ] {
        let outcome = await city.ask(line)
        #expect(!"\(outcome)".contains(Self.bsn), "\(line)")
      }
      let tables = try city.sql(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind = 'r'"
      ).compactMap { $0.first.flatMap { $0 } }
      for table in tables {
        let found = try city.sql("SELECT count(*) FROM koos.\(table) x WHERE x::text LIKE '%\(Self.bsn)%'")
        #expect(found == [["0"]], "\(table)")
      }
    }
  }

  @Test("under a key that is not the one in force no number is kept, also by a daemon that could not ask when it began")
  func keptUnder() async throws {
    try await CareCity.bare { city in
      _ = try city.sql("INSERT INTO koos.bsn_key (mark) SELECT koos.bsn_key_mark('a key of the tests')")
      let (client, _) = try await child(city)
      let other = try Conversation(city.city, bsnKey: "another key")
      for line in [
        "client.add \"Demo Kind\" birth=2015-05-14 postcode=3526SA gender=V bsn=\(Self.bsn)",
        "client.change \(client) bsn=\(Self.bsn)",
      ] {
        let refused = await other.ask(line, as: "f.een")
        #expect(refused.code == "input.value" && refused["field"]?.string == "bsn", "\(line): \(refused)")
      }
      await other.close()
      _ = try city.sql("UPDATE koos.bsn_key SET next = koos.bsn_key_mark('another key')")
      #expect(
        await city.ask("client.change \(client) bsn=\(Self.bsn)").code == "input.value", "nor while it is being turned")
    }
  }

  @Test("without the key, or with another, only the number is out of reach, and the reply says why")
  func keys() async throws {
    try await CareCity.bare { city in
      let (client, _) = try await child(city)
      for (key, says) in [(nil, "geen sleutel"), ("another key", "past niet")] as [(String?, String)] {
        let other = try Conversation(city.city, bsnKey: key)
        let refused = await other.ask("client.show \(client) bsn=yes", as: "f.een")
        #expect(refused.code == "input.value" && refused["field"]?.string == "bsn", "\(refused)")
        #expect(refused["message"]?.string?.contains(says) == true, "\(refused)")
        let shown = await other.ask("client.show \(client)", as: "f.een")
        #expect(shown.code == "ok" && shown["has_bsn"]?.bool == true, "\(shown)")
        await other.close()
      }
    }
  }

  @Test(
    "no BSN that fails the eleven test, nor nobody's", arguments: ["000000000", "999999999", "123456783", "12345678"])
  func eleven(bsn: String) async throws {
    try await CareCity.with { city in
      let refused = await city.ask("client.add Kind birth=2016 postcode=3526SA gender=V bsn=\(bsn)")
      #expect(refused.code == "input.bsn" && refused["field"]?.string == "bsn", "\(refused)")
      #expect(!"\(refused)".contains(bsn))
    }
  }

  @Test("an address is told to the teams that own the case; a secret one to no office and in no list")
  func address() async throws {
    try await CareCity.bare { city in
      let (client, casus) = try await child(city)
      func sees(_ line: String, _ login: String) async -> Bool {
        let outcome = await city.ask(line, as: login)
        #expect(outcome.code == "ok", "\(line) as \(login): \(outcome)")
        return "\(outcome)".contains("3526SA")
      }
      for (login, open) in [("f.een", true), ("o.een", true), ("pl.een", true), ("o.vier", false), ("o.drie", false)] {
        #expect(await sees("client.show \(client)", login) == open, "\(login)")
        #expect(await sees("client.find \(client)", login) == open, "\(login)")
      }
      #expect(await city.ask("client.change \(client) address-secret=yes").code == "ok")
      for (login, secret) in [
        ("f.een", true), ("o.een", true), ("pl.een", false), ("o.vier", false), ("o.drie", false),
      ] {
        #expect(await sees("client.show \(client)", login) == secret, "\(login)")
        for line in ["client.find \(client)", "case.show \(casus)", "case.history \(casus)", "case.list"] {
          #expect(await sees(line, login) == false, "\(line) as \(login)")
        }
      }
    }
  }

  @Test("who takes part in a home visit from afar does not learn a secret address, who goes there does")
  func visit() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,g.een:online", mode: "hybrid", place: "thuis", "case=\(casus)")
      let secret =
        "UPDATE koos.client k SET address_secret = true FROM koos.casus c WHERE c.client = k.id AND c.id = \(casus.dropFirst(2)); SELECT 1"
      func sees(_ line: String, _ login: String) async -> Bool {
        "\(await agenda.ask(line, as: login))".contains("3526SA")
      }
      #expect(await sees("appointment.show \(code)", "g.een"))
      try agenda.look(secret)
      for login in ["o.een", "g.een", "s.een", "f.een", "pl.een", "o.drie", "admin"] {
        #expect(await sees("appointment.show \(code)", login) == (login == "o.een"), "\(login)")
        for line in [
          "appointment.list from=2026-03-09 worker=o.een", "agenda worker=o.een from=2026-03-09",
          "slot.find with=o.een from=2026-03-09T09:00 to=2026-03-10T09:00 minutes=30 mode=online",
        ] {
          #expect(await sees(line, login) == false, "\(line) as \(login)")
        }
      }
      for login in ["o.een", "g.een"] {
        #expect(await sees("agenda.ics worker=o.een from=2026-03-09 to=2026-03-10", login) == false, "\(login)")
      }
    }
  }
}
