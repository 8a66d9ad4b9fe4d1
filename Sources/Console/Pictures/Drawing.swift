internal import Catalogue

/// The inside of an SVG picture. Across everything is in percents and down everything in pixels, so that it fills the
/// room it gets while its letters keep their size.
struct Drawing: Equatable {
  /// How high it is, in pixels.
  var height: Double
  var body: String

  /// The picture of a chart; nil where it has nothing to show but its table.
  init?(_ chart: Chart, _ numbers: Numbers) {
    guard !chart.rows.isEmpty else { return nil }
    switch chart.drawing {
    case .bars: self.init(bars: chart, numbers)
    case .columns: self.init(columns: chart, numbers)
    case .shares: self.init(shares: chart, numbers)
    case .stacks: self.init(stacks: chart, numbers)
    case .lines: self.init(lines: chart, numbers)
    case .trends: self.init(trends: chart, numbers)
    case .none: return nil
    }
  }

  init(height: Double, body: String) {
    self.height = height
    self.body = body
  }

  /// A number of the drawing as an attribute's value.
  static func at(_ value: Double) -> String { Markup.number(value) }

  /// A text whose first letter, or what `anchor` says, stands at `x` (`0`, `12.5%`) or `left` pixels before it.
  static func text(
    _ text: String, _ style: String, x: String = "0", y: Double, anchor: String? = nil, left: Double = 0
  ) -> String {
    let anchor = (anchor.map { " text-anchor=\"\($0)\"" } ?? "") + (left > 0 ? " dx=\"-\(at(left))\"" : "")
    return "<text class=\"\(style)\" x=\"\(x)\" y=\"\(at(y))\"\(anchor)>\(Markup.text(text))</text>"
  }

  /// A block `left` to `right` percents wide.
  static func block(_ style: String, from left: Double, to right: Double, y: Double, height: Double) -> String {
    "<rect class=\"\(style)\" x=\"\(at(left))%\" y=\"\(at(y))\" width=\"\(at(right - left))%\" height=\"\(at(height))\"/>"
  }

  /// What stands where a figure is withheld: an outline that has no length to read.
  static func withheld(x: String = "0", y: Double, width: String, height: Double) -> String {
    "<rect class=\"w\" x=\"\(x)\" y=\"\(at(y))\" width=\"\(width)\" height=\"\(at(height))\"/>"
  }
}

// MARK: Bars

extension Drawing {
  private static let line = 20.0
  private static let bar = 12.0
  private static let gap = 15.0
  /// Letters of a label on one line beside its value, and beside its share too, on a telephone.
  private static let letters = (value: 30, share: 25)

  fileprivate init(bars chart: Chart, _ numbers: Numbers) {
    var y = 0.0
    var body = ""
    let largest = chart.largest ?? 1
    let unit = chart.columns.first?.unit ?? .count
    let hasShares = chart.whole != nil
    for (index, row) in chart.rows.enumerated() {
      let figure = row.figures.first ?? .none
      let labels = Columns.wrap(row.label, to: hasShares ? Self.letters.share : Self.letters.value)
      for (count, label) in labels.enumerated() { body += Self.text(label, "l", y: y + 15 + Double(count) * Self.line) }
      y += Double(labels.count) * Self.line
      body += Self.text(numbers.alone(figure, unit), "v", x: "100%", y: y - 5, anchor: "end", left: hasShares ? 44 : 0)
      if let share = chart.share(index) {
        body += Self.text(numbers.share(share), "s", x: "100%", y: y - 5, anchor: "end")
      }
      switch figure {
      case .number(let value):
        body += Self.block("base", from: 0, to: 100, y: y + Self.bar - 1, height: 1)
        // What is there is seen.
        let length = max(0, min(value / largest, 1)) * 100
        if value > 0 { body += Self.block("m0", from: 0, to: max(length, 0.4), y: y, height: Self.bar) }
      case .suppressed: body += Self.withheld(x: "0.5", y: y + 0.5, width: "28", height: Self.bar - 1)
      case .none: break
      }
      y += Self.bar + Self.gap
    }
    self.init(height: max(y - Self.gap, 1), body: body)
  }
}

// MARK: Columns

