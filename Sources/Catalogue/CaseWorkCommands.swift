extension Catalogue {
  /// The everyday work in a case, which takes one owner.
  static let caseWork: [Command] = notes + steps + goals + participants + trajects + arrangements + agreements

  private static let casus = Parameter.id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12")

  private static let notes: [Command] = [
    Command(
      "case.note", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus noteer"],
      nl:
        "Schrijft in het dossier van een casus; met kind=plan ligt het plan vast, en zo ook wanneer het op papier moet.",
      en: "Writes in the file of a case; kind=plan fixes the plan, and with it when it is due in writing.",
      [
        casus,
        .needed("text", .text(8_000), nl: "wat er te melden is", en: "what there is to note"),
        .optional(
          "kind", .name(40),
          nl: "de soort: plan legt het plan vast, plan-schriftelijk meldt dat het op papier is gegeven, verder vrij",
          en: "the kind: plan fixes the plan, plan-schriftelijk says it was handed over in writing, else free"),
        .optional(
          "third-party", .yes, "no", nl: "gaat ook over een ander: blijft weg uit een afschrift",
          en: "is about somebody else too: withheld from a copy"),
      ],
      examples: [
        .each(
          nl: "C-12 --text 'Gezin gesproken: het gaat beter.'", en: "C-12 --text 'Spoke to the family: it goes better.'"
        )
      ])
  ]

  private static let step: [Parameter] = [
    casus,
    .needed("text", .text(8_000), nl: "wat er gedaan wordt", en: "what is to be done"),
    .needed(
      "by", .doer, nl: "wie het doet: een medewerker of team van een eigenaar, of van een team dat meedenkt",
      en: "who does it: a worker or team of an owner, or of a consulted team"),
    .optional("due", .date, nl: "uiterlijk op deze dag", en: "by this day"),
    .optional("goal", .thing(.goal), nl: "voor welk doel, zoals D-3", en: "for which goal, such as D-3"),
  ]

  private static let steps: [Command] = [
    Command(
      "case.step.add", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus stap nieuw"], nl: "Spreekt een stap af die al gezet kan worden: wie doet wat wanneer.",
      en: "Agrees a step that can already be taken: who does what by when.", step,
      examples: [
        .each(
          nl: "C-12 --text 'School bellen' --by f.een --due vrijdag",
          en: "C-12 --text 'Call the school' --by f.een --due friday")
      ]),
    Command(
      "case.step.done", .caseworkers, .changes, bearsRevision: true, dutch: ["casus stap gedaan"],
      nl: "Meldt dat een stap gezet is.",
      en: "Says that a step was taken.",
      [.id(.step, nl: "de stap, zoals K-3", en: "the step, such as K-3"), .reason, .on], examples: [.both("K-3")]),
    Command(
      "case.step.list", .caseTeam, page: 100, dutch: ["casus stappen", "casus stap lijst"],
      nl: "Toont de stappen van een casus, of van al uw casussen.",
      en: "Lists the steps of a case, or of all your cases.", step.asFilters, examples: [.both("C-12")]),
  ]

  private static let goal: [Parameter] = [
    casus,
    .needed(
      "words", .text(8_000), nl: "wat kind en gezin willen, in hun woorden",
      en: "what child and family want, in their words"),
  ]

  private static let goals: [Command] = [
    Command(
      "case.goal.add", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus doel nieuw"], nl: "Legt een doel vast in de woorden van kind of gezin.",
      en: "Records a goal in the words of child or family.", goal,
      examples: [.each(nl: "C-12 --words 'Ik wil weer naar school'", en: "C-12 --words 'I want to go back to school'")]),
    Command(
      "case.goal.list", .caseworkers, page: 100, dutch: ["casus doelen", "casus doel lijst"],
      nl: "Toont doelen en hoe erop is teruggekeken.",
      en: "Lists goals and how they were looked back on.", goal.asFilters, examples: [.both("C-12")]),
    Command(
      "case.goal.review", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus doel kijk-terug"], nl: "Kijkt met kind of gezin terug op een doel.",
      en: "Looks back on a goal with child or family.",
      [
        .id(.goal, nl: "het doel, zoals D-3", en: "the goal, such as D-3"),
        .needed("words", .text(8_000), nl: "wat zij er nu van zeggen", en: "what they say of it now"),
        .needed("status", .choice(Words.goalStatus), nl: "hoe ver het is", en: "how far it is"),
      ],
      examples: [
        .each(
          nl: "D-3 --status op-weg --words 'Ik ga weer twee dagen'",
          en: "D-3 --status op-weg --words 'I go two days again'")
      ]),
  ]

  private static let participant: [Parameter] = [
    casus,
    .needed("kind", .choice(Words.participantKind), nl: "wat voor betrokkene", en: "what kind of participant"),
    .needed("name", .name(200), nl: "wie het is", en: "who it is"),
    .optional(
      "reads", .choice(["nothing", "plan"]), "nothing",
      nl: "wat die leest; alles (all) alleen met case propose action=widen",
      en: "what that one reads; all only by case propose action=widen"),
    .optional(
      "ground", .lookup(.ground), nl: "de wettelijke grond om te lezen waar toestemming ontbreekt",
      en: "the ground in law to read where consent is missing"),
    .optional("until", .date, nl: "tot deze dag, die niet meer", en: "until this day, excluded"),
  ]

  private static let participants: [Command] = [
    Command(
      "case.participant.add", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus betrokkene nieuw"],
      nl: "Voegt een betrokkene toe; lezen vraagt toestemming om te delen (share) of een wettelijke grond.",
      en: "Adds a participant; reading takes consent to share or a ground in law.", participant,
      examples: [.both("C-12 --kind school --name 'De Regenboog' --reads plan")]),
    Command(
      "case.participant.end", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus betrokkene stop"], nl: "Een betrokkene doet niet meer mee en leest niets meer.",
      en: "A participant takes part no longer and reads nothing any more.",
      [.id(.participant, nl: "de betrokkene, zoals B-3", en: "the participant, such as B-3"), .reason, .on],
      examples: [.each(nl: "B-3 --reason 'Andere school'", en: "B-3 --reason 'Another school'")]),
    Command(
      "case.participant.list", .caseTeam, page: 100, dutch: ["casus betrokkenen", "casus betrokkene lijst"],
      nl: "Toont betrokkenen en wat ieder leest.",
      en: "Lists participants and what each reads.",
      participant.filter { $0.name != "reads" }.asFilters + [
        .optional("reads", .choice(["nothing", "plan", "all"]), nl: "wat die leest", en: "what that one reads")
      ], examples: [.both("C-12")]),
  ]

  private static let traject: [Parameter] = [
    casus,
    .needed("service", .lookup(.service), nl: "welke hulp", en: "which service"),
    .optional(
      "hulpvorm", .choice(Words.hulpvorm),
      nl: "hulpvorm van het CBS: 01 buurtteam, 02 ambulant, 03 daghulp, 04 netwerk, 11 pleegzorg, 12 gezinsgericht, "
        + "13 gesloten, 14 overig verblijf",
      en: "CBS form of help: 01 buurtteam, 02 ambulatory, 03 day help, 04 network, 11 foster care, 12 family-like, "
        + "13 closed, 14 other stay"),
    .optional(
      "provider", .name(200), nl: "wie de hulp geeft, als dat niet het team is", en: "who gives it, where not the team"),
    .optional("with-crisis", .yes, "no", nl: "begonnen met een crisis", en: "started with a crisis"),
  ]

  private static let trajects: [Command] = [
    Command(
      "case.traject.start", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus traject begin"],
      nl:
        "Begint een traject, met toestemming voor behandeling; andere of zwaardere hulp is een traject erbij in dezelfde casus.",
      en: "Starts a traject, with consent to treatment; other or heavier help is one more traject in the same case.",
      traject + [.reason, .on],
      examples: [.each(nl: "C-12 --service ambulant --on vandaag", en: "C-12 --service ambulant --on today")]),
    Command(
      "case.traject.end", .caseworkers, .changes, bearsRevision: true, dutch: ["casus traject stop"],
      nl: "Beëindigt een traject.",
      en: "Ends a traject.",
      [
        .id(.traject, nl: "het traject, zoals H-3", en: "the traject, such as H-3"),
        .optional(
          "reason", .text(2_000),
          nl: "waarom: 01 volgens plan, 02 voortijdig in overeenstemming, 03 door de cliënt, 04 door de aanbieder, "
            + "05 door omstandigheden (CBS), of in eigen woorden",
          en:
            "why: 01 as planned, 02 early and agreed, 03 by the client, 04 by the provider, 05 by circumstances (CBS), "
            + "or in own words"),
        .on,
      ], examples: [.each(nl: "H-3 --reason 01 --on vandaag", en: "H-3 --reason 01 --on today")]),
    Command(
      "case.traject.list", .caseTeam, page: 100, dutch: ["casus trajecten", "casus traject lijst"],
      nl: "Toont trajecten, met on wat op die dag liep.",
      en: "Lists trajects, with on those that ran that day.",
      traject.asFilters + [.optional("on", .date, nl: "wat op deze dag liep", en: "what ran on this day")],
      examples: [.each(nl: "C-12 --on vandaag", en: "C-12 --on today")]),
  ]

  private static let arrangement: [Parameter] = [
    casus,
    .needed(
      "kind", .choice(Words.arrangementKind),
      nl: "overgang naar KOOS of Spoor030, contract met hen, of betaald door de stad",
      en: "transfer to KOOS or Spoor030, contract with them, or financed by the city"),
    .needed("provider", .name(200), nl: "de aanbieder van buiten", en: "the outside provider"),
    .optional("until", .date, nl: "tot deze dag, die niet meer", en: "until this day, excluded"),
  ]

  private static let arrangements: [Command] = [
    Command(
      "case.arrangement.add", .leads, .changes, bearsRevision: true,
      dutch: ["casus regeling nieuw"], nl: "Regelt hoe hulp die buiten de consortia liep doorgaat.",
      en: "Arranges how care that ran outside the consortia goes on.", arrangement,
      examples: [.both("C-12 --kind contract --provider 'Praktijk Zuid' --until 31-12")]),
    Command(
      "case.arrangement.end", .leads, .changes, bearsRevision: true, dutch: ["casus regeling stop"],
      nl: "Beëindigt een regeling.",
      en: "Ends an arrangement.",
      [.id(.arrangement, nl: "de regeling, zoals E-3", en: "the arrangement, such as E-3"), .reason, .on],
      examples: [.each(nl: "E-3 --reason 'Hulp is klaar'", en: "E-3 --reason 'Help is done'")]),
    Command(
      "case.arrangement.list", .caseTeam, page: 100, dutch: ["casus regelingen", "casus regeling lijst"],
      nl: "Toont regelingen voor hulp van buiten de consortia.",
      en: "Lists arrangements for care from outside the consortia.", arrangement.asFilters, examples: [.both("C-12")]),
  ]

  private static let agreement: [Parameter] = [
    .needed("partner", .name(200), nl: "de partner", en: "the partner"),
    .needed("scope", .name(1_000), nl: "waarover", en: "what it is about"),
    .needed("from", .date, nl: "vanaf deze dag", en: "from this day"),
    .optional("until", .date, nl: "tot deze dag, die niet meer", en: "until this day, excluded"),
  ]

  private static let agreements: [Command] = [
    Command(
      "agreement.add", .admin, .changes, dutch: ["overeenkomst nieuw"],
      nl: "Legt een samenwerkingsovereenkomst met een partner in de stad vast.",
      en: "Records a cooperation agreement with a partner in the city.", agreement,
      examples: [
        .each(
          nl: "'Bibliotheek Utrecht' --scope Taalhulp --from 1-1-2027",
          en: "'Bibliotheek Utrecht' --scope 'Help with language' --from 1-1-2027")
      ]),
    Command(
      "agreement.end", .admin, .changes, dutch: ["overeenkomst stop"], nl: "Beëindigt een samenwerkingsovereenkomst.",
      en: "Ends a cooperation agreement.",
      [.id(.agreement, nl: "de overeenkomst, zoals M-3", en: "the agreement, such as M-3"), .reason, .on],
      examples: [.each(nl: "M-3 --reason Afgelopen", en: "M-3 --reason Over")]),
    Command(
      "agreement.list", .everyWorker, page: 100,
      dutch: ["overeenkomsten", "overeenkomst lijst"],
      nl: "Toont samenwerkingsovereenkomsten, op partner of onderwerp te vinden.",
      en: "Lists cooperation agreements, to be found by partner or scope.", agreement.asFilters,
      examples: [.both("--partner Bibliotheek")]),
  ]
}
