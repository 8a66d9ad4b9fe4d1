internal import Catalogue
internal import Wire

typealias Unit = Reports.Unit

extension Reports.Unit {
  /// Whether rows of it may be parts of a whole.
  var isCounted: Bool { self == .people || self == .count }

  /// The unit's name for above a column, nil where the column's own name says it.
  func name(_ language: Language) -> String? {
    switch self {
    case .people, .count, .hours, .ratio: nil
    case .days: Sentence(nl: "dagen", en: "days")(language)
    case .minutes: Sentence(nl: "minuten", en: "minutes")(language)
    case .percent: "%"
    }
  }
}

/// Numbers as people of a language write them.
struct Numbers {
  let language: Language

  /// What stands where a figure is withheld; tables of the Dutch statistics office have had it for secret ones.
  static let withheld = "x"
  /// The same for who hears it.
  static let withheldWord = Sentence(nl: "afgeschermd", en: "withheld")

  /// The number with its thousands parted, and one decimal where it is not whole.
  func text(_ value: Double) -> String {
    // Beyond this a double holds no tenths, and nothing is counted so far.
    guard value.isFinite, abs(value) < 1e14 else { return "–" }
    let tenths = Int64((abs(value) * 10).rounded())
    let (whole, decimal) = tenths.quotientAndRemainder(dividingBy: 10)
    let sign = value < 0 && tenths > 0 ? "-" : ""
    let (thousands, point) = language == .nl ? (".", ",") : (",", ".")
    var digits = String(whole)
    var groups: [String] = []
    while digits.utf8.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    let text = sign + ([digits] + groups).joined(separator: thousands)
    return decimal == 0 ? text : text + point + String(decimal)
  }

  /// A part of a whole in percents; what is there is never nothing.
  func share(_ part: Double) -> String {
    let percent = (part * 100).rounded()
    if part > 0, percent < 1 { return "<1%" }
    return text(percent) + "%"
  }

  /// A figure in a table, whose column names the unit.
  func cell(_ figure: Figure, _ unit: Unit) -> String {
    switch figure {
    case .number(let value): unit == .percent ? text(value) + "%" : text(value)
    case .suppressed: Self.withheld
    case .none: "–"
    }
  }

  /// A figure that stands by itself, and its unit beside it; long times in the unit people say them in.
  func parts(_ figure: Figure, _ unit: Unit) -> (figure: String, unit: String?) {
    guard case .number(let value) = figure else { return (cell(figure, unit), nil) }
    return switch unit {
    case .people, .count, .percent, .ratio: (cell(figure, unit), nil)
    case .days: (text(value), Sentence(nl: value == 1 ? "dag" : "dagen", en: value == 1 ? "day" : "days")(language))
    case .minutes where abs(value) < 120: (text(value), "min")
    case .minutes: (text(value / 60), Sentence(nl: "uur", en: "hours")(language))
    case .hours: (text(value), Sentence(nl: "uur", en: value == 1 ? "hour" : "hours")(language))
    }
  }

  /// The same as one text.
  func alone(_ figure: Figure, _ unit: Unit) -> String {
    let (figure, unit) = parts(figure, unit)
    return unit.map { "\(figure) \($0)" } ?? figure
  }
}
