extension Catalogue {
  /// Who owns a case together: invitations, leaving, the regie, and what takes every owner's agreement.
  static let ownership: [Command] = [
    Command(
      "case.invite", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus nodig-uit"],
      nl: "Vraagt een team mede-eigenaar te worden of mee te denken; tot het aanneemt ziet het geen naam.",
      en: "Asks a team to own the case too or to think along; until it accepts it sees no name.",
      [
        casus, .needed("team", .thing(.team), nl: "het team dat gevraagd wordt", en: "the team that is asked"),
        .neededReason,
        .optional(
          "role", .choice(Words.invitationRole), "owner", nl: "eigenaar, of alleen meedenken (consulted)",
          en: "owner, or only thinking along (consulted)"),
        .optional(
          "reads", .choice(Words.invitationReads), "all", nl: "wat een team dat meedenkt leest: het plan of alles",
          en: "what a consulted team reads: the plan or all"),
        .optional(
          "ground", .lookup(.ground), nl: "de wettelijke grond waar toestemming om te delen ontbreekt",
          en: "the ground in law where there is no consent to share"),
      ],
      examples: [
        .each(
          nl: "C-12 --team basecamp-overvecht --role consulted --reads plan --reason 'Ervaring met verzuim'",
          en: "C-12 --team basecamp-overvecht --role consulted --reads plan --reason 'Knows about truancy'")
      ]),
    Command(
      "case.accept", .caseworkers, .changes,
      dutch: ["casus neem-aan"], nl: "Neemt een uitnodiging aan: vanaf dan leest uw team de casus.",
      en: "Accepts an invitation: from then on your team reads the case.", [casus, invited, .reason],
      examples: [.both("C-12")]),
    Command(
      "case.refuse", .caseworkers, .changes, dutch: ["casus sla-af"], nl: "Slaat een uitnodiging af.",
      en: "Refuses an invitation.",
      [casus, invited, .reason],
      examples: [.each(nl: "C-12 --reason 'Geen plek deze maand'", en: "C-12 --reason 'No room this month'")]),
    Command(
      "case.withdraw", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus neem-terug"],
      nl: "Neemt als eigenaar een uitnodiging terug, of beëindigt het meedenken van een team.",
      en: "As an owner takes an invitation back, or ends a team's thinking along.",
      [
        casus,
        .optional(
          "team", .thing(.team), nl: "het uitgenodigde team, als er meer zijn",
          en: "the invited team, where there are several"), .reason, .today,
      ], examples: [.both("C-12 --team basecamp-overvecht")]),
    Command(
      "case.leave", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus verlaat"], nl: "Uw team verlaat de casus; de laatste eigenaar blijft, en de regie gaat over.",
      en: "Your team leaves the case; the last owner stays, and the regie is handed on.",
      [
        casus, .optional("team", .thing(.team), nl: "welk van uw teams", en: "which of your teams"), .reason,
        .optional(
          "lead", .thing(.worker), nl: "wie de regie overneemt, van een team dat blijft",
          en: "who takes over the regie, of a team that stays"),
      ],
      examples: [
        .each(nl: "C-12 --reason 'Gezin is verhuisd' --lead f.een", en: "C-12 --reason 'The family moved' --lead f.een")
      ]),
    Command(
      "case.lead", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus regie"],
      nl: "Geeft de regie aan een medewerker van een van de eigenaren; een wisseling vraagt een reden.",
      en: "Gives the regie to a worker of one of the owners; a change takes a reason.",
      [casus, .needed("worker", .thing(.worker), nl: "wie de regie krijgt", en: "who gets the regie"), .reason],
      examples: [
        .each(
          nl: "C-12 --worker o.een --reason 'Kent het gezin'", en: "C-12 --worker o.een --reason 'Knows the family'")
      ]),
    Command(
      "case.reopen", .caseworkers, .changes, bearsRevision: true,
      dutch: ["casus heropen"], nl: "Heropent een gesloten casus: dezelfde casus, met dezelfde eigenaren.",
      en: "Reopens a closed case: the same case, with the same owners.", [casus, .neededReason],
      examples: [.each(nl: "C-12 --reason 'De vraag is terug'", en: "C-12 --reason 'The question is back'")]),
  ]

  private static let casus = Parameter.id(.case, nl: "de casus, zoals C-12", en: "the case, such as C-12")
  private static let invited = Parameter.optional(
    "team", .thing(.team), nl: "uw uitgenodigde team, als er meer zijn",
    en: "your invited team, where there are several")
}
