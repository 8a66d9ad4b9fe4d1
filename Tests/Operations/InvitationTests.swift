import TestKit
import Testing
import Wire

@Suite("Invitations to a case")
struct InvitationTests {
  private static let third = "basecamp-leidsche-rijn"
  private static let owners = ["basecamp-zuidwest", "buurtteam-zuidwest-1"]
  private static let invite = "case.invite %C team=\(third) reason=\"Samen verder\""

  @Test("an owner invites; who accepts owns the case from that moment, and everybody concerned learns of it")
  func owner() async throws {
    try await OwnershipCity.with { city in
      let invited = await city.ask("\(Self.invite) if=1")
      #expect(invited["team"]?.string == Self.third && invited["role"]?.string == "owner", "\(invited)")
      #expect(invited["reads"]?.string == "all" && invited["state"]?.string == "pending")
      #expect(invited["lapses_at"]?.string == "2026-03-16T08:00:00+01:00")
      #expect(
        try city.facts("invited") == [
          [Self.third, #"{"by": "buurtteam-zuidwest-1", "role": "owner", "reads": "all"}"#, "Samen verder"]
        ])
      #expect(try city.desks() == ["invited invitation \(Self.third)"])
      // The case, its child, and that there is a case at all are nobody's but the invited team's, and that without a name.
      for line in ["case.history %C", "case.leave %C", "case.withdraw %C", "case.lead %C worker=o.drie reason=x"] {
        let outcome = await city.ask(line, as: "o.drie")
        #expect(["denied.team", "syntax.unknown-command"].contains(outcome.code), "\(line): \(outcome)")
      }
      #expect(await city.ask("client.show %J", as: "o.drie").code == "not-found.client")
      #expect(await city.ask("case.list", as: "o.drie").rows.isEmpty)
      #expect(await city.ask("case.accept %C", as: "o.vier").code == "not-found.case")
      try city.clearDesks()

      let accepted = await city.ask("case.accept %C reason=Graag", as: "o.drie")
      #expect(accepted.texts("owners") == [Self.third] + Self.owners, "\(accepted)")
      #expect(accepted.texts("consulted").isEmpty && accepted["state"]?.string == "accepted")
      #expect(await city.ask("case.show %C", as: "l.lead").texts("owners") == [Self.third] + Self.owners)
      #expect(await city.ask("case.show %C", as: "o.drie")["question"]?.string == "Hoe verder?")
      #expect(try city.facts("accepted") == [[Self.third, #"{"role": "owner"}"#, "Graag"]])
      #expect(try city.facts("owner").last == [Self.third, "{}", nil])
      #expect(try city.desks() == ["review case buurtteam-zuidwest-1"])
      #expect(
        try city.sql(
          "SELECT ground, purpose, role, t.slug, casus, client FROM koos.access_log l JOIN koos.team t ON t.id = l.team WHERE action = 'case.accept' AND outcome = 'ok'"
        ) == [
          ["invitation", "acceptance", "specialist", Self.third, String(city.number), String(city.client.dropFirst(2))]
        ])
      #expect(
        try city.sql("SELECT cause FROM koos.event WHERE topic = 'case' AND thing = %C ORDER BY seq") == [
          ["opened"], ["invited"], ["accepted"],
        ])
      #expect(await city.ask("case.show %C")["rev"]?.integer == 3)
    }
  }

  @Test("a consulted team reads what its invitation says, and owns nothing")
  func consulted() async throws {
    try await OwnershipCity.with { city in
      await city.does([
        ("o.een", "\(Self.invite) role=consulted reads=plan"),
        ("f.een", "case.invite %C team=basecamp-zuid reason=Meedenken role=consulted"),
      ])
      let first = await city.ask("case.accept %C", as: "o.drie")
      #expect(first.texts("owners") == Self.owners && first.texts("consulted") == [Self.third], "\(first)")
      let second = await city.ask("case.accept %C", as: "o.vier")
      #expect(second.texts("consulted") == [Self.third, "basecamp-zuid"], "\(second)")
      #expect(await city.ask("case.show %C", as: "o.vier")["question"]?.string == "Hoe verder?")
      #expect(await city.ask("case.show %C", as: "o.drie")["question"] == .null)
      #expect(try city.owners() == Self.owners)
      await city.refuses([
        ("case.invite %C team=basecamp-de-meern reason=x", "o.vier", "denied.team", nil),
        ("case.withdraw %C team=\(Self.third)", "o.vier", "denied.team", nil),
        ("case.lead %C worker=o.vier reason=x", "o.vier", "denied.team", nil),
        ("case.reopen %C reason=x", "o.vier", "denied.team", nil),
        ("case.accept %C", "o.vier", "state.invitation", nil),
      ])
      let purposes = try city.sql(
        "SELECT DISTINCT purpose FROM koos.access_log WHERE action = 'case.show' AND ground = 'consulted'")
      #expect(purposes == [["consultation"]])
      try city.clearDesks()
      let left = await city.ask("case.leave %C reason=Klaar", as: "o.vier")
      #expect(left.texts("owners") == Self.owners && left["left"]?.string == "basecamp-zuid", "\(left)")
      #expect(await city.ask("case.show %C", as: "o.vier").code == "not-found.case")
      #expect(try city.facts("ended") == [["basecamp-zuid", "{}", "Klaar"]])
      #expect(try Set(city.desks()) == Set(Self.owners.map { "review case \($0)" }))
    }
  }

  @Test("an owner takes back what is pending and ends what runs, and access goes at once")
  func withdraw() async throws {
    try await OwnershipCity.with { city in
      await city.does([
        ("f.een", "\(Self.invite)"), ("f.een", "case.invite %C team=basecamp-zuid reason=Mee role=consulted"),
        ("o.vier", "case.accept %C"),
      ])
      let which = await city.ask("case.withdraw %C", as: "o.een")
      #expect(which.code == "syntax.missing-parameter" && which["field"]?.string == "team", "\(which)")
      #expect(which.texts("allowed") == [Self.third, "basecamp-zuid"])
      await city.refuses([
        ("case.withdraw %C team=basecamp-de-meern", "f.een", "input.value", "team"),
        ("case.withdraw %C team=\(Self.third) if=1", "f.een", "conflict.stale", "if"),
        ("case.withdraw %C team=nergens", "f.een", "not-found.team", "team"),
        ("case.withdraw %C team=\(Self.third)", "pl.een", "denied.role", nil),
      ])
      try city.clearDesks()
      let taken = await city.ask("case.withdraw %C team=\(Self.third) reason=Vergissing")
      #expect(taken["state"]?.string == "withdrawn" && taken.texts("consulted") == ["basecamp-zuid"], "\(taken)")
      #expect(await city.ask("case.accept %C", as: "o.drie").code == "not-found.case")
      #expect(try city.facts("withdrawn") == [[Self.third, #"{"role": "owner"}"#, "Vergissing"]])
      #expect(try city.desks() == ["review case basecamp-zuidwest"])
      let ended = await city.ask("case.withdraw %C", as: "o.een")
      #expect(ended["state"]?.string == "ended" && ended.texts("consulted").isEmpty, "\(ended)")
      #expect(await city.ask("case.show %C", as: "o.vier").code == "not-found.case")
      #expect(try city.facts("ended") == [["basecamp-zuid", #"{"role": "consulted"}"#, nil]])
      let nothing = await city.ask("case.withdraw %C")
      #expect(
        nothing.code == "state.invitation" && nothing["is"]?.string == "ended"
          && nothing.texts("allowed") == ["pending", "accepted"], "\(nothing)")
      let gone = await city.ask("case.withdraw %C team=\(Self.third)")
      #expect(gone.code == "state.invitation" && gone.texts("allowed") == ["pending"], "\(gone)")
      let over = await city.ask("case.withdraw %C team=basecamp-zuid")
      #expect(over["is"]?.string == "ended" && over.texts("allowed") == ["pending", "accepted"], "\(over)")
      #expect(await city.ask("\(Self.invite)").code == "ok", "and it may be asked again")
    }
  }

  @Test("where nobody was ever invited there is nothing to take back")
  func withdrawNothing() async throws {
    try await OwnershipCity.with { city in
      let nothing = await city.ask("case.withdraw %C")
      #expect(nothing.code == "state.invitation" && nothing["is"] == .null, "\(nothing)")
      #expect(nothing.texts("allowed") == ["pending", "accepted"])
    }
  }

  @Test("who refuses sees nothing more; the inviting team learns of it")
  func refuse() async throws {
    try await OwnershipCity.with { city in
      await city.does([("o.een", Self.invite)])
      try city.clearDesks()
      let refused = await city.ask("case.refuse %C reason=Vol", as: "l.lead")
      #expect(refused["state"]?.string == "refused" && refused["owners"] == nil, "\(refused)")
      #expect(await city.ask("case.accept %C", as: "o.drie").code == "not-found.case")
      #expect(try city.facts("refused") == [[Self.third, #"{"role": "owner"}"#, "Vol"]])
      #expect(try city.desks() == ["review case basecamp-zuidwest"])
      #expect(try city.owners() == Self.owners)
    }
  }

  @Test("the preview bears no name, nor what points at the child, whatever question and reason say")
  func preview() async throws {
    let question = "Demo slaapt slecht. Bel kind DEMO op 06-12345678 of mail moeder@voorbeeld.nl, Vondellaan 12."
    try await OwnershipCity.with(question: question) { city in
      await city.does([("f.een", "case.invite %C team=\(Self.third) reason=\"Kind Demo kent u, bel 06-12345678\"")])
      let kept = try city.sql(
        "SELECT wijk, age_band, urgency, question, reason FROM koos.casus_invitation WHERE casus = %C")
      let (asked, why) = ("… slaapt slecht. Bel … … op … of mail …, ….", "… … kent u, bel …")
      #expect(kept == [["zuidwest", "4-11", "regulier", asked, why]], "\(kept)")
      let told = try city.sql("SELECT reason FROM koos.casus_fact WHERE casus = %C AND what = 'invited'")
      #expect(told == [["Kind Demo kent u, bel 06-12345678"]], "the owners keep their own words")
      let tried = await city.ask("case.accept %C dry-run=yes", as: "o.drie")
      #expect(
        tried.code == "ok" && tried["owners"] == .null && tried["consulted"] == .null,
        "who only tries to accept learns no more: \(tried)")
    }
  }

  @Test("one that nobody answered lapses by its time, whether or not the job has run, and tells who invited")
  func lapse() async throws {
    try await OwnershipCity.with { city in
      _ = try city.sql(
        """
        INSERT INTO koos.setting_value (key, team, value)
        SELECT 'case.invite-days', t.id, '3' FROM koos.team t WHERE t.slug = 'buurtteam-zuidwest-1'
        """)
      await city.does([
        ("f.een", Self.invite), ("f.een", "case.invite %C team=basecamp-zuid reason=Mee role=consulted"),
      ])
      await city.does([("o.vier", "case.accept %C"), ("o.een", "case.invite %C team=basecamp-zuid reason=Mee")])
      try city.clearDesks()
      try city.care.advance("3 days")
      #expect(await city.ask("case.accept %C", as: "o.drie").code == "not-found.case")
      let late = await city.ask("case.withdraw %C team=\(Self.third)")
      #expect(late.code == "state.invitation" && late["is"]?.string == "lapsed", "\(late)")
      #expect(late.texts("allowed") == ["pending"])
      #expect(await city.ask("\(Self.invite) dry-run=yes").code == "ok", "what lapsed stands in nobody's way")
      #expect(try city.facts("lapsed").isEmpty)
      await city.care.talk.runJobs()
      await city.care.talk.runJobs()
      #expect(try city.facts("lapsed") == [[Self.third, #"{"role": "owner"}"#, nil]])
      let times = try city.sql(
        "SELECT worker, occurred_at AT TIME ZONE 'Europe/Amsterdam' FROM koos.casus_fact WHERE casus = %C AND what = 'lapsed'"
      )
      #expect(times == [[nil, "2026-03-05 08:00:00"]])
      #expect(try city.desks() == ["review case buurtteam-zuidwest-1"])
      // The other team's setting gives it fourteen days.
      #expect(await city.ask("case.accept %C", as: "o.vier").texts("owners").count == 3)
      await city.does([("f.een", Self.invite)])
      try city.care.advance("3 days")
      await city.does([("f.een", Self.invite)])
      #expect(try city.facts("lapsed").count == 2, "an invitation anew lapses the old one")
    }
  }

  @Test("every refusal, in the order of the checks")
  func refusals() async throws {
    try await OwnershipCity.with { city in
      try city.care.sits("o.een", in: "buurtteam-zuidwest-2", as: "gezinswerker")
      await city.refuses([
        (Self.invite, "pl.een", "denied.role", nil), (Self.invite, "admin", "denied.role", nil),
        (Self.invite, "o.drie", "not-found.case", "id"),
        ("case.invite %C team=\(Self.third)", "f.een", "syntax.missing-parameter", "reason"),
        ("case.invite %C reason=x", "f.een", "syntax.missing-parameter", "team"),
        ("\(Self.invite) role=baas", "f.een", "input.value", "role"),
        ("\(Self.invite) reads=plan", "f.een", "input.value", "reads"),
        ("\(Self.invite) ground=zomaar", "f.een", "input.value", "ground"),
        ("case.invite %C team=nergens reason=x", "f.een", "not-found.team", "team"),
        ("case.invite %C team=save-utrecht reason=x if=9", "f.een", "conflict.stale", "if"),
        ("case.invite %C team=save-utrecht reason=x", "f.een", "scope.owner", "team"),
        ("case.invite %C team=save-utrecht reason=x role=consulted", "f.een", "consent.missing", nil),
        ("case.invite %C team=basecamp-zuidwest reason=x", "f.een", "conflict.duplicate", "team"),
        ("case.invite %C team=basecamp-zuidwest reason=x role=consulted", "f.een", "conflict.duplicate", "team"),
        ("case.accept %C", "f.een", "denied.team", nil), ("case.refuse %C", "o.een", "denied.team", nil),
        ("case.reopen %C reason=x", "f.een", "state.case", nil),
      ])
      await city.does([("f.een", Self.invite)])
      await city.refuses([
        (Self.invite, "o.een", "conflict.duplicate", "team"),
        ("\(Self.invite) role=consulted", "o.een", "conflict.duplicate", "team"),
        ("case.accept %C team=basecamp-zuid", "o.drie", "denied.team", nil),
        ("case.accept %C", "f.een", "denied.team", nil),
      ])
      await city.does([("o.drie", "case.refuse %C team=\(Self.third)")])
      await city.does([("f.een", "\(Self.invite) role=consulted"), ("o.drie", "case.accept %C")])
      await city.refuses([("\(Self.invite) role=consulted", "o.een", "conflict.duplicate", "team")])
      #expect(await city.ask(Self.invite).code == "ok", "who thinks along may be asked to own it too")
      try city.care.close(city.casus)
      await city.refuses([
        ("case.invite %C team=basecamp-zuid reason=x", "f.een", "state.case", nil),
        ("case.invite %C team=save-utrecht reason=x role=consulted", "f.een", "consent.missing", nil),
        ("case.accept %C", "o.drie", "state.case", nil),
        ("case.lead %C worker=o.een reason=x", "f.een", "state.case", nil),
      ])
      await city.does([("o.drie", "case.refuse %C"), ("f.een", "case.withdraw %C")])
    }
  }

  @Test("outside the consortia and buurtteams it takes consent to share, or a ground in law")
  func sharing() async throws {
    let line = "case.invite %C team=save-utrecht reason=Zorgen role=consulted reads=plan"
    try await OwnershipCity.with { city in
      let missing = await city.ask(line)
      #expect(missing.code == "consent.missing" && !missing.texts("who").isEmpty, "\(missing)")
      await city.does([("f.een", "consent.record %J purpose=share by=parent-1 with=Veilig-Thuis")])
      #expect(await city.ask(line).code == "consent.missing", "shared with others")
      await city.does([("f.een", "consent.record %J purpose=share by=parent-1 with=save-utrecht"), ("f.een", line)])
    }
    try await OwnershipCity.with { (city) async throws in
      await city.does([("f.een", "\(line) ground=meldcode")])
      #expect(try city.sql("SELECT ground FROM koos.casus_invitation WHERE casus = %C") == [["meldcode"]])
      #expect(try city.facts("invited").first?[1]?.contains(#""ground": "meldcode""#) == true)
      let shown = await city.ask("case.show %C")["invitations"]?.array?.first
      #expect(shown?["ground"]?.string == "meldcode", "\(String(describing: shown))")
    }
  }

  @Test("dry-run keeps nothing, once does it once, and who sits in two invited teams answers for each")
  func conduct() async throws {
    try await OwnershipCity.with { city in
      let tried = await city.ask("\(Self.invite) dry-run=yes")
      #expect(tried["dry_run"]?.bool == true && tried["state"]?.string == "pending", "\(tried)")
      #expect(try city.facts("invited").isEmpty)
      #expect(await city.ask("case.accept %C", as: "o.drie").code == "not-found.case")
      await city.does([("f.een", "\(Self.invite) once=i")])
      #expect(await city.ask("\(Self.invite) once=i")["replayed"]?.bool == true)
      #expect(await city.ask("case.invite %C team=basecamp-zuid reason=x once=i").code == "conflict.once")
      try city.care.sits("o.drie", in: "basecamp-zuid")
      await city.does([("f.een", "case.invite %C team=basecamp-zuid reason=x")])
      #expect(await city.ask("case.accept %C dry-run=yes", as: "o.drie")["team"]?.string == Self.third)
      #expect(try city.owners() == Self.owners)
      let second = await city.ask("case.accept %C team=basecamp-zuid", as: "o.drie")
      #expect(second["team"]?.string == "basecamp-zuid", "\(second)")
      let accepted = await city.ask("case.accept %C once=a", as: "o.drie")
      #expect(accepted["team"]?.string == Self.third && accepted.texts("owners").count == 4, "\(accepted)")
      #expect(await city.ask("case.accept %C once=a", as: "o.drie")["replayed"]?.bool == true)
      let again = await city.ask("case.accept %C", as: "o.drie")
      #expect(again.code == "state.invitation" && again["is"]?.string == "accepted", "\(again)")
    }
  }
}
