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

  @Test("the same hours twice are refused, and hours that overlap count once")
  func doubled() async throws {
    let agenda = try await AgendaCity()
    let set = "availability.set o.een day=sat from=09:00 to=12:00"
    #expect(await agenda.ask(set).code == "ok")
    let again = await agenda.ask(set)
    #expect(again.code == "conflict.duplicate" && again["field"]?.string == "from", "\(again)")
    #expect(await agenda.ask("\(set) place=basecamp-zuid").code == "ok")
    #expect(await agenda.ask("\(set) until-date=2027-01-01").code == "ok")
    #expect(await agenda.ask("availability.set o.een day=sat from=11:00 to=14:00 mode=online").code == "ok")
    #expect(await agenda.book("2026-03-14T10:30", minutes: 180, mode: "online").code == "ok")
    let refused = await agenda.book("2026-03-14T08:00", mode: "online")
    #expect(refused["with"]?.array?.first?["hours"]?.array?.compactMap(\.string) == ["09:00-14:00"], "\(refused)")
    #expect(await agenda.book("2026-03-21T11:30", minutes: 60).code == "conflict.hours", "on site until noon only")
    await agenda.conversation.close()
  }

  @Test("odd and even weeks have their own hours, and a list of either holds those of all")
  func weeks() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("availability.set o.een day=sat from=09:00 to=12:00 weeks=odd").code == "ok")
    #expect(await agenda.ask("availability.set o.een day=sat from=13:00 to=16:00 weeks=even mode=online").code == "ok")
    let list = { (words: String) async in
      await agenda.ask("availability.list worker=o.een \(words)").column("from").compactMap { $0 }
    }
    #expect(await list("day=sat") == ["09:00", "13:00"])
    #expect(await list("day=sat weeks=odd") == ["09:00"])
    #expect(await list("weeks=even").count == 6)
    #expect(await list("weeks=all").count == 5)
    #expect(await list("day=sat mode=on-site") == ["09:00"])
    #expect(await list("mode=online").count == 7)
    // Saturday 26 December 2026 is closed, 2 January 2027 is of week 53, the 9th of week 1, both odd.
    for (day, odd, even) in [
      ("2026-03-14", "ok", "conflict.hours"), ("2026-03-21", "conflict.hours", "ok"),
      ("2026-12-26", "conflict.hours", "conflict.hours"),
      ("2027-01-02", "ok", "conflict.hours"), ("2027-01-09", "ok", "conflict.hours"),
      ("2027-01-16", "conflict.hours", "ok"),
    ] {
      #expect(await agenda.book("\(day)T09:00", mode: "online").code == odd, "\(day)")
      #expect(await agenda.book("\(day)T14:00", mode: "online").code == even, "\(day)")
    }
    await agenda.conversation.close()
  }

  @Test("who is at a school for half a day is found there, and bound to nothing")
  func presence() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("place.add de-kameleon name=School kind=school wijk=zuidwest", as: "t.lead").code == "ok")
    #expect(
      await agenda.ask(
        "availability.set o.een day=wed from=08:30 to=12:00 mode=on-site place=de-kameleon", as: "pl.een"
      ).code
        == "ok")
    let found = await agenda.ask("availability.list place=de-kameleon day=wed", as: "f.een")
    #expect(found.column("worker") == ["o.een"] && found.column("from") == ["08:30"], "\(found)")
    #expect(await agenda.book("2026-03-11T08:30", minutes: 60, place: "de-kameleon").code == "ok")
    #expect(await agenda.book("2026-03-11T08:30", minutes: 30, mode: "online").code == "conflict.hours")
    #expect(await agenda.book("2026-03-11T10:00", minutes: 60, place: "basecamp-zuidwest").code == "ok")
    await agenda.conversation.close()
  }

  @Test("a holiday is closed unless the team set otherwise, and hours hold from their first day until their last")
  func closed() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-04-27T10:00", mode: "online").code == "conflict.hours", "Koningsdag")
    #expect(await agenda.book("2026-04-03T10:00", mode: "online").code == "ok", "not Good Friday")
    let set = "setting.set calendar.closed-on-holidays value=no team=basecamp-zuidwest"
    #expect(await agenda.ask(set, as: "t.lead").code == "ok")
    #expect(await agenda.book("2026-04-27T10:00", mode: "online").code == "ok")
    #expect(
      await agenda.ask("availability.set o.een day=sun from=09:00 to=12:00 from-date=2026-04-12 until-date=2026-04-19")
        .code
        == "ok")
    for (day, code) in [("2026-04-05", "conflict.hours"), ("2026-04-12", "ok"), ("2026-04-19", "conflict.hours")] {
      #expect(await agenda.book("\(day)T10:00", mode: "online").code == code, "\(day)")
    }
    await agenda.conversation.close()
  }
}
