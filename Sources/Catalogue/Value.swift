package import Casework

/// The value of a parameter, read by its kind.
package enum Value: Sendable, Equatable {
  /// Text, a name, a word, a choice, a slug, a login, a postcode (`3526KS`) or a BSN, in its kept form.
  case text(String)
  /// The number of a code, 12 for `C-12`.
  case code(Thing, Int)
  case integer(Int)
  case yes(Bool)
  case date(CivilDate)
  case instant(Instant)
  case timeOfDay(TimeOfDay)
  case weekday(Weekday)
  case birth(BirthDate)
  case duration(Span)
  /// A login or label, and how that one takes part when the value says so.
  case participant(String, mode: String?)
  /// The number of a participant, and what it is to read.
  case widening(Int, reads: String)
  /// How many of a discipline.
  case need(Int, discipline: String)
  /// Several values, in the order written.
  case list([Value])
  /// The empty value that clears in `change`.
  case cleared

  /// The value as text that differs where the value does, whatever way it was written.
  package var canonical: String {
    switch self {
    case .text(let text): text
    case .code(let thing, let number): "\(thing.codePrefix.map(String.init) ?? "")-\(number)"
    case .integer(let integer): String(integer)
    case .yes(let yes): yes ? "yes" : "no"
    case .date(let date): "d\(date.day)"
    case .instant(let instant): "s\(instant.seconds)"
    case .timeOfDay(let time): time.wire
    case .weekday(let day): day.wire
    case .birth(let birth): birth.wire
    case .duration(let span): "\(span.days)d\(span.seconds)s"
    case .participant(let who, let mode): mode.map { "\(who):\($0)" } ?? who
    case .widening(let participant, let reads): "B-\(participant):\(reads)"
    case .need(let count, let discipline): "\(count) \(discipline)"
    // No value holds this character: the lexer refuses control characters.
    case .list(let values): values.map(\.canonical).joined(separator: "\u{1}")
    case .cleared: ""
    }
  }
}
