internal import Casework
internal import Catalogue
internal import Wire

/// What a report was asked for: what its reader must know to trust it, and to ask for it again.
struct Asked {
  private let request: Request
  let language: Language

  /// Nil where the request is for no report.
  init?(_ request: Request, _ language: Language) {
    guard request.command.hasPrefix("report.") else { return nil }
    self.request = request
    self.language = language
  }

  /// The report with all it was asked with, as it is typed, and by when its figures were known: so they are the same again.
  private func line(known: String?) -> String {
    var words = request.arguments.filter { !Self.private.contains($0.key ?? "") }.map { argument in
      (argument.key.map { "--\($0) " } ?? "") + quoted(argument.value)
    }
    if let known, value("known-at") == nil { words.append("--known-at \(quoted(known))") }
    return (["koos"] + request.command.split(separator: ".").map(String.init) + words).joined(separator: " ")
  }

  /// What tells of the asking and not of the figures.
  private static let `private`: Set<String> = ["as", "once", "within"]

  /// The report's name.
  var command: String { request.command }

  /// The value of a parameter, also where it was given as the subject.
  func value(_ name: String) -> String? { Catalogue.find(command)?.value(of: name, in: request) }

  /// The time it is about, `1 januari tot en met 31 december 2020`; nil where the request does not tell.
  ///
  /// Who only sees figures gets whole months or quarters, as the reply says.
  func span(_ reply: JSON) -> String? {
    if let year = value("year") { return year.utf8.count == 4 ? longSpan("\(year)-01-01", "\(year)-12-31") : nil }
    guard let from = reply["from"]?.string ?? value("from"), let to = reply["to"]?.string ?? value("to") else {
      return nil
    }
    guard let last = CivilDate(iso: to)?.adding(days: -1) else { return Visible.line("\(from) – \(to)") }
    return longSpan(from, last.iso)
  }

  private func longSpan(_ from: String, _ to: String) -> String? {
    guard let first = CivilDate(iso: from), let last = CivilDate(iso: to) else { return nil }
    let start = first.year == last.year ? Dates.long(first, language, year: false) : Dates.long(first, language)
    return start + Sentence(nl: " tot en met ", en: " to ")(language) + Dates.long(last, language)
  }

  /// Where the figures come from, for under the report.
  func facts(_ reply: JSON) -> [Picture.Fact] {
    func fact(_ nl: String, _ en: String, _ text: String) -> Picture.Fact {
      Picture.Fact(name: Sentence(nl: nl, en: en)(language), text: Visible.line(text))
    }
    var facts = [fact("Bron", "Source", "koosd \(Catalogue.version)")]
    if let whose = reply["figures_of"]?.string { facts.append(fact("Cijfers van", "Figures of", whose)) }
    if let span = span(reply) { facts.append(fact("Periode", "Period", span)) }
    for (name, nl, en) in [("team", "Team", "Team"), ("wijk", "Wijk", "Wijk")] {
      if let value = value(name) { facts.append(fact(nl, en, value)) }
    }
    // The service's own clock, which is the one its figures are of.
    let known = reply["known_at"]?.string
    if let known = known ?? value("known-at") {
      facts.append(fact("Zoals bekend op", "As known at", Dates.moment(known, language)))
    }
    return facts + [fact("Opnieuw te maken met", "Made again by", line(known: known))]
  }
}

/// Days written out; a minimal Debian has no Dutch locale to ask.
enum Dates {
  /// `31 december 2020`.
  static func long(_ date: CivilDate, _ language: Language, year: Bool = true) -> String {
    let month = (language == .nl ? monthsNL : monthsEN)[date.month - 1]
    return "\(date.dayOfMonth) \(month)" + (year ? " \(date.year)" : "")
  }

  /// The same of a moment of the wire, with its time where it has one; what is none is left as it is.
  static func moment(_ text: String, _ language: Language) -> String {
    guard let date = CivilDate(iso: text.prefix(10)) else { return text }
    let time = text.utf8.count >= 16 ? " " + text.dropFirst(11).prefix(5) : ""
    return long(date, language) + time
  }

  /// What a row of a report is of: `jan`, `K1`; with the year where rows are of several.
  static func period(_ text: String, _ grain: Reports.Grain, _ language: Language, year: Bool) -> String {
    let parts = text.split(separator: "-")
    guard parts.count >= 2 else { return text }
    let suffix = year ? " \(parts[0])" : ""
    if let first = parts[1].first, first == "Q" || first == "K" {
      return Sentence(nl: "K", en: "Q")(language) + parts[1].dropFirst() + suffix
    }
    guard let month = Int(parts[1]), (1...12).contains(month) else { return text }
    switch grain {
    case .month: return (language == .nl ? Cell.monthsNL : Cell.monthsEN)[month - 1] + suffix
    case .quarter: return Sentence(nl: "K", en: "Q")(language) + String((month + 2) / 3) + suffix
    }
  }

  private static let monthsNL = [
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
  ]
  private static let monthsEN = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
