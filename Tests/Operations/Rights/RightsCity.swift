import Postgres
import TestKit
import Testing
import Wire

/// A city where people stand in every relation to one case, one child and one consult, and every role in each relation.
struct RightsCity {
  /// Who gives a line: the role's letter and the relation, `s.own`.
  struct Person: Hashable, CustomStringConvertible {
    let role: Character
    let relation: String

    init(role: Character, relation: String) {
      self.role = role
      self.relation = relation
    }

    /// Where a table does not tell the relation, it is anybody who works.
    init(role: Character, at column: String) {
      self.init(role: role, relation: column != "works" ? column : "avr".contains(role) ? "koos" : "own")
    }

    var login: String {
      switch (relation, role) {
      case ("koos", "a"): "admin"
      case ("koos", "v"): "p.privacy"
      case ("koos", "r"): "r.report"
      default: "\(role).\(relation)"
      }
    }

    var team: String { "r-\(relation == "ended" ? "foreign" : relation)" }
    var description: String { login }
  }

  static let roles: KeyValuePairs<Character, String> = [
    "l": "lead", "s": "specialist", "g": "gezinswerker", "p": "planner", "a": "admin", "v": "privacy", "r": "reporter",
  ]

  /// Teams, their kind and the wijk they serve.
  private static let teams: [(relation: String, kind: String, wijk: String)] = [
    ("own", "basecamp", "zuidwest"), ("other", "buurtteam", "zuidwest"), ("all", "basecamp", "zuidwest"),
    ("plan", "basecamp", "zuidwest"), ("invited", "basecamp", "zuidwest"), ("former", "basecamp", "zuidwest"),
    ("foreign", "basecamp", "overvecht"), ("asking", "buurtteam", "zuidwest"), ("asked", "basecamp", "zuidwest"),
    ("owner", "basecamp", "zuidwest"),
  ]

  let care: CareCity
  /// What the braces in a line stand for.
  var codes: [String: String] = [:]

  /// Runs a test in a city of its own.
  static func with(_ body: (RightsCity) async throws -> Void) async throws {
    try await CareCity.with { care in
      var city = RightsCity(care: care)
      try await city.settle()
      try await city.openCases()
      try await city.askConsults()
      try await city.book()
      try await city.wait()
      try await city.part()
      try await body(city)
    }
  }

  /// A line as somebody says it.
  func line(_ text: String, by person: Person? = nil) -> String {
    var line = text
    for (mark, code) in codes { line = line.replacing("{\(mark)}", with: code) }
    guard let person else { return line }
    return line.replacing("{me}", with: person.login).replacing("{team}", with: person.team)
      // Whoever leaves, somebody of the other owner takes over.
      .replacing("{stays}", with: person.relation == "other" ? "g.own" : "g.other")
  }

  func ask(_ text: String, as login: String) async -> Outcome { await care.ask(line(text), as: login) }

  func does(_ login: String, _ text: String) async {
    let outcome = await ask(text, as: login)
    #expect(outcome.code == "ok", "\(line(text)) as \(login): \(outcome)")
  }

  mutating func makes(_ mark: String, _ member: String, _ login: String, _ text: String) async throws {
    codes[mark] = try await care.made(member, line(text), as: login)
  }

  /// Teams, and in each a lead, a specialist, a gezinswerker and a planner.
  private func settle() async throws {
    for (relation, kind, wijk) in Self.teams {
      await does("admin", "team.add r-\(relation) name=Team kind=\(kind) organisation=koos wijken=\(wijk)")
      for role in "lsgp" { await hire(Person(role: role, relation: relation)) }
    }
    for role in "lsgp" {
      let person = Person(role: role, relation: "ended")
      await hire(person)
      await join(person, "r-own")
    }
    await hire(Person(role: "s", relation: "second"), in: "r-asked")
    await hire(Person(role: "s", relation: "strange"), in: "r-asked", discipline: "systeemtherapeut")
    await does("admin", "organisation.add Elders kind=consortium")
    for role in "avr" {
      await does("admin", "worker.add \(role).elsewhere name=Elders organisation=koos")
    }
    _ = try care.sql(
      """
      INSERT INTO koos.member (worker, organisation, role, from_on)
      SELECT w.id, o.id, r.role, '2026-01-01' FROM (VALUES ('a', 'admin'), ('v', 'privacy'), ('r', 'reporter')) r(letter, role)
      JOIN koos.worker w ON w.login = r.letter || '.elsewhere' JOIN koos.organisation o ON o.name = 'Elders';
      UPDATE koos.member m SET from_on = '2026-01-01' FROM koos.team t WHERE t.id = m.team AND t.slug LIKE 'r-%';
      """)
  }

  private func hire(_ person: Person, in team: String? = nil, discipline: String = "orthopedagoog") async {
    let (login, team) = (person.login, team ?? person.team)
    await does(
      "admin", "worker.add \(login) name=Demo organisation=koos \(person.role == "s" ? "discipline=\(discipline)" : "")"
    )
    await join(person, team)
    await does(login, "availability.set \(login) day=tue from=08:00 to=18:00")
  }

  private func join(_ person: Person, _ team: String) async {
    let role = Self.roles.first { $0.key == person.role }?.value ?? ""
    await does("admin", "member.add \(person.login) team=\(team) role=\(role)")
  }
}
