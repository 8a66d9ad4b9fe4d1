// Numbers that are somebody's: BSN, telephone, bank account, postcode. Each rule tells where that which begins at an
// index ends, nil where nothing begins there.
extension IdentifyingScan {
  /// Nine digits that pass the eleven test, in whole groups parted by dots and spaces.
  func bsn(at start: Int) -> Int? {
    guard isDigit(start), !isDigit(start - 1) else { return nil }
    var digits: [UInt8] = []
    var index = start
    while true {
      let end = self.digits(from: index)
      digits += characters[index..<end]
      guard digits.count < 9 else {
        return digits.count == 9 && BSN(String(decoding: digits, as: UTF8.self)) != nil ? end : nil
      }
      index = end
      while index < end + 2, self[index] == UInt8(ascii: ".") || self[index] == UInt8(ascii: " ") { index += 1 }
      guard index > end, isDigit(index) else { return nil }
    }
  }

  /// A Dutch number of ten digits, or one with a country's number; numbers of services are nobody's.
  func telephone(at start: Int) -> Int? {
    let isInternational = self[start] == UInt8(ascii: "+")
    guard isInternational || self[start] == UInt8(ascii: "0"), !isWord(start - 1),
      self[start - 1] != UInt8(ascii: "+")
    else { return nil }
    var digits: [UInt8] = []
    var ends: [Int] = []
    var index = isInternational ? start + 1 : start
    while digits.count < 15 {
      let gap = index
      while index < gap + 3, Self.partsOfTelephone.contains(self[index]) { index += 1 }
      guard isDigit(index) else { break }
      digits.append(self[index])
      index += 1
      ends.append(index)
    }
    if isInternational || digits.starts(with: Array("00".utf8)) {
      guard digits.count >= (isInternational ? 8 : 10) else { return nil }
      let country = isInternational ? 0 : 2
      guard digits[country...].starts(with: "31".utf8) else { return ends.last }
      // A Dutch number is over after nine digits, or ten with the (0): what follows is something else.
      let length = country + 2 + (digits[country + 2] == UInt8(ascii: "0") ? 10 : 9)
      return ends[min(length, ends.count) - 1]
    }
    // Nine digits apart from a tenth that are somebody's number are not a telephone's.
    guard bsn(at: start) == nil else { return nil }
    let isService = ["0800", "0900", "0906", "0909"].contains { digits.starts(with: $0.utf8) }
    guard !isService, digits.count >= 10, digits[1] != UInt8(ascii: "0"), !isDigit(ends[9]) else { return nil }
    return ends[9]
  }

  private static let partsOfTelephone = Set(" -./()".utf8)

  /// An account number: any of the Dutch form, others where their check digits fit.
  func iban(at start: Int) -> Int? {
    guard !isWord(start - 1), letters(from: start) == start + 2, isDigit(start + 2), isDigit(start + 3) else {
      return nil
    }
    var account: [UInt8] = []
    var ends: [Int] = []
    var index = start
    while account.count < 34, isDigit(index) || (97...122).contains(self[index]) {
      account.append(self[index])
      index += 1
      ends.append(index)
      if self[index] == UInt8(ascii: " "), account.count % 4 == 0 { index += 1 }
    }
    let isDutch =
      account.starts(with: "nl".utf8) && account.count >= 18
      && account[4..<8].allSatisfy { TextScan.digit($0) == nil }
      && account[8..<18].allSatisfy { TextScan.digit($0) != nil }
    if isDutch { return ends[17] }
    // Words may follow in groups of four: the longest beginning that fits is the number.
    return (15...34).last { $0 <= account.count && !isWord(ends[$0 - 1]) && Self.isIBAN(account[..<$0]) }.map {
      ends[$0 - 1]
    }
  }

  private static func isIBAN(_ account: ArraySlice<UInt8>) -> Bool {
    var remainder = 0
    for byte in account.dropFirst(4) + account.prefix(4) {
      if let digit = TextScan.digit(byte) {
        remainder = (remainder * 10 + digit) % 97
      } else {
        remainder = (remainder * 100 + Int(byte) - 87) % 97
      }
    }
    return remainder == 1
  }

  /// Four digits and two letters; in small letters after a space only what is no word, as in `2024 is`.
  func postcode(at start: Int) -> Int? {
    guard isDigit(start), self[start] != UInt8(ascii: "0"), !isWord(start - 1), digits(from: start) == start + 4 else {
      return nil
    }
    let letters = pastSpaces(start + 4)
    guard letters <= start + 6, self.letters(from: letters) == letters + 2, !isWord(letters + 2) else { return nil }
    if letters > start + 4, !isCapital[letters], Self.words.contains(text(letters..<letters + 2)) { return nil }
    return letters + 2
  }

  /// Words and measures of two letters that may follow a number.
  private static let words = Set(
    """
    al as at be by ca cm de dl do dr el en er et ga gb ge go ha he hm hr ie ik in is ja je jl jr ka kb kg kl km la ma mb me \
    mg ml mm mr na no nr nu of om on op or pa pm po so st tb te tm to tv uk un up us ut uw va vd ve vs wc we wo ze zg zn zo
    """.split(separator: " ").map(String.init))
}
