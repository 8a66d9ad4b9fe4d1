internal import Platform

/// Turns what PostgreSQL logged of the daemon's statements into scripts for pgbench, so that pgbench runs the very
/// same SQL and no copy of it has to be kept.
///
/// The log comes from `log_statement=all` with whole parameters and the prefix `%p `, one process a connection.
struct Transcription {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// Reads `--log` and writes what the last request with a statement `--holding` some words ran to `--out`.
  ///
  /// `--joined` adds the statements of the next transaction holding other words, both in one transaction. `--split`
  /// begins a second round trip at the statement with these words, where the daemon waits for an answer. Parameters
  /// that stand in the file `--vary` (`value=>expression`, one a line) become expressions, after the lines of `--head`.
  func run() throws {
    let text = String(decoding: try File.read(options.text("log"), limit: 1 << 28), as: UTF8.self)
    let groups = Self.groups(Self.statements(text))
    func last(_ words: String) throws -> [Executed] {
      guard let group = groups.last(where: { $0.contains { $0.sql.contains(words) } }) else {
        throw Misuse("the log holds no statement with \(words)")
      }
      return group
    }
    var transaction = try last(options.text("holding"))
    if let joined = try? options.text("joined") {
      let added = try last(joined).filter { $0.sql.contains(joined) }
      transaction = [Executed(process: "", sql: "BEGIN")] + transaction + added + [Executed(process: "", sql: "COMMIT")]
    }
    let head = try? options.lines("head").joined(separator: "\n")
    let split = try? options.text("split")
    let script = Self.script(transaction, split: split, varied: (try? options.lines("vary")) ?? [])
    try File.write(Array(((head.map { $0 + "\n" } ?? "") + script).utf8), to: options.text("out"), mode: 0o644)
  }

  struct Executed {
    let process: String
    let sql: String
    var parameters: [String?] = []
  }

  /// The executions in the log, in order.
  static func statements(_ log: String) -> [Executed] {
    var found: [Executed] = []
    var open: (process: String, kind: String, text: String)?
    func close() {
      guard let entry = open else { return }
      if entry.kind == "execute" {
        found.append(Executed(process: entry.process, sql: entry.text))
      } else if let last = found.lastIndex(where: { $0.process == entry.process }) {
        found[last].parameters = parameters(entry.text)
      }
      open = nil
    }
    for line in log.split(separator: "\n", omittingEmptySubsequences: false) {
      // Continued lines begin with a tab; others with the process.
      if line.hasPrefix("\t") {
        open?.text += "\n" + line.dropFirst()
        continue
      }
      close()
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { continue }
      if let name = words[1].firstRange(of: "LOG:  execute ") {
        let rest = words[1][name.upperBound...]
        guard let colon = rest.firstRange(of: ": ") else { continue }
        open = (String(words[0]), "execute", String(rest[colon.upperBound...]))
      } else if let detail = words[1].firstRange(of: "DETAIL:  parameters: ") {
        open = (String(words[0]), "detail", String(words[1][detail.upperBound...]))
      }
    }
    close()
    return found
  }

  /// `$1 = 'x', $2 = NULL` taken apart.
  static func parameters(_ text: String) -> [String?] {
    var values: [String?] = []
    var rest = text[...]
    while let equals = rest.firstRange(of: " = ") {
      rest = rest[equals.upperBound...]
      if rest.hasPrefix("NULL") {
        values.append(nil)
        rest = rest.dropFirst(4)
        continue
      }
      var value = ""
      rest = rest.dropFirst()
      while let character = rest.popFirst() {
        if character == "'" {
          guard rest.first == "'" else { break }
          rest.removeFirst()
        }
        value.append(character)
      }
      values.append(value)
    }
    return values
  }

  /// What one request ran: from the identity statement to the next of the same connection.
  static func groups(_ statements: [Executed]) -> [[Executed]] {
    var groups: [[Executed]] = []
    for statement in statements {
      let begins = statement.sql.contains("'koos.worker'") || statement.sql.hasPrefix("BEGIN")
      if let last = groups.last, let first = last.first, first.process == statement.process,
        !(begins && !(last.count == 1 && first.sql.hasPrefix("BEGIN")))
      {
        groups[groups.count - 1].append(statement)
      } else {
        groups.append([statement])
      }
    }
    return groups
  }

  private static func script(_ transaction: [Executed], split: String?, varied: [String]) -> String {
    var script = "\\startpipeline\n"
    var isSplit = false
    for statement in transaction {
      if let split, !isSplit, statement.sql.contains(split) {
        isSplit = true
        script += "\\endpipeline\n\\startpipeline\n"
      }
      var sql = statement.sql
      for (index, value) in statement.parameters.enumerated().reversed() {
        let name = "$\(index + 1)"
        // A parameter has the type it is cast to anywhere; a literal would have it only there.
        let text = literal(value, varied)
        let type = sql.firstRange(of: name + "::").map {
          sql[$0.upperBound...].prefix { $0.isLetter || "[]".contains($0) }
        }
        sql = sql.replacing(name, with: type.map { "(\(text))::\($0)" } ?? text)
      }
      // pgbench reads a statement to its semicolon.
      script += sql.replacing("\n", with: " ") + ";\n"
    }
    return script + "\\endpipeline\n"
  }

  /// A parameter as SQL text; one that varies becomes an expression, also where it stands in an array.
  private static func literal(_ value: String?, _ varied: [String]) -> String {
    guard let value else { return "NULL" }
    for pair in varied {
      guard let arrow = pair.firstRange(of: "=>") else { continue }
      let (old, new) = (pair[..<arrow.lowerBound], pair[arrow.upperBound...])
      if value == old { return "(\(new))" }
      if value == "{\(old)}" { return "('{' || (\(new)) || '}')" }
    }
    return "'" + value.replacing("'", with: "''") + "'"
  }
}
