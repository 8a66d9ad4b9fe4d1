internal import Testing

@testable internal import Seed

@Suite struct CityTests {
  /// A good quarter of a city, laid once for all that only look at it.
  private static let city = Result { try Village(clients: 1_500) }

  @Test("the same seed lays the same octets, another seed others")
  func same() throws {
    let (one, again, other) = (try Village(clients: 120), try Village(clients: 120), try Village(clients: 120, seed: 2))
    #expect(one.octets == again.octets)
    #expect(one.octets[.casusFact] != other.octets[.casusFact])
  }

  @Test("every row has a value for each of its columns")
  func whole() throws {
    let village = try Self.city.get()
    for (table, rows) in village.rows {
      #expect(rows.allSatisfy { $0.count == Village.columns(table).count }, "\(table)")
      #expect(rows.count == village.made[table])
    }
    let empty = Set(Table.allCases).subtracting(village.rows.keys)
    #expect(
      empty.isSubset(of: [.room, .organisation, .wijk, .wijkConsortium, .postcodeArea, .team, .teamWijk, .formerly]),
      "\(empty)")
  }

  @Test("what is laid names nobody: names and texts begin with Demo, postcodes are never given out")
  func nobody() throws {
    let village = try Self.city.get()
    for (table, name) in [
      (Table.client, "name"), (.relation, "name"), (.worker, "name"), (.casusQuestion, "question"), (.note, "text"),
      (.goal, "words"),
      (.goalReview, "words"), (.step, "text"), (.participant, "name"), (.arrangement, "provider"),
      (.consultEntry, "text"),
      (.careGroup, "name"), (.invitation, "question"), (.invitation, "reason"), (.proposal, "reason"),
      (.agreement, "partner"),
    ] {
      let texts = village.column(table, name)
      #expect(!texts.isEmpty && texts.allSatisfy { $0.hasPrefix("Demo") }, "\(table).\(name)")
    }
    for name in ["reason", "text"] {
      #expect(village.column(.waitingFact, name).allSatisfy { $0 == "\\N" || $0.hasPrefix("Demo") })
    }
    #expect(village.column(.client, "postcode").allSatisfy { ["SA", "SD", "SS"].contains($0.suffix(2)) })
    #expect(!Village.columns(.client).contains("bsn"))
    for name in ["why", "withdraw_reason"] {
      #expect(village.column(.consent, name).allSatisfy { $0 == "\\N" || $0.hasPrefix("Demo") })
    }
  }

  @Test("shares are those of the field")
  func shares() throws {
    let village = try Self.city.get()
    func share(_ table: Table, _ name: String, _ fits: (String) -> Bool) -> Int {
      let all = village.column(table, name)
      return all.filter(fits).count * 1_000 / max(1, all.count)
    }
    #expect((380...460).contains(share(.casus, "referrer") { $0 == "huisarts" }))
    #expect((340...430).contains(share(.casus, "referrer") { $0 == "buurtteam" }))
    #expect(Set(village.column(.casus, "referrer")).count == 7)
    #expect((510...580).contains(share(.client, "gender") { $0 == "M" }))
    // 85% of consults name nobody, 5 to 10% become a case.
    let consults = village.made[.consult]
    #expect((820...900).contains(1_000 - village.made[.consultIdentity] * 1_000 / consults))
    #expect((45...100).contains(share(.consult, "state") { $0 == "converted" }))
    #expect((380...420).contains(consults * 1_000 / 1_500))
    #expect((50...140).contains(share(.appointment, "status") { $0.hasPrefix("afgezegd") }))
    #expect((35...90).contains(share(.appointment, "status") { $0 == "no-show" }))
    #expect((15...22).contains(village.made[.appointment] / 1_500))
  }

  @Test("the spring goes online, the summer comes back in part")
  func spring() throws {
    let village = try Self.city.get()
    let modes = Array(zip(village.column(.appointment, "starts_at"), village.column(.appointment, "mode")))
    func online(_ from: String, _ to: String) -> Int {
      let span = modes.filter { from <= $0.0 && $0.0 < to }
      return span.filter { $0.1 == "online" || $0.1 == "phone" }.count * 100 / max(1, span.count)
    }
    #expect((8...25).contains(online("2020-01-01", "2020-03-14")))
    #expect((80...97).contains(online("2020-03-16", "2020-05-10")))
    #expect((25...45).contains(online("2020-07-01", "2020-09-01")))
    // What had been agreed before was switched, and keeps what it was.
    let switched = village.column(.appointmentChange, "what").filter { $0 == "switched" }.count
    #expect(switched > 50)
  }

  @Test("more wait at the end of the year than at its beginning, and longer")
  func waiting() throws {
    let village = try Self.city.get()
    let spans = zip(
      village.column(.waitingEntry, "added_on"),
      zip(village.column(.waitingEntry, "start_on"), village.column(.waitingEntry, "removed_on")))
    func waits(_ day: String) -> Int {
      spans.filter { $0.0 <= day && ($0.1.0 == "\\N" || $0.1.0 > day) && ($0.1.1 == "\\N" || $0.1.1 > day) }.count
    }
    let counts = ["2020-01-01", "2020-06-30", "2020-12-31"].map(waits)
    #expect((85...140).contains(counts[0]) && (125...220).contains(counts[2]), "\(counts)")
    #expect(counts[0] * 12 < counts[2] * 10)
    #expect(village.made[.waitingPause] > 20 && village.made[.waitingBridge] > 300)
  }

  @Test("nobody and no room is in two places at once, and nobody works on a day off")
  func apart() throws {
    let village = try Self.city.get()
    let starts = village.column(.appointment, "starts_at")
    let ends = village.column(.appointment, "ends_at")
    let (numbers, rooms) = (village.column(.appointment, "id"), village.column(.appointment, "room"))
    let spans = Dictionary(uniqueKeysWithValues: zip(numbers, zip(starts, ends)))
    var taken: [String: [(String, String)]] = [:]
    for (room, span) in zip(rooms, zip(starts, ends)) where room != "\\N" {
      taken["room " + room, default: []].append(span)
    }
    for (number, worker) in zip(
      village.column(.appointmentWorker, "appointment"), village.column(.appointmentWorker, "worker"))
    {
      if let span = spans[number] { taken["worker " + worker, default: []].append(span) }
    }
    for (who, times) in taken {
      let order = times.sorted { $0.0 < $1.0 }
      let clash = zip(order, order.dropFirst()).first { $0.1 > $1.0 }
      #expect(clash == nil, "\(who): \(String(describing: clash))")
    }
    let closed = Village.closed.map { (month, day) in
      "2020-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
    #expect(starts.allSatisfy { start in !closed.contains(String(start.prefix(10))) })
  }

  @Test("no fact is recorded before it happened, or after the year")
  func facts() throws {
    let village = try Self.city.get()
    let times = zip(village.column(.casusFact, "occurred_at"), village.column(.casusFact, "recorded_at"))
    #expect(times.allSatisfy { $0 <= $1 && $1 < "2021-01-01" })
    // Some of it is recorded late, as registration is.
    #expect(times.filter { $0.prefix(10) < $1.prefix(10) }.count > 100)
    #expect(village.column(.waitingFact, "recorded_at").allSatisfy { $0 < "2021-01-01" })
  }

  @Test("more children than a city has are laid as more regions, none of them larger")
  func regions() {
    #expect(Scale(clients: 5_000, seed: 1).regions == [5_000])
    #expect(Scale(clients: 12_001, seed: 1).regions.reduce(0, +) == 12_001)
    #expect(Scale(clients: Scale.nation, seed: 1).regions.allSatisfy { $0 <= Scale.city })
  }
}
