internal import Postgres
internal import Records
internal import Synchronization

/// A database of the demo city, cloned from a template for one test.
package struct City: Sendable {
  /// The role the daemon has there.
  package let conninfo: String
  /// The superuser there, to look past row security.
  package let owner: String
  package let name: String
  private let copy: Copy?

  private static let number = Atomic(0)
  private static let layer = Layer.shared

  /// Clones the template; it is made once a process.
  package init() async throws {
    let turn = await Turn.take()
    let cluster = try TestCluster.shared.get()
    let template = try await Self.layer.city(in: cluster)
    name = "city_\(Self.number.wrappingAdd(1, ordering: .relaxed).newValue)"
    conninfo = cluster.conninfo(database: name, user: "koosd")
    owner = cluster.conninfo(database: name, user: "postgres")
    copy = Copy(name: name, conninfo: cluster.conninfo, turn: turn)
    try Script.run("CREATE DATABASE \(name) TEMPLATE \(template)", conninfo: cluster.conninfo)
  }

  /// A city that another process made and keeps.
  package init(keptElsewhere conninfo: String, owner: String) {
    (self.conninfo, self.owner) = (conninfo, owner)
    (name, copy) = ("", nil)
  }

  /// Lets the database go with the last who holds the city, so that hundreds of them never lie on the disk together.
  private final class Copy: Sendable {
    private let name: String
    private let conninfo: String
    private let turn: Turn

    init(name: String, conninfo: String, turn: Turn) {
      self.name = name
      self.conninfo = conninfo
      self.turn = turn
    }

    deinit { try? Script.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", conninfo: conninfo) }
  }
}

/// Lays databases one after another: roles belong to the whole cluster, and two who lay them at once collide.
actor Layer {
  static let shared = Layer()
  private var made: Result<String, any Error>?

  /// The template of cities: schema, reference data, the demo city, and the administrator, at a fixed time.
  func city(in cluster: TestCluster) throws -> String {
    if let made { return try made.get() }
    let founding = "INSERT INTO koos.clock (at) VALUES ('\(City.now)');"
    let result = Result {
      try lay(
        "city",
        [
          SchemaTexts.schema, founding, SchemaTexts.reference, SchemaTexts.demo,
          Founding.administrator(uid: City.administrator),
        ], in: cluster)
    }
    made = result
    return try result.get()
  }

  /// Makes a database of texts.
  func lay(_ name: String, _ texts: [String], in cluster: TestCluster) throws -> String {
    try Script.run("CREATE DATABASE \(name)", conninfo: cluster.conninfo)
    for text in texts { try Script.run(text, conninfo: cluster.conninfo(database: name, user: "postgres")) }
    return name
  }
}

extension City {
  /// The simulated time tests begin at: a Monday in winter, before the working day.
  package static let now = "2026-03-02T08:00:00+01:00"
  /// The operating-system user that is the administrator.
  package static let administrator: UInt32 = 4_711
}
