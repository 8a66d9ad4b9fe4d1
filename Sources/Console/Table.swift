internal import Casework
internal import Wire

/// Rows of objects as a table that fits.
struct Table {
  let rows: [JSON]
  let cell: Cell
  /// Columns there are.
  let width: Int

  /// Below so many columns a record is a paragraph: a table would be all ellipses, as would a list in a cell.
  static let narrow = 60
  /// A text that gives way keeps so many columns, a header four.
  private static let least = 8
  private static let leastHeader = 4
  private static let gap = 2

  /// One column of the table.
  private struct Column {
    let name: String
    let cells: [String]
    let isRight: Bool
    /// How narrow it may become: a code, a number or a time is never cut.
    let floor: Int
    var width: Int

    init(_ name: String, _ rows: [JSON], _ cell: Cell) {
      let values = rows.map { $0[name] ?? .null }
      self.name = Visible.line(name)
      cells = values.map(cell.text)
      isRight = values.allSatisfy(\.isNumeric)
      let content = cells.map(Columns.count).max() ?? 0
      width = max(Columns.count(self.name), content)
      floor = min(width, values.contains(where: \.isFlexible) ? Table.least : max(content, Table.leastHeader))
    }
  }

  /// The lines.
  var lines: [String] {
    guard width >= Self.narrow, !rows.contains(where: \.holdsTable) else { return paragraphs }
    var columns = Self.names(rows).map { Column($0, rows, cell) }
    // What is empty everywhere tells nothing here.
    columns.removeAll { column in column.cells.allSatisfy(\.isEmpty) }
    var dropped: [String] = []
    while columns.count > 1, !Self.fit(&columns, in: width) {
      dropped.insert(columns.removeLast().name, at: 0)
    }
    var lines = [Self.line(columns) { $0.name }]
    for index in rows.indices { lines.append(Self.line(columns) { $0.cells[index] }) }
    if !dropped.isEmpty {
      let note = Sentence(nl: "te smal voor:", en: "too narrow for:")(cell.language)
      lines += Columns.wrap("… \(note) \(dropped.joined(separator: ", "))", to: width)
    }
    return lines
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

  /// Narrows the columns, the widest first, until they fit; false, and nothing is changed, when they cannot.
  private static func fit(_ columns: inout [Column], in width: Int) -> Bool {
    let gaps = gap * (columns.count - 1)
    guard columns.reduce(gaps, { $0 + $1.floor }) <= width else { return false }
    var excess = columns.reduce(gaps) { $0 + $1.width } - width
    while excess > 0 {
      let free = columns.indices.filter { columns[$0].width > columns[$0].floor }
      guard let widest = free.max(by: { columns[$0].width < columns[$1].width }) else { return false }
      columns[widest].width -= 1
      excess -= 1
    }
    return true
  }

  private static func line(_ columns: [Column], _ text: (Column) -> String) -> String {
    columns.map { column in
      Columns.pad(Columns.cut(text(column), to: column.width), to: column.width, right: column.isRight)
    }.joined(separator: String(repeating: " ", count: gap)).trimmingEnd
  }

  private var paragraphs: [String] {
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

  /// Whether a cell may be cut: a text, but no code, date or time.
  fileprivate var isFlexible: Bool {
    switch self {
    case .string(let text): !text.isCode && MomentText(wire: text) == nil
    case .array, .object: true
    case .null, .bool, .integer, .number: false
    }
  }
}

extension String {
  /// Whether the text is a code such as `C-12`.
  var isCode: Bool {
    let octets = Array(utf8)
    return octets.count > 2 && (65...90).contains(octets[0]) && octets[1] == 45
      && octets[2...].allSatisfy { (48...57).contains($0) }
  }

  /// The text without spaces at its end.
  var trimmingEnd: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
