extension Catalogue {
  private static let stay: [Parameter] = [
    .needed("case", .thing(.case), nl: "de casus, zoals C-12", en: "the case, such as C-12"),
    .needed("place", .thing(.place), nl: "waar het kind verblijft", en: "where the child stays"),
    .needed("kind", .choice(Words.stay), nl: "de soort", en: "the kind"),
    .needed("from", .date, nl: "vanaf deze dag", en: "from this day"),
    .optional("until", .date, nl: "tot deze dag, die niet meer", en: "until this day, excluded"),
  ]

  /// Care that is a stay and no appointment.
  static let stays: [Command] = [
    Command(
      "stay.add", .caseTeam, .changes, bearsRevision: true,
      dutch: ["verblijf nieuw"], nl: "Legt vast dat een kind ergens verblijft; het neemt geen tijd in de agenda.",
      en: "Records that a child stays somewhere; it takes no time in the calendar.", stay,
      examples: [
        .each(
          nl: "C-12 --place basecamp-zuidwest --kind logeren --from vr --until zo",
          en: "C-12 --place basecamp-zuidwest --kind logeren --from fri --until sun")
      ]),
    Command(
      "stay.end", .caseTeam, .changes, bearsRevision: true,
      dutch: ["verblijf stop"], nl: "Beëindigt een verblijf; op de eerste dag zelf neemt dat het terug.",
      en: "Ends a stay; on its very first day that takes it back.",
      [
        .id(.stay, nl: "het verblijf, zoals L-3", en: "the stay, such as L-3"), .reason,
        .optional(
          "on", .date, nl: "de eerste dag niet meer, anders vandaag", en: "the first day no longer, else today"),
      ], examples: [.each(nl: "L-3 --on vandaag", en: "L-3 --on today")]),
    Command(
      "stay.list", .caseTeam, page: 100, dutch: ["verblijven", "verblijf lijst"],
      nl: "Toont verblijven met hun nachten, met from en until die van een tijd.",
      en: "Lists stays with their nights, with from and until those of a time.", stay.asFilters,
      examples: [.both("C-12")]),
  ]
}
