extension Catalogue {
  /// What takes every owner of a case: it is proposed, and agreed or objected to.
  static let proposals: [Command] = [
    Command(
      "case.propose", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus stel-voor"],
      nl: "Stelt voor wat alleen alle eigenaren samen doen; wie alleen eigenaar is, doet het meteen.",
      en: "Proposes what only all owners do together; a sole owner does it at once.",
      [
        .id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12"),
        .needed(
          "action", .choice(Words.action),
          nl: "sluiten, naar een andere wijk, een eigenaar eruit, of een betrokkene meer laten lezen",
          en: "close it, move it to another wijk, remove an owner, or widen what a participant reads"),
        .optional(
          "value", .proposed,
          nl: "bij move de wijk, bij remove het team, bij widen de betrokkene en wat die leest, zoals B-3:plan",
          en: "for move the wijk, for remove the team, for widen the participant and what it reads, such as B-3:plan"),
        key, .neededReason,
      ],
      examples: [
        .each(nl: "C-12 --action close --reason 'Het gaat goed'", en: "C-12 --action close --reason 'All is well'")
      ]),
    Command(
      "case.agree", .caseworkers, .changes,
      dutch: ["casus stem-in"], nl: "Stemt in met een voorstel; wie als laatste instemt, voert het uit.",
      en: "Agrees to a proposal; the last to agree carries it out.", [proposal, key, .reason], examples: [.both("P-2")]),
    Command(
      "case.object", .caseworkers, .changes, dutch: ["casus maak-bezwaar"],
      nl: "Maakt bezwaar tegen een voorstel; dan gaat het niet door.",
      en: "Objects to a proposal; then it is off.", [proposal, key, .reason],
      examples: [.each(nl: "P-2 --reason 'De school wacht nog op ons'", en: "P-2 --reason 'School still waits for us'")]
    ),
  ]

  private static let proposal = Parameter.id(
    .proposal, nl: "het voorstel, zoals P-2", en: "the proposal, such as P-2")
  private static let key = Parameter.optional(
    "team", .thing(.team), nl: "voor welk eigen team, anders dat waar u het langst in zit",
    en: "for which team of yours, else the one you joined first")
}
