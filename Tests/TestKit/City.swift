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

  private static let number = Atomic(0)
  private static let template = Template()

  /// Clones the template; it is made once a process.
  package init() async throws {
    let cluster = try TestCluster.shared.get()
    let template = try await Self.template.name(in: cluster)
    name = "city_\(Self.number.wrappingAdd(1, ordering: .relaxed).newValue)"
    conninfo = cluster.conninfo(database: name, user: "koosd")
    owner = cluster.conninfo(database: name, user: "postgres")
    try Script.run("CREATE DATABASE \(name) TEMPLATE \(template)", conninfo: cluster.conninfo)
  }
}

/// The template: schema, reference data, the demo city, and the root user as administrator, at a fixed time.
private actor Template {
  private var made: Result<String, any Error>?

  func name(in cluster: TestCluster) throws -> String {
    if let made { return try made.get() }
    let result = Result {
      let clock = "INSERT INTO koos.clock (at) VALUES ('\(City.now)');"
      let founding = Founding.administrator(uid: City.administrator)
      _ = try cluster.lay(
        [SchemaTexts.schema, clock, SchemaTexts.reference, SchemaTexts.demo, founding], in: "city")
      return "city"
    }
    made = result
    return try result.get()
  }
}

extension City {
  /// The simulated time tests begin at: a Monday in winter, before the working day.
  package static let now = "2026-03-02T08:00:00+01:00"
  /// The operating-system user that is the administrator.
  package static let administrator: UInt32 = 4_711
}
