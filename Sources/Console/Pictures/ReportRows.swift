internal import Catalogue
internal import Wire

/// The rows of a report, by what they are of.
struct ReportRows {
  let report: Reports.Report
  let rows: [JSON]
  let language: Language
  /// Whether rows by worker are shown; a page that leaves the house names nobody.
  let namingWorkers: Bool

  /// What is drawn of a report beside its first figure.
  private struct Layout {
    /// What is followed over time.
    var lines: [String] = []
    /// What makes up the first figure.
    var parts: [String] = []
    /// What the rows of one kind never have.
    var absent: [String: Set<String>] = [:]
    /// What is held against each other by team and the like; the first figure where it is nil.
    var main: String?
    /// What the parts say of the first figure; nil where the report's own name does.
    var mix: Sentence?
  }

  private static let layouts: [String: Layout] = [
    "waiting": Layout(
      lines: ["waiting", "net", "over_norm"], absent: ["started": ["bridged", "net", "over_norm_net"]]),
    "consults": Layout(
      lines: ["asked", "answered"],
      parts: [
        "advice_enough", "joint_case", "referral_advised", "other_service", "declined", "withdrawn", "running",
      ], mix: Sentence(nl: "Uitkomst van de consulten", en: "Outcome of the consults")),
    "ownership": Layout(
      lines: ["cases", "joint"], absent: ["owned": ["by_itself", "removed"], "left": ["joint"]]),
    "modes": Layout(parts: ["on_site", "online", "phone", "hybrid"]),
    "no-show": Layout(lines: ["no_show_percent"], main: "no_show_percent"),
    "continuity": Layout(
      parts: ["no_change", "one_change", "more_changes"],
      mix: Sentence(nl: "Wisselingen van hulpverlener", en: "Changes of worker")),
    "coverage": Layout(lines: ["booked_percent"], main: "booked_percent"),
    "urgent": Layout(
      parts: ["crisis", "spoed", "urgent", "regulier"],
      mix: Sentence(nl: "Urgentie van nieuwe casussen", en: "Urgency of new cases")),
    "eighteen": Layout(
      parts: ["with_plan", "without_plan"],
      mix: Sentence(nl: "Een plan voor wie achttien wordt", en: "A plan for who turns eighteen")),
  ]
  /// More parts than these cannot be told apart in a bar a row.
  private static let mostParts = 4

  private var layout: Layout { Self.layouts[report.name] ?? Layout() }

  private var main: Reports.Column? {
    report.figures.first { $0.name == layout.main } ?? report.figures.first
  }

  /// Dimensions whose values part the report in reports of their own: who waits and who started.
  private static let kinds: Set<String> = ["phase", "event"]

  private var dimensions: [Reports.Column] {
    report.dimensions.dropFirst().filter {
      !Self.kinds.contains($0.name) && $0.name != bound && (namingWorkers || $0.name != "worker")
    }
  }

  /// The dimension the whole answer is of one value of: the team or wijk that was asked for.
  private var bound: String? {
    let names = report.dimensions.map(\.name).filter { $0 != "period" && !Self.kinds.contains($0) }
    guard !rows.contains(where: { row in names.allSatisfy { row[$0]?.string == nil } }) else { return nil }
    return ["team", "wijk"].first { name in
      names.contains(name) && Set(rows.compactMap { $0[name]?.string }).count == 1
    }
  }

  /// Whether figures of few children are among them.
  var hasSmall: Bool {
    let counts = report.figures.filter { $0.isSuppressed && $0.unit?.isCounted == true }.map(\.name)
    return rows.contains { row in counts.contains { (1...4).contains(row[$0]?.integer ?? 0) } }
  }

  // MARK: Periods

  private var periods: [String] { distinct(rows.compactMap { $0["period"]?.string }) }

  private func label(period: String) -> String {
    let years = Set(periods.map { $0.prefix(4) })
    return Visible.line(Dates.period(period, report.grain, language, year: years.count > 1))
  }

  /// The same with its year, for where it stands alone.
  private func whole(period: String) -> String {
    Visible.line(Dates.period(period, report.grain, language, year: true))
  }

  private func distinct(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }

  // MARK: Pictures

  /// The values that part the report, one nil where none do.
  private var kinds: [(name: String, value: String?)] {
    guard let name = report.dimensions.map(\.name).first(where: Self.kinds.contains) else { return [("", nil)] }
    let values = distinct(rows.compactMap { $0[name]?.string })
    return values.map { (name, $0) }
  }

  /// The period the headlines are of, nil where there is but one.
  var headlineSpan: String? { periods.count > 1 ? periods.last.map(whole(period:)) : nil }

