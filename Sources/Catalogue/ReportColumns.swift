internal import Wire

extension Reports {
  /// Every report but the year picture, in the contract's order.
  package static let all: [Report] = [
    waiting, consults, caseload, ownership, modes, noShow, continuity, coverage, urgent, redirects, eighteen,
  ]

  private static let waiting = Report(
    name: "waiting", dutch: "wachtlijst", label: Sentence(nl: "Wachtlijst", en: "Waiting list"), grain: .quarter,
    columns: [
      period, dimension("phase", "wachtend of gestart", "waiting or started"), team, wijk, discipline,
      figure("waiting", .people, "wachtend of gestart", "waiting or started"),
      figure("over_norm", .people, "boven de norm", "over the norm"),
      figure("bridged", .people, "overbrugd", "bridged"),
      figure("net", .people, "netto wachtend", "waiting net"),
      figure("over_norm_net", .people, "netto boven de norm", "over the norm, net"),
      figure("urgent", .people, "spoed of urgent", "urgent"),
      figure("median_days", .days, "mediaan wachttijd", "median wait"),
      figure("p90_days", .days, "90% binnen", "90% within"),
    ],
    summary: Sentence(
      nl: "Telt wie aan het eind van elk kwartaal wachtte (phase waiting), en wie er in startte en hoe lang dat duurde "
        + "(phase started).",
      en: "Counts who waited at the end of each quarter (phase waiting), and who started in it and how long that took "
        + "(phase started)."))

  private static let consults = Report(
    name: "consults", dutch: "consulten", label: Sentence(nl: "Consulten", en: "Consults"), grain: .quarter,
    columns: [
      period, team, wijk, discipline,
      figure("asked", .count, "gesteld", "asked"),
      figure("answered", .count, "beantwoord", "answered"),
      figure("within_due", .count, "op tijd beantwoord", "answered in time"),
      figure("late", .count, "te laat beantwoord", "answered late"),
      figure("advice_enough", .count, "advies was genoeg", "advice was enough"),
      figure("joint_case", .count, "gezamenlijke casus", "joint case"),
      figure("referral_advised", .count, "verwijzing geadviseerd", "referral advised"),
      figure("other_service", .count, "andere hulp", "other service"),
      figure("declined", .count, "niet aangenomen", "declined"),
      figure("withdrawn", .count, "ingetrokken", "withdrawn"),
      figure("running", .count, "loopt nog", "still running"),
      figure("age_0_3", .count, "0-3 jaar", "aged 0-3"),
      figure("age_4_11", .count, "4-11 jaar", "aged 4-11"),
      figure("age_12_17", .count, "12-17 jaar", "aged 12-17"),
      figure("age_unknown", .count, "leeftijd niet genoemd", "age not said"),
      figure("median_minutes", .minutes, "mediaan tot antwoord", "median to the answer"),
      figure("p90_minutes", .minutes, "90% binnen", "90% within"),
    ],
    summary: Sentence(
      nl: "Telt de consulten die in elk kwartaal zijn gesteld: beantwoord, op tijd, met welke uitkomst, voor welke "
        + "leeftijd, en hoe lang het eerste antwoord duurde.",
      en: "Counts the consults asked in each quarter: answered, in time, with what outcome, for what age, and how long "
        + "the first answer took."))

  private static let caseload = Report(
    name: "caseload", dutch: "caseload", label: Sentence(nl: "Caseload", en: "Caseload"), grain: .quarter,
    columns: [
      period, team, wijk, dimension("worker", "medewerker", "worker"),
      figure("cases", .count, "open casussen", "open cases"),
      figure("urgent", .count, "met spoed", "urgent"),
      figure("professionals", .people, "professionals", "professionals", isSuppressed: false),
      figure("hours", .hours, "contracturen per week", "contract hours a week", isSuppressed: false),
      figure("per_fulltime", .ratio, "casussen per fte (36 uur)", "cases per FTE (36 hours)"),
    ],
    summary: Sentence(
      nl: "Telt de open casussen aan het eind van elk kwartaal per team, en voor de teamleider per regiehouder, naast "
        + "de uren die er zijn.",
      en: "Counts the open cases at the end of each quarter by team, and for the team's lead by who holds the regie, "
        + "beside the hours there are."))

