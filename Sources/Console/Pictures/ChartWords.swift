internal import Catalogue
internal import Wire

/// What a chart shows, in a sentence for who does not see it.
struct ChartWords {
  let chart: Chart
  let numbers: Numbers

  /// How it is drawn, how much of it there is, and what stands out; the table has the rest.
  var description: String {
    let language = numbers.language
    let count = numbers.text(Double(chart.rows.count))
    var parts: [String] =
      switch chart.drawing {
      case .bars: [Sentence(nl: "Staafdiagram met \(count) staven.", en: "Bar chart with \(count) bars.")(language)]
      case .columns:
        [Sentence(nl: "Kolomdiagram met \(count) kolommen.", en: "Column chart with \(count) columns.")(language)]
      case .shares:
        [Sentence(nl: "Eén balk in \(count) delen.", en: "One bar in \(count) parts.")(language)]
      case .stacks:
        [
          Sentence(nl: "\(count) balken, elk in delen.", en: "\(count) bars, each in parts.")(language)
        ]
      case .lines:
        [
          Sentence(
            nl: "Lijndiagram over \(count) tijdstippen.", en: "Line chart over \(count) moments.")(language)
        ]
      case .trends:
        [
          Sentence(nl: "\(count) kleine lijnen over de tijd.", en: "\(count) small lines over time.")(language)
        ]
      case .none: []
      }
    switch chart.drawing {
    case .bars, .columns, .shares: parts += extremes
    case .lines: parts += courses
    case .stacks, .trends, .none: break
    }
    let withheld = (0..<max(chart.drawn, 1)).reduce(0) { $0 + chart.figures($1).count { $0 == .suppressed } }
    if withheld > 0 {
      let figures = numbers.text(Double(withheld))
      parts.append(
        Sentence(nl: "Afgeschermd (x): \(figures).", en: "Withheld (x): \(figures).")(language))
    }
    parts.append(Sentence(nl: "De tabel eronder heeft alle cijfers.", en: "The table below has all figures.")(language))
    return parts.joined(separator: " ")
  }

  private var extremes: [String] {
    let unit = chart.columns.first?.unit ?? .count
    let told = chart.rows.indices.compactMap { index in
      chart.figures(0)[index].number.map { (row: index, value: $0) }
    }
    guard let most = told.max(by: { $0.value < $1.value }), let least = told.min(by: { $0.value < $1.value }),
      most.value > least.value
    else { return [] }
    func text(_ entry: (row: Int, value: Double)) -> String {
      "\(chart.rows[entry.row].label) \(numbers.alone(.number(entry.value), unit))"
    }
    return [
      Sentence(
        nl: "Meeste: \(text(most)); minste: \(text(least)).", en: "Most: \(text(most)); least: \(text(least)).")(
          numbers.language)
    ]
  }

  private var courses: [String] {
    (0..<chart.drawn).compactMap { column in
      let figures = chart.figures(column)
      guard let first = figures.firstIndex(where: { $0.number != nil }),
        let last = figures.lastIndex(where: { $0.number != nil }), first < last
      else { return nil }
      let unit = chart.columns[column].unit
      let (from, to) = (numbers.alone(figures[first], unit), numbers.alone(figures[last], unit))
      let (start, end) = (chart.rows[first].label, chart.rows[last].label)
      return Sentence(
        nl: "\(chart.columns[column].label): van \(from) (\(start)) naar \(to) (\(end)).",
        en: "\(chart.columns[column].label): from \(from) (\(start)) to \(to) (\(end)).")(numbers.language)
    }
  }
}
