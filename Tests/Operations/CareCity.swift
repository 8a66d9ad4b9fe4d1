import Patience
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

  /// The last row of what row security lets a worker see.
  func seen(_ query: String, by login: String) throws -> [String?] {
    try sql(
      """
      SET ROLE koosd; SELECT set_config('koos.worker', (SELECT id::text FROM koos.worker WHERE login = '\(login)'), false);
      \(query)
      """
    ).last ?? []
  }

  /// Whether all events so far are final within a minute, so that a watch that begins now is told of none of them: an
  /// event stands behind every transaction of the cluster that began before its own, also those of other tests.
  func eventsAreFinal() async throws -> Bool {
    try await eventually(within: .seconds(60)) { try sql("SELECT is_final FROM koos.outbox_end()") == [["t"]] }
  }

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

  /// Says lines that must succeed.
  func does(_ lines: [(login: String, line: String)]) async {
    for (login, line) in lines {
      let outcome = await ask(line, as: login)
      #expect(outcome.code == "ok", "\(line) as \(login): \(outcome)")
    }
  }

  /// Moves the clock on.
  func advance(_ interval: String) throws {
    _ = try sql("UPDATE koos.clock SET at = at + interval '\(interval)'")
  }

  func client(birth: String = "2016-05-14", as login: String = "f.een") async throws -> String {
    try await made("client", "client.add \"Demo Kind\" birth=\(birth) postcode=3526SA gender=V", as: login)
  }

  func casus(birth: String = "2016-05-14", as login: String = "f.een") async throws -> String {
    try await casus(of: try await client(birth: birth, as: login), as: login)
  }

  func casus(of client: String, question: String = "Hoe verder?", as login: String = "f.een") async throws -> String {
    try await made(
      "case", "case.open \(client) question=\"\(question)\" referrer=buurtteam buurtteam=buurtteam-zuidwest-1",
      as: login)
  }

  /// A child with somebody's consent to tell who it is.
  func consentedClient(
    birth: String = "2016-05-14", by party: String = "parent-1", as login: String = "f.een"
  ) async throws -> (client: String, consent: String) {
    let client = try await client(birth: birth, as: login)
    return (client, try await made("consent", "consent.record \(client) purpose=identify by=\(party)", as: login))
  }

  /// Tells the database that a case is closed, past what guards that.
  func close(_ casus: String) throws {
    _ = try sql(
      """
      ALTER TABLE koos.casus DISABLE TRIGGER casus_changes;
      UPDATE koos.casus SET status = 'gesloten', closed_at = koos.now() WHERE id = \(casus.dropFirst(2));
      ALTER TABLE koos.casus ENABLE TRIGGER casus_changes;
      """)
  }

  /// Where the access that is kept is not what the rule gives.
  func strayAccess() throws -> [[String?]] {
    try sql(
      "(TABLE koos.access EXCEPT TABLE koos.access_due) UNION ALL (TABLE koos.access_due EXCEPT TABLE koos.access)")
  }

  func consult(as login: String = "f.een") async throws -> String {
    try await made(
      "consult", "consult.ask \"Hoe helpen we dit kind?\" discipline=orthopedagoog convert=may-convert", as: login)
  }

  func entry(_ casus: String, _ words: String = "", as login: String = "f.een") async throws -> String {
    try await made("entry", "waiting.add \(casus) discipline=orthopedagoog \(words)", as: login)
  }

  /// What lies on a worker's desk, of all or of what is wanted, once it is so much.
  ///
  /// A desk shows what is final, for which it waits for whatever runs in this cluster, also for other tests.
  func desk(_ login: String, until count: Int, where isWanted: (JSON) -> Bool = { _ in true }) async -> [JSON] {
    var items: [JSON] = []
    _ = await eventually(within: .seconds(60)) {
      items = await ask("desk", as: login).rows.filter(isWanted)
      return items.count >= count
    }
    return items
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
