internal import Casework
internal import Catalogue
internal import Wire

/// What the words of closed sets mean, in either language: shown on a terminal, explained in help, and taken where
/// somebody types them. The wire keeps its own.
enum ValueWords {
  private static func word(_ nl: String, _ en: String) -> Sentence { Sentence(nl: nl, en: en) }

  /// The words for a value of a member, nil where the member has no closed set or the value is not of it.
  static func words(_ value: String, of member: String) -> Sentence? {
    if member == "action", let command = Catalogue.find(value) {
      return Sentence(nl: command.said(.nl), en: command.title)
    }
    return closed.contains(Self.member(member)) ? words(ofChoice: value, of: member) : special["\(member).\(value)"]
  }

  /// The words for a value that a parameter may have, nil where it has no other than itself.
  static func words(ofChoice value: String, of parameter: String) -> Sentence? {
    special["\(member(parameter)).\(value)"] ?? all[value]
  }

  /// A value as it is typed, with what it means where that is another word.
  static func explained(_ value: String, of parameter: String, _ language: Language) -> String {
    guard let words = words(ofChoice: value, of: parameter)?(language), Slug.slug(words) != value else { return value }
    return "\(value) (\(words))"
  }

  /// The one of these values that somebody means who typed `text`: by its words in either language.
  static func value(_ text: String, of parameter: String, among allowed: [String]) -> String? {
    let typed = Slug.slug(text)
    return allowed.first { value in
      guard let words = words(ofChoice: value, of: parameter) else { return false }
      return typed == Slug.slug(words.nl) || typed == Slug.slug(words.en)
    }
  }

  /// A parameter's values are those of the member it fills.
  private static func member(_ name: String) -> String {
    switch name {
    case "topics": "topic"
    case "prefers-mode", "prefers_mode", "client-mode", "client_mode": "mode"
    default: name
    }
  }

  /// Members, and parameters, whose values are of a closed set and never what somebody wrote.
  private static let closed: Set<String> = [
    "state", "status", "turn", "urgency", "mode", "convert", "outcome", "presence", "cause", "role", "reads", "purpose",
    "by", "form", "weeks", "day", "action", "decision", "request", "answer", "segment", "kind", "what", "type",
    "removal",
    "ground", "referrer", "exception", "is", "topic", "as",
  ]

  /// Where a word means something else.
  private static let special: [String: Sentence] = [
    "key.continuity": word("eigen hulpverlener", "own worker"),
    "key.countable-days": word("dagen wachttijd", "counted days"), "key.due-on": word("norm", "norm"),
    "key.entry": word("nummer", "number"), "key.override": word("met de hand", "by hand"),
    "key.urgency": word("urgentie", "urgency"),
    "topic.consult": word("vraag", "consult"), "unit.days": word("dagen", "days"),
    "unit.duration": word("duur", "duration"), "unit.url": word("webadres", "web address"),
    "unit.yes-no": word("yes of no", "yes or no"),
    "answer.declined": word("afgeslagen", "declined"), "kind.phone": word("telefoon", "phone"),
    "removal.declined": word("wil niet meer", "no longer wants it"),
    "scope.all": word("alle die nog komen", "all to come"), "status.declined": word("afgeslagen", "declined"),
    "weeks.all": word("alle weken", "all weeks"), "what.moved": word("verhuisd of verzet", "moved"),
  ]

