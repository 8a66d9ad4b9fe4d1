internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func clients(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "client.add": .changes { (call) throws(Failure) in try addition(call, key: surroundings.bsnKey) },
      "client.show": .reads { (call) throws(Failure) in .object(Clients.show(try call.code("id"))) },
    ]
  }

  private static func addition(_ call: Call, key: String?) throws(Failure) -> Change {
    let birth = try call.birth("birth")
    let (name, postcode, gender) = (try call.text("name"), try call.text("postcode"), try call.text("gender"))
    let bsn = call.optionalText("bsn")
    return Change([Clients.living(at: postcode)]) { (rows, asker) throws(Failure) in
      guard Self.bornFrom(birth) <= asker.today else {
        throw .value(call, "birth", "Deze geboortedatum ligt in de toekomst.", "This birth date is in the future.")
      }
      guard bsn == nil || key != nil else {
        throw .value(
          call, "bsn", "Deze dienst heeft geen sleutel voor burgerservicenummers; laat het weg.",
          "This service has no key for citizen service numbers; leave it out.")
      }
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
              speech: (call.optionalText("language"), call.yes("interpreter")),
              bsn: bsn.flatMap { digits in key.map { (digits, $0) } }, team: team))
        ], reply: Clients.added, .text(wijk), .text(rows[0].text(0, 1)))
      effect.touches = [Touch(client: .made, role: member.role.rawValue, team: team)]
      effect.makes = ["client"]
      return effect
    }
  }

  /// The first day of a birth that may be known to month or year only.
  private static func bornFrom(_ birth: BirthDate) -> CivilDate {
    let (year, month, _) = birth.counted.parts
    switch birth.precision {
    case .day: return birth.counted
    case .month: return CivilDate(year: year, month: month, day: 1) ?? birth.counted
    case .year: return CivilDate(year: year, month: 1, day: 1) ?? birth.counted
    }
  }
}

extension Rows {
  /// A birth date and how exactly it is known, from two columns that follow each other.
  func birth(_ row: Int, _ column: Int) -> BirthDate? {
    guard let date = text(row, column).flatMap(CivilDate.init(iso:)),
      let precision = text(row, column + 1).flatMap(BirthDate.Precision.init(rawValue:))
    else { return nil }
    return BirthDate(date, precision: precision)
  }
}
