import Postgres
import TestKit
import Testing
import Wire

@testable import Records

@Suite("What all owners agree to")
struct ProposalTests {
  @Test("closing takes a key of every owner, and is told, counted and accounted for")
  func closes() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let proposed = await city.ask("case.propose \(casus) action=close reason=\"Het gaat goed\"")
      #expect(proposed.code == "ok" && proposed["state"]?.string == "open", "\(proposed)")
      #expect(proposed.texts("needs") == ["basecamp-zuidwest"])
      #expect(proposed["lapses_at"]?.string == "2026-03-09T08:00:00+01:00")
      let proposal = try #require(proposed["proposal"]?.string)
      #expect(try city.desks(casus) == [["review", "basecamp-zuidwest", nil]])
      let again = await city.ask("case.propose \(casus) action=close reason=Nogmaals", as: "o.een")
      #expect(again.code == "conflict.duplicate", "\(again)")
      let agreed = await city.ask("case.agree \(proposal) reason=\"Eens\"", as: "o.een")
      #expect(agreed["state"]?.string == "agreed" && agreed["case"]?.string == casus, "\(agreed)")
      #expect(agreed.texts("needs").isEmpty)
      let shown = await city.ask("case.show \(casus)")
      #expect(shown["status"]?.string == "gesloten" && shown["closed_at"] != .null && shown["rev"]?.integer == 3)
      #expect(
        try city.facts(casus) == [
          [
            "proposed", "f.een", "buurtteam-zuidwest-1", "Het gaat goed",
            #"{"thing": "\#(proposal)", "action": "close"}"#,
          ],
          ["agreed", "o.een", "basecamp-zuidwest", "Eens", #"{"thing": "\#(proposal)"}"#],
          ["closed", "o.een", "basecamp-zuidwest", "Het gaat goed", #"{"thing": "\#(proposal)"}"#],
        ])
      let number = casus.dropFirst(2)
      let events = try city.sql("SELECT cause FROM koos.event WHERE topic = 'case' AND thing = \(number) ORDER BY seq")
      #expect(events == [["opened"], ["proposed"], ["agreed"], ["closed"]])
      #expect(try city.desks(casus).last == ["review", nil, "f.een"])
      #expect(try city.logged("case.propose") == 1)
      #expect(try city.logged("case.propose", "conflict.duplicate") == 1)
      #expect(try city.logged("case.agree") == 1)
      await city.refuses([
        ("case.agree \(proposal)", "f.een", "state.proposal", nil),
        ("case.propose \(casus) action=move value=zuid reason=x", "f.een", "state.case", nil),
      ])
    }
  }

  @Test("from each state each verb is allowed or refused", arguments: ["open", "agreed", "objected", "late", "lapsed"])
  func transitions(state: String) async throws {
    try await CareCity.with { city in
      for (verb, login, to) in [("agree", "o.twee", "agreed"), ("object", "f.twee", "objected")] {
        let casus = try await city.casus()
        let proposal = try await city.proposal(casus, "action=move value=zuid")
        switch state {
        case "agreed": #expect(await city.ask("case.agree \(proposal)", as: "o.een").code == "ok")
        case "objected": #expect(await city.ask("case.object \(proposal) reason=Nee", as: "o.een").code == "ok")
        case "late", "lapsed":
          try city.advance("7 days")
          if state == "lapsed" { await city.talk.runJobs() }
        default: break
        }
        let kept = try city.kept(proposal)
        let outcome = await city.ask("case.\(verb) \(proposal) reason=Daarom", as: login)
        if state == "open" {
          #expect(outcome["state"]?.string == to, "\(verb): \(outcome)")
          #expect(try city.kept(proposal).first?.first == to)
        } else {
          let told = state == "late" ? "lapsed" : state
          #expect(
            outcome.code == "state.proposal" && outcome["is"]?.string == told, "\(verb) from \(state): \(outcome)")
          #expect(outcome.texts("allowed") == ["open"])
          #expect(try city.kept(proposal) == kept, "\(verb) from \(state) kept something")
        }
        let wijk = await city.ask("case.show \(casus)")["wijk"]?.string
        #expect(wijk == (state == "agreed" || state == "open" && verb == "agree" ? "zuid" : "zuidwest"))
      }
    }
  }

  @Test("a proposal is open to the second, lapses once, and its team finds that on the desk")
  func lapses() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      #expect(
        await city.ask("setting.set case.proposal-days value=2 team=buurtteam-zuidwest-1", as: "f.lead").code == "ok")
      let proposal = try await city.proposal(casus, "action=close")
      try city.advance("47 hours 59 minutes 59 seconds")
      await city.talk.runJobs()
      #expect(await city.ask("case.propose \(casus) action=close reason=x").code == "conflict.duplicate")
      try city.advance("1 second")
      // Before the job came by, too.
      let next = await city.ask("case.propose \(casus) action=close reason=x", as: "o.een")
      #expect(next.code == "ok", "\(next)")
      #expect(next["lapses_at"]?.string == "2026-03-11T08:00:00+01:00", "the days of the own team: \(next)")
      await city.talk.runJobs()
      await city.talk.runJobs()
      #expect(try city.kept(proposal) == [["lapsed", "1"]])
      #expect(
        try city.facts(casus).filter { $0[0] == "proposal-lapsed" } == [
          ["proposal-lapsed", nil, "buurtteam-zuidwest-1", nil, #"{"thing": "\#(proposal)"}"#]
        ])
      #expect(try city.desks(casus).filter { $0 == ["review", "buurtteam-zuidwest-1", nil] }.count == 2)
    }
  }

  @Test("an owner is shown what is open, with the keys turned and missing; nobody else is")
  func shows() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      try city.joins("basecamp-zuid", casus)
      let school = try city.participant(casus, "school")
      let closing = try await city.proposal(casus, "action=close")
      let widening = try await city.proposal(casus, "action=widen value=\(school):all", as: "o.een")
      _ = try await city.proposal(casus, "action=remove value=basecamp-zuidwest")
      let objected = try await city.proposal(casus, "action=move value=zuid")
      #expect(await city.ask("case.agree \(closing)", as: "o.vier").code == "ok")
      #expect(await city.ask("case.object \(objected) reason=Nee", as: "o.een").code == "ok")
      func shown(to login: String) throws -> [JSON] {
        let rows = try city.sql(
          """
          SELECT set_config('koos.worker', w.id::text, true) FROM koos.worker w WHERE w.login = '\(login)';
          SET LOCAL ROLE koosd; SET LOCAL TimeZone = 'Europe/Amsterdam';
          SELECT \(Proposals.openOnes) FROM koos.casus c WHERE c.id = \(casus.dropFirst(2))
          """)
        guard let text = rows.first?.first ?? nil else { return [] }
        return try JSON.parse(Array(text.utf8)[...]).array ?? []
      }
      let told = try shown(to: "o.vier")
      #expect(
        told.first?.text == """
          {"proposal":"\(closing)","action":"close","value":null,"reason":"Daarom","by":"f.een","team":"buurtteam-zuidwest-1",\
          "needs":["basecamp-zuidwest"],"agreed":["basecamp-zuid","buurtteam-zuidwest-1"],\
          "lapses_at":"2026-03-09T08:00:00+01:00"}
          """, "\(told)")
      #expect(told.map { $0["value"] } == [.null, .string("\(school):all"), .string("basecamp-zuidwest")])
      #expect(told[1]["proposal"]?.string == widening && told[1]["by"]?.string == "o.een")
      #expect(try shown(to: "pl.een").count == 3 && shown(to: "o.drie").isEmpty && shown(to: "p.privacy").isEmpty)
      try city.advance("7 days")
      #expect(try shown(to: "f.een").isEmpty)
    }
  }

  @Test("what cannot be proposed is refused with its field, and nothing is kept")
  func refusals() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let other = try await city.casus()
      let (mine, others) = (try city.participant(casus, "school"), try city.participant(other, "school"))
      let ended = try city.participant(casus, "huisarts")
      _ = try city.sql("UPDATE koos.casus_participant SET until_on = koos.today() WHERE id = \(ended.dropFirst(2))")
      let reading = try city.participant(casus, "familie", reads: "plan")
      func line(_ words: String) -> String { "case.propose \(casus) reason=Daarom \(words)" }
      await city.refuses([
        ("case.propose \(casus) action=close", "f.een", "syntax.missing-parameter", "reason"),
        (line(""), "f.een", "syntax.missing-parameter", "action"),
        (line("action=open"), "f.een", "input.value", "action"),
        (line("action=close value=zuid"), "f.een", "input.value", "value"),
        (line("action=move"), "f.een", "syntax.missing-parameter", "value"),
        (line("action=remove"), "f.een", "syntax.missing-parameter", "value"),
        (line("action=widen"), "f.een", "syntax.missing-parameter", "value"),
        (line("action=move value=nergens"), "f.een", "not-found.wijk", "value"),
        (line("action=move value=zuidwest"), "f.een", "input.value", "value"),
        (line("action=move value=\(mine):plan"), "f.een", "input.value", "value"),
        (line("action=remove value=niemand"), "f.een", "not-found.team", "value"),
        (line("action=remove value=basecamp-zuid"), "f.een", "input.value", "value"),
        (line("action=remove value=buurtteam-zuidwest-1"), "f.een", "input.value", "value"),
        (line("action=remove value=\(mine):all"), "f.een", "input.value", "value"),
        (line("action=widen value=zuid"), "f.een", "input.value", "value"),
        (line("action=widen value=\(mine)"), "f.een", "input.value", "value"),
        (line("action=widen value=\(mine):nothing"), "f.een", "input.value", "value"),
        (line("action=widen value=B-0:all"), "f.een", "input.value", "value"),
        (line("action=widen value=B-999:all"), "f.een", "not-found.participant", "value"),
        (line("action=widen value=\(others):all"), "f.een", "input.value", "value"),
        (line("action=widen value=\(ended):all"), "f.een", "input.value", "value"),
        (line("action=widen value=\(reading):plan"), "f.een", "input.value", "value"),
        (line("action=close team=nergens"), "f.een", "not-found.team", "team"),
        (line("action=close team=basecamp-zuidwest"), "f.een", "denied.team", nil),
        (line("action=close if=9"), "f.een", "conflict.stale", "if"),
        (line("action=close"), "o.drie", "not-found.case", "id"),
        (line("action=close"), "pl.een", "denied.role", nil), (line("action=close"), "admin", "denied.role", nil),
        (line("action=close"), "p.privacy", "denied.role", nil), (line("action=close"), "r.report", "denied.role", nil),
        ("case.agree P-1", "pl.een", "denied.role", nil), ("case.object P-1 reason=x", "admin", "denied.role", nil),
      ])
      #expect(try city.sql("SELECT count(*) FROM koos.proposal WHERE casus = \(casus.dropFirst(2))") == [["0"]])
      let tried = await city.ask(line("action=close dry-run=yes"))
      #expect(tried.code == "ok" && tried["proposal"] == .null && tried.texts("needs") == ["basecamp-zuidwest"])
      let once = await city.ask(line("action=close once=een"))
      #expect(await city.ask(line("action=close once=een"))["replayed"]?.bool == true)
      let proposal = try #require(once["proposal"]?.string)
      let dry = await city.ask("case.agree \(proposal) dry-run=yes", as: "o.een")
      #expect(dry["state"]?.string == "agreed", "\(dry)")
      #expect(await city.ask("case.show \(casus)")["status"]?.string == "open")
      let objected = await city.ask("case.object \(proposal) dry-run=yes", as: "o.een")
      #expect(objected["state"]?.string == "objected", "a reason may be left out: \(objected)")
      await city.refuses([
        ("case.object \(proposal) reason=x team=basecamp-zuid", "o.een", "denied.team", nil),
        ("case.agree \(proposal)", "o.drie", "not-found.proposal", "id"),
      ])
    }
  }

  @Test("the last key of closing is refused naming what is open, is not kept, and turns once it is done")
  func business() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let number = casus.dropFirst(2)
      let booked = try await city.made(
        "appointment",
        "appointment.book type=intake at=2026-03-03T10:00 minutes=60 with=f.een mode=online case=\(casus)")
      let entry = try await city.entry(casus)
      let traject = try city.sql(
        """
        INSERT INTO koos.traject (casus, service, team, started_on, added_by)
        SELECT \(number), 'ambulant', o.team, koos.today(), 1 FROM koos.casus_owner o WHERE o.casus = \(number) LIMIT 1
        RETURNING 'H-' || id
        """)[0][0]
      let proposal = try await city.proposal(casus, "action=close")
      let kept = try city.kept(proposal)
      func refused(_ codes: [String?]) async throws {
        let outcome = await city.ask("case.agree \(proposal)", as: "o.een")
        #expect(outcome.code == "state.case" && outcome.texts("with") == codes.compactMap(\.self), "\(outcome)")
        #expect(try city.kept(proposal) == kept)
      }
      try await refused([booked, traject, entry])
      #expect(await city.ask("appointment.cancel \(booked) by=provider reason=x").code == "ok")
      try await refused([traject, entry])
      _ = try city.sql("UPDATE koos.traject SET ended_on = koos.today() WHERE casus = \(number)")
      try await refused([entry])
      _ = try city.sql(
        "UPDATE koos.waiting_entry SET removed_on = koos.today(), removal = 'error' WHERE casus = \(number)")
      #expect(await city.ask("case.agree \(proposal)", as: "o.een")["state"]?.string == "agreed")
    }
  }

  @Test("a sole owner's proposal is carried out at once, or waits while something is open")
  func alone() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let number = casus.dropFirst(2)
      try city.leaves("basecamp-zuidwest", casus)
      let moved = await city.ask("case.propose \(casus) action=move value=zuid reason=Verhuisd")
      #expect(moved["state"]?.string == "agreed" && moved["lapses_at"] == .null, "\(moved)")
      #expect(moved.texts("needs").isEmpty)
      #expect(
        try city.sql(
          "SELECT c.wijk, o.slug FROM koos.casus c JOIN koos.organisation o ON o.id = c.consortium WHERE c.id = \(number)"
        )
          == [["zuid", "spoor030"]])
      #expect(try city.facts(casus).last?[4]?.contains(#""from": "zuidwest""#) == true)
      _ = try city.sql(
        """
        INSERT INTO koos.traject (casus, service, team, started_on, added_by)
        SELECT \(number), 'ambulant', o.team, koos.today(), 1 FROM koos.casus_owner o WHERE o.casus = \(number)
        """)
      let waiting = await city.ask("case.propose \(casus) action=close reason=Klaar")
      #expect(waiting["state"]?.string == "open" && waiting.texts("needs") == ["buurtteam-zuidwest-1"], "\(waiting)")
      let proposal = try #require(waiting["proposal"]?.string)
      #expect(await city.ask("case.agree \(proposal)").code == "state.case")
      _ = try city.sql("UPDATE koos.traject SET ended_on = koos.today() WHERE casus = \(number)")
      #expect(await city.ask("case.agree \(proposal)", as: "f.twee")["state"]?.string == "agreed")
    }
  }
}

