import TestKit
import Testing
import Wire

@Suite("Putting right what was recorded of who waits")
struct WaitingChangeTests {
  @Test("what a change tells is kept to be told again, and so has no texts")
  func kept() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      await city.does([
        ("f.een", "waiting.contact \(entry) text=Zonneschijn"),
        ("f.een", "waiting.bridge \(entry) kind=phone by=f.een text=Zonneschijn"),
        ("f.een", "case.step.add \(casus) text=Zonneschijn by=f.een"),
      ])
      let changed = await city.ask("waiting.change \(entry) language=pools once=kept", as: "t.lead")
      #expect(changed["contacts"]?.array?.count == 1 && changed["bridges"]?.array?.count == 1, "\(changed)")
      #expect(changed["steps"]?.array?.first?["by"]?.string == "f.een" && !changed.description.contains("Zonneschijn"))
      #expect(await city.ask("waiting.show \(entry)", as: "t.lead").description.contains("Zonneschijn"))
      let kept = try city.sql("SELECT count(*) FROM koos.ledger l WHERE l::text LIKE '%Zonneschijn%'")
      #expect(kept == [["0"]])
    }
  }

  @Test("a lead puts right discipline, service, registration and wishes; what is empty is cleared")
  func corrects() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20 language=pools")
      let change = "waiting.change \(entry)"
      let changed = await city.ask(
        "\(change) service=ggz-behandeling registered-on=2026-02-10 prefers-worker=o.twee prefers-mode=online if=1 once=c",
        as: "t.lead")
      #expect(changed["status"]?.string == "wacht-op-intake" && changed["position"]?.integer == 1, "\(changed)")
      #expect(changed["due_on"]?.string == "2026-03-10", "28 days to the intake: \(changed)")
      #expect(changed["registered_on"]?.string == "2026-02-10" && changed["rev"]?.integer == 2)
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["prefers_worker"]?.string == "o.twee" && shown["prefers_mode"]?.string == "online", "\(shown)")
      let names = { (outcome: Outcome) in Set(outcome.object.members?.map(\.name) ?? []).subtracting(["why"]) }
      #expect(names(changed) == names(shown), "a change tells the entry as show does")
      #expect(shown["language"]?.string == "pools" && shown["elapsed_days"]?.integer == 20)
      #expect(await city.ask("case.show \(casus)")["waiting"]?.array?.first?["service"]?.string == "ggz-behandeling")
      let again = await city.ask(
        "\(change) service=ggz-behandeling registered-on=2026-02-10 prefers-worker=o.twee prefers-mode=online if=1 once=c",
        as: "t.lead")
      #expect(again["replayed"]?.bool == true && again["due_on"]?.string == "2026-03-10", "\(again)")
      let tried = await city.ask("\(change) discipline=psycholoog dry-run=yes", as: "t.lead")
      #expect(tried.code == "ok" && tried["position"]?.integer == 1, "\(tried)")
      let cleared = await city.ask(
        "\(change) discipline=gz-psycholoog service=\"\" prefers-worker=\"\" prefers-mode=\"\" language=\"\"",
        as: "t.lead")
      #expect(cleared["due_on"]?.string == "2026-04-14", "63 days to the start: \(cleared)")
      let bare = await city.ask("waiting.show \(entry)")
      #expect(bare["discipline"]?.string == "gz-psycholoog" && bare["registered_on"]?.string == "2026-02-10")
      for member in ["service", "prefers_worker", "prefers_mode", "language"] { #expect(bare[member] == .null) }
      let facts = try city.sql(
        "SELECT detail FROM koos.waiting_fact WHERE what = 'changed' ORDER BY number DESC LIMIT 1")
      #expect(
        facts.first?.first
          == #"{"service": "", "language": "", "discipline": "gz-psycholoog", "prefers_mode": "", "prefers_worker": ""}"#
      )
      let told = "SELECT count(*) FROM koos.event WHERE topic = 'waiting' AND cause = 'changed' AND code = '\(entry)'"
      #expect(try city.sql(told) == [["2"]])
      #expect(try city.logged("waiting.change") == 2)
      #expect(try city.logged("waiting.change", "dry-run") == 1)
    }
  }

  @Test("a correction of the registration changes every day as it is known now, and none as it was known before")
  func known() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-20")
      func elapsed(_ words: String) async -> [Int64?] {
        await city.ask("waiting.list \(words)").rows.map { $0["elapsed_days"]?.integer }
      }
      #expect(await city.ask("clock advance=7d", as: "admin").code == "ok")
      let earlier = await city.ask("waiting.change \(entry) registered-on=2026-02-10", as: "t.lead")
      #expect(earlier.code == "ok", "\(earlier)")
      #expect(await elapsed("on=2026-02-15") == [5])
      #expect(await elapsed("on=2026-02-15 known-at=2026-03-05T12:00") == [])
      #expect(await elapsed("on=2026-03-02") == [20])
      #expect(await elapsed("on=2026-03-02 known-at=2026-03-05T12:00") == [10])
      #expect(await elapsed("") == [27])
      #expect(await city.ask("clock advance=7d", as: "admin").code == "ok")
      #expect(await city.ask("waiting.change \(entry) registered-on=2026-02-25", as: "t.lead").code == "ok")
      #expect(await elapsed("on=2026-02-20") == [])
      #expect(await elapsed("on=2026-02-20 known-at=2026-03-10T12:00") == [10])
      #expect(await elapsed("on=2026-02-20 known-at=2026-03-05T12:00") == [0])
      #expect(await elapsed("") == [19])
    }
  }

  @Test("what cannot be is refused with its field, in order, and nothing changes")
  func refusals() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      let incomplete = try await city.entry(casus, "service=wonen letter=no")
      let twin = try await city.entry(casus, "service=ambulant")
      let before = try city.sql("SELECT * FROM koos.waiting_entry ORDER BY id")
      func line(_ words: String) -> String { "waiting.change \(entry) \(words)" }
      await city.refuses([
        (line(""), "t.lead", "syntax.missing-parameter", "discipline"),
        (line("urgency=spoed"), "t.lead", "syntax.unknown-parameter", nil),
        (line("team=buurtteam-zuidwest-1"), "t.lead", "syntax.unknown-parameter", nil),
        (line("form=no"), "t.lead", "syntax.unknown-parameter", nil),
        (line("discipline=\"\""), "t.lead", "input.value", "discipline"),
        (line("registered-on=\"\""), "t.lead", "input.value", "registered-on"),
        (line("discipline=tandarts"), "t.lead", "input.value", "discipline"),
        (line("prefers-mode=fax"), "t.lead", "input.value", "prefers-mode"),
        (line("prefers-worker=x.x"), "t.lead", "not-found.worker", "prefers-worker"),
        (line("registered-on=2026-03-03"), "t.lead", "input.value", "registered-on"),
        (line("registered-on=2016-05-13"), "t.lead", "input.value", "registered-on"),
        ("waiting.change \(incomplete) registered-on=2026-02-20", "t.lead", "input.value", "registered-on"),
        (line("language=pools if=9"), "t.lead", "conflict.stale", "if"),
        (line("language=pools if=9"), "f.lead", "denied.team", nil),
        (line("service=dyslexiezorg"), "t.lead", "scope.redirect", "service"),
        (line("service=vaktherapie"), "t.lead", "scope.needs-traject", "service"),
        (line("service=ambulant"), "t.lead", "conflict.duplicate", nil),
        ("waiting.change \(twin) service=\"\"", "t.lead", "conflict.duplicate", nil),
        (line("service=ambulant dry-run=yes"), "t.lead", "conflict.duplicate", nil),
      ])
      #expect(await city.ask(line("service=ambulant"), as: "t.lead")["with"]?.string == twin)
      #expect(await city.ask("waiting.change \(twin) service=\"\"", as: "t.lead")["with"]?.string == entry)
      #expect(try city.logged("waiting.change", "scope.redirect") == 1)
      #expect(try city.sql("SELECT * FROM koos.waiting_entry ORDER BY id") == before)
      #expect(await city.ask("waiting.remove \(entry) reason=error", as: "t.lead").code == "ok")
      let ended = await city.ask(line("language=pools"), as: "t.lead")
      #expect(ended.code == "state.waiting" && ended["is"]?.string == "uitgeschreven", "\(ended)")
    }
  }

  @Test("nobody waits for a worker who is gone")
  func gone() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "prefers-worker=o.twee")
      await city.does([("admin", "worker.disable o.twee reason=Vertrokken")])
      await city.refuses([
        ("waiting.add \(casus) discipline=psycholoog prefers-worker=o.twee", "f.een", "input.value", "prefers-worker"),
        ("waiting.change \(entry) prefers-worker=o.twee", "t.lead", "input.value", "prefers-worker"),
      ])
      await city.does([
        ("t.lead", "waiting.change \(entry) language=pools"),
        ("t.lead", "waiting.change \(entry) prefers-worker=\"\""),
        ("t.lead", "waiting.change \(entry) prefers-worker=o.een"),
      ])
    }
  }

  @Test("registration, first talk and start stay in that order, whichever is told last")
  func order() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      let casus = try await city.casus(of: client)
      _ = try await city.made("consent", "consent.record \(client) purpose=treatment by=parent-1")
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      #expect(await city.ask("clock advance=7d", as: "admin").code == "ok")
      await city.does([("o.een", "waiting.intake \(entry) on=2026-03-05")])
      await city.refuses([
        ("waiting.start \(entry) on=2026-03-04", "o.een", "input.value", "on"),
        ("waiting.start \(entry) on=2026-02-19", "o.een", "input.value", "on"),
        ("waiting.change \(entry) registered-on=2026-03-06", "t.lead", "input.value", "registered-on"),
      ])
      await city.does([
        ("t.lead", "waiting.change \(entry) registered-on=2026-03-05"),
        ("o.een", "waiting.start \(entry) on=2026-03-06"),
        ("t.lead", "waiting.change \(entry) registered-on=2026-02-24"),
      ])
      let shown = await city.ask("waiting.show \(entry)")
      #expect(shown["status"]?.string == "gestart" && shown["elapsed_days"]?.integer == 10, "\(shown)")
    }
  }

  @Test(
    "only the lead of the team whose list it is changes, moves, removes and restores",
    arguments: [
      ("t.lead", "ok"), ("f.lead", "denied.team"), ("o.een", "denied.role"), ("f.een", "denied.role"),
      ("pl.een", "denied.role"), ("admin", "denied.role"), ("p.privacy", "denied.role"), ("r.report", "denied.role"),
      ("l.lead", "not-found.waiting"), ("z.lead", "not-found.waiting"),
    ])
  func rights(login: String, code: String) async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      let lines = [
        "waiting.change \(entry) language=pools", "waiting.move \(entry) team=basecamp-zuid reason=Verhuisd",
        "waiting.remove \(entry) reason=not-needed", "waiting.restore \(entry)",
      ]
      for line in lines {
        let outcome = await city.ask(line, as: login)
        #expect(outcome.code == code, "\(line) as \(login): \(outcome)")
      }
    }
  }
}
