internal import Wire

/// What a printed file says of its rows, beside the words members have everywhere.
enum DossierWords {
  /// The member that names a row, where it is not called after the kind.
  static let code = ["waiting": "entry", "alias": "client"]

  /// Why something is left out.
  static let withheld: [String: Sentence] = [
    "third-party": Sentence(nl: "Dit gaat over een ander.", en: "This is about somebody else."),
    "other-child": Sentence(nl: "Er was een ander kind bij.", en: "Another child took part."),
    "youth": Sentence(nl: "Dit is van de jeugdige zelf.", en: "This is the youth's own."),
    "secret-address": Sentence(nl: "Het adres is geheim.", en: "The address is secret."),
  ]
}
