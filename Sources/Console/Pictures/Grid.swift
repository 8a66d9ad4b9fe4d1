internal import Catalogue
internal import Wire

/// The figures of a chart as texts in rows and columns.
struct Grid: Equatable {
  struct Row: Equatable {
    let label: String
    let cells: [String]
  }

  /// What the labels of the rows are.
  let corner: String
  let heads: [String]
  let rows: [Row]
  /// All rows together.
  let total: Row?

  /// So many letters fit beside each other on a telephone, in one of two columns of a page, and in a page of a tablet.
  static let letters = (phone: 34, half: 46, whole: 70)

  /// Letters that stand beside each other at least, where names are broken at their spaces.
  var letters: Int {
    func longest(_ text: String) -> Int {
      text.split { $0 == " " || $0 == "-" }.map { Columns.count(String($0)) + 1 }.max() ?? 0
    }
    let all = rows + (total.map { [$0] } ?? [])
    let labels = ([corner] + all.map(\.label)).map(longest).max() ?? 0
    return heads.indices.reduce(labels) { sum, column in
      sum + 2 + max(longest(heads[column]), all.map { Columns.count($0.cells[column]) }.max() ?? 0)
    }
  }

  init(corner: String, heads: [String], rows: [Row], total: Row?) {
    self.corner = corner
    self.heads = heads
    self.rows = rows
    self.total = total
  }

  /// Every column of the chart, and the share of each row where the first counts parts of a whole.
  init(_ chart: Chart, _ numbers: Numbers) {
    let language = numbers.language
    let hasShares = chart.whole != nil && chart.columns.count == 1
    func row(_ row: Chart.Row, _ share: Double?) -> Row {
      let cells = chart.columns.indices.map { index in
        numbers.cell(index < row.figures.count ? row.figures[index] : .none, chart.columns[index].unit)
      }
      return Row(label: row.label, cells: cells + (hasShares ? [share.map(numbers.share) ?? "–"] : []))
    }
    corner = chart.dimension
    heads =
      chart.columns.map { column in
        guard column.unit != .percent, let unit = column.unit.name(language) else { return column.label }
        return "\(column.label) (\(unit))"
      } + (hasShares ? [Sentence(nl: "aandeel", en: "share")(language)] : [])
    rows = chart.rows.enumerated().map { row($0.element, chart.share($0.offset)) }
    total = chart.total.map { row($0, 1) }
  }

  /// The same with rows for columns.
  var turned: Grid {
    let columns = rows + (total.map { [$0] } ?? [])
    return Grid(
      corner: "", heads: columns.map(\.label),
      rows: heads.indices.map { index in Row(label: heads[index], cells: columns.map { $0.cells[index] }) }, total: nil)
  }

  /// The way around that fits on a page.
  var fitting: Grid { letters > Self.letters.whole && turned.letters < letters ? turned : self }
}
