extension Catalogue {
  private static let group = Parameter.id(.group, nl: "de groep, zoals G-6", en: "the group, such as G-6")
  private static let casus = Parameter.needed(
    "case", .thing(.case), nl: "de casus van het kind", en: "the child's case")

  private static let founding: [Parameter] = [
    .needed(
      "name", .name(100), nl: "hoe de groep heet, zonder namen van kinderen", en: "its name, without names of children"),
    .needed("service", .lookup(.service), nl: "welke hulp", en: "which service"),
    .needed("leader", .thing(.worker), nl: "wie de groep leidt", en: "who leads it"),
    .needed("capacity", .integer(1...50), nl: "hoeveel kinderen erin kunnen", en: "how many children it takes"),
  ]
  private static let manner: [Parameter] = [
    .needed("mode", .choice(Words.mode), nl: "hoe", en: "how"),
    .optional("place", .thing(.place), nl: "waar", en: "where"),
  ]

  /// Children helped together, each on a seat.
  static let groups: [Command] = [
    Command(
      "group.add", .leads, .changes, dutch: ["groep nieuw"],
      nl: "Begint een groep met haar bijeenkomsten, in een kamer waar allen in passen.",
      en: "Begins a group with its sessions, in a room that seats all.",
      founding + [
        rule, firstTime, eachTime,
      ] + manner,
      examples: [
        .each(
          nl:
            "Boosheid --service groepsbehandeling --leader o.een --capacity 8 --rrule 'FREQ=WEEKLY;COUNT=8' --start 'wo 15:00' --minutes 90 --mode on-site --place basecamp-zuidwest",
          en:
            "Anger --service groepsbehandeling --leader o.een --capacity 8 --rrule 'FREQ=WEEKLY;COUNT=8' --start 'wed 15:00' --minutes 90 --mode on-site --place basecamp-zuidwest"
        )
      ]),
    Command(
      "group.list", .everyWorker, page: 100, dutch: ["groepen", "groep lijst"],
      nl: "Toont groepen met hun plaatsen, nooit wie erin zit.",
      en: "Lists groups with their seats, never who is in one.",
      (founding + [rule, firstTime, eachTime] + manner).asFilters,
      examples: [.both("--leader o.een")]),
    Command(
      "group.join", .caseTeam, .changes, bearsRevision: true,
      dutch: ["groep meedoen"],
      nl: "Geeft een kind een plaats in een groep en al haar bijeenkomsten; is zij vol, dan wacht het op volgorde.",
      en: "Gives a child a seat in a group and all its sessions; where it is full the child waits in order.",
      [group, casus], examples: [.both("G-6 --case C-12")]),
    Command(
      "group.leave", .caseTeam, .changes, bearsRevision: true,
      dutch: ["groep verlaat"],
      nl: "Haalt een kind uit een groep; zijn plaats gaat naar het eerste dat wacht en dan kan.",
      en: "Takes a child out of a group; its seat goes to the first who waits and is free.", [group, casus, .reason],
      examples: [.each(nl: "G-6 --case C-12 --reason Klaar", en: "G-6 --case C-12 --reason Done")]),
  ]
}
