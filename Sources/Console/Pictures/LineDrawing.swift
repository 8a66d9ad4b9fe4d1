internal import Catalogue

/// Lines over time.
extension Drawing {
  private static let top = 24.0
  private static let plot = 190.0
  private static let foot = top + plot
  /// Letters of a label on one line, and of label, first and last number beside each other, on a telephone.
  private static let letters = (label: 20, line: 32)

  init(lines chart: Chart, _ numbers: Numbers) {
    let count = chart.rows.count
    let largest = chart.largest ?? 1
    let steps = Scale(upTo: largest)
    func x(_ index: Int) -> Double { (Double(index) + 0.5) * 100 / Double(count) }
    func y(_ value: Double) -> Double { Self.foot - max(0, value) / steps.top * Self.plot }
    let unit = chart.columns.first?.unit ?? .count
    var body = ""
    for tick in steps.ticks {
      body += Self.block(tick == 0 ? "axis" : "grid", from: 0, to: 100, y: y(tick), height: 1)
      if tick > 0 { body += Self.text(numbers.cell(.number(tick), unit), "t", y: y(tick) - 4) }
    }
    // Every name where they fit on a telephone, else as many as do.
    let widest = chart.rows.map { Columns.count($0.label) }.max() ?? 1
    let each = max(1, (count * (widest + 1) + 41) / 42)
    for (index, row) in chart.rows.enumerated() where index % each == 0 {
      body += Self.text(row.label, "t", x: "\(Self.at(x(index)))%", y: Self.foot + 18, anchor: "middle")
    }
    for column in 0..<chart.drawn {
      let figures = chart.figures(column)
      body += Self.path(figures, column, from: Self.top, height: Self.plot, x: x, y: { $0 / steps.top })
      for (index, figure) in figures.enumerated() {
        guard let value = figure.number else { continue }
        body += Self.marker(column, x: "\(Self.at(x(index)))%", y: y(value))
      }
    }
    for (index, row) in chart.rows.enumerated() where row.figures.prefix(chart.drawn).contains(.suppressed) {
      body += Self.withheld(x: x(index), y: Self.foot - 5)
    }
    body += Self.ends(chart, numbers, x: x, y: y)
    self.init(height: Self.foot + 26, body: body)
  }

  /// A small line a row, all to one scale, with the last number beside the name.
  init(trends chart: Chart, _ numbers: Numbers) {
    let count = chart.columns.count
    let largest = chart.largest ?? 1
    let unit = chart.columns.first?.unit ?? .count
    let height = 32.0
    func x(_ index: Int) -> Double { count > 1 ? 1 + Double(index) * 98 / Double(count - 1) : 50 }
    var y = 0.0
    var body = ""
    for row in chart.rows {
      let first = row.figures.firstIndex { $0 != .none } ?? 0
      let last = row.figures.lastIndex { $0 != .none } ?? 0
      let ends = row.figures.isEmpty ? [] : [row.figures[first], row.figures[last]]
      let isChange = last > first && ends != [.suppressed, .suppressed]
      let from = isChange ? ends.first.map { numbers.cell($0, unit) + " → " } ?? "" : ""
      let to = numbers.alone(ends.last ?? .none, unit)
      let labels = Columns.wrap(row.label, to: Self.letters.label)
      for (line, label) in labels.enumerated() { body += Self.text(label, "l", y: y + 15 + Double(line) * 20) }
      // Beside the last line of the label, or below it where there is no room.
      let isFull = Columns.count(labels.last ?? "") + Columns.count(from + to) > Self.letters.line
      y += Double(labels.count - (isFull ? 0 : 1)) * 20
      body += "<text class=\"v\" x=\"100%\" y=\"\(Self.at(y + 15))\" text-anchor=\"end\">"
      if !from.isEmpty { body += "<tspan class=\"s\">\(Markup.text(from))</tspan>" }
      body += "\(Markup.text(to))</text>"
      y += 24
      body += Self.block("base", from: 0, to: 100, y: y + height, height: 1)
      body += Self.path(row.figures, 0, from: y, height: height, x: x, y: { $0 / largest })
      for (index, figure) in row.figures.enumerated() {
        switch figure {
        case .number(let value):
          // The last, and what has no neighbour to be joined to.
          let neighbours = [index - 1, index + 1].filter(row.figures.indices.contains).map { row.figures[$0].number }
          guard index == last || neighbours.allSatisfy({ $0 == nil }) else { continue }
          body += Self.marker(0, x: "\(Self.at(x(index)))%", y: y + height - max(0, value / largest) * height)
        case .suppressed: body += Self.withheld(x: x(index), y: y + height - 4)
        case .none: continue
        }
      }
      y += height + 16
    }
    self.init(height: max(y - 12, 1), body: body)
  }

