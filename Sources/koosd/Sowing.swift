internal import Casework
internal import Postgres
internal import Records
internal import Seed
internal import Wire

/// Lays a year by COPY in one transaction: all of it, or nothing.
struct Sowing {
  let conninfo: String
  let scale: Scale
  let year: Int
  let progress: Progress
  /// The key BSNs are kept under; without one no child has any.
  let key: String?
  /// Whether rows come one table after another with all triggers at work, which takes far longer and makes the same.
  let byTriggers: Bool

  /// Rows kept back until those they refer to are there.
  private final class Basket {
    var rows: [[UInt8]] = Array(repeating: [], count: Table.allCases.count)
  }

  /// - Parameter keep: called just before all of it is kept.
  func sow(keep: () -> Void) throws -> City.Made {
    let loading = try refusing { () throws(DatabaseError) in try Loading(conninfo: conninfo) }
    let run = { (sql: String) throws in
      try refusing { () throws(DatabaseError) in try loading.run(sql) }
    }
    _ = try run(Seeding.begin)
    guard try run(Seeding.children).first?.first == "0" else {
      let known = Sentence(
        nl: "De database kent al kinderen; een jaar komt alleen waar er geen zijn, dus er is niets veranderd.",
        en: "The database knows children already; a year is laid only where there are none, so nothing was changed.")
      throw Refusal(.configuration, known(progress.language))
    }
    if let key { try Laying.checkKey(key, conninfo: conninfo) }
    _ = try run(SchemaTexts.people)
    _ = try run(Seeding.prepare(at: "\(year + 1)-01-01", withTriggers: byTriggers))
    let ground = try ground(run)
    _ = try run(Seeding.found(year, name: "\(year), \(scale.clients), \(scale.seed)"))
    _ = try run(Seeding.months(year))
    progress.phase(Sentence(nl: "\(scale.clients) kinderen leggen", en: "laying \(scale.clients) children"))
    let copy = { (table: Table, rows: [UInt8]) throws in
      try refusing { () throws(DatabaseError) in try loading.copy(Seeding.copy(table.name, table.columns), rows) }
    }
    let basket = Basket()
    let made = try City.lay(
      scale, on: ground, pour: byTriggers ? { table, rows in basket.rows[table.rawValue] += rows } : copy,
      tell: { progress.done($0, of: scale.clients) })
    for table in Table.allCases where !basket.rows[table.rawValue].isEmpty {
      try copy(table, basket.rows[table.rawValue])
    }
    for (table, last) in made.numbers {
      if let key = table.key { _ = try run(Seeding.number(table.name, key, last)) }
    }
    _ = try run(Seeding.resources(made.resource))
    progress.phase(Sentence(nl: "kijken wat er ligt", en: "looking at what was laid"))
    _ = try run(Seeding.analyze)
    let (meetings, entries) = (made[.appointment], made[.accessLog])
    progress.phase(
      Sentence(nl: "de tijd van \(meetings) afspraken bezetten", en: "taking the time of \(meetings) appointments"))
    _ = try run(Seeding.occupy)
    _ = try run(Seeding.formerly)
    if byTriggers {
      _ = try run(Seeding.emergencies)
    } else {
      progress.phase(Sentence(nl: "uitwerken wie wat mag zien", en: "working out who may see what"))
      _ = try run(Seeding.logins)
      _ = try run(Seeding.access)
      _ = try run(Seeding.reviews)
    }
    if let key { try identify(key, loading) }
    progress.phase(Sentence(nl: "de cijfers van de kwartalen nemen", en: "taking the figures of the quarters"))
    _ = try run(Seeding.quarters)
    progress.phase(
      Sentence(nl: "\(entries) regels van het logboek verzegelen", en: "sealing \(entries) entries of the access log"))
    _ = try run(Seeding.seal)
    keep()
    _ = try run(Seeding.end(withTriggers: byTriggers))
    progress.phase(Sentence(nl: "nog eens naar alles kijken", en: "looking at all of it once more"))
    _ = try run(Seeding.analyze)
    progress.end()
    return made
  }

  /// Gives children BSNs of the range that is there for tests, as far as it goes (its numbers are nobody's).
  private func identify(_ key: String, _ loading: Loading) throws {
    let numbers = (999_900_006...999_999_990).compactMap { BSN(String($0))?.digits }
    progress.phase(Sentence(nl: "BSN's voor tests toekennen", en: "giving out BSNs for tests"))
    try refusing { () throws(DatabaseError) in try loading.run(Seeding.identify(numbers, key: key)) }
  }

  private func ground(_ run: (String) throws -> [[String?]]) throws -> Ground {
    var ground = Ground()
    ground.year = year
    let wijken = try run(Seeding.wijken)
    ground.wijken = wijken.map { row in
      Ground.Wijk(slug: row[0] ?? "", consortium: Self.number(row[1]), pc4: Self.words(row[2]))
    }
    ground.teams = try run(Seeding.teams).map { row in
      Ground.Team(
        number: Self.number(row[0]), slug: row[1] ?? "", isBasecamp: row[2] == "basecamp",
        wijk: wijken.firstIndex { $0[0] == row[3] } ?? 0, place: Self.number(row[4]),
        rooms: Self.words(row[5]).map { word in
          let parts = word.split(separator: ":").compactMap { Int($0) }
          return Ground.Room(number: parts.first ?? 0, capacity: parts.last ?? 0)
        }, organisations: Self.words(row[6]).compactMap { Int($0) }, lead: Self.number(row[7]))
    }
    ground.closed = try run(Seeding.closed(year)).map { Self.number($0[0]) }
    let summer = try run(Seeding.summer(year)).first ?? []
    ground.summer = Self.number(summer.first)..<Self.number(summer.last)
    ground.schoolHolidays = try run(Seeding.schoolHolidays).map { Self.number($0[0])..<Self.number($0[1]) }
    let keyed = Table.allCases.filter { $0.key != nil }
    let last = try run("SELECT " + keyed.map { Seeding.last(of: $0.name, $0.key ?? "") }.joined(separator: ", "))
    ground.numbers = Array(repeating: 0, count: Table.allCases.count)
    for (place, table) in keyed.enumerated() { ground.numbers[table.rawValue] = Self.number(last.first?[place]) }
    let beginnings = try run(Seeding.beginnings).first ?? [nil, nil, nil]
    ground.resource = Self.number(beginnings[0])
    ground.administrator = Self.number(beginnings[1])
    ground.transaction = Self.number(beginnings[2])
    return ground
  }

  private static func number(_ text: String??) -> Int { (text ?? nil).flatMap { Int($0) } ?? 0 }
  private static func words(_ text: String?) -> [String] { (text ?? "").split(separator: " ").map(String.init) }
}
