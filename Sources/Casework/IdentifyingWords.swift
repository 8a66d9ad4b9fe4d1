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

  /// `12-05-2014`, `12/5/14`, `12.05.2014`, `12 - 5 - 2014`, `12 05 2014`, `2014-05-12`.
  private func dateInDigits(at start: Int, today: CivilDate) -> (CivilDate, Int)? {
    let first = digits(from: start)
    guard let (mark, month) = mark(at: first), isDigit(month) else { return nil }
    let second = digits(from: month)
    guard second - month <= 2, let (other, last) = self.mark(at: second), other == mark, isDigit(last) else {
      return nil
    }
    let third = digits(from: last)
    let middle = number(month..<second)
    switch (first - start, third - last) {
    // Numbers with spaces between them are a date only where all their digits are written.
    case (1, _) where mark == UInt8(ascii: " "), (_, 1) where mark == UInt8(ascii: " "): return nil
    case (4, 1...2):
      return CivilDate(year: number(start..<first), month: middle, day: number(last..<third)).map { ($0, third) }
    case (1...2, 4):
      return CivilDate(year: number(last..<third), month: middle, day: number(start..<first)).map { ($0, third) }
    case (1...2, 2) where mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/"):
      let short = number(last..<third)
      let year = short + (short <= today.year % 100 ? 2_000 : 1_900)
      return CivilDate(year: year, month: middle, day: number(start..<first)).map { ($0, third) }
    default: return nil
    }
  }

  /// What parts the numbers of a date at an index, with spaces around it or a space alone, and where the next begins.
  private func mark(at index: Int) -> (UInt8, Int)? {
    let mark = pastSpaces(index)
    guard mark <= index + 1 else { return nil }
    if "-/.".utf8.contains(self[mark]) {
      let next = pastSpaces(mark + 1)
      return next <= mark + 2 ? (self[mark], next) : nil
    }
    return mark > index ? (UInt8(ascii: " "), mark) : nil
  }

  /// `12 mei 2014`, `12e mei, 2014`, `12-mei-2014`, `12 mei '14`, `May 12th, 2014`.
  private func dateInWords(at start: Int) -> (CivilDate, Int)? {
    if isDigit(start) {
      var index = digits(from: start)
      guard index - start <= 2 else { return nil }
      let day = number(start..<index)
      index = pastOrdinal(index)
      guard let (month, next) = month(at: pastPause(index)), let (year, end) = year(at: pastPause(next)) else {
        return nil
      }
      return CivilDate(year: year, month: month, day: day).map { ($0, end) }
    }
    guard let (month, next) = month(at: start) else { return nil }
    let from = pastSpaces(next)
    let index = digits(from: from)
    guard (1...2).contains(index - from) else { return nil }
    guard let (year, end) = year(at: pastPause(pastOrdinal(index))) else { return nil }
    return CivilDate(year: year, month: month, day: number(from..<index)).map { ($0, end) }
  }

  /// The index after what makes a number an ordinal, if that stands there.
  private func pastOrdinal(_ index: Int) -> Int {
    let end = letters(from: index)
    return ["e", "de", "ste", "st", "nd", "rd", "th"].contains(text(index..<end)) ? end : index
  }

  /// The index after spaces, commas and hyphens.
  private func pastPause(_ index: Int) -> Int {
    var end = index
    while " ,-".utf8.contains(self[end]) { end += 1 }
    return end
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

  /// A name that ends as streets do, or begins so with a capital (`Laan van Chartroise`), and the number of a house.
  func address(at start: Int) -> Int? {
    guard isLetter(start), !isWord(start - 1) else { return nil }
    let end = letters(from: start)
    let name = text(start..<end)
    if Self.streets.contains(where: { name.hasSuffix($0) && name.utf8.count >= $0.utf8.count + 2 }) {
      return Self.noStreets.contains(name) ? nil : house(after: end)
    }
    guard isCapital[start], ["laan", "weg", "plein", "straat", "dreef", "baan", "kade", "hof"].contains(name) else {
      return nil
    }
    var index = end
    for _ in 0..<4 {
      let word = pastSpaces(index)
      guard word > index, isLetter(word) else { break }
      index = letters(from: word)
      while self[index] == UInt8(ascii: "-"), isLetter(index + 1) { index = letters(from: index + 1) }
    }
    return index > end ? house(after: index) : nil
  }

  /// Where the number of a house ends that follows the name of a street.
  private func house(after name: Int) -> Int? {
    let end = self[name] == UInt8(ascii: ".") || self[name] == UInt8(ascii: ",") ? name + 1 : name
    var index = pastSpaces(end)
    guard index > name else { return nil }
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
    "baan", "park", "kwartier", "werf", "wal", "oord", "burg", "str", "straatje", "laantje", "hofje", "boulevard",
    "allee",
    "markt", "haven", "brug", "gaarde",
  ]
  private static let noStreets: Set<String> = [
    "onderweg", "terugweg", "uitweg", "omweg", "heenweg", "zijweg", "bijbaan",
  ]
  private static let counted: Set<String> = [
    "keer", "x", "uur", "minuten", "dagen", "dag", "weken", "week", "maanden", "maand", "jaar", "kinderen", "times",
    "hours", "days", "weeks", "months", "years",
  ]
}
