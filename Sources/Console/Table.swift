internal import Wire

/// Rows of objects as a table that fits.
struct Table {
  let rows: [JSON]
  let cell: Cell
  /// Columns there are.
  let width: Int

  /// Below so many columns a record is a paragraph: a table would be all ellipses.
  static let narrow = 60
  /// A column that gives way keeps so many.
  private static let least = 8
  private static let gap = 2

  /// The lines.
  var lines: [String] {
    let names = Self.names(rows)
    guard width >= Self.narrow, let widths = widths(names) else { return paragraphs(names) }
    let isRight = names.map { name in rows.allSatisfy { $0[name]?.isNumeric ?? true } }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (index, text) in cells.enumerated() {
        let cut = Columns.cut(text, to: widths[index])
        line += Columns.pad(cut, to: widths[index], right: isRight[index])
        line += String(repeating: " ", count: Self.gap)
      }
      return line.trimmingEnd
    }
    return [line(names)] + rows.map { row in line(names.map { cell.text(row[$0] ?? .null) }) }
  }

  /// The names of the members of all rows, each where it came first.
  static func names(_ rows: [JSON]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for member in row.members ?? [] where seen.insert(member.name).inserted { names.append(member.name) }
    }
    return names
  }

  /// How wide each column is; the widest that may be cut gives way first, nil when even that is not enough.
  private func widths(_ names: [String]) -> [Int]? {
    var widths = names.map { name in
      rows.reduce(Columns.count(name)) { max($0, Columns.count(cell.text($1[name] ?? .null))) }
    }
    let isFlexible = names.map { name in rows.contains { $0[name]?.isFlexible ?? false } }
    var excess = widths.reduce(0, +) + Self.gap * max(0, names.count - 1) - width
    while excess > 0 {
      guard
        let widest = widths.indices.filter({ isFlexible[$0] && widths[$0] > Self.least }).max(by: {
          widths[$0] < widths[$1]
        })
      else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func paragraphs(_ names: [String]) -> [String] {
    let record = Record(cell: cell, width: width)
    return Array(rows.map { record.lines($0.members ?? []) }.joined(separator: [""]))
  }
}

/// One object as lines of names and values.
struct Record {
  let cell: Cell
  /// Columns there are.
  let width: Int

  /// The lines; lists of objects stand under their name as tables of their own.
  func lines(_ members: [JSON.Member]) -> [String] {
    let plain = members.filter { !$0.value.isTable }
    let names = plain.map { Columns.count(Visible.line($0.name)) }.max() ?? 0
    let room = max(width - names - 2, 16)
    var lines: [String] = []
    for member in plain {
      for (index, part) in Columns.wrap(cell.paragraph(member.value), to: room).enumerated() {
        let name = index == 0 ? Visible.line(member.name) : ""
        lines.append((Columns.pad(name, to: names) + "  " + part).trimmingEnd)
      }
    }
    for member in members where member.value.isTable {
      lines += ["", Visible.line(member.name)]
      lines += Table(rows: member.value.array ?? [], cell: cell, width: width - 2).lines.map {
        $0.isEmpty ? "" : "  " + $0
      }
    }
    return lines
  }
}

extension JSON {
  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .number, .null: true
    case .bool, .string, .array, .object: false
    }
  }

  /// Whether a cell may be cut: a text with spaces, or what holds others; a code or time may not.
  fileprivate var isFlexible: Bool {
    switch self {
    case .string(let text): text.utf8.count > 12 && text.contains(" ") || text.utf8.count > 25
    case .array, .object: true
    case .null, .bool, .integer, .number: false
    }
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmingEnd: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