  /// What the last period comes to.
  var headlines: [Picture.Headline] {
    guard let period = periods.last, let kind = kinds.first else { return [] }
    guard let row = totals(kind).last(where: { $0["period"]?.string == period }) else { return [] }
    let absent = kind.value.flatMap { layout.absent[$0] } ?? []
    // What is withheld is no headline, unless it is all there is.
    return ordered.filter { column in
      !absent.contains(column.name)
        && (figure(row, column).number != nil || column.name == main?.name && figure(row, column) == .suppressed)
    }.prefix(6).map { column in
      Picture.Headline(label: label(column, kind), figure: figure(row, column), unit: column.unit ?? .count)
    }
  }

  /// The figures, the main one first.
  private var ordered: [Reports.Column] {
    guard let main else { return report.figures }
    return [main] + report.figures.filter { $0.name != main.name }
  }

  var charts: [Chart] {
    kinds.flatMap { kind in
      let title =
        kind.value.map { (Reports.label(ofValue: $0)?(language) ?? $0).capitalised } ?? report.label(language)
      return overTime(kind, title) + dimensions.compactMap { byDimension($0, kind, title) }
    }
  }

  /// The parts of the first figure as these rows tell them; none where all are withheld.
  private func told(_ parts: [Reports.Column], in rows: [JSON]) -> [Reports.Column] {
    rows.contains { row in parts.contains { figure(row, $0).number != nil } } ? parts : []
  }

  private func overTime(_ kind: (name: String, value: String?), _ title: String) -> [Chart] {
    let totals = totals(kind)
    let grain = report.grain == .month ? Sentence(nl: "maand", en: "month") : Sentence(nl: "kwartaal", en: "quarter")
    let parts = told(columns(layout.parts), in: totals)
    let isMix = !parts.isEmpty && parts.count <= Self.mostParts
    let mix = layout.mix?(language) ?? title
    var charts: [Chart] = []
    if totals.count > 1 {
      let each = Sentence(nl: " per \(grain.nl)", en: " by \(grain.en)")(language)
      let labelled = totals.map { (label(of: $0), $0) }
      let lines = columns(layout.lines)
      let drawn = !lines.isEmpty ? lines : isMix ? [] : Array(ordered.prefix(1))
      if !drawn.isEmpty { charts.append(chart(title + each, .lines, kind, grain(language), drawn, labelled)) }
      if isMix { charts.append(chart(mix + each, .stacks, kind, grain(language), parts, labelled)) }
    }
    if let row = totals.last, !told(parts, in: [row]).isEmpty, totals.count == 1 || !isMix {
      charts.append(whole(row, parts, mix, isMix ? .shares : .bars))
    }
    return charts
  }

  /// What the first figure of a row is made up of.
  private func whole(_ row: JSON, _ parts: [Reports.Column], _ title: String, _ form: Chart.Kind) -> Chart {
    let total = main.map {
      Chart.Row(label: Sentence(nl: "Totaal", en: "Total")(language), figures: [figure(row, $0)])
    }
    return Chart(
      title: title, note: periods.count > 1 ? row["period"]?.string.map(whole(period:))?.capitalised : nil, kind: form,
      dimension: Sentence(nl: "waarvan", en: "of which")(language),
      columns: [Chart.Column(label: Sentence(nl: "aantal", en: "number")(language), unit: main?.unit ?? .count)],
      rows: parts.map { Chart.Row(label: $0.label(language).capitalised, figures: [figure(row, $0)]) }, isWhole: true,
      total: total)
  }

  private func byDimension(
    _ dimension: Reports.Column, _ kind: (name: String, value: String?), _ title: String
  ) -> Chart? {
    guard let main, let last = periods.last else { return nil }
    let of = all(kind).filter { $0[dimension.name]?.string != nil }
    guard !of.isEmpty else { return nil }
    let rows = of.filter { $0["period"]?.string == last }
    // Several owners are one value.
    let each = Sentence(
      nl: " \(dimension.name == "owners" ? "naar" : "per") \(dimension.label.nl)", en: " by \(dimension.label.en)")(
        language)
    let parts = told(columns(layout.parts), in: rows)
    let isMix = !parts.isEmpty && parts.count <= Self.mostParts
    let what = main.unit == .percent ? label(main, kind).capitalised : nil
    if periods.count > 2, !isMix {
      let values = distinct(of.compactMap { $0[dimension.name]?.string })
      return Chart(
        title: title + each, note: what, kind: .trends, dimension: dimension.label(language),
        columns: periods.map { Chart.Column(label: label(period: $0), unit: main.unit ?? .count) },
        drawn: periods.count,
        rows: values.map { value in
          Chart.Row(
            label: shown(value, of: dimension),
            figures: periods.map { period in
              let row = of.first { $0["period"]?.string == period && $0[dimension.name]?.string == value }
              // There is no row of what there was nothing of.
              return row.map { figure($0, main) } ?? (main.unit?.isCounted == true ? .number(0) : .none)
            })
        })
    }
    let labelled = rows.map { (shown($0[dimension.name]?.string ?? "", of: dimension), $0) }
    let total = totals(kind).last { $0["period"]?.string == last }
    let mix = layout.mix?(language) ?? title
    var chart = chart(
      (isMix ? mix : title) + each, isMix ? .stacks : .bars, kind, dimension.label(language), isMix ? parts : [main],
      labelled, total: total)
    let notes = [periods.count > 1 ? whole(period: last).capitalised : nil, isMix ? nil : what].compactMap(\.self)
    chart.note = notes.isEmpty ? nil : notes.joined(separator: " · ")
    return chart
  }

