internal import Platform

extension TestCluster {
  /// All a database holds as pg_dump writes it, a line each: every table and the last value of every sequence, whichever
  /// there are.
  ///
  /// - Parameter option: what pg_dump is told besides, such as `--inserts` for a row a line.
  package static func dump(_ conninfo: String, _ option: String) throws -> [String] {
    let path = "/tmp/koos-" + Randomness.hex(try Randomness.bytes(6))
    try File.makeDirectory(path, mode: 0o700)
    defer {
      try? File.remove("\(path)/dump.sql")
      try? File.removeDirectory(path)
    }
    let result = try ChildProcess.run(
      ["\(programs)/pg_dump", "--dbname=\(conninfo)", option, "--file=\(path)/dump.sql"],
      environment: Environment.all())
    guard result.succeeded else { throw Failure(step: "pg_dump: \(result.output)") }
    let octets = try File.read("\(path)/dump.sql", limit: 1 << 30)
    return octets.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
      // The mark pg_dump puts round its text is another each time; nothing in the database is.
      .filter { !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict") }
  }
}

extension City {
  /// The whole database as a backup has it, in plain text, a row a line.
  package func dump() throws -> [String] { try TestCluster.dump(owner, "--inserts") }
}