extension CareCity {
  /// Proposes for f.een's team; the code.
  func proposal(_ casus: String, _ words: String, as login: String = "f.een") async throws -> String {
    try await made("proposal", "case.propose \(casus) \(words) reason=Daarom", as: login)
  }

  /// The state of a proposal and how many keys were turned.
  func kept(_ proposal: String) throws -> [[String?]] {
    try sql(
      """
      SELECT p.state, (SELECT count(*) FROM koos.proposal_agreement a WHERE a.proposal = p.id)
      FROM koos.proposal p WHERE p.id = \(proposal.dropFirst(2))
      """)
  }

  /// What happened to a case after it was opened: what, who, team, why, particulars.
  func facts(_ casus: String) throws -> [[String?]] {
    try sql(
      """
      SELECT f.what, w.login, t.slug, f.reason, f.detail FROM koos.casus_fact f LEFT JOIN koos.worker w ON w.id = f.worker
      LEFT JOIN koos.team t ON t.id = f.team WHERE f.casus = \(casus.dropFirst(2)) AND f.what NOT IN ('opened', 'owner', 'regie')
      ORDER BY f.number
      """)
  }

  /// What lies on desks to be looked at again in a case: cause, team, login.
  func desks(_ casus: String) throws -> [[String?]] {
    try sql(
      """
      SELECT e.cause, t.slug, w.login FROM koos.event e LEFT JOIN koos.team t ON t.id = e.team LEFT JOIN koos.worker w ON w.id = e.worker
      WHERE e.topic = 'desk' AND e.cause = 'review' AND e.thing = \(casus.dropFirst(2)) ORDER BY e.seq
      """)
  }

