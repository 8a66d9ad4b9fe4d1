import TestKit
import Testing
import Wire

@Suite("Showing a case")
struct CaseShowTests {
  /// Members only some read; the others are everybody's who reads the case at all.
  private static let reserved = [
    "question", "notes", "consults", "goals", "relations", "consents", "waiting", "proposals",
  ]

  @Test("who reads a case sees what the relation gives, and nothing of the rest")
  func levels() async throws {
    try await CaseWorkCity.with { city in
      let care = city.care
      try care.invite("buurtteam-zuid-1", to: city.casus, isAccepted: true, reads: "plan")
      _ = try care.sql(
        """
        INSERT INTO koos.relation (client, name, kind, authority, added_by)
        SELECT \(city.client.dropFirst(2)), 'Demo Ouder', 'ouder', true, w.id FROM koos.worker w WHERE w.login = 'f.een'
        """)
      _ = try await care.made("note", "case.note \(city.casus) text=\"Gebeld met Demo Ouder\"")
      _ = try await care.entry(city.casus)
      let whole = Set(Self.reserved)
      for (login, ground, reads) in [
        ("f.een", "owner", whole), ("o.een", "owner", whole), ("t.lead", "owner", whole),
        ("pl.een", "owner", ["relations", "consents", "waiting", "proposals"]),
        ("o.drie", "consulted", whole.subtracting(["waiting", "proposals"])), ("f.vier", "consulted", ["goals"]),
      ] as [(String, String, Set<String>)] {
        let shown = await care.ask("case.show \(city.casus)", as: login)
        #expect(shown.code == "ok" && shown["as"]?.string == ground, "\(login): \(shown)")
        for member in Self.reserved where shown[member] != nil {
          #expect((shown[member] == .null) == !reads.contains(member), "\(login) \(member): \(shown)")
        }
        #expect(shown["client"]?["client"]?.string == city.client && shown["client"]?["name"]?.string == "Demo Kind")
        #expect(shown["steps"]?.array?.first?["step"]?.string == city.step)
        #expect(shown["participants"]?.array?.first?["reads"]?.string == "nothing")
        #expect(shown["trajects"]?.array?.first?["traject"]?.string == city.traject)
        #expect(shown["arrangements"]?.array?.first?["arrangement"]?.string == city.arrangement)
        #expect(shown.texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
        #expect(shown.texts("consulted") == ["basecamp-leidsche-rijn", "buurtteam-zuid-1"], "\(login): \(shown)")
        let teams = shown["teams"]?.array ?? []
        #expect(teams.map { $0["as"]?.string } == ["owner", "owner", "consulted", "consulted"])
        #expect(teams.map { $0["reads"]?.string } == ["all", "all", "all", "plan"])
        #expect(teams.allSatisfy { $0["since"]?.string == "2026-03-02T08:00:00+01:00" })
        let invited = shown["invitations"]?.array?.first
        #expect(invited?["team"]?.string == "buurtteam-leidsche-rijn-1" && invited?["role"]?.string == "owner")
        #expect((invited?["reason"] == .null) == ["pl.een", "f.vier"].contains(login), "\(login): \(shown)")
        #expect(shown["plan"]?.members != nil && shown["first_contact_at"]?.string == "2026-03-02T08:00:00+01:00")
      }
      let shown = await care.ask("case.show \(city.casus)")
      #expect(shown["goals"]?.array?.first?["words"]?.string == "Weer slapen")
      #expect(shown["notes"]?.array?.first?["text"]?.string == "Gebeld met Demo Ouder")
      #expect(shown["relations"]?.array?.first?["authority"]?.bool == true)
      #expect(shown["consents"]?.array?.first?["purpose"]?.string == "treatment")
      #expect(shown["waiting"]?.array?.count == 1 && shown["consults"]?.array == [])
      await care.refuses([
        ("case.show \(city.casus)", "z.lead", "not-found.case", "id"),
        ("case.show \(city.casus)", "o.vier", "not-found.case", "id"),
        ("case.show \(city.casus)", "p.privacy", "denied.role", nil),
        ("case.show \(city.casus)", "r.report", "denied.role", nil),
      ])
    }
  }

  @Test("why something was done is told to who reads all, as in the history, and to nobody else")
  func reasons() async throws {
    try await CaseWorkCity.with { city in
      let care = city.care
      try care.invite("buurtteam-zuid-1", to: city.casus, isAccepted: true, reads: "plan")
      for line in [
        "case.traject.start CASE service=gezinsbehandeling reason=Beginreden", "case.traject.end TRAJ reason=Eindreden",
        "case.arrangement.end ARR reason=Eindreden", "case.participant.end PART reason=Eindreden",
        "case.propose CASE action=move value=oost reason=Beginreden",
      ] {
        let outcome = await care.ask(city.line(line), as: line.contains("arrangement") ? "t.lead" : "f.een")
        #expect(outcome.code == "ok", "\(line): \(outcome)")
      }
      for (login, isWhole) in [
        ("f.een", true), ("o.een", true), ("o.drie", true), ("f.vier", false), ("pl.een", false),
      ] {
        for line in [
          "case.show CASE", "case.traject.list CASE", "case.participant.list CASE", "case.arrangement.list CASE",
        ] {
          let outcome = await care.ask(city.line(line), as: login)
          #expect(outcome.code == "ok", "\(line) as \(login): \(outcome)")
          #expect("\(outcome)\(outcome.rows)".contains("reden") == isWhole, "\(line) as \(login): \(outcome)")
        }
      }
      let proposal = await care.ask("case.show \(city.casus)", as: "pl.een")["proposals"]?.array?.first
      #expect(proposal?["action"]?.string == "move" && proposal?["reason"] == .null)
    }
  }

