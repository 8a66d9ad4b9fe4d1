import Patience
import Postgres
import TestKit
import Testing
import Wire

/// What somebody else is at work on when a dossier goes, held by a transaction beside the service.
@Suite("What comes while a dossier is destroyed")
struct DestructionRaceTests {
  private static let limit = Duration.seconds(60)

  /// Asks to destroy it while a statement is done and not committed, and commits that once the asker waits.
  private static func destroy(
    _ client: String, beside statement: Statement, of number: Int, in city: CareCity
  ) async throws -> Outcome {
    let other = Database(Database.Configuration(conninfo: city.city.owner))
    other.start()
    let destroyed = try await other.write(deadline: .after(limit)) { transaction in
      let held = await transaction.outcome([statement(.integer(number))])
      #expect(held.error == nil, "\(String(describing: held.error))")
      async let asked = city.ask("dossier.destroy \(client) decision=granted within=50s", as: "p.privacy")
      let waits = await eventually {
        (try? city.sql(
          "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))
          == [["t"]]
      }
      #expect(waits)
      let kept = await transaction.outcome(committing: [])
      #expect(kept.error == nil, "\(String(describing: kept.error))")
      return await asked
    }
    await other.stop()
    return destroyed
  }

  private static func status(_ appointment: Int, in city: CareCity) throws -> [String?] {
    let rows = try city.sql(
      """
      SELECT a.status, (SELECT count(*) FROM koos.occupied o WHERE o.appointment = a.id),
        (SELECT count(*) FROM koos.appointment_detail d WHERE d.appointment = a.id)
      FROM koos.appointment a WHERE a.id = \(appointment)
      """)
    return try #require(rows.first)
  }

  private static func booked(_ casus: String, in city: CareCity) async throws -> Int {
    let code = try await city.made(
      "appointment", "appointment.book case=\(casus) type=overig at=2026-03-10T09:00 minutes=60 with=o.een mode=online",
      as: "t.lead")
    return try #require(Int(code.dropFirst(2)))
  }

  @Test("what is booked meanwhile is cancelled too, and takes nobody's time")
  func booking() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let one = try await Self.booked(casus, in: city)
      await city.does([("f.lead", "dossier.destroy \(client) request=parents")])
      // As a booking leaves it: the hour after, with worker and case.
      let booking = Statement(
        """
        WITH made AS (
          INSERT INTO koos.appointment (starts_at, ends_at, mode, booked_by)
          SELECT a.ends_at, a.ends_at + interval '1 hour', a.mode, a.booked_by FROM koos.appointment a WHERE a.id = $1::integer RETURNING id, starts_at, ends_at
        ), worked AS (
          INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
          SELECT m.id, p.worker, p.mode, m.starts_at FROM made m, koos.appointment_worker p WHERE p.appointment = $1::integer
        ), told AS (
          INSERT INTO koos.appointment_detail (appointment, type) SELECT m.id, 'overig' FROM made m
        ), taken AS (
          INSERT INTO koos.occupied (resource, during, holder, appointment)
          SELECT w.resource, tstzrange(m.starts_at, m.ends_at), 'appointment', m.id
          FROM made m, koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker WHERE p.appointment = $1::integer
        )
        INSERT INTO koos.appointment_case (appointment, casus, mode)
        SELECT m.id, x.casus, x.mode FROM made m, koos.appointment_case x WHERE x.appointment = $1::integer
        """)
      let outcome = try await Self.destroy(client, beside: booking, of: one, in: city)
      #expect(outcome.code == "ok", "\(outcome)")
      let last = try city.sql("SELECT max(id) FROM koos.appointment")
      let two = try #require(last.first?.first.flatMap { $0 }.flatMap { Int($0) })
      #expect(two > one)
      for appointment in [one, two] {
        let status = try Self.status(appointment, in: city)
        #expect(status == ["afgezegd-aanbieder", "0", "0"], "\(status)")
      }
    }
  }

  @Test("what is cancelled meanwhile stays cancelled by who did it")
  func cancelling() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let one = try await Self.booked(try await city.casus(of: client), in: city)
      await city.does([("f.lead", "dossier.destroy \(client) request=parents")])
      let cancelling = Statement(
        """
        WITH freed AS (DELETE FROM koos.occupied o WHERE o.appointment = $1::integer)
        UPDATE koos.appointment SET status = 'afgezegd-client' WHERE id = $1::integer
        """)
      let outcome = try await Self.destroy(client, beside: cancelling, of: one, in: city)
      #expect(outcome.code == "ok", "\(outcome)")
      let status = try Self.status(one, in: city)
      #expect(status == ["afgezegd-client", "0", "0"], "\(status)")
    }
  }

  @Test("a dossier that changes meanwhile is kept: its term begins anew")
  func changing() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let (number, file) = (client.dropFirst(2), try #require(Int(casus.dropFirst(2))))
      _ = try city.sql(
        """
        UPDATE koos.client SET added_at = koos.now() - interval '21 years' WHERE id = \(number);
        DELETE FROM koos.dossier_change WHERE client = \(number)
        """)
      let noting = Statement(
        """
        INSERT INTO koos.casus_note (casus, kind, text, worker, team)
        SELECT o.casus, 'gesprek', 'Nog iets', c.opened_by, o.team FROM koos.casus_owner o JOIN koos.casus c ON c.id = o.casus
        WHERE o.casus = $1::integer ORDER BY o.team LIMIT 1
        """)
      let outcome = try await Self.destroy(client, beside: noting, of: file, in: city)
      #expect(outcome.code == "state.client", "\(outcome)")
      #expect(try city.sql("SELECT count(*) FROM koos.client WHERE id = \(number)") == [["1"]])
    }
  }
}
