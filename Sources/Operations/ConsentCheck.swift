internal import Casework
internal import Catalogue
internal import Postgres
internal import Wire

/// Whether everybody consented to a purpose today whose consent it needs, and whether the one named counts.
struct ConsentCheck: Sendable {
  private struct Consent {
    let number: Int
    let party: Party
    let counts: Bool
    let isWithdrawn: Bool
  }

  private let rule: ConsentRule
  private let consents: [Consent]

  /// Reads the rows of `Consents.standing(client:purpose:)`.
  init(_ rows: ArraySlice<Rows>, _ asker: Asker) throws(Failure) {
    guard let subject = rows.first, let given = rows.last, let birth = subject.birth(0, 0) else { throw .gone }
    let authorities = (subject.text(0, 2) ?? "").split(separator: " ").map { kind -> ConsentRule.Authority in
      kind == "voogd" ? .voogd : .ouder
    }
    rule = ConsentRule(birth: birth, on: asker.today, authorities: authorities)
    consents = (0..<given.count).compactMap { row in
      guard let number = given.integer(row, 0), let party = given.text(row, 1).flatMap(Party.init(rawValue:)) else {
        return nil
      }
      return Consent(
        number: number, party: party, counts: given.bool(row, 2) ?? false, isWithdrawn: given.bool(row, 3) ?? false)
    }
  }

  /// Throws `consent.missing`, `.withdrawn` or `.age` unless all needed stand and the one named is among them.
  func check(naming consent: Int, _ call: Call) throws(Failure) {
    let missing = rule.missing(given: consents.filter(\.counts).map(\.party))
    guard missing.isMet else {
      let isWithdrawn = consents.contains { $0.isWithdrawn && missing.who.contains($0.party) }
      throw refused(isWithdrawn ? .consentWithdrawn : .consentMissing, missing.who, call)
    }
    guard let named = consents.first(where: { $0.number == consent }) else {
      throw refused(.consentMissing, rule.need.who, call)
    }
    if named.counts, rule.need.who.contains(named.party) { return }
    if named.isWithdrawn { throw refused(.consentWithdrawn, [named.party], call) }
    throw refused(rule.mayGive(named.party) ? .consentMissing : .consentAge, rule.need.who, call)
  }

  private func refused(_ code: Failure.Code, _ who: [Party], _ call: Call) -> Failure {
    let sentence: Sentence =
      switch code {
      case .consentWithdrawn: Sentence(nl: "De toestemming is ingetrokken.", en: "The consent was withdrawn.")
      case .consentAge:
        Sentence(
          nl: "Wie deze toestemming gaf heeft op deze leeftijd geen stem meer.",
          en: "Who gave this consent has no say at this age.")
      default:
        Sentence(
          nl: "Er is geen geldige toestemming om te zeggen om wie het gaat.",
          en: "There is no valid consent to tell whom this is about.")
      }
    return Failure(
      code, sentence, field: "consent", column: call.column(of: "consent"),
      members: [.init("who", .array(who.map { .string($0.rawValue) }))])
  }
}