  /// A chart of some figures, whose table has all of them.
  private func chart(
    _ title: String, _ form: Chart.Kind, _ of: (name: String, value: String?), _ dimension: String,
    _ drawn: [Reports.Column], _ rows: [(String, JSON)], total: JSON? = nil
  ) -> Chart {
    let absent = of.value.flatMap { layout.absent[$0] } ?? []
    let drawnNames = Set(drawn.map(\.name))
    let others = report.figures.filter { !drawnNames.contains($0.name) }
    // What no row has a figure of tells nothing here, and what all rows keep is said once.
    func isTold(_ column: Reports.Column) -> Bool { rows.contains { figure($0.1, column).number != nil } }
    func isWithheld(_ column: Reports.Column) -> Bool {
      !isTold(column) && rows.contains { figure($0.1, column) == .suppressed }
    }
    let asked = (drawn + others).filter { !absent.contains($0.name) }
    let kept = drawn.filter { !absent.contains($0.name) && isTold($0) }
    let first = kept.isEmpty ? Array(drawn.prefix(1)) : kept
    let firstNames = Set(first.map(\.name))
    let columns = first + asked.filter { !firstNames.contains($0.name) && isTold($0) }
    return Chart(
      title: title, kind: form, dimension: dimension,
      columns: columns.map { Chart.Column(label: label($0, of), unit: $0.unit ?? .count) }, drawn: first.count,
      rows: rows.map { label, row in Chart.Row(label: label, figures: columns.map { figure(row, $0) }) },
      total: total.map { row in
        Chart.Row(
          label: Sentence(nl: "Samen", en: "Together")(language), figures: columns.map { figure(row, $0) })
      },
      withheld: asked.filter { !firstNames.contains($0.name) && isWithheld($0) }.map { label($0, of) })
  }

  // MARK: Rows

  private func columns(_ names: [String]) -> [Reports.Column] {
    names.compactMap { name in report.figures.first { $0.name == name } }
  }

  private func all(_ kind: (name: String, value: String?)) -> [JSON] {
    kind.value.map { value in rows.filter { $0[kind.name]?.string == value } } ?? rows
  }

  /// The rows that take all together, a row a period.
  private func totals(_ kind: (name: String, value: String?)) -> [JSON] {
    let others = report.dimensions.map(\.name).filter { $0 != "period" && $0 != kind.name && $0 != bound }
    return all(kind).filter { row in others.allSatisfy { row[$0]?.string == nil } }
  }

  private func label(of row: JSON) -> String { label(period: row["period"]?.string ?? "") }

  /// A value of a dimension as its rows are called; a slug is its own name.
  private func shown(_ value: String, of dimension: Reports.Column) -> String {
    let label = Reports.label(ofValue: value) ?? ValueWords.words(value, of: dimension.name)
    return label?(language).capitalised ?? Visible.line(value)
  }

  /// What a column is called in the rows of one kind: who waits or who started, not both.
  private func label(_ column: Reports.Column, _ kind: (name: String, value: String?)) -> String {
    let label = column.label(language)
    let names = kinds.compactMap { $0.value.flatMap { Reports.label(ofValue: $0)?(language) } }
    guard let own = kind.value.flatMap({ Reports.label(ofValue: $0)?(language) }), names.count > 1,
      names.allSatisfy(label.contains)
    else { return label }
    return own
  }

  private func figure(_ row: JSON, _ column: Reports.Column) -> Figure {
    let unit = column.unit ?? .count
    let figure = Figure(row[column.name], unit, isSuppressed: column.isSuppressed)
    guard figure == .none, column.isSuppressed, !unit.isCounted else { return figure }
    // What is reckoned from counts is withheld with them, where there is anything to reckon it from.
    let open = report.figures.filter { !$0.isSuppressed }
    let counts = report.figures.filter { $0.isSuppressed && $0.unit?.isCounted == true }
    return counts.contains { row[$0.name] == .null } && !open.contains { row[$0.name] == .null } ? .suppressed : .none
  }
}
