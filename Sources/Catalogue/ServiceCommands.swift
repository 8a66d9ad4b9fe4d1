extension Catalogue {
  /// The session and the service itself.
  static let service: [Command] = [
    Command("ping", .anyone, nl: "Kijkt of de dienst antwoordt.", en: "Sees whether the service answers."),
    Command(
      "help", .anyone, dutch: ["uitleg"], nl: "Legt opdrachten uit.", en: "Explains commands.",
      [
        .optional(
          "command", .command, nl: "een opdracht of het begin ervan", en: "a command or the beginning of some"
        )
      ], examples: [.each(nl: "vraag", en: "consult"), .each(nl: "afspraak boek", en: "appointment book")]),
    Command("whoami", .everyWorker, dutch: ["wie-ben-ik"], nl: "Zegt wie u bent.", en: "Says who you are."),
    Command(
      "auth", .anyone, dutch: ["meld-aan"], nl: "Meldt aan met een token.", en: "Logs in with a token.",
      [.needed("token", .secret, nl: "het token", en: "the token")]),
    Command(
      "session", .everyWorker, dutch: ["sessie"], nl: "Stelt deze sessie in.", en: "Sets up this session.",
      [
        .optional(
          "lang", .choice(["nl", "en"]), nl: "de taal van meldingen", en: "the language of messages"),
        .optional(
          "read-only", .yes, "no", nl: "niets meer wijzigen; niet terug te draaien",
          en: "change nothing any more; cannot be undone"),
      ], examples: [.both("--read-only")]),
    Command(
      "status", .roles([.admin, .lead]), nl: "Toont hoe de dienst ervoor staat.",
      en: "Shows how the service is doing."),
    Command(
      "metrics", .admin, dutch: ["tellers"], nl: "Toont de tellers van de dienst.", en: "Shows the service's counters."),
    Command(
      "watch", .everyWorker,
      dutch: ["volg"],
      nl: "Vertelt wat er gebeurt zolang de sessie loopt; een tweede watch komt in de plaats van de eerste.",
      en: "Tells what happens as long as the session runs; a second watch takes the place of the first.",
      [
        .needed("topics", .choice(Words.topic), nl: "waarover", en: "about what").several,
        .optional(
          "since", .integer(0...Int(Int64.max)), nl: "verder na dit nummer (seq), hoogstens 30 dagen oud",
          en: "go on after this number (seq), at most 30 days old"),
      ], examples: [.both("consult,desk")]),
    Command("unwatch", .everyWorker, dutch: ["stop-volgen"], nl: "Vertelt niets meer.", en: "Tells nothing more."),
    Command(
      "desk", .everyWorker, .changesWithParameter, page: 100,
      dutch: ["bureau"], nl: "Toont wat nieuw is voor u; met seen is alles tot en met dat nummer gezien.",
      en: "Shows what is new for you; with seen everything up to that number is seen.",
      [
        .optional(
          "seen", .integer(1...Int(Int64.max)), nl: "gezien tot en met dit nummer (seq)",
          en: "seen up to this number (seq)")
      ], examples: [.both(""), .both("--seen 12")]),
    Command(
      "clock", .everyWorker, .changesWithParameter, by: .admin, dutch: ["klok"],
      nl: "Toont de klok, of zet een nagebootste vooruit.",
      en: "Shows the clock, or puts a simulated one forward.",
      [
        .optional("at", .moment, nl: "tot dit moment", en: "to this moment"),
        .optional("advance", .duration(3_660 * 86_400), nl: "zoveel vooruit", en: "forward by so much"),
      ], examples: [.both(""), .both("--advance 1d")]),
    Command(
      "setting.set", .leadOrAdmin, .changes, dutch: ["instelling zet"], nl: "Wijzigt een instelling.",
      en: "Changes a setting.",
      setting(required: true), examples: [.both("consult.days --value 3 --team basecamp-zuid")]),
    Command(
      "setting.list", .everyWorker, page: 100, dutch: ["instellingen", "instelling lijst"],
      nl: "Toont de instellingen.", en: "Lists the settings.",
      setting(required: false), examples: [.both("--team basecamp-zuid")]),
    Command("quit", .anyone, dutch: ["einde"], nl: "Beëindigt de sessie.", en: "Ends the session."),
  ]

  private static func setting(required: Bool) -> [Parameter] {
    let parameters: [Parameter] = [
      .needed(
        "key", .word(64), nl: "de instelling, zoals consult.days", en: "the setting, such as consult.days"),
      .needed("value", .name(400), nl: "de waarde", en: "the value"),
      .optional(
        "team", .thing(.team), nl: "voor dit team, anders voor allen", en: "for this team, else for all"),
    ]
    return required ? parameters : parameters.asFilters
  }
}
