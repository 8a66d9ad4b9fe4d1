internal import Wire

extension Reports {
  /// The parts of the year picture, in the order its rows come.
  package static let yearbook: [Part] = [
    Part(
      name: "clients", label: Sentence(nl: "Jeugdigen", en: "Clients"),
      entries: [
        total("total", .people, "jeugdigen in zorg", "children in care"),
        share("new", .people, "nieuw dit jaar", "new this year"),
        share("continued", .people, "al langer in zorg", "in care before"),
        figure("ended", .people, "dit jaar afgesloten", "ended this year"),
      ], isSuppressed: true),
    Part(
      name: "ages", label: Sentence(nl: "Leeftijd", en: "Ages"),
      entries: [
        share("0-3", .people, "0-3 jaar", "0-3 years"), share("4-11", .people, "4-11 jaar", "4-11 years"),
        share("12-17", .people, "12-17 jaar", "12-17 years"),
        share("18-up", .people, "18 jaar en ouder", "18 and over"),
      ], isSuppressed: true),
    // The seven classes of the year picture, in its order; they are the contract's referrers.
    Part(
      name: "referrers", label: Sentence(nl: "Verwijzers", en: "Referrers"),
      entries: [
        share("rechter", .people, "Rechter, RvK of OvJ", "Court, child protection board or prosecutor"),
        share("gecertificeerde-instelling", .people, "Gecertificeerde instelling", "Certified institution"),
        share("jeugdarts", .people, "Jeugdarts", "Youth health doctor"),
        share("medisch-specialist", .people, "Medisch specialist", "Medical specialist"),
        share("onbekend", .people, "Onbekend", "Unknown"), share("buurtteam", .people, "Buurtteam", "Buurtteam"),
        share("huisarts", .people, "Huisarts", "General practitioner"),
      ], isSuppressed: true),
    Part(
      name: "professionals", label: Sentence(nl: "Professionals", en: "Professionals"),
      entries: [total("total", .people, "professionals in dienst", "professionals employed")], isSuppressed: false),
    Part(
      name: "waiting", label: Sentence(nl: "Wachtlijst", en: "Waiting list"),
      entries: [
        total("gross", .people, "wachtend aan het eind van het jaar", "waiting at the end of the year"),
        share("bridged", .people, "overbrugd", "bridged"), share("net", .people, "netto wachtend", "waiting net"),
        figure("over-norm", .people, "boven de norm", "over the norm"),
        figure("median-days", .days, "mediaan wachttijd", "median wait"),
        figure("p90-days", .days, "90% binnen", "90% within"),
        figure("started", .people, "gestart met hulp", "help started"),
        figure("started-median-days", .days, "mediaan tot de start", "median to the start"),
        figure("started-p90-days", .days, "90% gestart binnen", "90% started within"),
      ], isSuppressed: true),
    Part(
      name: "consults", label: Sentence(nl: "Consulten", en: "Consults"),
      entries: [
        total("asked", .count, "consulten gesteld", "consults asked"),
        share("advice-enough", .count, "advies was genoeg", "advice was enough"),
        share("joint-case", .count, "gezamenlijke casus", "joint case"),
        share("referral-advised", .count, "verwijzing geadviseerd", "referral advised"),
        share("other-service", .count, "andere hulp", "other service"),
        share("declined", .count, "niet aangenomen", "declined"),
        share("withdrawn", .count, "ingetrokken", "withdrawn"), share("running", .count, "loopt nog", "still running"),
        figure("median-minutes", .minutes, "mediaan tot antwoord", "median to the answer"),
      ], isSuppressed: true),
    Part(
      name: "modes", label: Sentence(nl: "Op locatie en online", en: "On site and online"),
      entries: [
        total("appointments", .count, "afspraken met jeugdigen", "appointments with children"),
        share("on-site", .count, "op locatie", "on site"), share("online", .count, "online", "online"),
        share("phone", .count, "telefonisch", "by phone"), share("hybrid", .count, "hybride", "hybrid"),
      ], isSuppressed: true),
    Part(
      name: "ownership", label: Sentence(nl: "Samen eigenaar", en: "Joint ownership"),
      entries: [
        total("cases", .count, "open casussen aan het eind van het jaar", "open cases at the end of the year"),
        share("basecamp+buurtteam", .count, "BASEcamp en buurtteam", "BASEcamp and buurtteam"),
        share(
          "several-basecamps+buurtteam", .count, "meer BASEcamps en een buurtteam", "several BASEcamps and a buurtteam"),
        share("several-basecamps", .count, "meer BASEcamps", "several BASEcamps"),
        share("basecamp", .count, "één BASEcamp", "one BASEcamp"), share("buurtteam", .count, "buurtteam", "buurtteam"),
      ], isSuppressed: true),
  ]

  private static func total(_ key: String, _ unit: Unit, _ nl: String, _ en: String) -> Entry {
    Entry(key: key, label: Sentence(nl: nl, en: en), unit: unit, isTotal: true, isShare: false)
  }

  private static func share(_ key: String, _ unit: Unit, _ nl: String, _ en: String) -> Entry {
    Entry(key: key, label: Sentence(nl: nl, en: en), unit: unit, isTotal: false, isShare: true)
  }

  private static func figure(_ key: String, _ unit: Unit, _ nl: String, _ en: String) -> Entry {
    Entry(key: key, label: Sentence(nl: nl, en: en), unit: unit, isTotal: false, isShare: false)
  }
}
