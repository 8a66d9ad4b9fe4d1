internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What is recorded of a client, at first and when it changes.
struct ClientEntry: Sendable {
  private let call: Call
  private let key: String?
  private let birth: BirthDate?
  private let bsn: String?

  init(_ call: Call, key: String?) throws(Failure) {
    self.call = call
    self.key = key
    birth = call.optionalBirth("birth")
    bsn = call.optionalText("bsn")
  }

  var addition: Change {
    get throws(Failure) {
      let (birth, name) = (try call.birth("birth"), try call.text("name"))
      let (postcode, gender) = (try call.text("postcode"), try call.text("gender"))
      return Change([Clients.living(at: postcode)]) { (rows, asker) throws(Failure) in
        try check(asker)
        guard let member = asker.teams(.caseTeam).first, let team = member.team else {
          throw .team("U zit in geen team.", "You are in no team.")
        }
        guard let wijk = rows[0].text(0, 0) else {
          throw .outside(call, "postcode", ten: (rows[0].text(0, 2) ?? "").split(separator: ",").map(String.init))
        }
        var effect = Effect(
          [
            Clients.add(
              Clients.Addition(
                name: name, birth: (birth.counted.iso, birth.precision.rawValue),
                home: (postcode, call.optionalText("house"), wijk), gender: gender,
                speech: (call.optionalText("language"), call.yes("interpreter")), bsn: keyed, team: team))
          ], reply: Clients.added, .text(wijk), .text(rows[0].text(0, 1)))
        effect.touches = [Touch(client: .made, role: member.role.rawValue, team: team)]
        effect.makes = ["client"]
        effect.aftermath = aftermath
        return effect
      }
    }
  }

  var alteration: Change {
    get throws(Failure) {
      let client = try call.code("id")
      return Change([Grounds.client(client), Clients.hold(client)]) { (rows, asker) throws(Failure) in
        try check(asker)
        let ground = try rows[0].grounds.owning(.caseworkers)
        guard let revision = rows[1].integer(0, 0) else { throw .gone }
        if let wanted = call.revision, wanted != revision { throw .stale }
        var effect = Effect([Clients.change(client, changes)], reply: Clients.altered, .integer(client))
        effect.touches = [Touch(client: .number(client), by: ground)]
        effect.events = [Outbox.Event("case", "client", .number(client), "changed")]
        effect.aftermath = aftermath
        return effect
      }
    }
  }

  private func check(_ asker: Asker) throws(Failure) {
    if let birth, birth.first > asker.today {
      throw .value(call, "birth", "Deze geboortedatum ligt in de toekomst.", "This birth date is in the future.")
    }
    guard bsn == nil || key != nil else {
      throw .value(
        call, "bsn", "Deze dienst heeft geen sleutel voor burgerservicenummers; laat het weg.",
        "This service has no key for citizen service numbers; leave it out.")
    }
  }

  private var keyed: (digits: String, key: String)? {
    guard let bsn, let key else { return nil }
    return (bsn, key)
  }

  private var changes: Clients.Alteration {
    var changes = Clients.Alteration()
    changes.name = call.optionalText("name")
    changes.birth = birth.map { ($0.counted.iso, $0.precision.rawValue) }
    changes.postcode = call.optionalText("postcode")
    changes.house = call.optionalText("house")
    changes.gender = call.optionalText("gender")
    changes.language = call.optionalText("language")
    changes.interpreter = call.isCleared("interpreter") ? false : call.optionalYes("interpreter")
    changes.isAddressSecret = call.isCleared("address-secret") ? false : call.optionalYes("address-secret")
    changes.bsn = keyed
    changes.clears = ["house", "language", "bsn"].filter(call.isCleared)
    return changes
  }

  /// Who wants to record a known child learns nothing; the teams that have it learn who asked, and may invite.
  private var aftermath: (@Sendable (DatabaseError) -> Query?)? {
    guard let keyed else { return nil }
    return { error in
      error.constraint == "client_bsn_once" ? Clients.tell(ofKnown: keyed.digits, key: keyed.key) : nil
    }
  }
}
