import Patience
import TestKit
import Testing
import Wire

@Suite("The desk")
struct DeskTests {
  /// What lies on a desk, as cause and code.
  private static func desk(_ care: CareCity, _ login: String, until count: Int) async -> [String] {
    await care.desk(login, until: count).map { "\($0["cause"]?.string ?? "") \($0["thing"]?.string ?? "")" }
  }

  /// Runs the jobs until a count of the database is zero, for they too wait for whatever runs in this cluster.
  private static func tidies(_ care: CareCity, _ count: String) async throws -> Bool {
    try await eventually(within: .seconds(60)) {
      if try care.sql(count) == [["0"]] { return true }
      await care.talk.runJobs()
      return false
    }
  }

  @Test("a question lies with the asked team, its answer with the asker, and with nobody else")
  func turns() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      for login in ["o.een", "t.lead"] { #expect(await Self.desk(care, login, until: 1) == ["turn \(consult)"]) }
      #expect(await care.ask("consult.claim \(consult)", as: "o.een").code == "ok")
      #expect(await care.ask("consult.reply \(consult) text=\"Doe zo.\" minutes=10", as: "o.een").code == "ok")
      #expect(await Self.desk(care, "f.een", until: 1) == ["turn \(consult)"])
      for login in ["f.twee", "f.lead", "pl.een", "o.vier", "admin"] {
        #expect(await care.ask("desk", as: login).rows.isEmpty, "\(login)")
      }
      let row = try #require(await care.ask("desk", as: "f.een").rows.first)
      #expect(row["text"]?.string == "U bent aan zet in \(consult).")
      #expect(row["at"]?.string == City.now)
      #expect(Set(row.members?.map(\.name) ?? []) == ["seq", "at", "cause", "thing", "text"])
      #expect(try care.logged("desk") > 0)
    }
  }

  /// What the desk of a worker says last.
  private static func said(_ care: CareCity, _ login: String, of count: Int = 1) async -> (item: String, text: String) {
    let row = await care.desk(login, until: count).last
    return (
      "\(row?["cause"]?.string ?? "") \(row?["thing"]?.string ?? "")", row?["text"]?.string ?? ""
    )
  }

  @Test("what was declined says so, and is nobody's turn")
  func declined() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      #expect(await care.ask("consult.decline \(consult) reason=Past-niet", as: "o.een").code == "ok")
      let (item, text) = await Self.said(care, "f.een")
      #expect(item == "review \(consult)" && text == "\(consult) is afgewezen.")
    }
  }

  @Test("whose turn it was is not told any more once others have it, or nobody")
  func passed() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      await care.does([
        ("o.een", "consult.claim \(consult)"), ("o.een", "consult.reply \(consult) text=Hoezo minutes=5 ask-back=yes"),
      ])
      #expect(await Self.desk(care, "f.een", until: 1) == ["turn \(consult)"])
      for login in ["o.een", "o.twee", "t.lead"] { #expect(await care.ask("desk", as: login).rows.isEmpty, "\(login)") }
      await care.does([("f.een", "consult.follow-up \(consult) text=Daarom")])
      #expect(await Self.desk(care, "o.een", until: 2) == ["turn \(consult)", "turn \(consult)"])
      #expect(await care.ask("desk", as: "f.een").rows.isEmpty)
      await care.does([
        ("o.een", "consult.reply \(consult) text=Zo minutes=5"),
        ("f.een", "consult.close \(consult) outcome=advice-enough"),
      ])
      for login in ["f.een", "o.een", "o.twee"] { #expect(await care.ask("desk", as: login).rows.isEmpty, "\(login)") }
    }
  }

  @Test("who takes part in what another books learns of it, and that it is off")
  func booked() async throws {
    try await CareCity.with { care in
      func book(_ line: String) async throws -> String {
        try await care.made("appointment", "\(line) type=overig minutes=30 mode=online", as: "o.een")
      }
      let one = try await book("appointment.book at=2026-03-10T10:00 with=o.een,o.twee")
      #expect(await Self.said(care, "o.twee") == ("invited \(one)", "U wordt uitgenodigd bij \(one)."))
      let held = try await book("appointment.hold at=2026-03-11T10:00 with=o.een,o.twee")
      await care.does([("o.een", "appointment.cancel \(one) by=provider reason=Ziek")])
      #expect(await Self.said(care, "o.twee", of: 2) == ("review \(one)", "\(one) gaat niet door."))
      await care.does([("o.een", "appointment.confirm \(held)")])
      #expect(await Self.said(care, "o.twee", of: 3).item == "invited \(held)", "a hold is a question still")
      let series = await care.ask(
        "series.book type=overig minutes=30 mode=online with=o.een,o.twee start=2026-03-16T10:00 rrule=FREQ=DAILY;COUNT=3",
        as: "o.een")
      let first = try #require(series.column("appointment").first ?? nil, "\(series)")
      await care.does([("o.een", "series.cancel \(first) scope=all by=provider reason=Ziek")])
      let items = await Self.desk(care, "o.twee", until: 5)
      #expect(items == ["invited \(one)", "review \(one)", "invited \(held)", "invited \(first)", "review \(first)"])
      #expect(await Self.said(care, "o.twee").text == "\(first) en wat erop volgt gaat niet door.")
      #expect(await care.ask("desk", as: "o.een").rows.isEmpty, "who does it knows")
    }
  }

  @Test("who takes part in a later time of a series only is told of it as well")
  func joinsLater() async throws {
    try await CareCity.with { care in
      let series = await care.ask(
        "series.book type=overig minutes=30 mode=online with=o.een start=2026-03-16T10:00 rrule=FREQ=DAILY;COUNT=3",
        as: "o.een")
      let codes = series.column("appointment").compactMap(\.self)
      try #require(codes.count == 3, "\(series)")
      await care.does([
        ("o.een", "appointment.change \(codes[1]) with=o.een,o.twee"),
        ("o.een", "series.change \(codes[0]) scope=all at=2026-03-16T13:00"),
        ("o.een", "series.cancel \(codes[0]) scope=all by=provider reason=Ziek"),
      ])
      let items = await Self.desk(care, "o.twee", until: 3)
      #expect(items == ["invited \(codes[1])", "invited \(codes[1])", "review \(codes[1])"])
    }
  }

  @Test("who gives time that a family accepts learns of it")
  func accepted() async throws {
    try await CareCity.with { care in
      _ = try await care.waiter()
      try await care.free()
      _ = try care.sql("DELETE FROM koos.event WHERE topic = 'desk'")
      let offer = try await care.openOffer()
      let held = try #require(await care.ask("offer.list status=open").rows.first?["appointment"]?.string)
      #expect(await care.ask("desk", as: "o.een").rows.isEmpty)
      #expect(await care.ask("offer.list appointment=\(held)").rows.compactMap { $0["offer"]?.string } == [offer])
      await care.does([("f.een", "offer.accept \(offer)")])
      #expect(await Self.desk(care, "o.een", until: 1) == ["invited \(held)"])
    }
  }

  @Test("a proposal is told under its own code, and every answer has its own sentence")
  func told() async throws {
    try await OwnershipCity.with { city in
      try city.clearDesks()
      let proposal = try await city.care.made("proposal", "case.propose \(city.casus) action=close reason=Klaar")
      #expect(
        await Self.said(city.care, "o.een") == ("review \(proposal)", "\(proposal) wacht op het akkoord van uw team."))
      await city.does([("o.een", "case.object \(proposal) reason=Nee")])
      #expect(await Self.said(city.care, "f.een") == ("review \(proposal)", "Er is bezwaar gemaakt tegen \(proposal)."))
      let second = try await city.care.made("proposal", "case.propose \(city.casus) action=close reason=Klaar")
      try city.clearDesks()
      await city.does([("o.een", "case.agree \(second)")])
      #expect(await Self.said(city.care, "f.een") == ("review \(second)", "\(second) is akkoord en uitgevoerd."))
      await city.does([("f.een", "case.reopen %C reason=Weer")])
      for (login, line, text) in [
        ("o.drie", "case.refuse %C", "Een uitgenodigd team doet niet mee in \(city.casus)."),
        ("o.drie", "case.accept %C", "Een uitgenodigd team doet nu mee in \(city.casus)."),
        ("o.drie", "case.leave %C", "Een team is weggegaan uit \(city.casus)."),
      ] {
        if !line.contains("leave") {
          await city.does([("f.een", "case.invite %C team=basecamp-leidsche-rijn reason=Mee")])
        }
        try city.clearDesks()
        await city.does([(login, line)])
        #expect(await Self.said(city.care, "f.een") == ("review \(city.casus)", text))
      }
    }
  }

  @Test("who sits in two teams finds a thing that lies with both once")
  func twoTeams() async throws {
    try await OwnershipCity.with { city in
      try city.care.sits("o.een", in: "buurtteam-zuidwest-1", as: "gezinswerker")
      try city.clearDesks()
      let casus = try await city.care.casus(of: city.client)
      #expect(await Self.desk(city.care, "o.een", until: 1) == ["assigned \(casus)"])
      let first = try #require(await city.ask("desk", as: "o.een").rows.first?["seq"]?.integer)
      #expect(await city.ask("desk after=x", as: "o.een").code == "input.value")
      #expect(await city.ask("desk seen=\(first)", as: "o.een").code == "ok")
      #expect(await city.ask("desk", as: "o.een").rows.isEmpty, "what is hidden behind an item is seen with it")
      #expect(await Self.desk(city.care, "f.lead", until: 1) == ["assigned \(casus)"])
    }
  }

  @Test("an opened case lies with both its teams")
  func assigned() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      for login in ["f.een", "f.lead", "o.een"] {
        #expect(await Self.desk(care, login, until: 1) == ["assigned \(casus)"])
      }
      #expect(await care.ask("desk", as: "o.drie").rows.isEmpty)
    }
  }

  @Test("what is seen is gone, what comes later is not, and nothing comes back")
  func seen() async throws {
    try await CareCity.with { care in
      let consults = try await [care.consult(), care.consult(), care.consult()]
      #expect(await Self.desk(care, "o.een", until: 3) == consults.map { "turn \($0)" })
      let numbers = await care.ask("desk", as: "o.een").rows.compactMap { $0["seq"]?.integer }
      let page = await care.ask("desk limit=2", as: "o.een")
      #expect(page.rows.count == 2)
      let next = try #require(page["next"]?.string)
      #expect(await care.ask("desk limit=2 after=\(next)", as: "o.een").rows.map { $0["seq"]?.integer } == [numbers[2]])
      let tried = await care.ask("desk seen=\(numbers[2]) dry-run=yes", as: "o.een")
      #expect(tried["dry_run"]?.bool == true)
      #expect(await care.ask("desk seen=\(numbers[1])", as: "o.een")["seen"]?.integer == numbers[1])
      #expect(await Self.desk(care, "o.een", until: 1) == ["turn \(consults[2])"])
      #expect(await care.ask("desk seen=\(numbers[0])", as: "o.een").code == "ok")
      #expect(await Self.desk(care, "o.een", until: 1) == ["turn \(consults[2])"])
      #expect(await Self.desk(care, "t.lead", until: 3).count == 3)
      await care.refuses([
        ("desk seen=999999", "o.een", "input.value", "seen"),
        ("desk seen=0", "o.een", "input.value", "seen"), ("desk after=x", "o.een", "input.value", "after"),
      ])
    }
  }

  @Test("what a later number brings into view sooner is not seen with it")
  func late() async throws {
    try await CareCity.with { care in
      // Two items whose numbers stand the other way round than their transactions.
      let consult = try await care.consult()
      let number = consult.dropFirst(2)
      _ = try care.sql(
        """
        INSERT INTO koos.event (xid, topic, kind, thing, cause, team) SELECT (pg_current_xact_id()::text::bigint - v.n)::text::xid8, 'desk',
          'consult', \(number), v.cause, (SELECT team FROM koos.consult WHERE id = \(number)) FROM (VALUES (1, 'review'), (2, 'breach')) AS v(n, cause);
        """)
      #expect(await Self.desk(care, "o.een", until: 3).suffix(2) == ["breach \(consult)", "review \(consult)"])
      let first = try #require(await care.ask("desk", as: "o.een").rows.first { $0["cause"]?.string == "breach" })
      #expect(await care.ask("desk seen=\(first["seq"]?.integer ?? 0)", as: "o.een").code == "ok")
      #expect(await Self.desk(care, "o.een", until: 1) == ["review \(consult)"])
    }
  }

  @Test("any number may be taken as seen, also one that lies on another's desk")
  func others() async throws {
    try await CareCity.with { care in
      let consults = try await [care.consult(), care.consult()]
      let told = try care.sql(
        """
        INSERT INTO koos.event (topic, kind, thing, cause, worker) SELECT 'desk', 'none', 0, 'review', w.id FROM koos.worker w WHERE w.login = 'o.vier';
        SELECT max(e.seq) FROM koos.event e
        """)
      let between = try #require(told.last?[0])
      let last = try await care.consult()
      #expect(await Self.desk(care, "o.een", until: 3) == (consults + [last]).map { "turn \($0)" })
      #expect(await care.ask("desk seen=\(between)", as: "o.een")["seen"]?.integer == Int64(between))
      #expect(await Self.desk(care, "o.een", until: 1) == ["turn \(last)"])
    }
  }

  @Test("a session that only reads may look, and not take as seen")
  func readOnly() async throws {
    try await CareCity.with { care in
      let session = care.talk.session()
      #expect(await session.ask("session read-only=yes").code == "ok")
      #expect(await session.ask("desk as=o.een").code == "ok")
      #expect(await session.ask("desk seen=1 as=o.een").code == "denied.read-only")
    }
  }

  @Test("a term that passes is told once: to the team while nobody claimed it, then to who did")
  func breach() async throws {
    try await CareCity.with { care in
      let (asked, claimed) = (try await care.consult(), try await care.consult())
      #expect(await care.ask("consult.claim \(claimed)", as: "o.een").code == "ok")
      let session = care.talk.session()
      #expect(await session.ask("watch topics=consult as=o.een").code == "ok")
      for _ in 0...1 { #expect(await care.talk.ask("clock advance=10d").code == "ok") }
      let overdue = await session.events(2, cause: "overdue")
      #expect(Set(overdue.compactMap { $0["code"]?.string }) == [asked, claimed])
      #expect(
        await Self.desk(care, "o.een", until: 4).suffix(2).sorted()
          == ["breach \(asked)", "breach \(claimed)"].sorted())
      #expect(await Self.desk(care, "o.twee", until: 3) == ["turn \(asked)", "turn \(claimed)", "breach \(asked)"])
      #expect(
        try care.sql(
          "SELECT count(*) FROM koos.event WHERE cause = 'overdue' AND thing IN (\(asked.dropFirst(2)), \(claimed.dropFirst(2)))"
        ) == [["2"]])
    }
  }

  @Test("what comes for one who works in the team no more lies with the team")
  func goneFromTeam() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      #expect(await care.ask("consult.claim \(consult)", as: "o.een").code == "ok")
      #expect(await care.ask("consult.reply \(consult) text=Hoezo minutes=5 ask-back=yes", as: "o.een").code == "ok")
      #expect(
        await care.talk.ask("member.end o.een team=basecamp-zuidwest role=specialist").code == "ok")
      #expect(await care.ask("consult.follow-up \(consult) text=Daarom").code == "ok")
      #expect(await Self.desk(care, "o.twee", until: 2) == ["turn \(consult)", "turn \(consult)"])
      #expect(await care.talk.ask("clock advance=10d").code == "ok")
      #expect(await Self.desk(care, "o.twee", until: 3).last == "breach \(consult)")

      #expect(await care.ask("consult.release \(consult)", as: "t.lead").code == "ok")
      #expect(await care.ask("consult.claim \(consult)", as: "o.twee").code == "ok")
      #expect(await care.talk.ask("worker.disable f.een").code == "ok")
      #expect(await care.ask("consult.reply \(consult) text=Zo minutes=5", as: "o.twee").code == "ok")
      #expect(await Self.desk(care, "f.twee", until: 1) == ["turn \(consult)"])
    }
  }

  @Test("a case one holds the regie of and an appointment come to lie with the teams of who is shut out")
  func handedOnCases() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let appointment = try await care.made(
        "appointment", "appointment.book type=overig at=2026-03-10T10:00 minutes=30 with=f.een mode=phone")
      #expect(await care.talk.ask("worker.disable f.een").code == "ok")
      #expect(
        await Self.desk(care, "f.lead", until: 3).sorted()
          == ["assigned \(appointment)", "assigned \(casus)", "assigned \(casus)"])
      #expect(await Self.desk(care, "t.lead", until: 2) == ["assigned \(casus)", "assigned \(casus)"])
    }
  }

  @Test("what hangs on a worker who is shut out comes to lie with the teams")
  func handedOn() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      #expect(await care.ask("consult.claim \(consult)", as: "o.een").code == "ok")
      #expect(await care.talk.ask("worker.disable o.een").code == "ok")
      #expect(await Self.desk(care, "t.lead", until: 2) == ["turn \(consult)", "assigned \(consult)"])
    }
  }

  @Test("a desk is full for a year, while events go after 30 days")
  func kept() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      #expect(await Self.desk(care, "o.twee", until: 1).count == 1)
      #expect(await care.talk.ask("clock advance=300d").code == "ok")
      let events = "SELECT count(*) FROM koos.event WHERE topic = 'consult' AND cause = 'asked'"
      #expect(try await Self.tidies(care, events))
      #expect(await Self.desk(care, "o.twee", until: 1).first == "turn \(consult)")
      #expect(await care.talk.ask("clock advance=100d").code == "ok")
      let turns = "SELECT count(*) FROM koos.event WHERE topic = 'desk' AND cause = 'turn'"
      #expect(try await Self.tidies(care, turns))
    }
  }
}
