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

  private static let way: [Parameter] = [
    .needed("from", .thing(.place), nl: "van waar", en: "from where"),
    .needed("to", .thing(.place), nl: "naar waar", en: "to where"),
    .needed("minutes", .minutes(1...600), nl: "reistijd heen", en: "travel time one way"),
  ]

  private static let ways: [Command] = [
    Command(
      "travel.set", .admin, .changes, nl: "Stelt de reistijd in, in één richting.", en: "Sets travel time, one way.",
      way),
    Command(
      "travel.list", .everyWorker, page: 100,
      nl: "Toont ingestelde reistijden; van plek tot plek ook wat anders geldt.",
      en: "Lists travel times set; from place to place also what holds otherwise.", way.asFilters),
  ]

  private static let rooms: [Command] = [
    Command("room.add", .leadOrAdmin, .changes, nl: "Voegt een kamer toe.", en: "Adds a room.", room),
    Command(
      "room.list", .everyWorker, page: 100, nl: "Toont de kamers.", en: "Lists rooms.", room.asFilters),
  ]
}
