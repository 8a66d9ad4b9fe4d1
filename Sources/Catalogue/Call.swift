/// A request as the catalogue understood it: the command and its parameters, read.
package struct Call: Sendable {
  /// Something a request names, which must exist and be known to the caller.
  package struct Named: Sendable, Equatable {
    /// The parameter that names it.
    package let parameter: String
    /// What it is.
    package let thing: Thing
    /// The login, slug or code, in its kept form.
    package let value: String
    /// The number of a coded thing.
    package let number: Int?
    /// The octet of the line, from 1, where the value starts.
    package let column: Int
    /// Who may name it without knowing of it; nil: nobody.
    package var reach: Reach?
  }

  /// A value only the database can say is one.
  package struct Looked: Sendable, Equatable {
    /// The parameter it stands in.
    package let parameter: String
    /// The list it must be in.
    package let lookup: Lookup
    /// The value, in lower case.
    package let value: String
    /// The octet of the line, from 1, where the value starts.
    package let column: Int
  }

  /// The command.
  package let command: Command
  /// The tag to echo.
  package let tag: String?
  /// The token under which the change happens once, nil where the client gave none.
  package let once: String?
  /// Whether every check runs and nothing is kept.
  package let dryRun: Bool
  /// The revision the thing must still have.
  package let revision: Int?
  /// How many seconds the request may take.
  package let within: Int
  /// How many rows a page holds at most; 0 where the command is no list.
  package let limit: Int
  /// The cursor the page starts after.
  package let after: String?
  /// The things named, in the order written.
  package let named: [Named]
  /// The values to look up, in the order written.
  package let looked: [Looked]
  /// Whether this very call changes anything.
  package let changes: Bool

  let values: [String: Value]
  let columns: [String: Int]
  /// What was written, where codes in it were taken for others since.
  private let written: [UInt8]?

  init(
    command: Command, tag: String?, once: String?, dryRun: Bool, revision: Int?, within: Int, limit: Int,
    after: String?,
    named: [Named], looked: [Looked], changes: Bool, values: [String: Value], columns: [String: Int],
    written: [UInt8]? = nil
  ) {
    self.command = command
    self.tag = tag
    self.once = once
    self.dryRun = dryRun
    self.revision = revision
    self.within = within
    self.limit = limit
    self.after = after
    self.named = named
    self.looked = looked
    self.changes = changes
    self.values = values
    self.columns = columns
    self.written = written
  }

  /// The same request with codes of one kind of thing taken for others: what was merged goes by the code of what it
  /// merged into.
  ///
  /// - Parameter numbers: the numbers that stand for others now.
  package func taking(_ thing: Thing, _ numbers: [Int: Int]) -> Call {
    func taken(_ value: Value) -> Value {
      switch value {
      case .code(thing, let number): .code(thing, numbers[number] ?? number)
      case .list(let items): .list(items.map(taken))
      default: value
      }
    }
    let named = named.map { one in
      guard one.thing == thing, let number = one.number, let other = numbers[number] else { return one }
      return Named(
        parameter: one.parameter, thing: thing, value: Value.code(thing, other).canonical, number: other,
        column: one.column, reach: one.reach)
    }
    return Call(
      command: command, tag: tag, once: once, dryRun: dryRun, revision: revision, within: within, limit: limit,
      after: after, named: named, looked: looked, changes: changes, values: values.mapValues(taken), columns: columns,
      written: canonical)
  }

  /// Where the parameter's value starts in the line, from 1; nil when it was not written.
  package func column(of name: String) -> Int? { columns[name] }

  /// Whether the request gave the parameter, be it to clear it.
  package func isGiven(_ name: String) -> Bool { columns[name] != nil }

  /// Whether the request gave the parameter an empty value.
  package func isCleared(_ name: String) -> Bool { values[name] == .cleared }

  /// The parameter's value, its fallback's when it was left out, nil where it has none.
  package func value(_ name: String) -> Value? { values[name] }

  /// The command and its parameters as read, whatever their order and spelling: what the digest of `once`
  /// is taken over. Tag, `within`, `once`, `as` and `dry-run` are no part of it.
  package var canonical: [UInt8] {
    if let written { return written }
    var bytes = Array(command.name.utf8)
    for name in values.keys.sorted() {
      bytes.append(0)
      bytes += Array(name.utf8)
      bytes.append(UInt8(ascii: "="))
      bytes += Array((values[name]?.canonical ?? "").utf8)
    }
    if let revision { bytes += [0] + Array("if=\(revision)".utf8) }
    return bytes
  }
}
