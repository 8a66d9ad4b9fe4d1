import Postgres
import TestKit
import Testing
import Wire

/// A demo city and somebody who talks to it, with the things that tests about care begin from.
struct CareCity {
  let city: City
  let talk: Conversation

  /// Runs a test in a city of its own.
  static func with(_ body: (CareCity) async throws -> Void) async throws {
    let city = try await City()
    let talk = try Conversation(city)
    try await body(CareCity(city: city, talk: talk))
    await talk.close()
  }

  func ask(_ line: String, as login: String = "f.een") async -> Outcome { await talk.ask(line, as: login) }

  /// What the tables hold, looked at past row security.
  func sql(_ text: String) throws -> [[String?]] { try Script.ask(text, conninfo: city.owner) }

  /// How many entries of the access log a command has with an outcome.
  func logged(_ action: String, _ outcome: String = "ok") throws -> Int {
    let rows = try sql("SELECT count(*) FROM koos.access_log WHERE action = '\(action)' AND outcome = '\(outcome)'")
    return rows.first?.first.flatMap { $0.flatMap { Int($0) } } ?? 0
  }

  /// Says a line that must succeed, and returns a member of the reply.
  func made(_ member: String, _ line: String, as login: String = "f.een") async throws -> String {
    let outcome = await ask(line, as: login)
    return try #require(outcome[member]?.string, "\(line): \(outcome)")
  }

  func client(birth: String = "2016-05-14", as login: String = "f.een") async throws -> String {
    try await made("client", "client.add \"Demo Kind\" birth=\(birth) postcode=3526SA gender=V", as: login)
  }

  func casus(birth: String = "2016-05-14", as login: String = "f.een") async throws -> String {
    let client = try await client(birth: birth, as: login)
    return try await made(
      "case", "case.open \(client) question=\"Hoe verder?\" referrer=buurtteam buurtteam=buurtteam-zuidwest-1",
      as: login)
  }

  func consult(as login: String = "f.een") async throws -> String {
    try await made(
      "consult", "consult.ask \"Hoe helpen we dit kind?\" discipline=orthopedagoog convert=may-convert", as: login)
  }

  func entry(_ casus: String, _ words: String = "", as login: String = "f.een") async throws -> String {
    try await made("entry", "waiting.add \(casus) discipline=orthopedagoog \(words)", as: login)
  }

  /// Refusals by line: each must be answered with its code, and where one is named its field, and keep nothing.
  func refuses(_ table: [(line: String, login: String, code: String, field: String?)]) async {
    for (line, login, code, field) in table {
      let outcome = await ask(line, as: login)
      #expect(outcome.code == code, "\(line) as \(login): \(outcome)")
      if let field { #expect(outcome["field"]?.string == field, "\(line) as \(login): \(outcome)") }
    }
  }
}

extension Outcome {
  /// The texts in an array of the final object.
  func texts(_ member: String) -> [String] { self[member]?.array?.compactMap(\.string) ?? [] }
}
