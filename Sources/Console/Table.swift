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
  /// A text that gives way keeps so many columns, a header five.
  private static let least = 8
  private static let leastHeader = 5
  /// A text in the last column goes on for so many lines.
  private static let most = 3
  private static let gap = 2

  /// One column of the table.
  private struct Column {
    let name: String
    let cells: [String]
    let isRight: Bool
    /// Whether the cells are sentences, which may be broken at a space.
    let isProse: Bool
    /// How wide the cells are.
    let content: Int
    /// How narrow it may become.
    let floor: Int
    var width: Int

    init(_ name: String, _ rows: [JSON], _ cell: Cell) {
      let values = rows.map { $0[name] ?? .null }
      self.name = Visible.line(name)
      // The day of an end is that of the start beside it, unless it says otherwise.
      cells = name == "end" ? rows.map { cell.end($0["end"] ?? .null, of: $0["start"]) } : values.map(cell.text)
      isRight = values.allSatisfy(\.isNumeric)
      isProse = values.contains(where: \.isProse)
      content = cells.map(Columns.count).max() ?? 0
      width = max(Columns.count(self.name), content)
      let header = min(Columns.count(self.name), Table.leastHeader)
      let least = values.contains(where: \.isFlexible) ? Column.least(cells, isProse: isProse) : content
      floor = min(width, max(least, header))
    }

    /// Whether all rows say the same here.
    var isSame: Bool { Set(cells).count == 1 }

    /// The name broken after its underscores where it is wider than the column.
    var header: [String] {
      guard Columns.count(name) > width else { return [name] }
      var lines: [String] = []
      let parts = name.split(separator: "_", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        let text = index < parts.count - 1 ? part + "_" : part
        if let last = lines.last, Columns.count(last + text) <= width {
          lines[lines.count - 1] = last + text
        } else {
          lines.append(String(text))
        }
      }
      return lines.map { Columns.cut($0, to: width) }
    }

    /// How narrow texts may become: words are cut only as far as they stay apart, for one cut to what others begin with
    /// too says nothing.
    private static func least(_ cells: [String], isProse: Bool) -> Int {
      let words = Set(cells)
      let content = words.map(Columns.count).max() ?? 0
      guard !isProse else { return Table.least }
      guard words.count > 1 else { return content }
      var width = Table.least
      while width < content, Set(words.map { Columns.cut($0, to: width) }).count < words.count { width += 1 }
      return width
    }
  }

  /// The lines.
  var lines: [String] {
    guard width >= Self.narrow, !rows.contains(where: \.holdsTable) else { return paragraphs }
    var columns = Self.names(rows).map { Column($0, rows, cell) }
    // What is empty everywhere tells nothing here.
    columns.removeAll { column in column.cells.allSatisfy(\.isEmpty) }
    var same: [Column] = []
    var dropped: [String] = []
    while columns.count > 1, !Self.fit(&columns, in: width) {
      // What is the same everywhere is said once, before anything goes.
      if rows.count > 1, let index = columns.dropFirst().lastIndex(where: \.isSame) {
        same.insert(columns.remove(at: index), at: 0)
      } else {
        dropped.insert(columns.removeLast().name, at: 0)
      }
    }
    var lines = Self.lines(columns, columns.map(\.header))
    for index in rows.indices { lines += Self.lines(columns, Self.cells(columns, index)) }
    if !same.isEmpty {
      let note = Sentence(nl: "in elke rij:", en: "in every row:")(cell.language)
      let facts = same.map { "\($0.name) \($0.cells[0])" }.joined(separator: ", ")
      lines += Columns.wrap("… \(note) \(facts)", to: width)
    }
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

  /// Narrows the columns, names before cells and the widest first, until they fit; false, and nothing is changed, when
  /// they cannot.
  private static func fit(_ columns: inout [Column], in width: Int) -> Bool {
    let gaps = gap * (columns.count - 1)
    guard columns.reduce(gaps, { $0 + $1.floor }) <= width else { return false }
    var excess = columns.reduce(gaps) { $0 + $1.width } - width
    while excess > 0 {
      let narrowing = columns.indices.filter { columns[$0].width > columns[$0].floor }
      let names = narrowing.filter { columns[$0].width > columns[$0].content }
      let free = names.isEmpty ? narrowing : names
      guard let widest = free.max(by: { columns[$0].width < columns[$1].width }) else { return false }
      columns[widest].width -= 1
      excess -= 1
    }
    return true
  }

  /// What a row says, column by column in lines; only sentences at the end go on below.
  private static func cells(_ columns: [Column], _ row: Int) -> [[String]] {
    columns.indices.map { index in
      let (column, text) = (columns[index], columns[index].cells[row])
      guard index == columns.count - 1, column.isProse else { return [Columns.cut(text, to: column.width)] }
      let lines = Columns.wrap(text, to: column.width)
      let rest = lines.dropFirst(most - 1).joined(separator: " ")
      return (lines.prefix(most - 1) + (rest.isEmpty ? [] : [rest])).map { Columns.cut($0, to: column.width) }
    }
  }

  private static func lines(_ columns: [Column], _ texts: [[String]]) -> [String] {
    (0..<(texts.map(\.count).max() ?? 0)).map { line in
      columns.indices.map { index in
        let text = line < texts[index].count ? texts[index][line] : ""
        return Columns.pad(text, to: columns[index].width, right: columns[index].isRight)
      }.joined(separator: String(repeating: " ", count: gap)).trimmingEnd
    }
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

  /// The lines; what is empty is only named, and lists of objects stand under their name as tables of their own.
  func lines(_ members: [JSON.Member]) -> [String] {
    let plain = members.filter { !$0.value.isTable && !cell.text($0.value).isEmpty }
    let empty = members.filter { !$0.value.isTable && cell.text($0.value).isEmpty }
    let names = plain.map { Columns.count(Visible.line($0.name)) }.max() ?? 0
    let room = max(width - names - 2, 16)
    var lines: [String] = []
    for member in plain {
      for (index, part) in Columns.wrap(cell.paragraph(member.value), to: room).enumerated() {
        let name = index == 0 ? Visible.line(member.name) : ""
        lines.append((Columns.pad(name, to: names) + "  " + part).trimmingEnd)
      }
    }
    if !empty.isEmpty {
      let note = Sentence(nl: "leeg:", en: "empty:")(cell.language)
      lines += Columns.wrap("… \(note) \(empty.map { Visible.line($0.name) }.joined(separator: ", "))", to: width)
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

  /// Whether a cell is sentences, or a list: what may be broken at a space.
  fileprivate var isProse: Bool {
    switch self {
    case .string(let text): isFlexible && text.contains(" ")
    case .array, .object: true
    case .null, .bool, .integer, .number: false
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
