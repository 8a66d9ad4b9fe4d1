import TestKit
import Testing
import Wire

@Suite("The clock of a waiting entry")
struct WaitingPauseTests {
  /// Today is 1 April 2026, and the child was registered on 1 March.
  private func inApril(_ body: (CareCity, String) async throws -> Void) async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-03-01")
      #expect(await city.ask("clock at=2026-04-01T09:00", as: "admin").code == "ok")
      try await body(city, entry)
    }
  }

  @Test("registered 1 March, paused 10 until 20 March: on 1 April 31 days have passed and 21 count")
  func worked() async throws {
    try await inApril { city, entry in
      let casus = try #require(await city.ask("waiting.list").rows.first?["case"]?.string)
      let before = try #require(await city.ask("case.show \(casus)")["rev"]?.integer)
      let paused = await city.ask("waiting.pause \(entry) reason=gezin from=2026-03-10")
      #expect(paused["status"]?.string == "aangehouden" && paused["countable_days"]?.integer == 9, "\(paused)")
      let after = await city.ask("case.show \(casus)")
      #expect(after["rev"]?.integer == before + 1 && after["waiting"]?.array?.first?["status"]?.string == "aangehouden")
      #expect(await city.ask("waiting.list status=aangehouden").rows.count == 1)
      #expect(await city.ask("waiting.list status=wacht-op-intake").rows.isEmpty)
      let resumed = await city.ask("waiting.resume \(entry) reason=\"Weer thuis\" on=2026-03-20", as: "o.een")
      #expect(resumed["status"]?.string == "wacht-op-intake" && resumed["countable_days"]?.integer == 21, "\(resumed)")
      let row = try #require(await city.ask("waiting.list").rows.first)
      #expect(
        row["elapsed_days"]?.integer == 31 && row["countable_days"]?.integer == 21 && row["paused_days"]?.integer == 10,
        "\(row)")
      #expect(row["days_to_breach"]?.integer == 32)
      #expect(row["due_on"]?.string == "2026-05-03" && row["position"]?.integer == 1, "a pause moves no norm")
      #expect(await city.ask("waiting.why \(entry)").rows.contains { $0["value"]?.string == "21" })
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["pauses"]?.array?.first?["until"]?.string == "2026-03-20", "\(shown)")
      #expect(await city.ask("waiting.pause \(entry) reason=gezin from=2026-03-12")["is"]?.string == "aangehouden")
      let facts = try city.sql("SELECT what, occurred_on, reason FROM koos.waiting_fact ORDER BY number")
      #expect(facts.suffix(2) == [["paused", "2026-03-10", nil], ["resumed", "2026-03-20", "Weer thuis"]])
    }
  }

  @Test(
    "a pause counts at most its longest, and elapsed days never shrink",
    arguments: [("gezin", 60), ("onbereikbaar", 28), ("voorkeur", 90)])
  func longest(reason: String, days: Int64) async throws {
    try await inApril { city, entry in
      #expect(await city.ask("waiting.pause \(entry) reason=\(reason)").code == "ok")
      #expect(await city.ask("clock at=2026-08-01T09:00", as: "admin").code == "ok")
      let row = try #require(await city.ask("waiting.list").rows.first)
      #expect(row["elapsed_days"]?.integer == 153 && row["paused_days"]?.integer == days, "\(row)")
      #expect(row["countable_days"]?.integer == 153 - days && row["status"]?.string == "aangehouden")
    }
  }

  @Test("a planned end ends a pause by itself, and a start ends what still runs")
  func planned() async throws {
    try await inApril { city, entry in
      let paused = await city.ask("waiting.pause \(entry) reason=voorkeur until=2026-04-11")
      #expect(paused["status"]?.string == "aangehouden" && paused["countable_days"]?.integer == 31)
      #expect(await city.ask("clock at=2026-04-12T09:00", as: "admin").code == "ok")
      let row = try #require(await city.ask("waiting.list").rows.first)
      #expect(row["status"]?.string == "wacht-op-intake" && row["paused_days"]?.integer == 10, "\(row)")
      #expect(await city.ask("waiting.resume \(entry)").code == "state.waiting")
      #expect(await city.ask("waiting.pause \(entry) reason=gezin").code == "ok")
      let casus = try #require(row["case"]?.string)
      let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
      #expect(await city.ask("consent.record \(client) purpose=treatment by=parent-1").code == "ok")
      #expect(await city.ask("clock at=2026-04-15T09:00", as: "admin").code == "ok")
      #expect(await city.ask("waiting.start \(entry)")["waited_days"]?.integer == 45)
      #expect(await city.ask("clock at=2026-05-15T09:00", as: "admin").code == "ok")
      let started = try #require(await city.ask("waiting.list status=gestart").rows.first)
      #expect(started["elapsed_days"]?.integer == 45 && started["paused_days"]?.integer == 13, "\(started)")
    }
  }

  // Registered 10 February, helped from 2 March, which is 20 days; the help ends on 1 April, and the child is registered
  // again that day. On 11 April it waits 10 days; the 20 stay, and are not added.
  @Test("who stops and waits again has a second period beside the first, which keeps its dates and figures")
  func again() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      let first = try await city.entry(casus, "service=ambulant registered-on=2026-02-10")
      await city.does([("f.een", "consent.record \(client) purpose=treatment by=parent-1")])
      let help = try await city.made("traject", "case.traject.start \(casus) service=ambulant")
      await city.does([("o.een", "waiting.start \(first) traject=\(help)"), ("admin", "clock at=2026-04-01T09:00")])
      await city.does([("o.een", "case.traject.end \(help) reason=03")])
      await city.refuses([("waiting.restore \(first)", "t.lead", "state.waiting", nil)])
      let second = try await city.entry(casus, "service=ambulant registered-on=2026-04-01")
      #expect(second != first)
      await city.does([("admin", "clock at=2026-04-11T09:00")])

      let listed = await city.ask("waiting.list").rows
      #expect(listed.map { $0["entry"]?.string } == [second], "\(listed)")
      #expect(listed.first?["elapsed_days"]?.integer == 10 && listed.first?["countable_days"]?.integer == 10)
      #expect(listed.first?["due_on"]?.string == "2026-06-03" && listed.first?["position"]?.integer == 1)
      let over = await city.ask("waiting.list status=gestart").rows
      #expect(over.map { $0["entry"]?.string } == [first] && over.first?["elapsed_days"]?.integer == 20, "\(over)")
      #expect(await city.ask("waiting.show \(first)")["start_on"]?.string == "2026-03-02")
      let periods = try #require(await city.ask("case.show \(casus)")["waiting"]?.array)
      #expect(periods.map { $0["status"]?.string } == ["gestart", "wacht-op-intake"], "\(periods)")
      #expect(periods.map { $0["registered_on"]?.string } == ["2026-02-10", "2026-04-01"])
      #expect(periods.map { $0["start_on"]?.string } == ["2026-03-02", nil])
      let figures = await city.ask("waiting.summary", as: "o.een")
      #expect(figures["gross"]?.integer == 1 && figures["longest_days"]?.integer == 10, "\(figures)")
      #expect(figures["started"]?.integer == 1 && figures["started_longest_days"]?.integer == 20, "\(figures)")
      // In between nobody waited, and before that only the first did.
      #expect(await city.ask("waiting.list on=2026-03-15").rows.isEmpty)
      #expect(await city.ask("waiting.summary on=2026-03-15", as: "o.een")["gross"]?.integer == 0)
      #expect(await city.ask("waiting.list on=2026-02-20").rows.map { $0["entry"]?.string } == [first])

      let waited = await city.ask("waiting.start \(second)", as: "o.een")
      #expect(waited["waited_days"]?.integer == 10, "\(waited)")
      let both = await city.ask("waiting.summary", as: "o.een")
      #expect(both["gross"]?.integer == 0 && both["started"]?.integer == 2, "\(both)")
      #expect(both["started_median_days"]?.integer == 10 && both["started_longest_days"]?.integer == 20, "\(both)")
    }
  }

  @Test("what cannot be a pause is refused, and nothing changes")
  func refusals() async throws {
    try await inApril { city, entry in
      func pause(_ words: String) -> String { "waiting.pause \(entry) reason=gezin \(words)" }
      await city.refuses([
        (pause("from=2026-04-02"), "f.een", "input.value", "from"),
        (pause("from=2026-02-28"), "f.een", "input.value", "from"),
        (pause("until=2026-04-01"), "f.een", "input.value", "until"),
        ("waiting.pause \(entry) reason=vakantie", "f.een", "input.value", "reason"),
        ("waiting.pause \(entry)", "f.een", "syntax.missing-parameter", "reason"),
        (pause(""), "o.drie", "not-found.waiting", "id"), (pause(""), "pl.een", "denied.role", nil),
        (pause("if=99"), "f.een", "conflict.stale", "if"),
        ("waiting.resume \(entry)", "f.een", "state.waiting", nil),
      ])
      #expect(await city.ask(pause("dry-run=yes"))["status"]?.string == "aangehouden")
      let none = try city.sql("SELECT count(*) FROM koos.waiting_pause WHERE entry = \(entry.dropFirst(2))")
      #expect(none == [["0"]])
      #expect(await city.ask(pause("from=2026-03-20 until=2026-04-10 once=p")).code == "ok")
      #expect(await city.ask(pause("from=2026-03-20 until=2026-04-10 once=p")).code == "ok", "told again")
      for inside in ["", "from=2026-03-25", "from=2026-03-10 until=2026-03-21", "from=2026-03-10"] {
        let refused = await city.ask(pause(inside))
        #expect(refused.code == "state.waiting" && refused["is"]?.string == "aangehouden", "\(inside): \(refused)")
        #expect(refused["field"]?.string == "from" && refused["message"]?.string == "Dan staat de klok al stil.")
      }
      #expect(await city.ask(pause("from=2026-03-10 until=2026-03-20")).code == "ok", "before it is not inside it")
      #expect(await city.ask("waiting.resume \(entry) on=2026-03-19")["field"]?.string == "on")
      #expect(await city.ask("waiting.resume \(entry) on=2026-04-02")["field"]?.string == "on")
      let both = try city.sql("SELECT count(*) FROM koos.waiting_pause WHERE entry = \(entry.dropFirst(2))")
      #expect(both == [["2"]])
    }
  }

  @Test("intake and start may name the appointment and the traject, which must be of the case")
  func named() async throws {
    try await CareCity.with { city in
      let (casus, other) = (try await city.casus(), try await city.casus())
      let entry = try await city.entry(casus)
      func booked(_ casus: String, _ hour: String) async throws -> String {
        let line =
          "appointment.book case=\(casus) type=intake at=2026-03-06T\(hour) minutes=45 with=o.een mode=online"
        return try await city.made("appointment", line, as: "o.een")
      }
      func helped(_ casus: String) async throws -> String {
        let client = try #require(await city.ask("case.show \(casus)")["client"]?["client"]?.string)
        #expect(await city.ask("consent.record \(client) purpose=treatment by=parent-1").code == "ok")
        return try await city.made("traject", "case.traject.start \(casus) service=ambulant")
      }
      let (talk, elsewhere) = (try await booked(casus, "10:00"), try await booked(other, "12:00"))
      let (gone, missed) = (try await booked(casus, "13:00"), try await booked(casus, "14:00"))
      await city.does([("o.een", "appointment.cancel \(gone) by=client reason=Ziek")])
      _ = try city.sql("UPDATE koos.appointment SET status = 'no-show' WHERE id = \(missed.dropFirst(2))")
      let (help, otherHelp) = (try await helped(casus), try await helped(other))
      await city.refuses([
        ("waiting.intake \(entry) appointment=\(elsewhere)", "o.een", "input.value", "appointment"),
        ("waiting.intake \(entry) appointment=\(gone)", "o.een", "input.value", "appointment"),
        ("waiting.intake \(entry) appointment=\(missed)", "o.een", "input.value", "appointment"),
        ("waiting.intake \(entry) appointment=A-99999", "o.een", "not-found.appointment", "appointment"),
        ("waiting.start \(entry) traject=\(otherHelp)", "o.een", "input.value", "traject"),
        ("waiting.start \(entry) traject=H-99999", "o.een", "not-found.traject", "traject"),
        ("waiting.start \(entry) if=99", "o.een", "conflict.stale", "if"),
      ])
      #expect(await city.ask("waiting.intake \(entry) appointment=\(talk)", as: "o.een").code == "ok")
      #expect(await city.ask("waiting.intake \(entry)", as: "o.een")["is"]?.string == "wacht-op-start")
      #expect(await city.ask("waiting.start \(entry) traject=\(help) if=2", as: "o.een").code == "ok")
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["appointment"]?.string == talk && shown["traject"]?.string == help, "\(shown)")
    }
  }

  @Test("the facts tell what an entry began with, whatever is changed later")
  func beginning() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "urgency=urgent letter=no")
      let told = try city.sql(
        """
        SELECT state->>'team', state->>'urgency', state->>'form', state->>'letter', state->>'next_contact_on'
        FROM koos.waiting_fact WHERE what = 'added' AND entry = \(entry.dropFirst(2))
        """)
      let team = try city.sql("SELECT id FROM koos.team WHERE slug = 'basecamp-zuidwest'")[0][0]
      #expect(told == [[team, "urgent", "true", "false", "2026-03-30"]])
    }
  }

  @Test("of two pauses at once one holds")
  func race() async throws {
    try await inApril { city, entry in
      async let first = city.ask("waiting.pause \(entry) reason=gezin", as: "o.een")
      async let second = city.ask("waiting.pause \(entry) reason=voorkeur", as: "f.een")
      let codes = [await first.code, await second.code]
      #expect(codes.sorted() == ["ok", "state.waiting"], "\(codes)")
    }
  }

  @Test("a first talk stops no clock and begins the next norm")
  func intake() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "service=ggz-behandeling registered-on=2026-02-02")
      await city.refuses([
        ("waiting.intake \(entry) on=2026-02-01", "f.een", "input.value", "on"),
        ("waiting.intake \(entry) on=2026-03-03", "f.een", "input.value", "on"),
        ("waiting.intake \(entry)", "pl.een", "denied.role", nil),
        ("waiting.intake \(entry)", "o.drie", "not-found.waiting", "id"),
      ])
      let talked = await city.ask("waiting.intake \(entry) on=2026-02-16", as: "o.een")
      #expect(talked["status"]?.string == "wacht-op-start" && talked["due_on"]?.string == "2026-04-27", "\(talked)")
      let row = try #require(await city.ask("waiting.list").rows.first)
      #expect(row["elapsed_days"]?.integer == 28 && row["position"]?.integer == 1)
      let again = await city.ask("waiting.intake \(entry)")
      #expect(again.code == "state.waiting" && again["is"]?.string == "wacht-op-start")
      #expect(await city.ask("waiting.show \(entry)")["intake_on"]?.string == "2026-02-16")
    }
  }

  @Test("the clock starts on the later of form and letter")
  func complete() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "form=no letter=no")
      #expect(await city.ask("clock advance=10d", as: "admin").code == "ok")
      await city.refuses([
        ("waiting.complete \(entry)", "f.een", "syntax.missing-parameter", "form"),
        ("waiting.complete \(entry) form=yes on=2026-03-13", "f.een", "input.value", "on"),
        ("waiting.complete \(entry) form=yes on=2016-05-13", "f.een", "input.value", "on"),
        ("waiting.complete \(entry) form=yes", "pl.een", "denied.role", nil),
        ("waiting.complete \(entry) form=yes", "o.drie", "not-found.waiting", "id"),
        ("waiting.intake \(entry)", "f.een", "state.waiting", nil),
        ("waiting.pause \(entry) reason=gezin", "f.een", "state.waiting", nil),
      ])
      let half = await city.ask("waiting.complete \(entry) letter=yes on=2026-03-08")
      #expect(half["status"]?.string == "onvolledig" && half["registered_on"] == .null, "\(half)")
      #expect(await city.ask("waiting.complete \(entry) letter=yes")["field"]?.string == "letter")
      let whole = await city.ask("waiting.complete \(entry) form=yes on=2026-03-04")
      #expect(
        whole["status"]?.string == "wacht-op-intake" && whole["registered_on"]?.string == "2026-03-08"
          && whole["due_on"]?.string == "2026-05-10", "\(whole)")
      #expect(await city.ask("waiting.complete \(entry) form=yes").code == "state.waiting")
      let other = try await city.entry(casus, "service=ambulant letter=no")
      let later = await city.ask("waiting.complete \(other) letter=yes on=2026-03-01")
      #expect(later["registered_on"]?.string == "2026-03-12", "the form came on the day it was added: \(later)")
    }
  }
}
