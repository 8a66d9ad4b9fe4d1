import TestKit
import Testing
import Wire

/// A city with a group that s.een leads on three Mondays at ten, and children to come into it.
struct GroupCity {
  let agenda: AgendaCity
  let group: String

  static let zuidwest = ["basecamp-zuidwest", "buurtteam-zuidwest-1"]
  static let leidscheRijn = ["basecamp-leidsche-rijn", "buurtteam-leidsche-rijn-1"]

  static func with(
    capacity: Int = 2, service: String = "groepsbehandeling", _ body: (GroupCity) async throws -> Void
  ) async throws {
    let agenda = try await AgendaCity()
    let added = await agenda.ask(begin(capacity: capacity, service: service), as: "t.lead")
    let group = try #require(added["group"]?.string, "\(added)")
    try await body(GroupCity(agenda: agenda, group: group))
    await agenda.conversation.close()
  }

  /// What begins a group.
  static func begin(
    capacity: Int = 2, service: String = "groepsbehandeling", leader: String = "s.een",
    start: String = "2026-03-09T10:00",
    _ words: String = "mode=on-site place=basecamp-zuidwest"
  ) -> String {
    "group.add \"Rots en Water\" service=\(service) leader=\(leader) capacity=\(capacity) rrule=FREQ=WEEKLY;COUNT=3 "
      + "start=\(start) minutes=90 \(words)"
  }

  func ask(_ line: String, as login: String = "f.een") async -> Outcome { await agenda.ask(line, as: login) }

  func join(_ casus: String, as login: String = "f.een", _ words: String = "") async -> Outcome {
    await ask("group.join \(group) case=\(casus) \(words)", as: login)
  }

  func leave(_ casus: String, as login: String = "f.een") async -> Outcome {
    await ask("group.leave \(group) case=\(casus)", as: login)
  }

  /// The sessions, in order.
  func sessions() throws -> [String] {
    try agenda.look("SELECT 'A-' || a.id FROM koos.appointment a WHERE a.series IS NOT NULL ORDER BY a.starts_at")
      .compactMap { $0[0] }
  }

  /// Seats and waiting as everybody sees them.
  func figures() async -> [Int64?] {
    let row = await ask("group.list", as: "f.vier").rows.first { $0["group"]?.string == group }
    return [row?["taken"]?.integer, row?["waiting"]?.integer]
  }

  /// The child of a case.
  func child(_ casus: String) throws -> String {
    "J-" + (try #require(try agenda.look("SELECT client FROM koos.casus WHERE id = \(casus.dropFirst(2))")[0][0]))
  }

  /// How many spans of a child's time the group takes.
  func occupied(_ casus: String) throws -> Int? {
    try agenda.look(
      """
      SELECT count(*) FROM koos.occupied o JOIN koos.appointment a ON a.id = o.appointment AND a.series IS NOT NULL
      JOIN koos.client k ON k.resource = o.resource JOIN koos.casus c ON c.client = k.id WHERE c.id = \(casus.dropFirst(2))
      """)[0][0].flatMap { Int($0) }
  }
}