  private static let ownership = Report(
    name: "ownership", dutch: "eigenaarschap", label: Sentence(nl: "Samen eigenaar", en: "Joint ownership"),
    grain: .quarter,
    columns: [
      period, dimension("event", "eigenaar of vertrokken", "owned or left"), team, wijk,
      dimension("owners", "eigenaren", "owners"),
      figure("cases", .count, "casussen", "cases"),
      figure("joint", .count, "van meer dan één team", "of more than one team"),
      figure("by_itself", .count, "zelf vertrokken", "left by itself"),
      figure("removed", .count, "eruit gehaald", "was removed"),
    ],
    summary: Sentence(
      nl: "Telt de open casussen aan het eind van elk kwartaal naar welke teams er samen eigenaar van zijn (event "
        + "owned), en de casussen waaruit een buurtteam in dat kwartaal vertrok en hoe (event left).",
      en: "Counts the open cases at the end of each quarter by which teams own them together (event owned), and the "
        + "cases a buurtteam left in that quarter and how (event left)."))

  private static let modes = Report(
    name: "modes", dutch: "vormen", label: Sentence(nl: "Op locatie en online", en: "On site and online"),
    grain: .month,
    columns: [
      period, team, wijk,
      figure("appointments", .count, "afspraken", "appointments"),
      figure("on_site", .count, "op locatie", "on site"),
      figure("online", .count, "online", "online"),
      figure("phone", .count, "telefonisch", "by phone"),
      figure("hybrid", .count, "hybride", "hybrid"),
    ],
    summary: Sentence(
      nl:
        "Telt de afspraken met jeugdigen per maand, op locatie, online, telefonisch en hybride; zonder wat is afgezegd.",
      en: "Counts the appointments with children by month, on site, online, by phone and hybrid; without what was "
        + "cancelled."))

  private static let noShow = Report(
    name: "no-show", dutch: "no-show", label: Sentence(nl: "Niet verschenen", en: "No-shows"), grain: .month,
    columns: [
      period, team, wijk, dimension("mode", "vorm", "mode"), dimension("type", "soort afspraak", "type of appointment"),
      figure("appointments", .count, "afspraken", "appointments"),
      figure("realised", .count, "gerealiseerd", "realised"),
      figure("no_show", .count, "niet verschenen", "no-show"),
      figure("cancelled_client", .count, "afgezegd door het gezin", "cancelled by the family"),
      figure("cancelled_provider", .count, "afgezegd door het team", "cancelled by the team"),
      figure("no_show_percent", .percent, "aandeel niet verschenen", "share of no-shows"),
    ],
    summary: Sentence(
      nl: "Telt per maand wat er van de afspraken kwam; een late afzegging telt als niet verschenen waar de instelling "
        + "appointment.late-counts-as-no-show dat zegt.",
      en: "Counts by month what became of appointments; a late cancellation counts as a no-show where the setting "
        + "appointment.late-counts-as-no-show says so."))

  private static let continuity = Report(
    name: "continuity", dutch: "continuiteit", label: Sentence(nl: "Continuïteit", en: "Continuity"), grain: .quarter,
    columns: [
      period, team, wijk,
      figure("children", .people, "jeugdigen", "children"),
      figure("no_change", .people, "dezelfde hulpverlener", "same worker"),
      figure("one_change", .people, "één wisseling", "one change"),
      figure("more_changes", .people, "meer wisselingen", "more changes"),
      figure("transfer", .people, "overdracht naar KOOS of Spoor030", "transfer to KOOS or Spoor030"),
      figure("contract", .people, "elders op contract", "elsewhere under contract"),
      figure("city_financed", .people, "elders, door de stad betaald", "elsewhere, paid by the city"),
    ],
    summary: Sentence(
      nl: "Telt de jeugdigen in elk kwartaal naar hoe vaak hun eigen hulpverlener wisselde, en voor wie zorg buiten de "
        + "consortia doorliep.",
      en: "Counts the children of each quarter by how often their own worker changed, and for whom care outside the "
        + "consortia went on."))

