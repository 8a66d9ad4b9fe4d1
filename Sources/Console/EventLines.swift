internal import Wire

/// Events as they come, a line each, in the form a list has: there is no last one to wait for.
struct EventLines {
  let options: Options
  /// Columns of the terminal, nil in a pipe.
  let width: Int?
  /// The year that need not be said.
  let year: Int

  /// What an event has, with the room it takes on a terminal.
  private static let columns = [("seq", 10), ("topic", 11), ("code", 8), ("cause", 14), ("at", 0)]
  private static let gap = "  "

  /// What stands above them all, for the reply they follow.
  func header(_ reply: JSON) -> String {
    switch options.form {
    case .json: Visible.json(reply.text) + "\n"
    case .quiet: ""
    case .csv: CommaSeparated.line(Self.columns.map { .string($0.0) })
    case .readable, .prometheus: line { width == nil ? $0 : MemberWords.name($0, options.language) }
    }
  }

  /// The line of one; a sign of life is none for a person.
  func text(_ event: JSON) -> String {
    switch options.form {
    case .json: return Visible.json(event.text) + "\n"
    case .quiet: return event["code"]?.string.map { Visible.field($0) + "\n" } ?? ""
    case .csv where event["code"] != nil:
      return CommaSeparated.line(Self.columns.map { event[$0.0] ?? .null })
    case .readable, .prometheus, .csv:
      guard event["code"] != nil else { return "" }
      let cell = Cell(language: options.language, year: year)
      return line { name in
        let value = event[name] ?? .null
        return width == nil ? Cell.field(value) : cell.text(value, of: name)
      }
    }
  }

  private func line(_ text: (String) -> String) -> String {
    guard width != nil else { return Self.columns.map { text($0.0) }.joined(separator: "\t") + "\n" }
    return Self.columns.map { name, room in Columns.pad(text(name), to: room, right: name == "seq") }
      .joined(separator: Self.gap).trimmingEnd + "\n"
  }
}
