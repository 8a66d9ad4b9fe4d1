import Patience
import TestKit
import Testing
import Wire

@Suite("The waiting list as it was, and as it was known")
struct WaitingPastTests {
  private func listed(_ city: CareCity, _ words: String) async -> [String: JSON] {
    let rows = await city.ask("waiting.list limit=1000 \(words)").rows
    return Dictionary(uniqueKeysWithValues: rows.compactMap { row in row["entry"]?.string.map { ($0, row) } })
  }

  @Test("who began before another and waited for it tells after it, and is known after it")
  func queued() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      let number = entry.dropFirst(2)
      let told = """
        INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what) VALUES (\(number), koos.today(), 1, 'contact')
        """
      // The one that was waited for began a minute later.
      _ = try city.sql(
        "SELECT set_config('koos.now', extract(epoch FROM koos.now() + interval '1 minute')::text, false); \(told)")
      _ = try city.sql(told)
      let times = try city.sql(
        """
        SELECT f.recorded_at - koos.now() FROM koos.waiting_fact f WHERE f.entry = \(number) AND f.what = 'contact'
        ORDER BY f.number
        """)
      #expect(times == [["00:01:00"], ["00:01:00"]])
    }
  }

  @Test("a start told a week late changes what the list was, and not what was known of it")
  func correction() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      await city.does([
        ("f.een", "consent.record \(client) purpose=treatment by=parent-1"), ("admin", "clock at=2026-03-12T10:00"),
        ("o.een", "waiting.start \(entry) on=2026-03-05"),
      ])
      let then = await listed(city, "on=2026-03-06 known-at=2026-03-10T12:00")[entry]
      #expect(then?["status"]?.string == "wacht-op-intake", "\(String(describing: then))")
      #expect(then?["elapsed_days"]?.integer == 14 && then?["position"]?.integer == 1)
      #expect(await listed(city, "on=2026-03-06")[entry] == nil)
      let started = await listed(city, "on=2026-03-06 status=gestart")[entry]
      #expect(started?["elapsed_days"]?.integer == 13, "\(String(describing: started))")
      #expect(await listed(city, "on=2026-03-04")[entry]?["elapsed_days"]?.integer == 12)
      // It was put on the list on the second, and counts from the day the family came.
      #expect(await listed(city, "on=2026-02-21")[entry]?["elapsed_days"]?.integer == 1)
      #expect(await listed(city, "on=2026-02-19").isEmpty)
      #expect(await listed(city, "known-at=2026-03-01T12:00").isEmpty, "nothing was known before it was put in")
      #expect(await listed(city, "known-at=2026-03-06T12:00")[entry]?["elapsed_days"]?.integer == 14)
      await city.refuses([
        ("waiting.list on=2026-03-13", "f.een", "input.value", "on"),
        ("waiting.list known-at=2026-03-12T10:01", "f.een", "input.value", "known-at"),
        ("waiting.summary on=2026-03-13", "f.een", "input.value", "on"),
        ("waiting.summary", "admin", "denied.role", nil),
      ])
      #expect(await city.ask("waiting.list on=2026-03-06", as: "o.drie").rows.isEmpty, "another team knows of nothing")
    }
  }

  @Test("a pause and a bridge are told with the end they were known to have")
  func spans() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-20")
      await city.does([
        ("f.een", "waiting.pause \(entry) reason=gezin from=2026-02-25 until=2026-03-20"),
        ("f.een", "waiting.bridge \(entry) kind=phone by=f.een until=2026-03-20"),
        ("admin", "clock at=2026-03-10T10:00"), ("f.een", "waiting.resume \(entry) on=2026-03-03"),
        ("f.een", "waiting.bridge \(entry) kind=phone by=f.een until=2026-03-05"),
      ])
      let known = await listed(city, "on=2026-03-09 known-at=2026-03-09T12:00")[entry]
      #expect(
        known?["paused_days"]?.integer == 12 && known?["status"]?.string == "aangehouden",
        "\(String(describing: known))")
      #expect(known?["bridged"]?.bool == true)
      let was = await listed(city, "on=2026-03-09")[entry]
      #expect(was?["paused_days"]?.integer == 6 && was?["status"]?.string == "wacht-op-intake")
      #expect(was?["bridged"]?.bool == false && was?["countable_days"]?.integer == 11)
      #expect(await listed(city, "on=2026-03-04")[entry]?["bridged"]?.bool == true)
    }
  }

  /// A command to put some entry in another state, sent by who may.
  private static func anything(
    _ entries: [String], _ cases: [String], _ random: inout Seeded
  ) -> (line: String, login: String) {
    func one<Element>(_ of: [Element]) -> Element { of[Int(random.next() % UInt64(of.count))] }
    func day(_ back: UInt64) -> String { "ago-\(random.next() % back)" }
    // Mostly one of the last, who wait still.
    let entry = one(one([entries, entries.suffix(3)]))
    let kind = one(["phone", "ehealth", "group"])
    return one([
      (
        "waiting.add \(one(cases)) discipline=\(one(["orthopedagoog", "gz-psycholoog"])) registered-on=\(day(40))",
        "f.een"
      ),
      (
        "waiting.add \(one(cases)) discipline=psycholoog letter=no service=\(one(["ambulant", "ggz-behandeling"]))",
        "f.een"
      ),
      ("waiting.complete \(entry) letter=yes on=\(day(4))", "f.een"),
      ("waiting.contact \(entry) text=Gebeld answered=\(one(["yes", "no"]))", "pl.een"),
      ("waiting.bridge \(entry) kind=\(kind) by=f.een from=\(day(9))", "f.een"),
      ("waiting.bridge \(entry) kind=\(kind) by=f.een until=\(day(3))", "f.een"),
      ("waiting.pause \(entry) reason=\(one(["gezin", "onbereikbaar"])) from=\(day(9))", "o.een"),
      ("waiting.resume \(entry) on=\(day(5))", "o.een"), ("waiting.intake \(entry) on=\(day(6))", "o.een"),
      (
        "waiting.urgency \(entry) urgency=\(one(["spoed", "urgent", "regulier"])) reason=Anders review-on=ahead",
        "t.lead"
      ),
      ("waiting.override \(entry) rank=\(one([1, 2, 3])) reason=Nodig review-on=ahead", "t.lead"),
      ("waiting.remove \(entry) reason=unreachable", "t.lead"), ("waiting.restore \(entry)", "t.lead"),
      ("waiting.change \(entry) prefers-mode=online service=\(one(["ambulant", "diagnostiek"]))", "t.lead"),
      ("waiting.move \(entry) team=buurtteam-zuidwest-1 reason=Dichterbij", "t.lead"),
      ("waiting.move \(entry) team=basecamp-zuidwest reason=Terug", "f.lead"),
      ("waiting.start \(entry) on=\(day(8))", "o.een"), ("clock advance=\(one([1, 2, 5, 11]))d", "admin"),
    ])
  }

  /// What figures of any day must keep to: who waits has something meanwhile or not, and who waits too long waits.
  private static func isSound(_ figures: JSON) -> Bool {
    func number(_ name: String) -> Int64 { figures[name]?.integer ?? .min }
    return number("gross") == number("bridged") + number("net") && number("over_norm") <= number("gross")
      && number("over_norm_net") <= min(number("net"), number("over_norm")) && number("bridged") >= 0
      && number("over_norm_net") >= 0
  }

  @Test(
    "whatever happens: a list of today is the list, what was told of a day is told again, the order is total, nobody waits shorter",
    arguments: [1, 2, 3])
  func anyHistory(seed: UInt64) async throws {
    try await CareCity.with { city in
      var random = Seeded(state: seed)
      var cases: [String] = []
      for _ in 0..<4 {
        let client = try await city.client()
        cases.append(try await city.casus(of: client))
        await city.does([("f.een", "consent.record \(client) purpose=treatment by=parent-1")])
      }
      var entries = [try await city.entry(cases[0])]
      var told: [(words: String, rows: [JSON], figures: [JSON])] = []
      var waited: [String: Int64] = [:]
      var succeeded: Set<String> = []
      for step in 0..<120 {
        #expect(await city.ask("clock advance=1s", as: "admin").code == "ok")
        var (line, login) = Self.anything(entries, cases, &random)
        let today = try #require(try city.sql("SELECT koos.today()")[0][0])
        if let word = line.split(separator: "=").last(where: { $0.hasPrefix("ago-") }),
          let back = word.split(separator: "-").last
        {
          line = line.replacing(word, with: try city.sql("SELECT koos.today() - \(back)")[0][0] ?? "")
        }
        line = line.replacing("=ahead", with: "=\(try city.sql("SELECT koos.today() + 9")[0][0] ?? "")")
        let done = await city.ask(line, as: login)
        #expect(!done.code.hasPrefix("internal"), "\(seed)/\(step) \(line): \(done)")
        if done.code == "ok" { succeeded.insert(String(line.prefix { $0 != " " })) }
        if line.hasPrefix("waiting.add"), let entry = done["entry"]?.string { entries.append(entry) }

        let rows = await city.ask("waiting.list limit=1000").rows
        let now = try #require(await city.ask("clock", as: "admin")["now"]?.string)
        let day = String(now.prefix(10))
        #expect(await city.ask("waiting.list limit=1000 on=\(day)").rows == rows, "\(seed)/\(step) \(line)")
        try city.expectOrdered(rows, "\(seed)/\(step) \(line)")
        let ended = await city.ask("waiting.list limit=1000 status=gestart").rows
        #expect(
          await city.ask("waiting.list limit=1000 status=gestart on=\(day)").rows == ended, "\(seed)/\(step) \(line)")
        let figures = await city.ask("waiting.summary")
        let waiting = rows.filter { $0["status"]?.string != "onvolledig" }
        #expect(figures["gross"]?.integer == Int64(waiting.count), "\(figures)")
        #expect(figures["bridged"]?.integer == Int64(waiting.count { $0["bridged"]?.bool == true }))
        #expect(figures["net"]?.integer == Int64(waiting.count { $0["bridged"]?.bool == false }))
        #expect(
          figures["over_norm_net"]?.integer
            == Int64(waiting.count { $0["over_norm"]?.bool == true && $0["bridged"]?.bool == false }))
        let asOfToday = await city.ask("waiting.summary on=\(day)")
        #expect(Self.isSound(figures.object) && asOfToday.object == figures.object, "\(figures) \(asOfToday)")
        #expect(figures["over_norm"]?.integer == Int64(waiting.count { $0["over_norm"]?.bool == true }))
        #expect(figures["started"]?.integer == Int64(ended.count))
        #expect(figures["longest_days"]?.integer == waiting.compactMap { $0["elapsed_days"]?.integer }.max())
        for row in waiting {
          let (entry, days) = (row["entry"]?.string ?? "", row["elapsed_days"]?.integer ?? -1)
          #expect(days >= waited[entry] ?? 0, "\(entry) waited longer before: \(row)")
          waited[entry] = days
        }
        // A day of the past month as known now, to be told again when more is known.
        let words = "on=\(try city.sql("SELECT koos.today() - \(random.next() % 30)")[0][0] ?? today) known-at=\(now)"
        told.append(
          (
            words, await city.ask("waiting.list limit=1000 \(words)").rows,
            await city.ask("waiting.summary by=discipline \(words)").rows
          ))
      }
      for (words, rows, figures) in told {
        #expect(figures.allSatisfy(Self.isSound), "\(seed) \(words): \(figures)")
        #expect(await city.ask("waiting.list limit=1000 \(words)").rows == rows, "\(seed) \(words)")
        #expect(await city.ask("waiting.summary by=discipline \(words)").rows == figures, "\(seed) \(words)")
      }
      // The state that is kept is the one the last fact tells of, but for the revision and what a norm moved.
      let strays = try city.sql(
        """
        SELECT w.id FROM koos.waiting_entry w WHERE to_jsonb(w) - 'due_on' IS DISTINCT FROM
          (SELECT f.state - 'due_on' FROM koos.waiting_fact f WHERE f.entry = w.id ORDER BY f.number DESC LIMIT 1)
        """)
      #expect(strays.isEmpty, "\(strays)")
      #expect(succeeded.count >= 11, "too little happened: \(succeeded.sorted())")
    }
  }
}
