internal import Casework
internal import Wire

/// A week on a terminal: days side by side and hours below each other, or where it is narrow a day after the other.
struct WeekPicture {
  let monday: CivilDate
  /// Whose week it is, where the request said so.
  let whose: String?
  let rows: [JSON]
  let width: Int
  let cell: Cell

  /// A day takes so many columns at least, beside another.
  private static let least = 12
  private static let gap = 2
  /// `09:00` and the gap.
  private static let margin = 7
  private static let usual = 9 * 60..<17 * 60

  /// The lines.
  var lines: [String] {
    var lines = Columns.wrap(heading, to: width).map { cell.style($0, .heading) }
    let people = rows.reduce(into: [String?]()) { people, row in
      if !people.contains(row["worker"]?.string) { people.append(row["worker"]?.string) }
    }
    for person in people {
      let own = rows.filter { $0["worker"]?.string == person }
      lines.append("")
      if let person { lines.append(cell.style(Visible.line(person), .heading)) }
      lines += week(own.flatMap { WeekPiece.pieces($0, monday: monday) })
    }
    if people.isEmpty {
      lines += ["", Sentence(nl: "Niets in deze week.", en: "Nothing in this week.")(cell.language)]
    }
    return lines
  }

  /// `Week 10, 2 mrt 2026 – 8 mrt 2026, o.een`.
  private var heading: String {
    let days = [monday, monday.adding(days: 6)].map { cell.day(.string($0.iso)) ?? $0.iso }
    let week = "Week \(monday.isoWeek.week), \(days[0]) – \(days[1])"
    return whose.map { "\(week), \(Visible.line($0))" } ?? week
  }

  private func week(_ pieces: [WeekPiece]) -> [String] {
    // Who is only away in the weekend has it off.
    let last = pieces.filter { $0.kind != .absence }.map(\.day).max() ?? 4
    let days = Array(0...max(4, last))
    let room = (width - Self.margin - Self.gap * (days.count - 1)) / days.count
    return room >= Self.least ? grid(pieces, days, room) : list(pieces, days)
  }

  private func name(_ day: Int) -> String {
    let date = monday.adding(days: day)
    let names = cell.language == .nl ? Cell.daysNL : Cell.daysEN
    return "\(names[date.weekday.rawValue - 1]) "
      + (cell.day(.string(date.iso)) ?? date.iso).split(separator: " ").prefix(2)
      .joined(separator: " ")
  }

  // MARK: A day after the other

  private func list(_ pieces: [WeekPiece], _ days: [Int]) -> [String] {
    Array(
      days.map { day in
        let own = pieces.filter { $0.day == day }.sorted { $0.span.lowerBound < $1.span.lowerBound }
        return [cell.style(name(day), .heading)]
          + own.flatMap { piece in
            // The clock, the mark, and gaps.
            let room = max(width - 17, 8)
            return Columns.wrap(Block.text(piece, cell), to: room).enumerated().map { index, text in
              let clock = Columns.pad(index == 0 ? piece.clock : "", to: 13)
              return "  " + clock + (index == 0 ? Block.mark(piece.kind) : " ") + " " + Columns.cut(text, to: room)
            }
          }
      }.joined(separator: [""]))
  }

  // MARK: Days side by side

  private func grid(_ pieces: [WeekPiece], _ days: [Int], _ room: Int) -> [String] {
    let axis = Self.axis(pieces)
    let blocks = days.map { day in
      Block.blocks(
        pieces.filter { $0.day == day }.compactMap { $0.clamped(to: axis) },
        isLong: WeekPiece.isLong(monday.adding(days: day)), room, cell)
    }
    let points = Self.points(blocks.flatMap(\.self), axis)
    let heights = Self.heights(blocks.flatMap(\.self), points)
    let space = String(repeating: " ", count: Self.gap)
    var lines = [
      String(repeating: " ", count: Self.margin)
        + days.map { cell.style(Columns.pad(Columns.cut(name($0), to: room), to: room), .heading) }.joined(
          separator: space)
    ]
    for (index, height) in heights.enumerated() {
      for line in 0..<height {
        let clock = line == 0 ? WeekPiece.clock(points[index]) : ""
        let texts = blocks.map { blocks in
          guard let block = blocks.first(where: { $0.span.contains(points[index]) }) else {
            return String(repeating: " ", count: room)
          }
          let first = points.firstIndex(of: block.span.lowerBound) ?? index
          return block.line(heights[first..<index].reduce(line, +), room, cell)
        }
        lines.append(
          (cell.style(Columns.pad(clock, to: Self.margin), .faint) + texts.joined(separator: space)).trimmingEnd)
      }
    }
    let end = points.last.map(WeekPiece.clock) ?? ""
    return lines.map(\.trimmingEnd) + [cell.style(end, .faint)]
  }

  /// From the first to the last that is done; a whole day's absence makes no day longer.
  private static func axis(_ pieces: [WeekPiece]) -> Range<Int> {
    func hull(_ spans: [Range<Int>]) -> Range<Int>? {
      guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
      return (first / 60 * 60)..<((last + 59) / 60 * 60)
    }
    let work = hull(pieces.filter { $0.kind != .absence }.map(\.span)) ?? usual
    let outside = pieces.filter { $0.kind == .absence && !$0.span.overlaps(work) }.map(\.span)
    return hull([work] + outside) ?? work
  }

