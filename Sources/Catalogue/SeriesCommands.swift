extension Catalogue {
  static let rule = Parameter.needed(
    "rrule", .word(500), nl: "de regel (RFC 5545), zoals FREQ=WEEKLY;BYDAY=MO;COUNT=10",
    en: "the rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO;COUNT=10")
  static let eachTime = Parameter.needed(
    "minutes", .minutes(1...1_440), nl: "hoe lang elke keer", en: "how long each time")
  static let firstTime = Parameter.needed(
    "start", .time, nl: "de eerste keer, die bij de regel past", en: "the first time, which fits the rule")
  private static let named = Parameter.needed(
    "appointment", .thing(.appointment), nl: "een afspraak van de reeks, zoals A-3",
    en: "an appointment of the series, such as A-3")
  private static let scope = Parameter.needed(
    "scope", .choice(["one", "following", "all"]), nl: "alleen deze, ook de volgende, of alle die nog komen",
    en: "this one only, the following too, or all to come")

  /// What a booking is asked, but for when.
  private static let booking = (appointments.first { $0.name == "appointment.book" }?.parameters ?? [])
    .filter { !["at", "minutes"].contains($0.name) }

  /// Appointments by a rule.
  static let series: [Command] = [
    Command(
      "series.preview", .everyWorker, dutch: ["reeks bekijk"], nl: "Toont wanneer een regel valt; bewaart niets.",
      en: "Shows when a rule falls; keeps nothing.",
      [
        firstTime, rule,
        .optional("count", .integer(1...200), nl: "alleen de eerste zoveel", en: "only the first so many"),
      ],
      examples: [.each(nl: "'di 14:00' --rrule 'FREQ=WEEKLY;COUNT=4'", en: "'tue 14:00' --rrule 'FREQ=WEEKLY;COUNT=4'")]
    ),
    Command(
      "series.book", .caseTeam, .changes, dutch: ["reeks boek"], nl: "Boekt een reeks afspraken, alle of geen.",
      en: "Books a series of appointments, all or none.",
      [
        firstTime, rule, eachTime,
      ] + booking + [
        .optional(
          "on-conflict", .choice(["fail", "skip"]), "fail", nl: "wat als een keer niet kan: geen, of de rest",
          en: "where one cannot be: none, or the rest")
      ],
      examples: [
        .each(
          nl:
            "'di 14:00' --rrule 'FREQ=WEEKLY;COUNT=4' --minutes 60 --case C-12 --type behandeling --with o.een --mode online",
          en:
            "'tue 14:00' --rrule 'FREQ=WEEKLY;COUNT=4' --minutes 60 --case C-12 --type behandeling --with o.een --mode online"
        )
      ]),
    Command(
      "series.change", .caseTeam, .changes, bearsRevision: true,
      dutch: ["reeks verzet"], nl: "Verzet een afspraak van een reeks, met de volgende of met alle die nog komen.",
      en: "Moves an appointment of a series, with the following or with all to come.",
      [
        named, scope,
        .optional(
          "at", .time, nl: "wanneer deze dan is; de andere schuiven evenveel op",
          en: "when this one is then; the others move as much"),
      ], examples: [.each(nl: "A-3 --scope following --at 'wo 14:00'", en: "A-3 --scope following --at 'wed 14:00'")]),
    Command(
      "series.cancel", .caseTeam, .changes, bearsRevision: true,
      dutch: ["reeks zeg-af"], nl: "Zegt een afspraak van een reeks af, met de volgende of met alle die nog komen.",
      en: "Cancels an appointment of a series, with the following or with all to come.",
      [
        named, scope,
        .optional("by", .choice(["client", "provider"]), "provider", nl: "wie afzegt", en: "who cancels"),
        .reason, .today,
      ],
      examples: [
        .each(
          nl: "A-3 --scope all --by client --reason 'Gezin is verhuisd'",
          en: "A-3 --scope all --by client --reason 'The family moved'")
      ]),
    Command(
      "series.list", .everyWorker, page: 100, dutch: ["reeksen", "reeks lijst"], nl: "Toont reeksen.",
      en: "Lists series.",
      [.optional("worker", .thing(.worker), nl: "wie meedoet", en: "who takes part")], examples: [.both("o.een")]),
  ]
}
