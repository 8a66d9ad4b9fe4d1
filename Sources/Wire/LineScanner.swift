/// A place in a line, moved forward as the line is read.
struct LineScanner {
  private let line: ArraySlice<UInt8>
  private var place: Int

  init(_ line: ArraySlice<UInt8>) {
    self.line = line
    place = line.startIndex
  }

  /// The octet here, nil at the end.
  var octet: UInt8? { place < line.endIndex ? line[place] : nil }

  /// The number of the octet here, from 1.
  var column: Int { column(of: place) }

  /// The column of the first octet that is malformed UTF-8 or a control character.
  var firstUnsound: Int? {
    let octets = line.span
    var end = octets.count
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: octets)
    } catch {
      end = error.byteOffsets.lowerBound
    }
    var index = 0
    while index < end {
      let octet = octets[index]
      // C1 is 80 to 9F in two octets, of which the first is always C2.
      if octet < 0x20 || octet == 0x7F || octet == 0xC2 && octets[index + 1] < 0xA0 { return index + 1 }
      index += 1
    }
    return end < octets.count ? end + 1 : nil
  }

  mutating func skipSpaces() {
    while octet == .space { place += 1 }
  }

  /// Reads from `@` to the next space; nil where what stands there is no tag.
  mutating func tag() -> String? {
    place += 1
    let start = place
    var isTag = true
    while let octet, octet != .space {
      isTag = isTag && octet.isTag
      place += 1
    }
    guard isTag, 1...Limits.tag ~= place - start else { return nil }
    return text(start..<place)
  }

  /// Reads the command and all that follows it.
  mutating func request(tag: String?) throws(Failure) -> Request {
    skipSpaces()
    let start = place
    let command = try command()
    var arguments: [Request.Argument] = []
    skipSpaces()
    while octet != nil {
      arguments.append(try argument(mayBeSubject: arguments.isEmpty))
      skipSpaces()
    }
    return Request(tag: tag, command: command, column: column(of: start), arguments: arguments)
  }

  private mutating func command() throws(Failure) -> String {
    let start = place
    var isCommand = true
    var isWordOpen = false
    while let octet, octet != .space {
      if octet == UInt8(ascii: ".") {
        isCommand = isCommand && isWordOpen
        isWordOpen = false
      } else {
        isCommand = isCommand && octet.isWord
        isWordOpen = true
      }
      place += 1
    }
    guard start < place else { throw .missingCommand(column: column) }
    guard isCommand, isWordOpen else { throw .malformedCommand(column: column(of: start)) }
    return text(start..<place)
  }

  private mutating func argument(mayBeSubject: Bool) throws(Failure) -> Request.Argument {
    let start = place
    if octet == .quote {
      guard mayBeSubject else { throw .strayValue(column: column) }
      return Request.Argument(
        key: nil, value: try quoted(), column: column(of: start), valueColumn: column(of: start))
    }
    var isKey = true
    while let octet, octet != .space, octet != .equals {
      if octet == .quote || octet == .backslash { throw .quoteInBareText(column: column) }
      isKey = isKey && octet.isWord
      place += 1
    }
    let word = text(start..<place)
    guard octet == .equals else {
      guard mayBeSubject else { throw .strayValue(column: column(of: start)) }
      return Request.Argument(
        key: nil, value: word, column: column(of: start), valueColumn: column(of: start))
    }
    guard isKey, !word.isEmpty else { throw .malformedKey(word, column: column(of: start)) }
    place += 1
    let valueStart = column
    let value = octet == .quote ? try quoted() : try bare(of: word)
    return Request.Argument(key: word, value: value, column: column(of: start), valueColumn: valueStart)
  }

  private mutating func bare(of key: String) throws(Failure) -> String {
    let start = place
    while let octet, octet != .space {
      if octet == .quote || octet == .backslash { throw .quoteInBareText(column: column) }
      place += 1
    }
    guard start < place else { throw .missingValue(key, column: column) }
    return text(start..<place)
  }

  private mutating func quoted() throws(Failure) -> String {
    let opening = place
    place += 1
    var run = place
    // Filled only where an escape occurs: most text is taken from the line as it stands.
    var resolved: [UInt8] = []
    while let octet {
      switch octet {
      case .quote:
        let value =
          resolved.isEmpty
          ? text(run..<place) : String(decoding: resolved + line[run..<place], as: UTF8.self)
        place += 1
        guard self.octet == nil || self.octet == .space else { throw .textAfterQuote(column: column) }
        return value
      case .backslash:
        resolved += line[run..<place]
        try escape(into: &resolved)
        run = place
      default:
        place += 1
      }
    }
    throw .unclosedQuote(column: column(of: opening))
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    let start = place
    place += 1
    switch octet {
    case nil: return  // The line ends here, and the quote with it: that is what will be said.
    case .quote: text.append(.quote)
    case .backslash: text.append(.backslash)
    case UInt8(ascii: "n"): text.append(.lf)
    case UInt8(ascii: "t"): text.append(.tab)
    case UInt8(ascii: "u"): text += try scalar(escapedAt: start).utf8
    default: throw .unknownEscape(column: column(of: start))
    }
    place += 1
  }

  /// Reads from the `u` of an escape to its closing brace, and stays there.
  private mutating func scalar(escapedAt start: Int) throws(Failure) -> Unicode.Scalar {
    place += 1
    guard octet == .openBrace else { throw .unknownEscape(column: column(of: start)) }
    place += 1
    let digits = place
    var value: UInt32 = 0
    while let digit = octet?.hexadecimal, place - digits < 6 {
      value = value << 4 | digit
      place += 1
    }
    guard place > digits, octet == .closeBrace else { throw .unknownEscape(column: column(of: start)) }
    guard let scalar = Unicode.Scalar(value), !scalar.isControl else {
      throw .encoding(column: column(of: start))
    }
    return scalar
  }

  private func column(of place: Int) -> Int { place - line.startIndex + 1 }

  private func text(_ range: Range<Int>) -> String { String(decoding: line[range], as: UTF8.self) }
}
