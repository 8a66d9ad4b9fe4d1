import TestKit
import Testing
import Wire

@Suite("Availability")
struct AvailabilityTests {
  @Test("hours are added, listed and removed")
  func hours() async throws {
    let agenda = try await AgendaCity()
    let week = await agenda.ask("availability.list worker=o.een", as: "f.een")
    #expect(week.column("day") == ["mon", "tue", "wed", "thu", "fri"], "\(week)")
    #expect(week.column("from").allSatisfy { $0 == "09:00" } && week.column("to").allSatisfy { $0 == "17:00" })
    let added = await agenda.ask(
      "availability.set o.een day=sat from=09:00 to=24:00 weeks=odd mode=online place=basecamp-zuid from-date=2026-04-01"
    )
    let row = try #require(added.rows.first, "\(added)")
    #expect(row["availability"]?.string?.hasPrefix("U-") == true)
    #expect(row["to"]?.string == "24:00" && row["weeks"]?.string == "odd" && row["mode"]?.string == "online")
    #expect(
      row["place"]?.string == "basecamp-zuid" && row["from_date"]?.string == "2026-04-01" && row["until_date"] == .null)
    #expect(await agenda.ask("availability.list worker=o.een day=sat").rows == [row])
    #expect(await agenda.ask("availability.list worker=o.een day=sat until-date=2026-04-01").rows.isEmpty)
    let page = await agenda.ask("availability.list worker=o.een limit=4")
    let next = try #require(page["next"]?.string)
    #expect(await agenda.ask("availability.list worker=o.een limit=4 after=\(next)").column("day") == ["fri", "sat"])
    let cleared = await agenda.ask("availability.clear o.een day=sat")
    #expect(cleared.rows == [row] && cleared["rows"]?.integer == 1, "\(cleared)")
    #expect(await agenda.ask("availability.clear o.een").rows.count == 5)
    #expect(await agenda.ask("availability.list worker=o.een").rows.isEmpty)
    await agenda.conversation.close()
  }

  @Test(
    "one changes the own hours, lead and planner those of their team",
    arguments: [
      ("o.een", "ok"), ("t.lead", "ok"), ("pl.een", "ok"), ("o.twee", "denied.team"), ("l.lead", "denied.team"),
      ("f.een", "denied.team"), ("admin", "denied.team"),
    ])
  func rights(login: String, code: String) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("availability.set o.een day=sat from=09:00 to=12:00", as: login).code == code)
    #expect(await agenda.ask("availability.clear o.een day=mon", as: login).code == code)
    await agenda.conversation.close()
  }

  @Test(
    "hours that end before they begin are refused, also by date",
    arguments: [
      ("from=12:00 to=09:00", "to"), ("from=09:00 to=09:00", "to"),
      ("from=09:00 to=12:00 from-date=2026-04-02 until-date=2026-04-02", "until-date"),
    ])
  func backwards(words: String, field: String) async throws {
    let agenda = try await AgendaCity()
    let refused = await agenda.ask("availability.set o.een day=sat \(words)")
    #expect(refused.code == "input.value" && refused["field"]?.string == field, "\(refused)")
    #expect(await agenda.ask("availability.list after=x").code == "input.value")
    await agenda.conversation.close()
  }

  @Test("a repeat adds nothing, a dry run neither")
  func once() async throws {
    let agenda = try await AgendaCity()
    let first = await agenda.ask("availability.set o.een day=sat from=09:00 to=12:00 once=a")
    let again = await agenda.ask("availability.set o.een day=sat from=09:00 to=12:00 once=a")
    #expect(again.rows == first.rows && again["replayed"]?.bool == true, "\(again)")
    let dry = await agenda.ask("availability.set o.een day=sun from=09:00 to=12:00 dry-run=yes")
    #expect(dry.rows.first?["availability"] == .null, "\(dry)")
    #expect(await agenda.ask("availability.list worker=o.een").rows.count == 6)
    await agenda.conversation.close()
  }
}
