/// One request line, taken apart but not yet understood: the catalogue knows what its words mean.
package struct Request: Sendable, Equatable {
  /// A subject or a parameter as written.
  package struct Argument: Sendable, Equatable {
    /// The parameter's name, nil for the subject.
    package let key: String?
    /// The value with quotes and escapes resolved.
    package let value: String
    /// The octet of the line, from 1, where the argument (its key, or the subject) starts.
    package let column: Int
    /// The octet of the line, from 1, where the value starts.
    package let valueColumn: Int

    package init(key: String?, value: String, column: Int, valueColumn: Int) {
      self.key = key
      self.value = value
      self.column = column
      self.valueColumn = valueColumn
    }
  }

  /// The tag to echo.
  package let tag: String?
  /// The command's words joined by dots.
  package let command: String
  /// The octet of the line, from 1, where the command starts.
  package let column: Int
  /// The subject, if any, first, then the parameters in the order written.
  package let arguments: [Argument]

  package init(tag: String?, command: String, column: Int, arguments: [Argument]) {
    self.tag = tag
    self.command = command
    self.column = column
    self.arguments = arguments
  }
}
