internal import Wire

/// Emphasis on a terminal, for the eye; what it says stands in the words too.
struct Style: Equatable {
  /// When there is colour: `--color`.
  enum Choice: String, CaseIterable {
    case auto, always, never
  }

  /// What a text is picked out for.
  enum Emphasis {
    /// A name above values.
    case heading
    /// What is of little weight.
    case faint
    /// What cannot wait.
    case alarm
    /// What should not wait long.
    case notice
    /// One of the bars and lines of a picture.
    case accent
  }

  let isOn: Bool

  /// No emphasis at all.
  static let plain = Style(isOn: false)

  private init(isOn: Bool) { self.isOn = isOn }

  /// Colour as wanted, else on a terminal that knows it and whose user has not refused it (`NO_COLOR`, set and not empty).
  init(_ choice: Choice, _ environment: [String: String], isTerminal: Bool) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto: isOn = isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
  }

  /// The text, picked out where there is colour; the spaces around it are left as they are.
  func callAsFunction(_ text: String, _ emphasis: Emphasis) -> String {
    guard isOn, let first = text.firstIndex(where: { $0 != " " }), let last = text.lastIndex(where: { $0 != " " })
    else {
      return text
    }
    let end = text.index(after: last)
    return "\(text[..<first])\u{1B}[\(Self.rendition(emphasis))m\(text[first..<end])\u{1B}[0m\(text[end...])"
  }

  /// The parameters of Select Graphic Rendition (ECMA-48 §8.3.117).
  private static func rendition(_ emphasis: Emphasis) -> String {
    switch emphasis {
    case .heading: "1"
    case .faint: "2"
    case .alarm: "1;31"
    case .notice: "33"
    case .accent: "36"
    }
  }

  /// How the value of a member is picked out, by the wire's words; nil for nearly all.
  static func emphasis(of name: String, _ value: JSON) -> Emphasis? {
    switch (name, value) {
    case ("urgency", .string("crisis")), ("urgency", .string("spoed")): .alarm
    case ("urgency", .string("urgent")): .notice
    case ("overdue", .bool(true)), ("over_norm", .bool(true)), ("emergency", .bool(true)): .alarm
    default: nil
    }
  }
}
