import Postgres
import TestKit
import Testing
import Wire

@Suite("Offers raised and answered at once")
struct OfferRaceTests {
  @Test(
    "ten workers compete for one freed slot with five who wait, a hundred times: one live offer, all outcomes logged")
  func competing() async throws {
    try await CareCity.with { city in
      let waiters = try await Self.waiters(5, in: city)
      let casus = try await city.casus()
      let leads = ["t.lead", "g.een"]
      _ = try city.sql(
        """
        INSERT INTO koos.member (worker, team, role, from_on) SELECT w.id, t.id, 'lead', koos.today() - 1
        FROM koos.worker w, koos.team t WHERE w.login = 'g.een' AND t.slug = 'basecamp-zuidwest'; SELECT koos.refresh_all_access()
        """)
      for round in 0..<100 {
        let freed = try await city.booked(casus, at: Self.time(round), type: "overig", "mode=online")
        await city.cancel(freed)
        let offer = try await Self.compete(for: freed, waiters.map(\.entry), leads, city)
        await Self.answer(offer, city)
        #expect(
          try city.sql("SELECT count(*) FROM koos.offer WHERE status = 'open' GROUP BY slot HAVING count(*) > 1") == [])
        try Self.clear(city)
      }
      // A refusal stands in the log of each child it names: of the one whose time was freed always, of one who waits
      // where the line names it.
      let logged = try city.sql(
        """
        SELECT count(*) FILTER (WHERE outcome = 'ok' OR 'C-' || casus = '\(casus)') FROM koos.access_log
        WHERE action = 'offer.make' AND outcome IN ('ok', 'conflict.hold')
        """)
      #expect(logged == [["1000"]])
      let answered = try city.sql(
        "SELECT count(*) FROM koos.access_log WHERE action IN ('offer.accept', 'offer.decline') AND outcome IN ('ok', 'state.offer')"
      )
      #expect(answered == [["1000"]])
      #expect(
        try city.sql("SELECT DISTINCT outcome FROM koos.access_log WHERE action LIKE 'offer.%' ORDER BY 1")
          == [["conflict.hold"], ["ok"], ["state.offer"]])
    }
  }

  @Test("cancelling and declining at once, round after round: each time goes to one, and nobody is passed over")
  func raising() async throws {
    try await CareCity.with { city in
      let waiters = try await Self.waiters(5, in: city)
      let casus = try await city.casus()
      for round in 0..<20 {
        var lines: [(line: String, login: String)] = []
        for (index, login) in ["o.een", "o.twee"].enumerated() {
          let freed = try await city.booked(
            casus, at: Self.time(round * 2 + index), with: login, "mode=online")
          lines.append(("appointment.cancel \(freed) by=client reason=Ziek", "t.lead"))
        }
        #expect(await city.atOnce(lines).map(\.code) == ["ok", "ok"])
        let open = await city.ask("offer.list status=open").rows
        #expect(Set(open.compactMap { $0["entry"]?.string }) == Set(waiters.prefix(2).map(\.entry)), "round \(round)")
        let declining = open.compactMap { $0["offer"]?.string }.map { ("offer.decline \($0)", "f.een") }
        #expect(await city.atOnce(declining).map(\.code) == ["ok", "ok"])
        let next = await city.ask("offer.list status=open").rows
        #expect(next.count == 2 && Set(next.compactMap { $0["entry"]?.string }).count == 2, "\(next)")
        try Self.clear(city)
      }
    }
  }

  @Test("two daemons that look at once end what expired and raise the next once")
  func daemons() async throws {
    try await CareCity.with { city in
      let waiters = try await Self.waiters(5, in: city)
      #expect(await city.ask("setting.set offer.hold value=24h team=basecamp-zuidwest", as: "t.lead").code == "ok")
      try await city.free()
      let other = try Conversation(city.city)
      for round in 1..<5 {
        try city.advance("25 hours")
        async let one: Void = city.talk.runJobs()
        async let two: Void = other.runJobs()
        _ = await (one, two)
        let expired = waiters.prefix(round).map { "\($0.entry) expired" }
        #expect(await city.offers() == expired + ["\(waiters[round].entry) open"])
      }
      await other.close()
      #expect(
        try city.sql(
          "SELECT what, count(*) FROM koos.waiting_fact WHERE what IN ('offered', 'expired') GROUP BY 1 ORDER BY 1")
          == [["expired", "4"], ["offered", "5"]])
    }
  }

  @Test("an answer against the job that ends what expired: either it came in time, or it hears that it is too late")
  func tooLate() async throws {
    try await CareCity.with { city in
      _ = try await Self.waiters(2, in: city)
      for round in 0..<20 {
        try await city.free(at: "2026-05-0\(4 + round % 5)T1\(round / 5):00")
        let offer = try await city.openOffer()
        try city.advance("48 hours")
        async let accepting = city.ask("offer.accept \(offer)")
        async let job: Void = city.talk.runJobs()
        let (accepted, _) = await (accepting, job)
        #expect(accepted.code == "state.offer" && accepted["is"]?.string == "expired", "\(accepted)")
        try Self.clear(city)
      }
    }
  }

  /// Ten leads give out one time at once, half of them to an entry they name; the offer that lives.
  private static func compete(
    for freed: String, _ entries: [String], _ leads: [String], _ city: CareCity
  ) async throws -> String {
    var lines: [(line: String, login: String)] = []
    for index in 0..<10 {
      lines.append(("offer.make \(index < 5 ? entries[index] : "") appointment=\(freed)", leads[index % 2]))
    }
    let outcomes = await city.atOnce(lines)
    let made = outcomes.filter { $0.code == "ok" }
    #expect(made.count == 1 && outcomes.count { $0.code == "conflict.hold" } == 9, "\(outcomes.map(\.code))")
    let live = await city.ask("offer.list status=open").rows
    #expect(live.count == 1)
    let offer = try #require(live.first?["offer"]?.string)
    #expect(made.first?["offer"]?.string == offer)
    return offer
  }

  /// Ten members of the owning teams answer at once, some so, some so: one answer is the first.
  private static func answer(_ offer: String, _ city: CareCity) async {
    var lines: [(line: String, login: String)] = []
    for index in 0..<10 {
      let verb = index % 2 == 0 ? "accept" : "decline"
      lines.append(("offer.\(verb) \(offer)", ["f.een", "f.twee", "o.een", "pl.een"][index % 4]))
    }
    let answers = await city.atOnce(lines)
    let won = answers.filter { $0.code == "ok" }
    #expect(won.count == 1, "\(answers)")
    let status = won.first?["status"]?.string
    #expect(answers.count { $0.code == "state.offer" && $0["is"]?.string == status } == 9, "\(answers)")
  }

  /// Children who wait, the first first.
  private static func waiters(_ count: Int, in city: CareCity) async throws -> [(casus: String, entry: String)] {
    var waiters: [(casus: String, entry: String)] = []
    for index in 0..<count { waiters.append(try await city.waiter(since: "2026-02-0\(index + 1)")) }
    return waiters
  }

  /// An hour of its own for each round.
  private static func time(_ round: Int) -> String {
    let day = [
      "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16", "2026-03-17",
      "2026-03-18", "2026-03-19", "2026-03-20", "2026-03-23", "2026-03-24", "2026-03-25",
    ][round / 8]
    return "\(day)T\(round % 8 + 9 < 10 ? "0" : "")\(round % 8 + 9):00"
  }

  /// Makes all who wait free for the next round, past what guards that: nobody has time or a word with anybody any more.
  private static func clear(_ city: CareCity) throws {
    _ = try city.sql(
      """
      DELETE FROM koos.occupied; DELETE FROM koos.offer; UPDATE koos.slot SET state = 'ended';
      UPDATE koos.appointment SET status = 'vervallen' WHERE status IN ('voorstel', 'gepland');
      DELETE FROM koos.waiting_fact WHERE what IN ('offered', 'accepted', 'declined', 'expired')
      """)
  }
}

extension CareCity {
  /// Says lines all at once, each as somebody.
  func atOnce(_ lines: [(line: String, login: String)]) async -> [Outcome] {
    await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
      for (line, login) in lines { group.addTask { await ask(line, as: login) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}
