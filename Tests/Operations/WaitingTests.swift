import Casework
import TestKit
import Testing
import Wire

@Suite("The waiting list")
struct WaitingTests {
  @Test("an entry counts from its registration, shows on both owners' lists and starts with consent")
  func wholeWay() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let added = await city.ask("waiting.add \(casus) discipline=orthopedagoog registered-on=2026-01-05", as: "o.een")
      #expect(added.code == "ok", "\(added)")
      #expect(
        added["status"]?.string == "wacht-op-intake" && added["position"]?.integer == 1
          && added["due_on"]?.string == "2026-03-09")
      let entry = try #require(added["entry"]?.string)
      for login in ["t.lead", "f.een", "pl.een"] {
        let row = try #require(await city.ask("waiting.list", as: login).rows.first)
        #expect(
          row["entry"]?.string == entry && row["case"]?.string == casus && row["position"]?.integer == 1, "\(row)")
        #expect(
          row["elapsed_days"]?.integer == 56 && row["countable_days"]?.integer == 56 && row["paused_days"]?.integer == 0
        )
        #expect(
          row["over_norm"]?.bool == false && row["bridged"]?.bool == false
            && row["next_contact_on"]?.string == "2026-03-30")
        #expect(
          row["team"]?.string == "basecamp-zuidwest" && row["wijk"]?.string == "zuidwest"
            && row["discipline"]?.string == "orthopedagoog")
      }
      let missing = await city.ask("waiting.start \(entry)", as: "o.een")
      #expect(
        missing.code == "consent.missing" && missing.texts("who") == ["parent-1", "parent-2", "guardian"], "\(missing)")
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      #expect(await city.ask("consent.record \(client) purpose=treatment by=parent-1").code == "ok")
      let early = await city.ask("waiting.start \(entry) on=2026-03-01", as: "o.een")
      #expect(early.code == "consent.missing", "not yet given then: \(early)")
      #expect(early["message"]?.string == "De toestemming voor behandeling was er op 2026-03-01 nog niet.")
      let started = await city.ask("waiting.start \(entry)", as: "o.een")
      #expect(started["status"]?.string == "gestart" && started["waited_days"]?.integer == 56, "\(started)")
      let again = await city.ask("waiting.start \(entry)", as: "o.een")
      #expect(again.code == "state.waiting" && again["is"]?.string == "gestart")
      #expect(await city.ask("waiting.list").rows.isEmpty)
      #expect(await city.ask("waiting.list status=gestart").rows.first?["position"] == .null)
      #expect(await city.ask("case.show \(casus)")["waiting"]?.array?.first?["status"]?.string == "gestart")
      #expect(try city.logged("waiting.list") == 4)
      #expect(try city.logged("waiting.start") == 1)
      #expect(try city.logged("waiting.start", "consent.missing") == 2)
    }
  }

  @Test("what cannot wait is refused with its field, and nothing is kept")
  func refusals() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let before = try city.sql("SELECT count(*) FROM koos.waiting_entry")
      func line(_ words: String) -> String { "waiting.add \(casus) discipline=orthopedagoog \(words)" }
      await city.refuses([
        (line("registered-on=2026-03-03"), "f.een", "input.value", "registered-on"),
        (line("registered-on=2016-05-13"), "f.een", "input.value", "registered-on"),
        (line("registered-on=2026-03-01 letter=no"), "f.een", "input.value", "registered-on"),
        (line("team=basecamp-leidsche-rijn"), "f.een", "input.value", "team"),
        (line("service=toverkunst"), "f.een", "input.value", "service"),
        ("waiting.add \(casus) discipline=tandarts", "f.een", "input.value", "discipline"),
        (line("urgency=crisis"), "f.een", "scope.redirect", "urgency"),
        (line("service=dyslexiezorg"), "f.een", "scope.redirect", "service"),
        (line("service=lta"), "f.een", "scope.redirect", "service"),
        (line("service=vaktherapie"), "f.een", "scope.needs-traject", "service"),
        (line("service=intelligentieonderzoek"), "f.een", "scope.needs-traject", "service"),
        (line("prefers-worker=x.x"), "f.een", "not-found.worker", nil),
        (line(""), "pl.een", "denied.role", nil), (line(""), "admin", "denied.role", nil),
        (line(""), "r.report", "denied.role", nil),
        (line(""), "o.drie", "not-found.case", "case"),
      ])
      #expect(await city.ask(line("service=dyslexiezorg"))["door"]?.string?.contains("school") == true)
      #expect(
        await city.ask(line("urgency=crisis"))["door"]?.string?.contains("112") == true, "who is to be called")
      #expect(try city.logged("waiting.add", "scope.redirect") == 5)
      let tried = await city.ask(line("dry-run=yes"))
      #expect(tried.code == "ok" && tried["entry"] == .null && tried["position"]?.integer == 1, "\(tried)")
      #expect(try city.sql("SELECT count(*) FROM koos.waiting_entry") == before)
      let first = await city.ask(line("once=w"))
      #expect(await city.ask(line("once=w"))["entry"] == first["entry"])
      let second = await city.ask(line(""))
      #expect(second.code == "conflict.duplicate" && second["with"] == first["entry"], "\(second)")
      #expect(await city.ask(line("service=ambulant")).code == "ok", "another service is another need")
      #expect(
        await city.ask(line("service=ggz-behandeling"))["due_on"]?.string == "2026-03-30", "its own norm to intake")
    }
  }

  @Test("a crisis case does not wait by default either, and a planner elsewhere a specialist may not add")
  func relation() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.made("case", "case.open \(client) question=Vraag referrer=buurtteam urgency=crisis")
      #expect(await city.ask("waiting.add \(casus) discipline=orthopedagoog").code == "scope.redirect")
      _ = try city.sql(
        """
        INSERT INTO koos.member (worker, team, role, from_on) SELECT w.id, t.id, 'specialist', '2020-01-01'
        FROM koos.worker w, koos.team t WHERE w.login = 'pl.een' AND t.slug = 'basecamp-leidsche-rijn'
        """)
      #expect(
        await city.ask("waiting.add \(casus) discipline=orthopedagoog urgency=spoed", as: "pl.een").code
          == "denied.team")
      #expect(
        await city.ask("consent.record \(client) purpose=treatment by=parent-1", as: "pl.een").code == "denied.team")
      let entry = try await city.entry(casus, "urgency=spoed")
      #expect(await city.ask("waiting.start \(entry)", as: "pl.een").code == "denied.team")
      #expect(await city.ask("waiting.why \(entry)", as: "pl.een").code == "ok")
      #expect(await city.ask("case.show \(casus)", as: "pl.een")["question"] == .null)
    }
  }

  @Test("what lacks form or letter stands last without a place and cannot start")
  func incomplete() async throws {
    try await CareCity.with { city in
      let first = try await city.casus()
      let added = await city.ask("waiting.add \(first) discipline=orthopedagoog form=no urgency=spoed")
      #expect(
        added["status"]?.string == "onvolledig" && added["position"] == .null && added["due_on"] == .null, "\(added)")
      let entry = try #require(added["entry"]?.string)
      let later = try await city.entry(try await city.casus())
      let rows = await city.ask("waiting.list").rows
      #expect(rows.compactMap { $0["entry"]?.string } == [later, entry])
      #expect(
        rows.last?["position"] == .null && rows.last?["elapsed_days"] == .null && rows.last?["over_norm"]?.bool == false
      )
      #expect(rows.last?["added_on"]?.string == "2026-03-02", "since when it is incomplete")
      #expect(await city.ask("waiting.list status=onvolledig").rows.count == 1)
      let client = try #require(await city.ask("case.show \(first)")["client"]?["client"]?.string)
      #expect(await city.ask("consent.record \(client) purpose=treatment by=guardian").code == "ok")
      #expect(await city.ask("waiting.start \(entry)").code == "state.waiting")
      #expect(
        await city.ask("waiting.why \(entry)").rows.contains {
          $0["key"]?.string == "due-on" && $0["value"]?.string == ""
        })
    }
  }

  @Test("why tells the order term by term, in the language of the session, and is logged")
  func why() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-20 urgency=urgent")
      let why = await city.ask("waiting.why \(entry)", as: "t.lead")
      #expect(why.code == "ok" && why["rows"]?.integer == 6 && why["position"]?.integer == 1, "\(why)")
      #expect(why.rows.compactMap { $0["order"]?.integer } == [1, 2, 3, 4, 5, 6])
      #expect(
        why.rows.compactMap { $0["key"]?.string } == [
          "override", "urgency", "due-on", "countable-days", "continuity", "entry",
        ])
      #expect(why.rows.compactMap { $0["value"]?.string } == ["", "urgent", "2026-04-24", "10", "no", entry])
      #expect(why.rows.allSatisfy { $0["text"]?.string?.isEmpty == false })
      #expect(await city.ask("waiting.why \(entry)", as: "o.drie").code == "not-found.waiting")
      #expect(try city.logged("waiting.why") == 1)
      #expect(why["after"] == .null, "nobody stands before the first")
    }
  }

  @Test("why names who stands right before, and the first term in which they differ, to who may know of it")
  func after() async throws {
    try await CareCity.with { city in
      let entries = try await [
        city.entry(city.casus(), "registered-on=2026-02-20 urgency=urgent"),
        city.entry(city.casus(), "registered-on=2026-02-10"), city.entry(city.casus(), "registered-on=2026-02-15"),
        city.entry(city.casus(), "registered-on=2026-02-15"),
      ]
      let keys = ["urgency", "due-on", "entry"]
      for (place, key) in keys.enumerated() {
        let why = await city.ask("waiting.why \(entries[place + 1])", as: "t.lead")
        #expect(why["position"]?.integer == Int64(place + 2))
        #expect(why["after"]?["entry"]?.string == entries[place] && why["after"]?["key"]?.string == key, "\(why)")
      }
      let second = await city.ask("waiting.why \(entries[1])", as: "t.lead")
      #expect(second["after"]?["value"]?.string == "urgent" && second["after"]?["text"]?.string == "Urgentie urgent.")
      #expect(try city.logged("waiting.why") == 8, "both of each are in the log")
      // Another buurtteam owns the second alone: of the first it may not know.
      let number = try #require(second.rows.last?["value"]?.string).dropFirst(2)
      _ = try city.sql(
        """
        INSERT INTO koos.casus_owner (casus, team) SELECT w.casus, t.id FROM koos.waiting_entry w, koos.team t
          WHERE w.id = \(number) AND t.slug = 'buurtteam-west-1'
        """)
      let login = try #require(
        try city.sql(
          """
          SELECT min(w.login) FROM koos.worker w JOIN koos.member m ON m.worker = w.id JOIN koos.team t ON t.id = m.team
          WHERE t.slug = 'buurtteam-west-1' AND m.role = 'gezinswerker'
          """)[0][0])
      let other = await city.ask("waiting.why \(entries[1])", as: login)
      #expect(other["position"]?.integer == 2 && other["after"] == .null, "\(other)")
    }
  }

  @Test(
    "starting needs the consent of who has a say on that day",
    arguments: [
      ("2016-05-14", "", "consent.missing", "parent-1 parent-2 guardian"), ("2016-05-14", "guardian", "ok", ""),
      ("2012-05-14", "parent-1", "consent.missing", "youth"),
      ("2012-05-14", "youth", "consent.missing", "parent-1 parent-2 guardian"),
      ("2012-05-14", "youth parent-2", "ok", ""), ("2009-05-14", "youth", "ok", ""),
      ("2009-05-14", "", "consent.missing", "youth"),
      ("2016-05-14", "parent-1-withdrawn", "consent.withdrawn", "parent-1 parent-2 guardian"),
      ("2009-05-14", "youth-withdrawn", "consent.withdrawn", "youth"),
      ("2016-05-14", "parent-1-ended", "consent.missing", "parent-1 parent-2 guardian"),
    ])
  func consents(birth: String, given: String, code: String, who: String) async throws {
    try await CareCity.with { city in
      let casus = try await city.casus(birth: birth)
      let entry = try await city.entry(casus)
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      for word in given.split(separator: " ") {
        let party = word.replacing("-withdrawn", with: "").replacing("-ended", with: "")
        #expect(await city.ask("consent.record \(client) purpose=treatment by=\(party) until=2026-03-03").code == "ok")
        if word.hasSuffix("-withdrawn") {
          _ = try city.sql("UPDATE koos.consent SET withdrawn_at = koos.now() WHERE client = \(client.dropFirst(2))")
        }
        if word.hasSuffix("-ended") {
          _ = try city.sql("UPDATE koos.consent SET until_on = '2026-03-02' WHERE client = \(client.dropFirst(2))")
        }
      }
      let started = await city.ask("waiting.start \(entry)")
      #expect(started.code == code, "\(started)")
      #expect(started.texts("who").joined(separator: " ") == who)
    }
  }

  @Test("a start lies between the registration and today")
  func startDays() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-03-01")
      await city.refuses([
        ("waiting.start \(entry) on=2026-03-03", "f.een", "input.value", "on"),
        ("waiting.start \(entry) on=2026-02-28", "f.een", "input.value", "on"),
        ("waiting.start \(entry)", "o.drie", "not-found.waiting", "id"),
        ("waiting.start \(entry)", "pl.een", "denied.role", nil),
        ("waiting.start W-99999", "f.een", "not-found.waiting", "id"),
      ])
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["status"]?.string == "wacht-op-intake" && shown["rev"]?.integer == 1, "\(shown)")
    }
  }

  @Test("the same need put on the list twice at once is one entry, and of two starts at once one holds")
  func races() async throws {
    try await CareCity.with { city in
      for _ in 0..<15 {
        let casus = try await city.casus()
        let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
        #expect(await city.ask("consent.record \(client) purpose=treatment by=parent-1").code == "ok")
        async let first = city.ask("waiting.add \(casus) discipline=orthopedagoog", as: "o.een")
        async let second = city.ask("waiting.add \(casus) discipline=orthopedagoog", as: "f.een")
        let added = [await first, await second]
        #expect(added.map(\.code).sorted() == ["conflict.duplicate", "ok"], "\(added)")
        let entry = try #require(added.first { $0.code == "ok" }?["entry"]?.string)
        #expect(added.first { $0.code != "ok" }?["with"]?.string == entry)
        async let third = city.ask("waiting.start \(entry)", as: "o.een")
        async let fourth = city.ask("waiting.start \(entry)", as: "f.een")
        let started = [await third, await fourth]
        #expect(started.map(\.code).sorted() == ["ok", "state.waiting"], "\(started)")
      }
    }
  }

  @Test("list, places and explanation keep one order, whatever order the entries came in, page by page")
  func order() async throws {
    try await CareCity.with { city in
      for _ in 0..<3 { _ = try await city.casus() }
      // Entries that differ in every term, some in none but the number, put in without an order.
      _ = try city.sql(
        """
        INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
          SELECT (SELECT max(c.client) FROM koos.casus c), 'regulier', 'buurtteam', 'zuidwest', (SELECT min(o.id) FROM koos.organisation o),
            w.id, w.id FROM koos.worker w, generate_series(1, 60) WHERE w.login = 'o.een';
        INSERT INTO koos.casus_owner (casus, team) SELECT c.id, t.id FROM koos.casus c, koos.team t
          WHERE t.slug = 'basecamp-zuidwest' AND NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = c.id);
        INSERT INTO koos.waiting_entry (casus, team, discipline, service, urgency, form, letter, added_on, registered_on)
          SELECT c.id, o.team, CASE WHEN c.id % 3 = 0 THEN 'gz-psycholoog' ELSE 'orthopedagoog' END, s.service,
            (ARRAY['spoed', 'urgent', 'regulier'])[1 + (c.id * 7) % 3],
            true, r.day IS NOT NULL, '2026-01-01', r.day
          FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id JOIN koos.team t ON t.id = o.team AND t.slug = 'basecamp-zuidwest'
          CROSS JOIN LATERAL (SELECT CASE WHEN c.id % 4 = 0 THEN 'ggz-behandeling' END AS service) s
          CROSS JOIN LATERAL (SELECT CASE WHEN c.id % 13 <> 0 THEN date '2025-11-01' + (c.id * 31 % 17)::integer * 5 END AS day) r
          ORDER BY md5(c.id::text);
        INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest)
          SELECT w.id, 'onbereikbaar', w.registered_on + w.id % 7, CASE WHEN w.id % 2 = 0 THEN w.registered_on + w.id % 7 + w.id % 40 END, 28
          FROM koos.waiting_entry w WHERE w.id % 3 = 1 AND w.registered_on IS NOT NULL;
        UPDATE koos.waiting_entry SET override_rank = 1 + id % 2, override_until_on = koos.today() + id % 3 WHERE id % 4 = 1 OR id % 6 = 2;
        """)
      var rows: [JSON] = []
      var cursor = ""
      repeat {
        let page = await city.ask("waiting.list limit=7 \(cursor)", as: "t.lead")
        try #require(page.code == "ok", "\(page)")
        rows += page.rows
        cursor = page["next"]?.string.map { "after=\($0)" } ?? ""
      } while !cursor.isEmpty
      #expect(rows.count == 63)
      #expect(Set(rows.compactMap { $0["paused_days"]?.integer }).count > 3)
      #expect(Set(try city.orders(of: rows).map(\.overrideRank)) == [nil, 1, 2])
      #expect(Set(rows.filter { $0["position"] != .null }.compactMap { $0["discipline"]?.string }).count == 2)
      try city.expectOrdered(rows, "page by page")
      let over = await city.ask("waiting.list over-norm=yes limit=1000", as: "t.lead").rows
      #expect(!over.isEmpty && over.count == rows.filter { $0["over_norm"]?.bool == true }.count)
      #expect(over.allSatisfy { ($0["due_on"]?.string ?? "9") < "2026-03-02" })
      #expect(await city.ask("waiting.list unbridged=yes limit=1000", as: "t.lead").rows.count == 63)
    }
  }

  @Test("however a thousand entries that differ in some term were put in, the list is the same")
  func shuffled() async throws {
    try await CareCity.with { city in
      _ = try await city.casus()
      // A thousand cases of one child; what each waits for follows from its number, and no two are alike in every term.
      _ = try city.sql(
        """
        SET session_replication_role = replica;
        INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
          SELECT (SELECT max(c.client) FROM koos.casus c), 'regulier', 'buurtteam', 'zuidwest', (SELECT min(o.id) FROM koos.organisation o),
            w.id, w.id FROM koos.worker w, generate_series(1, 1000) WHERE w.login = 'o.een';
        INSERT INTO koos.casus_owner (casus, team) SELECT c.id, t.id FROM koos.casus c, koos.team t
          WHERE t.slug = 'basecamp-zuidwest' AND NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = c.id);
        RESET session_replication_role;
        SELECT koos.refresh_all_access();
        """)
      var lists: [[String]] = []
      for shuffle in ["c.id", "-c.id", "md5(c.id::text)", "md5('x' || c.id)"] {
        _ = try city.sql(
          """
          DELETE FROM koos.waiting_entry w USING koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = w.casus AND t.slug = 'basecamp-zuidwest';
          INSERT INTO koos.waiting_entry (casus, team, discipline, service, urgency, form, letter, added_on, registered_on, override_rank,
            override_until_on)
          SELECT c.id, o.team, 'orthopedagoog', CASE WHEN n.n % 2 = 0 THEN 'ggz-behandeling' END,
            (ARRAY['spoed', 'urgent', 'regulier'])[1 + n.n % 3], true, true, koos.today(), koos.today() - n.n / 12,
            CASE WHEN n.n % 7 = 0 THEN 1 + n.n % 998 END, CASE WHEN n.n % 7 = 0 THEN koos.today() + 1 END
          FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id JOIN koos.team t ON t.id = o.team AND t.slug = 'basecamp-zuidwest'
          CROSS JOIN LATERAL (SELECT c.id - (SELECT min(m.id) FROM koos.casus m WHERE m.client = c.client) AS n) n
          WHERE n.n BETWEEN 0 AND 999 ORDER BY \(shuffle);
          UPDATE koos.waiting_entry w SET own_worker = c.regie FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id
            JOIN koos.team t ON t.id = o.team AND t.slug = 'basecamp-zuidwest'
          WHERE c.id = w.casus AND (c.id - (SELECT min(m.id) FROM koos.casus m WHERE m.client = c.client)) / 6 % 2 = 1
          """)
        let rows = await city.ask("waiting.list limit=1000 discipline=orthopedagoog", as: "t.lead").rows
        #expect(rows.compactMap { $0["position"]?.integer } == Array(1...Int64(rows.count)))
        lists.append(rows.compactMap { $0["case"]?.string })
      }
      #expect(lists[0].count == 1000)
      #expect(lists.allSatisfy { $0 == lists[0] })
    }
  }
}
