import Postgres
import TestKit
import Testing
import Wire

@Suite("Stays: care that is no appointment")
struct StayTests {
  @Test("a stay has days and nights, is told with the case, in its history and to the log, and takes no time")
  func adds() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let number = casus.dropFirst(2)
      let rev = try #require(await care.ask("case.show \(casus)")["rev"]?.integer)
      let added = await care.ask(
        "stay.add \(casus) place=basecamp-zuid kind=logeren from=2026-02-20 until=2026-02-23", as: "o.een")
      #expect(added.code == "ok" && added["stay"]?.string?.hasPrefix("L-") == true, "\(added)")
      #expect(added["case"]?.string == casus && added["nights"]?.integer == 3 && added["rev"]?.integer == rev + 1)
      let open = try await care.made("stay", "stay.add \(casus) place=basecamp-zuid kind=wonen from=2026-02-25")
      let rows = await care.ask("stay.list case=\(casus)").rows
      #expect(rows.map { $0["kind"]?.string } == ["logeren", "wonen"])
      #expect(rows.map { $0["nights"]?.integer } == [3, 5], "until today, where it has no end: \(rows)")
      #expect(
        rows.map { $0["until"] } == [.string("2026-02-23"), .null] && rows[0]["place"]?.string == "basecamp-zuid")
      let shown = await care.ask("case.show \(casus)")
      #expect(shown["stays"]?.array?.map { $0["stay"]?.string } == [added["stay"]?.string, open], "\(shown)")
      #expect(await care.ask("case.history \(casus)").rows.filter { $0["what"]?.string == "stay" }.count == 2)
      #expect(try care.logged("stay.add") == 2 && care.logged("stay.list") == 2)
      #expect(
        try care.sql("SELECT count(*) FROM koos.event WHERE topic = 'case' AND thing = \(number) AND cause = 'stay'")
          == [["2"]])
      #expect(
        await care.ask("appointment.book \(casus) type=overig at=2026-03-03T10:00 minutes=60 with=f.een mode=phone")
          .code == "ok")
      // It keeps the case from closing until it is over.
      #expect(try care.sql("SELECT koos.business_of(\(number))").contains([open]))
    }
  }

  @Test("a child lives in one place, and is not twice in what goes beside that, whatever the case")
  func once() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let client = try #require(await care.ask("case.show \(casus)")["client"]?["client"]?.string)
      let second = try await care.casus(of: client)
      let home = try await care.made(
        "stay", "stay.add \(casus) place=basecamp-zuid kind=pleegzorg from=2026-03-10 until=2026-03-20")
      let table: [(kind: String, from: String, until: String, code: String)] = [
        ("pleegzorg", "2026-03-19", "2026-04-01", "conflict.duplicate"),
        ("wonen", "2026-03-01", "2026-03-11", "conflict.duplicate"),
        ("gezinshuis", "2026-03-12", "2026-03-13", "conflict.duplicate"), ("wonen", "2026-03-20", "2026-03-25", "ok"),
        ("gezinshuis", "2026-03-05", "2026-03-10", "ok"), ("logeren", "2026-03-12", "2026-03-14", "ok"),
        ("logeren", "2026-03-13", "2026-03-15", "conflict.duplicate"),
        ("kinderdagcentrum", "2026-03-01", "2026-04-01", "ok"),
      ]
      for row in table {
        let outcome = await care.ask(
          "stay.add \(second) place=basecamp-oost kind=\(row.kind) from=\(row.from) until=\(row.until)")
        #expect(outcome.code == row.code, "\(row): \(outcome)")
        guard row.code != "ok" else { continue }
        #expect(outcome["field"]?.string == "from")
        if row.kind != "logeren" { #expect(outcome["with"]?.array?.map { $0["stay"]?.string } == [home], "\(outcome)") }
      }
      // Ended earlier, the rest of its days are free.
      #expect(await care.ask("stay.end \(home) on=2026-03-12").code == "ok")
      #expect(
        await care.ask("stay.add \(casus) place=basecamp-zuid kind=wonen from=2026-03-12 until=2026-03-20").code == "ok"
      )
    }
  }

  @Test("of many who record a home for one child at once one does")
  func race() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let codes = await withTaskGroup(of: String.self, returning: [String].self) { group in
        for index in 0..<20 {
          let kind = ["wonen", "pleegzorg", "gezinshuis"][index % 3]
          group.addTask {
            await care.ask(
              "stay.add \(casus) place=basecamp-zuid kind=\(kind) from=2026-03-\(10 + index % 5) until=2026-03-20",
              as: index % 2 == 0 ? "f.een" : "o.een"
            ).code
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.count { $0 == "ok" } == 1 && codes.count { $0 == "conflict.duplicate" } == 19, "\(codes)")
    }
  }

  @Test("a stay ends on the day told, once, and on its first day it is taken back")
  func ends() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus()
      let stay = try await care.made("stay", "stay.add \(casus) place=basecamp-zuid kind=wonen from=2026-02-20")
      await care.refuses([
        ("stay.end \(stay) on=2026-02-19", "f.een", "input.value", "on"),
        ("stay.end L-999999", "f.een", "not-found.stay", "id"),
        ("stay.end \(stay) if=999", "f.een", "conflict.stale", nil),
      ])
      let ended = await care.ask("stay.end \(stay) reason=\"Terug naar huis\"")
      #expect(ended["until"]?.string == "2026-03-02" && ended["nights"]?.integer == 10, "\(ended)")
      #expect(await care.ask("stay.end \(stay)")["is"]?.string == "beeindigd")
      #expect(await care.ask("stay.list case=\(casus)").rows.first?["end_reason"]?.string == "Terug naar huis")
      let future = try await care.made("stay", "stay.add \(casus) place=basecamp-zuid kind=wonen from=2026-04-01")
      #expect(await care.ask("stay.end \(future)")["field"]?.string == "on")
      #expect(await care.ask("stay.end \(future) on=2026-04-01")["nights"]?.integer == 0)
      #expect(await care.ask("stay.add \(casus) place=basecamp-zuid kind=pleegzorg from=2026-04-01").code == "ok")
      func listed(_ words: String) async -> Int { await care.ask("stay.list case=\(casus) \(words)").rows.count }
      #expect(await listed("") == 3)
      #expect(await listed("from=2026-03-02 until=2026-05-01") == 1, "what was taken back was never")
      #expect(await listed("until=2026-02-21") == 1)
      #expect(await listed("kind=wonen") == 2)
      #expect(await listed("place=basecamp-oost") == 0)
      try care.close(casus)
      #expect(await care.ask("stay.add \(casus) place=basecamp-zuid kind=logeren from=2026-03-10").code == "state.case")
    }
  }

  @Test("what is asked wrongly is refused with its field; others than its owners' workers record nothing")
  func refused() async throws {
    try await CareCity.with { care in
      let casus = try await care.casus(birth: "2016-05-14")
      let add = "stay.add \(casus) place=basecamp-zuid kind=logeren"
      await care.refuses([
        ("\(add) from=2026-03-10 until=2026-03-10", "f.een", "input.value", "until"),
        ("\(add) from=2026-03-10 until=2026-03-09", "f.een", "input.value", "until"),
        ("\(add) from=2028-03-03", "f.een", "input.value", "from"),
        ("\(add) from=2016-05-13", "f.een", "input.value", "from"),
        ("\(add) from=2026-02-30", "f.een", "input.value", "from"),
        ("\(add)", "f.een", "syntax.missing-parameter", "from"),
        ("stay.add \(casus) place=thuis kind=wonen from=2026-03-10", "f.een", "not-found.place", "place"),
        ("stay.add \(casus) place=basecamp-zuid kind=hotel from=2026-03-10", "f.een", "input.value", "kind"),
        ("stay.add C-999999 place=basecamp-zuid kind=wonen from=2026-03-10", "f.een", "not-found.case", "case"),
        ("stay.list from=2026-03-10 until=2026-03-10", "f.een", "input.value", "until"),
        ("\(add) from=2026-03-10", "o.drie", "not-found.case", "case"),
        ("\(add) from=2026-03-10", "admin", "denied.role", nil),
        ("\(add) from=2026-03-10", "r.report", "denied.role", nil), ("stay.list", "p.privacy", "denied.role", nil),
      ])
      try care.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true)
      await care.refuses([("\(add) from=2026-03-10", "o.drie", "denied.team", nil)])
      for (index, login) in ["f.een", "o.een", "t.lead", "pl.een"].enumerated() {
        let outcome = await care.ask(
          "\(add) from=2026-03-\(10 + index) until=2026-03-\(11 + index) reason=x", as: login)
        #expect(outcome.code == "syntax.unknown-parameter")
        let added = await care.ask("\(add) from=2026-03-\(10 + index) until=2026-03-\(11 + index)", as: login)
        #expect(added.code == "ok", "\(login): \(added)")
      }
      #expect(await care.ask("stay.list case=\(casus)", as: "o.drie").rows.count == 4, "who thinks along reads it")
      let stay = try #require(await care.ask("stay.list case=\(casus)").rows.first?["stay"]?.string)
      await care.refuses([
        ("stay.end \(stay) on=2026-03-10", "o.drie", "denied.team", nil),
        ("stay.end \(stay)", "o.vier", "not-found.stay", "id"),
      ])
      #expect(await care.ask("stay.end \(stay) on=2026-03-10", as: "pl.een").code == "ok")
      let dry = await care.ask("\(add) from=2026-05-01 dry-run=yes")
      #expect(dry["stay"] == .null && dry["dry_run"]?.bool == true, "\(dry)")
      let first = await care.ask("\(add) from=2026-05-01 until=2026-05-02 once=t")
      let again = await care.ask("\(add) from=2026-05-01 until=2026-05-02 once=t")
      #expect(first.code == "ok" && again["stay"] == first["stay"] && again["replayed"]?.bool == true, "\(again)")
    }
  }

  @Test("two dossiers of one child that both stay somewhere are not merged before that is said")
  func merge() async throws {
    try await CareCity.with { care in
      let (one, two) = (try await care.casus(), try await care.casus())
      let kept = try #require(await care.ask("case.show \(one)")["client"]?["client"]?.string)
      let gone = try #require(await care.ask("case.show \(two)")["client"]?["client"]?.string)
      let home = try await care.made("stay", "stay.add \(one) place=basecamp-zuid kind=wonen from=2026-03-01")
      let other = try await care.made("stay", "stay.add \(two) place=basecamp-oost kind=pleegzorg from=2026-03-01")
      let refused = await care.ask("client.merge \(gone) into=\(kept)", as: "f.lead")
      #expect(refused.code == "conflict.duplicate" && Set(refused.texts("with")) == [home, other], "\(refused)")
      #expect(await care.ask("stay.end \(other) on=2026-03-01").code == "ok")
      #expect(await care.ask("client.merge \(gone) into=\(kept)", as: "f.lead").code == "ok")
      #expect(
        await care.ask("stay.add \(two) place=basecamp-oost kind=pleegzorg from=2026-03-02").code
          == "conflict.duplicate")
    }
  }
}
