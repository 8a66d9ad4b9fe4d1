extension Catalogue {
  /// The privacy officer's work.
  static let audit: [Command] = [
    Command(
      "audit.verify", .roles([.privacy]),
      dutch: ["logboek controleer"],
      nl: "Rekent de zegels van het toegangslogboek na en noemt de eerste regel die niet klopt.",
      en: "Recomputes the seals of the access log and names the first entry that is wrong.",
      [
        .optional(
          "from", .moment, nl: "vanaf dit moment, anders vanaf het begin",
          en: "from this moment, else from the beginning"),
        .optional("to", .moment, nl: "tot dit moment, anders tot het einde", en: "up to this moment, else to the end"),
      ], examples: [.both(""), .both("--from 1-3 --to 1-4")])
  ]
}
