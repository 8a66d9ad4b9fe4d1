internal import Platform

/// Turns what PostgreSQL logged of the daemon's statements into scripts for pgbench, so that pgbench runs the very
/// same SQL and no copy of it has to be kept.
///
/// The log comes from `log_statement=all` with whole parameters and the prefix `%v `, the line's transaction.
struct Transcription {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// Reads `--log` and writes what the last request with a statement `--holding` some words ran to `--out`.sql, and its
  /// parameters, as variables for pgbench, to `--out`.constants.
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
      func bare(_ sql: String) -> [Executed] { [Executed(transaction: "", sql: sql)] }
      transaction = bare("BEGIN") + transaction + added + bare("COMMIT")
    }
    let head = (try? options.lines("head"))?.map { $0 + "\n" }.joined() ?? ""
    var script = Script(
      conninfo: try options.text("database"), split: try? options.text("split"),
      varied: (try? options.lines("vary")) ?? [])
    for statement in transaction { try script.add(statement) }
    let out = try options.text("out")
    try File.write(Array((head + script.text).utf8), to: out + ".sql", mode: 0o644)
    try File.write(Array(script.constants.map { $0 + "\n" }.joined().utf8), to: out + ".constants", mode: 0o644)
  }

  struct Executed {
    let transaction: String
    let sql: String
    var parameters: [String?] = []
  }

  /// The executions in the log, in order.
  static func statements(_ log: String) -> [Executed] {
    var found: [Executed] = []
    var open: (transaction: String, kind: String, text: String)?
    func close() {
      guard let entry = open else { return }
      if entry.kind == "execute" {
        found.append(Executed(transaction: entry.transaction, sql: entry.text))
      } else if let last = found.lastIndex(where: { $0.transaction == entry.transaction }) {
        found[last].parameters = parameters(entry.text)
      }
      open = nil
    }
    for line in log.split(separator: "\n", omittingEmptySubsequences: false) {
      // Continued lines begin with a tab; others with the transaction.
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

  /// What each transaction ran, in the order they began.
  static func groups(_ statements: [Executed]) -> [[Executed]] {
    var groups: [[Executed]] = []
    var places: [String: Int] = [:]
    for statement in statements {
      if let place = places[statement.transaction] {
        groups[place].append(statement)
      } else {
        places[statement.transaction] = groups.count
        groups.append([statement])
      }
    }
    return groups
  }
}