  private static let coverage = Report(
    name: "coverage", dutch: "dekking", label: Sentence(nl: "Dekking", en: "Coverage"), grain: .quarter,
    columns: [
      period, team, discipline,
      figure("professionals", .people, "professionals", "professionals", isSuppressed: false),
      figure("hours", .hours, "contracturen per week", "contract hours a week", isSuppressed: false),
      figure("available_minutes", .minutes, "beschikbaar", "available", isSuppressed: false),
      figure("away_minutes", .minutes, "afwezig", "away", isSuppressed: false),
      figure("booked_minutes", .minutes, "geboekt", "booked", isSuppressed: false),
      figure("booked_percent", .percent, "aandeel geboekt", "share booked", isSuppressed: false),
    ],
    summary: Sentence(
      nl: "Legt per team en discipline de uren die er zijn naast de uren die geboekt zijn; over medewerkers, niet over "
        + "jeugdigen.",
      en: "Puts the hours there are beside the hours booked, by team and discipline; about workers, not children."))

  private static let urgent = Report(
    name: "urgent", dutch: "spoed", label: Sentence(nl: "Crisis en spoed", en: "Crisis and urgency"), grain: .quarter,
    columns: [
      period, team, wijk,
      figure("opened", .count, "casussen geopend", "cases opened"),
      figure("crisis", .count, "crisis", "crisis"),
      figure("spoed", .count, "spoed", "within a day"),
      figure("urgent", .count, "urgent", "within a week"),
      figure("regulier", .count, "regulier", "regular"),
      figure(
        "contact_median_days", .days, "mediaan tot de eerste afspraak, niet regulier",
        "median to the first appointment, not regular"),
      figure("contact_p90_days", .days, "90% binnen", "90% within"),
    ],
    summary: Sentence(
      nl:
        "Telt de casussen die in elk kwartaal zijn geopend naar urgentie, en hoe lang het bij crisis, spoed en urgent "
        + "duurde tot de eerste afspraak.",
      en: "Counts the cases opened in each quarter by urgency, and how long those of crisis, spoed and urgent took to "
        + "the first appointment."))

  private static let redirects = Report(
    name: "redirects", dutch: "doorverwezen", label: Sentence(nl: "Doorverwezen", en: "Redirected"), grain: .quarter,
    columns: [
      period, team, dimension("what", "aanleiding", "occasion"),
      figure("redirects", .count, "doorverwezen", "redirected"),
    ],
    summary: Sentence(
      nl:
        "Telt wat elders hoort: opdrachten die met scope.redirect zijn geweigerd (what is de opdracht), consulten die "
        + "met een andere deur zijn afgewezen (consult.decline) en wie doorverwezen van de lijst ging (waiting.remove).",
      en:
        "Counts what belongs elsewhere: commands refused with scope.redirect (what is the command), consults declined "
        + "towards another door (consult.decline) and who left the list redirected (waiting.remove)."))

  private static let eighteen = Report(
    name: "eighteen", dutch: "achttien", label: Sentence(nl: "Achttien worden", en: "Turning eighteen"),
    grain: .quarter,
    columns: [
      period, team, wijk,
      figure("children", .people, "worden achttien", "turn eighteen"),
      figure("with_plan", .people, "met een plan", "with a plan"),
      figure("without_plan", .people, "zonder plan", "without a plan"),
      figure("extended", .people, "hulp loopt door", "help goes on"),
    ],
    summary: Sentence(
      nl: "Telt wie in elk kwartaal achttien wordt met een open casus, en of er een plan ligt.",
      en: "Counts who turns eighteen in each quarter with an open case, and whether there is a plan."))
}
