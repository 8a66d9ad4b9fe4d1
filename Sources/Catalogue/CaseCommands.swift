extension Catalogue {
  /// Cases that teams own together.
  static let cases: [Command] = [
    Command(
      "case.open", .caseTeam, .changes, dutch: ["casus open"], nl: "Opent een casus van basecamp en buurtteam samen.",
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
      ],
      examples: [
        .each(
          nl: "J-5 --question 'Hoe helpen we hem terug de klas in?' --referrer buurtteam",
          en: "J-5 --question 'How do we help him back into class?' --referrer buurtteam")
      ]
    )
    .then("case show {case}"),
    Command(
      "case.show", .caseTeam, dutch: ["casus toon"], nl: "Toont een casus.", en: "Shows a case.",
      [.id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12")], examples: [.both("C-12")]),
    Command(
      "case.list", .caseTeam, page: 100, dutch: ["casussen", "casus lijst"],
      nl: "Toont casussen; zonder status de open.",
      en: "Lists cases; without status the open ones.",
      [
        .team, .wijk,
        .optional(
          "status", .choice(Words.caseStatus), nl: "open of gesloten", en: "open or closed (gesloten)"),
        .mine,
        .optional("owner", .thing(.team), nl: "het team dat eigenaar is", en: "the team that owns it"),
      ], examples: [.both("--mine"), .both("--team basecamp-zuidwest --status gesloten")]),
    Command(
      "case.history", .caseTeam, page: 100,
      dutch: ["casus verloop"], nl: "Vertelt wat er met een casus gebeurde, zoals hij was en zoals dat bekend was.",
      en: "Tells what happened to a case, as it was and as that was known.",
      [
        .id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12"),
        .asOfDay, .knownAt,
      ], examples: [.each(nl: "C-12 --on gisteren", en: "C-12 --on yesterday")]),
  ]
}
