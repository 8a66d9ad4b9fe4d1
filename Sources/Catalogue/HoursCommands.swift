extension Catalogue {
  /// When somebody works.
  static let hours: [Command] = workingHours + absences

  private static let workingHours: [Command] = [
    Command(
      "availability.set", .everyWorker, .changes, dutch: ["werkuren zet"], nl: "Voegt werkuren toe.",
      en: "Adds working hours.",
      availability, examples: [.both("o.een --day mon --from 09:00 --to 17:00 --place basecamp-zuidwest")]),
    Command(
      "availability.list", .everyWorker, page: 100, dutch: ["werkuren", "werkuren lijst"], nl: "Toont werkuren.",
      en: "Lists working hours.",
      availability.asFilters, examples: [.both("o.een")]),
    Command(
      "availability.clear", .everyWorker, .changes, dutch: ["werkuren wis"], nl: "Haalt werkuren weg.",
      en: "Removes working hours.",
      [
        .needed("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
        .optional("day", .weekday, nl: "de dag, anders alle", en: "the day, else all"),
      ], examples: [.both("o.een --day fri")]),
  ]

  private static let absence: [Parameter] = [
    .needed("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
    .needed("from", .moment, nl: "vanaf", en: "from"),
    .needed("to", .moment, nl: "tot", en: "until"),
    .needed("kind", .choice(Words.absence), nl: "de soort", en: "the kind"),
  ]

  private static let absences: [Command] = [
    Command(
      "absence.add", .everyWorker, .changes,
      dutch: ["afwezigheid meld"], nl: "Legt afwezigheid vast en toont de afspraken die erin vallen.",
      en: "Records an absence and lists the appointments it hits.", absence,
      examples: [
        .each(nl: "o.een --from morgen --to +5d --kind verlof", en: "o.een --from tomorrow --to +5d --kind verlof")
      ]),
    Command(
      "absence.list", .everyWorker, page: 100, dutch: ["afwezigheid", "afwezigheid lijst"],
      nl: "Toont wie wanneer afwezig is.", en: "Lists who is away when.",
      absence.asFilters, examples: [.each(nl: "o.een --from vandaag", en: "o.een --from today")]),
    Command(
      "absence.cancel", .everyWorker, .changes,
      dutch: ["afwezigheid trek-in"], nl: "Trekt afwezigheid in; wie al weg is, is er weer.",
      en: "Cancels an absence; one that runs ends now.",
      [.id(.absence, nl: "de afwezigheid, zoals V-3", en: "the absence, such as V-3"), .today], examples: [.both("V-3")]
    ),
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
