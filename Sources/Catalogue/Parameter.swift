package import Wire

/// One parameter of a command.
package struct Parameter: Sendable {
  /// The key on the wire and, after two dashes, on the command line.
  package let name: String
  /// What its value may be.
  package let kind: Kind
  /// Whether a request without it is refused.
  package let isRequired: Bool
  /// Whether it holds several values, comma-separated or its key repeated.
  package let isList: Bool
  /// The value it has when it is not given, as a client would write it.
  package let fallback: String?
  /// Whether an empty value clears it.
  package let mayClear: Bool
  /// What it is for.
  package let help: Sentence

  private init(
    _ name: String, _ kind: Kind, isRequired: Bool, isList: Bool, fallback: String?, mayClear: Bool,
    help: Sentence
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.isList = isList
    self.fallback = fallback
    self.mayClear = mayClear
    self.help = help
  }

  /// A parameter every request must give.
  static func needed(_ name: String, _ kind: Kind, nl: String, en: String) -> Parameter {
    Parameter(
      name, kind, isRequired: true, isList: false, fallback: nil, mayClear: false,
      help: Sentence(nl: nl, en: en))
  }

  /// A parameter that may be left out, with the value it then has.
  static func optional(
    _ name: String, _ kind: Kind, _ fallback: String? = nil, nl: String, en: String
  ) -> Parameter {
    Parameter(
      name, kind, isRequired: false, isList: false, fallback: fallback, mayClear: false,
      help: Sentence(nl: nl, en: en))
  }

  /// The same parameter, holding several values.
  var several: Parameter {
    Parameter(
      name, kind, isRequired: isRequired, isList: true, fallback: fallback, mayClear: mayClear, help: help)
  }

  /// The same parameter as a filter of `list`: one may leave it out, and then it bounds nothing.
  var asFilter: Parameter {
    Parameter(name, kind, isRequired: false, isList: isList, fallback: nil, mayClear: false, help: help)
  }

  /// The same parameter in `change`: left out it stays as it is, empty it is cleared unless it was required.
  var asChange: Parameter {
    Parameter(
      name, kind, isRequired: false, isList: isList, fallback: nil, mayClear: !isRequired, help: help)
  }
}
