import Casework
import Testing

@Suite("How a case stood")
struct CaseStoryTests {
  typealias Fact = (what: String, team: String?, role: String?, value: String?)

  static let opening: [Fact] = [
    ("consult-asked", "buurt", nil, nil), ("opened", nil, nil, "oost"), ("owner", "base", nil, nil),
    ("owner", "buurt", nil, nil), ("regie", nil, nil, "f.een"),
  ]

  @Test(
    "what happened after the opening says who owns, thinks along and leads",
    arguments: [
      ([], ["base", "buurt"], [], "f.een", "open", "oost"),
      ([("invited", "third", "owner", nil)], ["base", "buurt"], [], "f.een", "open", "oost"),
      ([("refused", "third", "owner", nil)], ["base", "buurt"], [], "f.een", "open", "oost"),
      ([("lapsed", "third", "owner", nil)], ["base", "buurt"], [], "f.een", "open", "oost"),
      (
        [("accepted", "third", "owner", nil), ("owner", "third", nil, nil)], ["base", "buurt", "third"], [], "f.een",
        "open", "oost"
      ),
      ([("accepted", "third", "consulted", nil)], ["base", "buurt"], ["third"], "f.een", "open", "oost"),
      (
        [("accepted", "third", "consulted", nil), ("ended", "third", nil, nil)], ["base", "buurt"], [], "f.een", "open",
        "oost"
      ),
      (
        [("accepted", "third", "consulted", nil), ("owner", "third", nil, nil), ("ended", "third", nil, nil)],
        ["base", "buurt", "third"], [], "f.een", "open", "oost"
      ),
      (
        [("accepted", "third", "consulted", nil), ("owner", "third", nil, nil), ("left", "third", nil, nil)],
        ["base", "buurt"], ["third"], "f.een", "open", "oost"
      ),
      ([("left", "base", nil, nil), ("regie", nil, nil, "f.twee")], ["buurt"], [], "f.twee", "open", "oost"),
      ([("removed", "buurt", nil, nil)], ["base"], [], "f.een", "open", "oost"),
      ([("closed", nil, nil, nil)], ["base", "buurt"], [], "f.een", "gesloten", "oost"),
      ([("closed", nil, nil, nil), ("reopened", nil, nil, nil)], ["base", "buurt"], [], "f.een", "open", "oost"),
      ([("moved", nil, nil, "west")], ["base", "buurt"], [], "f.een", "open", "west"),
      ([("note", "base", nil, nil), ("moved", nil, nil, nil)], ["base", "buurt"], [], "f.een", "open", "oost"),
    ] as [([Fact], [String], [String], String, String, String)])
  func stood(
    facts: [Fact], owners: [String], consulted: [String], lead: String, status: String, wijk: String
  ) {
    let standing = Self.standing(Self.opening + facts)
    #expect(standing.owners == Set(owners) && standing.consulted == Set(consulted))
    #expect(standing.lead == lead && standing.status == status && standing.wijk == wijk)
  }

  static func standing(_ facts: [Fact]) -> CaseStory {
    CaseStory(
      after: facts.compactMap {
        CaseStory.Event(what: $0.what, team: $0.team, role: $0.role, value: $0.value)
      })
  }

  @Test("before it was opened nothing stood")
  func before() {
    let standing = Self.standing([("consult-asked", "buurt", nil, nil)])
    #expect(standing == CaseStory(after: []) && standing.status == nil && standing.owners.isEmpty)
  }

  @Test("what was told in two halves stands as what was told at once")
  func halves() {
    let later: [Fact] = [
      ("accepted", "third", "owner", nil), ("left", "base", nil, nil), ("regie", nil, nil, "x"),
      ("moved", nil, nil, "west"), ("closed", nil, nil, nil),
    ]
    for count in 0...later.count {
      let known = Self.standing(Self.opening + later.prefix(count))
      #expect(known.status == (count == later.count ? "gesloten" : "open"))
      #expect(known.wijk == (count >= 4 ? "west" : "oost") && known.lead == (count >= 3 ? "x" : "f.een"))
      #expect(known.owners.contains("base") == (count < 2) && known.owners.contains("third") == (count >= 1))
    }
  }
}
