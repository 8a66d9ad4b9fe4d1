package import Wire

/// The figures there are: every report and the year picture declared once, so that the daemon orders by it and others draw by it.
package enum Reports {
  /// What a figure counts.
  package enum Unit: String, Sendable {
    case people, count, days, minutes, hours, percent
    /// How many of one thing there are for each of another.
    case ratio
  }

  /// How long a calendar period is that a row is of.
  package enum Grain: String, Sendable {
    case month, quarter
  }

  /// One column of a report.
  package struct Column: Sendable {
    /// The member of a row.
    package let name: String
    package let label: Sentence
    /// What it counts, nil where it is a dimension: what a row is of.
    package let unit: Unit?
    /// Whether a figure is kept from who gathers figures where few children are behind it.
    package let isSuppressed: Bool

    /// What a row is of rather than how much there is of it; null in a row that takes all together.
    package var isDimension: Bool { unit == nil }
  }

  /// A report of flat rows: a row for all of a period, and one for each value of a dimension.
  package struct Report: Sendable {
    /// The word after `report`.
    package let name: String
    /// The Dutch word after `rapport`.
    let dutch: String
    package let label: Sentence
    package let grain: Grain
    /// Dimensions first, the period before all, then figures; in this order a row's members come.
    package let columns: [Column]
    let summary: Sentence

    /// The word of the line language.
    package var command: String { "report." + name }
    /// What its rows are of.
    package var dimensions: [Column] { columns.filter(\.isDimension) }
    /// What its rows tell of that.
    package var figures: [Column] { columns.filter { !$0.isDimension } }

    /// Whether who gathers figures may ask those of one value of a dimension: of what is kept small no cut is counted anew.
    package func mayBeCut(by dimension: String) -> Bool {
      dimensions.contains { $0.name == dimension } || !figures.contains(where: \.isSuppressed)
    }
  }

  /// One figure of the year picture.
  package struct Entry: Sendable {
    /// The key of a row.
    package let key: String
    package let label: Sentence
    package let unit: Unit
    /// Whether it is the sum the shares of its part are taken of.
    package let isTotal: Bool
    /// Whether it is one of the shares that make up the total.
    package let isShare: Bool
  }

  /// One part of the year picture.
  package struct Part: Sendable {
    /// The word a row's `part` bears.
    package let name: String
    package let label: Sentence
    /// Its figures in order. `professionals` has one a discipline besides, whose key is the discipline's slug.
    package let entries: [Entry]
    /// Whether figures are kept from who gathers figures where few children are behind them.
    package let isSuppressed: Bool
  }

  /// The report of that command, `report.waiting` or `waiting`.
  package static func find(_ name: String) -> Report? { all.first { $0.name == name || $0.command == name } }

  /// The part of the year picture of that name.
  package static func part(_ name: String) -> Part? { yearbook.first { $0.name == name } }
}

extension Reports {
  static func dimension(_ name: String, _ nl: String, _ en: String) -> Column {
    Column(name: name, label: Sentence(nl: nl, en: en), unit: nil, isSuppressed: false)
  }

  static func figure(_ name: String, _ unit: Unit, _ nl: String, _ en: String, isSuppressed: Bool = true) -> Column {
    Column(name: name, label: Sentence(nl: nl, en: en), unit: unit, isSuppressed: isSuppressed)
  }

  static let period = dimension("period", "periode", "period")
  static let team = dimension("team", "team", "team")
  static let wijk = dimension("wijk", "wijk", "wijk")
  static let discipline = dimension("discipline", "discipline", "discipline")
}
