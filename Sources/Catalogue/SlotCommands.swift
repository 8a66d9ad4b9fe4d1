extension Catalogue {
  /// Times that suit everybody.
  static let slots: [Command] = [
    Command(
      "slot.find", .everyWorker, page: 20, dutch: ["tijd zoek"],
      nl: "Zoekt de eerste tijden waarop iedereen kan die mee moet doen.",
      en: "Finds the first times that suit all who must take part.",
      [
        .optional("with", .attendee, nl: "deze medewerkers", en: "these workers").several,
        .optional(
          "need", .need, nl: "hoeveel van welke discipline, wie dan ook",
          en: "how many of which discipline, whoever they are"
        ).several,
        .optional(
          "team", .thing(.team), nl: "uit welk team zij komen; zonder need: iemand daarvan",
          en: "the team they come from; without need: one of it"),
        .needed("from", .moment, nl: "vanaf", en: "from"),
        .needed("to", .moment, nl: "tot", en: "to"),
        .needed("minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long"),
        .optional("mode", .choice(Words.mode), "on-site", nl: "hoe", en: "how"),
        .optional("place", .placeOrHome, nl: "waar, of thuis", en: "where, or thuis (at home)"),
        .optional(
          "room", .yes, "no", nl: "of de kamer genoemd wordt; vrij is er altijd een",
          en: "whether the room is told; one is free at any rate"),
        .optional(
          "step", .minutes(1...1_440), "15", nl: "de stap tussen tijden", en: "the step between times"),
        .optional(
          "case", .thing(.case), nl: "de casus: ook het kind moet kunnen, wie het al helpt gaat voor",
          en: "the case: the child too must be free, who helps it already comes first"),
        .optional(
          "avoid-school", .yes, "no", nl: "of het buiten schooltijd moet zijn",
          en: "whether it must be outside school hours"),
      ],
      examples: [
        .each(
          nl: "--with o.een,s.een:online --from morgen --to +7d --minutes 60 --mode hybrid --place basecamp-zuidwest",
          en: "--with o.een,s.een:online --from tomorrow --to +7d --minutes 60 --mode hybrid --place basecamp-zuidwest"),
        .each(
          nl:
            "--team basecamp-zuidwest --need '2 orthopedagoog' --from 'volgende week' --to +2w --minutes 45 --mode online",
          en: "--team basecamp-zuidwest --need '2 orthopedagoog' --from 'next week' --to +2w --minutes 45 --mode online"
        ),
      ])
  ]
}
