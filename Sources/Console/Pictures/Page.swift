internal import Catalogue
internal import Wire

/// A report as one page that needs nothing but itself: no script, no font, no picture from elsewhere.
struct Page {
  let picture: Picture
  let language: Language

  /// Colours there are for parts and lines; what comes after takes the first again.
  static let palette = 6

  private var numbers: Numbers { Numbers(language: language) }

  /// The page, as HTML in UTF-8.
  var text: String {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <link rel="icon" href="data:,">
    <title>\(Markup.text(picture.title))</title>
    <style>
    \(Self.style)</style>
    </head>
    <body>
    <header>
    <h1>\(Markup.text(picture.title))</h1>
    <p class="span">\(Markup.text(picture.span))</p>
    \(headlines)</header>
    <main>
    <div class="charts">
    \(picture.charts.enumerated().map { section($0.element, $0.offset + 1) }.joined())</div>
    </main>
    <footer>
    <h2>\(Sentence(nl: "Verantwoording", en: "About these figures")(language))</h2>
    <dl>
    \(picture.facts.map { "<div><dt>\(Markup.text($0.name))</dt><dd>\(Markup.text($0.text))</dd></div>\n" }.joined())</dl>
    \(picture.caution.map { "<p>\(Markup.text($0(language)))</p>\n" } ?? "")</footer>
    </body>
    </html>

    """
  }

  private var headlines: String {
    guard !picture.headlines.isEmpty else { return "" }
    return """
      <section class="heads" aria-labelledby="heads">
      <h2 id="heads">\(Markup.text(short))</h2>
      \(list(picture.headlines, "figures"))</section>

      """
  }

  private var short: String {
    Sentence(nl: "In het kort", en: "In short")(language) + (picture.headlineSpan.map { ", \($0)" } ?? "")
  }

  /// Figures that stand by themselves, each over its name.
  private func list(_ headlines: [Picture.Headline], _ style: String) -> String {
    let figures = headlines.map { headline in
      """
      <div><dt>\(Markup.text(headline.label))</dt>\
      <dd>\(big(headline.figure, headline.unit))</dd></div>

      """
    }
    return "<dl class=\"\(style)\">\n\(figures.joined())</dl>\n"
  }

  /// A figure with its unit small beside it.
  private func big(_ figure: Figure, _ unit: Unit) -> String {
    let (figure, unit) = numbers.parts(figure, unit)
    return Markup.figure(figure, language) + (unit.map { " <small>\(Markup.text($0))</small>" } ?? "")
  }

  private func section(_ chart: Chart, _ number: Int) -> String {
    let table = PageTable(title: chart.title, grid: Grid(chart, numbers).fitting, language: language)
    let style = table.isBroad ? " class=\"broad\"" : ""
    var text =
      "<section\(style) aria-labelledby=\"h\(number)\">\n<h2 id=\"h\(number)\">\(Markup.text(chart.title))</h2>\n"
    if !chart.asides.isEmpty { text += list(chart.asides, "figures") }
    for remark in chart.remarks(language) { text += "<p class=\"note\">\(Markup.text(remark))</p>\n" }
    guard let drawing = Drawing(chart, numbers) else { return text + table.text + "</section>\n" }
    let words = ChartWords(chart: chart, numbers: numbers)
    text += """
      <figure>
      <svg role="img" aria-labelledby="t\(number)" aria-describedby="d\(number)" width="100%" height="\(Markup.number(drawing.height))">\
      <title id="t\(number)">\(Markup.text(chart.title))</title><desc id="d\(number)">\(Markup.text(words.description))</desc>
      \(drawing.body)
      </svg>
      \(key(chart))</figure>

      """
    let summary = Sentence(nl: "Tabel", en: "Table")(language) + ": " + chart.title
    // The table stands beside what opens it, not in it, so that it can be printed without being opened.
    text += "<details><summary>\(Markup.text(summary))</summary></details>\n\(table.text)</section>\n"
    return text
  }

  /// Which colour and which shape is what, in the order they are drawn.
  private func key(_ chart: Chart) -> String {
    var items: [(label: String, values: [String])] = []
    switch chart.drawing {
    case .shares:
      items = chart.rows.indices.map { index in
        let figure = numbers.cell(chart.rows[index].figures.first ?? .none, chart.columns.first?.unit ?? .count)
        return (chart.rows[index].label, [figure] + [chart.share(index).map(numbers.share)].compactMap(\.self))
      }
    case .stacks: items = chart.columns.prefix(chart.drawn).map { ($0.label, []) }
    case .lines where chart.drawn > 1: items = chart.columns.prefix(chart.drawn).map { ($0.label, []) }
    case .lines, .trends, .bars, .columns, .none: return ""
    }
    let isLine = chart.drawing == .lines
    let entries = items.enumerated().map { index, item in
      let swatch =
        isLine ? Drawing.sample(index) : "<rect class=\"m\(index % Self.palette)\" width=\"14\" height=\"14\"/>"
      let values = zip(["b", "i"], item.values).map { "<\($0)>\(Markup.figure($1, language))</\($0)>" }.joined()
      return """
        <li><svg aria-hidden="true" width="14" height="14">\(swatch)</svg><span>\(Markup.text(item.label))</span>\(values)</li>

        """
    }
    return "<ul class=\"key\(chart.drawing == .shares ? " sums" : "")\">\n\(entries.joined())</ul>\n"
  }
}

/// The figures of a chart as a table.
struct PageTable {
  let title: String
  let grid: Grid
  let language: Language

  /// Whether it takes the whole width of the page.
  var isBroad: Bool { grid.letters > Grid.letters.half }
  /// Whether even that is little.
  private var isDense: Bool { grid.letters > Grid.letters.whole }
  /// Whether a telephone shows a record a row, every figure beside its name.
  private var isOfRecords: Bool { grid.letters > Grid.letters.phone }

  var text: String {
    let header = ([grid.corner] + grid.heads).enumerated().map { index, head in
      // A cell that is empty heads nothing.
      head.isEmpty ? "<td></td>" : "<th scope=\"col\"\(index > 0 ? " class=\"n\"" : "")>\(Markup.text(head))</th>"
    }
    let body = grid.rows.map(line).joined()
    let foot = grid.total.map { "<tfoot>\n\(line($0))</tfoot>\n" } ?? ""
    return """
      <div class="wide\(isDense ? " dense" : "")\(isOfRecords ? " records" : "")" tabindex="0" role="group" aria-label="\(Markup.text(title))"><table>
      <caption>\(Markup.text(title))</caption>
      <thead>
      <tr>\(header.joined())</tr>
      </thead>
      <tbody>
      \(body)</tbody>
      \(foot)</table></div>

      """
  }

  private func line(_ row: Grid.Row) -> String {
    let cells = zip(grid.heads, row.cells).map { head, cell in
      let name = isOfRecords ? " data-of=\"\(Markup.text(head))\"" : ""
      return "<td class=\"n\"\(name)>\(Markup.figure(cell, language))</td>"
    }
    return "<tr><th scope=\"row\">\(Markup.text(row.label))</th>\(cells.joined())</tr>\n"
  }
}
