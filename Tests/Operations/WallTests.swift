import Postgres
import TestKit
import Testing

/// Every statement the daemon has, every function it may call and every table it may touch, asked as its role and as
/// workers of every kind, without any of the checks that come before in the service.
@Suite("The second wall")
struct WallTests {
  private static let wall = Task { try await Wall() }

  /// What may come out of a call or be written by it past what the table of rights says, and why.
  private struct Exception {
    let login: String?
    let name: String
    /// What the marks begin with.
    let marks: [String]
    let why: String

    func covers(_ hit: Wall.Hit) -> Bool {
      (login == nil || login == hit.login) && hit.name.contains(name)
        && hit.marks.allSatisfy { mark in marks.contains { mark.hasPrefix($0) } }
    }
  }

  private static let exceptions =
    [
      Exception(
        login: "admin", name: "koos.left_open", marks: ["c", "q"],
        why: "an administrator hears what hangs on a worker who leaves, as codes, to hand it on"),
      Exception(
        login: nil, name: "from_at, until_at FROM koos.access", marks: ["c", "j", "q"],
        why: "the rows of one's own relations, ended ones too: the numbers of cases known then, and nothing of them"),
      Exception(
        login: nil, name: "koos.move_entry", marks: ["DELETE occupied a", "UPDATE appointment a", "UPDATE slot a"],
        why: "an owner of the case moves its entry, and by that gives back the time that others offered"),
      Exception(
        login: nil, name: "UPDATE koos.waiting_entry SET intake_on =",
        marks: ["DELETE occupied a", "UPDATE appointment a", "UPDATE slot a"],
        why: "an owner of the case records an intake, and by that gives back the time that others offered"),
      Exception(
        login: nil, name: "koos.answer_offer", marks: ["UPDATE ", "INSERT ", "DELETE "],
        why: "an owner of the case answers for its child, and by that gives or frees the time that others offered"),
    ]
    + ["koos.pass_deadlines()", "koos.pass_consents()"].map { name in
      Exception(
        login: nil, name: name, marks: ["UPDATE ", "INSERT ", "DELETE "],
        why: "what falls due by the clock falls due, whoever's session says so; it tells only how much that was")
    }

  private func expectNothing(_ answers: Wall.Answers) {
    let hits = answers.hits.filter { hit in !Self.exceptions.contains { $0.covers(hit) } }
    #expect(hits.isEmpty, "\(hits.count): \(hits.prefix(20).map(\.description).joined(separator: "\n"))")
  }

  @Test("no statement and no function tells or changes what is another team's, whoever asks")
  func everyStatement() async throws {
    let answers = try await Self.wall.value.statements()
    expectNothing(answers)
    // Each is one of some four hundred statements and a hundred functions; what never runs to its end proves little.
    #expect(answers.asked.count > 500)
    #expect(
      answers.ran.count * 10 > answers.asked.count * 8,
      "\(answers.asked.subtracting(answers.ran).map { $0.prefix(120) })")
  }

  @Test("no table can be read, changed or emptied beyond one's own, whatever the statement")
  func everyTable() async throws { expectNothing(try await Self.wall.value.tables()) }

  @Test("nobody adds a row to what is another team's, under any name")
  func everyInsertion() async throws { expectNothing(try await Self.wall.value.insertions()) }

  @Test("the daemon's role with no worker set sees nothing of any child")
  func nobody() async throws {
    let owner = try await Self.wall.value.owner
    let tables = try Script.ask(
      "SELECT tab FROM wall.path WHERE has_table_privilege('koosd', tab, 'SELECT') ORDER BY tab::text", conninfo: owner
    ).compactMap { $0[0] }
    let seen = try tables.filter {
      try Script.ask("SET ROLE koosd; SELECT count(*) FROM \($0)", conninfo: owner) != [["0"]]
    }
    // Busy time is everybody's, and bears no word of whom it is for.
    #expect(seen == ["koos.appointment", "koos.appointment_worker", "koos.occupied"], "of \(tables.count) tables")
    #expect(tables.count > 30)
  }
}
