import TestKit
import Testing
import Wire

@Suite("Settings, services and the calendar")
struct SettingTests {
  @Test("a value holds for all, or for a team that has its own")
  func sets() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("setting.list").rows.count == 18)
    let all = await city.ask("setting.set consult.days value=007")
    #expect(all.code == "ok", "\(all)")
    #expect(all.rows.map { $0["value"]?.string } == ["7"])
    #expect(all.rows.map { $0["default"]?.string } == ["5"])
    #expect(all.rows.map { $0["team"] } == [.null])
    let own = await city.ask("setting.set consult.days value=4 team=basecamp-zuidwest once=a", as: "t.lead")
    #expect(own.rows.map { $0["team"]?.string } == ["basecamp-zuidwest"])
    let replayed = await city.ask("setting.set consult.days value=4 team=basecamp-zuidwest once=a", as: "t.lead")
    #expect(replayed.rows == own.rows)
    #expect(replayed["replayed"]?.bool == true)
    let rows = await city.ask("setting.list key=consult.days", as: "f.een").rows
    #expect(rows.map { $0["value"]?.string } == ["7", "4"])
    #expect(
      await city.ask("setting.list key=consult.days team=basecamp-zuidwest").rows.map { $0["value"]?.string } == ["4"])
    #expect(
      await city.ask("setting.list key=consult.days team=basecamp-zuid").rows.map { $0["value"]?.string } == ["7"])
    #expect(await city.ask("setting.list team=basecamp-zuidwest").rows.count == 18)
    let page = await city.ask("setting.list limit=10")
    let next = try #require(page["next"]?.string)
    #expect(await city.ask("setting.list after=\(next)").rows.count == 9)
    await city.close()
  }

  @Test(
    "it refuses",
    arguments: [
      ("setting.set no.such value=1", nil, "input.value", "key"),
      ("setting.set consult.days value=x", nil, "input.value", "value"),
      ("setting.set consult.days value=-1", nil, "input.value", "value"),
      ("setting.set consult.days value=99999999999999999999", nil, "input.value", "value"),
      ("setting.set offer.hold value=48", nil, "input.value", "value"),
      ("setting.set offer.hold value=90s", nil, "input.value", "value"),
      ("setting.set calendar.closed-on-holidays value=maybe", nil, "input.value", "value"),
      ("setting.set video.template value=https://video.example/", nil, "input.value", "value"),
      ("setting.set travel.same-wijk value=5m team=basecamp-zuidwest", nil, "input.value", "team"),
      ("setting.set travel.same-wijk value=0m", nil, "input.value", "value"),
      ("setting.set travel.other-wijk value=11h", nil, "input.value", "value"),
      ("setting.set appointment.prepare value=601m", nil, "input.value", "value"),
      ("setting.set appointment.follow-up value=9999h team=basecamp-zuidwest", "t.lead", "input.value", "value"),
      ("setting.set consult.days value=4 team=nowhere", nil, "not-found.team", "team"),
      ("setting.set consult.days value=4 team=basecamp-zuid", "t.lead", "denied.team", nil),
      ("setting.set consult.days value=4", "t.lead", "denied.role", nil),
      ("setting.set consult.days value=4", "o.een", "denied.role", nil),
    ] as [(String, String?, String, String?)])
  func refuses(line: String, login: String?, code: String, field: String?) async throws {
    let city = try Conversation(try await City())
    let refused = await city.ask(line, as: login)
    #expect(refused.code == code, "\(refused)")
    #expect(refused["field"]?.string == field)
    await city.close()
  }

  @Test("an unknown key tells which there are, durations are kept in one form")
  func forms() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("setting.set no.such value=1")["allowed"]?.array?.count == 18)
    for (written, kept) in [("90m", "1h30m"), ("0m", "0m"), ("2d", "2d")] {
      #expect(await city.ask("setting.set offer.hold value=\(written)").rows.first?["value"]?.string == kept)
    }
    await city.close()
  }

  @Test("the services say which need a traject and who gives the others")
  func services() async throws {
    let city = try Conversation(try await City())
    let rows = await city.ask("service.list", as: "f.een").rows
    #expect(rows.count == 17)
    let therapy = rows.first { $0["service"]?.string == "speltherapie" }
    #expect(therapy?["needs_traject"]?.bool == true)
    #expect(therapy?["kind"]?.string == "module")
    let dyslexia = rows.first { $0["service"]?.string == "dyslexiezorg" }
    #expect(dyslexia?["in_scope"]?.bool == false)
    #expect(dyslexia?["door"]?.string?.isEmpty == false)
    await city.close()
  }

  @Test("the calendar of a year, holidays and school breaks in order")
  func calendar() async throws {
    let city = try Conversation(try await City())
    let all = await city.ask("calendar.list 2026", as: "f.een")
    #expect(all.rows.count == 14)
    #expect(all.rows.first?["name"]?.string == "kerst")
    #expect(all.rows.first?["from"]?.string == "2025-12-20")
    #expect(all.rows.first?["to"]?.string == "2026-01-05")
    let holidays = await city.ask("calendar.list 2026 kind=holiday").rows
    #expect(holidays.count == 11)
    let open = holidays.filter { $0["closed"]?.bool == false }.map { $0["date"]?.string }
    #expect(open == ["2026-04-03", "2026-05-05"])
    #expect(await city.ask("calendar.list 2026 kind=school").rows.count == 3)
    let page = await city.ask("calendar.list 2026 limit=12")
    #expect(await city.ask("calendar.list 2026 after=\(page["next"]?.string ?? "")").rows.count == 2)
    for year in ["2018", "2031", "x"] { #expect(await city.ask("calendar.list \(year)").code == "input.value") }
    await city.close()
  }
}
