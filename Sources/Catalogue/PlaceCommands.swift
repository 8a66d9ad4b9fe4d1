extension Catalogue {
  /// Places, their rooms, and how far they lie apart.
  static let premises: [Command] = places + rooms + ways

  private static let place: [Parameter] = [
    .needed("slug", .newSlug, nl: "de korte naam", en: "the short name"),
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("kind", .choice(Words.placeKind), nl: "de soort", en: "the kind"),
    .needed("wijk", .thing(.wijk), nl: "de wijk", en: "the wijk"),
    .optional("address", .name(200), nl: "het adres", en: "the address"),
  ]

  private static let places: [Command] = [
    Command(
      "place.add", .leadOrAdmin, .changes, dutch: ["locatie nieuw"], nl: "Voegt een locatie toe.", en: "Adds a place.",
      place, examples: [.both("school-oost --name 'School Oost' --kind school --wijk oost")]),
    Command(
      "place.list", .everyWorker, page: 100, dutch: ["locaties", "locatie lijst"], nl: "Toont de locaties.",
      en: "Lists places.", place.asFilters, examples: [.both("--wijk zuidwest")]),
    Command(
      "place.show", .everyWorker, dutch: ["locatie toon"], nl: "Toont een locatie.", en: "Shows a place.",
      [.id(.place, nl: "de locatie", en: "the place")], examples: [.both("basecamp-zuidwest")]),
    Command(
      "place.change", .leadOrAdmin, .changes, dutch: ["locatie wijzig"], nl: "Wijzigt een locatie.",
      en: "Changes a place.",
      [.id(.place, nl: "de locatie", en: "the place")] + place.asChanges,
      examples: [.both("school-oost --name 'De Regenboog'")]),
  ]

  private static let room: [Parameter] = [
    .needed("place", .thing(.place), nl: "de locatie", en: "the place"),
    .needed("name", .name(40), nl: "de naam of het nummer", en: "the name or number"),
    .optional("capacity", .integer(1...500), "4", nl: "voor hoeveel mensen", en: "for how many people"),
  ]

  private static let way: [Parameter] = [
    .needed("from", .thing(.place), nl: "van waar", en: "from where"),
    .needed("to", .thing(.place), nl: "naar waar", en: "to where"),
    .needed("minutes", .minutes(1...600), nl: "reistijd heen", en: "travel time one way"),
  ]

  private static let ways: [Command] = [
    Command(
      "travel.set", .admin, .changes, dutch: ["reistijd zet"], nl: "Stelt de reistijd in, in één richting.",
      en: "Sets travel time, one way.",
      way, examples: [.both("basecamp-zuidwest --to basecamp-zuid --minutes 15")]),
    Command(
      "travel.list", .everyWorker, page: 100,
      dutch: ["reistijden", "reistijd lijst"],
      nl: "Toont ingestelde reistijden; van plek tot plek ook wat anders geldt.",
      en: "Lists travel times set; from place to place also what holds otherwise.", way.asFilters,
      examples: [.both("basecamp-zuidwest")]),
  ]

  private static let rooms: [Command] = [
    Command(
      "room.add", .leadOrAdmin, .changes, dutch: ["kamer nieuw"], nl: "Voegt een kamer toe.", en: "Adds a room.", room,
      examples: [.both("basecamp-zuidwest --name 3 --capacity 6")]),
    Command(
      "room.list", .everyWorker, page: 100, dutch: ["kamers", "kamer lijst"], nl: "Toont de kamers.",
      en: "Lists rooms.", room.asFilters, examples: [.both("basecamp-zuidwest")]),
  ]
}
