internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let consents: [String: Operation] = [
    "consent.record": .changes(recordConsent),
    "consent.list": .reads { (call) throws(Failure) in
      var filter = Consents.Filter()
      filter.client = call.optionalCode("client")
      filter.purpose = call.optionalText("purpose")
      filter.party = call.optionalText("by")
      filter.with = call.optionalText("with")
      filter.form = call.optionalText("form")
      filter.until = call.optionalDate("until")?.iso
      filter.isRefusal = call.optionalYes("refused")
      filter.exception = call.optionalText("exception")
      return .page(Consents.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "consent.withdraw": .changes(withdrawConsent),
  ]

  @Sendable private static func recordConsent(_ call: Call) throws(Failure) -> Change {
    let (client, purpose, by) = (try call.code("client"), try call.text("purpose"), try call.text("by"))
    let until = call.optionalDate("until")
    let said = Consents.Said(
      purpose: purpose, party: by, with: call.optionalText("with"), form: try call.text("form"), until: until?.iso,
      isRefusal: call.yes("refused"), exception: call.optionalText("exception"), why: call.optionalText("reason"))
    let load = [
      Grounds.client(client), Consents.standing(client: client, purpose: purpose),
      Consents.running(client: client, purpose: purpose, by: by, with: said.with),
    ]
    return Change(load) { (rows, asker) throws(Failure) in
      if let until, until <= asker.today {
        throw .value(call, "until", "Deze toestemming zou al voorbij zijn.", "This consent would be over already.")
      }
      let exception = said.exception.flatMap(ConsentException.init(rawValue:))
      try checkException(exception, said, call)
      let ground = try rows[0].grounds.owning(.caseworkers)
      guard let party = Party(rawValue: by) else { throw .gone }
      let dossier = try ConsentCheck(purpose, rows[1]).dossier
      try mayConsent(party, dossier, call, asker)
      if party == .representative { try mayStandIn(said, dossier, asker) }
      if let exception { try mayExcept(exception, dossier, call, asker) }
      if said.isRefusal, let running = rows[2].text(0, 0) {
        throw .state(
          .consent, is: "given", allowed: ["refused"],
          "Die toestemming is er (\(running)); trek die in met consent withdraw.",
          "That consent was given (\(running)); take it back with consent withdraw.")
      }
      var effect = Effect([Consents.record(client: client, said)], reply: Consents.recorded)
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.makes = ["consent"]
      return effect
    }
  }

  /// An exception is of the youth (Jeugdwet 7.3.5) or of a judge (7.3.4), for help alone, and says why.
  private static func checkException(
    _ exception: ConsentException?, _ said: Consents.Said, _ call: Call
  ) throws(Failure) {
    guard let exception else {
      guard said.party != Party.court.rawValue else {
        throw .needed(
          "exception", "Noem de maatregel die de rechter uitsprak.", "Name the measure that the judge ordered.")
      }
      return
    }
    guard said.purpose == "treatment", !said.isRefusal else {
      throw .value(
        call, "exception",
        "Een uitzondering is er alleen voor behandeling; delen zonder toestemming vraagt een ground.",
        "There are exceptions for treatment alone; sharing without consent takes a ground.")
    }
    let givers: [Party] = exception.isOrdered ? [.court] : [.youth, .representative]
    guard givers.map(\.rawValue).contains(said.party) else {
      throw .value(
        call, "by", "Deze uitzondering geldt niet bij toestemming van \(said.party).",
        "This exception does not go with consent of \(said.party).", allowed: givers.map(\.rawValue))
    }
    guard said.why != nil else {
      throw .needed("reason", "Waarom geldt deze uitzondering?", "Why does this exception hold?")
    }
    guard !exception.isOrdered || said.until != nil else {
      throw .needed("until", "Tot wanneer geldt de maatregel?", "Until when does the measure hold?")
    }
  }

  /// An exception of the youth exists from 12 to 15 alone; who persists does so after a refusal.
  private static func mayExcept(
    _ exception: ConsentException, _ dossier: ConsentDossier, _ call: Call, _ asker: Asker
  ) throws(Failure) {
    guard dossier.rule(on: asker.today).mayExcept(exception) else {
      throw Failure(
        .consentAge,
        Sentence(nl: "Op deze leeftijd is die uitzondering er niet.", en: "There is no such exception at this age."),
        field: "exception", column: call.column(of: "exception"))
    }
    if exception == .youthPersists, !dossier.refused(on: asker.today).contains(where: ConsentRule.family.contains) {
      throw .state(
        .consent, is: "unrefused", allowed: ["refused"],
        "Geen ouder of voogd heeft geweigerd; leg eerst de weigering vast (refused=yes).",
        "No parent or guardian has refused; record the refusal first (refused=yes).")
    }
  }

  /// A representative stands for a youth who cannot weigh the own interests: who first says so says why, and nobody says
  /// so over the youth's own yes or no.
  private static func mayStandIn(
    _ said: Consents.Said, _ dossier: ConsentDossier, _ asker: Asker
  ) throws(Failure) {
    if let own = dossier.standing(of: .youth, on: asker.today) {
      throw .state(
        .consent, is: own.isRefusal ? "refused" : "given", allowed: ["withdrawn"],
        "De jeugdige heeft zich zelf uitgesproken (T-\(own.number)); trek dat eerst in met consent withdraw.",
        "The youth has spoken in person (T-\(own.number)); take that back first with consent withdraw.")
    }
    if dossier.rule(on: asker.today).isCapable, said.why == nil {
      throw .needed(
        "reason", "Waarom kan de jeugdige dit zelf niet beslissen?", "Why can the youth not decide this in person?")
    }
  }

  /// A consent that would never count is not taken: of who has no say at that age, or has no authority where it is
  /// recorded who has.
  private static func mayConsent(
    _ party: Party, _ dossier: ConsentDossier, _ call: Call, _ asker: Asker
  ) throws(Failure) {
    let rule = dossier.rule(on: asker.today)
    guard rule.mayGive(party) else {
      throw Failure(.consentAge, .noSay(party), field: "by", column: call.column(of: "by"))
    }
    let authorities = dossier.authorities(on: asker.today)
    if authorities.isEmpty || authorities.contains(party) || !ConsentRule.family.contains(party) { return }
    let allowed = Party.allCases.filter { one in
      one != .court && rule.mayGive(one) && (authorities.contains(one) || !ConsentRule.family.contains(one))
    }
    throw .value(
      call, "by", "\(party.rawValue) staat niet als gezagdrager bij dit kind; leg die eerst vast met relation add.",
      "\(party.rawValue) is not recorded with authority over this child; record that first with relation add.",
      allowed: allowed.map(\.rawValue))
  }

  @Sendable private static func withdrawConsent(_ call: Call) throws(Failure) -> Change {
    let consent = try call.code("id")
    let on = call.optionalDate("on")
    return Change([Grounds.consent(consent)] + Consents.held(consent)) { (rows, asker) throws(Failure) in
      if let on, on > asker.today {
        throw .value(
          call, "on", "Intrekken werkt meteen; geef anders bij het vastleggen een einddatum (until).",
          "Withdrawing works at once; for a later day record the consent with until.")
      }
      let ground = try rows[0].grounds.owning(.caseworkers)
      guard rows[1].count > 0, let client = rows[2].integer(0, 0),
        let given = rows[2].text(0, 1).flatMap(CivilDate.init(iso:))
      else { throw .gone }
      if let on, on < given {
        throw .value(call, "on", "Toen was de toestemming er nog niet.", "The consent was not given yet then.")
      }
      if rows[2].bool(0, 2) == true {
        throw .state(
          .consent, is: "withdrawn", allowed: ["given"], "Deze toestemming is al ingetrokken.",
          "This consent was withdrawn already.")
      }
      var effect = Effect(
        [
          Consents.withdraw(consent, on: on == asker.today ? nil : on?.iso, reason: call.optionalText("reason"))
        ], reply: Consents.withdrawn, .integer(consent))
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.events = [Outbox.Event("case", "client", .number(client), "consent-withdrawn")]
      // What was shared on it ends, and tells who owns the case.
      effect.tells = true
      if rows[2].bool(0, 3) == true { return effect }
      // Who works with the child on this consent has to look again at what may still be done.
      effect.desk = (0..<rows[3].count).compactMap { rows[3].integer($0, 0) }.map {
        Outbox.Notice(.team($0), "client", .number(client), "review", "consent-withdrawn")
      }
      return effect
    }
  }
}
