extension Catalogue {
  /// Consultation without a referral.
  static let consults: [Command] = [
    Command(
      "consult.ask", .caseworkers, .changes,
      nl: "Stelt een vraag aan een specialist, zonder naam of verwijzing.",
      en: "Asks a specialist, without a name or referral.",
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
      ]),
    Command(
      "consult.list", .caseTeam, page: 100, nl: "Toont consulten van uw teams.",
      en: "Lists consults of your teams.",
      [
        .team,
        .optional("state", .choice(Words.consultState), nl: "de stand", en: "the state"),
        .optional("turn", .choice(Words.turn), nl: "wie aan zet is", en: "whose turn it is"),
        .optional("overdue", .yes, nl: "alleen wat te laat is", en: "only what is overdue"),
        .mine, .wijk,
      ]),
    Command("consult.show", .caseTeam, nl: "Toont een consult.", en: "Shows a consult.", [consult]),
    Command(
      "consult.claim", .consulted, .changes, bearsRevision: true, nl: "Neemt een consult op u.",
      en: "Takes a consult upon you.",
      [consult]),
    Command(
      "consult.reply", .consulted, .changes, bearsRevision: true, nl: "Antwoordt, of vraagt terug.",
      en: "Answers, or asks back.",
      [
        consult,
        .needed("text", .text(8_000), nl: "het antwoord", en: "the answer"),
        .needed("minutes", .minutes(1...1_440), nl: "hoe lang het werk was", en: "how long the work took"),
        .optional("ask-back", .yes, "no", nl: "dit is een wedervraag", en: "this asks back"),
        .confirm,
      ]),
    Command(
      "consult.close", .caseworkers, .changes, bearsRevision: true, nl: "Sluit een beantwoord consult.",
      en: "Closes an answered consult.",
      [
        consult,
        .needed("outcome", .choice(Words.outcome), nl: "wat het opleverde", en: "what came of it"),
        .optional("rating", .integer(1...10), nl: "uw cijfer, 1 tot 10", en: "your mark, 1 to 10"),
      ]),
  ]

  private static let consult = Parameter.id(
    .consult, nl: "het consult, zoals Q-7", en: "the consult, such as Q-7")
}
