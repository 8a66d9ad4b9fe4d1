extension Catalogue {
  private static let minutes = Parameter.needed(
    "minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long")
  private static let appointment = Parameter.id(
    .appointment, nl: "de afspraak, zoals A-3", en: "the appointment, such as A-3")

  /// Appointments, online and on location.
  static let appointments: [Command] = [
    Command(
      "appointment.book", .caseTeam, .changes, nl: "Boekt een afspraak.", en: "Books an appointment.",
      [
        .optional("case", .thing(.case), nl: "de casus", en: "the case").several,
        .needed("type", .choice(Words.appointmentType), nl: "de soort", en: "the type"),
        .needed("at", .time, nl: "wanneer", en: "when"),
        minutes,
        .needed("with", .attendee, nl: "welke medewerkers", en: "which workers").several,
        .needed("mode", .choice(Words.mode), nl: "hoe", en: "how"),
        .optional("place", .placeOrHome, nl: "waar, of thuis", en: "where, or thuis (at home)"),
        .optional(
          "room", .name(40), nl: "de kamer, anders de kleinste vrije",
          en: "the room, else the smallest free one"),
        .optional(
          "client-mode", .choice(Words.clientMode), nl: "hoe het kind meedoet", en: "how the child takes part"
        ),
        .optional("guests", .guest, nl: "wie nog meer, zonder namen", en: "who else, without names").several,
        .optional("note", .text(2_000), nl: "een opmerking", en: "a note"),
        .optional(
          "override", .choice(["hours"]), nl: "toch buiten werkuren", en: "outside hours all the same"),
        .reason,
      ]),
    Command(
      "appointment.list", .everyWorker, page: 100, nl: "Toont afspraken.", en: "Lists appointments.",
      [
        .optional("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
        .team,
        .optional("case", .thing(.case), nl: "de casus", en: "the case"),
        .optional("from", .moment, nl: "vanaf", en: "from"),
        .optional("to", .moment, nl: "tot", en: "to"),
        .optional("status", .choice(Words.appointmentStatus), nl: "de stand", en: "the status"),
      ]),
    Command(
      "appointment.cancel", .caseTeam, .changes, bearsRevision: true,
      nl: "Zegt een afspraak af; de tijd van een intake of start wordt aangeboden aan wie wacht (offer list).",
      en: "Cancels an appointment; the time of an intake or start is offered to who waits (offer list).",
      [
        appointment,
        .needed("by", .choice(["client", "provider"]), nl: "wie afzegt", en: "who cancels"),
        .neededReason,
      ]),
  ]
}
