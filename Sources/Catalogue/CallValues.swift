package import Casework
package import Wire

/// Each kind of value comes twice: required, which throws `internal.fault` when the catalogue and the
/// handler disagree about the parameter (a daemon with other sessions must not trap for it), and optional.
extension Call {
  /// Text of any kind: a name, word, choice, slug, login, postcode.
  package func text(_ name: String) throws(Failure) -> String { try required(name, optionalText(name)) }
  /// The text, nil when it was left out or cleared.
  package func optionalText(_ name: String) -> String? {
    guard case .text(let text)? = values[name] else { return nil }
    return text
  }

  /// A login or slug.
  package func slug(_ name: String) throws(Failure) -> String { try text(name) }
  /// The login or slug, nil when it was left out or cleared.
  package func optionalSlug(_ name: String) -> String? { optionalText(name) }

  /// The number of a coded thing, 12 for `C-12`.
  package func code(_ name: String) throws(Failure) -> Int { try required(name, optionalCode(name)) }
  /// The number, nil when it was left out.
  package func optionalCode(_ name: String) -> Int? {
    guard case .code(_, let number)? = values[name] else { return nil }
    return number
  }

  /// A whole number.
  package func integer(_ name: String) throws(Failure) -> Int { try required(name, optionalInteger(name)) }
  /// The whole number, nil when it was left out.
  package func optionalInteger(_ name: String) -> Int? {
    guard case .integer(let integer)? = values[name] else { return nil }
    return integer
  }

  /// Whole minutes.
  package func minutes(_ name: String) throws(Failure) -> Int { try integer(name) }
  /// The minutes, nil when they were left out.
  package func optionalMinutes(_ name: String) -> Int? { optionalInteger(name) }

  /// Whether the parameter is `yes`; one left out without a fallback is `no`.
  package func yes(_ name: String) -> Bool { values[name] == .yes(true) }
  /// The answer, nil when it was left out.
  package func optionalYes(_ name: String) -> Bool? {
    guard case .yes(let yes)? = values[name] else { return nil }
    return yes
  }

  /// A day.
  package func date(_ name: String) throws(Failure) -> CivilDate { try required(name, optionalDate(name)) }
  /// The day, nil when it was left out or cleared.
  package func optionalDate(_ name: String) -> CivilDate? {
    guard case .date(let date)? = values[name] else { return nil }
    return date
  }

  /// A moment.
  package func instant(_ name: String) throws(Failure) -> Instant {
    try required(name, optionalInstant(name))
  }
  /// The moment, nil when it was left out.
  package func optionalInstant(_ name: String) -> Instant? {
    guard case .instant(let instant)? = values[name] else { return nil }
    return instant
  }

  /// A time of the day.
  package func timeOfDay(_ name: String) throws(Failure) -> TimeOfDay {
    try required(name, optionalTimeOfDay(name))
  }
  /// The time of the day, nil when it was left out.
  package func optionalTimeOfDay(_ name: String) -> TimeOfDay? {
    guard case .timeOfDay(let value)? = values[name] else { return nil }
    return value
  }

  /// A day of the week.
  package func weekday(_ name: String) throws(Failure) -> Weekday {
    try required(name, optionalWeekday(name))
  }
  /// The day of the week, nil when it was left out.
  package func optionalWeekday(_ name: String) -> Weekday? {
    guard case .weekday(let value)? = values[name] else { return nil }
    return value
  }

  /// A birth date.
  package func birth(_ name: String) throws(Failure) -> BirthDate { try required(name, optionalBirth(name)) }
  /// The birth date, nil when it was left out.
  package func optionalBirth(_ name: String) -> BirthDate? {
    guard case .birth(let value)? = values[name] else { return nil }
    return value
  }

  /// A duration.
  package func duration(_ name: String) throws(Failure) -> Span { try required(name, optionalDuration(name)) }
  /// The duration, nil when it was left out.
  package func optionalDuration(_ name: String) -> Span? {
    guard case .duration(let value)? = values[name] else { return nil }
    return value
  }

  /// The items of a list parameter, empty when it was left out or cleared.
  package func list(_ name: String) -> [Value] {
    guard case .list(let items)? = values[name] else { return [] }
    return items
  }

  /// The items of a list of texts, slugs or logins.
  package func texts(_ name: String) -> [String] {
    list(name).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The numbers of a list of codes.
  package func codes(_ name: String) -> [Int] {
    list(name).compactMap { if case .code(_, let number) = $0 { number } else { nil } }
  }

  /// Who takes part, and how where the value says so.
  package func participants(_ name: String) -> [(who: String, mode: String?)] {
    list(name).compactMap { if case .participant(let who, let mode) = $0 { (who, mode) } else { nil } }
  }

  /// The number of the participant to be widened and what it is to read; nil when it was left out or is something else.
  package func optionalWidening(_ name: String) -> (participant: Int, reads: String)? {
    guard case .widening(let participant, let reads)? = values[name] else { return nil }
    return (participant, reads)
  }

  /// How many of which discipline.
  package func needs(_ name: String) -> [(count: Int, discipline: String)] {
    list(name).compactMap {
      if case .need(let count, let discipline) = $0 { (count, discipline) } else { nil }
    }
  }

  private func required<Content>(_ name: String, _ value: Content?) throws(Failure) -> Content {
    guard let value else { throw fault(name) }
    return value
  }

  private func fault(_ name: String) -> Failure {
    Failure(
      Failure.Code("internal.fault"),
      Sentence(
        nl: "Intern: \(command.name) heeft geen waarde voor \(name).",
        en: "Internal: \(command.name) has no value for \(name)."),
      field: name)
  }
}
