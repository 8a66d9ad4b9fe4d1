import TestKit
import Testing
import Wire

@Suite("Merging clients")
struct ClientMergeTests {
  @Test("all that hangs on the one hangs on the other, and the old code stands for it everywhere")
  func merges() async throws {
    try await CareCity.with { city in
      let kept = try await city.made("client", "client.add \"Noor Demo\" birth=2016 postcode=3526SA gender=V")
      let gone = try await city.made(
        "client", "client.add \"Nour Demo\" birth=2016-05-14 postcode=3526SA house=4 gender=V bsn=123456782 language=ar"
      )
      let casus = try await city.casus(of: gone)
      let entry = try await city.entry(casus)
      let relation = try await city.made("relation", "relation.add \(gone) name=A kind=ouder authority=yes")
      let consent = try await city.made("consent", "consent.record \(gone) purpose=treatment by=parent-1")
      let booked = await city.ask(
        "appointment.book \(casus) type=intake at=2026-03-10T09:00 minutes=60 with=f.een mode=online")
      #expect(booked.code == "ok", "\(booked)")
      _ = await city.ask("client.change \(gone) address-secret=yes")
      let once = await city.ask("relation.add \(gone) name=Oma kind=familie once=oma")

      let merged = await city.ask("client.merge \(gone) into=\(kept)", as: "f.lead")
      #expect(merged.code == "ok" && merged["client"]?.string == kept && merged.texts("merged") == [gone], "\(merged)")
      for code in [kept, gone, gone.lowercased()] {
        let shown = await city.ask("client.show \(code)")
        #expect(shown["client"]?.string == kept && shown["name"]?.string == "Noor Demo", "\(shown)")
        #expect(shown.texts("merged") == [gone] && shown.texts("cases") == [casus])
        #expect(shown["house"]?.string == "4" && shown["language"]?.string == "ar" && shown["has_bsn"]?.bool == true)
        #expect(shown["address_secret"]?.bool == true)
        #expect(shown["authority"]?.array?.compactMap { $0["relation"]?.string } == [relation])
      }
      #expect(await city.ask("consent.list \(gone)").rows.compactMap { $0["consent"]?.string } == [consent])
      #expect(await city.ask("consent.list \(gone)").rows.first?["client"]?.string == kept)
      #expect(await city.ask("client.find nour").rows.compactMap { $0["client"]?.string } == [kept])
      #expect(await city.ask("client.find \(gone)").rows.first?["client"]?.string == kept)
      #expect(await city.ask("case.show \(casus)", as: "o.een")["client"]?["client"]?.string == kept)
      #expect(await city.ask("consent.record \(gone) purpose=share by=parent-1").code == "ok")
      #expect(await city.ask("waiting.start \(entry)").code == "ok")
      let again = await city.ask("relation.add \(gone) name=Oma kind=familie once=oma")
      #expect(again["replayed"]?.bool == true && again["relation"] == once["relation"], "\(again)")
      // The child's time is one: a second case of it cannot be booked at that hour.
      let second = try await city.casus(of: kept)
      let clash = await city.ask(
        "appointment.book \(second) type=overig at=2026-03-10T09:30 minutes=60 with=f.twee mode=online", as: "f.twee")
      #expect(clash.code == "conflict.overlap", "\(clash)")
      #expect(
        try city.sql("SELECT count(*) FROM koos.client WHERE id = \(gone.dropFirst(2))") == [["0"]])
      #expect(await city.ask("client.show \(gone)", as: "o.drie").code == "not-found.client")
      await city.refuses([("client.merge \(gone) into=\(kept)", "f.lead", "input.value", "into")])
      let desk = try city.sql(
        """
        SELECT DISTINCT t.slug FROM koos.event e JOIN koos.team t ON t.id = e.team
        WHERE e.topic = 'desk' AND e.kind = 'client' AND e.thing = \(kept.dropFirst(2)) ORDER BY 1
        """)
      #expect(desk == [["basecamp-zuidwest"], ["buurtteam-zuidwest-1"]])
      let logged = try city.sql(
        "SELECT client FROM koos.access_log WHERE action = 'client.merge' AND outcome = 'ok' ORDER BY entry")
      #expect(logged == [[String(gone.dropFirst(2))], [String(kept.dropFirst(2))]])
      // A third merged into it carries the first along.
      let third = try await city.client()
      #expect(
        await city.ask("client.merge \(kept) into=\(third)", as: "f.lead").texts("merged").sorted()
          == [gone, kept].sorted())
      #expect(await city.ask("client.show \(gone)")["client"]?.string == third)
    }
  }

  @Test("who may not, and what would be muddled, is refused in order")
  func refusals() async throws {
    try await CareCity.with { city in
      func add(_ words: String = "", as login: String = "f.een") async throws -> String {
        try await city.made("client", "client.add Kind birth=2016 postcode=3526SA gender=V \(words)", as: login)
      }
      let (one, other) = (try await add("bsn=123456782"), try await add("bsn=111222333"))
      let elsewhere = try await add(as: "f.drie")
      let shared = try await add(as: "o.een")
      await city.refuses([
        ("client.merge \(one) into=\(other)", "f.een", "denied.role", nil),
        ("client.merge \(one) into=\(other)", "pl.een", "denied.role", nil),
        ("client.merge \(one)", "f.lead", "syntax.missing-parameter", "into"),
        ("client.merge \(one) into=J-99999", "f.lead", "not-found.client", "into"),
        ("client.merge \(elsewhere) into=\(one)", "f.lead", "not-found.client", "id"),
        ("client.merge \(one) into=\(shared)", "t.lead", "not-found.client", "id"),
        ("client.merge \(one) into=\(one)", "f.lead", "input.value", "into"),
        ("client.merge \(one) into=\(other)", "f.lead", "conflict.duplicate", "into"),
      ])
      #expect(await city.ask("client.change \(other) bsn=\"\"").code == "ok")
      _ = try city.sql(
        "INSERT INTO koos.destruction (client, request, requested_by) SELECT \(one.dropFirst(2)), 'parents', id FROM koos.worker WHERE login = 'f.lead'"
      )
      let held = await city.ask("client.merge \(one) into=\(other)", as: "f.lead")
      #expect(held.code == "state.client" && held["is"]?.string == "destruction-requested", "\(held)")
      _ = try city.sql("DELETE FROM koos.destruction")
      for (client, names) in [(one, ["Anna", "Bas"]), (other, ["Bas", "A. Demo"])] {
        for name in names {
          _ = try await city.made("relation", "relation.add \(client) name=\"\(name)\" kind=ouder authority=yes")
        }
      }
      let parents = await city.ask("client.merge \(one) into=\(other)", as: "f.lead")
      #expect(parents.code == "conflict.duplicate" && parents.texts("with").count == 3, "\(parents)")
      #expect(await city.ask("relation.end \(parents.texts("with").last ?? "")").code == "ok")
      let cases = [try await city.casus(of: one), try await city.casus(of: other)]
      for (casus, who) in zip(cases, ["f.een", "f.twee"]) {
        let booked = await city.ask(
          "appointment.book \(casus) type=intake at=2026-03-10T09:00 minutes=60 with=\(who) mode=online", as: who)
        #expect(booked.code == "ok", "\(booked)")
      }
      let overlap = await city.ask("client.merge \(one) into=\(other)", as: "f.lead")
      #expect(overlap.code == "conflict.overlap" && overlap.texts("with").count == 2, "\(overlap)")
      #expect(
        await city.ask(
          "appointment.cancel \(overlap.texts("with").first ?? "") by=provider reason=dubbel", as: "f.lead"
        ).code
          == "ok")
      #expect(await city.ask("client.merge \(one) into=\(other) dry-run=yes", as: "f.lead").code == "ok")
      #expect(await city.ask("client.show \(one)")["client"]?.string == one)
      let merged = await city.ask("client.merge \(one) into=\(other) once=m", as: "f.lead")
      #expect(merged.code == "ok", "\(merged)")
      let replayed = await city.ask("client.merge \(one) into=\(other) once=m", as: "f.lead")
      #expect(replayed["replayed"]?.bool == true && replayed["client"]?.string == other, "\(replayed)")
    }
  }

  @Test("a consent stays that of the person who gave it, whatever party that was in the other record")
  func consents() async throws {
    try await CareCity.with { city in
      let (kept, gone) = (try await city.client(), try await city.client())
      func parent(_ client: String, _ name: String) async throws {
        _ = try await city.made("relation", "relation.add \(client) name=\"\(name)\" kind=ouder authority=yes")
      }
      func consent(_ client: String, _ party: String) async throws -> String {
        try await city.made("consent", "consent.record \(client) purpose=treatment by=\(party)")
      }
      try await parent(kept, "Anna Demo")
      try await parent(gone, "Bas")
      try await parent(gone, "ANNA DÉMO")
      let bas = try await consent(gone, "parent-1")
      let anna = try await consent(gone, "parent-2")
      let casus = try await city.casus(of: kept)
      let entry = try await city.entry(casus)
      #expect(await city.ask("client.merge \(gone) into=\(kept)", as: "f.lead").code == "ok")
      let listed = await city.ask("consent.list \(kept)").rows
      func party(_ code: String) -> String? { listed.first { $0["consent"]?.string == code }?["by"]?.string }
      #expect(party(anna) == "parent-1" && party(bas) == "parent-2", "\(listed)")
      let named = await city.ask("client.show \(kept)")["authority"]?.array?.compactMap { $0["name"]?.string }
      #expect(named == ["Anna Demo", "Bas"])
      #expect(await city.ask("consent.withdraw \(anna)").code == "ok")
      let refused = await city.ask("waiting.start \(entry)")
      #expect(refused.code == "consent.withdrawn" && refused.texts("who") == ["parent-1"], "\(refused)")
    }
  }

  @Test("of whom it cannot be said who it was is asked anew")
  func unknownGiver() async throws {
    try await CareCity.with { city in
      let (kept, gone) = (try await city.client(), try await city.client())
      _ = try await city.made("consent", "consent.record \(gone) purpose=treatment by=parent-1")
      _ = try await city.made("relation", "relation.add \(kept) name=Anna kind=ouder authority=yes")
      let entry = try await city.entry(try await city.casus(of: kept))
      #expect(await city.ask("client.merge \(gone) into=\(kept)", as: "f.lead").code == "ok")
      let refused = await city.ask("waiting.start \(entry)")
      #expect(refused.code == "consent.missing" && refused.texts("who") == ["parent-1"], "\(refused)")
      #expect(await city.ask("consent.list \(kept)").rows.first?["until"]?.string == "2026-03-02")
    }
  }

  @Test("what is done to a client while it is merged is done to the one that stays, and nothing is a fault")
  func races() async throws {
    try await CareCity.with { city in
      for round in 0..<12 {
        let (kept, gone) = (try await city.client(), try await city.client())
        let casus = try await city.casus(of: gone)
        async let merged = city.ask("client.merge \(gone) into=\(kept)", as: "f.lead")
        async let opened = city.ask(
          "case.open \(gone) question=Ook? referrer=buurtteam buurtteam=buurtteam-zuidwest-1", as: "f.twee")
        async let added = city.ask("relation.add \(gone) name=A kind=ouder authority=yes", as: "f.twee")
        async let recorded = city.ask("consent.record \(gone) purpose=treatment by=parent-1", as: "f.een")
        async let changed = city.ask("client.change \(gone) house=9", as: "o.een")
        async let waits = city.ask("waiting.add \(casus) discipline=orthopedagoog", as: "o.een")
        async let booked = city.ask(
          "appointment.book \(casus) type=intake at=2026-03-\(10 + round / 6)T\(10 + round % 6):00 minutes=60 with=f.een mode=online",
          as: "f.een")
        let outcomes = [
          await merged, await opened, await added, await recorded, await changed, await waits, await booked,
        ]
        let codes = outcomes.map(\.code)
        #expect(codes == Array(repeating: "ok", count: 7), "\(outcomes)")
        let shown = await city.ask("client.show \(gone)")
        #expect(shown["client"]?.string == kept && shown.texts("cases").count == 2, "\(shown)")
        #expect(await city.ask("consent.list \(kept)").rows.count == 1)
        #expect(shown["authority"]?.array?.count == 1)
        let time = try city.sql(
          """
          SELECT count(*) FROM koos.occupied o JOIN koos.client k ON k.resource = o.resource WHERE k.id = \(kept.dropFirst(2))
          """)
        #expect(time == [["1"]])
      }
      #expect(
        try city.sql(
          "SELECT count(*) FROM koos.resource r WHERE r.kind = 'client' AND NOT EXISTS (SELECT FROM koos.client k WHERE k.resource = r.id)"
        ) == [["0"]])
    }
  }

  @Test("two who merge two clients into each other at once leave one of them")
  func crossing() async throws {
    try await CareCity.with { city in
      for _ in 0..<8 {
        let (one, other) = (try await city.client(), try await city.client())
        async let first = city.ask("client.merge \(one) into=\(other)", as: "f.lead")
        async let second = city.ask("client.merge \(other) into=\(one)", as: "f.lead")
        let codes = [await first.code, await second.code].sorted()
        #expect(codes == ["input.value", "ok"], "\(codes)")
        let left = [await city.ask("client.show \(one)"), await city.ask("client.show \(other)")]
        #expect(left[0]["client"] == left[1]["client"] && left[0]["client"] != nil)
      }
    }
  }
}
