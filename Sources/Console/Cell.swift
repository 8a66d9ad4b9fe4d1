internal import Casework
internal import Platform
internal import Wire

/// How a value is shown in the small.
struct Cell {
  let language: Language
  /// The year that need not be said.
  let year: Int
  var style = Style.plain

  /// The value for a person, on one line, as the value of a member where that has words for it.
  func text(_ value: JSON, of member: String = "") -> String { Visible.line(written(value, member)) }

  /// What a member is called; a `to` that is no place but a time is until when.
  func name(_ member: String, of value: JSON? = nil) -> String {
    let isTime = member == "to" && value?.string?.first?.isNumber == true
    return MemberWords.name(isTime ? "until" : member, language)
  }

  /// An end for a person: the time alone where it is on the day of the start.
  func end(_ value: JSON, of start: JSON?) -> String {
    let whole = text(value)
    guard let end = value.string, let start = start?.string, moment(end) != nil, moment(start) != nil,
      end.prefix(10) == start.prefix(10)
    else { return whole }
    return String(whole.suffix(5))
  }

  /// `23 nov 2026` of a day, nil of anything else.
  func day(_ value: JSON) -> String? {
    guard let text = value.string, text.utf8.count == 10, let date = CivilDate(iso: text) else { return nil }
    return "\(date.dayOfMonth) \((language == .nl ? Self.monthsNL : Self.monthsEN)[date.month - 1]) \(date.year)"
  }

  /// The value for a person, with its line feeds.
  func paragraph(_ value: JSON, of member: String = "") -> String {
    String(Visible.text(written(value, member)).map { $0 == "\t" ? " " : $0 })
  }

  /// The value between tabs, as the wire has it.
  static func field(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .string(let text): Visible.field(text)
    case .array(let items) where items.allSatisfy(\.isScalar): items.map(field).joined(separator: ",")
    case .bool, .integer, .number, .array, .object: Visible.field(value.text)
    }
  }

  private func written(_ value: JSON, _ member: String) -> String {
    switch value {
    case .null: ""
    case .bool(let yes): Self.answer(yes, language)
    case .string(let text): moment(text) ?? date(text) ?? ValueWords.words(text, of: member)?(language) ?? text
    case .array(let items):
      items.map { written($0, member) }.joined(separator: items.allSatisfy(\.isScalar) ? ", " : "; ")
    case .object(let members):
      // What is not there tells nothing here.
      told(members).map { (name(of: $0), written($0.value, $0.name)) }.filter { !$0.1.isEmpty }
        .map { $0.0.isEmpty ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: ", ")
    case .integer, .number: value.text
    }
  }

  /// `23 nov` of a day of this year, `23 nov 2025` of any other, as a time has it.
  private func date(_ text: String) -> String? {
    guard let day = day(.string(text)) else { return nil }
    return text.hasPrefix("\(year)-") ? String(day.dropLast(5)) : day
  }

  /// A reason is its sentence: what it was made of says the same in codes.
  private func told(_ members: [JSON.Member]) -> [JSON.Member] {
    let isReason = members.contains { $0.name == "text" } && members.contains { $0.name == "key" }
    return isReason ? members.filter { $0.name != "key" && $0.name != "value" } : members
  }

  /// What a member is called within a value: nothing where its sentence speaks for itself.
  private func name(of member: JSON.Member) -> String {
    member.name == "text" ? "" : name(member.name, of: member.value)
  }

  /// Yes or no.
  static func answer(_ yes: Bool, _ language: Language) -> String {
    Sentence(nl: yes ? "ja" : "nee", en: yes ? "yes" : "no")(language)
  }

  /// `ma 23 nov 09:00` of a time with an offset; the wall clock is the one the daemon wrote.
  private func moment(_ text: String) -> String? {
    guard text.utf8.count >= 20, case .exact? = MomentText(wire: text),
      let date = CivilDate(iso: text.prefix(10))
    else { return nil }
    let days = language == .nl ? Self.daysNL : Self.daysEN
    let months = language == .nl ? Self.monthsNL : Self.monthsEN
    let yearText = date.year == year ? "" : " \(date.year)"
    return "\(days[date.weekday.rawValue - 1]) \(date.dayOfMonth) \(months[date.month - 1])\(yearText) "
      + text.dropFirst(11).prefix(5)
  }

  // A minimal Debian has no Dutch locale to ask.
  static let daysNL = ["ma", "di", "wo", "do", "vr", "za", "zo"]
  static let daysEN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  static let monthsNL = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
  ]
  static let monthsEN = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension JSON {
  /// Whether the value holds no other.
  var isScalar: Bool {
    switch self {
    case .null, .bool, .integer, .number, .string: true
    case .array, .object: false
    }
  }

  /// Whether the value is a list of objects, to be shown as a table of its own.
  var isTable: Bool {
    guard case .array(let items) = self, !items.isEmpty else { return false }
    return items.allSatisfy { $0.members != nil }
  }
}

extension JSON {
  /// Whether a member of the object is a list of objects.
  var holdsTable: Bool { members?.contains(where: \.value.isTable) == true }
}

/// Texts measured in the columns of a terminal.
enum Columns {
  /// Columns the text takes.
  static func count(_ text: String) -> Int { Terminal.columns(of: text) }

  /// The text filled up with spaces, before or after it.
  static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count(text)))
    return right ? space + text : text + space
  }

  /// The text, cut with an ellipsis where it is wider.
  static func cut(_ text: String, to width: Int) -> String {
    guard count(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let columns = count(String(character))
      if used + columns > width - 1 { break }
      used += columns
      result.append(character)
    }
    return result + "…"
  }

  /// The text in pieces no wider than `width`, broken anywhere.
  static func broken(_ text: String, to width: Int) -> [String] {
    guard count(text) > width else { return [text] }
    var pieces = [""]
    var used = 0
    for character in text {
      let columns = count(String(character))
      if used + columns > width, used > 0 {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += columns
    }
    return pieces
  }

  /// The text in lines no wider than `width`, broken at spaces; a word that is wider stands alone.
  static func wrap(_ text: String, to width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, count(line) + 1 + count(String(word)) > width {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " " + word
      }
      return lines + [line]
    }
  }
}
