/// The text as a value of the line language: bare where the grammar allows it, else quoted.
///
/// A control character the language cannot carry is written as an escape, so that the daemon refuses the line
/// and never sees two.
package func quoted(_ text: String) -> String {
  let needsQuotes = text.unicodeScalars.contains {
    $0 == " " || $0 == "\"" || $0 == "\\" || $0.isControl
  }
  guard needsQuotes || text.isEmpty else { return text }
  var value = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": value += "\\\""
    case "\\": value += "\\\\"
    case "\n": value += "\\n"
    case "\t": value += "\\t"
    case _ where scalar.isControl: value += "\\u{\(String(scalar.value, radix: 16))}"
    default: value.unicodeScalars.append(scalar)
    }
  }
  return value + "\""
}

extension Request {
  /// The request as a line without its LF; reading it gives the same tag, command and arguments back.
  package var line: String {
    var line = tag.map { "@\($0) " } ?? ""
    line += command
    for argument in arguments {
      line += " "
      if let key = argument.key {
        line += key + "=" + quoted(argument.value)
      } else {
        line += quotedSubject(argument.value)
      }
    }
    return line
  }
}

/// The text as a subject, which unlike other values is quoted where it holds an equals sign.
package func quotedSubject(_ text: String) -> String {
  let value = quoted(text)
  return value.utf8.contains(.equals) && value.utf8.first != .quote ? "\"\(value)\"" : value
}
