import Patience
import Postgres
import TestKit
import Testing
import Wire

/// What somebody else is at work on is held by a transaction beside the service.
@Suite("Who waits for whom where one waiting list is changed at once")
struct WaitingLockTests {
  private static let limit = Duration.seconds(60)

  @Test("who moves, removes or restores one entry does not wait for who changes another of the same case")
  func entries() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let (one, two) = (try await city.entry(casus), try await city.entry(casus, "service=ambulant"))
      await city.does([
        ("t.lead", "waiting.move \(one) team=basecamp-leidsche-rijn reason=Vol"),
        ("t.lead", "waiting.move \(two) team=basecamp-leidsche-rijn reason=Vol"),
      ])
      let other = Database(Database.Configuration(conninfo: city.city.owner))
      other.start()
      let hold = Statement("SELECT w.id FROM koos.waiting_entry w WHERE w.id = $1::integer FOR NO KEY UPDATE")
      try await other.write(deadline: .after(Self.limit)) { transaction in
        _ = await transaction.outcome([hold(.text(String(one.dropFirst(2))))])
        await city.does([
          ("t.lead", "waiting.move \(two) team=basecamp-zuid reason=Vol within=5s"),
          ("t.lead", "waiting.remove \(two) reason=error within=5s"), ("t.lead", "waiting.restore \(two) within=5s"),
        ])
        await transaction.rollback()
      }
      await other.stop()
    }
  }

  @Test("who starts help takes the case before the child, as everybody does")
  func start() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let entry = try await city.entry(casus)
      await city.does([("f.een", "consent.record \(client) purpose=treatment by=parent-1")])
      let other = Database(Database.Configuration(conninfo: city.city.owner))
      other.start()
      let hold = Statement("SELECT c.id FROM koos.casus c WHERE c.id = $1::integer FOR NO KEY UPDATE")
      let child = Statement("SELECT k.id FROM koos.client k WHERE k.id = $1::integer FOR NO KEY UPDATE NOWAIT")
      try await other.write(deadline: .after(Self.limit)) { transaction in
        _ = await transaction.outcome([hold(.text(String(casus.dropFirst(2))))])
        async let started = city.ask("waiting.start \(entry) within=50s")
        let waits = await eventually {
          (try? city.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))
            == [["1"]]
        }
        #expect(waits)
        let taken = await transaction.outcome(committing: [child(.text(String(client.dropFirst(2))))])
        #expect(taken.error == nil, "\(String(describing: taken.error))")
        #expect(await started["status"]?.string == "gestart")
      }
      await other.stop()
    }
  }
}
