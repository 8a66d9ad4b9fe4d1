/// Text that points at a person: what a consult without a client must not hold.
package enum IdentifyingText {
  /// What was found.
  package enum Kind: String, Sendable, CaseIterable {
    case bsn, email, telephone, postcode, iban, birth = "birth-date", address
  }

  /// A place in the text; never the text itself.
  package struct Finding: Sendable, Hashable {
    package let kind: Kind
    /// The first character (Unicode scalar) of it, counted from 1.
    package let position: Int
  }

  /// All that points at a person, in the order of the text.
  ///
  /// Nine digits that fail the eleven test pass, and so do numbers of services (14 030, 112, 0800 and the like) and
  /// dates after `today`, which are nobody's birth. One piece of text is found once: a telephone number is not read
  /// for a BSN again, nor a date for a telephone number.
  package static func findings(in text: String, today: CivilDate) -> [Finding] {
    scan(text, today: today).findings.sorted { $0.position < $1.position }
  }

  /// What stands for something that was taken out.
  private static let gap: Unicode.Scalar = "…"
  /// Words of names that say nothing alone.
  private static let particles: Set<String> = [
    "de", "den", "der", "el", "het", "la", "le", "op", "ten", "ter", "te", "van", "von",
  ]

  /// The text with all that points at a person taken out, and the words of a name in whatever spelling.
  package static func without(_ name: String, in text: String, today: CivilDate) -> String {
    let scan = scan(text, today: today)
    let name = IdentifyingScan(name)
    let words = Set(name.words.map(name.text)).subtracting(particles).filter { $0.utf8.count > 1 }
    let named = scan.words.filter { words.contains(scan.text($0)) }.map(scan.places)
    var result = String.UnicodeScalarView()
    var end = 0
    let scalars = Array(text.unicodeScalars)
    for span in (scan.spans + named).sorted(by: { $0.lowerBound < $1.lowerBound }) where span.upperBound > end {
      result.append(contentsOf: scalars[end..<max(end, span.lowerBound)])
      result.append(gap)
      end = span.upperBound
    }
    result.append(contentsOf: scalars[end...])
    return String(result)
  }

  private static func scan(_ text: String, today: CivilDate) -> IdentifyingScan {
    var scan = IdentifyingScan(text)
    scan.take(.iban) { $0.iban(at: $1) }
    scan.take(.birth) { $0.birth(at: $1, today: today) }
    scan.take(.telephone) { $0.telephone(at: $1) }
    // Before what it may be part of, as an address on the net: of all kinds only this one has no way past.
    scan.take(.bsn) { $0.bsn(at: $1) }
    scan.take(.email) { $0.email(at: $1) }
    scan.take(.postcode) { $0.postcode(at: $1) }
    scan.take(.address) { $0.address(at: $1) }
    return scan
  }
}

/// A text folded to plain ASCII, in which each rule looks for what it knows.
struct IdentifyingScan {
  /// The folded characters: digits of any script as 0…9, letters in lower case, spaces and dashes of any kind as one.
  let characters: [UInt8]
  /// Whether a letter was written as a capital.
  let isCapital: [Bool]
  private let positions: [Int]
  private var isTaken: [Bool]
  private(set) var findings: [IdentifyingText.Finding] = []
  /// Where what was found stands, in characters from 0.
  private(set) var spans: [Range<Int>] = []

  init(_ text: String) {
    var characters: [UInt8] = []
    var isCapital: [Bool] = []
    var positions: [Int] = []
    for (index, scalar) in text.unicodeScalars.enumerated() {
      // Characters that are not seen would hide what stands around them.
      if scalar.properties.generalCategory == .format { continue }
      characters.append(Self.folded(scalar))
      isCapital.append(scalar.properties.isUppercase)
      positions.append(index + 1)
    }
    self.characters = characters
    self.isCapital = isCapital
    self.positions = positions
    isTaken = Array(repeating: false, count: characters.count)
  }

  /// Stands for a letter that is none of a to z: no control character but line feed and tab reaches a text.
  private static let otherLetter = UInt8(1)

  private static func folded(_ scalar: Unicode.Scalar) -> UInt8 {
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      return (65...90).contains(byte) ? byte + 32 : byte == 9 ? 32 : byte
    }
    switch scalar.properties.generalCategory {
    case .decimalNumber:
      return UInt8(ascii: "0") + UInt8(scalar.properties.numericValue.map { Int($0) % 10 } ?? 0)
    case .spaceSeparator: return UInt8(ascii: " ")
    case .dashPunctuation: return UInt8(ascii: "-")
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      let base = Slug.fold(String(scalar)).utf8.first ?? otherLetter
      return (97...122).contains(base) ? base : otherLetter
    default: return 0
    }
  }

  /// Keeps what a rule finds: `find` tells where that which begins at an index ends, nil where nothing begins.
  mutating func take(_ kind: IdentifyingText.Kind, _ find: (IdentifyingScan, Int) -> Int?) {
    var index = 0
    while index < characters.count {
      guard !isTaken[index], let end = find(self, index), !isTaken[index..<end].contains(true) else {
        index += 1
        continue
      }
      findings.append(IdentifyingText.Finding(kind: kind, position: positions[index]))
      spans.append(places(index..<end))
      for place in index..<end { isTaken[place] = true }
      index = end
    }
  }

  /// Where characters of the folded text stand in the text itself, from 0.
  func places(_ range: Range<Int>) -> Range<Int> { positions[range.lowerBound] - 1..<positions[range.upperBound - 1] }

  /// The runs of letters.
  var words: [Range<Int>] {
    var words: [Range<Int>] = []
    var index = 0
    while index < characters.count {
      let end = letters(from: index)
      if end > index { words.append(index..<end) }
      index = max(end, index + 1)
    }
    return words
  }

  // MARK: Looking at characters

  /// The character at an index, 0 outside the text.
  subscript(index: Int) -> UInt8 { characters.indices.contains(index) ? characters[index] : 0 }

  func isDigit(_ index: Int) -> Bool { TextScan.digit(self[index]) != nil }
  func isLetter(_ index: Int) -> Bool { (97...122).contains(self[index]) || self[index] == Self.otherLetter }
  func isWord(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  /// The end of the run of digits that begins at an index.
  func digits(from index: Int) -> Int {
    var end = index
    while isDigit(end) { end += 1 }
    return end
  }

  /// The end of the run of letters that begins at an index.
  func letters(from index: Int) -> Int {
    var end = index
    while isLetter(end) { end += 1 }
    return end
  }

  /// The first index from `index` on that is no space.
  func pastSpaces(_ index: Int) -> Int {
    var end = index
    while self[end] == UInt8(ascii: " ") { end += 1 }
    return end
  }

  func text(_ range: Range<Int>) -> String { String(decoding: characters[range], as: UTF8.self) }

  /// The number that digits in a range, nine at the most, write.
  func number(_ range: Range<Int>) -> Int { Int(text(range)) ?? 0 }
}
