extension Catalogue {
  private static let minutes = Parameter.needed(
    "minutes", .minutes(1...1_440), nl: "hoe lang", en: "how long")
  private static let appointment = Parameter.id(
    .appointment, nl: "de afspraak, zoals A-3", en: "the appointment, such as A-3")
  private static let at = Parameter.needed("at", .time, nl: "wanneer", en: "when")
  private static let mode = Parameter.needed("mode", .choice(Words.mode), nl: "hoe", en: "how")
  private static let place = Parameter.optional(
    "place", .placeOrHome, nl: "waar, of thuis", en: "where, or thuis (at home)")
  private static let room = Parameter.optional(
    "room", .name(40), nl: "de kamer, anders de kleinste vrije", en: "the room, else the smallest free one")
  private static let type = Parameter.needed("type", .choice(Words.appointmentType), nl: "de soort", en: "the type")
  private static let with = Parameter.needed("with", .attendee, nl: "welke medewerkers", en: "which workers").several
  private static let guests = Parameter.optional(
    "guests", .guest, nl: "wie nog meer, zonder namen", en: "who else, without names"
  ).several
  private static let note = Parameter.optional("note", .text(2_000), nl: "een opmerking", en: "a note")
  private static let override = Parameter.optional(
    "override", .choice(["hours"]), nl: "toch buiten werkuren", en: "outside hours all the same")
  private static let who = "een login, een kind zoals J-5, of een gast"
  private static let whoInEnglish = "a login, a child such as J-5, or a guest"

  private static let booking: [Parameter] = [
    .optional("case", .thing(.case), nl: "de casus", en: "the case").several,
    type, at, minutes, with, mode, place, room,
    .optional("client-mode", .choice(Words.clientMode), nl: "hoe het kind meedoet", en: "how the child takes part"),
    guests, note, override, .reason,
  ]

  /// Appointments, online and on location.
  static let appointments: [Command] =
    [
      Command(
        "appointment.book", .caseTeam, .changes, dutch: ["afspraak boek"], nl: "Boekt een afspraak.",
        en: "Books an appointment.", booking,
        examples: [
          .each(
            nl: "C-12 --type intake --at 'morgen 10:00' --minutes 60 --with o.een --mode online",
            en: "C-12 --type intake --at 'tomorrow 10:00' --minutes 60 --with o.een --mode online"),
          .each(
            nl:
              "--type mdo --at 'vr 14:00' --minutes 60 --with o.een,s.een:online --mode hybrid --place basecamp-zuidwest --guests school:online",
            en:
              "--type mdo --at 'fri 14:00' --minutes 60 --with o.een,s.een:online --mode hybrid --place basecamp-zuidwest --guests school:online"
          ),
        ]),
      Command(
        "appointment.list", .everyWorker, page: 100, dutch: ["afspraken", "afspraak lijst"], nl: "Toont afspraken.",
        en: "Lists appointments.",
        [
          .optional("worker", .thing(.worker), nl: "de medewerker", en: "the worker"),
          .team,
          .optional("case", .thing(.case), nl: "de casus", en: "the case"),
          .optional("from", .moment, nl: "vanaf", en: "from"),
          .optional("to", .moment, nl: "tot", en: "to"),
          .optional("status", .choice(Words.appointmentStatus), nl: "de stand", en: "the status"),
        ], examples: [.each(nl: "o.een --from vandaag --to +7d", en: "o.een --from today --to +7d")]),
      Command(
        "appointment.cancel", .caseTeam, .changes, bearsRevision: true,
        dutch: ["afspraak zeg-af"],
        nl: "Zegt een afspraak af; de tijd van een intake of start wordt aangeboden aan wie wacht (offer list).",
        en: "Cancels an appointment; the time of an intake or start is offered to who waits (offer list).",
        [
          appointment,
          .needed("by", .choice(["client", "provider"]), nl: "wie afzegt", en: "who cancels"),
          .neededReason, .today,
        ],
        examples: [
          .each(nl: "A-3 --by client --reason 'Het gezin is ziek'", en: "A-3 --by client --reason 'The family is ill'")
        ]),
    ] + life