extension Drawing {
  fileprivate init(columns chart: Chart, _ numbers: Numbers) {
    let count = Double(chart.rows.count)
    let (top, plot) = (22.0, 170.0)
    let foot = top + plot
    let largest = chart.largest ?? 1
    let unit = chart.columns.first?.unit ?? .count
    let peak = chart.figures(0).lastIndex { $0.number == chart.largest }
    var body = ""
    // As many as fit on a telephone are named, else the highest alone.
    let isRoomy = chart.rows.count <= 8
    var lines = 1
    for (index, row) in chart.rows.enumerated() {
      let left = Double(index) * 100 / count
      let inset = 12 / count
      let middle = "\(Self.at(left + 50 / count))%"
      let figure = row.figures.first ?? .none
      var height = 0.0
      switch figure {
      case .number(let value):
        height = max(0, min(value / largest, 1)) * plot
        if value > 0 {
          height = max(height, 2)
          body += Self.block("m0", from: left + inset, to: left + 100 / count - inset, y: foot - height, height: height)
        }
      case .suppressed:
        height = 14
        body += Self.withheld(
          x: "\(Self.at(left + inset))%", y: foot - 14, width: "\(Self.at(100 / count - 2 * inset))%", height: 14)
      case .none: break
      }
      if isRoomy || index == peak || figure == .suppressed && chart.rows.count <= 12 {
        body += Self.text(numbers.cell(figure, unit), "v", x: middle, y: foot - height - 7, anchor: "middle")
      }
      let labels = Columns.wrap(row.label, to: max(3, 42 / chart.rows.count))
      for (line, label) in labels.enumerated() {
        body += Self.text(label, "t", x: middle, y: foot + 18 + Double(line) * 15, anchor: "middle")
      }
      lines = max(lines, labels.count)
    }
    body += Self.block("axis", from: 0, to: 100, y: foot, height: 1)
    self.init(height: foot + 11 + Double(lines) * 15, body: body)
  }
}

// MARK: Parts of a whole

extension Drawing {
  /// A bar of parts side by side, each with its share where there is room for that and `numbers` to say it.
  private static func parts(
    _ values: [Double], upTo end: Double, y: Double, height: Double, _ numbers: Numbers?
  ) -> String {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return "" }
    var left = 0.0
    var body = ""
    for (index, value) in values.enumerated() where value > 0 {
      let share = value / sum
      let right = left + share * end
      body += block("m\(index % Page.palette)", from: left, to: right, y: y, height: height)
      // A seam in the colour of the paper, so that neighbours stay apart without their colours.
      if left > 0 {
        body += "<rect class=\"seam\" x=\"\(at(left))%\" y=\"\(at(y))\" width=\"2\" height=\"\(at(height))\"/>"
      }
      if let numbers, share >= 0.12 {
        body += text(
          numbers.share(share), "in", x: "\(at((left + right) / 2))%", y: y + height / 2 + 5, anchor: "middle")
      }
      left = right
    }
    return body
  }

  /// What is withheld of a whole, after what is told of it.
  private static func rest(from left: Double, y: Double, height: Double, _ numbers: Numbers) -> String {
    let start = left > 0 ? left + 1.5 : 0.2
    let middle = "\(at((start + 100) / 2))%"
    return withheld(x: "\(at(start))%", y: y + 0.5, width: "\(at(99.8 - start))%", height: height - 1)
      + text(numbers.cell(.suppressed, .count), "s", x: middle, y: y + height / 2 + 5, anchor: "middle")
  }

  fileprivate init(shares chart: Chart, _ numbers: Numbers) {
    let figures = chart.figures(0)
    let values = figures.map { max(0, $0.number ?? 0) }
    let isWhole = !figures.contains(.suppressed)
    let told = values.contains { $0 > 0 } ? 90.0 : 0
    self.init(
      height: 44,
      body: Self.parts(values, upTo: isWhole ? 100 : told, y: 0, height: 44, isWhole ? numbers : nil)
        + (isWhole ? "" : Self.rest(from: told, y: 0, height: 44, numbers)))
  }

  fileprivate init(stacks chart: Chart, _ numbers: Numbers) {
    var y = 0.0
    var body = ""
    for row in chart.rows {
      let figures = row.figures.prefix(chart.drawn)
      body += Self.text(row.label, "l", y: y + 15)
      y += 20
      // What is told fills the bar, and what is not follows it without a length.
      let isWhole = !figures.contains(.suppressed)
      let told = figures.contains { ($0.number ?? 0) > 0 } ? 90.0 : 0
      body += Self.parts(
        figures.map { max(0, $0.number ?? 0) }, upTo: isWhole ? 100 : told, y: y, height: 24, isWhole ? numbers : nil)
      if !isWhole {
        body += Self.rest(from: told, y: y, height: 24, numbers)
      }
      y += 24 + 14
    }
    self.init(height: max(y - 14, 1), body: body)
  }
}
