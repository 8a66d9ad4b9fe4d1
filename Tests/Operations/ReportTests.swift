import Catalogue
import TestKit
import Testing
import Wire

@Suite("Figures of a team, counted by hand")
struct ReportTests {
  private static let quarter = "2026-01-01 to=2026-04-01"

  /// Holds one row of a report, the one of that dimension's value, against what was counted.
  private static func expect(
    _ city: CareCity, _ report: String, _ dim: String? = nil, _ key: String? = nil, as login: String = "t.lead",
    where more: (JSON) -> Bool = { _ in true }, is counted: [String: Int64?],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let outcome = await city.ask("report.\(report)", as: login)
    let dimensions = Reports.find(String(report.prefix { $0 != " " }))?.dimensions.map(\.name) ?? []
    let row = outcome.rows.first { row in
      more(row)
        && dimensions.dropFirst().allSatisfy { name in
          ["phase", "event"].contains(name) || (name == dim ? row[name]?.string == key : row[name] == .null)
        }
    }
    for (name, value) in counted {
      #expect(
        row?[name] == value.map(JSON.integer) ?? .null, "\(name) of \(report): \(outcome)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("consults: three asked, one answered in half an hour and closed, one declined to another discipline")
  func consults() async throws {
    try await CareCity.with { city in
      let ask = "consult.ask \"Hoe helpen we dit kind?\" discipline=orthopedagoog convert=may-convert"
      let first = try await city.made("consult", ask + " age-band=4-11")
      let second = try await city.made("consult", ask)
      _ = try await city.made("consult", ask)
      await city.does([("o.een", "consult.claim \(first)")])
      try city.advance("30 minutes")
      await city.does([
        ("o.een", "consult.reply \(first) text=\"Begin klein.\" minutes=20"),
        ("f.een", "consult.close \(first) outcome=advice-enough"),
        ("o.een", "consult.decline \(second) reason=Nee redirect=systeemtherapeut"),
      ])
      #expect(await city.ask(ask + " urgency=crisis", as: "o.een").code == "scope.redirect")
      let counted: [String: Int64?] = [
        "asked": 3, "answered": 1, "within_due": 1, "late": 0, "advice_enough": 1, "declined": 1, "running": 1,
        "age_4_11": 1, "age_unknown": 2, "median_minutes": 30, "p90_minutes": 30,
      ]
      await Self.expect(city, "consults \(Self.quarter)", is: counted)
      for (dim, key) in [("team", "basecamp-zuidwest"), ("wijk", "zuidwest"), ("discipline", "orthopedagoog")] {
        await Self.expect(city, "consults \(Self.quarter)", dim, key, is: counted)
      }
      await Self.expect(city, "consults 2026-01-01 to=2026-03-02", is: ["asked": 0, "answered": 0])
      await Self.expect(city, "redirects \(Self.quarter)", is: ["redirects": 2])
      for what in ["consult.ask", "consult.decline"] {
        await Self.expect(city, "redirects \(Self.quarter)", "what", what, is: ["redirects": 1])
      }
    }
  }

  @Test("cases: four opened, one a crisis, one left by its buurtteam, one with another worker, one who turns eighteen")
  func cases() async throws {
    try await CareCity.with { city in
      let left = try await city.casus()
      let changed = try await city.casus()
      let adult = try await city.casus(birth: "2008-03-20")
      let client = try await city.client()
      _ = try await city.made(
        "case",
        "case.open \(client) question=Nu referrer=huisarts urgency=crisis buurtteam=buurtteam-zuidwest-1")
      try city.advance("2 days")
      await city.does([
        ("f.een", "case.leave \(left) reason=Klaar lead=o.een"),
        ("f.een", "case.lead \(changed) worker=o.een reason=Ruil"),
        ("f.een", "case.note \(adult) text=\"Zo gaan we verder\" kind=plan"),
        ("t.lead", "case.arrangement.add \(changed) kind=contract provider=Elders"),
      ])
      await Self.expect(city, "caseload \(Self.quarter)", is: ["cases": 4, "urgent": 1, "professionals": 5])
      await Self.expect(city, "caseload \(Self.quarter)", "worker", "o.een", is: ["cases": 2, "professionals": 1])
      await Self.expect(city, "caseload \(Self.quarter)", "worker", "f.een", is: ["cases": 2, "professionals": 0])
      await Self.expect(city, "caseload \(Self.quarter)", "worker", "s.een", is: ["cases": 0, "professionals": 1])
      let isOwned = { (row: JSON) in row["event"]?.string == "owned" }
      let hasLeft = { (row: JSON) in row["event"]?.string == "left" }
      await Self.expect(city, "ownership \(Self.quarter)", where: isOwned, is: ["cases": 4, "joint": 3])
      await Self.expect(
        city, "ownership \(Self.quarter)", "owners", "basecamp", where: isOwned, is: ["cases": 1, "joint": 0])
      await Self.expect(
        city, "ownership \(Self.quarter)", "owners", "basecamp+buurtteam", where: isOwned, is: ["cases": 3])
      await Self.expect(
        city, "ownership \(Self.quarter)", where: hasLeft, is: ["cases": 1, "by_itself": 1, "removed": 0])
      await Self.expect(
        city, "ownership \(Self.quarter)", as: "f.lead", where: hasLeft, is: ["cases": 1, "by_itself": 1])
      await Self.expect(
        city, "continuity \(Self.quarter)",
        is: ["children": 4, "no_change": 2, "one_change": 2, "more_changes": 0, "contract": 1, "transfer": 0])
      await Self.expect(
        city, "urgent \(Self.quarter)",
        is: ["opened": 4, "crisis": 1, "spoed": 0, "regulier": 3, "contact_median_days": nil])
      await Self.expect(
        city, "eighteen \(Self.quarter)", is: ["children": 1, "with_plan": 1, "without_plan": 0, "extended": 0])
      await Self.expect(city, "eighteen 2026-03-21 to=2026-04-01", is: ["children": 0])
    }
  }

  @Test("waiting: three wait, one of them too long and one bridged; two weeks ago there were two")
  func waiting() async throws {
    try await CareCity.with { city in
      var entries: [String] = []
      for day in ["2026-02-20", "2026-02-10", "2025-12-22"] {
        entries.append(try await city.entry(try await city.casus(), "registered-on=\(day)"))
      }
      await city.does([("f.een", "waiting.bridge \(entries[1]) kind=phone by=f.een")])
      let waits = { (row: JSON) in row["phase"]?.string == "waiting" }
      let started = { (row: JSON) in row["phase"]?.string == "started" }
      await Self.expect(
        city, "waiting \(Self.quarter)", where: waits,
        is: [
          "waiting": 3, "over_norm": 1, "bridged": 1, "net": 2, "over_norm_net": 1, "urgent": 0, "median_days": 20,
          "p90_days": 70,
        ])
      await Self.expect(city, "waiting \(Self.quarter)", where: started, is: ["waiting": 0, "median_days": nil])
      await Self.expect(city, "waiting 2026-01-01 to=2026-02-17", where: waits, is: ["waiting": 2, "median_days": 6])
    }
  }

  /// Six appointments of March for a case: two realised, one missed, one cancelled late by the family, one in time, one by the team.
  private static func lay(_ city: CareCity) async throws {
    let casus = try await city.casus().dropFirst(2)
    _ = try city.sql(
      """
      WITH made AS (
        INSERT INTO koos.appointment (starts_at, ends_at, mode, status, booked_by)
        SELECT koos.now() + n * interval '1 day', koos.now() + n * interval '1 day' + interval '1 hour', m, s, 1
        FROM unnest('{on-site,online,online,phone,hybrid,on-site}'::text[],
          '{gerealiseerd,gerealiseerd,no-show,afgezegd-client,afgezegd-client,afgezegd-aanbieder}'::text[]) WITH ORDINALITY x(m, s, n)
        RETURNING id, status, mode
      ), cases AS (INSERT INTO koos.appointment_case (appointment, casus, mode) SELECT id, \(casus), 'online' FROM made),
      details AS (INSERT INTO koos.appointment_detail (appointment, type) SELECT id, 'intake' FROM made)
      INSERT INTO koos.appointment_cancellation (appointment, cancelled_by, late) SELECT id, 1, mode = 'phone' FROM made WHERE status LIKE 'afgezegd%'
      """)
  }

  @Test("a late cancellation counts as a no-show unless the setting says that it does not")
  func noShow() async throws {
    try await CareCity.with { city in
      try await Self.lay(city)
      let month = "2026-03-01 to=2026-04-01"
      await Self.expect(
        city, "modes \(month)", is: ["appointments": 3, "on_site": 1, "online": 2, "phone": 0, "hybrid": 0])
      let counted: [String: Int64?] = [
        "appointments": 6, "realised": 2, "no_show": 2, "cancelled_client": 1, "cancelled_provider": 1,
      ]
      await Self.expect(city, "no-show \(month)", is: counted)
      await Self.expect(city, "no-show \(month)", "type", "intake", is: counted)
      await Self.expect(city, "no-show \(month)", "mode", "phone", is: ["appointments": 1, "no_show": 1])
      await city.does([
        ("t.lead", "setting.set appointment.late-counts-as-no-show value=no team=basecamp-zuidwest")
      ])
      await Self.expect(city, "no-show \(month)", is: ["appointments": 6, "no_show": 1, "cancelled_client": 2])
      await Self.expect(city, "no-show \(month)", "mode", "phone", is: ["no_show": 0, "cancelled_client": 1])
    }
  }

  @Test("coverage: forty hours a week, a day of leave, and an hour booked")
  func coverage() async throws {
    try await CareCity.with { city in
      await city.does([
        ("o.een", "absence.add worker=o.een from=2026-03-03 to=2026-03-04 kind=verlof"),
        ("o.een", "appointment.book type=overig at=2026-03-04T10:00 minutes=60 with=o.een mode=online"),
      ])
      // Five people, five days of eight hours.
      await Self.expect(
        city, "coverage 2026-03-02 to=2026-03-09",
        is: [
          "professionals": 5, "available_minutes": 5 * 2_400 - 480, "away_minutes": 480, "booked_minutes": 60,
        ])
      await Self.expect(
        city, "coverage 2026-03-02 to=2026-03-09", "discipline", "systeemtherapeut",
        is: ["professionals": 1, "available_minutes": 2_400, "booked_minutes": 0])
    }
  }

  @Test("coverage: hours are the wall clock's on the day it is changed too")
  func changedClock() async throws {
    try await CareCity.with { city in
      // The second begins in the hour that is left out, and is half an hour of what comes after it.
      for hours in ["from=09:00 to=09:40", "from=02:30 to=04:00"] {
        await city.does([("o.een", "availability.set o.een day=sun \(hours)")])
      }
      await Self.expect(
        city, "coverage 2026-03-29 to=2026-03-30", is: ["professionals": 5, "available_minutes": 40 + 30])
      await Self.expect(city, "coverage 2026-10-25 to=2026-10-26", is: ["available_minutes": 40 + 90])
    }
  }

  @Test("the year picture: three children, their ages at the end of the year, who referred, and all the rest")
  func yearbook() async throws {
    try await CareCity.with { city in
      for (birth, referrer) in [("2016-05-14", "buurtteam"), ("2008-12-31", "huisarts"), ("2023-01-01", "huisarts")] {
        let client = try await city.client(birth: birth)
        _ = try await city.made(
          "case", "case.open \(client) question=Hoe referrer=\(referrer) buurtteam=buurtteam-zuidwest-1")
      }
      _ = try await city.consult()
      let told = await city.ask("report.yearbook 2026", as: "t.lead")
      func value(_ part: String, _ key: String) -> JSON? {
        told.rows.first { $0["part"]?.string == part && $0["key"]?.string == key }?["value"]
      }
      let counted: [(String, String, Int64)] = [
        ("clients", "total", 3), ("clients", "new", 3), ("clients", "continued", 0), ("clients", "ended", 0),
        ("ages", "0-3", 1), ("ages", "4-11", 1), ("ages", "12-17", 0), ("ages", "18-up", 1),
        ("referrers", "buurtteam", 1), ("referrers", "huisarts", 2), ("referrers", "rechter", 0),
        ("professionals", "total", 5), ("professionals", "orthopedagoog", 2), ("waiting", "gross", 0),
        ("consults", "asked", 1), ("consults", "running", 1), ("modes", "appointments", 0), ("ownership", "cases", 3),
        ("ownership", "basecamp+buurtteam", 3),
      ]
      for (part, key, number) in counted { #expect(value(part, key) == .integer(number), "\(part) \(key): \(told)") }
      #expect(value("waiting", "median-days") == .null)
      // In the catalogue's order, whatever the figures.
      let order = Reports.yearbook.flatMap { part in part.entries.map { "\(part.name) \($0.key)" } }
      let rows = told.rows.map { "\($0["part"]?.string ?? "") \($0["key"]?.string ?? "")" }
      #expect(rows.filter(order.contains) == order)
      #expect(rows.filter { !order.contains($0) }.allSatisfy { $0.hasPrefix("professionals ") })
      #expect(await city.ask("report.yearbook 2025", as: "t.lead").rows.first?["value"] == .integer(0))
    }
  }

  @Test("rows bear the columns of the catalogue in their order", arguments: Reports.all.map(\.name))
  func columns(report: String) async throws {
    try await CareCity.with { city in
      _ = try await city.casus()
      let columns = try #require(Reports.find(report)).columns.map(\.name)
      for login in ["r.report", "t.lead"] {
        let told = await city.ask("report.\(report) 2025-12-01 to=2026-04-01", as: login)
        #expect(told.code == "ok" && !told.rows.isEmpty, "\(told)")
        for row in told.rows { #expect(row.members?.map(\.name) == columns, "\(row)") }
      }
    }
  }
}
