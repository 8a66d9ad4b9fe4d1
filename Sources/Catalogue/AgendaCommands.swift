extension Catalogue {
  /// Hours, places, free slots and appointments.
  static let agenda: [Command] = hours + places + rooms + appointments

  private static let hours: [Command] = [
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

  private static let place: [Parameter] = [
    .needed("slug", .newSlug, nl: "de korte naam", en: "the short name"),
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("kind", .choice(Words.placeKind), nl: "de soort", en: "the kind"),
    .needed("wijk", .thing(.wijk), nl: "de wijk", en: "the wijk"),
    .optional("address", .name(200), nl: "het adres", en: "the address"),
  ]

  private static let places: [Command] = [
    Command("place.add", .leadOrAdmin, .changes, nl: "Voegt een locatie toe.", en: "Adds a place.", place),
    Command(
      "place.list", .everyWorker, page: 100, nl: "Toont de locaties.", en: "Lists places.", place.asFilters),
    Command(
      "place.show", .everyWorker, nl: "Toont een locatie.", en: "Shows a place.",
      [.id(.place, nl: "de locatie", en: "the place")]),
    Command(
      "place.change", .leadOrAdmin, .changes, nl: "Wijzigt een locatie.", en: "Changes a place.",
      [.id(.place, nl: "de locatie", en: "the place")] + place.asChanges),
  ]

  private static let room: [Parameter] = [
    .needed("place", .thing(.place), nl: "de locatie", en: "the place"),
    .needed("name", .name(40), nl: "de naam of het nummer", en: "the name or number"),
    .optional("capacity", .integer(1...500), "4", nl: "voor hoeveel mensen", en: "for how many people"),
  ]

  private static let rooms: [Command] = [
    Command("room.add", .leadOrAdmin, .changes, nl: "Voegt een kamer toe.", en: "Adds a room.", room),
    Command(
      "room.list", .everyWorker, page: 100, nl: "Toont de kamers.", en: "Lists rooms.", room.asFilters),
  ]

  private static let minutes = Parameter.needed(
    "minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long")
  private static let appointment = Parameter.id(
    .appointment, nl: "de afspraak, zoals A-3", en: "the appointment, such as A-3")

  private static let appointments: [Command] = [
    Command(
      "slot.find", .everyWorker, page: 20, nl: "Zoekt tijden waarop iedereen kan.",
      en: "Finds times that suit everybody.",
      [
        .needed("with", .attendee, nl: "deze medewerkers", en: "these workers").several,
        .needed("from", .moment, nl: "vanaf", en: "from"),
        .needed("to", .moment, nl: "tot", en: "to"),
        minutes,
        .optional("mode", .choice(Words.mode), "on-site", nl: "hoe", en: "how"),
        .optional("place", .placeOrHome, nl: "waar, of thuis", en: "where, or thuis (at home)"),
        .optional("room", .yes, "no", nl: "of een kamer vrij moet zijn", en: "whether a room must be free"),
        .optional(
          "step", .minutes(1...1_440), "15", nl: "de stap tussen tijden", en: "the step between times"),
        .optional("case", .thing(.case), nl: "de casus", en: "the case"),
      ]),
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
