extension Catalogue {
  /// Clients, who belongs to them, and their consent.
  static let clients: [Command] = [
    Command(
      "client.add", .caseTeam, .changes, nl: "Legt een jeugdige vast.", en: "Records a client.",
      [
        .needed("name", .name(200), nl: "de naam", en: "the name"),
        .needed("birth", .birth, nl: "geboortedatum, of maand of jaar", en: "birth date, or month or year"),
        .needed("postcode", .postcode, nl: "de postcode", en: "the postcode"),
        .optional("house", .name(20), nl: "het huisnummer", en: "the house number"),
        .needed("gender", .choice(["V", "M", "O"]), nl: "V, M of O", en: "V (female), M or O (other)"),
        .optional("bsn", .bsn, nl: "het burgerservicenummer", en: "the citizen service number"),
        .optional("language", .name(25), nl: "de taal thuis", en: "the language at home"),
        .optional(
          "interpreter", .yes, "no", nl: "of een tolk nodig is", en: "whether an interpreter is needed"),
      ]),
    Command(
      "client.show", .caseTeam, nl: "Toont een jeugdige.", en: "Shows a client.",
      [.id(.client, nl: "de jeugdige, zoals J-5", en: "the client, such as J-5")]),
    Command(
      "consent.record", .caseworkers, .changes, nl: "Legt toestemming vast.", en: "Records consent.", consent),
    Command(
      "consent.list", .caseTeam, page: 100, nl: "Toont de toestemmingen.", en: "Lists consents.",
      consent.asFilters),
  ]

  private static let consent: [Parameter] = [
    .needed("client", .thing(.client), nl: "de jeugdige", en: "the client"),
    .needed("purpose", .choice(Words.purpose), nl: "waarvoor", en: "what for"),
    .needed("by", .choice(Words.giver), nl: "wie toestemt", en: "who consents"),
    .optional("with", .name(200), nl: "met wie gedeeld mag worden", en: "with whom may be shared"),
    .optional("form", .choice(Words.form), "written", nl: "hoe gegeven", en: "how it was given"),
    .optional("until", .date, nl: "tot, die dag niet meer", en: "until, that day excluded"),
  ]
}
