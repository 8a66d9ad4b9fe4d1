/// Who may give consent.
package enum Party: String, Sendable, CaseIterable {
  case youth
  case parent1 = "parent-1"
  case parent2 = "parent-2"
  case guardian
  case representative
  /// Nobody of the family: a judge's order by which help is given all the same.
  case court
}

/// Why an act goes without consent of some, or of all (Jeugdwet 7.3.4, 7.3.5).
package enum ConsentException: String, Sendable, CaseIterable {
  /// Without the parents, to prevent serious harm to the youth.
  case seriousHarm = "serious-harm"
  /// Without the parents who refused, because the youth goes on wishing it.
  case youthPersists = "youth-persists"
  /// Without anybody's: a measure of child protection, an authorisation of closed care, probation.
  case protection = "kinderbeschermingsmaatregel"
  case closedCare = "gesloten-jeugdhulp"
  case probation = "jeugdreclassering"

  /// True where a judge ordered it, so that nobody is asked.
  package var isOrdered: Bool { self != .seriousHarm && self != .youthPersists }
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
  /// False for a youth recorded as not capable, for whom a representative stands.
  package let isCapable: Bool

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
  ///
  /// - Parameters:
  ///   - refused: who said no and has not said yes since.
  ///   - exceptions: those recorded that hold on the day; an exception that the age does not allow is none.
  package func missing(
    given: [Party], refused: [Party] = [], exceptions: [ConsentException] = []
  ) -> Need {
    let exceptions = exceptions.filter(mayExcept)
    if exceptions.contains(where: \.isOrdered) { return Need(all: [], oneOf: []) }
    let need = need
    let isHarmPrevented = exceptions.contains(.seriousHarm)
    func isAsked(_ party: Party) -> Bool {
      if given.contains(party) { return false }
      guard Self.family.contains(party) else { return true }
      return !isHarmPrevented && !(exceptions.contains(.youthPersists) && refused.contains(party))
    }
    let isOneSettled = need.oneOf.contains { !isAsked($0) }
    return Need(all: need.all.filter(isAsked), oneOf: isOneSettled ? [] : need.oneOf)
  }

  /// True when the exception exists at that age: a youth decides without parents from 12 to 15, a child is protected
  /// until 18, and other orders of a judge hold at any age.
  package func mayExcept(_ exception: ConsentException) -> Bool {
    switch exception {
    case .seriousHarm, .youthPersists: (12..<16).contains(age)
    case .protection: age < 18
    case .closedCare, .probation: true
    }
  }

  /// True when the party has a say at that age at all: a youth, or who stands for one that is not capable, from 12,
  /// parents and guardian until 16.
  package func mayGive(_ party: Party) -> Bool {
    switch party {
    case .court: true
    case .youth, .representative: age >= 12
    case .parent1, .parent2, .guardian: age < 16
    }
  }

  /// The youth, or who stands for one.
  private var own: Party { isCapable ? .youth : .representative }

  /// Who has a say until the sixteenth birthday.
  package static let family: [Party] = [.parent1, .parent2, .guardian]
}
