internal import Platform
internal import Postgres
internal import Records

/// Lays what a database lacks: schema, reference data, the first administrator, the demo city.
struct Laying {
  /// How the owner connects to a database of that name.
  let owner: (_ database: String) -> String

  private static let name = "koos"
  private static let unfinished = "koos_laying"

  /// Makes the database of an embedded cluster; interrupted, it begins anew the next time.
  func database(administrator: UInt32, clock: String?) throws {
    let maintenance = owner("postgres")
    let names = try refusing { () throws(DatabaseError) in
      try Script.ask("SELECT datname FROM pg_database", conninfo: maintenance)
    }.compactMap(\.first).compactMap { $0 }
    if !names.contains(Self.name) {
      if names.contains(Self.unfinished) {
        try refusing { () throws(DatabaseError) in
          try Script.run("DROP DATABASE \(Self.unfinished)", conninfo: maintenance)
        }
      }
      try refusing { () throws(DatabaseError) in
        try Script.run("CREATE DATABASE \(Self.unfinished)", conninfo: maintenance)
      }
      try Self.lay(administrator: administrator, clock: clock, conninfo: owner(Self.unfinished))
      try refusing { () throws(DatabaseError) in
        try Script.run("ALTER DATABASE \(Self.unfinished) RENAME TO \(Self.name)", conninfo: maintenance)
      }
    }
    let conninfo = owner(Self.name)
    try Self.checkVersion(conninfo: conninfo)
    if let clock { try Self.set(clock: clock, conninfo: conninfo) }
    // The user who starts the daemon is the administrator, whoever that is this time.
    try refusing { () throws(DatabaseError) in
      try Script.run(Founding.administrator(uid: administrator), conninfo: conninfo)
    }
  }

  /// Lays schema and reference data into an empty database.
  static func lay(administrator: UInt32, clock: String?, conninfo: String) throws {
    try refusing { () throws(DatabaseError) in try Script.run(SchemaTexts.schema, conninfo: conninfo) }
    if let clock { try set(clock: clock, conninfo: conninfo) }
    try refusing { () throws(DatabaseError) in
      try Script.run(
        SchemaTexts.reference + Founding.administrator(uid: administrator) + "SELECT koos.make_log_partitions()",
        conninfo: conninfo)
    }
  }

  /// Lays the synthetic city; a second time it changes nothing.
  static func demo(conninfo: String) throws {
    try refusing { () throws(DatabaseError) in try Script.run(SchemaTexts.demo, conninfo: conninfo) }
  }

  /// Stores a simulated time; a later one that is stored already wins.
  private static func set(clock: String, conninfo: String) throws {
    try refusing { () throws(DatabaseError) in
      try Script.run(
        """
        INSERT INTO koos.clock AS c (at) VALUES ('\(clock)')
        ON CONFLICT ON CONSTRAINT clock_key DO UPDATE SET at = greatest(c.at, excluded.at)
        """, conninfo: conninfo)
    }
  }

  /// Refuses a schema this program does not know.
  static func checkVersion(conninfo: String) throws {
    let rows: [[String?]]
    do {
      rows = try Script.ask("SELECT max(version) FROM koos.version", conninfo: conninfo)
    } catch {
      if error.sqlState == "42P01" || error.sqlState == "3F000" {
        throw Refusal(.configuration, "The database holds no schema of koosd; lay it with koosd init.")
      }
      throw Refusal(.configuration, "The database does not answer: \(error.serverMessage ?? error.description)")
    }
    let laid = rows.first?.first?.flatMap { $0 }.flatMap { Int($0) } ?? 0
    if laid > SchemaTexts.version {
      throw Refusal(
        .configuration,
        "The database has schema \(laid); this koosd knows \(SchemaTexts.version). Install a newer koosd, or restore a backup."
      )
    }
    if laid < SchemaTexts.version {
      throw Refusal(.configuration, "The database has schema \(laid); this koosd needs \(SchemaTexts.version).")
    }
  }
}

/// Turns what PostgreSQL says while laying into one sentence.
@discardableResult
func refusing<Result>(_ body: () throws(DatabaseError) -> Result) throws -> Result {
  do {
    return try body()
  } catch {
    let said = (error.serverMessage ?? error.description).split(separator: "\n").first.map(String.init) ?? ""
    throw Refusal(.configuration, "The database could not be prepared: \(said)")
  }
}