  /// The sign of a figure that is withheld, where its point would be.
  private static func withheld(x: Double, y: Double) -> String {
    text(Numbers.withheld, "t", x: "\(at(x))%", y: y, anchor: "middle")
  }

  /// The last number of every line, above the highest and below the others, so that they do not meet.
  private static func ends(
    _ chart: Chart, _ numbers: Numbers, x: (Int) -> Double, y: (Double) -> Double
  ) -> String {
    var ends: [(column: Int, index: Int, value: Double)] = []
    for column in 0..<chart.drawn {
      let figures = chart.figures(column)
      guard let index = figures.lastIndex(where: { $0.number != nil }), let value = figures[index].number else {
        continue
      }
      ends.append((column, index, value))
    }
    ends.sort { $0.value > $1.value }
    // Each below the one before it, and all above the foot.
    var places: [Double] = []
    for (order, end) in ends.enumerated() {
      let wished = order == 0 ? y(end.value) - 10 : y(end.value) + 20
      places.append(max(wished, (places.last ?? -Double.infinity) + 18))
    }
    for order in places.indices { places[order] = min(places[order], foot - 4 - Double(places.count - 1 - order) * 18) }
    return zip(ends, places).map { end, place in
      text(
        numbers.cell(.number(end.value), chart.columns[end.column].unit), "v k\(end.column % Page.palette)",
        x: "\(at(x(end.index)))%", y: place, anchor: "middle")
    }.joined()
  }

  /// The line itself, stretched to the room there is without its stroke; broken where there is no number.
  private static func path(
    _ figures: [Figure], _ column: Int, from top: Double, height: Double, x: (Int) -> Double, y: (Double) -> Double
  ) -> String {
    var commands = ""
    var isDown = false
    for (index, figure) in figures.enumerated() {
      guard let value = figure.number else {
        isDown = false
        continue
      }
      commands += "\(isDown ? "L" : "M")\(at(x(index))) \(at(100 - max(0, y(value)) * 100))"
      isDown = true
    }
    return """
      <svg y="\(at(top))" width="100%" height="\(at(height))" viewBox="0 0 100 100" preserveAspectRatio="none" \
      overflow="visible"><path class="line k\(column % Page.palette)" d="\(commands)"/></svg>
      """
  }

  /// A point, in another shape for every line, so that colour is not what tells them apart.
  private static func marker(_ column: Int, x: String, y: Double) -> String {
    let style = "m\(column % Page.palette)"
    return switch column % 3 {
    case 0: "<circle class=\"\(style)\" cx=\"\(x)\" cy=\"\(at(y))\" r=\"3.5\"/>"
    case 1:
      "<svg x=\"\(x)\" y=\"\(at(y))\" overflow=\"visible\"><rect class=\"\(style)\" x=\"-3.5\" y=\"-3.5\" width=\"7\" height=\"7\"/></svg>"
    default:
      "<svg x=\"\(x)\" y=\"\(at(y))\" overflow=\"visible\"><path class=\"\(style)\" d=\"M0-4.5 4.5 3.5h-9z\"/></svg>"
    }
  }
}

extension Drawing {
  /// A bit of the line, with its point, for the key.
  static func sample(_ column: Int) -> String {
    "<line class=\"line k\(column % Page.palette)\" x1=\"0\" x2=\"14\" y1=\"7\" y2=\"7\"/>"
      + marker(column, x: "7", y: 7)
  }
}

/// Round numbers from nothing to above the largest.
struct Scale: Equatable {
  let ticks: [Double]
  var top: Double { ticks.last ?? 1 }

  /// A scale of at most five steps, none of them a broken number.
  init(upTo largest: Double) {
    guard largest.isFinite, largest > 0 else {
      ticks = [0, 1]
      return
    }
    var decade = 1.0
    while decade * 50 < largest { decade *= 10 }
    let step = [1, 2, 5, 10].map { $0 * decade }.first { $0 * 5 >= largest } ?? decade * 10
    let count = max(1, Int((largest / step).rounded(.up)))
    ticks = (0...count).map { Double($0) * step }
  }
}
