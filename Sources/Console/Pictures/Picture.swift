internal import Catalogue
internal import Wire

/// A report ready to be drawn: figures with their labels, in one language.
struct Picture: Equatable {
  /// What the reader must know of where the figures come from, each with its name.
  struct Fact: Equatable {
    let name: String
    let text: String
  }

  /// A figure that stands on top, alone.
  struct Headline: Equatable {
    let label: String
    let figure: Figure
    let unit: Unit
  }

  let title: String
  /// The time it is about.
  let span: String
  let facts: [Fact]
  let headlines: [Headline]
  /// The time the headlines are of, nil where it is that of the whole.
  var headlineSpan: String?
  let charts: [Chart]
  /// Whether figures of few children are told as they are, as a lead gets those of the own team.
  var hasSmall = false

  /// Why a figure is withheld.
  static let suppression = Sentence(
    nl: "x is afgeschermd, omdat het over minder dan 5 gaat of omdat daarmee zo'n aantal uit te rekenen is.",
    en: "x is withheld, because it is about fewer than 5 or because such a number could be worked out with it.")

  /// What to say of figures that are told as they are.
  static let smallness = Sentence(
    nl: "Let op: ook kleine aantallen staan hier zoals ze zijn. Wie een kind kent, kan het eraan herkennen: "
      + "houd dit bij uzelf.",
    en: "Mind: small numbers too stand here as they are. Who knows a child may know it by them: keep this to yourself.")

  /// What must be said of withheld and of small figures, nil where there are neither.
  var caution: Sentence? { isSuppressed ? Self.suppression : hasSmall ? Self.smallness : nil }

  /// Whether a figure is withheld, so that this must be explained.
  var isSuppressed: Bool {
    headlines.contains { $0.figure == .suppressed } || charts.contains(where: \.isSuppressed)
  }
}

/// One figure of a report.
enum Figure: Equatable {
  case number(Double)
  /// Withheld, because it is about so few that they could be known.
  case suppressed
  /// There is none.
  case none

  /// The number, where it may be told.
  var number: Double? { if case .number(let value) = self { value } else { nil } }
}

/// One idea in figures: rows of them under one or more names.
struct Chart: Equatable {
  /// How it is drawn.
  enum Kind: Equatable {
    /// A bar a row, of the first column.
    case bars
    /// A column a row, side by side: ages.
    case columns
    /// The rows as parts of one whole.
    case shares
    /// The columns as parts of a whole a row.
    case stacks
    /// The columns over time, a row a moment.
    case lines
    /// A small line a row, whose columns are moments.
    case trends
    /// Only as a table.
    case none
  }

  /// What stands above a column of figures.
  struct Column: Equatable {
    let label: String
    let unit: Unit
  }

  /// One line of figures, as many as there are columns.
  struct Row: Equatable {
    let label: String
    let figures: [Figure]
  }

  let title: String
  /// Figures beside those of the rows, of the same thing.
  var asides: [Picture.Headline] = []
  /// What is to be known when reading it.
  var note: String?
  let kind: Kind
  /// What the labels of the rows are.
  let dimension: String
  let columns: [Column]
  /// How many of the columns are drawn, from the first; the table has them all.
  var drawn = 1
  let rows: [Row]
  /// Whether the rows are parts of one whole.
  var isWhole = false
  /// All rows together as the service counted them, nil where it did not.
  var total: Row?
  /// The names of columns that are left out, because every figure of them is withheld.
  var withheld: [String] = []

  /// How it is drawn where there is anything to draw; what is all withheld or nothing is but a table.
  var drawing: Kind { largest == nil ? .none : kind }

  var isSuppressed: Bool {
    !withheld.isEmpty || rows.contains { $0.figures.contains(.suppressed) }
      || asides.contains { $0.figure == .suppressed }
      || total?.figures.contains(.suppressed) == true
  }

  /// The drawn figures of a column, from the first row on.
  func figures(_ column: Int) -> [Figure] { rows.map { column < $0.figures.count ? $0.figures[column] : .none } }

  /// The largest number drawn, nil when there is none above nothing.
  var largest: Double? {
    let numbers = (0..<drawn).flatMap { figures($0).compactMap(\.number) }
    return numbers.max().flatMap { $0 > 0 ? $0 : nil }
  }

  /// What the rows of the first column are parts of; nil where a part is withheld, for then a share would give it back.
  var whole: Double? {
    guard isWhole, columns.first?.unit.isCounted == true, !figures(0).contains(.suppressed) else { return nil }
    let sum = total?.figures.first?.number ?? figures(0).reduce(0) { $0 + ($1.number ?? 0) }
    return sum > 0 ? sum : nil
  }

  /// What is to be known when reading it, and what is left out.
  func remarks(_ language: Language) -> [String] {
    let names = withheld.joined(separator: ", ")
    let left = Sentence(nl: "Afgeschermd (x): \(names).", en: "Withheld (x): \(names).")(language)
    return [note, withheld.isEmpty ? nil : left].compactMap(\.self)
  }

  /// The share of the row in the whole, 0 to 1.
  func share(_ row: Int) -> Double? {
    guard let whole, let number = figures(0)[row].number else { return nil }
    return number / whole
  }
}
