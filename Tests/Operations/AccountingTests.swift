import Postgres
import TestKit
import Testing
import Wire

@Suite("What the access log is told")
struct AccountingTests {
  private static let booking = "appointment.book type=intake at=2026-03-03T10:00 minutes=60 with=f.een mode=online"

  @Test("a dry run is accounted for, with what it was about and nothing it would have made")
  func dryRun() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      _ = try await city.made("mode", "\(Self.booking) case=\(casus) dry-run=yes")
      let rows = try city.sql("SELECT 'C-' || casus, client IS NOT NULL FROM koos.access_log WHERE outcome = 'dry-run'")
      #expect(rows == [[casus, "t"]])
      _ = try await city.made("wijk", "client.add \"Demo Kind\" birth=2016-05-14 postcode=3526SA gender=V dry-run=yes")
      let added = "SELECT client FROM koos.access_log WHERE action = 'client.add' AND outcome = 'dry-run'"
      #expect(try city.sql(added) == [[nil]])
    }
  }

  @Test("a reply told again is accounted for, with what it says was made")
  func replay() async throws {
    try await CareCity.with { city in
      let line = "client.add \"Demo Kind\" birth=2016-05-14 postcode=3526SA gender=V once=x"
      let client = try await city.made("client", line)
      #expect(try await city.made("client", line) == client)
      #expect(try city.sql("SELECT 'J-' || client FROM koos.access_log WHERE outcome = 'replayed'") == [[client]])
    }
  }

  @Test("a look for times for a case that may not be known is accounted for")
  func slots() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let line = "slot.find with=f.een from=2026-03-03 to=2026-03-04 minutes=30 mode=online case=\(casus)"
      let outcome = await city.ask(line, as: "l.lead")
      #expect(outcome.code == "not-found.case")
      #expect(try city.logged("slot.find", "not-found.case") == 1)
      #expect(await city.ask(line).code == "ok")
      let rows = try city.sql(
        """
        SELECT 'C-' || casus, client IS NOT NULL FROM koos.access_log WHERE action = 'slot.find' AND outcome = 'ok'
        """)
      #expect(rows == [[casus, "t"]])
    }
  }

  @Test("where the log cannot be written nothing is shown and nothing is kept, and busy.database says so")
  func unwritable() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let appointments = try city.sql("SELECT count(*) FROM koos.appointment")
      _ = try city.sql("REVOKE INSERT ON koos.access_log FROM koosd")
      for (line, login) in [
        ("case.show \(casus)", "f.een"), ("case.show \(casus)", "l.lead"), ("case.list", "admin"),
        ("\(Self.booking) case=\(casus)", "f.een"), ("\(Self.booking) case=\(casus) dry-run=yes", "f.een"),
      ] {
        let outcome = await city.ask(line, as: login)
        #expect(outcome.code == "busy.database", "\(line): \(outcome)")
        #expect(outcome["retry"]?.bool == true)
      }
      #expect(try city.sql("SELECT count(*) FROM koos.appointment") == appointments)
      #expect(await city.ask("worker.list limit=1").code == "ok")
      _ = try city.sql("GRANT INSERT ON koos.access_log TO koosd")
      #expect(await city.ask("case.show \(casus)").code == "ok")
    }
  }
}
