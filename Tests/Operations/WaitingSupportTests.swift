import TestKit
import Testing
import Wire

@Suite("Support while waiting")
struct WaitingSupportTests {
  @Test("a contact says when the next is: the day given, else after the team's interval")
  func contacts() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus())
      #expect(await city.ask("clock advance=7d", as: "admin").code == "ok")
      await city.refuses([
        ("waiting.contact \(entry)", "f.een", "syntax.missing-parameter", "text"),
        ("waiting.contact \(entry) text=Gebeld next-on=2026-03-09", "f.een", "input.value", "next-on"),
        ("waiting.contact \(entry) text=Gebeld", "o.drie", "not-found.waiting", "id"),
        ("waiting.contact \(entry) text=Gebeld", "admin", "denied.role", nil),
        ("waiting.contact \(entry) text=Gebeld if=9", "f.een", "conflict.stale", "if"),
      ])
      let first = await city.ask("waiting.contact \(entry) text=\"Moeder gesproken\" once=c")
      #expect(first["next_contact_on"]?.string == "2026-04-06", "\(first)")
      #expect(
        await city.ask("waiting.contact \(entry) text=\"Moeder gesproken\" once=c")["next_contact_on"]
          == first["next_contact_on"])
      #expect(await city.ask("waiting.contact \(entry) text=x dry-run=yes").code == "ok")
      let second = await city.ask(
        "waiting.contact \(entry) text=\"Geen gehoor\" answered=no next-on=2026-03-12", as: "pl.een")
      #expect(second["next_contact_on"]?.string == "2026-03-12", "\(second)")
      let contacts = try #require(await city.ask("waiting.show \(entry)")["contacts"]?.array)
      #expect(contacts.compactMap { $0["answered"]?.bool } == [true, false])
      #expect(contacts.compactMap { $0["next_on"]?.string } == ["2026-04-06", "2026-03-12"])
      #expect(contacts.compactMap { $0["by"]?.string } == ["f.een", "pl.een"])
      #expect(contacts.compactMap { $0["text"]?.string } == ["Moeder gesproken", "Geen gehoor"])
      let office = try #require(await city.ask("waiting.show \(entry)", as: "pl.een")["contacts"]?.array)
      #expect(office.count == 2 && office.allSatisfy { $0["text"] == .null }, "the office reads no notes")
      #expect(await city.ask("waiting.list").rows.first?["next_contact_on"]?.string == "2026-03-12")
      #expect(try city.logged("waiting.contact") == 2)
      #expect(try city.logged("waiting.contact", "dry-run") == 1)
    }
  }

  @Test("a bridge counts on its days, the same again changes its end, and the list finds who has none")
  func bridges() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20")
      let other = try await city.entry(casus, "service=ambulant")
      func bridge(_ words: String) -> String { "waiting.bridge \(entry) \(words)" }
      await city.refuses([
        (bridge("kind=dansen by=o.een"), "f.een", "input.value", "kind"),
        (bridge("kind=phone by=niemand"), "f.een", "input.value", "by"),
        (bridge("kind=phone"), "f.een", "syntax.missing-parameter", "by"),
        (bridge("kind=phone by=o.een from=2026-03-03"), "f.een", "input.value", "from"),
        (bridge("kind=phone by=o.een from=2016-05-13"), "f.een", "input.value", "from"),
        (bridge("kind=phone by=o.een until=2026-03-02"), "f.een", "input.value", "until"),
        (bridge("kind=phone by=o.een"), "pl.een", "denied.role", nil),
        (bridge("kind=phone by=o.een"), "o.drie", "not-found.waiting", "id"),
      ])
      func unbridged() async -> [String] {
        await city.ask("waiting.list unbridged=yes").rows.compactMap { $0["entry"]?.string }.sorted()
      }
      #expect(await unbridged() == [entry, other].sorted())
      let begun = await city.ask(bridge("kind=buurtteam by=buurtteam-zuidwest-1 until=2026-03-12 text=Huisbezoek"))
      #expect(begun.code == "ok" && begun["bridged"]?.bool == true, "\(begun)")
      #expect(await unbridged() == [other])
      #expect(await city.ask("waiting.list").rows.filter { $0["bridged"]?.bool == true }.count == 1)
      #expect(await city.ask("clock advance=10d", as: "admin").code == "ok")
      #expect(await unbridged() == [entry, other].sorted(), "the first day without")
      let again = await city.ask(bridge("kind=buurtteam by=buurtteam-zuidwest-1"))
      #expect(again["bridged"]?.bool == true, "\(again)")
      #expect(await city.ask(bridge("kind=buurtteam by=buurtteam-zuidwest-1 until=2026-03-20")).code == "ok")
      #expect(
        await city.ask(bridge("kind=buurtteam by=buurtteam-zuidwest-1 until=2026-03-11"))["field"]?.string == "until")
      #expect(await city.ask(bridge("kind=phone by=o.een once=b"), as: "o.een").code == "ok")
      #expect(await city.ask(bridge("kind=phone by=o.een once=b"), as: "o.een").code == "ok")
      let told = try #require(await city.ask("waiting.show \(entry)")["bridges"]?.array)
      #expect(told.compactMap { $0["kind"]?.string } == ["buurtteam", "buurtteam", "phone"], "\(told)")
      #expect(told.map { $0["until"]?.string } == ["2026-03-12", "2026-03-20", nil])
      #expect(told.compactMap { $0["running"]?.bool } == [false, true, true])
      #expect(told.first?["text"]?.string == "Huisbezoek" && told.last?["by"]?.string == "o.een")
      #expect(await city.ask("waiting.bridge \(other) kind=ehealth by=t.lead dry-run=yes")["bridged"]?.bool == true)
      #expect(await unbridged() == [other])
    }
  }

  @Test("what is offered instead bridges once it is accepted; what was said is kept with its day, and shown")
  func alternatives() async throws {
    try await CareCity.with { city in
      let entry = try await city.entry(try await city.casus(), "registered-on=2026-02-20")
      func alternative(_ words: String) -> String {
        "waiting.bridge \(entry) kind=alternative by=buurtteam-zuidwest-1 \(words)"
      }
      func figures(_ asOf: String = "") async -> [Int64] {
        let summary = await city.ask("waiting.summary \(asOf)", as: "t.lead")
        return ["gross", "bridged", "net", "unbridged"].compactMap { summary[$0]?.integer }
      }
      await city.refuses([
        (alternative("answer=misschien"), "f.een", "input.value", "answer"),
        ("waiting.bridge \(entry) kind=phone by=o.een answer=offered", "f.een", "input.value", "answer"),
        ("waiting.bridge \(entry) kind=phone by=o.een answer=accepted", "f.een", "input.value", "answer"),
      ])
      let offered = await city.ask(alternative("answer=offered from=2026-03-01 text=\"Groep op dinsdag\""))
      #expect(offered.code == "ok" && offered["bridged"]?.bool == false, "\(offered)")
      #expect(await city.ask("waiting.list unbridged=yes").rows.count == 1)
      #expect(await figures() == [1, 0, 1, 1])
      await city.does([("admin", "clock advance=8d")])
      await city.refuses([(alternative("answer=declined from=2026-02-27"), "f.een", "input.value", "from")])
      // Said again, with an end: it is offered still.
      #expect(await city.ask(alternative("answer=offered until=2026-03-30"))["bridged"]?.bool == false)
      let declined = await city.ask(alternative("answer=declined text=\"Te ver\""))
      #expect(declined.code == "ok" && declined["bridged"]?.bool == false, "\(declined)")
      let refused = try #require(await city.ask("waiting.show \(entry)")["bridges"]?.array)
      #expect(refused.compactMap { $0["running"]?.bool } == [false, false], "what is declined runs not: \(refused)")
      await city.does([("admin", "clock advance=5d")])
      let accepted = await city.ask(alternative("answer=accepted text=\"Toch\""))
      #expect(accepted["bridged"]?.bool == true, "\(accepted)")
      #expect(await figures() == [1, 1, 0, 0])
      await city.does([("admin", "clock advance=5d")])
      let told = try #require(await city.ask("waiting.show \(entry)")["bridges"]?.array)
      #expect(told.compactMap { $0["answer"]?.string } == ["offered", "declined", "accepted"], "\(told)")
      #expect(told.map { $0["from"]?.string } == ["2026-03-01", "2026-03-10", "2026-03-15"])
      #expect(told.map { $0["until"]?.string } == ["2026-03-10", "2026-03-15", nil])
      #expect(told.map { $0["text"]?.string } == ["Groep op dinsdag", "Te ver", "Toch"])
      #expect(told.compactMap { $0["running"]?.bool } == [false, false, true])
      // It bridged from the day it was accepted, and no day before; nor was it known that it would.
      #expect(await figures("on=2026-03-14") == [1, 0, 1, 1])
      #expect(await figures("on=2026-03-15") == [1, 1, 0, 0])
      #expect(await figures("on=2026-03-15 known-at=2026-03-14T12:00") == [1, 0, 1, 1])
      // As it always was: who says nothing of it means that it was taken.
      let other = try await city.entry(try await city.casus())
      let said = await city.ask("waiting.bridge \(other) kind=alternative by=o.een until=2026-04-01")
      #expect(said["bridged"]?.bool == true, "\(said)")
      #expect(
        try city.sql(
          """
          SELECT detail->>'answer' FROM koos.waiting_fact
          WHERE what = 'bridged' AND 'W-' || entry IN ('\(entry)', '\(other)') ORDER BY number
          """)
          == [["offered"], ["offered"], ["declined"], ["accepted"], ["accepted"]])
    }
  }

  @Test("show tells the steps of the case that can be taken and why it stands where it does")
  func shows() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let entry = try await city.entry(casus, "registered-on=2026-02-20 prefers-worker=o.een")
      let step = try await city.made("step", "case.step.add \(casus) text=\"School bellen\" by=f.een")
      let done = try await city.made("step", "case.step.add \(casus) text=Klaar by=f.een")
      #expect(await city.ask("case.step.done \(done)").code == "ok")
      let shown = await city.ask("waiting.show \(entry)", as: "t.lead")
      #expect(shown["steps"]?.array?.compactMap { $0["step"]?.string } == [step], "\(shown)")
      #expect(
        shown["entry"]?.string == entry && shown["case"]?.string == casus && shown["prefers_worker"]?.string == "o.een")
      #expect(shown["why"]?.array?.compactMap { $0["key"]?.string }.first == "override")
      #expect(shown.texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
      #expect(shown["contacts"]?.array == [] && shown["bridges"]?.array == [] && shown["override"] == .null)
      #expect(await city.ask("waiting.show \(entry)", as: "o.drie").code == "not-found.waiting")
      #expect(try city.logged("waiting.show") == 1)
    }
  }

  @Test("a lead judges urgency and the place by hand, with a reason, until a day")
  func lead() async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      let first = try await city.entry(casus, "registered-on=2026-02-20")
      let second = try await city.entry(try await city.casus(), "registered-on=2026-02-25")
      let words = "reason=\"Na overleg\" review-on"
      await city.refuses([
        (
          "waiting.urgency \(second) urgency=spoed review-on=2026-03-09", "t.lead", "syntax.missing-parameter", "reason"
        ),
        ("waiting.urgency \(second) urgency=spoed \(words)=2026-03-02", "t.lead", "input.value", "review-on"),
        ("waiting.urgency \(second) urgency=crisis \(words)=2026-03-09", "t.lead", "scope.redirect", "urgency"),
        ("waiting.urgency \(second) urgency=spoed \(words)=2026-03-09", "o.een", "denied.role", nil),
        ("waiting.override \(second) rank=0 \(words)=2026-03-09", "t.lead", "input.value", "rank"),
        ("waiting.override \(second) rank=1 \(words)=2026-03-02", "t.lead", "input.value", "review-on"),
        ("waiting.override \(second) rank=1 \(words)=2026-03-09", "o.een", "denied.role", nil),
        ("waiting.urgency \(second) urgency=spoed \(words)=2026-03-09", "f.lead", "denied.team", nil),
        ("waiting.override \(second) rank=1 \(words)=2026-03-09", "f.lead", "denied.team", nil),
      ])
      #expect(try city.logged("waiting.urgency", "scope.redirect") == 1)
      func order() async -> [String] { await city.ask("waiting.list").rows.compactMap { $0["entry"]?.string } }
      #expect(await order() == [first, second])
      let judged = await city.ask("waiting.urgency \(second) urgency=urgent \(words)=2026-03-09", as: "t.lead")
      #expect(judged["status"]?.string == "wacht-op-intake", "\(judged)")
      #expect(await order() == [second, first])
      let put = await city.ask("waiting.override \(first) rank=1 \(words)=2026-03-05", as: "t.lead")
      #expect(put["position"]?.integer == 1, "\(put)")
      #expect(await order() == [first, second])
      let why = await city.ask("waiting.why \(first)").rows.first
      #expect(why?["key"]?.string == "override" && why?["value"]?.string == "1", "\(String(describing: why))")
      #expect(why?["text"]?.string == "Met de hand op plaats 1 gezet, tot 2026-03-05: Na overleg")
      let office = await city.ask("waiting.why \(first)", as: "pl.een").rows.first?["text"]?.string
      #expect(office?.hasSuffix("2026-03-05.") == true, "the reason is for who reads the case: \(office ?? "")")
      let shown = await city.ask("waiting.show \(first)")["override"]
      #expect(shown?["reason"]?.string == "Na overleg" && shown?["by"]?.string == "t.lead")
      #expect(await city.ask("clock at=2026-03-04T23:00", as: "admin").code == "ok")
      #expect(await order() == [first, second])
      #expect(await city.ask("clock at=2026-03-05T00:30", as: "admin").code == "ok")
      #expect(await order() == [second, first], "gone on the day it is looked at again")
      #expect(await city.ask("waiting.why \(first)").rows.first?["value"]?.string == "")
      #expect(await city.ask("waiting.show \(second)")["urgency_review_on"]?.string == "2026-03-09")
      let incomplete = try await city.entry(casus, "service=ambulant letter=no")
      #expect(
        await city.ask("waiting.override \(incomplete) rank=1 \(words)=2026-03-09", as: "t.lead").code
          == "state.waiting")
    }
  }
}
