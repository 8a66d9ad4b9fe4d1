import Postgres
import TestKit
import Testing
import Wire

@Suite("Who saw and did what")
struct AccessListTests {
  /// What a list shows of some entries: action, who, outcome.
  private static func told(_ outcome: Outcome) -> [String] {
    outcome.rows.map { row in
      ["action", "who", "outcome"].map { row[$0]?.string ?? "-" }.joined(separator: " ")
    }
  }

  private static func list(_ care: CareCity, _ words: String, as login: String) async -> [String] {
    let outcome = await care.ask("access.list \(words)", as: login)
    #expect(outcome.code == "ok", "\(words) as \(login): \(outcome)")
    return told(outcome)
  }

  @Test("the privacy officer sees of a client all that was done and refused, and an emergency with its reason")
  func officer() async throws {
    try await CareCity.with { care in
      let client = try await care.client()
      let casus = try await care.casus(of: client)
      _ = await care.ask("case.show \(casus)", as: "o.een")
      _ = await care.ask("case.show \(casus)", as: "o.drie")
      _ = await care.ask("client.show \(client)", as: "o.vier")
      #expect(await care.ask("breakglass \(casus) reason=\"Kind vermist\"", as: "o.drie").code == "ok")
      _ = await care.ask("case.show \(casus)", as: "o.drie")
      let all = [
        "client.add f.een ok", "case.open f.een ok", "case.show o.een ok", "case.show o.drie not-found.case",
        "client.show o.vier not-found.client", "breakglass o.drie ok", "case.show o.drie ok",
      ]
      let outcome = await care.ask("access.list client=\(client)", as: "p.privacy")
      #expect(Self.told(outcome) == all, "\(outcome)")
      let broken = outcome.rows[5]
      #expect(broken["emergency"]?.bool == true && broken["reason"]?.string == "Kind vermist", "\(broken)")
      #expect(
        broken["client"]?.string == client && broken["case"]?.string == casus && broken["role"]?.string == "specialist")
      #expect(
        broken["team"]?.string == "basecamp-leidsche-rijn" && broken["ground"]?.string == "breakglass", "\(broken)")
      #expect(
        broken["purpose"]?.string == "emergency" && broken["at"]?.string == "2026-03-02T08:00:00+01:00", "\(broken)")
      #expect(broken["speaker"]?.string == "admin" && broken["source"]?.string?.hasPrefix("peer ") == true, "\(broken)")
      #expect(broken["organisation"]?.string?.isEmpty == false && broken["consult"] == .null)
      #expect(outcome.rows[6]["emergency"]?.bool == true && outcome.rows[2]["emergency"]?.bool == false)
      #expect(outcome.rows[6]["reason"] == .null)
      let words = outcome.description
      #expect(!words.contains("Demo Kind") && !words.contains("Hoe verder"), "codes alone: \(words)")
      // Of the case alone, of one worker there, and of a worker wherever it was.
      #expect(
        await Self.list(care, "case=\(casus)", as: "p.privacy")
          == ["case.open f.een ok"] + all[2...3] + all[5...6])
      #expect(
        await Self.list(care, "case=\(casus) client=\(client) worker=o.een", as: "p.privacy") == ["case.show o.een ok"])
      #expect(await Self.list(care, "worker=o.drie", as: "p.privacy") == [all[3]] + all[5...6])
      // Looking into the log is a look too, of whom and by whom.
      let looks = await care.ask("access.list client=\(client) worker=p.privacy", as: "p.privacy")
      #expect(Self.told(looks) == Array(repeating: "access.list p.privacy ok", count: 3), "\(looks)")
      #expect(looks.rows.first?["ground"]?.string == "administration" && looks.rows.first?["role"]?.string == "privacy")
      // A case of others is not the child's.
      let other = try await care.casus()
      #expect(await Self.list(care, "client=\(client) case=\(other)", as: "p.privacy") == [])
    }
  }

  @Test(
    "an officer reaches the cases with an owner in the organisation; what exists beyond that is denied, not denied to be"
  )
  func reach() async throws {
    try await CareCity.with { care in
      let client = try await care.client()
      let casus = try await care.casus(of: client)
      _ = try care.sql(
        """
        UPDATE koos.member SET organisation = (SELECT id FROM koos.organisation WHERE slug = 'samen-veilig')
        WHERE worker = (SELECT id FROM koos.worker WHERE login = 'p.privacy')
        """)
      await care.refuses([
        ("access.list client=\(client)", "p.privacy", "denied.team", nil),
        ("access.list case=\(casus)", "p.privacy", "denied.team", nil),
        ("access.list client=J-999999", "p.privacy", "not-found.client", "client"),
        ("access.list case=C-999999", "p.privacy", "not-found.case", "case"),
        ("access.list worker=x.nobody", "p.privacy", "not-found.worker", "worker"),
        ("access.list client=\(client)", "o.drie", "not-found.client", "client"),
        ("access.list case=\(casus)", "o.drie", "not-found.case", "case"),
        ("access.list client=\(client)", "admin", "not-found.client", "client"),
      ])
      // What concerns the child is not shown by another way round either.
      #expect(await Self.list(care, "worker=f.een", as: "p.privacy") == [])
      let seen = await care.ask("access.list", as: "p.privacy")
      #expect(seen.rows.allSatisfy { $0["client"]?.string != client || $0["who"]?.string == "p.privacy" }, "\(seen)")
    }
  }

  @Test("a lead sees what was done in the team's cases and no others, everybody else the own entries")
  func others() async throws {
    try await CareCity.with { care in
      let client = try await care.client()
      let casus = try await care.casus(of: client)
      _ = await care.ask("case.show \(casus)", as: "o.een")
      let far = try await care.made(
        "client", "client.add \"Demo Ander\" birth=2015-01-01 postcode=3451SA gender=M", as: "o.drie")
      _ = await care.ask("client.show \(far)", as: "o.drie")
      _ = await care.ask("client.find Demo", as: "o.een")
      // The child was a hit of a search.
      let file = ["client.add f.een ok", "case.open f.een ok", "case.show o.een ok", "client.find o.een ok"]
      for lead in ["f.lead", "t.lead"] {
        #expect(await Self.list(care, "client=\(client)", as: lead) == file)
        #expect(await Self.list(care, "case=\(casus) worker=o.een", as: lead) == [file[2]])
        let outcome = await care.ask("access.list from=2026-03-02", as: lead)
        #expect(Self.told(outcome).filter { !$0.hasPrefix("access.list") } == file, "\(lead): \(outcome)")
        await care.refuses([("access.list client=\(far)", lead, "not-found.client", "client")])
        #expect(await Self.list(care, "worker=o.drie", as: lead) == [])
        _ = try care.sql("DELETE FROM koos.access_log WHERE action = 'access.list'")
      }
      #expect(await Self.list(care, "", as: "o.een") == file.suffix(2) + file.suffix(1), "its hit, and the search")
      #expect(await Self.list(care, "client=\(client)", as: "o.een") == Array(file.suffix(2)))
      await care.refuses([
        ("access.list worker=f.een", "o.een", "denied.team", nil),
        ("access.list client=\(client) worker=f.een", "o.een", "denied.team", nil),
        ("access.list worker=f.een", "admin", "denied.team", nil),
        ("access.list worker=f.een", "r.report", "denied.team", nil),
      ])
      #expect(await care.ask("access.list worker=o.een", as: "o.een").code == "ok")
      for login in ["pl.een", "r.report", "admin"] {
        let outcome = await care.ask("access.list", as: login)
        #expect(outcome.code == "ok" && outcome.rows.allSatisfy { $0["who"]?.string == login }, "\(login): \(outcome)")
      }
      // Who may no longer know of the case sees of it only what he did himself, and asks after it in vain.
      _ = try care.sql(
        """
        DELETE FROM koos.casus_owner WHERE casus = \(casus.dropFirst(2))
          AND team = (SELECT id FROM koos.team WHERE slug = 'basecamp-zuidwest')
        """)
      #expect(await Self.list(care, "", as: "o.een").first == "case.show o.een ok")
      await care.refuses([("access.list case=\(casus)", "o.een", "not-found.case", "case")])
      #expect(await Self.list(care, "", as: "t.lead").allSatisfy { $0.contains("t.lead") })
    }
  }

  @Test("entries come in the order they were written, page by page, from and to half-open")
  func order() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      _ = try care.sql("DELETE FROM koos.access_log")
      for _ in 0..<3 {
        for _ in 0..<4 { _ = await care.ask("case.show \(casus)") }
        try care.advance("1 hour")
      }
      var seen: [String] = []
      var after = ""
      for page in 0..<4 {
        let outcome = await care.ask("access.list case=\(casus) limit=4 \(after)", as: "f.lead")
        seen += outcome.rows.compactMap { $0["at"]?.string }
        after = outcome["next"]?.string.map { "after=\($0)" } ?? ""
        #expect(outcome.rows.count == 4 - page / 3 * 1, "\(outcome)")
        if after.isEmpty { break }
      }
      #expect(seen.count == 15 && seen == seen.sorted(), "\(seen)")
      #expect(try care.sql("SELECT count(*) FROM koos.access_log") == [["16"]])
      #expect(await Self.list(care, "worker=f.een from=2026-03-02T09:00 to=2026-03-02T10:00", as: "f.een").count == 4)
      #expect(await Self.list(care, "worker=f.een to=2026-03-02T08:00", as: "f.een") == [])
      #expect(await Self.list(care, "worker=f.een to=2026-03-02T08:00:01", as: "f.een").count == 4)
      await care.refuses([
        ("access.list from=2026-03-02 to=2026-03-02", "f.een", "input.value", "to"),
        ("access.list after=x", "f.een", "input.value", "after"),
        ("access.list limit=1001", "f.een", "input.too-many", "limit"),
      ])
    }
  }

  @Test("a merged child's log is one, whichever code it is asked by")
  func merged() async throws {
    try await CareCity.with { care in
      let (gone, kept) = (try await care.client(), try await care.client())
      let casus = try await care.casus(of: gone)
      _ = await care.ask("client.show \(kept)")
      _ = await care.ask("client.show \(gone)", as: "o.drie")
      let merged = await care.ask("client.merge \(gone) into=\(kept)", as: "f.lead")
      #expect(merged.code == "ok", "\(merged)")
      let whole = [
        "client.add f.een ok", "client.add f.een ok", "case.open f.een ok", "client.show f.een ok",
        "client.show o.drie not-found.client", "client.merge f.lead ok", "client.merge f.lead ok",
      ]
      for (code, login) in [(kept, "p.privacy"), (gone, "p.privacy"), (kept, "f.lead"), (gone, "f.lead")] {
        let told = await Self.list(care, "client=\(code)", as: login)
        #expect(told.filter { !$0.hasPrefix("access.list") } == whole, "\(code) as \(login): \(told)")
      }
      #expect(await Self.list(care, "case=\(casus)", as: "p.privacy") == ["case.open f.een ok"])
    }
  }

  @Test("among many entries a client's, a case's, a worker's and the oldest are found by an index")
  func many() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      _ = try care.sql(
        """
        INSERT INTO koos.access_log (at, worker, role, team, client, casus, action, ground, purpose, outcome, source)
        SELECT koos.now() - n * interval '1 minute', 1 + n % 40, 'specialist', 1, c.client, c.id, 'case.show', 'owner', 'treatment', 'ok', 'test'
        FROM generate_series(1, 60000) AS n JOIN koos.casus c ON c.id = 1 + n % 240;
        ANALYZE koos.access_log
        """)
      let number = casus.dropFirst(2)
      for (login, what, arguments) in [
        ("p.privacy", "a client", "(SELECT client FROM koos.casus WHERE id = 7), NULL, NULL"),
        ("p.privacy", "a case", "NULL, NULL, 7"),
        ("p.privacy", "a worker", "NULL, 5, NULL"), ("p.privacy", "all", "NULL, NULL, NULL"),
        ("f.een", "own", "NULL, NULL, NULL"),
        ("f.lead", "a lead's", "NULL, NULL, NULL"), ("f.lead", "a lead's case", "NULL, NULL, \(number)"),
      ] {
        let looked = try care.sql(
          """
          SET LOCAL ROLE koosd; SELECT set_config('koos.worker', (SELECT id::text FROM koos.worker WHERE login = '\(login)'), true);
          SELECT count(*) FROM koos.log_entries(\(arguments), NULL, NULL, NULL, NULL, NULL, 100);
          RESET ROLE;
          SELECT sum(seq_tup_read) < 5000 FROM pg_stat_xact_user_tables WHERE schemaname = 'koos' AND relname LIKE 'access_log%'
          """)
        #expect(looked.last == ["t"], "\(what) as \(login): \(looked)")
      }
    }
  }
}
