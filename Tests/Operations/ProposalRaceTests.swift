import Postgres
import TestKit
import Testing
import Wire

/// Every race is run a hundred times on one case, which moves between two wijken.
@Suite("Keys turned at once")
struct ProposalRaceTests {
  static let rounds = 100
  static let zuid = "basecamp-zuid"

  /// Runs a race: a case of three owners, and round after round a proposal of f.een's to move it.
  static func race(
    removing: Bool = false,
    _ body: (CareCity, String, String) async throws -> Void
  ) async throws {
    try await CareCity.with { city in
      let casus = try await city.casus()
      try city.joins(zuid, casus)
      for round in 0..<rounds {
        let wijk = await city.ask("case.show \(casus)")["wijk"]?.string == "zuid" ? "zuidwest" : "zuid"
        let words = removing ? "action=remove value=\(zuid)" : "action=move value=\(wijk)"
        let proposal = try await city.proposal(casus, words)
        try await body(city, casus, proposal)
        // Whatever won: what is agreed bears the key of every owner of that moment, and nothing stays open for the next round.
        #expect(try city.kept(proposal).first?.first != "open", "round \(round)")
      }
      #expect(try city.logged("case.agree", "internal.fault") == 0)
    }
  }

  @Test("two last keys at once: both are turned, one of them carries out, once")
  func lastKeys() async throws {
    try await Self.race { city, casus, proposal in
      let before = await city.ask("case.show \(casus)")["wijk"]
      async let one = city.ask("case.agree \(proposal)", as: "o.een")
      async let two = city.ask("case.agree \(proposal)", as: "o.vier")
      let states = await [one["state"]?.string, two["state"]?.string].compactMap(\.self).sorted()
      #expect(states == ["agreed", "open"])
      let kept = try city.kept(proposal)
      #expect(kept == [["agreed", "3"]])
      #expect(try city.facts(casus).count { $0[0] == "moved" && $0[4]?.contains("\"\(proposal)\"") == true } == 1)
      #expect(await city.ask("case.show \(casus)")["wijk"] != before)
    }
  }

  @Test("the last key against an objection: one wins, and the other hears which")
  func objection() async throws {
    try await Self.race { city, casus, proposal in
      #expect(await city.ask("case.agree \(proposal)", as: "o.vier").code == "ok")
      let before = await city.ask("case.show \(casus)")["wijk"]
      async let agreeing = city.ask("case.agree \(proposal)", as: "o.een")
      async let objecting = city.ask("case.object \(proposal) reason=Nee", as: "f.twee")
      let (agreed, objected) = await (agreeing, objecting)
      let won = agreed.code == "ok" ? "agreed" : "objected"
      let (winner, loser) = won == "agreed" ? (agreed, objected) : (objected, agreed)
      #expect(
        winner["state"]?.string == won && loser.code == "state.proposal" && loser["is"]?.string == won, "\(loser)")
      let kept = try city.kept(proposal)
      #expect(kept == [[won, won == "agreed" ? "3" : "2"]])
      #expect((await city.ask("case.show \(casus)")["wijk"] != before) == (won == "agreed"))
    }
  }

  @Test("a key against an owner who leaves: it is the last one when the other has gone, and one more look finds it so")
  func leaving() async throws {
    try await Self.race { city, casus, proposal in
      async let agreeing = city.ask("case.agree \(proposal)", as: "o.een")
      let told = try await city.told(Self.leave(casus))
      let agreed = await agreeing
      // Where the team left first no key was missing any more.
      #expect(agreed["state"]?.string == (told == "0" ? "agreed" : "open"), "\(told ?? "-"): \(agreed)")
      if agreed["state"]?.string == "open" {
        #expect(agreed.texts("needs") == [Self.zuid])
        #expect(await city.ask("case.agree \(proposal)", as: "f.twee")["state"]?.string == "agreed")
      }
      #expect(try city.kept(proposal) == [["agreed", "2"]])
      try city.joins(Self.zuid, casus)
    }
  }

  @Test("the last key against a team that joins: either it is asked too, or it comes to what was decided")
  func joining() async throws {
    try await Self.race { city, casus, proposal in
      try city.leaves(Self.zuid, casus)
      async let agreeing = city.ask("case.agree \(proposal)", as: "o.een")
      let seen = try await city.told(
        """
        INSERT INTO koos.casus_owner (casus, team) SELECT \(casus.dropFirst(2)), t.id FROM koos.team t WHERE t.slug = '\(Self.zuid)';
        SELECT p.state FROM koos.proposal p WHERE p.id = \(proposal.dropFirst(2))
        """)
      let agreed = await agreeing
      #expect(agreed["state"]?.string == seen, "\(agreed)")
      if seen == "open" {
        #expect(agreed.texts("needs") == [Self.zuid])
        #expect(await city.ask("case.agree \(proposal)", as: "o.vier")["state"]?.string == "agreed")
      }
      #expect(try city.kept(proposal) == [["agreed", seen == "open" ? "3" : "2"]])
    }
  }

  @Test("the key that removes a team against that team leaving: it goes once")
  func removing() async throws {
    try await Self.race(removing: true) { city, casus, proposal in
      #expect(await city.ask("case.agree \(proposal)", as: "o.vier").code == "ok")
      async let agreeing = city.ask("case.agree \(proposal)", as: "o.een")
      _ = try await city.told(Self.leave(casus))
      let agreed = await agreeing
      if agreed.code != "ok" {
        #expect(agreed.code == "state.case" && agreed.texts("with") == [Self.zuid], "\(agreed)")
        #expect(await city.ask("case.object \(proposal) reason=Al-weg").code == "ok")
      }
      #expect(await city.ask("case.show \(casus)").texts("owners") == ["basecamp-zuidwest", "buurtteam-zuidwest-1"])
      try city.joins(Self.zuid, casus)
    }
  }

  @Test("the key that closes against a waiting entry: no closed case waits for anything")
  func business() async throws {
    try await CareCity.with { city in
      for _ in 0..<40 {
        let casus = try await city.casus()
        let proposal = try await city.proposal(casus, "action=close")
        async let agreeing = city.ask("case.agree \(proposal)", as: "o.een")
        async let adding = city.ask("waiting.add \(casus) discipline=orthopedagoog", as: "f.twee")
        let (agreed, added) = await (agreeing, adding)
        #expect([agreed.code, added.code].sorted() == ["ok", "state.case"], "\(agreed) \(added)")
        if added.code == "ok" { #expect(agreed.texts("with") == [added["entry"]?.string].compactMap(\.self)) }
      }
    }
  }

  /// The third team leaves under the lock of the case; whether o.een had agreed to what was open then.
  private static func leave(_ casus: String) -> String {
    let number = casus.dropFirst(2)
    return """
      SELECT FROM koos.casus c WHERE c.id = \(number) FOR NO KEY UPDATE;
      DELETE FROM koos.casus_owner o USING koos.team t WHERE t.id = o.team AND t.slug = '\(zuid)' AND o.casus = \(number);
      SELECT count(*) FROM koos.proposal_agreement a JOIN koos.proposal p ON p.id = a.proposal
      JOIN koos.worker w ON w.id = a.worker WHERE p.casus = \(number) AND p.state = 'open' AND w.login = 'o.een'
      """
  }
}

extension CareCity {
  /// Runs SQL past row security beside what else goes on, as one transaction; the first value of its last statement.
  func told(_ text: String) async throws -> String? {
    let (owner, told) = (city.owner, text)
    return try await Task(executorPreference: Threads()) { try Script.ask(told, conninfo: owner).first?.first ?? nil }
      .value
  }
}
