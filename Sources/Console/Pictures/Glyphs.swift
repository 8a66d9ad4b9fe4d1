/// The characters a terminal can draw with.
enum Glyphs: Equatable {
  case blocks
  /// For a terminal or a locale that knows no more.
  case ascii

  /// Blocks where the locale is UTF-8 and the terminal is one; the first variable that is set decides, as POSIX has it.
  init(_ environment: [String: String]) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let set = locale.lowercased().filter { $0 != "-" }
    self = environment["TERM"] != "dumb" && set.contains("utf8") ? .blocks : .ascii
  }

  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let heights = Array("▁▂▃▄▅▆▇█")
  private static let plainHeights = Array("_.-:=+*#")
  private static let shades = Array("█▓▒░▚▞")
  private static let plainShades = Array("#=-.+o")

  /// A bar `share` (0 to 1) of `room` columns long; what is there is seen.
  func bar(_ share: Double, room: Int) -> String {
    guard share > 0, room > 0 else { return "" }
    let share = min(share, 1)
    switch self {
    case .blocks:
      let eighths = max(1, Int((share * Double(room * 8)).rounded()))
      return String(repeating: "█", count: eighths / 8) + Self.eighths[eighths % 8]
    case .ascii: return String(repeating: "#", count: max(1, Int((share * Double(room)).rounded())))
    }
  }

  /// The parts of a whole side by side, `room` columns together; the largest remainders get what rounding leaves.
  func parts(_ values: [Double], room: Int) -> String {
    let sum = values.reduce(0, +)
    guard sum > 0, room > 0 else { return "" }
    let exact = values.map { max(0, $0) / sum * Double(room) }
    var lengths = exact.map { Int($0) }
    let order = exact.indices.sorted {
      let (a, b) = (exact[$0] - Double(lengths[$0]), exact[$1] - Double(lengths[$1]))
      return a == b ? $0 < $1 : a > b
    }
    for index in order.prefix(room - lengths.reduce(0, +)) { lengths[index] += 1 }
    return lengths.enumerated().map { String(repeating: shade($0.offset), count: $0.element) }.joined()
  }

  /// What part number `index` of a whole is drawn with.
  func shade(_ index: Int) -> Character {
    let shades = self == .blocks ? Self.shades : Self.plainShades
    return shades[index % shades.count]
  }

  /// A line over time, a column a moment, from nothing to `top`; a figure withheld has a sign of its own.
  func spark(_ figures: [Figure], top: Double) -> String {
    let heights = self == .blocks ? Self.heights : Self.plainHeights
    return String(
      figures.map { figure in
        switch figure {
        case .number(let value):
          let level = top > 0 ? Int((max(0, min(value / top, 1)) * Double(heights.count - 1)).rounded()) : 0
          return heights[level]
        case .suppressed: return Character(Numbers.withheld)
        case .none: return " "
        }
      })
  }

  /// Between what was and what is.
  var arrow: String { self == .blocks ? "→" : "->" }
  /// Between facts on a line.
  var dot: String { self == .blocks ? "·" : "-" }
}
