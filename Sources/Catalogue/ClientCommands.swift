extension Catalogue {
  /// Clients, who belongs to them, and their consent.
  static let clients: [Command] = [
    Command(
      "client.add", .caseTeam, .changes,
      dutch: ["jeugdige nieuw"],
      nl:
        "Legt een jeugdige vast. Is het burgerservicenummer al bekend, dan hoort het team van het kind dat u het vroeg.",
      en: "Records a client. Where the citizen service number is known, the child's teams hear that you asked.", client,
      examples: [
        .each(
          nl: "'Demo Kind' --birth 14-5-2016 --postcode 3526SA --gender V",
          en: "'Demo Child' --birth 14-5-2016 --postcode 3526SA --gender V")
      ]
    )
    .then("case open {client} --referrer REFERRER --question -"),
    Command(
      "client.change", .caseworkers, .changes, bearsRevision: true,
      dutch: ["jeugdige wijzig"], nl: "Wijzigt een jeugdige; verhuizen wijzigt geen casus.",
      en: "Changes a client; moving house changes no case.",
      [.id(.client, nl: "de jeugdige, zoals J-5", en: "the client, such as J-5")] + client.asChanges + [
        Parameter.optional(
          "address-secret", .yes, nl: "of het adres geheim is: alleen eigenaren zien het dan",
          en: "whether the address is secret: only owners see it then"
        ).asChange
      ], examples: [.both("J-5 --postcode 3544AB --house 12")]),
    Command(
      "client.find", .caseTeam, page: 100,
      dutch: ["jeugdige zoek"], nl: "Zoekt onder de jeugdigen die u mag kennen; ook het zoeken zelf wordt gelogd.",
      en: "Searches the clients you may know of; the search itself is logged too.",
      [
        .needed(
          "q", .name(200), nl: "(deel van) de naam, de code of de geboortedatum, zoals 2012-05-14 of 2012-05",
          en: "(part of) the name, the code or the birth date, such as 2012-05-14 or 2012-05")
      ], examples: [.both("Bakker"), .both("2016-05")]),
    Command(
      "client.merge", .leads, .changes,
      dutch: ["jeugdige voeg-samen"], nl: "Voegt twee vastleggingen van één kind samen; de oude code blijft werken.",
      en: "Makes two records of one child one; the old code goes on working.",
      [
        .id(.client, nl: "de jeugdige die opgaat in de andere", en: "the client that merges into the other"),
        .needed("into", .thing(.client), nl: "de jeugdige die blijft", en: "the client that stays"),
      ], examples: [.both("J-8 --into J-5")]
    )
    .final(
      .code, nl: "{id} gaat op in {into}. Dat is niet meer uit elkaar te halen.",
      en: "{id} merges into {into}. That cannot be taken apart again."),
    Command(
      "client.show", .caseTeam, dutch: ["jeugdige toon"], nl: "Toont een jeugdige.", en: "Shows a client.",
      [
        .id(.client, nl: "de jeugdige, zoals J-5", en: "the client, such as J-5"),
        .optional(
          "bsn", .yes, "no", nl: "of het burgerservicenummer erbij moet; voor wie het kind helpt",
          en: "whether to add the citizen service number; for who helps the child"),
      ], examples: [.both("J-5")]),
    Command(
      "relation.add", .caseworkers, .changes,
      dutch: ["relatie nieuw"], nl: "Legt vast wie bij een jeugdige hoort; wie gezag heeft, moet toestemmen.",
      en: "Records who belongs to a client; who bears authority must consent.", relation,
      examples: [
        .each(
          nl: "J-5 --name 'Demo Moeder' --kind ouder --authority",
          en: "J-5 --name 'Demo Mother' --kind ouder --authority")
      ]),
    Command(
      "relation.list", .caseTeam, page: 100, dutch: ["relaties", "relatie lijst"],
      nl: "Toont wie bij jeugdigen hoort, en wie gezag heeft.",
      en: "Lists who belongs to clients, and who bears authority.", relation.asFilters, examples: [.both("J-5")]),
    Command(
      "relation.end", .caseworkers, .changes, dutch: ["relatie stop"], nl: "Beëindigt een relatie.",
      en: "Ends a relation.",
      [.id(.relation, nl: "de relatie, zoals R-3", en: "the relation, such as R-3"), .reason, .on],
      examples: [.each(nl: "R-3 --reason Verhuisd", en: "R-3 --reason Moved")]),
    Command(
      "consent.record", .caseworkers, .changes, dutch: ["toestemming leg-vast"],
      nl: "Legt toestemming vast, of dat die geweigerd is.",
      en: "Records consent, or that it was refused.",
      consent + [.reason], examples: [.both("J-5 --purpose treatment --by parent-1 --form oral")]),
    Command(
      "consent.list", .caseTeam, page: 100, dutch: ["toestemmingen", "toestemming lijst"],
      nl: "Toont de toestemmingen.", en: "Lists consents.",
      consent.asFilters, examples: [.both("J-5")]),
    Command(
      "consent.withdraw", .caseworkers, .changes,
      dutch: ["toestemming trek-in"], nl: "Trekt toestemming in, met ingang van nu.", en: "Withdraws consent, at once.",
      [.id(.consent, nl: "de toestemming, zoals T-3", en: "the consent, such as T-3"), .reason, .on],
      examples: [.each(nl: "T-3 --reason 'Op verzoek van moeder'", en: "T-3 --reason 'The mother asked'")]),
  ]

  private static let client: [Parameter] = [
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("birth", .birth, nl: "geboortedatum, of maand of jaar", en: "birth date, or month or year"),
    .needed("postcode", .postcode, nl: "de postcode", en: "the postcode"),
    .optional("house", .name(20), nl: "het huisnummer", en: "the house number"),
    .needed("gender", .choice(["V", "M", "O"]), nl: "V, M of O", en: "V (female), M or O (other)"),
    .optional("bsn", .bsn, nl: "het burgerservicenummer", en: "the citizen service number"),
    .optional("language", .name(25), nl: "de taal thuis", en: "the language at home"),
    .optional("interpreter", .yes, "no", nl: "of een tolk nodig is", en: "whether an interpreter is needed"),
  ]

  private static let relation: [Parameter] = [
    .needed("client", .thing(.client), nl: "de jeugdige", en: "the client"),
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("kind", .choice(Words.relation), nl: "wat voor relatie", en: "what relation"),
    .optional(
      "authority", .yes, "no", nl: "of die gezag heeft (ouder, voogd)",
      en: "whether it bears authority (ouder, voogd)"),
    .optional("contact", .name(200), nl: "hoe te bereiken", en: "how to reach"),
  ]

  private static let consent: [Parameter] = [
    .needed("client", .thing(.client), nl: "de jeugdige", en: "the client"),
    .needed("purpose", .choice(Words.purpose), nl: "waarvoor", en: "what for"),
    .needed("by", .choice(Words.giver), nl: "wie toestemt", en: "who consents"),
    .optional("with", .name(200), nl: "met wie gedeeld mag worden", en: "with whom may be shared"),
    .optional("form", .choice(Words.form), "written", nl: "hoe gegeven", en: "how it was given"),
    .optional("until", .date, nl: "tot, die dag niet meer", en: "until, that day excluded"),
    .optional("refused", .yes, "no", nl: "of het een weigering is", en: "whether it is a refusal"),
    .optional(
      "exception", .choice(Words.consentException),
      nl: "waarom anderen niet hoeven: van youth van 12 tot 15, of een maatregel van court (Jeugdwet 7.3.4, 7.3.5)",
      en: "why others need not: of youth from 12 to 15, or a measure of court (Jeugdwet 7.3.4, 7.3.5)"),
  ]
}
