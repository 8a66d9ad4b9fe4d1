import TestKit
import Testing
import Wire

@Suite("How long an offer holds its time where the clock changes")
struct OfferHourTests {
  /// An offer made at one time for a start at another, and when it ends.
  struct Hold: Sendable {
    let now: String
    let start: String
    let until: String
  }

  // On 29 March 2026 the hour from 2 to 3 is not there, on 25 October it is there twice.
  @Test(
    "48 hours are 48 hours, and 24 before its start are 24, also over a night of another length",
    arguments: [
      Hold(now: "2026-03-28T10:00", start: "2026-04-07T10:00", until: "2026-03-30T11:00:00+02:00"),
      Hold(now: "2026-10-24T10:00", start: "2026-11-03T10:00", until: "2026-10-26T09:00:00+01:00"),
      Hold(now: "2026-03-27T10:00", start: "2026-03-29T10:00", until: "2026-03-28T09:00:00+01:00"),
      Hold(now: "2026-10-23T10:00", start: "2026-10-25T10:00", until: "2026-10-24T11:00:00+02:00"),
    ])
  func holds(_ hold: Hold) async throws {
    try await CareCity.with { city in
      await city.does([("admin", "clock at=\(hold.now)")])
      let waiter = try await city.waiter()
      try await city.free(at: hold.start, "mode=online override=hours reason=Proef")
      #expect(await city.offers() == ["\(waiter.entry) open"])
      let offer = try #require(await city.ask("offer.list").rows.first)
      #expect(offer["expires_at"]?.string == hold.until)
      // A second before it can be accepted, at that time no more.
      let code = try #require(offer["offer"]?.string)
      _ = try city.sql("UPDATE koos.clock SET at = '\(hold.until)'::timestamptz - interval '1 second'")
      #expect(await city.ask("offer.accept \(code) dry-run=yes").code == "ok")
      _ = try city.sql("UPDATE koos.clock SET at = '\(hold.until)'")
      #expect(await city.ask("offer.accept \(code)").code == "state.offer")
    }
  }
}
