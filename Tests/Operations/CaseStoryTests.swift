import TestKit
import Testing
import Wire

@Suite("History of a case under anything that can happen to it")
struct CaseStoryTests {
  private static let teams = [
    ("basecamp-zuidwest", "o.een"), ("buurtteam-zuidwest-1", "f.een"), ("basecamp-leidsche-rijn", "o.drie"),
    ("buurtteam-leidsche-rijn-1", "f.drie"), ("basecamp-zuid", "o.vier"),
  ]

  /// A command somebody of one of the teams may think of giving now; many are refused.
  private static func anything(
    _ casus: String, owners: String, _ proposals: [String], _ random: inout Seeded
  ) -> (String, String) {
    func one<Element>(_ of: [Element]) -> Element { of[Int(random.next() % UInt64(of.count))] }
    // Mostly an owner, so that mostly something happens.
    let (team, login) = one(random.next() % 4 == 0 ? teams : teams.filter { owners.contains($0.0) })
    let guest = one(teams)
    let other = one(teams)
    let proposal = proposals.last ?? "P-1"
    let line = one([
      "case.invite \(casus) team=\(other.0) reason=Samen role=owner",
      "case.invite \(casus) team=\(other.0) reason=Samen role=consulted reads=\(one(["plan", "all"]))",
      "case.accept \(casus)", "case.accept \(casus)", "case.accept \(casus)",
      "case.refuse \(casus)", "case.withdraw \(casus) team=\(other.0) reason=Toch",
      "case.leave \(casus) team=\(team) reason=Klaar lead=\(other.1)",
      "case.lead \(casus) worker=\(other.1) reason=Wissel", "case.propose \(casus) action=close reason=Klaar",
      "case.propose \(casus) action=move value=\(one(["zuid", "zuidwest", "west"])) reason=Verhuisd",
      "case.propose \(casus) action=remove value=\(other.0) reason=Weg", "case.agree \(proposal)",
      "case.agree \(proposal)", "case.agree \(proposal)", "case.object \(proposal) reason=Nee",
      "case.reopen \(casus) reason=Weer", "case.note \(casus) text=Gebeld", "clock advance=8d",
    ])
    if line.hasPrefix("clock") { return (line, "admin") }
    return (line, line.hasPrefix("case.accept") || line.hasPrefix("case.refuse") ? guest.1 : login)
  }

  /// How the tables say the case stands: status, wijk, lead, owners, consulted.
  private static func standing(_ casus: String, _ city: CareCity) throws -> [String] {
    let number = casus.dropFirst(2)
    let rows = try city.sql(
      """
      SELECT c.status, c.wijk, w.login,
        (SELECT string_agg(t.slug, ',' ORDER BY t.slug) FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = c.id),
        coalesce((SELECT string_agg(t.slug, ',' ORDER BY t.slug) FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.team
          WHERE i.casus = c.id AND i.role = 'consulted' AND i.state = 'accepted'), '')
      FROM koos.casus c JOIN koos.worker w ON w.id = c.regie WHERE c.id = \(number)
      """)
    return rows.first?.map { $0 ?? "" } ?? []
  }

  private static func told(_ outcome: Outcome) -> [String] {
    [
      outcome["status"]?.string ?? "", outcome["wijk"]?.string ?? "", outcome["lead"]?.string ?? "",
      outcome.texts("owners").joined(separator: ","), outcome.texts("consulted").joined(separator: ","),
    ]
  }

  /// Somebody who reads the case: of a team that owns it.
  private static func reader(_ standing: [String]) -> String {
    teams.first { standing[3].split(separator: ",").map(String.init).contains($0.0) }?.1 ?? "f.een"
  }

  @Test(
    "what is told of now is what the tables hold, and what was known then is what they held", arguments: [1, 2, 3])
  func agrees(seed: UInt64) async throws {
    try await CareCity.with { city in
      var random = Seeded(state: seed)
      let casus = try await city.casus()
      var proposals: [String] = []
      var known: [(at: String, standing: [String])] = []
      var succeeded: Set<String> = []
      for step in 0..<120 {
        #expect(await city.ask("clock advance=1s", as: "admin").code == "ok")
        let (line, login) = Self.anything(
          casus, owners: try Self.standing(casus, city)[3], proposals, &random)
        let done = await city.ask(line, as: login)
        #expect(!done.code.hasPrefix("internal"), "\(seed)/\(step) \(line) as \(login): \(done)")
        if done.code == "ok" { succeeded.insert(String(line.prefix { $0 != " " })) }
        if let proposal = done["proposal"]?.string, line.hasPrefix("case.propose") { proposals.append(proposal) }
        let standing = try Self.standing(casus, city)
        let history = await city.ask("case.history \(casus)", as: Self.reader(standing))
        #expect(Self.told(history) == standing, "\(seed)/\(step) \(line) as \(login): \(done)")
        let now = try #require(await city.ask("clock", as: "admin")["now"]?.string)
        known.append((now, standing))
      }
      let reader = Self.reader(try Self.standing(casus, city))
      for (at, standing) in known {
        let history = await city.ask("case.history \(casus) known-at=\(at)", as: reader)
        #expect(Self.told(history) == standing, "\(seed) at \(at)")
      }
      #expect(succeeded.count >= 6, "too little happened: \(succeeded.sorted())")
    }
  }
}
