// What is said of a line outside the grammar.
extension Failure {
  /// Malformed UTF-8, or a control character however written.
  package static func encoding(column: Int) -> Failure {
    Failure(
      .syntaxEncoding,
      Sentence(
        nl: "Hier staat geen geldige UTF-8 of een besturingsteken; alleen \\n en \\t mogen in tekst staan.",
        en: "Here is malformed UTF-8 or a control character; only \\n and \\t may stand in text."),
      column: column)
  }

  /// A line longer than `Limits.line`.
  package static let tooLong = Failure(
    .syntaxTooLong,
    Sentence(
      nl: "De regel is langer dan \(Limits.line) octetten en is overgeslagen.",
      en: "The line is longer than \(Limits.line) octets and was skipped."),
    column: Limits.line + 1)

  /// A quote that is opened at `column` and never closed.
  package static func unclosedQuote(column: Int) -> Failure {
    Failure(
      .syntaxQuote,
      Sentence(
        nl: "Het aanhalingsteken dat hier opent wordt niet gesloten.",
        en: "The quote that opens here is never closed."),
      column: column)
  }

  /// An escape that is none of the grammar's.
  package static func unknownEscape(column: Int) -> Failure {
    Failure(
      .syntaxQuote,
      Sentence(
        nl: "Na \\ mag alleen \\, \", n, t of u{…} met één tot zes hexadecimale cijfers staan.",
        en: "After \\ only \\, \", n, t or u{…} with one to six hexadecimal digits may stand."),
      column: column)
  }

  /// Text that sticks to a closing quote.
  package static func textAfterQuote(column: Int) -> Failure {
    Failure(
      .syntaxQuote,
      Sentence(
        nl: "Na een sluitend aanhalingsteken hoort een spatie of het einde van de regel.",
        en: "A closing quote must be followed by a space or the end of the line."),
      column: column)
  }

  /// A quote or backslash in text that is not quoted.
  package static func quoteInBareText(column: Int) -> Failure {
    Failure(
      .syntaxQuote,
      Sentence(
        nl: "Een waarde met \" of \\ erin hoort als geheel tussen aanhalingstekens.",
        en: "A value that holds \" or \\ must be quoted as a whole."),
      column: column)
  }

  /// A key with nothing after its equals sign; the grammar writes the empty value as two quotes.
  package static func missingValue(_ key: String, column: Int) -> Failure {
    Failure(
      .syntaxQuote,
      Sentence(
        nl: "Na \(key)= ontbreekt de waarde; een lege waarde is \(key)=\"\".",
        en: "The value after \(key)= is missing; an empty value is \(key)=\"\"."),
      field: key, column: column)
  }

  /// An `@` with no tag after it, or with one that is too long or holds other characters.
  package static func malformedTag(column: Int) -> Failure {
    Failure(
      .syntaxUnknownCommand,
      Sentence(
        nl: "Na @ hoort een label van 1 tot \(Limits.tag) letters, cijfers, -, _ of punten.",
        en: "A tag after @ has 1 to \(Limits.tag) letters, digits, -, _ or dots."),
      column: column)
  }

  /// A tag with no command after it.
  package static func missingCommand(column: Int) -> Failure {
    Failure(
      .syntaxUnknownCommand,
      Sentence(nl: "Na het label ontbreekt de opdracht.", en: "The command after the tag is missing."),
      column: column)
  }

  /// A command that is not words joined by dots.
  package static func malformedCommand(column: Int) -> Failure {
    Failure(
      .syntaxUnknownCommand,
      Sentence(
        nl: "Een opdracht bestaat uit woorden van kleine letters, cijfers en -, verbonden door punten.",
        en: "A command is words of lower-case letters, digits and -, joined by dots."),
      column: column)
  }

  /// A command the catalogue does not hold.
  package static func unknownCommand(column: Int, near: String?) -> Failure {
    Failure(
      .syntaxUnknownCommand,
      Sentence(nl: "Deze opdracht bestaat niet.", en: "There is no such command."),
      column: column, members: near.map { [JSON.Member("near", .string($0))] } ?? [])
  }

  /// A key outside the grammar.
  package static func malformedKey(_ key: String, column: Int) -> Failure {
    Failure(
      .syntaxUnknownParameter,
      Sentence(
        nl: "De naam van een parameter bestaat uit kleine letters, cijfers en -.",
        en: "The name of a parameter is lower-case letters, digits and -."),
      field: key, column: column)
  }

  /// A value that bears no name and is not the subject; what it says stays out of the failure.
  package static func strayValue(column: Int) -> Failure {
    Failure(
      .syntaxUnknownParameter,
      Sentence(
        nl: "Hier staat een waarde zonder naam; tekst met spaties hoort tussen aanhalingstekens.",
        en: "Here is a value without a name; text with spaces must be quoted."),
      field: "subject", column: column)
  }

  /// A parameter the command does not know.
  package static func unknownParameter(_ key: String, column: Int, near: String?) -> Failure {
    Failure(
      .syntaxUnknownParameter,
      Sentence(
        nl: "Deze opdracht kent de parameter \(key) niet.",
        en: "This command knows no parameter \(key)."),
      field: key, column: column, members: near.map { [JSON.Member("near", .string($0))] } ?? [])
  }

  /// A subject given to a command that takes none.
  package static func unknownSubject(column: Int) -> Failure {
    Failure(
      .syntaxUnknownParameter,
      Sentence(nl: "Deze opdracht heeft geen onderwerp.", en: "This command takes no subject."),
      field: "subject", column: column)
  }

  /// A parameter the command needs and the line lacks.
  package static func missingParameter(_ key: String) -> Failure {
    Failure(
      .syntaxMissingParameter,
      Sentence(nl: "De parameter \(key) ontbreekt.", en: "The parameter \(key) is missing."), field: key)
  }

  /// A parameter given again that is no list.
  package static func duplicateParameter(_ key: String, column: Int) -> Failure {
    Failure(
      .syntaxDuplicateParameter,
      Sentence(nl: "De parameter \(key) staat er twee keer.", en: "The parameter \(key) is given twice."),
      field: key, column: column)
  }
}
