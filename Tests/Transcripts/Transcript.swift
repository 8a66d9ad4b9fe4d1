import Platform

/// A session written down: what the client sends, and the lines it expects.
///
/// One step a line. `> line` is sent as it stands with its end; `>> text` is sent without one, and may hold `\n`, `\r`, `\t`,
/// `\xNN` (an octet) and `\{text*N}` (a repetition). `<< ` half-closes. `< line` is a pattern the next line fits,
/// `<~` passes over rows, and `<.` expects that the server has closed. `*N` after a mark repeats the step, with `‹n›`
/// as its number from 1. `#` begins a remark. A `‹name›` in a pattern takes the value found there, in what is sent and
/// in later patterns it stands for it.
struct Transcript: Sendable, CustomStringConvertible {
  enum Step: Sendable {
    case send([UInt8])
    case finish
    case expect(String)
    case passRows
    case expectEnd
  }

  /// A step and the line it is written in.
  struct Numbered: Sendable {
    let line: Int
    let step: Step
  }

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  let name: String
  let steps: [Numbered]

  var description: String { name }

  init(name: String, text: String) throws {
    self.name = name
    var steps: [Numbered] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let marked = Self.marked(line) else { throw Malformed(description: "\(name):\(number + 1): \(line)") }
      for repetition in 1...marked.count {
        let text = marked.text.replacing("‹n›", with: "\(repetition)")
        steps.append(Numbered(line: number + 1, step: Self.step(marked.mark, text)))
      }
    }
    self.steps = steps
  }

  private enum Mark: String, CaseIterable {
    // Longer marks first, since they begin with the shorter ones.
    case finish = "<<"
    case passRows = "<~"
    case expectEnd = "<."
    case expect = "<"
    case octets = ">>"
    case line = ">"
  }

  private static func marked(_ line: Substring) -> (mark: Mark, count: Int, text: String)? {
    guard let mark = Mark.allCases.first(where: { line.hasPrefix($0.rawValue) }) else { return nil }
    var rest = line.dropFirst(mark.rawValue.count)
    var count = 1
    if rest.hasPrefix("*") {
      let digits = rest.dropFirst().prefix(while: \.isNumber)
      guard let number = Int(digits), number > 0 else { return nil }
      count = number
      rest = rest.dropFirst(1 + digits.count)
    }
    guard rest.isEmpty || rest.hasPrefix(" ") else { return nil }
    return (mark, count, String(rest.dropFirst()))
  }

  private static func step(_ mark: Mark, _ text: String) -> Step {
    switch mark {
    case .finish: .finish
    case .passRows: .passRows
    case .expectEnd: .expectEnd
    case .expect: .expect(text)
    case .octets: .send(octets(text[...]))
    case .line: .send(Array((text + "\n").utf8))
    }
  }

  /// The octets of a text with escapes.
  private static func octets(_ text: Substring) -> [UInt8] {
    var rest = text
    var octets: [UInt8] = []
    while let character = rest.popFirst() {
      guard character == "\\", let escape = rest.popFirst() else {
        octets += Array(String(character).utf8)
        continue
      }
      switch escape {
      case "n": octets.append(UInt8(ascii: "\n"))
      case "t": octets.append(UInt8(ascii: "\t"))
      case "r": octets.append(UInt8(ascii: "\r"))
      case "x":
        if let octet = UInt8(rest.prefix(2), radix: 16) { octets.append(octet) }
        rest = rest.dropFirst(2)
      case "{":
        let whole = rest.prefix { $0 != "}" }
        rest = rest.dropFirst(whole.count + 1)
        let star = whole.lastIndex(of: "*") ?? whole.endIndex
        let count = Int(whole[star...].dropFirst()) ?? 1
        let piece = Self.octets(whole[..<star])
        for _ in 0..<count { octets += piece }
      default: octets += Array(String(escape).utf8)
      }
    }
    return octets
  }
}

extension Transcript {
  /// All that lie beside these tests.
  static let all: [Transcript] = {
    let directory = File.parent(of: #filePath) + "/Sessions"
    let names = ((try? File.list(directory)) ?? []).filter { $0.hasSuffix(".transcript") }.sorted()
    return names.compactMap { name in
      guard let octets = try? File.read("\(directory)/\(name)") else { return nil }
      return try? Transcript(
        name: String(name.dropLast(".transcript".count)), text: String(decoding: octets, as: UTF8.self))
    }
  }()
}
