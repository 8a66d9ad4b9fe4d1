import TestKit
import Wire

/// The client's end of a session, however it is carried.
protocol Line: AnyObject {
  func send(_ octets: [UInt8])
  func finish()
  /// The next line without its end; nil at the end, or after a while.
  func line() -> String?
  /// Whether the server has closed.
  var isAtEnd: Bool { get }
}

extension Client: Line {
  func line() -> String? { line(within: Client.patience) }
}

/// A transcript and a session that parted.
struct Departure: Error, CustomStringConvertible {
  let description: String
}

/// Holds a session as the transcript has it, and throws where it goes another way.
func conduct(_ transcript: Transcript, over line: some Line) throws {
  var names: [String: JSON] = [:]
  var pushedBack: String?
  func next() throws -> String? {
    if let kept = pushedBack {
      pushedBack = nil
      return kept
    }
    let next = line.line()
    if let next, let flaw = flaw(of: next) { throw Departure(description: "\(transcript.name): \(flaw) in \(next)") }
    return next
  }
  for numbered in transcript.steps {
    let place = "\(transcript.name).transcript:\(numbered.line)"
    switch numbered.step {
    case .send(let octets):
      let text = String(decoding: octets, as: UTF8.self)
      line.send(text.contains("‹") ? Array(Pattern.replaced(text, names).utf8) : octets)
    case .finish: line.finish()
    case .expect(let pattern):
      let found = try next()
      guard let found, Pattern(text: pattern).fits(found, &names) else {
        let expected = Pattern.replaced(pattern, names)
        throw Departure(description: "\(place)\nexpected \(expected)\nfound    \(found ?? "nothing more")")
      }
    case .passRows:
      while let found = try next() {
        guard found.hasPrefix("row ") else {
          pushedBack = found
          break
        }
      }
    case .expectEnd:
      if let found = try next() { throw Departure(description: "\(place)\nexpected the end\nfound    \(found)") }
      guard line.isAtEnd else { throw Departure(description: "\(place)\nexpected the end, but it is still open") }
    }
  }
}

/// What is wrong with a line of the server whatever was asked: the contract's grammar of replies.
private func flaw(of line: String) -> String? {
  if line.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { return "a control character" }
  guard let brace = line.firstIndex(of: "{") else { return "no object" }
  guard let object = try? JSON.parse(line[brace...].utf8), let members = object.members else { return "no JSON" }
  if Set(members.map(\.name)).count != members.count { return "a doubled member" }
  var words = line[..<brace].split(separator: " ", omittingEmptySubsequences: false)
  guard words.popLast() == "", let kind = words.first else { return "no space before the object" }
  if line.hasPrefix("KOOS/1 ready {") { return nil }
  words.removeFirst()
  if words.first?.hasPrefix("@") == true { words.removeFirst() }
  switch kind {
  case "ok", "row", "event": return words.isEmpty ? nil : "words too many"
  case "err":
    guard words.count == 1, words[0].split(separator: ".").count == 2 else { return "no code" }
    guard object["message"]?.string?.isEmpty == false else { return "no message" }
    if let column = object["col"], column.integer.map({ $0 > 0 }) != true { return "a column that is none" }
    return words[0].hasPrefix("busy.") && object["retry"]?.bool == nil && words[0] != "busy.outcome-unknown"
      ? "no retry" : nil
  default: return "an unknown kind of line"
  }
}
