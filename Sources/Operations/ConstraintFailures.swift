internal import Wire

// What a refused constraint is to people. Constraints that no valid command can break are not here: they are faults.
extension Failure {
  static let constraints: [String: Failure] = [
    "organisation_slug": taken(
      "name", "Er is al een organisatie met deze naam.", "There is an organisation by this name."),
    "organisation_own_parent": wrong(
      "parent", "Een organisatie valt niet onder zichzelf.", "An organisation is not under itself."),
    "place_slug": taken("slug", "Er is al een plek met deze naam.", "There is a place by this name."),
    "place_slug_free": wrong(
      "slug", "thuis is geen plek: het is het huis van het kind.", "thuis is no place: it is the child's home."),
    "availability_once": Failure(
      .conflictDuplicate,
      Sentence(nl: "Deze werkuren zijn er al.", en: "These hours are there already."), field: "from"),
    "absence_once": .absent([]),
    "room_name": taken("name", "Deze kamer is er al.", "This room exists."),
    "team_slug": taken("slug", "Er is al een team met deze naam.", "There is a team by this name."),
    "client_bsn": wrong(
      "bsn", "De sleutel van deze dienst is niet die van de burgerservicenummers.",
      "The key of this service is not the one citizen service numbers are kept under."),
    "worker_login": taken("login", "Deze login bestaat al.", "This login exists."),
    "worker_login_form": wrong(
      "login", "Een login begint met een letter of cijfer en heeft verder punten en streepjes, zoals a.bakker.",
      "A login begins with a letter or digit and has dots and hyphens besides, such as a.bakker."),
    "os_user_one": taken(
      "os-user", "Deze gebruiker is al een andere medewerker.", "This user is another worker already."),
    "os_user_uid": wrong("os-user", "Deze gebruiker kan niemand zijn.", "This user cannot be anybody."),
    "member_once": taken("role", "Deze rol is er in die tijd al.", "This role is held in that time already."),
    "token_period": wrong("ttl", "Een token geldt langer dan nul.", "A token holds longer than nothing."),
    "client_birth": wrong("birth", "Deze geboortedatum kan niet.", "This birth date cannot be."),
    "client_bsn_once": taken("bsn", "Dit burgerservicenummer is al bekend.", "This citizen service number is known."),
    "destruction_one_open": .alreadyAsked,
    "destruction_asked": .notAsked(keptUntil: nil),
    "casus_owned": Failure(
      .state("case"),
      Sentence(nl: "Een casus heeft altijd een eigenaar.", en: "A case always has an owner.")),
    "casus_business": .closedCase,
    "waiting_entry_once": Failure(
      .conflictDuplicate,
      Sentence(
        nl: "Deze casus wacht hier al op.", en: "This case waits for this already.")),
    "waiting_entry_order": wrong("on", "Dit ligt voor de aanmelding.", "This comes before the registration."),
    "offer_past_reason": .needed(
      "reason", "Dit gaat voorbij aan de eigen hulpverlener van een kind. Waarom?",
      "This goes past the own worker of a child. Why?"),
    "offer_one_an_entry": Failure(
      .conflictDuplicate,
      Sentence(nl: "Deze plek heeft al een aanbod dat openstaat.", en: "This entry has an offer that is open already."),
      field: "entry"),
    "group_place_once": taken(
      "case", "Dit kind is al in deze groep, of wacht er al op.",
      "This child is in this group, or waits for it, already."),
    "appointment_detail_group": wrong(
      "note", "Bij een groep lezen anderen dit mee: schrijf het in het dossier van het kind (case note).",
      "In a group others read this too: write it in the child's file (case note)."),
    "appointment_guest_group": wrong(
      "guests", "Bij een groep zien anderen dit ook: hier past niemand van een kind bij.",
      "In a group others see this too: nobody of one child is named here."),
    "appointment_group_home": wrong(
      "place", "Een groep komt bij geen van de kinderen thuis.", "A group meets at no child's home."),
    "stay_once": .staysAlready([]),
    "slot_wanted": Failure(
      .state("waiting"),
      Sentence(nl: "Op deze lijst wacht niemand voor wie dit past.", en: "Nobody waits on this list whom this suits.")),
    "appointment_somewhere": .needed(
      "place", "Waar? Er is iemand ter plekke.", "Where? Somebody is there in person."),
    "room_seats": Failure(
      .conflictCapacity, Sentence(nl: "Daar passen zoveel mensen niet in.", en: "It does not seat so many."),
      field: "room"),
    "occupied_once": .overlap([]),
    "occupied_room": .noRoom,
    "occupied_travel": .travel([]),
  ]

  private static func taken(_ field: String, _ nl: String, _ en: String) -> Failure {
    Failure(.conflictDuplicate, Sentence(nl: nl, en: en), field: field)
  }

  private static func wrong(_ field: String, _ nl: String, _ en: String) -> Failure {
    Failure(.inputValue, Sentence(nl: nl, en: en), field: field)
  }
}
