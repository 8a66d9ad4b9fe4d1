// What is written in words that point at somebody: an address on the net, a birth date, a house.
extension IdentifyingScan {
  /// Something before and a domain with a dot after an at sign.
  func email(at start: Int) -> Int? {
    guard isWord(start), !isOfMailbox(start - 1) else { return nil }
    var index = start
    while isOfMailbox(index) { index += 1 }
    guard self[index] == UInt8(ascii: "@"), isWord(index + 1) else { return nil }
    index += 1
    var end: Int?
    while isWord(index) || self[index] == UInt8(ascii: "-") {
      while isWord(index) || self[index] == UInt8(ascii: "-") { index += 1 }
      if end != nil { end = index }
      guard self[index] == UInt8(ascii: "."), isWord(index + 1) else { break }
      index += 1
      end = index
    }
    return end
  }

  private func isOfMailbox(_ index: Int) -> Bool {
    isWord(index) || "._%+-".utf8.contains(self[index]) && index < characters.count
  }

  /// A whole date, in digits or with the month's name, that is not after today.
  func birth(at start: Int, today: CivilDate) -> Int? {
    guard !isWord(start - 1), isWord(start) else { return nil }
    guard let (date, end) = dateInDigits(at: start, today: today) ?? dateInWords(at: start), !isWord(end),
      date <= today
    else { return nil }
    return end
  }

  /// `12-05-2014`, `12/5/14`, `12.05.2014`, `2014-05-12`.
  private func dateInDigits(at start: Int, today: CivilDate) -> (CivilDate, Int)? {
    let first = digits(from: start)
    let mark = self[first]
    guard "-/.".utf8.contains(mark), isDigit(first + 1) else { return nil }
    let second = digits(from: first + 1)
    guard second - first <= 3, self[second] == mark, isDigit(second + 1) else { return nil }
    let third = digits(from: second + 1)
    let middle = number(first + 1..<second)
    switch (first - start, third - second - 1) {
    case (4, 1...2):
      return CivilDate(year: number(start..<first), month: middle, day: number(second + 1..<third)).map { ($0, third) }
    case (1...2, 4):
      return CivilDate(year: number(second + 1..<third), month: middle, day: number(start..<first)).map { ($0, third) }
    case (1...2, 2) where mark != UInt8(ascii: "."):
      let short = number(second + 1..<third)
      let year = short + (short <= today.year % 100 ? 2_000 : 1_900)
      return CivilDate(year: year, month: middle, day: number(start..<first)).map { ($0, third) }
    default: return nil
    }
  }

  /// `12 mei 2014`, `12 mei '14`, `May 12, 2014`.
  private func dateInWords(at start: Int) -> (CivilDate, Int)? {
    if isDigit(start) {
      var index = digits(from: start)
      guard index - start <= 2 else { return nil }
      let day = number(start..<index)
      if self[index] == UInt8(ascii: "e") { index += 1 }
      guard let (month, next) = month(at: pastSpaces(index)), let (year, end) = year(at: pastSpaces(next)) else {
        return nil
      }
      return CivilDate(year: year, month: month, day: day).map { ($0, end) }
    }
    guard let (month, next) = month(at: start) else { return nil }
    let from = pastSpaces(next)
    let index = digits(from: from)
    guard (1...2).contains(index - from) else { return nil }
    let comma = self[index] == UInt8(ascii: ",") ? index + 1 : index
    guard let (year, end) = year(at: pastSpaces(comma)) else { return nil }
    return CivilDate(year: year, month: month, day: number(from..<index)).map { ($0, end) }
  }

  private func month(at start: Int) -> (Int, Int)? {
    let end = letters(from: start)
    guard (3...9).contains(end - start), let month = Self.months[text(start..<end)] else { return nil }
    return (month, self[end] == UInt8(ascii: ".") ? end + 1 : end)
  }

  private func year(at start: Int) -> (Int, Int)? {
    if self[start] == UInt8(ascii: "'"), digits(from: start + 1) == start + 3 {
      return (2_000 + number(start + 1..<start + 3), start + 3)
    }
    guard digits(from: start) == start + 4 else { return nil }
    return (number(start..<start + 4), start + 4)
  }

  private static let months: [String: Int] = {
    let names = [
      "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
      "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct", "november nov",
      "december dec",
    ]
    var months: [String: Int] = [:]
    for (index, words) in names.enumerated() {
      for word in words.split(separator: " ") { months[String(word)] = index + 1 }
    }
    return months
  }()

  /// A name that ends as streets do, and the number of a house.
  func address(at start: Int) -> Int? {
    guard isLetter(start), !isWord(start - 1) else { return nil }
    let end = letters(from: start)
    let name = text(start..<end)
    guard Self.streets.contains(where: { name.hasSuffix($0) && name.utf8.count >= $0.utf8.count + 2 }),
      !Self.noStreets.contains(name)
    else { return nil }
    var index = pastSpaces(self[end] == UInt8(ascii: ",") ? end + 1 : end)
    guard index > end else { return nil }
    let word = letters(from: index)
    if ["nr", "no", "nummer", "huisnummer"].contains(text(index..<word)) {
      index = pastSpaces(self[word] == UInt8(ascii: ".") ? word + 1 : word)
    }
    let house = digits(from: index)
    guard (1...5).contains(house - index) else { return nil }
    // A count of something is no house.
    let after = pastSpaces(house)
    if after > house, Self.counted.contains(text(after..<letters(from: after))) { return nil }
    return isLetter(house) && !isWord(house + 1) ? house + 1 : isWord(house) ? nil : house
  }

  private static let streets = [
    "straat", "laan", "weg", "plein", "gracht", "kade", "dreef", "hof", "steeg", "singel", "pad", "plantsoen", "dijk",
    "baan", "park", "kwartier", "werf", "wal", "oord", "burg",
  ]
  private static let noStreets: Set<String> = [
    "onderweg", "terugweg", "uitweg", "omweg", "heenweg", "zijweg", "bijbaan",
  ]
  private static let counted: Set<String> = [
    "keer", "x", "uur", "minuten", "dagen", "dag", "weken", "week", "maanden", "maand", "jaar", "kinderen", "times",
    "hours", "days", "weeks", "months", "years",
  ]
}
