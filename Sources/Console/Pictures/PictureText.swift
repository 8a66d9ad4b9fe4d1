internal import Catalogue
internal import Wire

/// A report on a terminal: figures with bars and lines drawn in characters.
struct PictureText {
  let picture: Picture
  let language: Language
  /// Columns there are.
  let width: Int
  let glyphs: Glyphs
  var style = Style.plain

  private static let gap = 2
  /// A bar shorter than this tells nothing.
  private static let leastBar = 6
  /// A bar longer than this tells no more.
  private static let mostBar = 60

  private var numbers: Numbers { Numbers(language: language) }

  /// The lines.
  var lines: [String] {
    var lines = heading(picture.title) + Columns.wrap(picture.span, to: width)
    if !picture.headlines.isEmpty {
      lines += [""] + (picture.headlineSpan.map { [$0] } ?? []) + list(picture.headlines)
    }
    for chart in picture.charts { lines += [""] + self.lines(of: chart) }
    if let caution = picture.caution { lines += [""] + Columns.wrap(caution(language), to: width) }
    let facts = picture.facts.map { "\($0.name): \($0.text)" }
    if !facts.isEmpty { lines += [""] + facts.flatMap { Columns.wrap($0, to: width) }.map { style($0, .faint) } }
    return lines
  }

  private func heading(_ text: String) -> [String] { Columns.wrap(text, to: width).map { style($0, .heading) } }

  /// Figures that stand by themselves, each before its name.
  private func list(_ headlines: [Picture.Headline]) -> [String] {
    let figures = headlines.map { numbers.alone($0.figure, $0.unit) }
    let room = figures.map(Columns.count).max() ?? 0
    return headlines.indices.flatMap { index in
      Columns.wrap(headlines[index].label, to: max(16, width - room - Self.gap)).enumerated().map { line, part in
        Columns.pad(line == 0 ? figures[index] : "", to: room, right: true) + "  " + part
      }
    }
  }

  private func lines(of chart: Chart) -> [String] {
    var lines = heading(chart.title)
    lines += list(chart.asides)
    for remark in chart.remarks(language) { lines += Columns.wrap(remark, to: width) }
    guard !chart.rows.isEmpty else {
      return lines + [Sentence(nl: "niets", en: "nothing")(language)]
    }
    let isWhole = chart.columns.count == 1
    switch chart.drawing {
    case .bars, .columns:
      lines += bars(chart)
      if !isWhole { lines += [""] + table(chart) }
    case .shares: lines += shares(chart)
    case .stacks: lines += stacks(chart) + [""] + table(chart)
    case .lines: lines += sparks(chart) + [""] + table(chart)
    case .trends: lines += trends(chart)
    case .none: lines += table(chart)
    }
    return lines
  }

  // MARK: Drawings

  /// Columns for names beside what is drawn: two fifths at most, or as many as the longest word takes, up to three.
  private func room(for labels: [String]) -> Int {
    let words = labels.flatMap { $0.split(separator: " ") }.map { Columns.count(String($0)) }.max() ?? 0
    return min(labels.map(Columns.count).max() ?? 0, max(12, width * 2 / 5, min(words, width * 3 / 5)))
  }

  private func bars(_ chart: Chart) -> [String] {
    let unit = chart.columns.first?.unit ?? .count
    let isOnly = chart.columns.count == 1
    let total = isOnly ? chart.total : nil
    var rows = chart.rows.map { ($0.label, numbers.cell($0.figures.first ?? .none, unit)) }
    if let total { rows.append((total.label, numbers.cell(total.figures.first ?? .none, unit))) }
    let shares = chart.rows.indices.map { chart.share($0).map(numbers.share) ?? "" } + (total == nil ? [] : [""])
    let values = rows.map { Columns.count($0.1) }.max() ?? 0
    let parts = shares.map(Columns.count).max() ?? 0
    let tail = Self.gap + values + (parts > 0 ? Self.gap + parts : 0)
    let labels = room(for: rows.map(\.0))
    let bar = min(Self.mostBar, width - labels - Self.gap - tail)
    let room = bar < Self.leastBar ? 0 : bar
    let largest = chart.largest ?? 1
    return rows.indices.flatMap { index in
      let drawn = index < chart.rows.count ? chart.rows[index].figures.first?.number ?? 0 : 0
      let bar = room > 0 ? "  " + style(Columns.pad(glyphs.bar(drawn / largest, room: room), to: room), .accent) : ""
      let share = parts > 0 ? "  " + Columns.pad(shares[index], to: parts, right: true) : ""
      let names = Columns.wrap(rows[index].0, to: labels).map { Columns.cut($0, to: labels) }
      let first = Columns.pad(names[0], to: labels) + bar + "  " + Columns.pad(rows[index].1, to: values, right: true)
      return [(first + share).trimmingEnd] + names.dropFirst()
    }
  }

