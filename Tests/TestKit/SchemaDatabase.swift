internal import Platform
internal import Records

/// A database as a newcomer lays it, without a simulated clock, for the tests written in SQL.
package enum SchemaDatabase {
  /// Lays it and runs a file of `Tests/Schema` with pg_prove; tells whether all passed, and what was said.
  package static func prove(_ files: [String]) async throws -> (passed: Bool, said: String) {
    let cluster = try TestCluster.shared.get()
    let name = try await Layer.shared.lay(
      "koos_schema", [SchemaTexts.schema, SchemaTexts.reference, SchemaTexts.demo], in: cluster)
    var environment = Environment.all()
    environment["PGHOST"] = cluster.directory
    environment["PGUSER"] = "postgres"
    let result = try ChildProcess.run(["/usr/bin/pg_prove", "-d", name] + files, environment: environment)
    return (result.succeeded, result.output)
  }
}
