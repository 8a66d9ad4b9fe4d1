internal import Platform
internal import Postgres
internal import Records

/// A database as a newcomer lays it, without a simulated clock, for the tests written in SQL.
package enum SchemaDatabase {
  /// Lays it and runs a file of `Tests/Schema` with pg_prove; tells whether all passed, and what was said.
  package static func prove(_ files: [String]) throws -> (passed: Bool, said: String) {
    let cluster = try TestCluster.shared.get()
    try Script.run("CREATE DATABASE koos_schema", conninfo: cluster.conninfo)
    let conninfo = cluster.conninfo(database: "koos_schema", user: "postgres")
    for text in [SchemaTexts.schema, SchemaTexts.reference, SchemaTexts.demo] {
      try Script.run(text, conninfo: conninfo)
    }
    var environment = Environment.all()
    environment["PGHOST"] = cluster.directory
    environment["PGUSER"] = "postgres"
    let result = try ChildProcess.run(["/usr/bin/pg_prove", "-d", "koos_schema"] + files, environment: environment)
    return (result.succeeded, result.output)
  }
}
