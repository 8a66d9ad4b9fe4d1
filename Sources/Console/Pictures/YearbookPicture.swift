internal import Casework
internal import Catalogue
internal import Wire

extension Picture {
  /// The picture of a report's reply; nil where the command is no report.
  init?(_ asked: Asked, rows: [JSON], reply: JSON, namingWorkers: Bool) {
    if asked.command == "report.yearbook" {
      self.init(yearbook: rows, asked, reply)
    } else if let report = Reports.find(asked.command) {
      let rows = ReportRows(report: report, rows: rows, language: asked.language, namingWorkers: namingWorkers)
      self.init(
        title: report.label(asked.language), span: asked.span(reply) ?? "", facts: asked.facts(reply),
        headlines: rows.headlines, headlineSpan: rows.headlineSpan, charts: rows.charts, hasSmall: rows.hasSmall)
    } else {
      return nil
    }
  }

  private init(yearbook rows: [JSON], _ asked: Asked, _ reply: JSON) {
    let language = asked.language
    let parts = Reports.yearbook.compactMap { YearbookPart(part: $0, rows: rows, language: language) }
    let name = Sentence(nl: "Jaarbeeld", en: "Year picture")(language)
    title = asked.value("year").map { "\(name) \($0)" } ?? name
    span = asked.span(reply) ?? ""
    facts = asked.facts(reply)
    headlines = parts.compactMap(\.headline)
    charts = parts.compactMap(\.chart)
  }
}

/// One part of the year picture with its rows.
private struct YearbookPart {
  let part: Reports.Part
  let language: Language
  private let figures: [(key: String, figure: Figure)]

  init?(part: Reports.Part, rows: [JSON], language: Language) {
    self.part = part
    self.language = language
    let own = rows.filter { $0["part"]?.string == part.name }
    figures = own.compactMap { row in
      guard let key = row["key"]?.string else { return nil }
      let unit = part.entries.first { $0.key == key }?.unit ?? .people
      let figure = Figure(row["value"], unit, isSuppressed: part.isSuppressed)
      guard figure == .none, part.isSuppressed, !unit.isCounted else { return (key, figure) }
      // What is reckoned from counts is withheld where some of them are; of nothing there is none.
      let base = part.entries.prefix { $0.key != key }.last { $0.isTotal || $0.key == "started" }?.key
      let isNothing = own.contains { $0["key"]?.string == base && $0["value"]?.integer == 0 }
      let isKept = own.contains { row in
        row["value"] == .null && part.entries.contains { $0.key == row["key"]?.string && $0.unit.isCounted }
      }
      return (key, isKept && !isNothing ? .suppressed : .none)
    }
    guard !figures.isEmpty else { return nil }
  }

  private func entry(_ key: String) -> Reports.Entry? { part.entries.first { $0.key == key } }

  /// What the part comes to.
  var headline: Picture.Headline? {
    for (key, figure) in figures {
      guard let entry = entry(key), entry.isTotal else { continue }
      return Picture.Headline(label: entry.label(language), figure: figure, unit: entry.unit)
    }
    return nil
  }

  /// How the part is drawn: few parts of a whole as one bar, ages side by side as they follow each other.
  private var kind: Chart.Kind {
    switch part.name {
    case "ages": .columns
    case "clients", "waiting", "modes": .shares
    default: .bars
    }
  }

  var chart: Chart? {
    // A discipline stands under `professionals` without being declared: it is one of its shares.
    let shares = figures.filter { entry($0.key)?.isShare ?? true }
    var rows = shares.map { key, figure in
      Chart.Row(label: (entry(key)?.label(language) ?? Visible.line(key)).capitalised, figures: [figure])
    }
    if kind == .bars {
      // The most first; what is not told comes last, in its own order.
      rows = rows.enumerated().sorted { a, b in
        let (one, other) = (a.element.figures[0].number ?? -1, b.element.figures[0].number ?? -1)
        return one == other ? a.offset < b.offset : one > other
      }.map(\.element)
    }
    let asides = figures.compactMap { key, figure -> Picture.Headline? in
      guard let entry = entry(key), !entry.isTotal, !entry.isShare else { return nil }
      return Picture.Headline(label: entry.label(language), figure: figure, unit: entry.unit)
    }
    guard !rows.isEmpty || !asides.isEmpty else { return nil }
    let total = headline.map { headline in
      Chart.Row(label: Sentence(nl: "Totaal", en: "Total")(language), figures: [headline.figure])
    }
    let unit = part.entries.first { $0.isShare || $0.isTotal }?.unit ?? .count
    return Chart(
      title: part.label(language), asides: asides, kind: rows.isEmpty ? .none : kind, dimension: part.label(language),
      columns: [Chart.Column(label: Sentence(nl: "aantal", en: "number")(language), unit: unit)], rows: rows,
      isWhole: true, total: total)
  }
}

extension Figure {
  /// The figure of a row's member: a count that is null is withheld, of anything else null says that there is none.
  init(_ value: JSON?, _ unit: Unit, isSuppressed: Bool) {
    switch value {
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .null where isSuppressed && unit.isCounted: self = .suppressed
    default: self = .none
    }
  }
}

extension String {
  /// The text as it begins a line: its first letter is a capital one.
  var capitalised: String {
    // A stress of Dutch stands on the second letter alone where the first is a capital.
    hasPrefix("één") ? "Eén" + dropFirst(3) : prefix(1).uppercased() + dropFirst()
  }
}