  /// Makes a team an owner.
  func joins(_ team: String, _ casus: String) throws {
    _ = try sql(
      "INSERT INTO koos.casus_owner (casus, team) SELECT \(casus.dropFirst(2)), t.id FROM koos.team t WHERE t.slug = '\(team)'"
    )
  }

  /// Ends a team's ownership.
  func leaves(_ team: String, _ casus: String) throws {
    _ = try sql(
      """
      DELETE FROM koos.casus_owner o USING koos.team t
      WHERE t.id = o.team AND t.slug = '\(team)' AND o.casus = \(casus.dropFirst(2))
      """)
  }

  /// Gives somebody a role in a team besides.
  func sits(_ login: String, in team: String, as role: String = "specialist") throws {
    _ = try sql(
      """
      INSERT INTO koos.member (worker, team, role, from_on) SELECT w.id, t.id, '\(role)', koos.today()
      FROM koos.worker w, koos.team t WHERE w.login = '\(login)' AND t.slug = '\(team)'
      """)
  }

  /// Somebody who takes part in a case; the code.
  func participant(_ casus: String, _ kind: String, reads: String = "nothing", ground: String? = nil) throws -> String {
    let code = try sql(
      """
      INSERT INTO koos.casus_participant (casus, kind, name, reads, ground, added_by)
      VALUES (\(casus.dropFirst(2)), '\(kind)', 'Demo \(kind)', '\(reads)', \(ground.map { "'\($0)'" } ?? "NULL"), 1)
      RETURNING 'B-' || id
      """)[0][0]
    return try #require(code)
  }
}
