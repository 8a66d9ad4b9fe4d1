/// Who may give consent.
package enum Party: String, Sendable, CaseIterable {
  case youth
  case parent1 = "parent-1"
  case parent2 = "parent-2"
  case guardian
  case representative
}

/// Whose consent an act needs on its day (Jeugdwet 7.3.4, 7.3.5, 7.3.15).
package struct ConsentRule: Sendable {
  /// The consents needed: every one of `all`, and one of `oneOf` where that is not empty.
  package struct Need: Sendable, Equatable {
    package let all: [Party]
    package let oneOf: [Party]

    /// True when nothing more is needed.
    package var isMet: Bool { all.isEmpty && oneOf.isEmpty }

    /// Whom to ask, for `consent.missing`.
    package var who: [Party] { all + oneOf }
  }

  /// Age in whole years on the day of the act.
  package let age: Int
  private let authorities: [Party]
  private let isCapable: Bool

  /// `authorities` are the parents and guardian recorded with authority on the day of the act; `isCapable` is false for
  /// a youth recorded as not capable of weighing the own interests.
  package init(birth: BirthDate, on date: CivilDate, authorities: [Party], isCapable: Bool = true) {
    age = birth.age(on: date)
    self.authorities = authorities
    self.isCapable = isCapable
  }

  /// What the act needs.
  package var need: Need {
    guard age < 16 else { return Need(all: [own], oneOf: []) }
    let family = Self.family.filter(authorities.contains)
    let all = age < 12 ? family : [own] + family
    return Need(all: all, oneOf: family.isEmpty ? Self.family : [])
  }

  /// What is still missing when these have consented.
  package func missing(given: [Party]) -> Need {
    let need = need
    let isOneGiven = need.oneOf.contains(where: given.contains)
    return Need(all: need.all.filter { !given.contains($0) }, oneOf: isOneGiven ? [] : need.oneOf)
  }

  /// True when the party has a say at that age at all: a youth, or who stands for one that is not capable, from 12,
  /// parents and guardian until 16.
  package func mayGive(_ party: Party) -> Bool {
    switch party {
    case .youth, .representative: age >= 12
    case .parent1, .parent2, .guardian: age < 16
    }
  }

  /// The youth, or who stands for one.
  private var own: Party { isCapable ? .youth : .representative }

  private static let family: [Party] = [.parent1, .parent2, .guardian]
}
