internal import Wire

/// Rows as comma-separated values (RFC 4180), under the names the wire has for them.
enum CommaSeparated {
  /// The text, its lines ended as the RFC has it; one record where the reply has no rows.
  static func text(_ records: [JSON]) -> String {
    let names = Table.names(records)
    guard !names.isEmpty else { return "" }
    return line(names.map { .string($0) })
      + records.map { record in line(names.map { record[$0] ?? .null }) }.joined()
  }

  /// One line of them.
  static func line(_ values: [JSON]) -> String { values.map(field).joined(separator: ",") + "\r\n" }

  private static func field(_ value: JSON) -> String {
    switch value {
    case .null: ""
    // A number is one, also below nothing; its decimals have a point.
    case .integer, .number, .bool: value.text
    case .string(let text): quoted(Self.text(text))
    case .array(let items) where items.allSatisfy(\.isScalar):
      quoted(Self.text(items.map { $0.string ?? $0.text }.joined(separator: ",")))
    case .array, .object: quoted(Visible.json(value.text))
    }
  }

  /// The text so that a spreadsheet takes it for text: what begins as a formula does gets an apostrophe before it.
  private static func text(_ text: String) -> String {
    let visible = Visible.text(text)
    guard let first = visible.unicodeScalars.first, "=+-@\t\n".unicodeScalars.contains(first) else { return visible }
    return "'" + visible
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = !text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard !isPlain || text.hasPrefix("'") || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
