import TestKit
import Testing
import Wire

@Suite("Steps, goals and notes of a case")
struct CaseStepTests {
  @Test("a step is for a worker or a team of an owner, or of a team that thinks along")
  func doers() async throws {
    try await CaseWorkCity.with { city in
      let add = "case.step.add \(city.casus) text=Bellen"
      for by in ["o.twee", "t.lead", "F.Lead", "o.drie", "basecamp-zuidwest", "basecamp-leidsche-rijn"] {
        let added = await city.care.ask("\(add) by=\(by)")
        #expect(added["by"]?.string == by.lowercased() && added["due_on"] == .null, "\(added)")
      }
      await city.care.refuses([
        (add, "f.een", "syntax.missing-parameter", "by"), ("\(add) by=\"\"", "f.een", "input.value", "by"),
        ("\(add) by=pl.een", "f.een", "input.value", "by"), ("\(add) by=o.vier", "f.een", "input.value", "by"),
        ("\(add) by=f.drie", "f.een", "input.value", "by"), ("\(add) by=basecamp-zuid", "f.een", "input.value", "by"),
        ("\(add) by=niemand", "f.een", "input.value", "by"),
        ("\(add) by=o.een due=2026-03-01", "f.een", "input.value", "due"),
        ("\(add) by=o.een due=2026-03-01", "o.drie", "input.value", "due"),
        ("\(add) by=o.een goal=D-9999", "f.een", "not-found.goal", "goal"),
      ])
      let allowed = await city.care.ask("\(add) by=niemand").texts("allowed")
      #expect(allowed.prefix(3) == ["basecamp-leidsche-rijn", "basecamp-zuidwest", "buurtteam-zuidwest-1"])
      #expect(allowed.contains("o.een") && allowed.contains("l.lead") && !allowed.contains("pl.een"))
      #expect(
        await city.care.ask("\(add) by=o.een due=2026-03-02")["due_on"]?.string == "2026-03-02", "today is soon enough")
    }
  }

  @Test("a step serves a goal of the same case, and is found by who does it, when and for what")
  func filters() async throws {
    try await CaseWorkCity.with { city in
      let other = try await city.care.casus()
      let elsewhere = try await city.care.made("goal", "case.goal.add \(other) words=Anders")
      let add = "case.step.add \(city.casus) text=\"Rust in huis\" by=buurtteam-zuidwest-1"
      await city.care.refuses([("\(add) goal=\(elsewhere)", "f.een", "input.value", "goal")])
      let step = try await city.care.made("step", "\(add) goal=\(city.goal) due=2026-03-09")
      func listed(_ words: String, as login: String = "o.een") async -> [String] {
        await city.care.ask("case.step.list \(words)", as: login).rows.compactMap { $0["step"]?.string }
      }
      #expect(await listed("") == [city.step, step])
      #expect(await listed("text=\"rust IN\"") == [step])
      #expect(await listed("text=zwemles").isEmpty)
      #expect(await listed("by=o.een") == [city.step])
      #expect(await listed("by=buurtteam-zuidwest-1") == [step])
      #expect(await listed("goal=\(city.goal)") == [step])
      #expect(await listed("due=2026-03-09") == [step])
      #expect(await listed("\(other)").isEmpty)
      let page = await city.care.ask("case.step.list limit=1")
      #expect(page.rows.count == 1 && page["next"]?.string != nil)
      #expect(await listed("limit=1 after=\(page["next"]?.string ?? "")") == [step])
      let row = try #require(await city.care.ask("case.step.list by=buurtteam-zuidwest-1").rows.first)
      #expect(row["goal"]?.string == city.goal && row["due_on"]?.string == "2026-03-09" && row["done_on"] == .null)
      #expect(row["added_by"]?.string == "f.een" && row["added_on"]?.string == "2026-03-02")
      let office = try #require(await city.care.ask("case.step.list by=buurtteam-zuidwest-1", as: "pl.een").rows.first)
      #expect(
        office["goal"] == .null && office["text"]?.string == "Rust in huis", "the office reads no goals: \(office)")
    }
  }

  @Test("a step is done once, on a day that has come")
  func doneness() async throws {
    try await CaseWorkCity.with { city in
      let done = "case.step.done \(city.step)"
      await city.care.refuses([
        ("\(done) on=2026-03-03", "f.een", "input.value", "on"),
        ("case.step.done K-9999", "f.een", "not-found.step", "id"),
        ("case.step.done", "f.een", "syntax.missing-parameter", "id"),
      ])
      let outcome = await city.care.ask("\(done) on=2026-02-27 reason=\"Al gebeld\"")
      #expect(outcome["step"]?.string == city.step && outcome["done_on"]?.string == "2026-02-27", "\(outcome)")
      let again = await city.care.ask(done, as: "o.een")
      #expect(again.code == "state.step" && again["is"]?.string == "gedaan", "\(again)")
      let row = try #require(await city.care.ask("case.step.list").rows.first)
      #expect(row["done_on"]?.string == "2026-02-27" && row["done_by"]?.string == "f.een")
      let fact = try city.care.sql(
        "SELECT occurred_at = '2026-02-27 00:00+01', recorded_at = koos.now(), reason FROM koos.casus_fact WHERE what = 'step-done'"
      )
      #expect(fact == [["t", "t", "Al gebeld"]])
    }
  }

  @Test("who is to do a step finds it on the desk, but nobody tells oneself")
  func notices() async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      _ = try care.sql("DELETE FROM koos.event")
      let one = try await care.made("step", "case.step.add \(casus) text=A by=o.een")
      _ = try await care.made("step", "case.step.add \(casus) text=B by=f.een")
      let team = try await care.made("step", "case.step.add \(casus) text=C by=basecamp-zuidwest")
      let desk = try care.sql(
        """
        SELECT e.kind, e.thing, e.cause, e.code, w.login, t.slug FROM koos.event e LEFT JOIN koos.worker w ON w.id = e.worker
        LEFT JOIN koos.team t ON t.id = e.team WHERE e.topic = 'desk' ORDER BY e.seq
        """)
      let number = String(casus.dropFirst(2))
      #expect(
        desk == [
          ["case", number, "assigned", one, "o.een", nil],
          ["case", number, "assigned", team, nil, "basecamp-zuidwest"],
        ])
    }
  }

  @Test("who thinks along and reads the plan alone finds a step on the desk too, as long as that lasts")
  func consultedDesk() async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      try care.invite("basecamp-zuid", to: casus, isAccepted: true, reads: "plan")
      let one = try await care.made("step", "case.step.add \(casus) text=A by=o.vier")
      let team = try await care.made("step", "case.step.add \(casus) text=B by=basecamp-zuid")
      func desk(until count: Int) async -> [String] {
        await care.desk("o.vier", until: count) { $0["thing"]?.string?.hasPrefix("K-") == true }
          .compactMap { $0["thing"]?.string }
      }
      #expect(await desk(until: 2) == [one, team])
      #expect(await care.ask("case.withdraw \(casus) team=basecamp-zuid").code == "ok")
      #expect(await desk(until: 0).isEmpty)
    }
  }

  @Test("a goal is looked back on as often as they like, and shows the last")
  func goals() async throws {
    try await CaseWorkCity.with { city in
      let review = "case.goal.review \(city.goal) words=\"Het lukt soms\""
      await city.care.refuses([
        (review, "f.een", "syntax.missing-parameter", "status"),
        ("\(review) status=klaar", "f.een", "input.value", "status"),
        ("case.goal.review \(city.goal) status=bereikt", "f.een", "syntax.missing-parameter", "words"),
      ])
      for status in ["begonnen", "op-weg", "bereikt"] {
        #expect(await city.care.ask("\(review) status=\(status)", as: "o.een")["status"]?.string == status)
      }
      let row = try #require(await city.care.ask("case.goal.list \(city.casus) words=SLAPEN", as: "f.lead").rows.first)
      #expect(
        row["words"]?.string == "Weer slapen" && row["status"]?.string == "bereikt"
          && row["added_by"]?.string == "f.een")
      #expect(row["reviews"]?.array?.compactMap { $0["status"]?.string } == ["begonnen", "op-weg", "bereikt"])
      #expect(row["reviews"]?.array?.first?["by"]?.string == "o.een")
      let fact = try city.care.sql(
        "SELECT detail->>'status' FROM koos.casus_fact WHERE what = 'goal-reviewed' ORDER BY number")
      #expect(fact == [["begonnen"], ["op-weg"], ["bereikt"]])
      #expect(try city.care.sql("SELECT count(*) FROM koos.casus_fact WHERE detail::text LIKE '%slapen%'") == [["0"]])
    }
  }

  @Test("who reads the plan alone reads goals and steps, and no notes")
  func planReaders() async throws {
    try await CaseWorkCity.with { city in
      try city.care.invite("basecamp-zuid", to: city.casus, isAccepted: true, reads: "plan")
      _ = try await city.care.made("note", "case.note \(city.casus) text=Geheim")
      for noun in ["step", "goal", "participant", "traject", "arrangement"] {
        #expect(await city.care.ask("case.\(noun).list \(city.casus)", as: "o.vier").rows.count == 1)
      }
      let number = city.casus.dropFirst(2)
      let notes = "SELECT count(*) FROM koos.casus_note WHERE casus = \(number)"
      for (login, count) in [
        ("o.een", "1"), ("f.twee", "1"), ("o.drie", "1"), ("pl.een", "0"), ("o.vier", "0"), ("f.drie", "0"),
      ] {
        #expect(try city.care.seen(notes, by: login) == [count], "\(login)")
      }
    }
  }

  @Test("a note keeps its kind, whom it is about and for which team it was written")
  func notes() async throws {
    try await CaseWorkCity.with { city in
      let note = "case.note \(city.casus) text=\"Moeder belt\\nmorgen\""
      await city.care.refuses([
        ("case.note \(city.casus)", "f.een", "syntax.missing-parameter", "text"),
        ("\(note) kind=\"\"", "f.een", "input.value", "kind"),
        ("\(note) third-party=misschien", "f.een", "input.value", "third-party"),
      ])
      #expect(await city.care.ask("\(note) kind=Huisbezoek third-party=yes", as: "o.een").code == "ok")
      #expect(await city.care.ask("\(note) kind=Plan").code == "ok")
      let kept = try city.care.sql(
        """
        SELECT n.kind, n.text, n.third_party, w.login, t.slug FROM koos.casus_note n JOIN koos.worker w ON w.id = n.worker
        JOIN koos.team t ON t.id = n.team ORDER BY n.id
        """)
      #expect(
        kept == [
          ["huisbezoek", "Moeder belt\nmorgen", "t", "o.een", "basecamp-zuidwest"],
          ["plan", "Moeder belt\nmorgen", "f", "f.een", "buurtteam-zuidwest-1"],
        ])
      let facts = try city.care.sql("SELECT detail->>'kind' FROM koos.casus_fact WHERE what = 'note' ORDER BY number")
      #expect(facts == [[nil], ["plan"]], "a kind that somebody made up is text")
    }
  }
}
