extension Catalogue {
  /// Consultation without a referral.
  static let consults: [Command] = [
    Command(
      "consult.ask", .caseworkers, .changes,
      dutch: ["vraag stel"],
      nl: "Stelt een vraag aan een specialist, zonder naam, verwijzing of casus; het team van de wijk krijgt haar.",
      en: "Asks a specialist, without a name, a referral or a case; the wijk's team gets the question.",
      [
        .needed("question", .text(8_000), nl: "de vraag, zonder namen", en: "the question, without names"),
        .needed("discipline", .lookup(.discipline), nl: "aan welke discipline", en: "of which discipline"),
        .needed(
          "convert", .choice(Words.convert), nl: "alleen advies, of mag het een casus worden",
          en: "advice only, or may it become a case"),
        .optional(
          "wijk", .thing(.wijk), nl: "de wijk, anders die van uw team", en: "the wijk, else your team's"),
        .optional("team", .thing(.team), nl: "het team dat antwoordt", en: "the team that answers"),
        .optional("age-band", .choice(Words.ageBand), nl: "de leeftijd ongeveer", en: "the age, roughly"),
        .optional("urgency", .choice(Words.urgency), "regulier", nl: "hoe snel", en: "how soon"),
        .confirm,
      ],
      examples: [
        .each(
          nl: "'Kind van zes slaapt slecht. Wat kan het gezin doen?' --discipline orthopedagoog --convert advice-only",
          en: "'A child of six sleeps badly. What can the family do?' --discipline orthopedagoog --convert advice-only")
      ]
    )
    .then("consult show {consult}"),
    Command(
      "consult.list", .caseTeam, page: 100, dutch: ["vragen", "vraag lijst"],
      nl: "Toont consulten van uw teams, met wie aan zet is en tot wanneer.",
      en: "Lists consults of your teams, with whose turn it is and until when.",
      [
        .team,
        .optional("state", .choice(Words.consultState), nl: "de stand", en: "the state"),
        .optional("turn", .choice(Words.turn), nl: "wie aan zet is", en: "whose turn it is"),
        .optional("overdue", .yes, nl: "alleen wat te laat is", en: "only what is overdue"),
        .mine, .wijk,
      ], examples: [.both("--mine"), .both("--team basecamp-zuidwest --overdue")]),
    Command(
      "consult.show", .caseTeam, dutch: ["vraag toon"],
      nl: "Toont een consult: alles wat gezegd is, de data en de bestede tijd.",
      en: "Shows a consult: all that was said, its dates and the time spent.", [consult], examples: [.both("Q-7")]),
    Command(
      "consult.claim", .consulted, .changes, bearsRevision: true,
      dutch: ["vraag neem-op"], nl: "Neemt een gestelde vraag op u; daarna kunt u antwoorden.",
      en: "Takes a question asked upon you; then you can reply.", [consult], examples: [.both("Q-7")]
    )
    .then("consult reply {id} --minutes MINUTES --text -"),
    Command(
      "consult.assign", .leads, .changes, bearsRevision: true,
      dutch: ["vraag wijs-toe"],
      nl:
        "Wijst een consult toe aan een specialist van uw team, ook als een zieke collega het al had; wie aan zet is blijft.",
      en:
        "Assigns a consult to a specialist of your team, also when a colleague who is ill had it; whose turn it is stays.",
      [consult, .needed("worker", .thing(.worker), nl: "wie antwoordt", en: "who answers")],
      examples: [.both("Q-7 --worker o.twee")]),
    Command(
      "consult.release", .consulted, .changes, bearsRevision: true,
      dutch: ["vraag leg-terug"],
      nl:
        "Legt een consult waarin de specialist aan zet is terug bij het team; is de vrager aan zet, dan geeft consult assign het door.",
      en:
        "Gives a consult in which the specialist is at turn back to the team; while the asker is, consult assign hands it on.",
      [consult, .reason, .today, .confirm],
      examples: [.each(nl: "Q-7 --reason 'Ik ben morgen weg'", en: "Q-7 --reason 'I am away tomorrow'")]),
    Command(
      "consult.reply", .consulted, .changes, bearsRevision: true,
      dutch: ["vraag beantwoord"], nl: "Antwoordt, of vraagt terug: dan is de vrager aan zet en staat uw klok stil.",
      en: "Answers, or asks back: then it is the asker's turn and your clock stops.",
      [
        consult,
        .needed("text", .text(8_000), nl: "het antwoord", en: "the answer"),
        .needed("minutes", .minutes(1...1_440), nl: "hoe lang het werk was", en: "how long the work took"),
        .optional("ask-back", .yes, "no", nl: "dit is een wedervraag", en: "this asks back"),
        .confirm,
      ],
      examples: [
        .each(
          nl: "Q-7 --text 'Begin met een vast ritueel.' --minutes 25",
          en: "Q-7 --text 'Begin with a set ritual.' --minutes 25"),
        .each(
          nl: "Q-7 --text 'Hoe ziet een gewone dag eruit?' --minutes 5 --ask-back",
          en: "Q-7 --text 'What is an ordinary day like?' --minutes 5 --ask-back"),
      ]),
    Command(
      "consult.follow-up", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag vraag-door"],
      nl: "Vraagt door, beantwoordt een wedervraag, of heropent een gesloten consult: de specialist is weer aan zet.",
      en: "Asks further, answers a question back, or reopens a closed consult: it is the specialist's turn again.",
      [
        consult,
        .needed(
          "text", .text(8_000), nl: "de vraag of het antwoord, zonder namen",
          en: "the question or answer, without names"),
        .confirm,
      ], examples: [.each(nl: "Q-7 --text 'En als dat niet lukt?'", en: "Q-7 --text 'And if that fails?'")]),
    Command(
      "consult.close", .caseworkers, .changes, bearsRevision: true, dutch: ["vraag sluit"],
      nl: "Sluit een beantwoord consult.",
      en: "Closes an answered consult.",
      [
        consult,
        .needed("outcome", .choice(Words.outcome), nl: "wat het opleverde", en: "what came of it"),
        .optional("rating", .integer(1...10), nl: "uw cijfer, 1 tot 10", en: "your mark, 1 to 10"),
      ], examples: [.both("Q-7 --outcome advice-enough --rating 8")]),
    Command(
      "consult.decline", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag wijs-af"], nl: "Wijst een vraag af die niet past, en zegt wie wel kan antwoorden.",
      en: "Declines a question that does not fit, and says who can answer.",
      [
        consult, .needed("reason", .text(2_000), nl: "waarom, zonder namen", en: "why, without names"),
        .optional(
          "redirect", .lookup(.redirect), nl: "welk team of welke discipline wel",
          en: "which team or discipline to ask instead"),
        .confirm,
      ],
      examples: [
        .each(
          nl: "Q-7 --reason 'Dit past beter bij een ander' --redirect gz-psycholoog",
          en: "Q-7 --reason 'Somebody else knows better' --redirect gz-psycholoog")
      ]),
    Command(
      "consult.withdraw", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag trek-in"], nl: "Trekt een vraag in die nog niet beantwoord is.",
      en: "Withdraws a question not yet answered.", [consult, .reason, .today, .confirm],
      examples: [.each(nl: "Q-7 --reason 'Al opgelost'", en: "Q-7 --reason 'Solved already'")]),
    Command(
      "consult.authorise", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag sta-toe"], nl: "Verandert of de specialist er een casus van mag maken.",
      en: "Changes whether the specialist may make it a case.",
      [
        consult,
        .needed(
          "convert", .choice(Words.convert), nl: "alleen advies, of mag het een casus worden",
          en: "advice only, or may it become a case"),
      ], examples: [.both("Q-7 --convert may-convert")]),
    Command(
      "consult.identify", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag zeg-wie"],
      nl:
        "Zegt wie het betreft, met toestemming (consent record purpose=identify): het team dat antwoordt ziet de jeugdige zolang het consult loopt.",
      en:
        "Tells whom it is about, with consent (consent record purpose=identify): the team that answers sees the client while the consult runs.",
      [consult, client, consent], examples: [.both("Q-7 --client J-5 --consent T-3")]),
    Command(
      "consult.convert", .caseworkers, .changes, bearsRevision: true,
      dutch: ["vraag maak-casus"],
      nl:
        "Maakt er een casus van, van beide teams samen, met alles wat al gezegd is; met wait=yes ook een plek op de wachtlijst.",
      en: "Makes it a case both teams own, with all that was said; with wait=yes also a place on the waiting list.",
      [
        consult, client, consent,
        .optional("wait", .yes, "no", nl: "of er op hulp gewacht wordt", en: "whether help is waited for"),
        .optional(
          "service", .lookup(.service), nl: "op welke hulp, met wait=yes", en: "the service waited for, with wait=yes"),
        .optional(
          "buurtteam", .thing(.team), nl: "het buurtteam, waar twee basecamps samen beginnen",
          en: "the buurtteam, where two basecamps begin together"),
      ], examples: [.both("Q-7 --client J-5 --consent T-3 --wait --service ambulant")]
    )
    .then("case show {case}"),
  ]

  private static let consult = Parameter.id(
    .consult, nl: "het consult, zoals Q-7", en: "the consult, such as Q-7")
  private static let client = Parameter.needed(
    "client", .thing(.client), nl: "de jeugdige, zoals J-5", en: "the client, such as J-5")
  private static let consent = Parameter.needed(
    "consent", .thing(.consent), nl: "de toestemming, zoals T-3", en: "the consent, such as T-3")
}
