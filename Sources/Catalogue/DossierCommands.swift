extension Catalogue {
  /// What child and parents have a right to, and how long a dossier is kept.
  static let dossiers: [Command] = [
    Command(
      "dossier.export", .leads,
      dutch: ["dossier geef-uit"],
      nl: "Geeft het hele dossier van een jeugdige; wat een ander raakt blijft achter, en dat staat erbij.",
      en: "Gives the whole file of a client; what concerns another is withheld, which it says.",
      [.id(.client, nl: "de jeugdige, zoals J-5", en: "the client, such as J-5")], examples: [.both("J-5")]),
    Command(
      "dossier.correct", .leads, .changes,
      dutch: ["dossier verklaar"],
      nl: "Voegt een eigen verklaring van kind of ouders bij het dossier; die blijft zoals zij is.",
      en: "Puts an own statement of child or parents with the file; it stays as it is.",
      [
        .id(.client, nl: "de jeugdige, zoals J-5", en: "the client, such as J-5"),
        .needed(
          "text", .text(8_000), nl: "de verklaring, in hun eigen woorden", en: "the statement, in their own words"),
        .optional("by", .choice(Words.petitioner), nl: "van wie de verklaring is", en: "whose statement it is"),
      ],
      examples: [
        .each(
          nl: "J-5 --by parents --text 'Wij zien dit anders.'", en: "J-5 --by parents --text 'We see this otherwise.'")
      ]),
    Command(
      "dossier.destroy", .leadOrPrivacy, .changes,
      dutch: ["dossier vernietig"],
      nl: "Vraagt om vernietiging van een dossier (request), of beslist daarover (decision).",
      en: "Asks that a file be destroyed (request), or decides on it (decision).",
      [
        .needed(
          "id", .existing(.client, .oversight), nl: "de jeugdige, zoals J-5", en: "the client, such as J-5"),
        .optional("request", .choice(Words.petitioner), nl: "wie erom vraagt", en: "who asks for it"),
        .optional(
          "decision", .choice(["granted", "refused"]),
          nl: "toegestaan (granted: dan is het dossier weg) of geweigerd (refused)",
          en: "granted (then the file is gone) or refused"),
        .optional(
          "reason", .text(2_000), nl: "waarom; nodig bij een weigering, en zonder namen, want de reden blijft",
          en: "why; needed for a refusal, and without names, for the reason stays"),
      ],
      examples: [
        .both("J-5 --request parents"),
        .each(
          nl: "J-5 --decision refused --reason 'Een jonger kind heeft het nodig'",
          en: "J-5 --decision refused --reason 'A younger child needs it'"),
      ]
    )
    .final(
      .code, only: ("decision", "granted"),
      nl: "Het hele dossier van {id} wordt vernietigd, ook bij de andere teams. Dat is niet terug te draaien.",
      en: "The whole file of {id} is destroyed, also for the other teams. That cannot be undone."),
    Command(
      "retention.list", .privacy, page: 100,
      dutch: ["bewaartermijnen", "bewaartermijn lijst"],
      nl: "Toont de dossiers die niet langer bewaard hoeven te worden, 20 jaar na de laatste wijziging.",
      en: "Lists the files that need be kept no longer, 20 years after their last change.",
      [
        .optional(
          "due-before", .date, nl: "waarvan de termijn voor die dag om is, anders vandaag of eerder",
          en: "whose time is over before that day, else today or earlier")
      ], examples: [.both("--due-before 1-1-2027")]),
  ]
}