  @Test("an invited team sees the preview and no name, until it answers or the invitation lapses; that is logged")
  func preview() async throws {
    try await CaseWorkCity.with { city in
      let shown = await city.care.ask("case.show \(city.casus)", as: "f.drie")
      #expect(shown.code == "ok" && shown["preview"]?.bool == true, "\(shown)")
      #expect(
        Set(shown.object.members?.map(\.name) ?? []) == [
          "case", "preview", "invitation", "wijk", "age_band", "question", "urgency",
        ])
      #expect(
        shown["invitation"]?.members?.map(\.name).sorted() == ["lapses_at", "reads", "reason", "role", "team"])
      #expect(shown["invitation"]?["team"]?.string == "buurtteam-leidsche-rijn-1")
      #expect(shown["question"]?.string == "Hoe verder?" && shown["age_band"]?.string == "4-11")
      #expect(!shown.description.contains("Demo Kind") && !shown.description.contains(city.client))
      let logged = try city.care.sql(
        "SELECT ground, casus, client, role FROM koos.access_log WHERE action = 'case.show' AND ground = 'invitation'")
      #expect(logged == [["invitation", String(city.casus.dropFirst(2)), nil, "gezinswerker"]])
      #expect(await city.care.ask("case.list", as: "f.drie").rows.isEmpty)
      await city.care.refuses([("case.history \(city.casus)", "f.drie", "denied.team", nil)])
      #expect(await city.care.ask("clock at=2026-03-16T07:59:59", as: "admin").code == "ok")
      #expect(await city.care.ask("case.show \(city.casus)", as: "f.drie")["preview"]?.bool == true)
      #expect(await city.care.ask("clock advance=1s", as: "admin").code == "ok")
      await city.care.refuses([("case.show \(city.casus)", "f.drie", "not-found.case", "id")])
    }
  }

  @Test("a case that grew from a consult shows its thread to who reads all of it")
  func thread() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let consult = try await city.consult()
      _ = try city.sql(
        "UPDATE koos.consult SET state = 'converted', casus = \(casus.dropFirst(2)) WHERE id = \(consult.dropFirst(2))")
      try city.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true)
      try city.invite("basecamp-zuid", to: casus, isAccepted: true, reads: "plan")
      for login in ["f.een", "o.een", "o.drie"] {
        let shown = await city.ask("case.show \(casus)", as: login)
        let thread = shown["consults"]?.array?.first
        #expect(thread?["consult"]?.string == consult, "\(login): \(shown)")
        #expect(thread?["thread"]?.array?.first?["text"]?.string == "Hoe helpen we dit kind?")
      }
      for login in ["pl.een", "o.vier"] {
        let shown = await city.ask("case.show \(casus)", as: login)
        #expect(shown.code == "ok" && shown["consults"] == .null && !shown.description.contains(consult), "\(shown)")
      }
    }
  }

  @Test("a list tells how one reads each case, and a team's are those it owns or thinks along in")
  func lists() async throws {
    try await CareCity.with { city in
      let (own, shared) = (try await city.casus(), try await city.casus())
      try city.invite("basecamp-leidsche-rijn", to: shared, isAccepted: true, reads: "plan")
      func listed(_ words: String, as login: String) async -> [String] {
        await city.ask("case.list \(words)", as: login).rows.map {
          "\($0["case"]?.string ?? "") \($0["as"]?.string ?? "")"
        }
      }
      #expect(await listed("", as: "f.een") == ["\(own) owner", "\(shared) owner"])
      for login in ["o.drie", "l.lead"] {
        #expect(await listed("", as: login) == ["\(shared) consulted"])
        #expect(await listed("team=basecamp-leidsche-rijn", as: login) == ["\(shared) consulted"])
        #expect(await listed("owner=basecamp-leidsche-rijn", as: login).isEmpty)
        #expect(await listed("mine=yes", as: login).isEmpty)
      }
      #expect(await listed("team=basecamp-leidsche-rijn", as: "f.een") == ["\(shared) owner"])
      #expect(await listed("owner=basecamp-zuidwest", as: "o.drie") == ["\(shared) consulted"])
      _ = try city.sql(
        "UPDATE koos.casus_invitation SET state = 'ended', ended_at = koos.now() WHERE casus = \(shared.dropFirst(2))")
      #expect(await listed("", as: "o.drie").isEmpty)
      #expect(await listed("team=basecamp-leidsche-rijn", as: "f.een").isEmpty)
    }
  }
}
