extension Catalogue {
  /// Somebody's days, to look at and to take along.
  static let agenda: [Command] = [
    Command(
      "agenda", .everyWorker, page: 500,
      nl: "Toont de dag van uzelf, een medewerker of een team: afspraken, reistijd, afwezigheid en wat vrij is.",
      en: "Shows the day of yourself, a worker or a team: appointments, travel, absence and what is free.",
      [
        .optional("worker", .thing(.worker), nl: "de medewerker, anders uzelf", en: "the worker, else yourself"),
        .team,
        .optional("from", .moment, nl: "vanaf, anders vandaag", en: "from, else today"),
        .optional("to", .moment, nl: "tot, anders een dag verder", en: "to, else a day on"),
      ],
      examples: [
        .both(""),
        .each(
          nl: "--team basecamp-zuidwest --from 'volgende week' --to +2w",
          en: "--team basecamp-zuidwest --from 'next week' --to +2w"),
      ]),
    Command(
      "agenda.ics", .everyWorker,
      nl: "Schrijft afspraken als iCalendar, voor een andere agenda: een code, geen naam, geen adres van een gezin.",
      en: "Writes appointments as iCalendar, for another calendar: a code, no name, no family's address.",
      [
        .optional("worker", .thing(.worker), nl: "de medewerker, anders uzelf", en: "the worker, else yourself"),
        .optional(
          "from", .moment, nl: "vanaf, anders 28 dagen terug", en: "from, else 28 days back"),
        .optional(
          "to", .moment, nl: "tot, anders een jaar vooruit", en: "to, else a year ahead"),
      ], examples: [.each(nl: "o.een --from vandaag", en: "o.een --from today")]),
  ]
}
