extension Catalogue {
  /// Clients, their consent, and cases.
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
    Command(
      "case.open", .caseTeam, .changes, nl: "Opent een casus van basecamp en buurtteam samen.",
      en: "Opens a case of basecamp and buurtteam together.",
      [
        .needed("client", .thing(.client), nl: "de jeugdige", en: "the client"),
        .needed("question", .text(8_000), nl: "de vraag", en: "the question"),
        .needed("referrer", .choice(Words.referrer), nl: "wie verwees", en: "who referred"),
        .optional("urgency", .choice(Words.urgency), "regulier", nl: "hoe snel", en: "how soon"),
        .optional("basecamp", .thing(.team), nl: "het basecamp", en: "the basecamp"),
        .optional("buurtteam", .thing(.team), nl: "het buurtteam", en: "the buurtteam"),
        .optional("lead", .thing(.worker), nl: "wie de regie heeft", en: "who holds the regie"),
        .optional(
          "extended", .yes, "no", nl: "verlengde jeugdhulp, 18 tot 23 jaar",
          en: "extended youth care, 18 to 22"),
        .reason,
      ]),
    Command(
      "case.show", .caseTeam, nl: "Toont een casus.", en: "Shows a case.",
      [.id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12")]),
    Command(
      "case.list", .caseTeam, page: 100, nl: "Toont casussen; zonder status de open.",
      en: "Lists cases; without status the open ones.",
      [
        .team, .wijk,
        .optional(
          "status", .choice(Words.caseStatus), nl: "open of gesloten", en: "open or closed (gesloten)"),
        .mine,
        .optional("owner", .thing(.team), nl: "het team dat eigenaar is", en: "the team that owns it"),
      ]),
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
