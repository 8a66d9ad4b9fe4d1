extension Catalogue {
  /// Organisations, teams, workers, memberships and tokens.
  static let people: [Command] = organisations + teams + workers + memberships + tokens

  private static let organisation: [Parameter] = [
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("kind", .choice(Words.organisationKind), nl: "de soort", en: "the kind"),
    .optional("parent", .thing(.organisation), nl: "waar zij onder valt", en: "the one it is under"),
    .optional("agb", .digits(8...8), nl: "de AGB-code", en: "the AGB code"),
  ]

  private static let organisations: [Command] = [
    Command(
      "organisation.add", .admin, .changes, dutch: ["organisatie nieuw"], nl: "Voegt een organisatie toe.",
      en: "Adds an organisation.",
      organisation, examples: [.both("'Buurtteam Jeugd' --kind buurtteam")]),
    Command(
      "organisation.list", .everyWorker, page: 100, dutch: ["organisaties", "organisatie lijst"],
      nl: "Toont de organisaties.", en: "Lists organisations.",
      organisation.asFilters, examples: [.both("--kind buurtteam")]),
    Command(
      "organisation.show", .everyWorker, dutch: ["organisatie toon"], nl: "Toont een organisatie.",
      en: "Shows an organisation.",
      [.id(.organisation, nl: "de organisatie", en: "the organisation")], examples: [.both("koos")]),
    Command(
      "organisation.change", .admin, .changes, dutch: ["organisatie wijzig"], nl: "Wijzigt een organisatie.",
      en: "Changes an organisation.",
      [.id(.organisation, nl: "de organisatie", en: "the organisation")] + organisation.asChanges,
      examples: [.both("koos --agb 12345678")]),
  ]

  private static let team: [Parameter] = [
    .needed("slug", .newSlug, nl: "de korte naam", en: "the short name"),
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("kind", .choice(Words.teamKind), nl: "de soort", en: "the kind"),
    .needed("organisation", .thing(.organisation), nl: "de organisatie", en: "the organisation"),
    .needed("wijken", .thing(.wijk), nl: "de wijken waar het werkt", en: "the wijken it works in").several,
  ]

  private static let teams: [Command] = [
    Command(
      "team.add", .admin, .changes, dutch: ["team nieuw"], nl: "Voegt een team toe.", en: "Adds a team.", team,
      examples: [.both("basecamp-oost --name 'BASEcamp Oost' --kind basecamp --organisation koos --wijken oost")]),
    Command(
      "team.list", .everyWorker, page: 100, dutch: ["teams", "team lijst"], nl: "Toont de teams.", en: "Lists teams.",
      team.asFilters, examples: [.both("--kind basecamp --wijken zuidwest")]),
    Command(
      "team.show", .everyWorker, dutch: ["team toon"], nl: "Toont een team.", en: "Shows a team.",
      [.id(.team, nl: "het team", en: "the team")], examples: [.both("basecamp-zuidwest")]),
    Command(
      "team.change", .admin, .changes, dutch: ["team wijzig"], nl: "Wijzigt een team.", en: "Changes a team.",
      [.id(.team, nl: "het team", en: "the team")] + team.asChanges,
      examples: [.both("basecamp-zuidwest --wijken zuidwest,zuid")]),
  ]

  private static let worker: [Parameter] = [
    .needed("login", .newLogin, nl: "de login, zoals a.bakker", en: "the login, such as a.bakker"),
    .needed("name", .name(200), nl: "de naam", en: "the name"),
    .needed("organisation", .thing(.organisation), nl: "de werkgever", en: "the employer"),
    .optional("discipline", .lookup(.discipline), nl: "de discipline", en: "the discipline"),
    .optional("hours", .integer(1...40), nl: "contracturen per week", en: "contract hours a week"),
    .optional("os-user", .word(64), nl: "de gebruiker op de server", en: "the user on the server"),
    .optional("skj", .digits(6...9), nl: "het SKJ-nummer", en: "the SKJ number"),
    .optional("big", .digits(11...11), nl: "het BIG-nummer", en: "the BIG number"),
    .optional("languages", .word(25), nl: "de talen", en: "the languages").several,
    .optional(
      "base", .thing(.place), nl: "waar de dag begint en eindigt", en: "where the day begins and ends"),
  ]

  private static let workers: [Command] = [
    Command(
      "worker.add", .admin, .changes, dutch: ["medewerker nieuw"], nl: "Voegt een medewerker toe.",
      en: "Adds a worker.", worker,
      examples: [.both("a.bakker --name 'A. Bakker' --organisation koos --discipline orthopedagoog")]
    ).then("member add {worker} --team TEAM --role ROLE"),
    Command(
      "worker.list", .everyWorker, page: 100, dutch: ["medewerkers", "medewerker lijst"], nl: "Toont de medewerkers.",
      en: "Lists workers.",
      worker.asFilters, examples: [.both("--discipline orthopedagoog")]),
    Command(
      "worker.show", .everyWorker, dutch: ["medewerker toon"], nl: "Toont een medewerker.", en: "Shows a worker.",
      [.id(.worker, nl: "de medewerker", en: "the worker")], examples: [.both("o.een")]),
    Command(
      "worker.change", .admin, .changes, bearsRevision: true, dutch: ["medewerker wijzig"],
      nl: "Wijzigt een medewerker.", en: "Changes a worker.",
      [.id(.worker, nl: "de medewerker", en: "the worker")] + worker.asChanges,
      examples: [.both("o.een --hours 32 --languages nl,ar")]),
    Command(
      "worker.disable", .admin, .changes, bearsRevision: true,
      dutch: ["medewerker sluit-af"], nl: "Sluit een medewerker af en toont wat blijft liggen.",
      en: "Shuts a worker out and lists what is left open.",
      [.id(.worker, nl: "de medewerker", en: "the worker"), .reason, .today],
      examples: [.each(nl: "o.een --reason 'Uit dienst'", en: "o.een --reason 'Left the service'")]
    )
    .final(
      .yes, nl: "{id} kan daarna niets meer; wat openstaat gaat naar de teamleider. Dat is niet terug te draaien.",
      en: "{id} can do nothing after this; what is open goes to the team lead. That cannot be undone."),
  ]

  private static let member: [Parameter] = [
    .needed("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
    .needed(
      "team", .membership, nl: "het team; bij admin, privacy en reporter de organisatie",
      en: "the team; for admin, privacy and reporter the organisation"),
    .needed("role", .choice(Role.allCases.map(\.rawValue)), nl: "de rol", en: "the role"),
    .optional("from", .date, nl: "vanaf, anders vandaag", en: "from, else today"),
    .optional("until", .date, nl: "tot, die dag niet meer", en: "until, that day excluded"),
  ]

  private static let memberships: [Command] = [
    Command(
      "member.add", .leadOrAdmin, .changes, dutch: ["lid nieuw"], nl: "Geeft een medewerker een rol in een team.",
      en: "Gives a worker a role in a team.", member,
      examples: [
        .each(
          nl: "o.een --team basecamp-zuidwest --role specialist --from 'volgende week'",
          en: "o.een --team basecamp-zuidwest --role specialist --from 'next week'")
      ]),
    Command(
      "member.end", .leadOrAdmin, .changes, dutch: ["lid stop"], nl: "Beëindigt een rol in een team.",
      en: "Ends a role in a team.",
      member + [.reason, .on], examples: [.both("o.een --team basecamp-zuidwest --role specialist --on 31-12")]),
    Command(
      "member.list", .everyWorker, page: 100, dutch: ["leden", "lid lijst"], nl: "Toont wie in welk team zit.",
      en: "Lists who is in which team.",
      member.asFilters, examples: [.both("--team basecamp-zuidwest")]),
  ]

  private static let tokens: [Command] = [
    Command(
      "token.issue", .everyWorker, .changes, dutch: ["token geef"], nl: "Maakt een token; het wordt één keer getoond.",
      en: "Makes a token; it is shown once.",
      [
        .needed("worker", .thing(.worker), nl: "voor wie", en: "for whom"),
        .optional("ttl", .duration(3_660 * 86_400), "90d", nl: "hoe lang het geldt", en: "how long it holds"),
      ], examples: [.both("o.een --ttl 30d")]),
    Command(
      "token.list", .everyWorker, page: 100, dutch: ["tokens", "token lijst"],
      nl: "Toont de tokens, zonder hun geheim.",
      en: "Lists tokens, without their secret.",
      [.optional("worker", .thing(.worker), nl: "van wie", en: "whose")], examples: [.both("--worker o.een")]),
    Command(
      "token.revoke", .everyWorker, .changes, dutch: ["token trek-in"], nl: "Trekt een token in.",
      en: "Revokes a token.",
      [.id(.token, nl: "het token, zoals X-3", en: "the token, such as X-3"), .reason, .today],
      examples: [.each(nl: "X-3 --reason Kwijt", en: "X-3 --reason Lost")]),
  ]
}
