import Postgres
import TestKit
import Testing
import Wire

/// A city to make appointments in, and somebody to talk to it.
struct AgendaCity {
  let city: City
  let conversation: Conversation

  init() async throws {
    city = try await City()
    conversation = try Conversation(city)
  }

  func ask(_ line: String, as login: String = "o.een") async -> Outcome { await conversation.ask(line, as: login) }

  /// Runs SQL past row security.
  @discardableResult
  func look(_ sql: String) throws -> [[String?]] { try Script.ask(sql, conninfo: city.owner) }

  /// Opens a case of a child who lives in Zuidwest, owned by two teams; its number.
  func openCase(owners: [String] = ["basecamp-zuidwest", "buurtteam-zuidwest-1"]) throws -> String {
    let number = try look(
      """
      DO $$
      DECLARE
        child bigint := nextval('koos.resource_number') + (1::bigint << 40);
        opener koos.worker;
        case_number integer;
      BEGIN
        SELECT w.* INTO opener FROM koos.worker w WHERE w.login = 'f.een';
        INSERT INTO koos.resource (id, kind) VALUES (child, 'client');
        INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
        SELECT 'Test Kind', '2015-01-01', '3526SA', 'zuidwest', child, opener.id, t.id FROM koos.team t WHERE t.slug = 'buurtteam-zuidwest-1';
        INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
        SELECT currval('koos.client_id_seq'), 'regulier', 'buurtteam', 'zuidwest', o.id, (SELECT min(m.worker) FROM koos.member m JOIN koos.team t ON t.id = m.team
            WHERE t.slug IN (\(owners.map { "'\($0)'" }.joined(separator: ", "))) AND m.role = 'gezinswerker'), opener.id
        FROM koos.organisation o WHERE o.slug = 'koos' RETURNING id INTO case_number;
        INSERT INTO koos.casus_owner (casus, team) SELECT case_number, t.id FROM koos.team t
        WHERE t.slug IN (\(owners.map { "'\($0)'" }.joined(separator: ", ")));
      END
      $$;
      SELECT max(id)::text FROM koos.casus
      """)[0][0]
    return "C-\(try #require(number))"
  }

  /// Books at the place of basecamp-zuidwest unless the words say otherwise; they may override none.
  func book(
    _ at: String, minutes: Int = 60, with: String = "o.een", mode: String = "on-site",
    place: String? = "basecamp-zuidwest", _ words: String = "", as login: String = "o.een"
  ) async -> Outcome {
    let location = mode == "online" || mode == "phone" ? "" : place.map { "place=\($0)" } ?? ""
    return await ask(
      "appointment.book type=overig at=\(at) minutes=\(minutes) with=\(with) mode=\(mode) \(location) \(words)",
      as: login
    )
  }
}

extension Outcome {
  /// The members of the rows, as text.
  func column(_ name: String) -> [String?] { rows.map { $0[name]?.string } }
  /// Workers named in `with`.
  var inTheWay: [String] { self["with"]?.array?.compactMap { $0["worker"]?.string } ?? [] }
}
