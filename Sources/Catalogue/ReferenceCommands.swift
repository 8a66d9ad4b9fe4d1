extension Catalogue {
  /// What everybody may look up.
  static let reference: [Command] = [
    Command(
      "wijk.list", .everyWorker, page: 100, dutch: ["wijken", "wijk lijst"], nl: "Toont de wijken.",
      en: "Lists the wijken."),
    Command(
      "wijk.find", .everyWorker, dutch: ["wijk zoek"], nl: "Zoekt de wijk en de teams bij een postcode of naam.",
      en: "Finds the wijk and teams of a postcode or name.",
      [
        .optional("postcode", .postcode, nl: "de postcode", en: "the postcode"),
        .optional("name", .name(100), nl: "wijk, subwijk of buurt", en: "wijk, subwijk or buurt"),
        .on,
      ], examples: [.both("3526KS"), .both("--name Lunetten")]),
    Command(
      "service.list", .everyWorker, page: 100, dutch: ["hulpsoorten", "hulp lijst"],
      nl: "Toont de soorten hulp, ook die elders horen.",
      en: "Lists the services, and those that belong elsewhere."),
    Command(
      "calendar.list", .everyWorker, page: 100, dutch: ["feestdagen", "kalender lijst"],
      nl: "Toont feestdagen en schoolvakanties.",
      en: "Lists holidays and school breaks.",
      [
        .needed("year", .integer(2019...2030), nl: "het jaar", en: "the year"),
        .optional(
          "kind", .choice(["holiday", "school"]), nl: "feestdag of schoolvakantie", en: "which of the two"),
      ], examples: [.both("2026 --kind holiday")]),
  ]
}
