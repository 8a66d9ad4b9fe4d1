import TestKit
import Testing
import Wire

@Suite("The keys of a proposal")
struct ProposalKeyTests {
  /// One turn of a key: what is said after the proposal, by whom, the code, and the keys missing then; none: it is agreed.
  struct Turn: Sendable {
    let login: String
    var words = ""
    var code = "ok"
    var needs: [String] = []

    init(_ login: String, _ words: String = "", _ code: String = "ok", needs: [String] = []) {
      (self.login, self.words, self.code, self.needs) = (login, words, code, needs)
    }
  }

  /// Who sits where besides, further owners, the proposer with words, what is missing then, and the turns.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var sits: [(login: String, team: String)] = []
    var owners: [String] = []
    var proposer = ("f.een", "")
    let needs: [String]
    let turns: [Turn]
  }

  static let basecamp = "basecamp-zuidwest"
  static let buurtteam = "buurtteam-zuidwest-1"
  static let zuid = "basecamp-zuid"

  @Test("the team joined first is that of the earliest day, whenever it was recorded")
  func first() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let line = "member.add o.een team=\(Self.buurtteam) role=gezinswerker from=2015-01-01"
      #expect(await city.talk.ask(line).code == "ok")
      let tried = await city.ask("case.propose \(casus) action=close reason=x dry-run=yes", as: "o.een")
      #expect(tried.texts("needs") == [Self.basecamp], "\(tried)")
    }
  }

  static let rows = [
    Row(
      testDescription: "one person in both teams turns one key", sits: [("o.een", buurtteam)], proposer: ("o.een", ""),
      needs: [buurtteam],
      turns: [
        Turn("o.een", "team=\(buurtteam)", "denied.team"), Turn("o.een", needs: [buurtteam]),
        Turn("o.een", "team=\(basecamp)", needs: [buurtteam]), Turn("o.twee", needs: [buurtteam]), Turn("f.twee"),
      ]),
    Row(
      testDescription: "the key of the team named, and then of no other", sits: [("o.een", buurtteam)],
      proposer: ("o.een", "team=\(buurtteam)"), needs: [basecamp],
      turns: [
        Turn("o.een", needs: [basecamp]), Turn("o.een", "team=\(basecamp)", "denied.team"),
        Turn("f.lead", needs: [basecamp]), Turn("t.lead"),
      ]),
    Row(
      testDescription: "without a name the key of the team joined first", sits: [("o.een", buurtteam)],
      needs: [basecamp],
      turns: [Turn("o.een")]),
    Row(
      testDescription: "the proposer's other team needs somebody else", sits: [("f.een", basecamp)], needs: [basecamp],
      turns: [Turn("f.een", "team=\(basecamp)", "denied.team"), Turn("f.een", needs: [basecamp]), Turn("g.een")]),
    Row(
      testDescription: "who looked for a team that had agreed has turned none", sits: [("o.een", buurtteam)],
      needs: [basecamp],
      turns: [Turn("o.een", "team=\(buurtteam)", needs: [basecamp]), Turn("o.een", "team=\(basecamp)")]),
    Row(
      testDescription: "three owners turn three keys", owners: [zuid], needs: [zuid, basecamp],
      turns: [
        Turn("o.vier", needs: [basecamp]), Turn("o.vier", needs: [basecamp]), Turn("z.lead", needs: [basecamp]),
        Turn("f.lead", needs: [basecamp]), Turn("s.een"),
      ]),
    Row(
      testDescription: "nobody turns the key of a team of others", owners: [zuid], needs: [zuid, basecamp],
      turns: [
        Turn("o.vier", "team=\(basecamp)", "denied.team"), Turn("o.een", "team=\(buurtteam)", "denied.team"),
        Turn("o.een", "team=basecamp-oost", "denied.team"), Turn("o.een", "team=nergens", "not-found.team"),
        Turn("o.drie", "", "not-found.proposal"), Turn("pl.een", "", "denied.role"), Turn("o.een", needs: [zuid]),
        Turn("z.lead"),
      ]),
  ]

  @Test("each person turns the key that is his", arguments: rows)
  func table(row: Row) async throws {
    try await CareCity.with { city in
      for (login, team) in row.sits { try city.sits(login, in: team, as: "specialist") }
      let casus = try await city.casus(as: "f.twee")
      for team in row.owners { try city.joins(team, casus) }
      let proposed = await city.ask(
        "case.propose \(casus) action=move value=zuid reason=x \(row.proposer.1)", as: row.proposer.0)
      #expect(proposed.texts("needs") == row.needs, "\(proposed)")
      let proposal = try #require(proposed["proposal"]?.string)
      for turn in row.turns {
        let outcome = await city.ask("case.agree \(proposal) \(turn.words)", as: turn.login)
        #expect(outcome.code == turn.code, "\(turn): \(outcome)")
        guard turn.code == "ok" else { continue }
        #expect(outcome.texts("needs") == turn.needs, "\(turn): \(outcome)")
        #expect(outcome["state"]?.string == (turn.needs.isEmpty ? "agreed" : "open"), "\(turn): \(outcome)")
      }
      #expect(await city.ask("case.show \(casus)", as: "f.twee")["wijk"]?.string == "zuid")
      let turned = try city.sql(
        "SELECT count(*), count(DISTINCT worker), count(DISTINCT team) FROM koos.proposal_agreement WHERE proposal = \(proposal.dropFirst(2))"
      )
      #expect(turned == [[String(2 + row.owners.count), String(2 + row.owners.count), String(2 + row.owners.count)]])
    }
  }

  @Test("the keys needed are those of the owners of the moment")
  func moment() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let proposal = try await city.proposal(casus, "action=move value=zuid")
      try city.joins(Self.zuid, casus)
      #expect(await city.ask("case.agree \(proposal)", as: "o.een").texts("needs") == [Self.zuid])
      try city.leaves(Self.zuid, casus)
      #expect(try city.kept(proposal) == [["open", "2"]])
      // Who agreed before looks again, and adds no key.
      #expect(await city.ask("case.agree \(proposal)")["state"]?.string == "agreed")
      #expect(try city.kept(proposal) == [["agreed", "2"]])
      let facts = try city.facts(casus).map { $0[0] }
      #expect(facts == ["proposed", "agreed", "moved"])
    }
  }

  @Test("a repeated agreement changes nothing, not even the revision")
  func repeated() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let proposal = try await city.proposal(casus, "action=close")
      let (facts, rev) = (try city.facts(casus), await city.ask("case.show \(casus)")["rev"])
      #expect(await city.ask("case.agree \(proposal)", as: "f.twee")["state"]?.string == "open")
      #expect(try city.facts(casus) == facts)
      #expect(await city.ask("case.show \(casus)")["rev"] == rev)
    }
  }

  @Test("an owner is removed only when it agrees itself, holds no regie and waits for nothing")
  func removes() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let number = casus.dropFirst(2)
      try city.joins(Self.zuid, casus)
      _ = try city.sql(
        """
        INSERT INTO koos.casus_invitation (casus, team, role, reason, state, wijk, age_band, urgency, question, invited_by, invited_team,
          lapses_at, answered_by, answered_at)
        SELECT \(number), t.id, 'owner', 'x', 'accepted', 'zuidwest', '4-11', 'regulier', 'x', 1, t.id, koos.now() + interval '1 day',
          1, koos.now() FROM koos.team t WHERE t.slug = '\(Self.zuid)';
        UPDATE koos.casus SET regie = (SELECT id FROM koos.worker WHERE login = 'o.vier') WHERE id = \(number);
        """)
      let entry = try await city.entry(casus, "team=\(Self.zuid)", as: "o.vier")
      let proposal = try await city.proposal(casus, "action=remove value=\(Self.zuid)")
      #expect(await city.ask("case.agree \(proposal)", as: "o.een").texts("needs") == [Self.zuid])
      let regie = await city.ask("case.agree \(proposal)", as: "z.lead")
      #expect(regie.code == "state.case" && regie.texts("with").contains("o.vier"), "\(regie)")
      _ = try city.sql(
        "UPDATE koos.casus SET regie = (SELECT id FROM koos.worker WHERE login = 'f.een') WHERE id = \(number)")
      let waiting = await city.ask("case.agree \(proposal)", as: "z.lead")
      #expect(waiting.code == "state.case" && waiting.texts("with") == [entry], "\(waiting)")
      _ = try city.sql(
        "UPDATE koos.waiting_entry SET removed_on = koos.today(), removal = 'error' WHERE casus = \(number)")
      // The last key is that of the team that goes: it reads nothing of the case any more.
      let removed = await city.ask("case.agree \(proposal) once=weg", as: "z.lead")
      #expect(removed["state"]?.string == "agreed", "\(removed)")
      #expect(await city.ask("case.show \(casus)", as: "z.lead").code == "not-found.case")
      #expect(
        await city.ask("case.show \(casus)").texts("owners") == [Self.basecamp, Self.buurtteam])
      #expect(try city.sql("SELECT state FROM koos.casus_invitation WHERE casus = \(number)") == [["ended"]])
      #expect(try city.facts(casus).last?[0...3] == ["removed", "z.lead", Self.zuid, "Daarom"])
      // The last buurtteam goes with a mark, the last owner not at all.
      let other = try await city.proposal(casus, "action=remove value=\(Self.buurtteam)", as: "o.een")
      _ = try city.sql(
        "UPDATE koos.casus SET regie = (SELECT id FROM koos.worker WHERE login = 'o.een') WHERE id = \(number)")
      #expect(await city.ask("case.agree \(other)", as: "f.een")["state"]?.string == "agreed")
      #expect(try city.facts(casus).last?[4]?.contains(#""last_buurtteam": true"#) == true)
    }
  }

  @Test("the last owner is not removed, and who has left cannot be")
  func last() async throws {
    try await CareCity.with { city in
      for (leaving, staying) in [(Self.buurtteam, "o.een"), (Self.basecamp, "f.twee")] {
        let casus = try await city.casus()
        let proposal = try await city.proposal(casus, "action=remove value=\(Self.basecamp)")
        try city.leaves(leaving, casus)
        let outcome = await city.ask("case.agree \(proposal)", as: staying)
        #expect(outcome.code == "state.case" && outcome.texts("with") == [Self.basecamp], "\(outcome)")
        #expect(try city.kept(proposal) == [["open", "1"]])
      }
    }
  }

  @Test("what is in the way is told by kind: who is the last owner is no waiting entry")
  func sentences() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let proposal = try await city.proposal(casus, "action=remove value=\(Self.basecamp)")
      let entry = try await city.entry(casus)
      try city.leaves(Self.buurtteam, casus)
      let outcome = await city.ask("case.agree \(proposal)", as: "o.een")
      #expect(outcome.texts("with") == [Self.basecamp, entry], "\(outcome)")
      #expect(
        outcome["message"]?.string == "\(Self.basecamp) is de laatste eigenaar. Er loopt nog: \(entry).", "\(outcome)")
    }
  }

  @Test("a participant is widened with consent to share, or on its ground in law")
  func widens() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      let school = try city.participant(casus, "school")
      let proposal = try await city.proposal(casus, "action=widen value=\(school):plan")
      #expect(
        await city.ask("case.propose \(casus) action=widen value=\(school):plan reason=x").code == "conflict.duplicate")
      let wider = try await city.proposal(casus, "action=widen value=\(school.lowercased()):all")
      let missing = await city.ask("case.agree \(proposal)", as: "o.een")
      #expect(missing.code == "consent.missing" && missing.texts("who").contains("parent-1"), "\(missing)")
      #expect(try city.kept(proposal) == [["open", "1"]])
      #expect(await city.ask("consent.record \(client) purpose=share by=parent-1 with=school").code == "ok")
      #expect(await city.ask("case.agree \(wider)", as: "o.een")["state"]?.string == "agreed")
      func reads(_ code: String) throws -> [[String?]] {
        try city.sql("SELECT reads FROM koos.casus_participant WHERE id = \(code.dropFirst(2))")
      }
      #expect(try reads(school) == [["all"]])
      let detail = try city.facts(casus).last?[4]
      #expect(detail?.contains(#""reads": "all""#) == true && detail?.contains(school) == true)
      // What is wider already is not narrowed.
      #expect(await city.ask("case.agree \(proposal)", as: "o.een").code == "ok")
      #expect(try reads(school) == [["all"]])
      let save = try city.participant(casus, "save", ground: "ots")
      let lawful = try await city.proposal(casus, "action=widen value=\(save):all")
      #expect(await city.ask("case.agree \(lawful)", as: "o.een")["state"]?.string == "agreed")
      #expect(try reads(save) == [["all"]])
      let arts = try city.participant(casus, "huisarts")
      let late = try await city.proposal(casus, "action=widen value=\(arts):plan")
      _ = try city.sql(
        "UPDATE koos.casus_participant SET until_on = koos.today(), ground = 'ots' WHERE id = \(arts.dropFirst(2))")
      #expect(await city.ask("case.agree \(late)", as: "o.een").texts("with") == [arts])
    }
  }
}
