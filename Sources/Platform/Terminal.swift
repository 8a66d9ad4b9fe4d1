internal import CPlatform
internal import Glibc

/// What a person looks at.
package enum Terminal {
  /// Whether a descriptor is a terminal.
  package static func isTerminal(_ number: Int32) -> Bool { isatty(number) == 1 }

  /// Columns of the terminal behind a descriptor; nil when it is none or does not tell.
  package static func width(_ number: Int32) -> Int? { size(number)?.columns }

  /// Rows of the terminal behind a descriptor; nil when it is none or does not tell.
  package static func height(_ number: Int32) -> Int? { size(number)?.rows }

  private static func size(_ number: Int32) -> (columns: Int?, rows: Int?)? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard unsafe koos_terminal_size(number, &columns, &rows) == 0 else { return nil }
    return (columns > 0 ? Int(columns) : nil, rows > 0 ? Int(rows) : nil)
  }

  /// Columns a text takes: marks none, wide characters two; a control character none.
  package static func columns(of text: String) -> Int {
    var total = 0
    for scalar in text.unicodeScalars {
      total += scalar.isASCII ? (scalar.value >= 0x20 && scalar.value != 0x7f ? 1 : 0) : columns(of: scalar)
    }
    return total
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    max(0, Int(koos_column_width(scalar.value)))
  }
}
