import TestKit
import Testing

/// Keeps what people got to see, whatever they said: words written in a file, and codes they did not bring themselves.
struct RightsWitness {
  typealias Person = RightsCity.Person

  private(set) var words: [Person: Set<String>] = [:]
  private(set) var codes: [Person: Set<String>] = [:]

  mutating func hears(_ person: Person, _ line: String, _ said: String) {
    for (label, word) in RightsCity.words where said.contains(word) { words[person, default: []].insert(label) }
    codes[person, default: []].formUnion(Self.codes(in: said).subtracting(Self.codes(in: line)))
  }

  /// The codes in a text: a letter, a hyphen and a number that stand alone.
  static func codes(in text: String) -> Set<String> {
    var found: Set<String> = []
    let bytes = Array(text.utf8)
    var start = 0
    while start + 2 < bytes.count {
      var end = start + 2
      let isWhole = start == 0 || !isPartOfWord(bytes[start - 1])
      if isWhole, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[start]), bytes[start + 1] == UInt8(ascii: "-")
      {
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        if end > start + 2 { found.insert(String(decoding: bytes[start..<end], as: UTF8.self)) }
      }
      start = end > start + 2 ? end : start + 1
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

/// What `show` answers to people, asked once each: the measure of everything else they see.
struct RightsShowing {
  let city: RightsCity
  /// Of what hangs on a case, a child or an entry: what.
  private let parents: [String: String]
  private var shown: [String: String] = [:]

  init(_ city: RightsCity) throws {
    self.city = city
    let tables: KeyValuePairs<String, (letter: String, parent: String)> = [
      "casus_step": ("K", "'C-' || casus"), "casus_goal": ("D", "'C-' || casus"), "casus_note": ("N", "'C-' || casus"),
      "casus_participant": ("B", "'C-' || casus"), "traject": ("H", "'C-' || casus"), "stay": ("L", "'C-' || casus"),
      "casus_arrangement": ("E", "'C-' || casus"), "proposal": ("P", "'C-' || casus"), "offer": ("O", "'W-' || entry"),
      "relation": ("R", "'J-' || client"), "consent": ("T", "'J-' || client"),
    ]
    let queries = tables.map { table, kind in "SELECT '\(kind.letter)-' || id, \(kind.parent) FROM koos.\(table)" }
    parents = Dictionary(
      try city.care.sql(queries.joined(separator: " UNION ALL ")).compactMap { row in
        row[0].flatMap { code in row[1].map { (code, $0) } }
      }
    ) { first, _ in first }
  }

  /// Whether a person may know of what bears a code.
  mutating func tells(_ code: String, to person: RightsCity.Person) async -> Bool {
    let command: String
    switch code.first {
    // What was done with whose file is what an officer over it answers for: codes of the log, and no more.
    case "C" where person.login == "p.privacy", "J" where person.login == "p.privacy",
      "Q" where person.login == "p.privacy":
      return true
    case "C": command = "case.show"
    case "J": command = "client.show"
    case "Q": command = "consult.show"
    case "W": command = "waiting.show"
    // Busy time and groups are everybody's, and so are hours, absences and agreements.
    case "A", "S", "G", "U", "V", "M": return true
    case "X": return person.login == "s.own" || person.login == "admin"
    default:
      guard let parent = parents[code] else { return false }
      // The plan as `case show` has it is all there is of these; of the others it tells of the thing they hang on.
      guard await tells(parent, to: person) else { return false }
      return code.first != "D" || shown["\(person) \(parent)"]?.contains("\"\(code)\"") == true
    }
    let key = "\(person) \(code)"
    if shown[key] == nil {
      let outcome = await city.ask("\(command) \(code)", as: person.login)
      shown[key] = outcome.code == "ok" ? outcome.description : ""
    }
    return shown[key] != ""
  }
}
