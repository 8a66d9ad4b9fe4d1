import TestKit
import Testing
import Wire

@Suite("Slots for so many of a discipline")
struct SlotNeedTests {
  private static let monday = "from=2026-03-09 to=2026-03-10 minutes=60"

  private static func workers(_ outcome: Outcome) -> [[String?]] {
    outcome.rows.map { $0["workers"]?.array?.map(\.string) ?? [] }
  }

  private static func why(_ outcome: Outcome, _ row: Int = 0) -> [String] {
    outcome.rows.indices.contains(row) ? outcome.rows[row]["why"]?.array?.compactMap(\.string) ?? [] : []
  }

  @Test("so many of some disciplines are found in a team, beside those named, each once, and can be booked")
  func needs() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-03-09T09:00", with: "o.twee", mode: "online", as: "o.twee").code == "ok")
    let found = await agenda.ask(
      """
      slot.find need="2 orthopedagoog,1 systeemtherapeut" team=basecamp-zuidwest \(Self.monday) \
      place=basecamp-zuidwest room=yes limit=2
      """, as: "t.lead")
    #expect(found.column("start") == ["2026-03-09T10:00:00+01:00", "2026-03-09T10:15:00+01:00"], "\(found)")
    #expect(found.column("end").first == "2026-03-09T11:00:00+01:00")
    #expect(Self.workers(found).first == ["o.een", "o.twee", "s.een"])
    #expect(found.column("room") == ["1", "1"] && found.column("place").first == "basecamp-zuidwest")
    #expect(found.rows.first?["travel_before"]?.integer == 0 && found.rows.first?["travel_after"]?.integer == 0)
    #expect(found.rows.first?["score"]?.integer == 0, "\(found)")
    #expect(
      Self.why(found) == [
        "o.een heeft die week 0:00 uur afspraken", "o.twee heeft die week 1:00 uur afspraken",
        "s.een heeft die week 0:00 uur afspraken", "1 stoel blijft leeg",
      ])
    let next = try #require(found["next"]?.string)
    let more = await agenda.ask(
      """
      slot.find need="2 orthopedagoog" need="1 systeemtherapeut" team=basecamp-zuidwest \(Self.monday) \
      place=basecamp-zuidwest room=yes limit=1 after=\(next)
      """, as: "t.lead")
    #expect(more.column("start") == ["2026-03-09T10:30:00+01:00"], "\(more)")
    #expect(await agenda.book("2026-03-09T10:00", with: "o.een,o.twee,s.een", as: "t.lead").code == "ok")

    let beside = await agenda.ask(
      "slot.find with=o.een need=\"1 orthopedagoog\" \(Self.monday) mode=online limit=1")
    #expect(Self.workers(beside) == [["o.een", "o.twee"]], "\(beside)")
    let tooMany = await agenda.ask(
      "slot.find with=o.een need=\"1 orthopedagoog\" need=\"2 orthopedagoog\" \(Self.monday) mode=online")
    #expect(tooMany.code == "ok" && tooMany.rows.isEmpty, "\(tooMany)")
    #expect(tooMany["why"]?.array == [.string("orthopedagoog: 3 gevraagd, 1 te kiezen")])
    await agenda.conversation.close()
  }

  @Test("a room seats all who are there, those still to be chosen too")
  func seats() async throws {
    let agenda = try await AgendaCity()
    let hybrid = await agenda.ask(
      """
      slot.find with=o.een:online need="1 orthopedagoog,1 systeemtherapeut" \(Self.monday) mode=hybrid \
      place=basecamp-zuidwest room=yes limit=1
      """)
    #expect(hybrid.column("room") == ["1"] && Self.why(hybrid).last == "2 stoelen blijven leeg", "\(hybrid)")
    let five = await agenda.ask(
      """
      slot.find with=o.een,t.lead need="1 orthopedagoog,1 systeemtherapeut,1 gz-psycholoog" \(Self.monday) \
      place=basecamp-zuidwest room=yes limit=1
      """)
    #expect(five.column("room") == ["2"] && Self.why(five).last == "5 stoelen blijven leeg", "\(five)")
    await agenda.conversation.close()
  }

  @Test("a team alone stands for one of it, who has least to do that week, and never for its office")
  func team() async throws {
    let agenda = try await AgendaCity()
    for (login, hour) in [("o.een", "09"), ("o.twee", "10"), ("t.lead", "11"), ("g.een", "12")] {
      #expect(await agenda.book("2026-03-09T\(hour):00", with: login, mode: "phone", as: login).code == "ok")
    }
    #expect(await agenda.book("2026-03-16T09:00", with: "s.een", mode: "phone", as: "s.een").code == "ok")
    let found = await agenda.ask(
      "slot.find team=basecamp-zuidwest from=2026-03-09 to=2026-03-21 minutes=60 mode=phone step=60 limit=1000",
      as: "f.een")
    #expect(found.rows.count == 80, "\(found)")
    #expect(Self.workers(found).prefix(40).allSatisfy { $0 == ["s.een"] })
    #expect(Self.workers(found).suffix(40).allSatisfy { $0 == ["g.een"] })
    #expect(Self.why(found).first == "s.een heeft die week 0:00 uur afspraken")
    let both = await agenda.ask(
      "slot.find with=o.een team=basecamp-zuidwest \(Self.monday) mode=phone limit=1", as: "f.een")
    #expect(Self.workers(both) == [["o.een", "s.een"]], "\(both)")
    await agenda.conversation.close()
  }

  @Test("without a team they come from the asker's teams and those that own the case")
  func pool() async throws {
    let agenda = try await AgendaCity()
    let words = "slot.find need=\"1 systeemtherapeut\" \(Self.monday) mode=online limit=1"
    #expect(Self.workers(await agenda.ask(words)) == [["s.een"]])
    #expect(await agenda.ask(words, as: "f.een").rows.isEmpty)
    let casus = try agenda.openCase()
    let found = await agenda.ask("\(words) case=\(casus)", as: "f.een")
    #expect(Self.workers(found) == [["s.een"]], "\(found)")
    let logged = try agenda.look(
      "SELECT l.casus::text FROM koos.access_log l WHERE l.action = 'slot.find' AND l.outcome = 'ok' AND l.casus IS NOT NULL"
    )
    #expect(logged.compactMap { $0[0] } == [String(casus.dropFirst(2))])
    #expect(await agenda.ask("\(words) case=\(casus)", as: "o.drie").code == "not-found.case")
    #expect(await agenda.ask("\(words) case=\(casus)", as: "p.privacy").code == "not-found.case")
    await agenda.conversation.close()
  }

  @Test("who helps the child already comes before who has less to do")
  func own() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    #expect(
      await agenda.book("2026-03-09T09:00", with: "o.twee", mode: "online", "case=\(casus)", as: "o.twee").code == "ok")
    let words = "slot.find need=\"1 orthopedagoog\" case=\(casus) \(Self.monday) mode=online step=60 limit=3"
    let found = await agenda.ask(words)
    #expect(found.column("start").first == "2026-03-09T10:00:00+01:00", "the child is busy at nine: \(found)")
    #expect(Self.workers(found).first == ["o.twee"])
    #expect(Self.why(found).prefix(2) == ["o.twee helpt dit kind al", "o.twee heeft die week 1:00 uur afspraken"])
    #expect(await agenda.book("2026-03-09T10:00", with: "o.twee", mode: "online", as: "o.twee").code == "ok")
    let later = await agenda.ask(words)
    #expect(Self.workers(later).prefix(2) == [["o.een"], ["o.twee"]], "\(later)")
    #expect(Self.why(later).first == "o.twee, die dit kind al helpt, kan dan niet")
    #expect((later.rows.first?["score"]?.integer ?? 0) >= 1_440)
    let session = agenda.conversation.session()
    #expect(await session.ask("session lang=en").code == "ok")
    let english = await session.ask("\(words) as=o.een")
    #expect(
      Self.why(english).prefix(2) == [
        "o.twee, who helps this child already, cannot come then", "o.een has 0:00 hours of appointments that week",
      ])
    let home = await agenda.ask(
      "slot.find need=\"1 orthopedagoog\" case=\(casus) \(Self.monday) place=thuis step=60 limit=1")
    #expect(home.column("place") == ["thuis"] && home.column("room") == [nil], "\(home)")
    await agenda.conversation.close()
  }

  @Test("school hours are avoided where asked, and on a free Wednesday afternoon or in a holiday there are none")
  func school() async throws {
    let agenda = try await AgendaCity()
    for (from, to, first) in [
      ("2026-03-09", "2026-03-10", "2026-03-09T15:00:00+01:00"),
      ("2026-03-11", "2026-03-12", "2026-03-11T12:30:00+01:00"),
      ("2026-07-20", "2026-07-21", "2026-07-20T09:00:00+02:00"),
    ] {
      let found = await agenda.ask(
        "slot.find with=o.een from=\(from) to=\(to) minutes=60 mode=online avoid-school=yes limit=1")
      #expect(found.column("start") == [first], "\(found)")
      #expect(Self.why(found).last == "buiten schooltijd")
    }
    await agenda.conversation.close()
  }

  @Test("an absence is time not worked: no slot in it, no work to have much of, and no reason to travel")
  func absence() async throws {
    let agenda = try await AgendaCity()
    let away = await agenda.ask("absence.add o.een from=2026-03-09T09:00 to=2026-03-09T12:00 kind=verlof")
    #expect(away.code == "ok", "\(away)")
    let found = await agenda.ask(
      "slot.find with=o.een \(Self.monday) place=basecamp-zuidwest step=60 limit=1")
    #expect(found.column("start") == ["2026-03-09T12:00:00+01:00"], "\(found)")
    #expect(found.rows.first?["travel_before"]?.integer == 0)
    let least = await agenda.ask(
      "slot.find need=\"1 orthopedagoog\" from=2026-03-10 to=2026-03-11 minutes=60 mode=online limit=1")
    #expect(Self.workers(least) == [["o.een"]] && Self.why(least) == ["o.een heeft die week 0:00 uur afspraken"])
    await agenda.conversation.close()
  }

  @Test("what a team prepares and follows up is free and worked around each of its people")
  func prepares() async throws {
    let agenda = try await AgendaCity()
    for (key, value) in [("appointment.prepare", "30m"), ("appointment.follow-up", "10m")] {
      let set = await agenda.ask("setting.set \(key) value=\(value) team=basecamp-zuidwest", as: "t.lead")
      #expect(set.code == "ok", "\(set)")
    }
    let words = "slot.find need=\"2 orthopedagoog\" \(Self.monday) mode=online step=10 limit=1000"
    let found = await agenda.ask(words)
    #expect(found.column("start").first == "2026-03-09T09:30:00+01:00", "\(found)")
    #expect(found.column("start").last == "2026-03-09T15:50:00+01:00")
    #expect(await agenda.book("2026-03-09T09:30", with: "o.een,o.twee", mode: "online").code == "ok")
    let next = await agenda.ask(words)
    #expect(next.column("start").first == "2026-03-09T11:10:00+01:00", "\(next)")
    #expect(await agenda.book("2026-03-09T11:10", with: "o.een,o.twee", mode: "online").code == "ok")
    await agenda.conversation.close()
  }

  @Test("on the days the clock changes an hour is an hour")
  func clock() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("availability.set o.een day=sun from=01:00 to=04:00").code == "ok")
    for (day, next, starts) in [
      ("2026-03-29", "2026-03-30", ["01:00:00+01:00", "03:00:00+02:00"]),
      ("2026-10-25", "2026-10-26", ["01:00:00+02:00", "02:00:00+02:00", "02:00:00+01:00", "03:00:00+01:00"]),
    ] {
      let found = await agenda.ask(
        "slot.find need=\"1 orthopedagoog\" from=\(day) to=\(next) minutes=60 mode=online step=60")
      #expect(found.column("start") == starts.map { "\(day)T\($0)" }, "\(found)")
    }
    await agenda.conversation.close()
  }

  @Test(
    "every worker may look, whatever the role",
    arguments: ["t.lead", "pl.een", "o.een", "f.een", "z.lead", "p.privacy", "r.report", "admin"])
  func rights(login: String) async throws {
    let agenda = try await AgendaCity()
    let found = await agenda.ask(
      "slot.find team=basecamp-zuidwest need=\"1 orthopedagoog\" \(Self.monday) mode=online limit=1", as: login)
    #expect(found.code == "ok" && Self.workers(found) == [["o.een"]], "\(found)")
    await agenda.conversation.close()
  }

  @Test("an unknown discipline is refused with those there are")
  func unknown() async throws {
    let agenda = try await AgendaCity()
    let refused = await agenda.ask("slot.find need=\"1 tovenaar\" \(Self.monday) mode=online")
    #expect(refused.code == "input.value" && refused["field"]?.string == "need", "\(refused)")
    #expect(refused["allowed"]?.array?.contains(.string("orthopedagoog")) == true)
    await agenda.conversation.close()
  }

  @Test("notice and horizon of the team bound each who may be chosen")
  func bounds() async throws {
    let agenda = try await AgendaCity()
    try agenda.look(
      """
      INSERT INTO koos.setting_value (key, team, value)
      SELECT s.key, t.id, s.value FROM (VALUES ('appointment.notice', '26h'), ('appointment.horizon', '3d')) AS s(key, value),
        koos.team t WHERE t.slug = 'basecamp-zuidwest';
      SELECT 1
      """)
    let found = await agenda.ask(
      "slot.find team=basecamp-zuidwest from=2026-03-02 to=2026-03-20 minutes=60 mode=phone step=60 limit=100")
    #expect(found.column("start").first == "2026-03-03T10:00:00+01:00", "\(found)")
    #expect(found.column("start").last == "2026-03-04T16:00:00+01:00")
    await agenda.conversation.close()
  }
}