  private func shares(_ chart: Chart) -> [String] {
    let values = chart.figures(0).map { $0.number ?? 0 }
    let grid = Grid(chart, numbers)
    let rows = grid.rows.enumerated().map {
      Grid.Row(label: "\(glyphs.shade($0.offset)) \($0.element.label)", cells: $0.element.cells)
    }
    let total = grid.total.map { Grid.Row(label: "  \($0.label)", cells: $0.cells) }
    let shaded = Grid(corner: "  \(grid.corner)", heads: grid.heads, rows: rows, total: total)
    let rest = chart.figures(0).contains(.suppressed) ? " " + numbers.cell(.suppressed, .count) : ""
    return [style(glyphs.parts(values, room: min(width - 3, Self.mostBar)), .accent) + rest]
      + FigureTable(grid: shaded, width: width, glyphs: glyphs).lines
  }

  private func stacks(_ chart: Chart) -> [String] {
    let labels = room(for: chart.rows.map(\.label))
    let room = min(Self.mostBar, width - labels - Self.gap)
    let key = chart.columns.prefix(chart.drawn).enumerated().map { "\(glyphs.shade($0.offset)) \($0.element.label)" }
    return flow(key)
      + chart.rows.map { row in
        let figures = row.figures.prefix(chart.drawn)
        // What is told fills the bar, and what is not follows it without a length.
        let rest = figures.contains(.suppressed) ? " " + numbers.cell(.suppressed, .count) : ""
        let bar = style(glyphs.parts(figures.map { $0.number ?? 0 }, room: room - 3), .accent) + rest
        return (Columns.pad(Columns.cut(row.label, to: labels), to: labels) + "  " + bar).trimmingEnd
      }
  }

  /// Texts one after another, none of them broken.
  private func flow(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { lines, text in
      if let last = lines.last, Columns.count(last) + 2 + Columns.count(text) <= width {
        lines[lines.count - 1] = last + "  " + text
      } else {
        lines.append(text)
      }
    }
  }

  private func sparks(_ chart: Chart) -> [String] {
    let top = chart.largest ?? 1
    let drawn = chart.columns.prefix(chart.drawn)
    let labels = room(for: drawn.map(\.label))
    return drawn.indices.map { column in
      let figures = chart.figures(column)
      let told = figures.filter { $0.number != nil }
      var ends = ""
      if let first = told.first, let last = told.last, told.count > 1 {
        let unit = chart.columns[column].unit
        ends = "  \(numbers.cell(first, unit)) \(glyphs.arrow) \(numbers.cell(last, unit))"
      }
      let label = Columns.pad(Columns.cut(chart.columns[column].label, to: labels), to: labels) + "  "
      // The latest are what matters where there is no room for all.
      let room = max(1, width - Columns.count(label) - Columns.count(ends))
      return (label + style(glyphs.spark(Array(figures.suffix(room)), top: top), .accent) + ends).trimmingEnd
    }
  }

  /// A small line a row, between its first and last number.
  private func trends(_ chart: Chart) -> [String] {
    let top = chart.largest ?? 1
    let unit = chart.columns.first?.unit ?? .count
    let heads = [chart.columns.first?.label ?? "", "", chart.columns.last?.label ?? ""]
    let rows = chart.rows.map { row in
      Grid.Row(
        label: row.label,
        cells: [
          numbers.cell(row.figures.first ?? .none, unit), glyphs.spark(row.figures, top: top),
          numbers.cell(row.figures.last ?? .none, unit),
        ])
    }
    let grid = Grid(corner: chart.dimension, heads: heads, rows: rows, total: nil)
    return FigureTable(grid: grid, width: width, glyphs: glyphs).lines
  }

  private func table(_ chart: Chart) -> [String] {
    let grid = Grid(chart, numbers)
    let table = FigureTable(grid: grid, width: width, glyphs: glyphs)
    let turned = FigureTable(grid: grid.turned, width: width, glyphs: glyphs)
    return !table.fits && turned.fits ? turned.lines : table.lines
  }
}
