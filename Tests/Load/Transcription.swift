internal import Platform

/// Turns what PostgreSQL logged of the daemon's statements into scripts for pgbench, so that pgbench runs the very
/// same SQL and no copy of it has to be kept.
///
/// The log comes from `log_statement=all` with whole parameters and the prefix `%p `, one process a connection.
struct Transcription {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// Reads `--log` from octet `--from` on and writes the transactions found to `--out`-1.sql, -2.sql, …; replaces
  /// the words of `--vary` (`old=new`, one a line) in parameters.
  func run() throws {
    let text = String(decoding: try File.read(options.text("log"), limit: 1 << 28), as: UTF8.self)
    let wanted = try options.text("holding")
    let varied = (try? options.lines("vary")) ?? []
    var number = 0
    for group in Self.groups(Self.statements(text)) where group.contains(where: { $0.sql.contains(wanted) }) {
      number += 1
      var script = (try? options.text("head")).map { $0 + "\n" } ?? ""
      script += Self.script(group, varied)
      try File.write(Array(script.utf8), to: "\(options.text("out"))-\(number).sql", mode: 0o644)
    }
    guard number > 0 else { throw Misuse("the log holds no statement with \(wanted)") }
    try Output.standard.write("scripts \(number)\n")
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

  private static func script(_ group: [Executed], _ varied: [String]) -> String {
    var script = "\\startpipeline\n"
    for statement in group {
      var sql = statement.sql
      for (index, value) in statement.parameters.enumerated().reversed() {
        sql = sql.replacing("$\(index + 1)", with: literal(value, varied))
      }
      // pgbench reads a statement to its semicolon.
      script += sql.replacing("\n", with: " ") + ";\n"
    }
    return script + "\\endpipeline\n"
  }

  private static func literal(_ value: String?, _ varied: [String]) -> String {
    guard let value else { return "NULL" }
    for pair in varied {
      guard let mark = pair.firstRange(of: "=>") else { continue }
      if value == pair[..<mark.lowerBound] { return String(pair[mark.upperBound...]) }
    }
    return "'" + value.replacing("'", with: "''") + "'"
  }
}
