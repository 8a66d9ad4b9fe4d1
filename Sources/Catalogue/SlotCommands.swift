extension Catalogue {
  /// Times that suit everybody.
  static let slots: [Command] = [
    Command(
      "slot.find", .everyWorker, page: 20, nl: "Zoekt tijden waarop iedereen kan.",
      en: "Finds times that suit everybody.",
      [
        .needed("with", .attendee, nl: "deze medewerkers", en: "these workers").several,
        .needed("from", .moment, nl: "vanaf", en: "from"),
        .needed("to", .moment, nl: "tot", en: "to"),
        .needed("minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long"),
        .optional("mode", .choice(Words.mode), "on-site", nl: "hoe", en: "how"),
        .optional("place", .placeOrHome, nl: "waar, of thuis", en: "where, or thuis (at home)"),
        .optional("room", .yes, "no", nl: "of een kamer vrij moet zijn", en: "whether a room must be free"),
        .optional(
          "step", .minutes(1...1_440), "15", nl: "de stap tussen tijden", en: "the step between times"),
        .optional("case", .thing(.case), nl: "de casus", en: "the case"),
      ])
  ]
}
