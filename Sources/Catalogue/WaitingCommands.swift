extension Catalogue {
  /// The waiting list.
  static let waitingList: [Command] = [
    Command(
      "waiting.add", .caseworkers, .changes, nl: "Zet een casus op de wachtlijst.",
      en: "Puts a case on the waiting list.",
      [
        .needed("case", .thing(.case), nl: "de casus", en: "the case"),
        .needed(
          "discipline", .lookup(.discipline), nl: "op welke discipline wordt gewacht",
          en: "the discipline waited for"),
        .optional("service", .lookup(.service), nl: "op welke hulp", en: "the service waited for"),
        .optional(
          "urgency", .choice(Words.urgency), nl: "hoe snel, anders als de casus",
          en: "how soon, else the case's"),
        .optional(
          "registered-on", .date, nl: "aangemeld op, anders vandaag", en: "registered on, else today"),
        .optional("form", .yes, "yes", nl: "of het formulier er is", en: "whether the form is there"),
        .optional("letter", .yes, "yes", nl: "of de verwijsbrief er is", en: "whether the letter is there"),
        .optional("prefers-worker", .thing(.worker), nl: "liefst deze medewerker", en: "rather this worker"),
        .optional("prefers-mode", .choice(Words.mode), nl: "liefst op deze manier", en: "rather in this way"),
        .optional("language", .name(25), nl: "de taal", en: "the language"),
        .optional(
          "team", .thing(.team), nl: "het team, anders het basecamp van de casus",
          en: "the team, else the case's basecamp"),
      ]),
    Command(
      "waiting.list", .caseTeam, page: 100, nl: "Toont de wachtlijst in volgorde.",
      en: "Lists the waiting list in order.",
      [
        .team, .wijk,
        .optional("discipline", .lookup(.discipline), nl: "de discipline", en: "the discipline"),
        .optional("service", .lookup(.service), nl: "de hulp", en: "the service"),
        .optional("urgency", .choice(Words.urgency), nl: "hoe snel", en: "how soon"),
        .optional("status", .choice(Words.waitingStatus), nl: "de stand", en: "the status"),
        .optional("over-norm", .yes, nl: "alleen wie te lang wacht", en: "only who waits too long"),
        .optional(
          "unbridged", .yes, nl: "alleen wie niets heeft zolang", en: "only who has nothing meanwhile"),
      ]),
    Command(
      "waiting.why", .caseTeam, nl: "Legt uit waarom iemand op deze plaats staat.",
      en: "Explains why an entry stands where it does.", [entry]),
    Command(
      "waiting.start", .caseworkers, .changes, nl: "Legt vast dat de hulp begint.",
      en: "Records that help starts.",
      [entry, .on]),
  ]

  private static let entry = Parameter.id(
    .waiting, nl: "de plek op de lijst, zoals W-9", en: "the entry, such as W-9")
}
