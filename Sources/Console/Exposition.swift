internal import Wire

/// The service's counters in Prometheus' text format.
enum Exposition {
  /// The rows of `metrics`; rows of one name follow each other.
  static func text(_ rows: [JSON]) -> String {
    var text = ""
    var last: String?
    for row in rows {
      guard let name = row["name"]?.string else { continue }
      if name != last {
        if let help = row["help"]?.string { text += "# HELP \(name) \(escaped(help))\n" }
        if let kind = row["kind"]?.string { text += "# TYPE \(name) \(kind)\n" }
        last = name
      }
      let labels = (row["labels"]?.members ?? []).map {
        "\($0.name)=\"\(escaped($0.value.string ?? $0.value.text))\""
      }
      let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      text += "\(name)\(braces) \(row["value"]?.text ?? "NaN")\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in Visible.text(text) {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
