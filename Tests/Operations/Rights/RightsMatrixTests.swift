import Catalogue
import TestKit
import Testing
import Wire

@Suite("Every command, as every role, in every relation")
struct RightsMatrixTests {
  typealias Person = RightsCity.Person

  /// One question to the table: who gives which line, and what comes of it.
  struct Case {
    let row: String
    let command: String
    let person: Person
    let expected: String
  }

  /// A section's rows, each line taken apart.
  static func cases(of section: String) throws -> [Case] {
    let lines = section.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let columns = try #require(lines.first).split(separator: " ").dropFirst().map {
      $0.split(separator: ":").map(String.init)
    }
    return try lines.dropFirst().flatMap { line in
      let words = line.split(separator: " ").map(String.init)
      let (names, cells) = (words.dropLast(columns.count + 1), words.suffix(columns.count + 1))
      let gate = try #require(cells.first)
      return names.flatMap { name in
        zip(columns, cells.dropFirst()).flatMap { column, cell in
          column[0].split(separator: "+").flatMap { relation in
            column[1].filter { cell != "." || !gate.contains($0) }.map { role in
              Case(name, Person(role: role, at: String(relation)), gate: gate, cell: cell)
            }
          }
        }
      }
    }
  }

  @Test("does what the table says, tells no more than show would, and knows nothing of what may not be known")
  func matrix() async throws {
    try await RightsCity.with { city in
      let questions = try RightsTable.sections.flatMap(Self.cases(of:))
      var witness = RightsWitness()
      var wrong: [String] = []
      // What is only tried keeps nothing, so that many ask at once.
      for await answer in Self.answers(to: questions, in: city) {
        witness.hears(answer.question.person, answer.line, answer.outcome.description)
        if let complaint = answer.complaint {
          wrong.append("\(answer.line) as \(answer.question.person): \(complaint)")
        }
      }
      #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
      try await Self.check(witness, city)
    }
  }

  @Test("the table has every command")
  func complete() throws {
    let told = try RightsTable.sections.flatMap(Self.cases(of:)).map(\.command) + ["ping", "help", "auth", "quit"]
    #expect(Set(Catalogue.commands.map(\.name)).subtracting(told).sorted().isEmpty)
    #expect(try RightsTable.sections.flatMap(Self.cases(of:)).filter { RightsLines.all[$0.row] == nil }.isEmpty)
  }

  struct Answer {
    let question: Case
    let line: String
    let outcome: Outcome
    let complaint: String?
  }

  /// The answers to questions, as they come.
  private static func answers(to questions: [Case], in city: RightsCity) -> AsyncStream<Answer> {
    let (answers, sink) = AsyncStream<Answer>.makeStream()
    Task {
      await withTaskGroup { group in
        for speaker in 0..<8 {
          group.addTask {
            for question in stride(from: speaker, to: questions.count, by: 8).map({ questions[$0] }) {
              guard let line = question.line(city) else { continue }
              let outcome = await city.ask(line, as: question.person.login)
              var complaint = await city.difference(line, outcome, question.person)
              if !question.isMet(by: outcome.code) {
                complaint = "\(question.expected), not \(outcome.description.suffix(300))"
              }
              sink.yield(Answer(question: question, line: line, outcome: outcome, complaint: complaint))
            }
          }
        }
      }
      sink.finish()
    }
    return answers
  }

  /// What people got to see is what the table of words allows, and what `show` tells them as well.
  private static func check(_ witness: RightsWitness, _ city: RightsCity) async throws {
    let allowed = try words()
    for person in Set(witness.words.keys).union(allowed.keys) {
      let (seen, table) = (witness.words[person] ?? [], allowed[person] ?? [])
      #expect(
        seen == table, "\(person) sees too much: \(seen.subtracting(table)), too little: \(table.subtracting(seen))")
    }
    var showing = try RightsShowing(city)
    for (person, codes) in witness.codes {
      for code in codes where await !showing.tells(code, to: person) {
        Issue.record("\(person) got to see \(code), which show does not tell")
      }
    }
  }

  /// Whom the table of words lets see which.
  private static func words() throws -> [Person: Set<String>] {
    let lines = RightsTable.words.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let columns = try #require(lines.first).split(separator: " ").dropFirst()
    var words: [Person: Set<String>] = [:]
    for line in lines.dropFirst() {
      let cells = line.split(separator: " ").map(String.init)
      for (column, cell) in zip(columns, cells.suffix(columns.count)) where cell != "-" {
        for role in cell {
          words[Person(role: role, relation: String(column)), default: []].formUnion(cells.dropLast(columns.count))
        }
      }
    }
    return words
  }
}

extension RightsCity {
  /// How a refusal because of what may not be known differs from that of what is not; nil where it does not.
  fileprivate func difference(_ line: String, _ outcome: Outcome, _ person: Person) async -> String? {
    guard outcome.code.hasPrefix("not-found.") else { return nil }
    guard let code = outcome["value"]?.string, line.contains(code) else { return "it does not say what: \(outcome)" }
    let nothing = "\(code.prefix(2))9999999"
    let other = await ask(line.replacing(code, with: nothing), as: person.login)
    return other.description.replacing(nothing, with: code) == outcome.description ? nil : "\(outcome) but \(other)"
  }
}

extension RightsMatrixTests.Case {
  init(_ row: String, _ person: RightsCity.Person, gate: String, cell: String) {
    self.row = row
    self.person = person
    command = String(row.prefix { $0 != ":" })
    if !gate.contains(person.role) || !cell.contains(person.role) && cell.hasSuffix("*") {
      expected = "denied.role"
    } else if cell.contains(person.role) {
      expected = cell.hasSuffix("~") ? "state." : cell.hasSuffix("=") ? "conflict.duplicate" : "ok"
    } else if cell.hasSuffix("!") {
      expected = "denied.team"
    } else if cell.hasSuffix("-") {
      expected = "not-found."
    } else {
      expected = "nothing: the table does not say"
    }
  }

  /// The line, tried where it would change something; nil for a command there is not yet.
  func line(_ city: RightsCity) -> String? {
    guard let known = Catalogue.find(command) else { return nil }
    let words = RightsLines.all[row] ?? ""
    let isTried = known.effect == .changes || known.effect != .reads && row.contains(":")
    return city.line("\(command) \(words)\(isTried ? " dry-run=yes" : "")", by: person)
  }

  /// Whether a reply's code is what the table says.
  func isMet(by code: String) -> Bool { expected.hasSuffix(".") ? code.hasPrefix(expected) : code == expected }
}
