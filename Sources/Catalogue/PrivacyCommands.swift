extension Catalogue {
  /// Emergency access, and who accounts for what was seen and done.
  static let privacy: [Command] = [
    Command(
      "breakglass", .caseworkers, .changes,
      dutch: ["noodinzage"],
      nl: "Leest in nood vier uur lang één casus; de eigenaren en de privacyfunctionaris horen het meteen.",
      en: "Reads one case for four hours in an emergency; its owners and the privacy officer are told at once.",
      [
        .needed(
          "case", .existing(.case, .emergency), nl: "de casus, zoals C-12", en: "the case, such as C-12"),
        .neededReason,
      ],
      examples: [
        .each(
          nl: "C-12 --reason 'Crisis vannacht, het team is niet bereikbaar'",
          en: "C-12 --reason 'A crisis tonight, the team cannot be reached'")
      ]),
    Command(
      "access.list", .everyWorker, page: 100,
      dutch: ["inzagen", "inzage lijst"],
      nl: "Toont wie wat inzag of deed; zonder meer wat u aangaat: van uw teams, of van uzelf.",
      en: "Lists who saw or did what; by itself what is yours to see: your teams', or your own.",
      [
        .optional(
          "client", .existing(.client, .oversight), nl: "van deze jeugdige, zoals J-5",
          en: "of this client, such as J-5"),
        .optional("worker", .thing(.worker), nl: "door deze medewerker", en: "by this worker"),
        .optional(
          "case", .existing(.case, .oversight), nl: "in deze casus, zoals C-12", en: "in this case, such as C-12"),
        .optional("from", .moment, nl: "vanaf dan", en: "from then"),
        .optional("to", .moment, nl: "tot dan, dat niet meer", en: "to then, excluded"),
      ], examples: [.both("J-5 --from -30d")]),
  ]
}
