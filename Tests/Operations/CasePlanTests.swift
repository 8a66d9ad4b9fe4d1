import TestKit
import Testing
import Wire

@Suite("The days of a case's plan")
struct CasePlanTests {
  /// The dates of a plan as a worker may read them.
  private func plan(_ care: CareCity, _ casus: String, as login: String = "pl.een") throws -> [String?] {
    try care.seen("SELECT * FROM koos.plan_of(\(casus.dropFirst(2)))", by: login)
  }

  /// What came to lie on desks: code or case, and whose.
  private func desk(_ care: CareCity) throws -> [String] {
    try care.sql(
      """
      SELECT e.cause || ' ' || coalesce(e.code, 'C-' || e.thing) || ' ' || coalesce(w.login, t.slug) FROM koos.event e
      LEFT JOIN koos.worker w ON w.id = e.worker LEFT JOIN koos.team t ON t.id = e.team
      WHERE e.topic = 'desk' AND e.kind = 'case' AND e.cause = 'review' AND e.thing = (SELECT max(c.id) FROM koos.casus c) ORDER BY 1
      """
    ).compactMap { $0.first ?? nil }
  }

  /// What a worker is shown as due for review.
  private func shown(_ care: CareCity, as login: String, until count: Int) async -> [String] {
    await care.desk(login, until: count) { $0["cause"]?.string == "review" }.compactMap { $0["thing"]?.string }
  }

  /// A case, with nothing else in the city that could be due.
  private func casus(_ care: CareCity) async throws -> String {
    let casus = try await care.casus()
    _ = try care.sql("DELETE FROM koos.event")
    return casus
  }

  @Test("they follow from opening and from the notes, also for who does not read the notes")
  func dates() async throws {
    try await CareCity.bare { care in
      let casus = try await casus(care)
      #expect(try plan(care, casus) == ["2026-04-13", nil, nil, nil])
      _ = try await care.made("note", "case.note \(casus) text=Vooraf kind=plan-schriftelijk")
      try care.advance("10 days")
      _ = try await care.made("note", "case.note \(casus) text=Afgesproken kind=plan")
      #expect(
        try plan(care, casus) == ["2026-04-13", "2026-03-12", "2026-03-26", nil],
        "on paper before it was fixed is no plan")
      try care.advance("5 days")
      _ = try await care.made("note", "case.note \(casus) text=\"Op papier\" kind=plan-schriftelijk")
      _ = try await care.made("note", "case.note \(casus) text=Herzien kind=plan")
      #expect(try plan(care, casus, as: "f.een") == ["2026-04-13", "2026-03-12", "2026-03-26", "2026-03-17"])
      for login in ["z.lead", "o.drie", "admin"] {
        #expect(try plan(care, casus, as: login).count < 4, "\(login) does not read the case")
      }
    }
  }

  @Test("a plan that is not fixed in six weeks, or not on paper in two more, lies with all owners, once")
  func overdue() async throws {
    try await CareCity.bare { care in
      let casus = try await casus(care)
      let owners = ["basecamp-zuidwest", "buurtteam-zuidwest-1"].map { "review \(casus) \($0)" }
      try care.advance("42 days")
      await care.talk.runJobs()
      #expect(try desk(care).isEmpty, "it is the last day")
      try care.advance("1 day")
      for _ in 1...2 { await care.talk.runJobs() }
      #expect(try desk(care) == owners)
      _ = try await care.made("note", "case.note \(casus) text=Laat kind=plan")
      try care.advance("15 days")
      for _ in 1...2 { await care.talk.runJobs() }
      #expect(try desk(care) == (owners + owners).sorted())
      #expect(await shown(care, as: "o.een", until: 2) == [casus, casus])
      #expect(
        try care.sql("SELECT cause FROM koos.event WHERE topic = 'case' AND cause LIKE '%overdue'") == [
          ["plan-overdue"], ["plan-overdue"],
        ])
    }
  }

  @Test("a plan in time is nobody's business")
  func inTime() async throws {
    try await CareCity.bare { care in
      let casus = try await casus(care)
      try care.advance("40 days")
      _ = try await care.made("note", "case.note \(casus) text=Zo kind=plan")
      try care.advance("14 days")
      _ = try await care.made("note", "case.note \(casus) text=Zo kind=plan-schriftelijk")
      try care.advance("60 days")
      await care.talk.runJobs()
      #expect(try desk(care).isEmpty)
    }
  }

  @Test("a step past its day lies with who does it, once, and one that was taken with nobody")
  func steps() async throws {
    try await CareCity.bare { care in
      let casus = try await casus(care)
      let late = try await care.made("step", "case.step.add \(casus) text=A by=o.een due=2026-03-03")
      let team = try await care.made("step", "case.step.add \(casus) text=B by=buurtteam-zuidwest-1 due=2026-03-03")
      let done = try await care.made("step", "case.step.add \(casus) text=C by=o.een due=2026-03-03")
      _ = try await care.made("step", "case.step.add \(casus) text=D by=o.een due=2026-03-09")
      _ = try await care.made("step", "case.step.add \(casus) text=E by=o.een")
      _ = await care.ask("case.step.done \(done)")
      _ = try care.sql("DELETE FROM koos.event")
      try care.advance("1 day")
      await care.talk.runJobs()
      #expect(try desk(care).isEmpty, "its day is not over")
      try care.advance("1 day")
      for _ in 1...2 { await care.talk.runJobs() }
      #expect(try desk(care) == ["review \(late) o.een", "review \(team) buurtteam-zuidwest-1"])
      #expect(await shown(care, as: "o.een", until: 1) == [late])
      #expect(await care.ask("desk", as: "z.lead").rows.isEmpty)
    }
  }
}
