internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// The one way an act asks for consent: what `Consents.standing` found, judged on the day of the act.
struct ConsentCheck: Sendable {
  /// What is recorded, for who needs more than a yes.
  let dossier: ConsentDossier
  private let purpose: String

  /// Reads the row of `Consents.standing`; throws `not-found` where the child is not known.
  init(_ purpose: String, _ rows: Rows) throws(Failure) {
    guard let birth = rows.birth(0, 0) else { throw .gone }
    self.purpose = purpose
    dossier = ConsentDossier(
      birth: birth, relations: Self.items(rows.text(0, 2), Self.relation),
      consents: Self.items(rows.text(0, 3), Self.consent))
  }

  /// Throws `consent.missing` with who is still to be asked, `consent.withdrawn` where one of these took it back, and
  /// `consent.age` where the consent named is of somebody who has no say at that age.
  ///
  /// - Parameters:
  ///   - day: the day of the act, on which age, authority and consent are judged.
  ///   - named: the number of the consent the command names: it must count, the others are found.
  ///   - call: the request that names it.
  func require(on day: CivilDate, named: Int? = nil, in call: Call? = nil) throws(Failure) {
    switch dossier.verdict(on: day, named: named) {
    case .granted: return
    case .missing(let who):
      let sentence =
        dossier.isGiven(after: day, by: who)
        ? Sentence(
          nl: "De toestemming \(acts.nl) was er op \(day.iso) nog niet.",
          en: "Consent \(acts.en) was not there yet on \(day.iso).")
        : Sentence(nl: "De toestemming \(acts.nl) ontbreekt.", en: "Consent \(acts.en) is missing.")
      throw failure(.consentMissing, who, sentence, named, call)
    case .withdrawn(let who):
      throw failure(
        .consentWithdrawn, who,
        Sentence(nl: "De toestemming \(acts.nl) is ingetrokken.", en: "Consent \(acts.en) was withdrawn."), named, call)
    case .refused(let who):
      throw failure(
        .consentMissing, who,
        Sentence(nl: "De toestemming \(acts.nl) is geweigerd.", en: "Consent \(acts.en) was refused."), named, call)
    case .noSay(let party):
      throw failure(.consentAge, [party], .noSay(party), named, call)
    }
  }

  private func failure(
    _ code: Failure.Code, _ who: [Party], _ sentence: Sentence, _ named: Int?, _ call: Call?
  ) -> Failure {
    Failure(
      code, sentence, field: named == nil ? nil : "consent",
      column: named == nil ? nil : call?.column(of: "consent"),
      members: [.init("who", .array(who.map { .string($0.rawValue) }))])
  }

  private var acts: (nl: String, en: String) {
    switch purpose {
    case "treatment": ("voor behandeling", "to treatment")
    case "share": ("om te delen", "to share")
    case "identify": ("om te zeggen om wie het gaat", "to say who it is about")
    default: ("om te observeren", "to observe")
    }
  }

  private static func items<Item>(_ text: String?, _ item: ([Substring]) -> Item?) -> [Item] {
    (text ?? "").split(separator: " ").compactMap { item($0.split(separator: "/")) }
  }

  private static func relation(_ parts: [Substring]) -> ConsentDossier.Relation? {
    guard parts.count == 4, let party = Party(rawValue: String(parts[0])), let from = CivilDate(iso: parts[1]),
      let at = Int64(parts[3])
    else { return nil }
    return ConsentDossier.Relation(party: party, from: from, until: CivilDate(iso: parts[2]), succeedsAt: at)
  }

  private static func consent(_ parts: [Substring]) -> ConsentDossier.Consent? {
    guard parts.count == 8, let number = Int(parts[0]), let party = Party(rawValue: String(parts[1])),
      let at = Int64(parts[2]), let on = CivilDate(iso: parts[3])
    else { return nil }
    return ConsentDossier.Consent(
      number: number, party: party, givenAt: at, givenOn: on, until: CivilDate(iso: parts[4]),
      withdrawnOn: CivilDate(iso: parts[5]), exception: ConsentException(rawValue: String(parts[6])),
      isRefusal: parts[7] == "refused")
  }
}

extension Sentence {
  /// Somebody whose consent does not count at the child's age.
  static func noSay(_ party: Party) -> Sentence {
    Sentence(
      nl: "Op deze leeftijd heeft \(party.rawValue) hierin geen stem.",
      en: "At this age \(party.rawValue) has no say in this.")
  }
}
