/// A year of work of a city, or of as many cities as it takes, laid row by row.
package enum City {
  /// What was laid, for people.
  package struct Made: Sendable {
    /// Rows by table.
    package let counts: [(table: Table, rows: Int)]
    /// The last number given out of each table that has one.
    package let numbers: [(table: Table, last: Int)]
    /// The last number given to what can be occupied.
    package let resource: Int

    /// How many rows of a table.
    package subscript(_ table: Table) -> Int { counts.first { $0.table == table }?.rows ?? 0 }
  }

  /// Lays it.
  ///
  /// - Parameters:
  ///   - pour: takes whole rows of a table, in order.
  ///   - tell: hears how many children are done.
  /// - Throws: what `pour` throws.
  package static func lay(
    _ scale: Scale, on ground: Ground, pour: @escaping (Table, [UInt8]) throws -> Void, tell: (Int) -> Void
  ) throws -> Made {
    let sheets = Sheets(numbers: ground.numbers, pour: pour)
    let year = Year(ground)
    var resource = ground.resource
    var done = 0
    try agree(sheets, ground, year)
    for (number, clients) in scale.regions.enumerated() {
      let region = Region(
        number, clients: clients, seed: scale.seed, year: year,
        ground: number == 0 ? ground : try elsewhere(number, sheets, ground, &resource), resource: resource,
        sheets: sheets)
      try region.lay { tell(done + $0) }
      resource = region.resource
      done += clients
    }
    try sheets.finish()
    return Made(
      counts: Table.allCases.map { ($0, sheets.counts[$0.rawValue]) },
      numbers: Table.allCases.filter { $0.key != nil }.map { ($0, sheets.last($0)) }, resource: resource)
  }

  /// What the city agreed with its partners (R06).
  private static func agree(_ sheets: Sheets, _ ground: Ground, _ year: Year) throws {
    let partners = [("SAVE", 0), ("de scholen", 30), ("de huisartsen", 60), ("de sociale basis", 120), ("Yeph", 90)]
    for (partner, after) in partners {
      try sheets.make(
        .agreement, .text("Demo: \(partner)"), .text("Demo: samenwerken in de wijk"), .day(year.first + after),
        .text("infinity"),
        .int(ground.administrator))
    }
  }

  /// Another region, with wijken and teams of its own: none of them is anywhere, and its postcodes are never given out.
  private static func elsewhere(_ number: Int, _ sheets: Sheets, _ ground: Ground, _ resource: inout Int) throws
    -> Ground
  {
    var made = ground
    let name = "regio-\(number + 1)"
    let consortium = try sheets.make(
      .organisation, .text(name), .text("Demo Regio \(number + 1)"), .text("consortium"), .null, .text("[2020-01-01,)"))
    made.wijken = []
    made.teams = []
    for place in 0..<10 {
      let slug = "\(name)-wijk-\(place + 1)"
      let pc4 = String(4_000 + number * 10 + place)
      try sheets.add(
        .wijk, .text(slug), .text("Demo Wijk \(number + 1).\(place + 1)"), .text("WK9\(number * 10 + place)"))
      try sheets.add(.wijkConsortium, .text(slug), .int(consortium), .text("[2020-01-01,)"))
      try sheets.add(.postcodeArea, .text(pc4), .text("SA"), .text("SS"), .text(slug), .text("[2020-01-01,)"))
      made.wijken.append(Ground.Wijk(slug: slug, consortium: consortium, pc4: [pc4]))
      for (kind, count) in [("basecamp", 1), ("buurtteam", 2)] {
        for turn in 1...count {
          try settle(
            kind, kind == "basecamp" ? "\(kind)-\(slug)" : "\(kind)-\(slug)-\(turn)", place, consortium, sheets, &made,
            &resource)
        }
      }
    }
    return made
  }

  private static func settle(
    _ kind: String, _ slug: String, _ wijk: Int, _ organisation: Int, _ sheets: Sheets, _ made: inout Ground,
    _ resource: inout Int
  ) throws {
    let team = try sheets.make(.team, .text(slug), .text("Demo \(slug)"), .text(kind), .int(organisation))
    try sheets.add(.teamWijk, .int(team), .text(made.wijken[wijk].slug), .text("[2020-01-01,)"))
    let place = try sheets.make(.place, .text(slug), .text(slug), .text(kind), .text(made.wijken[wijk].slug))
    var rooms: [Ground.Room] = []
    for (name, capacity) in [("1", 4), ("2", 10)] {
      resource += 1
      try sheets.add(.resource, .int(resource), .text("room"))
      rooms.append(
        Ground.Room(
          number: try sheets.make(.room, .int(place), .text(name), .int(capacity), .int(resource)), capacity: capacity))
    }
    resource += 1
    try sheets.add(.resource, .int(resource), .text("worker"))
    let lead = try sheets.make(
      .worker, .text("t.\(slug)"), .text("Demo Teamleider \(slug)"), .int(organisation), .null, .int(36), .text("{}"),
      .int(resource))
    try sheets.make(
      .member, .int(lead), .int(team), .text("lead"), .text("2020-01-01"), .text("infinity"), .null,
      .text("2020-01-01"))
    made.teams.append(
      Ground.Team(
        number: team, slug: slug, isBasecamp: kind == "basecamp", wijk: wijk, place: place, rooms: rooms,
        organisations: [organisation], lead: lead))
  }
}