  /// What becomes of an appointment between being held and having been.
  private static let life: [Command] = [
    Command(
      "appointment.hold", .caseTeam, .changes,
      dutch: ["afspraak houd-vast"],
      nl: "Houdt een tijd vast als voorstel, tot appointment confirm, release of het einde van ttl.",
      en: "Holds a time as a proposal, until appointment confirm, release or the end of ttl.",
      booking + [.optional("ttl", .duration(86_400), "10m", nl: "hoe lang", en: "how long")],
      examples: [
        .each(
          nl: "C-12 --type intake --at 'morgen 10:00' --minutes 60 --with o.een --mode online --ttl 30m",
          en: "C-12 --type intake --at 'tomorrow 10:00' --minutes 60 --with o.een --mode online --ttl 30m")
      ]
    )
    .then("appointment confirm {appointment}"),
    Command(
      "appointment.confirm", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak bevestig"],
      nl: "Maakt van een voorstel een afspraak, en van een geplande afspraak een bevestigde.",
      en: "Makes a proposal an appointment, and a planned appointment a confirmed one.",
      [appointment, .reason, .today],
      examples: [.both("A-3")]),
    Command(
      "appointment.release", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak laat-los"], nl: "Laat een vastgehouden tijd los.", en: "Lets a held time go.",
      [appointment, .reason, .today], examples: [.both("A-3")]),
    Command(
      "appointment.show", .everyWorker, dutch: ["afspraak toon"],
      nl: "Toont een afspraak met wie meedoet en wat ermee gebeurde.",
      en: "Shows an appointment with who takes part and what became of it.", [appointment], examples: [.both("A-3")]),
    Command(
      "appointment.change", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak wijzig"], nl: "Wijzigt waarover een afspraak gaat, wie meedoet of de kamer.",
      en: "Changes what an appointment is about, who takes part, or the room.",
      [appointment] + [type, with, guests, note].asChanges + [room, .reason],
      examples: [.each(nl: "A-3 --room 2 --note 'Neem het verslag mee'", en: "A-3 --room 2 --note 'Bring the report'")]),
    Command(
      "appointment.move", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak verzet"], nl: "Verzet een afspraak; wie meedoet wordt opnieuw gevraagd.",
      en: "Moves an appointment; who takes part is asked again.",
      [
        appointment, at,
        .optional("minutes", .minutes(1...1_440), nl: "hoe lang, anders even lang", en: "how long, else as long"),
        override, .neededReason,
      ],
      examples: [
        .each(
          nl: "A-3 --at 'do 11:00' --reason 'Moeder werkt dan'",
          en: "A-3 --at 'thu 11:00' --reason 'The mother works then'")
      ]),
    Command(
      "appointment.switch", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak zet-om"],
      nl: "Zet een afspraak of één deelnemer om naar een andere manier, of alle komende afspraken van een team.",
      en: "Switches an appointment or one participant to another mode, or all of a team's to come.",
      [
        .optional("id", .thing(.appointment), nl: "de afspraak, zoals A-3", en: "the appointment, such as A-3"),
        mode,
        .optional("who", .name(100), nl: who, en: whoInEnglish),
        place, room,
        .optional("team", .thing(.team), nl: "het team, zonder afspraak", en: "the team, without an appointment"),
        .optional("from", .moment, nl: "vanaf", en: "from"),
        .optional("to", .moment, nl: "tot", en: "to"),
        .reason,
      ],
      examples: [
        .both("A-3 --mode online"),
        .each(
          nl: "--team basecamp-zuidwest --from morgen --to +7d --mode online",
          en: "--team basecamp-zuidwest --from tomorrow --to +7d --mode online"),
      ]),
    Command(
      "appointment.attend", .caseTeam, .changes, bearsRevision: true,
      dutch: ["afspraak aanwezig"],
      nl: "Legt vast of iemand er was; is dat van allen bekend, dan is de afspraak gerealiseerd of no-show.",
      en: "Notes whether somebody was there; once that is known of all the appointment is gerealiseerd or no-show.",
      [
        appointment,
        .needed("who", .name(100), nl: who, en: whoInEnglish),
        .needed("presence", .choice(Words.presence), nl: "of die er was", en: "whether they were there"),
      ], examples: [.both("A-3 --who J-5 --presence present")]),
  ]
}
