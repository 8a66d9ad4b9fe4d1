import Postgres
import TestKit
import Testing
import Wire

@Suite("Series changed")
struct SeriesChangeTests {
  /// The starts of a worker's appointments to come that stand, to the minute.
  private static func starts(_ agenda: AgendaCity, of worker: String = "o.een") async -> [String] {
    let list = await agenda.ask("appointment.list worker=\(worker) from=2026-03-03 status=gepland")
    return list.column("start").map { String($0?.prefix(16) ?? "") }
  }

  /// The codes of a series of four Mondays at nine, o.een with f.een and a child.
  private static func mondays(_ agenda: AgendaCity) async throws -> [String] {
    let casus = try agenda.openCase()
    let booked = await agenda.series(
      "2026-03-16T09:00", "FREQ=WEEKLY;COUNT=4;BYDAY=MO", with: "o.een,f.een", "case=\(casus) override=hours reason=x",
      as: "t.lead")
    try #require(booked.code == "ok", "\(booked)")
    return booked.column("appointment").compactMap(\.self)
  }

  @Test("one is moved and stays where it is when the series moves, unless it is the one named")
  func exceptions() async throws {
    let agenda = try await AgendaCity()
    let codes = try await Self.mondays(agenda)
    let one = await agenda.ask("series.change \(codes[1]) scope=one at=2026-03-24T13:00")
    #expect(one.code == "ok" && one["series"]?.string == "S-1" && one["rows"]?.integer == 1, "\(one)")
    #expect(one.rows.first?["appointment"]?.string == codes[1])
    #expect(one.rows.first?["sequence"]?.integer == 1 && one.rows.first?["rev"]?.integer == 2)
    #expect(one.rows.first?["status"]?.string == "gepland")
    // The second day of the working week, an hour later, over the change of the clock; Easter Monday becomes Tuesday.
    let all = await agenda.ask("series.change \(codes[0]) scope=all at=2026-03-17T10:00")
    #expect(all.code == "ok" && all.rows.count == 3, "\(all)")
    #expect(
      await Self.starts(agenda) == ["2026-03-17T10:00", "2026-03-24T13:00", "2026-03-31T10:00", "2026-04-07T10:00"])
    // The exception, named, comes along with those after it; it lies as far from its own place as they from theirs.
    let following = await agenda.ask("series.change \(codes[1]) scope=following at=2026-03-25T11:00")
    #expect(following.code == "ok" && following.rows.count == 3, "\(following)")
    #expect(
      await Self.starts(agenda) == ["2026-03-17T10:00", "2026-03-25T11:00", "2026-04-01T11:00", "2026-04-08T11:00"])
    let list = await agenda.ask("appointment.list worker=f.een from=2026-03-25T11:00 to=2026-03-25T12:00")
    #expect(list.rows.count == 1 && list.rows.first?["series"]?.string == "S-1", "\(list)")
    let moved = try agenda.look("SELECT count(*)::text FROM koos.event WHERE topic = 'appointment' AND cause = 'moved'")
    #expect(moved[0][0] == "7")
    await agenda.conversation.close()
  }

  @Test("a week later each takes the time of the next: they are not in each other's way")
  func week() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=5")["booked"]?.integer == 5)
    let code = try #require(
      await agenda.ask("appointment.list worker=o.een from=2026-03-09").rows.first?["appointment"]?.string)
    let later = await agenda.ask("series.change \(code) scope=all at=2026-03-09T09:30")
    #expect(later.code == "ok" && later.rows.count == 5, "\(later)")
    let daily = await agenda.ask("series.change \(code) scope=all at=2026-03-16T10:00")
    #expect(daily.code == "ok", "\(daily)")
    #expect(await Self.starts(agenda) == (16...20).map { "2026-03-\($0)T10:00" })
    let next = await agenda.ask("series.change \(code) scope=following at=2026-03-17T10:00 dry-run=yes")
    #expect(next.code == "conflict.hours" && next["with"]?.array?.count == 1, "\(next)")
    await agenda.conversation.close()
  }

  @Test("where one cannot be moved none is, and all that are in the way are told")
  func conflicts() async throws {
    let agenda = try await AgendaCity()
    let codes = try await Self.mondays(agenda)
    #expect(await agenda.book("2026-03-24T10:30", with: "f.een", mode: "online", as: "f.een").code == "ok")
    #expect(await agenda.book("2026-03-31T11:05", place: "basecamp-zuid").code == "ok")
    let before = await Self.starts(agenda)
    let refused = await agenda.ask("series.change \(codes[0]) scope=all at=2026-03-17T10:00")
    #expect(refused.code == "conflict.overlap" && refused["field"]?.string == "at", "\(refused)")
    #expect(
      refused["with"]?.array?.map { $0["code"]?.string } == ["conflict.overlap", "conflict.travel"], "\(refused)")
    #expect(refused["with"]?.array?.first?["start"]?.string == "2026-03-24T10:00:00+01:00")
    #expect(refused["with"]?.array?.first?["with"]?.array?.first?["worker"]?.string == "f.een")
    #expect(await Self.starts(agenda) == before)
    let taken = try agenda.look(
      "SELECT count(*)::text FROM koos.occupied o JOIN koos.appointment a ON a.id = o.appointment WHERE a.series = 1")
    #expect(taken[0][0] == "16", "each still takes two workers, a child and a room")
    await agenda.conversation.close()
  }

  @Test("cancelled: one, the following, or all to come, exceptions too; the time is free")
  func cancel() async throws {
    let agenda = try await AgendaCity()
    let codes = try await Self.mondays(agenda)
    #expect(await agenda.ask("series.change \(codes[2]) scope=one at=2026-03-31T09:00").code == "ok")
    let one = await agenda.ask("series.cancel \(codes[0]) scope=one reason=ziek by=client")
    #expect(one.code == "ok" && one.rows.first?["status"]?.string == "afgezegd-client", "\(one)")
    let again = await agenda.ask("series.cancel \(codes[0]) scope=one")
    #expect(again.code == "state.appointment" && again["is"]?.string == "afgezegd-client", "\(again)")
    let rest = await agenda.ask("series.cancel \(codes[1]) scope=following once=c1")
    #expect(rest.code == "ok" && rest.rows.count == 3, "\(rest)")
    #expect(rest.rows.allSatisfy { $0["status"]?.string == "afgezegd-aanbieder" })
    #expect(await agenda.ask("series.cancel \(codes[1]) scope=following once=c1")["replayed"]?.bool == true)
    #expect(
      try agenda.look(
        "SELECT count(*)::text FROM koos.occupied o JOIN koos.appointment a ON a.id = o.appointment WHERE a.series = 1")[
          0][0] == "0")
    #expect(await agenda.ask("series.list").rows.first?["booked"]?.integer == 0)
    await agenda.conversation.close()
  }

  @Test("what is asked wrongly, too late or by others is refused")
  func refused() async throws {
    let agenda = try await AgendaCity()
    let codes = try await Self.mondays(agenda)
    let single = try #require(await agenda.book("2026-03-12T10:00")["appointment"]?.string)
    let table: [(words: String, who: String, code: String, field: String?)] = [
      ("series.change \(codes[0]) scope=all", "o.een", "syntax.missing-parameter", "at"),
      ("series.change \(codes[0]) at=2026-03-17T10:00", "o.een", "syntax.missing-parameter", "scope"),
      ("series.change \(codes[0]) scope=some at=2026-03-17T10:00", "o.een", "input.value", "scope"),
      ("series.change A-999999 scope=all at=2026-03-17T10:00", "o.een", "not-found.appointment", "appointment"),
      ("series.change \(single) scope=all at=2026-03-17T10:00", "o.een", "input.value", "appointment"),
      ("series.change \(codes[0]) scope=all at=2026-03-01T10:00", "o.een", "input.time-past", "at"),
      ("series.change \(codes[3]) scope=all at=2026-03-10T10:00", "o.een", "input.time-past", "at"),
      ("series.change \(codes[0]) scope=all at=2026-03-29T02:30", "o.een", "input.time-gap", "at"),
      ("series.change \(codes[0]) scope=all at=2026-03-17T10:00 if=9", "o.een", "conflict.stale", "if"),
      ("series.change \(codes[0]) scope=all at=2026-03-17T10:00", "o.twee", "denied.team", nil),
      ("series.change \(codes[0]) scope=all at=2026-03-17T10:00", "admin", "denied.role", nil),
      ("series.cancel \(codes[0]) scope=all", "o.drie", "denied.team", nil),
      ("series.cancel \(codes[0]) scope=all", "p.privacy", "denied.role", nil),
      ("series.change \(codes[0]) scope=all at=2026-03-17T10:00 dry-run=yes", "f.een", "ok", nil),
      ("series.cancel \(codes[0]) scope=all dry-run=yes", "pl.een", "ok", nil),
    ]
    for row in table {
      let outcome = await agenda.ask(row.words, as: row.who)
      #expect(outcome.code == row.code && outcome["field"]?.string == row.field, "\(row): \(outcome)")
    }
    #expect(await Self.starts(agenda).count == 5)
    await agenda.conversation.close()
  }

  @Test("a series moved against bookings at one instant: never an overlap, moved whole or not at all")
  func race() async throws {
    let agenda = try await AgendaCity()
    let booked = await agenda.series("2026-03-09T09:00", "FREQ=DAILY;COUNT=4", mode: "online")
    let code = try #require(booked.column("appointment").first ?? nil)
    for round in 0..<100 {
      let week = ["2026-03-09", "2026-03-16"][(round + 1) % 2]
      let day = "\(week.prefix(8))\((round + 1) % 2 == 0 ? "11" : "18")"
      let hour = String(9 + (round / 2) % 8).count == 1 ? "09" : String(9 + (round / 2) % 8)
      async let series = agenda.ask("series.change \(code) scope=all at=\(week)T\(hour):00")
      async let single = agenda.book("\(day)T\(hour):30", minutes: 30, mode: "online")
      let (many, one) = await (series, single)
      let codes = Set([many.code, one.code])
      #expect(codes == ["ok", "conflict.overlap"] || codes == ["conflict.overlap"], "\(round): \(many) \(one)")
      if one.code == "ok", let made = one["appointment"]?.string {
        #expect(await agenda.ask("appointment.cancel \(made) by=provider reason=x").code == "ok")
      }
      let days = try agenda.look(
        "SELECT count(DISTINCT starts_at - series_at)::text, count(*)::text FROM koos.appointment WHERE series = 1")
      #expect(days[0] == ["1", "4"])
    }
    let overlaps = try agenda.look(
      "SELECT count(*)::text FROM koos.occupied a JOIN koos.occupied b ON a.resource = b.resource AND a.id < b.id AND a.during && b.during"
    )
    #expect(overlaps[0][0] == "0")
    await agenda.conversation.close()
  }
}
