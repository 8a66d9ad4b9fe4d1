extension Catalogue {
  /// The waiting list.
  static let waitingList: [Command] = [
    Command(
      "waiting.add", .caseworkers, .changes, dutch: ["wachtlijst nieuw"], nl: "Zet een casus op de wachtlijst.",
      en: "Puts a case on the waiting list.",
      [.needed("case", .thing(.case), nl: "de casus", en: "the case")] + awaited + [
        .optional(
          "urgency", .choice(Words.urgency), nl: "hoe snel, anders als de casus",
          en: "how soon, else the case's"),
        .optional(
          "registered-on", .date, nl: "aangemeld op, anders vandaag", en: "registered on, else today"),
        .optional("form", .yes, "yes", nl: "of het formulier er is", en: "whether the form is there"),
        .optional("letter", .yes, "yes", nl: "of de verwijsbrief er is", en: "whether the letter is there"),
      ] + wishes + [
        .optional(
          "team", .thing(.team), nl: "het team, anders het basecamp van de casus",
          en: "the team, else the case's basecamp")
      ], examples: [.both("C-12 --discipline orthopedagoog --service ambulant")]
    )
    .then("waiting why {entry}"),
    Command(
      "waiting.list", .caseTeam, page: 100,
      dutch: ["wachtlijst", "wachtlijst lijst"],
      nl:
        "Toont de wachtlijst in volgorde; de plaats (position) telt per team en discipline, de dagen (elapsed_days) zeggen hoe lang iemand al wacht.",
      en:
        "Lists the waiting list in order; position counts by team and discipline, and elapsed_days is how long one waits.",
      narrowing + [
        .optional(
          "status", .choice(Words.waitingStatus), nl: "de stand, anders alles behalve gestart en uitgeschreven",
          en: "the status, else all but gestart and uitgeschreven"),
        .optional("over-norm", .yes, nl: "alleen wie te lang wacht", en: "only who waits too long"),
        .optional(
          "unbridged", .yes, nl: "alleen wie niets heeft zolang", en: "only who has nothing meanwhile"),
        .asOfDay, .knownAt,
      ], examples: [.both("--team basecamp-zuidwest"), .both("--team basecamp-zuidwest --unbridged --on 1-11")]),
    Command(
      "waiting.show", .caseTeam,
      dutch: ["wachtlijst toon"],
      nl: "Toont één plek op de lijst: de klok, contacten, overbrugging, pauzes en stappen die al kunnen.",
      en: "Shows one entry: its clock, contacts, bridges, pauses and steps that can already be taken.", [entry],
      examples: [.both("W-9")]),
    Command(
      "waiting.why", .caseTeam,
      dutch: ["wachtlijst waarom"],
      nl:
        "Legt uit waarom iemand op deze plaats staat: het eerste waarin twee plekken verschillen beslist wie voorgaat; "
        + "eronder (after) wie er net voor staat en waardoor.",
      en:
        "Explains why an entry stands where it does: the first term in which two entries differ decides who goes first; "
        + "after is who stands right before it and by which term.",
      [entry], examples: [.both("W-9")]),
    Command(
      "waiting.summary", .figures,
      dutch: ["wachtlijst cijfers"],
      nl:
        "Telt wie er wacht: bruto, overbrugd, netto en over de norm; mediaan, P90 en langste, ook van wie in het jaar tot die dag begon. "
        + "Een rapporteur ziet geen getal dat over minder dan vijf kinderen gaat, één uitsplitsing tegelijk, en van wie begon alleen dit kwartaal.",
      en:
        "Counts who waits: gross, bridged, net and over the norm; median, P90 and longest, also of who started in the year until that day. "
        + "A reporter sees no figure that is about fewer than five children, one cut at a time, and of who started this quarter alone.",
      narrowing + [
        .optional("by", .choice(Words.waitingGroup), nl: "apart per", en: "apart by"),
        .asOfDay, .knownAt,
      ], examples: [.both("--team basecamp-zuidwest --by discipline")]),
    Command(
      "waiting.start", .caseworkers, .changes, bearsRevision: true, dutch: ["wachtlijst start"],
      nl: "Legt vast dat de hulp begint.",
      en: "Records that help starts.",
      [
        entry, .on,
        .optional("traject", .thing(.traject), nl: "het traject dat begint", en: "the traject that starts"),
        pastReason,
      ], examples: [.each(nl: "W-9 --on vandaag --traject H-3", en: "W-9 --on today --traject H-3")]),
    Command(
      "waiting.complete", .caseworkers, .changes, bearsRevision: true,
      dutch: ["wachtlijst vul-aan"],
      nl: "Legt vast dat formulier of brief binnen is; zijn beide er, dan loopt de klok vanaf de laatste van de twee.",
      en: "Records that form or letter is in; with both there the clock runs from the later of the two.",
      [
        entry, .optional("form", .yes, nl: "of het formulier er is", en: "whether the form is there"),
        .optional("letter", .yes, nl: "of de verwijsbrief er is", en: "whether the letter is there"), .on,
      ], examples: [.each(nl: "W-9 --letter --on vandaag", en: "W-9 --letter --on today")]),
    Command(
      "waiting.contact", .caseTeam, .changes, bearsRevision: true,
      dutch: ["wachtlijst contact"], nl: "Legt een contact met het gezin vast en wanneer het volgende is.",
      en: "Records a contact with the family and when the next one is.",
      [
        entry, .needed("text", .text(8_000), nl: "wat er besproken is", en: "what was talked about"),
        .optional(
          "next-on", .date, nl: "de dag van het volgende contact, anders na de termijn van het team",
          en: "the day of the next contact, else after the team's interval"),
        .optional("answered", .yes, "yes", nl: "of er iemand bereikt is", en: "whether anybody was reached"),
      ],
      examples: [
        .each(
          nl: "W-9 --text 'Gebeld: het gaat.' --next-on +28d", en: "W-9 --text 'Called: they manage.' --next-on +28d")
      ]),
    Command(
      "waiting.bridge", .caseworkers, .changes, bearsRevision: true,
      dutch: ["wachtlijst overbrug"],
      nl: "Legt vast wat het wachten overbrugt; dezelfde soort door dezelfde krijgt een ander einde, of het antwoord.",
      en: "Records what bridges the wait; the same kind by the same one gets another end, or the answer.",
      [
        entry, .needed("kind", .choice(Words.bridge), nl: "wat voor overbrugging", en: "what kind of bridge"),
        .needed("by", .doer, nl: "wie het geeft: een medewerker of team", en: "who gives it: a worker or team"),
        .optional("from", .date, nl: "vanaf welke dag, anders vandaag", en: "from which day, else today"),
        .optional("until", .date, nl: "de eerste dag zonder", en: "the first day without"),
        .optional(
          "answer", .choice(Words.alternativeAnswer), "accepted",
          nl: "wat het gezin op een alternatief zei: alleen wat het aannam overbrugt",
          en: "what the family said to an alternative: only what it accepted bridges"),
        .optional("text", .text(2_000), nl: "wat het inhoudt", en: "what it is"),
      ], examples: [.both("W-9 --kind phone --by f.een --until +4w")]),
    Command(
      "waiting.pause", .caseworkers, .changes, bearsRevision: true,
      dutch: ["wachtlijst pauzeer"],
      nl: "Zet de klok stil: gezin hoogstens 60 dagen, onbereikbaar 28, voorkeur 90; daarna tellen de dagen weer.",
      en: "Stops the clock: gezin (the family asks) 60 days at most, onbereikbaar (not reached) 28, voorkeur "
        + "(a preferred worker) 90; then days count again.",
      [
        entry, .needed("reason", .choice(Words.pause), nl: "waarom", en: "why"),
        .optional("from", .date, nl: "vanaf welke dag, anders vandaag", en: "from which day, else today"),
        .optional("until", .date, nl: "de eerste dag dat de klok weer loopt", en: "the first day the clock runs again"),
      ], examples: [.both("W-9 --reason gezin --until 1-2")]),
    Command(
      "waiting.resume", .caseworkers, .changes, bearsRevision: true, dutch: ["wachtlijst hervat"],
      nl: "Laat de klok weer lopen.",
      en: "Lets the clock run again.",
      [
        entry, .reason,
        .optional(
          "on", .date, nl: "de eerste dag dat de klok weer loopt, anders vandaag",
          en: "the first day the clock runs again, else today"),
      ], examples: [.each(nl: "W-9 --on vandaag", en: "W-9 --on today")]),
    Command(
      "waiting.intake", .caseworkers, .changes, bearsRevision: true,
      dutch: ["wachtlijst intake"], nl: "Legt het eerste gesprek vast; de klok loopt door tot de hulp begint.",
      en: "Records the first talk; the clock runs on until help starts.",
      [
        entry, .on,
        .optional("appointment", .thing(.appointment), nl: "de afspraak ervoor", en: "the appointment for it"),
        pastReason,
      ], examples: [.each(nl: "W-9 --on gisteren --appointment A-3", en: "W-9 --on yesterday --appointment A-3")]),
    Command(
      "waiting.urgency", .leads, .changes, bearsRevision: true,
      dutch: ["wachtlijst urgentie"], nl: "Geeft een andere urgentie, die op een dag opnieuw wordt bekeken.",
      en: "Gives another urgency, to be looked at again on a day.",
      [
        entry,
        .needed(
          "urgency", .choice(Words.urgency), nl: "hoe snel; crisis wacht niet", en: "how soon; crisis never waits"),
        .neededReason, reviewOn,
      ],
      examples: [
        .each(
          nl: "W-9 --urgency spoed --reason 'Valt uit op school' --review-on +2w",
          en: "W-9 --urgency spoed --reason 'Drops out of school' --review-on +2w")
      ]),
    Command(
      "waiting.override", .leads, .changes, bearsRevision: true,
      dutch: ["wachtlijst plaats"],
      nl: "Zet iemand met de hand op een plaats, tot de dag waarop dat opnieuw wordt bekeken.",
      en: "Puts an entry at a place by hand, until the day that is looked at again.",
      [
        entry, .needed("rank", .integer(1...999), nl: "de plaats, 1 vooraan", en: "the place, 1 first"),
        .neededReason, reviewOn,
      ],
      examples: [
        .each(
          nl: "W-9 --rank 1 --reason 'Broer is al hier' --review-on +4w",
          en: "W-9 --rank 1 --reason 'The brother is here' --review-on +4w")
      ]),
    Command(
      "waiting.change", .leads, .changes, bearsRevision: true, dutch: ["wachtlijst wijzig"],
      nl: "Herstelt wat over een plek is vastgelegd.",
      en: "Puts right what was recorded of an entry.",
      [entry] + awaited.asChanges + [
        .optional(
          "registered-on", .date, nl: "de dag waarop formulier en brief er waren",
          en: "the day form and letter were in")
      ] + wishes.asChanges, examples: [.both("W-9 --service ggz-behandeling")]),
    Command(
      "waiting.move", .leads, .changes, bearsRevision: true,
      dutch: ["wachtlijst verhuis"],
      nl:
        "Verhuist een plek met zijn klok naar een ander team; is dat geen eigenaar, dan als het de uitnodiging aanneemt, "
        + "die tot dan terug te nemen is (case withdraw).",
      en:
        "Moves an entry with its clock to another team; to one that is no owner when it accepts the invitation, "
        + "which can be taken back until then (case withdraw).",
      [entry, .needed("team", .thing(.team), nl: "naar welk team", en: "to which team"), .neededReason],
      examples: [
        .each(
          nl: "W-9 --team basecamp-overvecht --reason 'Gezin verhuist'",
          en: "W-9 --team basecamp-overvecht --reason 'The family moves'")
      ]),
    Command(
      "waiting.remove", .leads, .changes, bearsRevision: true,
      dutch: ["wachtlijst schrijf-uit"],
      nl: "Schrijft een plek uit; het blijft te zien en is terug te draaien (waiting restore).",
      en: "Takes an entry off the list; it can still be seen, and undone (waiting restore).",
      [
        entry, .needed("reason", .choice(Words.removal), nl: "waarom", en: "why"),
        .optional("text", .text(2_000), nl: "toelichting", en: "what else there is to say"),
      ], examples: [.both("W-9 --reason not-needed")]),
    Command(
      "waiting.restore", .leads, .changes, bearsRevision: true,
      dutch: ["wachtlijst zet-terug"], nl: "Draait een uitschrijving terug: de klok staat alsof die er nooit was.",
      en: "Undoes a removal: the clock stands as if it never was.", [entry, .reason, .on],
      examples: [.each(nl: "W-9 --reason Vergissing", en: "W-9 --reason 'By mistake'")]),
    Command(
      "waiting.review", .leads, page: 100,
      dutch: ["wachtlijst loop-na"],
      nl:
        "Toont wie het team te lang niet sprak: bel en leg dat vast met waiting contact; wie niet te bereiken is haalt u "
        + "zelf van de lijst met waiting remove reason=unreachable.",
      en:
        "Lists whom the team did not speak to for too long: call, and record it with waiting contact; who cannot be reached "
        + "you take off the list yourself with waiting remove reason=unreachable.",
      [
        .needed("team", .thing(.team), nl: "het team", en: "the team"),
        .optional(
          "weeks", .integer(1...520), nl: "hoeveel weken niet gesproken, anders de instelling waiting.review-after",
          en: "for how many weeks nobody spoke to them, else the setting waiting.review-after"),
        .optional(
          "tries", .integer(1...99), "3", nl: "na hoeveel vergeefse pogingen de lijst voorstelt uit te schrijven",
          en: "after how many attempts in vain removal is proposed"),
      ], examples: [.both("basecamp-zuidwest --weeks 6")]),
    Command(
      "waiting.norm", .everyWorker, .changesWithParameter, by: .admin, page: 100,
      dutch: ["wachtlijst normen"],
      nl: "Toont de normen; met segment, days en from voegt een beheerder er een toe, voor wie vanaf die dag wacht; "
        + "moved is voor hoeveel wachtenden de dag daardoor verschoof.",
      en: "Lists the norms; with segment, days and from an administrator adds one, for who waits from that day on; "
        + "moved is for how many who wait the day moved by it.",
      [
        .optional(
          "segment", .choice(Words.segment), nl: "tot de intake, van intake tot start, of in het geheel",
          en: "until the intake, from intake to start, or the whole"),
        .optional("days", .integer(1...1_000), nl: "hoeveel dagen hoogstens", en: "how many days at most"),
        .optional(
          "from", .date, nl: "de eerste dag; een dag in het verleden geldt ook voor wie sindsdien al wacht",
          en: "the first day; one in the past holds also for who waits since then"),
        .optional("service", .lookup(.service), nl: "de hulp, anders elke", en: "the service, else every one"),
        .optional("team", .thing(.team), nl: "het team, anders elk", en: "the team, else every one"),
      ], examples: [.both(""), .both("--segment intake --days 21 --from 1-1-2027 --service ggz-behandeling")]),
  ]

  private static let narrowing: [Parameter] = [
    .team, .wijk,
    .optional("discipline", .lookup(.discipline), nl: "de discipline", en: "the discipline"),
    .optional("service", .lookup(.service), nl: "de hulp", en: "the service"),
    .optional("urgency", .choice(Words.urgency), nl: "hoe snel", en: "how soon"),
  ]
  private static let awaited: [Parameter] = [
    .needed(
      "discipline", .lookup(.discipline), nl: "op welke discipline wordt gewacht", en: "the discipline waited for"),
    .optional("service", .lookup(.service), nl: "op welke hulp", en: "the service waited for"),
  ]
  private static let wishes: [Parameter] = [
    .optional("prefers-worker", .thing(.worker), nl: "liefst deze medewerker", en: "rather this worker"),
    .optional("prefers-mode", .choice(Words.mode), nl: "liefst op deze manier", en: "rather in this way"),
    .optional("language", .name(25), nl: "de taal", en: "the language"),
  ]

  private static let pastReason = Parameter.optional(
    "reason", .text(2_000), nl: "waarom, als het voorbijgaat aan de eigen hulpverlener van het kind",
    en: "why, where it goes past the child's own worker")
  private static let reviewOn = Parameter.needed(
    "review-on", .date, nl: "de dag waarop het opnieuw wordt bekeken", en: "the day it is looked at again")

  private static let entry = Parameter.id(
    .waiting, nl: "de plek op de lijst, zoals W-9", en: "the entry, such as W-9")
}
