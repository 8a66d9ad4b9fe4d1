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
      return .page(Consents.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "consent.withdraw": .changes(withdrawConsent),
  ]

  @Sendable private static func recordConsent(_ call: Call) throws(Failure) -> Change {
    let (client, purpose, by) = (try call.code("client"), try call.text("purpose"), try call.text("by"))
    let until = call.optionalDate("until")
    return Change([Grounds.client(client), Consents.standing(client: client, purpose: purpose)]) {
      (rows, asker) throws(Failure) in
      if let until, until <= asker.today {
        throw .value(call, "until", "Deze toestemming zou al voorbij zijn.", "This consent would be over already.")
      }
      let ground = try rows[0].grounds.owning(.caseworkers)
      guard let party = Party(rawValue: by) else { throw .gone }
      try mayConsent(party, try ConsentCheck(purpose, rows[1]).dossier, call, asker)
      var effect = Effect(
        [
          Consents.record(
            client: client, purpose: purpose, by: by, with: call.optionalText("with"), form: try call.text("form"),
            until: until?.iso), Clients.changed(client),
        ], reply: Consents.recorded)
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.makes = ["consent"]
      return effect
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
    if authorities.isEmpty || authorities.contains(party) || [.youth, .representative].contains(party) { return }
    let allowed = Party.allCases.filter { one in
      rule.mayGive(one) && (authorities.contains(one) || [.youth, .representative].contains(one))
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
          Consents.withdraw(consent, on: on == asker.today ? nil : on?.iso, reason: call.optionalText("reason")),
          Clients.changed(client),
        ], reply: Consents.withdrawn, .integer(consent))
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.events = [Outbox.Event("case", "client", .number(client), "consent-withdrawn")]
      // Who works with the child on this consent has to look again at what may still be done.
      effect.desk = (0..<rows[3].count).compactMap { rows[3].integer($0, 0) }.map {
        Outbox.Notice(.team($0), "client", .number(client), "review", "consent-withdrawn")
      }
      return effect
    }
  }
}
