package import Casework
package import Wire

/// Each kind of value comes twice: required, which throws `internal.fault` when the catalogue and the
/// handler disagree about the parameter (a daemon with other sessions must not trap for it), and optional.
extension Call {
  /// Text of any kind: a name, word, choice, slug, login, postcode.
  package func text(_ name: String) throws(Failure) -> String { try required(name, optionalText(name)) }
  package func optionalText(_ name: String) -> String? {
    guard case .text(let text)? = values[name] else { return nil }
    return text
  }

  /// A login or slug.
  package func slug(_ name: String) throws(Failure) -> String { try text(name) }
  package func optionalSlug(_ name: String) -> String? { optionalText(name) }

  /// The number of a coded thing, 12 for `C-12`.
  package func code(_ name: String) throws(Failure) -> Int { try required(name, optionalCode(name)) }
  package func optionalCode(_ name: String) -> Int? {
    guard case .code(_, let number)? = values[name] else { return nil }
    return number
  }

  package func integer(_ name: String) throws(Failure) -> Int { try required(name, optionalInteger(name)) }
  package func optionalInteger(_ name: String) -> Int? {
    guard case .integer(let integer)? = values[name] else { return nil }
    return integer
  }

  /// Whole minutes.
  package func minutes(_ name: String) throws(Failure) -> Int { try integer(name) }
  package func optionalMinutes(_ name: String) -> Int? { optionalInteger(name) }

  /// Whether the parameter is `yes`; one left out without a fallback is `no`.
  package func yes(_ name: String) -> Bool { values[name] == .yes(true) }
  package func optionalYes(_ name: String) -> Bool? {
    guard case .yes(let yes)? = values[name] else { return nil }
    return yes
  }

  package func date(_ name: String) throws(Failure) -> CivilDate { try required(name, optionalDate(name)) }
  package func optionalDate(_ name: String) -> CivilDate? {
    guard case .date(let date)? = values[name] else { return nil }
    return date
  }

  package func instant(_ name: String) throws(Failure) -> Instant {
    try required(name, optionalInstant(name))
  }
  package func optionalInstant(_ name: String) -> Instant? {
    guard case .instant(let instant)? = values[name] else { return nil }
    return instant
  }

  package func timeOfDay(_ name: String) throws(Failure) -> TimeOfDay {
    try required(name, optionalTimeOfDay(name))
  }
  package func optionalTimeOfDay(_ name: String) -> TimeOfDay? {
    guard case .timeOfDay(let value)? = values[name] else { return nil }
    return value
  }

  package func weekday(_ name: String) throws(Failure) -> Weekday {
    try required(name, optionalWeekday(name))
  }
  package func optionalWeekday(_ name: String) -> Weekday? {
    guard case .weekday(let value)? = values[name] else { return nil }
    return value
  }

  package func birth(_ name: String) throws(Failure) -> BirthDate { try required(name, optionalBirth(name)) }
  package func optionalBirth(_ name: String) -> BirthDate? {
    guard case .birth(let value)? = values[name] else { return nil }
    return value
  }

  package func duration(_ name: String) throws(Failure) -> Span { try required(name, optionalDuration(name)) }
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
