import TestKit
import Testing
import Wire

@Suite("Moving to another waiting list")
struct WaitingMoveTests {
  private static let owner = "basecamp-zuidwest"
  private static let partner = "buurtteam-zuidwest-1"
  private static let third = "basecamp-leidsche-rijn"

  /// What lies on desks of teams about an entry or its case since an event: cause, word, team.
  private func desks(_ city: CareCity, since seq: Int = 0) throws -> [String] {
    try city.sql(
      """
      SELECT concat_ws(' ', e.cause, e.what, coalesce(e.code, upper(left(e.kind, 1))), t.slug) FROM koos.event e
      JOIN koos.team t ON t.id = e.team WHERE e.topic = 'desk' AND e.seq > \(seq) ORDER BY e.seq
      """
    ).compactMap { $0[0] }
  }

  private func last(_ city: CareCity) throws -> Int {
    try Int(#require(city.sql("SELECT max(seq) FROM koos.event").first?.first ?? "")) ?? 0
  }

  @Test("an owner takes it at once, with its clock and its urgency, without the place given by hand")
  func owns() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-01 urgency=urgent")
      await city.does([("t.lead", "waiting.override \(entry) rank=1 reason=Overleg review-on=2026-03-30")])
      let since = try last(city)
      let line = "waiting.move \(entry) team=\(Self.partner) reason=\"Dichter bij huis\" if=2"
      let tried = await city.ask("\(line) dry-run=yes", as: "t.lead")
      #expect(tried["team"]?.string == Self.partner && tried["position"]?.integer == 1, "\(tried)")
      let moved = await city.ask("\(line) once=m", as: "t.lead")
      #expect(moved["team"]?.string == Self.partner && moved["registered_on"]?.string == "2026-02-01", "\(moved)")
      #expect(moved["status"]?.string == "wacht-op-intake" && moved["position"]?.integer == 1)
      #expect(moved["due_on"]?.string == "2026-04-05" && moved["invited"] == .null)
      let shown = await city.ask("waiting.show \(entry)")
      #expect(
        shown["override"] == .null && shown["urgency"]?.string == "urgent" && shown["rev"]?.integer == 3, "\(shown)")
      let move = shown["moves"]?.array?.first
      #expect(move?["from"]?.string == Self.owner && move?["to"]?.string == Self.partner, "\(shown)")
      #expect(move?["by"]?.string == "t.lead" && move?["reason"]?.string == "Dichter bij huis")
      let office = await city.ask("waiting.show \(entry)", as: "pl.een")["moves"]?.array?.first
      #expect(office?["to"]?.string == Self.partner && office?["reason"] == .null)
      #expect(await city.ask("waiting.list team=\(Self.owner)").rows.isEmpty)
      #expect(await city.ask("waiting.list team=\(Self.partner)").rows.first?["elapsed_days"]?.integer == 29)
      #expect(
        try desks(city, since: since) == ["review moved \(entry) \(Self.owner)", "assigned \(entry) \(Self.partner)"])
      let word = "\(entry) is nu van een ander team."
      #expect(await city.desk("o.een", until: 1) { $0["text"]?.string == word }.count == 1)
      #expect(
        try city.sql("SELECT count(*) FROM koos.event WHERE topic = 'waiting' AND cause = 'moved'") == [["1"]])
      // Whose list it was leads no more; the new team's lead does.
      await city.refuses([("waiting.move \(entry) team=\(Self.owner) reason=x", "t.lead", "denied.team", nil)])
      await city.does([("f.lead", "waiting.move \(entry) team=\(Self.owner) reason=Terug")])
      #expect(await city.ask("waiting.show \(entry)")["moves"]?.array?.count == 2)
      #expect(try city.logged("waiting.move") == 2 && city.logged("waiting.move", "dry-run") == 1)
    }
  }

  @Test(
    "who owns nothing yet is invited, knows of no entry until it accepts, and takes it then with its clock",
    arguments: [(third, "o.drie", "l.lead"), ("basecamp-zuid", "o.vier", "z.lead")])
  func invited(team: String, member: String, lead: String) async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-01")
      await city.does([("t.lead", "waiting.override \(entry) rank=1 reason=Overleg review-on=2026-05-30")])
      let since = try last(city)
      let line = "waiting.move \(entry) team=\(team) reason=\"Demo Kind is verhuisd\""
      #expect(await city.ask("\(line) dry-run=yes", as: "t.lead")["invited"]?.string == team)
      #expect(try city.sql("SELECT count(*) FROM koos.casus_invitation WHERE casus = \(casus.dropFirst(2))") == [["0"]])
      let asked = await city.ask("\(line) once=m", as: "t.lead")
      #expect(asked["invited"]?.string == team && asked["team"]?.string == Self.owner, "\(asked)")
      #expect(asked["lapses_at"]?.string == "2026-03-16T08:00:00+01:00" && asked["position"]?.integer == 1)
      #expect(await city.ask("\(line) once=m", as: "t.lead")["replayed"]?.bool == true)
      #expect(await city.ask("waiting.show \(entry)")["moving_to"]?.string == team)
      let back = await city.ask("waiting.move \(entry) team=\(Self.owner) reason=Toch", as: "t.lead")
      #expect(back.code == "input.value" && back["message"]?.string?.contains("case withdraw") == true, "\(back)")
      #expect(try desks(city, since: since) == ["invited I \(team)"])
      #expect(await city.ask("waiting.show \(entry)", as: member).code == "not-found.waiting")
      #expect(
        try city.sql(
          """
          SELECT i.role, i.reason, t.slug FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.invited_team
          WHERE i.casus = \(casus.dropFirst(2))
          """) == [["owner", "… … is verhuisd", Self.owner]], "the preview bears no name")
      #expect(await city.ask("case.history \(casus)").rows.last?["what"]?.string == "invited")

      #expect(await city.ask("clock advance=2d", as: "admin").code == "ok")
      let before = try last(city)
      let revision = try #require(await city.ask("waiting.show \(entry)")["rev"]?.integer)
      #expect(await city.ask("case.accept \(casus) dry-run=yes", as: member).code == "ok")
      #expect(await city.ask("waiting.list team=\(team)").rows.isEmpty)
      #expect(await city.ask("case.accept \(casus)", as: member).texts("owners").contains(team))
      let shown = await city.ask("waiting.show \(entry)", as: lead)
      #expect(shown["team"]?.string == team && shown["registered_on"]?.string == "2026-02-01", "\(shown)")
      #expect(shown["elapsed_days"]?.integer == 31 && shown["override"] == .null && shown["moving_to"] == .null)
      #expect(shown["rev"]?.integer == revision + 1 && shown["position"]?.integer == 1)
      let move = shown["moves"]?.array?.first
      #expect(move?["on"]?.string == "2026-03-04" && move?["by"]?.string == member, "\(shown)")
      #expect(move?["from"]?.string == Self.owner && move?["reason"]?.string == "Demo Kind is verhuisd")
      #expect(
        try desks(city, since: before).sorted() == [
          "assigned \(entry) \(team)", "review accepted C \(Self.owner)", "review moved \(entry) \(Self.owner)",
        ])
      #expect(
        try city.sql("SELECT cause FROM koos.event WHERE topic = 'waiting' AND code = '\(entry)' ORDER BY seq") == [
          ["added"], ["override"], ["moving"], ["moved"],
        ])
      // As it was on the day before it moved it was on the old list.
      #expect(await city.ask("waiting.list on=2026-03-03").rows.first?["team"]?.string == Self.owner)
      await city.does([(lead, "waiting.change \(entry) language=pools")])
      await city.refuses([("waiting.change \(entry) language=pools", "t.lead", "denied.team", nil)])
      #expect(try city.strayAccess() == [])
    }
  }

  @Test(
    "refused, taken back or lapsed, nothing moves, and the team of the list hears of it",
    arguments: [
      ("case.refuse %C reason=Vol", "o.drie", "review refused C basecamp-zuidwest"),
      ("case.withdraw %C", "f.een", "review withdrawn C basecamp-zuidwest"),
      ("clock advance=15d", "admin", "review lapsed C basecamp-zuidwest"),
    ], [true, false])
  func stays(_ ending: (line: String, login: String, item: String), isInvitedFirst: Bool) async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-01")
      if isInvitedFirst {
        // By the other owner: the move hangs on that invitation, and is not made twice.
        await city.does([("f.een", "case.invite \(casus) team=\(Self.third) reason=Meedoen")])
      }
      let asked = await city.ask("waiting.move \(entry) team=\(Self.third) reason=Verhuisd", as: "t.lead")
      #expect(asked["invited"]?.string == Self.third, "\(asked)")
      #expect(try city.sql("SELECT count(*) FROM koos.casus_invitation WHERE casus = \(casus.dropFirst(2))") == [["1"]])
      let since = try last(city)
      await city.does([(ending.login, ending.line.replacing("%C", with: casus))])
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["team"]?.string == Self.owner && shown["moves"]?.array == [], "\(shown)")
      #expect(shown["moving_to"] == .null && shown["position"]?.integer == 1)
      let items = try desks(city, since: since)
      #expect(items.count { $0 == ending.item } == 1, "\(items)")
      #expect(try city.sql("SELECT count(*) FROM koos.waiting_fact WHERE what = 'moved'") == [["0"]])
    }
  }

  @Test("what hangs on one invitation moves together, but for what ended or went elsewhere meanwhile")
  func together() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      var entries: [String] = []
      for service in ["ambulant", "wonen", "logeren", "diagnostiek"] {
        let entry = try await city.entry(casus, "service=\(service)")
        entries.append(entry)
        await city.does([("t.lead", "waiting.move \(entry) team=\(Self.third) reason=Verhuisd")])
      }
      await city.does([
        ("t.lead", "waiting.remove \(entries[1]) reason=not-needed"),
        ("t.lead", "waiting.move \(entries[2]) team=\(Self.partner) reason=Toch"), ("o.drie", "case.accept \(casus)"),
      ])
      var teams: [String?] = []
      for entry in entries { teams.append(await city.ask("waiting.show \(entry)")["team"]?.string) }
      #expect(teams == [Self.third, Self.owner, Self.partner, Self.third])
    }
  }

  @Test(
    "who was asked in only to take an entry is not, once the entry ends or goes elsewhere",
    arguments: [
      ("waiting.remove %W reason=not-needed", "t.lead"), ("waiting.start %W", "f.een"),
      ("waiting.move %W team=\(partner) reason=Toch", "t.lead"),
      ("waiting.move %W team=basecamp-zuid reason=Toch", "t.lead"),
    ])
  func takenBack(_ line: String, login: String) async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let (one, two) = (try await city.entry(casus), try await city.entry(casus, "service=ambulant"))
      await city.does([
        ("f.een", "consent.record \(client) purpose=treatment by=parent-1"),
        ("t.lead", "waiting.move \(one) team=\(Self.third) reason=Verhuisd"),
        ("t.lead", "waiting.move \(two) team=\(Self.third) reason=Verhuisd"),
      ])
      func invited() throws -> [String] {
        try city.sql(
          """
          SELECT t.slug || ' ' || i.state FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.team
          WHERE i.casus = \(casus.dropFirst(2)) ORDER BY i.id
          """
        ).compactMap { $0[0] }
      }
      #expect(await city.ask("\(line.replacing("%W", with: two)) dry-run=yes", as: login).code == "ok")
      await city.does([(login, line.replacing("%W", with: two))])
      let others = line.contains("basecamp-zuid") ? ["basecamp-zuid pending"] : []
      #expect(try invited() == ["\(Self.third) pending"] + others, "the first entry still goes there")
      let since = try last(city)
      await city.does([(login, line.replacing("%W", with: one))])
      #expect(try invited() == ["\(Self.third) withdrawn"] + others)
      #expect(
        try city.sql(
          "SELECT count(*) FROM koos.event WHERE topic = 'case' AND cause = 'withdrawn' AND seq > \(since)") == [["1"]])
      let history = await city.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "withdrawn" }
      #expect(history.count == 1 && history.first?["team"]?.string == Self.third, "\(history)")
      #expect(await city.ask("case.accept \(casus)", as: "o.drie").code != "ok")
      #expect(!(await city.ask("case.show \(casus)").texts("owners").contains(Self.third)))
      #expect(try city.strayAccess() == [])
    }
  }

  @Test("an invitation that was there before stays when what would move with it does not")
  func invitedBefore() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus)
      await city.does([
        ("f.een", "case.invite \(casus) team=\(Self.third) reason=Meedoen"),
        ("t.lead", "waiting.move \(entry) team=\(Self.third) reason=Verhuisd"),
        ("t.lead", "waiting.remove \(entry) reason=not-needed"), ("o.drie", "case.accept \(casus)"),
      ])
      #expect(await city.ask("waiting.show \(entry)")["team"]?.string == Self.owner)
    }
  }

  @Test("what cannot move is refused with its field, in order, and nothing changes")
  func refusals() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus)
      let ended = try await city.entry(casus, "service=ambulant")
      await city.does([
        ("t.lead", "waiting.remove \(ended) reason=error"),
        ("f.een", "case.invite \(casus) team=basecamp-zuid reason=Meedenken role=consulted"),
      ])
      func line(_ words: String) -> String { "waiting.move \(entry) \(words)" }
      await city.refuses([
        (line("team=\(Self.third)"), "t.lead", "syntax.missing-parameter", "reason"),
        (line("reason=x"), "t.lead", "syntax.missing-parameter", "team"),
        (line("team=nergens reason=x"), "t.lead", "not-found.team", "team"),
        (line("team=\(Self.owner) reason=x"), "t.lead", "input.value", "team"),
        (line("team=\(Self.third) reason=x if=9"), "t.lead", "conflict.stale", "if"),
        (line("team=save-utrecht reason=x"), "t.lead", "scope.owner", "team"),
        ("waiting.move \(ended) team=save-utrecht reason=x", "t.lead", "scope.owner", "team"),
        ("waiting.move \(ended) team=\(Self.third) reason=x", "t.lead", "state.waiting", nil),
        (line("team=basecamp-zuid reason=x"), "t.lead", "conflict.duplicate", "team"),
      ])
      #expect(await city.ask("waiting.show \(entry)")["rev"]?.integer == 1)
      try city.close(casus)
      #expect(await city.ask(line("team=\(Self.third) reason=x"), as: "t.lead").code == "state.case")
    }
  }

  @Test("an acceptance against a removal: the first decides, and there is nothing left for the other, forty times")
  func race() async throws {
    try await CareCity.with { city in
      for round in 0..<40 {
        let casus = try await city.casus()
        let entry = try await city.entry(casus)
        await city.does([("t.lead", "waiting.move \(entry) team=\(Self.third) reason=Verhuisd")])
        async let accepting = city.ask("case.accept \(casus)", as: "o.drie")
        async let removing = city.ask("waiting.remove \(entry) reason=error", as: "t.lead")
        let (accepted, removed) = await (accepting.code, removing.code)
        let shown = await city.ask("waiting.show \(entry)")
        let owners = await city.ask("case.show \(casus)").texts("owners")
        if removed == "ok" {
          // What is invited no longer may know of no case, or that it was invited once.
          #expect(["not-found.case", "state.invitation"].contains(accepted), "round \(round): \(accepted)")
          #expect(shown["team"]?.string == Self.owner && shown["status"]?.string == "uitgeschreven", "\(shown)")
          #expect(!owners.contains(Self.third), "round \(round): an owner for nothing")
        } else {
          #expect(accepted == "ok" && removed == "denied.team", "round \(round): \(accepted) \(removed)")
          #expect(shown["team"]?.string == Self.third && shown["status"]?.string == "wacht-op-intake", "\(shown)")
          #expect(owners.contains(Self.third))
        }
      }
    }
  }
}
