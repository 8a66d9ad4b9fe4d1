extension Catalogue {
  /// Offers of freed time to who waits.
  static let offers: [Command] = [
    Command(
      "offer.list", .caseTeam, page: 100, dutch: ["aanbod", "aanbod lijst"],
      nl: "Toont wat wie wacht is aangeboden, het laatste eerst.",
      en: "Lists what was offered to who waits, the last first.",
      [
        .optional("entry", .thing(.waiting), nl: "de plek op de lijst, zoals W-9", en: "the entry, such as W-9"),
        .optional(
          "appointment", .thing(.appointment), nl: "de afspraak die ervoor vastgehouden wordt of werd",
          en: "the appointment that is or was held for it"),
        .optional("at", .time, nl: "wanneer de aangeboden tijd begint", en: "when the time offered begins"),
        .optional("minutes", .minutes(1...1_440), nl: "hoe lang die duurt", en: "how long that takes"),
        .optional("with", .thing(.worker), nl: "bij welke medewerkers", en: "with which workers").several,
        .optional(
          "hold", .duration(14 * 86_400), nl: "hoe lang het vastgehouden wordt of werd",
          en: "how long it is or was held"),
        .team,
        .optional("status", .choice(Words.offerStatus), nl: "de stand", en: "the status"),
      ], examples: [.both("--team basecamp-zuidwest --status open")]),
    Command(
      "offer.make", .leads, .changes,
      dutch: ["aanbod doe"],
      nl: "Biedt een vrijgekomen tijd aan: aan de genoemde plek, anders aan de eerste van de lijst voor wie die past.",
      en: "Offers time that came free: to the entry named, else to the first of the list whom it suits.",
      [
        .optional(
          "entry", .thing(.waiting), nl: "de plek op de lijst, anders de eerste voor wie het past",
          en: "the entry, else the first whom it suits"),
        .optional(
          "appointment", .thing(.appointment), nl: "de afgezegde afspraak waarvan de tijd vrij is",
          en: "the cancelled appointment whose time is free"),
        .optional("at", .time, nl: "of wanneer", en: "or when"),
        .optional("minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long"),
        Parameter.optional("with", .attendee, nl: "bij welke medewerkers", en: "with which workers").several,
        .optional("mode", .choice(Words.mode), "on-site", nl: "hoe", en: "how"),
        .optional(
          "place", .placeOrHome, nl: "waar, of thuis; anders waar de eerste medewerker dan te vinden is",
          en: "where, or thuis (at home); else where the first worker is found then"),
        .optional(
          "room", .name(40), nl: "de kamer, anders de kleinste vrije", en: "the room, else the smallest free one"),
        .optional(
          "hold", .duration(14 * 86_400), nl: "hoe lang het wordt vastgehouden, anders als ingesteld",
          en: "how long it is held, else as set"),
        .optional(
          "reason", .text(2_000), nl: "waarom, waar het aan een eigen hulpverlener voorbijgaat",
          en: "why, where it goes past an own worker"),
      ],
      examples: [
        .both("--appointment A-3"),
        .each(
          nl: "W-9 --at 'vr 10:00' --minutes 60 --with o.een --mode online",
          en: "W-9 --at 'fri 10:00' --minutes 60 --with o.een --mode online"),
      ]),
    Command(
      "offer.accept", .caseTeam, .changes, dutch: ["aanbod neem-aan"],
      nl: "Neemt een aanbod aan: de tijd wordt een afspraak.",
      en: "Accepts an offer: the time becomes an appointment.", [offer, .reason], examples: [.both("O-4")]),
    Command(
      "offer.decline", .caseTeam, .changes,
      dutch: ["aanbod sla-af"], nl: "Slaat een aanbod af, wat geen plaats kost: de tijd gaat naar de volgende.",
      en: "Declines an offer, which costs no place: the time goes to the next.", [offer, .reason],
      examples: [.each(nl: "O-4 --reason 'Dan is er zwemles'", en: "O-4 --reason 'There is a swimming lesson'")]),
  ]

  private static let offer = Parameter.id(.offer, nl: "het aanbod, zoals O-4", en: "the offer, such as O-4")
}
