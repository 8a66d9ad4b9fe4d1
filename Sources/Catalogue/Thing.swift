/// A kind of thing the service keeps and a request may name; the raw value is the KIND of `not-found.KIND`.
package enum Thing: String, Sendable, CaseIterable {
  case worker, team, wijk, place, organisation
  case client, `case`, consult, waiting, appointment, consent, availability, token
  case absence
  case relation, offer, proposal, note, step, goal, participant, traject, arrangement, agreement
  case stay, group

  /// The letter before the number of a coded thing, nil for what goes by a login or slug.
  package var codePrefix: Character? {
    switch self {
    case .worker, .team, .wijk, .place, .organisation: nil
    case .client: "J"
    case .case: "C"
    case .consult: "Q"
    case .waiting: "W"
    case .appointment: "A"
    case .offer: "O"
    case .consent: "T"
    case .availability: "U"
    case .absence: "V"
    case .token: "X"
    case .relation: "R"
    case .proposal: "P"
    case .note: "N"
    case .step: "K"
    case .goal: "D"
    case .participant: "B"
    case .traject: "H"
    case .arrangement: "E"
    case .agreement: "M"
    case .stay: "L"
    case .group: "G"
    }
  }
}

/// Who may name something of which the rights table lets him know nothing.
package enum Reach: String, Sendable {
  /// Who reads a case in an emergency.
  case emergency
  /// A privacy officer, who answers for what is done with it.
  case oversight
}

/// A list of values that lives in the database, because an administrator may add to it.
package enum Lookup: String, Sendable, CaseIterable {
  case discipline, service, ground
  /// Who else can be asked: a team, or a discipline.
  case redirect = "team-or-discipline"
}
