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
  /// A word that gives way keeps so many columns, a sentence so many, a header five.
  private static let least = 8
  private static let leastSentence = 16
  private static let leastHeader = 5
  /// So much of a word, a header and a sentence stands on one line as long as anything else can give way.
  private static let easyWord = 28
  private static let easyHeader = 12
  private static let easySentence = 44
  private static let gap = 2

  /// One column of the table.
  private struct Column {
    /// What stands above it.
    let title: String
    let cells: [String]
    let isRight: Bool
    /// Whether the cells are sentences or lists, which go on below and are never cut.
    let isProse: Bool
    /// Whether they are sentences.
    let isSentence: Bool
    /// Whether it is of use to programs rather than to people.
    let isMinor: Bool
    /// How wide the cells are.
    let content: Int
    /// How narrow it may become while it is read easily, while nothing is cut, and at all.
    let ease: Int
    let whole: Int
    let floor: Int
    /// How each cell is picked out.
    let emphases: [Style.Emphasis?]
    var width: Int

    init(_ name: String, _ rows: [JSON], _ cell: Cell, isFirst: Bool) {
      let values = rows.map { $0[name] ?? .null }
      title = cell.name(name, of: values.first { $0 != .null })
      isMinor = Column.minor.contains(name)
      // A word of the wire may be several of the reader's.
      isProse =
        values.contains(where: \.isProse)
        || values.contains { $0.isFlexible && cell.text($0, of: name).contains(" ") }
      cells =
        if name == "end" {
          // The day of an end is that of the start beside it, unless it says otherwise.
          rows.map { cell.end($0["end"] ?? .null, of: $0["start"]) }
        } else if isProse {
          values.map { cell.paragraph($0, of: name) }
        } else {
          values.map { cell.text($0, of: name) }
        }
      emphases = values.map { Style.emphasis(of: name, $0) }
      isRight = values.allSatisfy(\.isNumeric)
      isSentence = isProse && values.contains { $0.string != nil }
      content = cells.flatMap { $0.split(separator: "\n") }.map { Columns.count(String($0)) }.max() ?? 0
      width = max(Columns.count(title), content)
      let header = Column.longest([title])
      // A header in parts is read easily; one that is in no list is cut.
      let parts = Hyphenation.narrowest(title)
      // What names the row is typed in the next command.
      let isFixed = isFirst && content <= Table.easySentence || !values.contains(where: \.isFlexible)
      let least = isFixed ? content : Column.least(cells, isProse: isProse)
      floor = min(width, max(least, parts < header ? parts : min(header, Table.leastHeader)))
      let words = isProse ? min(Column.longest(cells), Table.easyWord) : content
      whole = min(width, max(floor, words, min(header, Table.easyHeader)))
      ease = isProse ? min(width, max(whole, min(content, isSentence ? Table.easySentence : Table.easyWord))) : whole
    }

    /// Whether it is of sentences that are told nowhere else.
    var isLong: Bool { isSentence && content > Table.easySentence }

    /// Whether the rows are there for what is said here: most of them say much.
    var isTold: Bool {
      isSentence && 2 * cells.count { Columns.count($0) > Table.easySentence } > cells.count
    }

    /// Whether all rows say the same here.
    var isSame: Bool { Set(cells).count == 1 }

    private static let minor: Set<String> = ["rev", "sequence"]

    /// The longest word of texts.
    private static func longest(_ texts: [String]) -> Int {
      texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map { Columns.count(String($0)) }.max() ?? 0
    }

    /// The title, broken where it is wider than the column.
    var header: [String] { Hyphenation.wrap(title, to: width).map { Columns.cut($0, to: width) } }

    /// How narrow texts may become: words are cut only as far as they stay apart, for one cut to what others begin with
    /// too says nothing.
    private static func least(_ cells: [String], isProse: Bool) -> Int {
      let words = Set(cells)
      let content = words.map(Columns.count).max() ?? 0
      guard !isProse else { return min(content, Table.leastSentence) }
      guard words.count > 1 else { return content }
      var width = Table.least
      while width < content, Set(words.map { Columns.cut($0, to: width) }).count < words.count { width += 1 }
      return width
    }
  }

  /// The lines.
  var lines: [String] {
    guard width >= Self.narrow, !rows.contains(where: \.holdsTable) else { return paragraphs }
    var columns = Self.names(rows).enumerated().map { Column($1, rows, cell, isFirst: $0 == 0) }
    // What is empty everywhere tells nothing here.
    columns.removeAll { column in column.cells.allSatisfy(\.isEmpty) }
    var same: [Column] = []
    // What is the same everywhere is said once, before anything is broken or goes.
    while rows.count > 1, !Self.fit(&columns, in: width, above: \.ease),
      let index = columns.dropFirst().lastIndex(where: \.isSame)
    {
      same.insert(columns.remove(at: index), at: 0)
    }
    var dropped: [String] = []
    while !Self.fit(&columns, in: width, above: \.ease), !Self.fit(&columns, in: width, above: \.whole),
      let index = columns.dropFirst().lastIndex(where: \.isMinor)
    {
      dropped.insert(columns.remove(at: index).title, at: 0)
    }
    while columns.count > 1, !Self.fit(&columns, in: width, above: \.floor) {
      // What names the row stays, and so do sentences.
      guard let index = columns.dropFirst().lastIndex(where: { !$0.isLong }) else { return paragraphs }
      dropped.insert(columns.remove(at: index).title, at: 0)
    }
    // Sentences in a sliver, or without when they were said and by whom, are read more easily one below another.
    guard !columns.contains(where: { $0.isTold && ($0.width < Self.easyWord || !dropped.isEmpty) }) else {
      return paragraphs
    }
    var lines = lines(columns, columns.map(\.header)) { _ in .heading }
    for index in rows.indices { lines += self.lines(columns, Self.cells(columns, index)) { $0.emphases[index] } }
    if !same.isEmpty {
      let note = Sentence(nl: "in elke rij:", en: "in every row:")(cell.language)
      let facts = same.map { "\($0.title) \($0.cells[0])" }.joined(separator: ", ")
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

  /// Narrows the columns as far as `floor` until they fit: what can be broken at a space before what must be cut, headers
  /// before words, words before sentences in mid-word, and the widest first; false, and nothing is changed, when they
  /// cannot.
  private static func fit(_ columns: inout [Column], in width: Int, above floor: (Column) -> Int) -> Bool {
    let gaps = gap * (columns.count - 1)
    guard columns.reduce(gaps, { $0 + floor($1) }) <= width else { return false }
    var excess = columns.reduce(gaps) { $0 + $1.width } - width
    while excess > 0 {
      let narrowing = columns.indices.filter { columns[$0].width > floor(columns[$0]) }
      let headers = narrowing.filter { columns[$0].width > columns[$0].content }
      let sentences = narrowing.filter { columns[$0].isProse }
      let broken = [headers, sentences].map { $0.filter { columns[$0].width > columns[$0].whole } }
      let words = narrowing.filter { !columns[$0].isProse }
      let free = (broken + [headers, words, narrowing]).first { !$0.isEmpty } ?? []
      guard let widest = free.max(by: { columns[$0].width < columns[$1].width }) else { return false }
      columns[widest].width -= 1
      excess -= 1
    }
    return true
  }

  /// What a row says, column by column in lines.
  private static func cells(_ columns: [Column], _ row: Int) -> [[String]] {
    columns.map { column in
      column.isProse
        ? Columns.wrap(column.cells[row], to: column.width).flatMap { Columns.broken($0, to: column.width) }
        : [Columns.cut(column.cells[row], to: column.width)]
    }
  }

  private func lines(
    _ columns: [Column], _ texts: [[String]], _ emphasis: (Column) -> Style.Emphasis?
  ) -> [String] {
    (0..<(texts.map(\.count).max() ?? 0)).map { line in
      columns.indices.map { index in
        let column = columns[index]
        let text = line < texts[index].count ? texts[index][line] : ""
        let padded = Columns.pad(text, to: column.width, right: column.isRight)
        return emphasis(column).map { cell.style(padded, $0) } ?? padded
      }.joined(separator: String(repeating: " ", count: Self.gap)).trimmingEnd
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
    let names = plain.map { Columns.count(cell.name($0.name, of: $0.value)) }.max() ?? 0
    let room = max(width - names - 2, 16)
    var lines: [String] = []
    for member in plain {
      for (index, part) in Columns.wrap(cell.paragraph(member.value, of: member.name), to: room).enumerated() {
        let name = index == 0 ? cell.name(member.name, of: member.value) : ""
        lines.append((Columns.pad(name, to: names) + "  " + part).trimmingEnd)
      }
    }
    if !empty.isEmpty {
      let note = Sentence(nl: "niets te tonen:", en: "nothing to show:")(cell.language)
      lines += Columns.wrap("… \(note) \(empty.map { cell.name($0.name) }.joined(separator: ", "))", to: width)
    }
    for member in members where member.value.isTable {
      lines += ["", cell.name(member.name)]
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
    case .string(let text): isFlexible && (text.contains(where: \.isWhitespace) || text.utf8.count > 64)
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
