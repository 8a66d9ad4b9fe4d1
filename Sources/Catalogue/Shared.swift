// Parameters and audiences that several commands share, so that they read alike.

extension Parameter {
  /// What a verb acts on, the subject of the contract's rule.
  static func id(_ thing: Thing, nl: String, en: String) -> Parameter {
    needed("id", .thing(thing), nl: nl, en: en)
  }

  static let reason = optional("reason", .text(2_000), nl: "waarom", en: "why")
  static let neededReason = needed("reason", .text(2_000), nl: "waarom", en: "why")
  /// The day of what is asked about the past.
  static let asOfDay = optional(
    "on", .date, nl: "zoals het was aan het eind van die dag", en: "as it was at the end of that day")
  /// The moment of what was known.
  static let knownAt = optional(
    "known-at", .moment, nl: "zoals het toen bekend was; een datum is het begin van die dag",
    en: "as it was known at that time; a date is the start of that day")
  static let on = optional("on", .date, nl: "op welke dag, anders vandaag", en: "on which day, else today")
  /// The day of what happens at once, which the contract has for every ending: no other day is taken.
  static let today = optional(
    "on", .today, nl: "op welke dag; dit gaat meteen in, dus alleen vandaag",
    en: "on which day; this happens at once, so only today")
  static let team = optional("team", .thing(.team), nl: "het team", en: "the team")
  static let wijk = optional("wijk", .thing(.wijk), nl: "de wijk", en: "the wijk")
  static let mine = optional("mine", .yes, nl: "alleen wat van mij is", en: "only what is mine")
  static let confirm = optional(
    "confirm", .yes, "no", nl: "toch versturen als de tekst op een persoon lijkt te wijzen",
    en: "send it even where the text seems to point at a person")
}

extension [Parameter] {
  /// The parameters of `add` as the filters of `list`.
  var asFilters: [Parameter] { map(\.asFilter) }
  /// The parameters of `add` as what `change` may change.
  var asChanges: [Parameter] { map(\.asChange) }
}

extension Audience {
  /// Who works with cases: gezinswerker, specialist, lead.
  static let caseworkers = Audience.roles([.gezinswerker, .specialist, .lead])
  /// Who works with cases, and the office of their team.
  static let caseTeam = Audience.roles([.gezinswerker, .specialist, .lead, .planner])
  /// Who sees the figures of waiting: also who gathers figures for an organisation.
  static let figures = Audience.roles([.gezinswerker, .specialist, .lead, .planner, .reporter])
  /// Who gathers figures, and who leads a team, for that team.
  static let reporters = Audience.roles([.reporter, .lead])
  /// Who answers consults.
  static let consulted = Audience.roles([.specialist, .lead])
  /// Who leads a team.
  static let leads = Audience.roles([.lead])
  static let admin = Audience.roles([.admin])
  static let leadOrAdmin = Audience.roles([.lead, .admin])
  static let leadOrPrivacy = Audience.roles([.lead, .privacy])
  /// Who oversees what is kept of whom.
  static let privacy = Audience.roles([.privacy])
}