  /// The hours, and all moments at which something begins or ends.
  private static func points(_ blocks: [Block], _ axis: Range<Int>) -> [Int] {
    var points = Set(stride(from: axis.lowerBound, through: axis.upperBound, by: 60))
    // Only where it comes twice an hour stands there twice.
    if !blocks.contains(where: { $0.isLong && WeekPiece.second.overlaps($0.span) }) {
      points.remove(WeekPiece.second.lowerBound)
    }
    for block in blocks { points.formUnion([block.span.lowerBound, block.span.upperBound]) }
    return points.sorted()
  }

  /// How many lines each stretch between two points takes, so that what is to be said of each block finds room.
  private static func heights(_ blocks: [Block], _ points: [Int]) -> [Int] {
    var heights = [Int](repeating: 1, count: max(points.count - 1, 0))
    for block in blocks.sorted(by: { $0.span.count < $1.span.count }) {
      guard let first = points.firstIndex(of: block.span.lowerBound),
        let end = points.firstIndex(of: block.span.upperBound),
        first < end
      else { continue }
      heights[end - 1] += max(0, block.lines.count - heights[first..<end].reduce(0, +))
    }
    return heights
  }
}

/// What takes a stretch of a day's column: a piece, or several that lie over each other.
private struct Block {
  var pieces: [WeekPiece]
  var span: Range<Int>
  /// Whether it is of the day that has an hour twice.
  var isLong: Bool
  /// What is said of it.
  var lines: [String] = []

  static func blocks(_ pieces: [WeekPiece], isLong: Bool, _ room: Int, _ cell: Cell) -> [Block] {
    var blocks: [Block] = []
    for piece in pieces.sorted(by: {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }) {
      if let last = blocks.last, last.span.overlaps(piece.span) {
        blocks[blocks.count - 1].pieces.append(piece)
        blocks[blocks.count - 1].span = last.span.lowerBound..<max(last.span.upperBound, piece.span.upperBound)
      } else {
        blocks.append(Block(pieces: [piece], span: piece.span, isLong: isLong))
      }
    }
    for index in blocks.indices {
      let pieces = blocks[index].pieces
      blocks[index].lines = pieces.flatMap { piece in
        // Over each other nothing but the words tells from when to when.
        let text = pieces.count > 1 ? "\(piece.clock) \(text(piece, cell))" : text(piece, cell)
        return Columns.wrap(text, to: room - 2).map { mark(piece.kind) + " " + Columns.cut($0, to: room - 2) }
      }
    }
    return blocks
  }

  /// A line of it, as wide as the column.
  func line(_ index: Int, _ room: Int, _ cell: Cell) -> String {
    let kinds = pieces.map(\.kind)
    let rest = Self.mark(kinds.contains(.appointment) ? .appointment : kinds.first ?? .free)
    let text = Columns.pad(index < lines.count ? lines[index] : rest, to: room)
    return kinds.contains(.appointment) ? text : cell.style(text, .faint)
  }

  static func mark(_ kind: WeekPiece.Kind) -> String {
    switch kind {
    case .appointment: "▌"
    case .journey: "~"
    case .absence: "×"
    case .free: "·"
    }
  }

  /// What a piece is, the most telling first.
  static func text(_ piece: WeekPiece, _ cell: Cell) -> String {
    let length = length(piece.minutes, cell.language)
    switch piece.kind {
    case .free: return Sentence(nl: "vrij", en: "free")(cell.language) + " " + length
    case .journey: return Sentence(nl: "reis", en: "travel")(cell.language) + " " + length
    case .absence: return Sentence(nl: "afwezig", en: "away")(cell.language)
    case .appointment:
      // Of a colleague's one may know no more than that the time is taken.
      let type = piece.row["type"]?.string == nil ? [Sentence(nl: "bezet", en: "busy")(cell.language)] : []
      let facts = ["type", "appointment", "mode", "place", "room", "case"].map { name in
        let text = cell.text(piece.row[name] ?? .null, of: name)
        return name == "room" && !text.isEmpty ? Sentence(nl: "kamer", en: "room")(cell.language) + " " + text : text
      }
      return (type + facts.filter { !$0.isEmpty }).joined(separator: " ")
    }
  }

  /// `45m`, `6u`, `1u30`; in English with an h.
  private static func length(_ minutes: Int64, _ language: Language) -> String {
    guard minutes >= 60 else { return "\(minutes)m" }
    let hours = "\(minutes / 60)" + Sentence(nl: "u", en: "h")(language)
    let rest = minutes % 60
    return rest == 0 ? hours : hours + (rest < 10 ? "0" : "") + "\(rest)"
  }
}

extension WeekPiece {
  /// The part of it in a span of the axis; nil where there is none.
  fileprivate func clamped(to axis: Range<Int>) -> WeekPiece? {
    let part = span.clamped(to: axis)
    return part.isEmpty ? nil : WeekPiece(kind: kind, day: day, span: part, clock: clock, minutes: minutes, row: row)
  }
}
