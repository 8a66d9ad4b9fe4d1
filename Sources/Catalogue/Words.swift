/// Closed sets of words the contract fixes.
enum Words {
  static let topic = ["consult", "waiting", "offer", "appointment", "case", "desk"]
  static let urgency = ["crisis", "spoed", "urgent", "regulier"]
  static let caseStatus = ["open", "gesloten"]
  static let action = ["close", "move", "remove", "widen"]
  static let referrer = [
    "buurtteam", "huisarts", "jeugdarts", "medisch-specialist", "gecertificeerde-instelling", "rechter",
    "onbekend",
  ]
  static let consultState = [
    "asked", "claimed", "asked-back", "answered", "closed", "withdrawn", "declined", "converted",
  ]
  static let turn = ["team", "specialist", "asker"]
  static let convert = ["advice-only", "may-convert"]
  static let ageBand = ["0-3", "4-11", "12-17"]
  static let outcome = ["advice-enough", "joint-case", "referral-advised", "other-service"]
  static let waitingStatus = [
    "onvolledig", "wacht-op-intake", "wacht-op-start", "aangehouden", "gestart", "uitgeschreven",
  ]
  static let offerStatus = ["open", "accepted", "declined", "expired", "withdrawn"]
  static let pause = ["gezin", "onbereikbaar", "voorkeur"]
  static let removal = [
    "declined", "not-needed", "other-provider", "moved", "redirected", "turned-18", "unreachable", "deceased", "error",
  ]
  static let bridge = [
    "consult", "buurtteam", "ehealth", "group", "parent-support", "phone", "poh", "alternative",
  ]
  static let alternativeAnswer = ["offered", "accepted", "declined"]
  static let segment = ["intake", "start", "whole"]
  static let waitingGroup = ["team", "wijk", "discipline", "service", "urgency"]
  static let mode = ["on-site", "online", "hybrid", "phone"]
  static let hoursMode = ["any", "online", "on-site"]
  static let weeks = ["all", "odd", "even"]
  static let absence = ["verlof", "ziek", "training", "overig"]
  static let clientMode = ["on-site", "online", "phone", "none"]
  static let presence = ["present", "online", "absent"]
  static let appointmentType = [
    "intake", "behandeling", "gezinsgesprek", "consult", "mdo", "test", "huisbezoek", "overig",
  ]
  static let appointmentStatus = [
    "voorstel", "gepland", "bevestigd", "gerealiseerd", "no-show", "afgezegd-client", "afgezegd-aanbieder",
    "vervallen",
  ]
  static let stay = ["kinderdagcentrum", "pleegzorg", "gezinshuis", "logeren", "wonen"]
  static let organisationKind = [
    "consortium", "founder", "buurtteam", "gi", "yeph_ef", "huisartspraktijk", "jgz", "ziekenhuis", "school",
    "vereniging", "vrijgevestigd", "gemeente", "overig",
  ]
  static let teamKind = ["basecamp", "buurtteam", "save", "external"]
  static let placeKind = ["basecamp", "buurtteam", "school", "sportclub", "huisarts", "overig"]
  static let purpose = ["treatment", "share", "identify", "observe"]
  static let relation = ["ouder", "voogd", "pleegouder", "broer-zus", "familie", "overig"]
  static let giver = ["youth", "parent-1", "parent-2", "guardian", "representative", "court"]
  static let consentException = [
    "serious-harm", "youth-persists", "kinderbeschermingsmaatregel", "gesloten-jeugdhulp", "jeugdreclassering",
  ]
  static let petitioner = ["youth", "parents", "guardian"]
  static let form = ["written", "oral", "digital"]
  static let goalStatus = ["begonnen", "op-weg", "bereikt", "losgelaten"]
  static let participantKind = [
    "huisarts", "school", "sportclub", "familie", "vriend", "save", "jeugdarts", "extern",
  ]
  static let hulpvorm = ["01", "02", "03", "04", "11", "12", "13", "14"]
  static let arrangementKind = ["transfer", "contract", "city-financed"]
  static let invitationRole = ["owner", "consulted"]
  static let invitationReads = ["plan", "all"]
}
