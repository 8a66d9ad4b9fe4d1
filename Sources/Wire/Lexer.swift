/// The grammar of a request line.
///
/// It knows octets, quotes and escapes but no command: whether a word exists, a key is doubled or a value
/// means anything is the catalogue's to say.
package enum Lexer {
  /// Takes a line apart; it bears no LF, and one CR at its end is dropped.
  ///
  /// A comment is skipped unread. Of any other line the encoding is checked first and as a whole, so that
  /// everything after works on text that is known to be sound.
  package static func lex(_ line: ArraySlice<UInt8>) -> Lexed {
    var scanner = LineScanner(line.last == .cr ? line.dropLast() : line)
    scanner.skipSpaces()
    guard let first = scanner.octet, first != .comment else { return Lexed(tag: nil, content: .blank) }
    let column = scanner.column
    let tag = first == .at ? scanner.tag() : nil
    do throws(Failure) {
      if let column = scanner.firstUnsound { throw .encoding(column: column) }
      if first == .at && tag == nil { throw .malformedTag(column: column) }
      return Lexed(tag: tag, content: .request(try scanner.request(tag: tag)))
    } catch {
      return Lexed(tag: tag, content: .failed(error))
    }
  }

  /// The tag of a line of which only the beginning is known, nil where it is malformed or may go on.
  static func tag(ofBeginning line: ArraySlice<UInt8>) -> String? {
    var scanner = LineScanner(line)
    scanner.skipSpaces()
    guard scanner.octet == .at, let tag = scanner.tag(), scanner.octet != nil else { return nil }
    return tag
  }

  /// Whether a line of which only the beginning is known is a comment.
  static func isComment(beginning line: ArraySlice<UInt8>) -> Bool {
    line.first { $0 != .space } == .comment
  }
}
