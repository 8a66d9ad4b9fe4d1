internal import Wire

/// Figures under their names, right-aligned; one record a row where they do not fit beside each other.
struct FigureTable {
  let grid: Grid
  let width: Int
  let glyphs: Glyphs

  private static let gap = 2
  private static let leastLabel = 10

  private var all: [Grid.Row] { grid.rows + (grid.total.map { [$0] } ?? []) }

  /// Columns of the terminal that each column of figures takes; a name is broken at its spaces before it counts.
  private var widths: [Int] {
    grid.heads.indices.map { column in
      let cells = all.map { Columns.count($0.cells[column]) }.max() ?? 0
      let words = grid.heads[column].split(separator: " ").map { Columns.count(String($0)) }.max() ?? 0
      return max(cells, words)
    }
  }

  /// What all labels take.
  private var labels: Int { ([grid.corner] + all.map(\.label)).map(Columns.count).max() ?? 0 }

  /// What is left for the labels.
  private func room(_ widths: [Int]) -> Int { min(labels, width - widths.reduce(0) { $0 + Self.gap + $1 }) }

  /// Whether all columns stand beside each other, with their labels hardly broken.
  var fits: Bool { room(widths) >= min(labels, Self.leastLabel) }

  /// The lines.
  var lines: [String] {
    guard fits else { return records }
    let widths = widths
    let room = room(widths)
    let heads = grid.heads.indices.map { Columns.wrap(grid.heads[$0], to: widths[$0]) }
    let height = heads.map(\.count).max() ?? 1
    var lines = (0..<height).map { line in
      let first = line == height - 1 ? Columns.cut(grid.corner, to: room) : ""
      let cells = heads.map { head in line < height - head.count ? "" : head[line - (height - head.count)] }
      return self.line(first, cells, room, widths)
    }
    lines += grid.rows.flatMap { wrapped($0, room, widths) }
    if let total = grid.total {
      let whole = widths.reduce(room) { $0 + Self.gap + $1 }
      lines.append(String(repeating: glyphs == .blocks ? "─" : "-", count: whole))
      lines += wrapped(total, room, widths)
    }
    return lines
  }

  private func wrapped(_ row: Grid.Row, _ room: Int, _ widths: [Int]) -> [String] {
    // A label that fits keeps the spaces it begins with.
    (Columns.count(row.label) <= room ? [row.label] : Columns.wrap(row.label, to: room)).enumerated().map {
      index, label in
      let label = Columns.cut(label, to: room)
      return index == 0 ? line(label, row.cells, room, widths) : label
    }
  }

  private func line(_ label: String, _ cells: [String], _ room: Int, _ widths: [Int]) -> String {
    let gap = String(repeating: " ", count: Self.gap)
    let figures = cells.indices.map { gap + Columns.pad(cells[$0], to: widths[$0], right: true) }
    return (Columns.pad(label, to: room) + figures.joined()).trimmingEnd
  }

  private var records: [String] {
    let cells = all.flatMap(\.cells).map(Columns.count).max() ?? 0
    let names = min(grid.heads.map(Columns.count).max() ?? 0, max(8, width - cells - 4))
    let records = all.map { row in
      [Columns.cut(row.label, to: width)]
        + grid.heads.indices.map { index in
          "  " + Columns.pad(Columns.cut(grid.heads[index], to: names), to: names) + "  "
            + Columns.pad(row.cells[index], to: cells, right: true)
        }
    }
    return Array(records.joined(separator: [""]))
  }
}
