extension Catalogue {
  /// When somebody works.
  static let hours: [Command] = [
    Command(
      "availability.set", .everyWorker, .changes, nl: "Voegt werkuren toe.", en: "Adds working hours.",
      availability),
    Command(
      "availability.list", .everyWorker, page: 100, nl: "Toont werkuren.", en: "Lists working hours.",
      availability.asFilters),
    Command(
      "availability.clear", .everyWorker, .changes, nl: "Haalt werkuren weg.", en: "Removes working hours.",
      [
        .needed("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
        .optional("day", .weekday, nl: "de dag, anders alle", en: "the day, else all"),
      ]),
  ]

  private static let availability: [Parameter] = [
    .needed("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
    .needed("day", .weekday, nl: "de dag", en: "the day"),
    .needed("from", .timeOfDay, nl: "vanaf", en: "from"),
    .needed("to", .timeOfDay, nl: "tot", en: "to"),
    .optional(
      "weeks", .choice(Words.weeks), "all", nl: "alle weken, oneven of even", en: "all weeks, odd or even"),
    .optional("mode", .choice(Words.hoursMode), "any", nl: "hoe", en: "how"),
    .optional("place", .thing(.place), nl: "waar te vinden", en: "where to be found"),
    .optional("from-date", .date, nl: "vanaf deze dag", en: "from this day"),
    .optional("until-date", .date, nl: "tot deze dag, die niet meer", en: "until this day, excluded"),
  ]
}
