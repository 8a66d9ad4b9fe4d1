internal import Postgres

/// A script for pgbench that runs what the daemon ran, in as many round trips.
struct Script {
  /// Where statements are prepared to learn their parameters' types.
  let conninfo: String
  /// Words of the statement that begins the second round trip.
  let split: String?
  /// `value=>expression`: parameters that differ from one transaction to the next.
  let varied: [String]
  private var lines: [String] = ["\\startpipeline"]
  private var isSplit = false
  /// `name=value` of the parameters that stay: variables, so that pgbench sends them as parameters too.
  private(set) var constants: [String] = []

  init(conninfo: String, split: String?, varied: [String]) {
    self.conninfo = conninfo
    self.split = split
    self.varied = varied
  }

  var text: String { lines.map { $0 + "\n" }.joined() + "\\endpipeline\n" }

  mutating func add(_ statement: Transcription.Executed) throws {
    if let split, !isSplit, statement.sql.contains(split) {
      isSplit = true
      lines += ["\\endpipeline", "\\startpipeline"]
    }
    var sql = statement.sql
    // pgbench makes every mention of a variable a parameter of its own, so each bears the type the server would find.
    let types = statement.parameters.isEmpty ? [] : try types(of: sql)
    for (index, value) in statement.parameters.enumerated().reversed() where types.indices.contains(index) {
      sql = sql.replacing("$\(index + 1)", with: "(\(expression(value))::\(types[index]))")
    }
    // pgbench reads a statement to its semicolon; on one line a remark would go on to the end of it.
    let spoken = sql.split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("--") }
    lines.append(spoken.joined(separator: " ") + ";")
  }

  private func types(of sql: String) throws -> [String] {
    let asking = "SELECT array_to_string(parameter_types, ';') FROM pg_prepared_statements WHERE name = 'transcribed'"
    let rows = try Postgres.Script.ask("PREPARE transcribed AS \(sql); \(asking)", conninfo: conninfo)
    return (rows.first?.first ?? nil)?.split(separator: ";").map(String.init) ?? []
  }

  private mutating func expression(_ value: String?) -> String {
    guard let value else { return "NULL" }
    for pair in varied {
      guard let arrow = pair.firstRange(of: "=>") else { continue }
      let (old, new) = (pair[..<arrow.lowerBound], pair[arrow.upperBound...])
      if value == old { return "(\(new))" }
      if value == "{\(old)}" { return "('{' || (\(new)) || '}')" }
    }
    constants.append("c\(constants.count)=\(value)")
    return ":c\(constants.count - 1)"
  }
}
