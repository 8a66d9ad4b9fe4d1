import Glibc
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("What was acknowledged of offers", .ownThreads)
struct OfferLossTests {
  /// What somebody said, and what was acknowledged of it: an offer, and how it stood; nil where no reply came.
  private struct Said: Sendable {
    let line: String
    let offer: String?
    let status: String?
  }

  /// Eight leads give out time and have it answered, one after the other until their connection ends; kill -9 comes in the
  /// middle.
  @Test(
    "kill -9 among offers loses and doubles none that was acknowledged, and leaves each time with one",
    arguments: [5, 14])
  func killed(acknowledgements: Int) async throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, LossTests.clock)
    let socket = daemon.socket
    let setting = try daemon.client()
    for day in 1...9 {
      let child = setting.ask("client.add name=\"Demo Kind\" birth=2015 postcode=3526SA gender=O as=f.een")
      let casus = setting.ask(
        "case.open \(child["client"]?.string ?? "") question=Hoe referrer=buurtteam buurtteam=buurtteam-zuidwest-1 as=f.een"
      )
      let entry = setting.ask(
        "waiting.add \(casus["case"]?.string ?? "") discipline=orthopedagoog registered-on=2026-02-0\(day) as=f.een")
      #expect(entry.code == "ok", "\(entry)")
    }
    let (acknowledged, progress) = AsyncStream.makeStream(of: Bool.self)
    let said = try await withThrowingTaskGroup(of: [Said].self) { group in
      for client in 0..<8 {
        group.addTask {
          defer { progress.yield(false) }
          return try Self.give(client, socket) { progress.yield(true) }
        }
      }
      var (count, working) = (0, 8)
      for await isAcknowledged in acknowledged {
        if isAcknowledged { count += 1 } else { working -= 1 }
        if count == acknowledgements || working == 0 { break }
      }
      #expect(daemon.terminate(SIGKILL) == .signalled(SIGKILL))
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(said.count { $0.offer != nil } >= acknowledgements)

    let next = try Daemon(home, LossTests.clock)
    let client = try next.client()
    for one in said where one.offer != nil {
      let again = client.ask(one.line)
      #expect(again.code == "ok" && again["replayed"]?.bool == true, "\(one): \(again)")
      #expect(again["offer"]?.string == one.offer && again["status"]?.string == one.status, "\(again)")
    }
    // Of what nothing was heard, saying it again does it at most once.
    for one in said where one.offer == nil { #expect(!client.ask(one.line).code.hasPrefix("internal")) }
    #expect(try wrong(home) == [])
    #expect(next.terminate() == .exited(0))
  }

  private static func give(_ number: Int, _ socket: String, _ acknowledge: () -> Void) throws -> [Said] {
    let client = try Client(socket)
    var said: [Said] = []
    // An hour of its own for each; where nobody is left to offer it to, that is an answer too.
    for turn in 0..<40 {
      let day = 9 + number / 2 + turn / 8 * 7
      let hour = 9 + turn % 8
      let at = "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):\(number % 2 == 0 ? "00" : "30")"
      guard day < 28 else { break }
      let making = "offer.make at=\(at) minutes=30 with=o.een mode=online as=t.lead once=m-\(number)-\(turn)"
      guard let offer = say(making) else { return said }
      if offer.isEmpty { continue }
      let verb = turn % 3 == 0 ? "accept" : "decline"
      guard say("offer.\(verb) \(offer) as=f.een once=a-\(number)-\(turn)") != nil else { return said }
    }
    return said

    /// The offer of what was acknowledged, empty for a refusal; nil where the connection ended.
    func say(_ line: String) -> String? {
      let outcome = client.ask(line)
      guard outcome.code == "ok" else {
        if outcome.code.contains(".") { return "" }
        said.append(Said(line: line, offer: nil, status: nil))
        return nil
      }
      said.append(Said(line: line, offer: outcome["offer"]?.string, status: outcome["status"]?.string))
      acknowledge()
      return outcome["offer"]?.string
    }
  }

  /// Times with two live offers, offers that are told twice or not at all, and appointments or held time that do not follow
  /// from their offer.
  private func wrong(_ home: Home) throws -> [[String?]] {
    try Script.ask(
      """
      SELECT 'slot', s.id FROM koos.slot s
        WHERE (SELECT count(*) FROM koos.offer o WHERE o.slot = s.id AND o.status = 'open') <> (s.state = 'open')::integer
      UNION ALL SELECT 'told', o.id FROM koos.offer o
        WHERE (SELECT count(*) FROM koos.waiting_fact f WHERE f.what = 'offered' AND f.detail->>'offer' = 'O-' || o.id) <> 1
          OR (SELECT count(*) FROM koos.waiting_fact f WHERE f.what = o.status AND f.detail->>'offer' = 'O-' || o.id)
            <> (o.status <> 'open')::integer
      UNION ALL SELECT 'appointment', o.id FROM koos.offer o JOIN koos.appointment a ON a.id = o.appointment
        WHERE a.status <> CASE o.status WHEN 'open' THEN 'voorstel' WHEN 'accepted' THEN 'gepland' ELSE 'vervallen' END
          OR (SELECT count(*) FROM koos.occupied x WHERE x.appointment = a.id) <> CASE WHEN o.status IN ('open', 'accepted') THEN 2 ELSE 0 END
      """, conninfo: home.owner)
  }
}