  static let all: [String: Sentence] = [
    "afspraak": word("afspraak", "appointment"), "afwezig": word("afwezig", "absent"), "reis": word("reis", "travel"),
    "vrij": word("vrij", "free"), "worker": word("medewerker", "worker"), "guest": word("gast", "guest"),
    "child": word("kind", "child"), "done": word("gedaan", "done"),
    "address": word("adres", "address"), "birth-date": word("geboortedatum", "date of birth"),
    "bsn": word("burgerservicenummer", "citizen service number"), "email": word("e-mailadres", "e-mail address"),
    "iban": word("rekeningnummer", "account number"), "postcode": word("postcode", "postcode"),
    "telephone": word("telefoonnummer", "telephone number"),
    "aangehouden": word("aangehouden", "paused"), "absence": word("afwezigheid", "absence"),
    "absent": word("afwezig", "absent"), "acceptance": word("aanneming", "acceptance"),
    "accepted": word("aangenomen", "accepted"), "added": word("op de lijst gezet", "added"),
    "admin": word("beheerder", "administrator"), "administration": word("beheer", "administration"),
    "advice-enough": word("advies was genoeg", "advice was enough"),
    "advice-only": word("alleen advies", "advice only"),
    "afgezegd-aanbieder": word("afgezegd door aanbieder", "cancelled by provider"),
    "afgezegd-client": word("afgezegd door cliënt", "cancelled by client"), "agreed": word("akkoord", "agreed"),
    "all": word("alles", "all"), "alternative": word("alternatief", "alternative"),
    "answer": word("antwoord", "answer"), "answered": word("beantwoord", "answered"), "any": word("alle", "any"),
    "appointment": word("afspraak", "appointment"), "arrangement": word("regeling", "arrangement"),
    "arrangement-ended": word("regeling beëindigd", "arrangement ended"), "ask-back": word("wedervraag", "asks back"),
    "asked": word("gesteld", "asked"), "asked-back": word("teruggevraagd", "asked back"),
    "asker": word("vrager", "asker"), "assigned": word("toegewezen", "assigned"),
    "authorised": word("toestemming gewijzigd", "conversion decided"), "basecamp": word("basecamp", "basecamp"),
    "begonnen": word("begonnen", "begun"), "behandeling": word("behandeling", "treatment"),
    "bereikt": word("bereikt", "reached"), "bevestigd": word("bevestigd", "confirmed"),
    "breach": word("over de termijn", "past its time"), "breakglass": word("noodinzage", "emergency access"),
    "bridged": word("overbrugd", "bridged"), "broer-zus": word("broer of zus", "sibling"),
    "buurtteam": word("buurtteam", "buurtteam"), "case": word("casus", "case"),
    "changed": word("gewijzigd", "changed"), "city-financed": word("betaald door de stad", "financed by the city"),
    "claimed": word("opgenomen", "claimed"), "client": word("cliënt", "client"), "close": word("sluiten", "close"),
    "closed": word("gesloten", "closed"), "complete": word("aangevuld", "completed"),
    "confirmed": word("bevestigd", "confirmed"), "consortium": word("consortium", "consortium"),
    "consult": word("consult", "consult"), "consult-answered": word("vraag beantwoord", "consult answered"),
    "consult-asked": word("vraag gesteld", "consult asked"),
    "consult-asked-back": word("teruggevraagd", "consult asked back"),
    "consult-assigned": word("vraag toegewezen", "consult assigned"),
    "consult-authorised": word("casus toegestaan", "conversion decided"),
    "consult-claimed": word("vraag opgenomen", "consult claimed"),
    "consult-closed": word("vraag gesloten", "consult closed"),
    "consult-converted": word("vraag werd casus", "consult became a case"),
    "consult-follow-up": word("doorgevraagd", "asked further"),
    "consult-identified": word("jeugdige bekend", "client identified"),
    "consult-reassigned": word("vraag naar collega", "consult reassigned"),
    "consult-released": word("vraag teruggelegd", "consult released"),
    "consult-reopened": word("vraag heropend", "consult reopened"), "consultation": word("meedenken", "consultation"),
    "consulted": word("denkt mee", "consulted"), "contact": word("contact", "contact"),
    "contract": word("contract", "contract"), "converted": word("casus geworden", "became a case"),
    "court": word("rechter", "court"), "crisis": word("crisis", "crisis"), "deceased": word("overleden", "deceased"),
    "decline": word("afwijzing", "decline"), "declined": word("afgewezen", "declined"),
    "desk": word("bureau", "desk"), "digital": word("digitaal", "digitally"),
    "discipline": word("discipline", "discipline"), "ehealth": word("e-health", "e-health"),
    "emergency": word("noodinzage", "emergency"), "ended": word("geëindigd", "ended"),
    "error": word("vergissing", "by mistake"), "even": word("even", "even"), "expired": word("verlopen", "expired"),
    "extern": word("extern", "outside"), "external": word("extern", "external"),
    "fail": word("niets boeken", "book none"), "familie": word("familie", "family"),
    "follow-up": word("doorgevraagd", "asked further"),
    "following": word("deze en de volgende", "this and the following"), "founder": word("oprichter", "founder"),
    "free": word("vrij", "free"), "fri": word("vrijdag", "Friday"),
    "gecertificeerde-instelling": word("gecertificeerde instelling", "certified institution"),
    "gegeven": word("gegeven", "given"), "geweigerd": word("geweigerd", "refused"),
    "her-te-toetsen": word("opnieuw te toetsen", "due for review"), "ingetrokken": word("ingetrokken", "withdrawn"),
    "verlopen": word("verlopen", "expired"), "gemeente": word("gemeente", "municipality"),
    "gepland": word("gepland", "planned"),
    "gerealiseerd": word("gerealiseerd", "took place"), "gesloten": word("gesloten", "closed"),
    "gesloten-jeugdhulp": word("gesloten jeugdhulp", "closed youth care"), "gestart": word("gestart", "started"),
    "gezin": word("op verzoek van gezin", "the family asks"), "gezinsgesprek": word("gezinsgesprek", "family talk"),
    "gezinshuis": word("gezinshuis", "family home"), "gezinswerker": word("gezinswerker", "family worker"),
    "gi": word("gecertificeerde instelling", "certified institution"), "goal": word("doel", "goal"),
    "goal-reviewed": word("teruggekeken op doel", "goal reviewed"), "granted": word("toegestaan", "granted"),
    "group": word("groep", "group"), "group-joined": word("in groep", "joined a group"),
    "group-left": word("uit groep", "left a group"), "group-seated": word("plaats in groep", "seated in a group"),
    "guardian": word("voogd", "guardian"), "hold": word("vastgehouden", "held"),
    "holiday": word("feestdag", "holiday"), "hours": word("buiten werkuren", "outside hours"),
    "huisarts": word("huisarts", "general practitioner"), "huisartspraktijk": word("huisartspraktijk", "GP practice"),
    "huisbezoek": word("huisbezoek", "home visit"), "hybrid": word("hybride", "hybrid"),
    "identified": word("bekendgemaakt", "identified"), "identify": word("bekendmaken", "identifying"),
    "intake": word("intake", "intake"), "invitation": word("uitnodiging", "invitation"),
    "invited": word("uitgenodigd", "invited"), "jeugdarts": word("jeugdarts", "youth doctor"),
    "jeugdreclassering": word("jeugdreclassering", "youth probation"),
    "jgz": word("jeugdgezondheidszorg", "youth health care"), "joint-case": word("samen een casus", "a joint case"),
    "kinderbeschermingsmaatregel": word("kinderbeschermingsmaatregel", "child protection order"),
    "kinderdagcentrum": word("kinderdagcentrum", "day centre"), "lapsed": word("vervallen", "lapsed"),
    "lead": word("teamleider", "team lead"), "left": word("weggegaan", "left"),
    "logeren": word("logeren", "short stays"), "losgelaten": word("losgelaten", "let go"),
    "may-convert": word("mag casus worden", "may become a case"), "mdo": word("MDO", "team meeting"),
    "medisch-specialist": word("medisch specialist", "medical specialist"), "module": word("module", "module"),
    "mon": word("maandag", "Monday"), "move": word("verhuizen", "move"), "moved": word("verhuisd", "moved"),
    "moving": word("gaat verhuizen", "moving"), "narrowed": word("leest minder", "reads less"),
    "no-show": word("niet verschenen", "no-show"), "none": word("niet", "not"),
    "not-needed": word("niet meer nodig", "not needed"), "note": word("notitie", "note"),
    "nothing": word("niets", "nothing"), "objected": word("bezwaar", "objected"),
    "observe": word("meekijken", "observing"), "odd": word("oneven", "odd"), "offer": word("aanbod", "offer"),
    "offered": word("aangeboden", "offered"), "office": word("kantoor", "office"),
    "on-site": word("op locatie", "on site"), "onbekend": word("onbekend", "unknown"),
    "onbereikbaar": word("onbereikbaar", "not reached"), "one": word("alleen deze", "this one"),
    "online": word("online", "online"), "onvolledig": word("onvolledig", "incomplete"),
    "op-weg": word("op weg", "on the way"), "open": word("open", "open"), "opened": word("geopend", "opened"),
    "oral": word("mondeling", "orally"), "other-provider": word("andere aanbieder", "another provider"),
    "other-service": word("andere hulp", "another service"), "ouder": word("ouder", "parent"),
    "overig": word("overig", "other"), "override": word("met de hand geplaatst", "placed by hand"),
    "owner": word("eigenaar", "owner"), "parent-1": word("ouder 1", "parent 1"),
    "parent-2": word("ouder 2", "parent 2"), "parent-support": word("oudersteun", "parent support"),
    "parents": word("ouders", "parents"), "participant": word("betrokkene", "participant"),
    "participant-ended": word("betrokkene weg", "participant ended"),
    "participation": word("neemt deel", "takes part"), "paused": word("gepauzeerd", "paused"),
    "pending": word("wacht op antwoord", "pending"), "phone": word("telefonisch", "by phone"),
    "plan": word("plan", "plan"), "planner": word("planner", "planner"),
    "pleegouder": word("pleegouder", "foster parent"), "pleegzorg": word("pleegzorg", "foster care"),
    "poh": word("praktijkondersteuner", "practice nurse"), "present": word("aanwezig", "present"),
    "privacy": word("privacyfunctionaris", "privacy officer"),
    "proposal-lapsed": word("voorstel vervallen", "proposal lapsed"), "proposed": word("voorgesteld", "proposed"),
    "provider": word("aanbieder", "provider"), "question": word("vraag", "question"),
    "reassigned": word("naar collega", "reassigned"), "rechter": word("rechter", "judge"),
    "redirected": word("elders geholpen", "redirected"),
    "referral-advised": word("verwijzing geadviseerd", "referral advised"), "refused": word("geweigerd", "refused"),
    "regie": word("regie gegeven", "regie given"), "registered": word("aangemeld", "registered"),
    "regulier": word("regulier", "regular"), "release": word("teruggelegd", "release"),
    "released": word("teruggelegd", "released"), "remove": word("eigenaar eruit", "remove"),
    "removed": word("eruit", "removed"), "reopened": word("heropend", "reopened"),
    "reporter": word("rapporteur", "reporter"), "representative": word("vertegenwoordiger", "representative"),
    "restored": word("teruggezet", "restored"), "resumed": word("hervat", "resumed"),
    "review": word("bekijken", "review"), "sat": word("zaterdag", "Saturday"), "save": word("SAVE", "SAVE"),
    "school": word("school", "school"), "serious-harm": word("ernstig nadeel", "serious harm"),
    "service": word("hulp", "service"), "share": word("delen", "sharing"),
    "skip": word("de rest boeken", "book the rest"), "specialist": word("specialist", "specialist"),
    "spoed": word("spoed", "very urgent"), "sportclub": word("sportclub", "sports club"),
    "start": word("start", "start"), "started": word("gestart", "started"),
    "statement": word("eigen verklaring", "own statement"), "stay": word("verblijf", "stay"),
    "stay-ended": word("verblijf beëindigd", "stay ended"), "step": word("stap afgesproken", "step agreed"),
    "step-done": word("stap gezet", "step taken"), "sun": word("zondag", "Sunday"),
    "switched": word("omgezet", "switched"), "taken": word("bezet", "taken"), "team": word("team", "team"),
    "test": word("test", "test"), "thu": word("donderdag", "Thursday"), "training": word("training", "training"),
    "traject": word("traject begonnen", "traject started"),
    "traject-ended": word("traject beëindigd", "traject ended"), "transfer": word("overgang", "transfer"),
    "travel": word("reistijd", "travel"), "treatment": word("behandeling", "treatment"),
    "tue": word("dinsdag", "Tuesday"), "turn": word("aan zet", "turn"), "turned-18": word("18 geworden", "turned 18"),
    "uitgeschreven": word("uitgeschreven", "removed"), "unreachable": word("onbereikbaar", "unreachable"),
    "urgency": word("urgentie", "urgency"), "urgent": word("urgent", "urgent"),
    "vereniging": word("vereniging", "association"), "verlof": word("verlof", "leave"),
    "vervallen": word("vervallen", "lapsed"), "voogd": word("voogd", "guardian"),
    "voorkeur": word("voorkeur", "preference"), "voorstel": word("voorstel", "held"),
    "vriend": word("vriend", "friend"), "vrijgevestigd": word("vrijgevestigd", "independent practice"),
    "wacht-op-intake": word("wacht op intake", "waits for intake"),
    "wacht-op-start": word("wacht op start", "waits for start"), "waiting": word("wachtlijst", "waiting list"),
    "wed": word("woensdag", "Wednesday"), "whole": word("geheel", "whole"),
    "widen": word("meer laten lezen", "widen"), "widened": word("leest meer", "reads more"),
    "wijk": word("wijk", "wijk"), "withdraw": word("intrekking", "withdrawal"),
    "withdrawn": word("ingetrokken", "withdrawn"), "wonen": word("wonen", "living"),
    "written": word("schriftelijk", "in writing"), "yeph_ef": word("Yeph", "Yeph"),
    "youth": word("jeugdige", "youth"), "youth-persists": word("jeugdige blijft het willen", "the youth persists"),
    "ziek": word("ziek", "ill"), "ziekenhuis": word("ziekenhuis", "hospital"),
    "contact-overdue": word("contact te laat", "contact overdue"),
    "unbridged": word("zonder overbrugging", "unbridged"),
    "urgency-review": word("urgentie bekijken", "urgency review"),
    "override-review": word("plaats bekijken", "place review"),
    "over-norm": word("over de norm", "over the norm"),
  ]
}
