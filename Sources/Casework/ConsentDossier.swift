/// What is recorded about consent to one purpose: who bears authority over a child, and who consented when.
package struct ConsentDossier: Sendable {
  /// A relation that bears authority (gezag), ended or not.
  package struct Relation: Sendable, Equatable {
    package let party: Party
    package let from: CivilDate
    /// The first day it no longer holds.
    package let until: CivilDate?
    /// Where somebody else was that party before: from when on consents are this one's, in seconds since 1970.
    package let succeedsAt: Int64

    package init(party: Party, from: CivilDate, until: CivilDate?, succeedsAt: Int64 = 0) {
      self.party = party
      self.from = from
      self.until = until
      self.succeedsAt = succeedsAt
    }

    fileprivate func holds(on day: CivilDate) -> Bool { from <= day && until.map { day < $0 } ?? true }
  }

  /// A consent given, or refused.
  package struct Consent: Sendable, Equatable {
    /// The number of its T code.
    package let number: Int
    package let party: Party
    /// When it was given, in seconds since 1970.
    package let givenAt: Int64
    package let givenOn: CivilDate
    /// The first day it no longer holds.
    package let until: CivilDate?
    /// The day it was taken back, from which it no longer holds.
    package let withdrawnOn: CivilDate?
    /// Why others need not consent where this one holds.
    package let exception: ConsentException?
    /// Whether it was a no.
    package let isRefusal: Bool

    package init(
      number: Int, party: Party, givenAt: Int64, givenOn: CivilDate, until: CivilDate?, withdrawnOn: CivilDate?,
      exception: ConsentException? = nil, isRefusal: Bool = false
    ) {
      self.number = number
      self.party = party
      self.givenAt = givenAt
      self.givenOn = givenOn
      self.until = until
      self.withdrawnOn = withdrawnOn
      self.exception = exception
      self.isRefusal = isRefusal
    }

    fileprivate func counts(on day: CivilDate) -> Bool {
      givenOn <= day && until.map { day < $0 } ?? true && withdrawnOn.map { day < $0 } ?? true
    }
  }

  /// What the dossier says of an act.
  package enum Verdict: Sendable, Equatable {
    case granted
    /// Whose consent is missing; of the second, one of which was taken back; of the third, one of whom refused.
    case missing([Party])
    case withdrawn([Party])
    case refused([Party])
    /// The consent named is of somebody who has no say at that age.
    case noSay(Party)
  }

  private let birth: BirthDate
  private let consents: [Consent]
  private let relations: [Relation]

  /// - Parameter consents: those to the purpose, in order of recording.
  package init(birth: BirthDate, relations: [Relation], consents: [Consent]) {
    self.birth = birth
    self.relations = relations
    self.consents = consents
  }

  /// The parties that bear authority on a day.
  package func authorities(on day: CivilDate) -> [Party] {
    Party.allCases.filter { party in relations.contains { $0.party == party && $0.holds(on: day) } }
  }

  /// The rule for an act on a day. Who of youth and representative was recorded last says whether the youth is capable:
  /// a no of the youth counts for that while it stands, one of the representative never does.
  package func rule(on day: CivilDate) -> ConsentRule {
    let own = consents.last {
      $0.givenOn <= day && [.youth, .representative].contains($0.party)
        && (!$0.isRefusal || $0.party == .youth && $0.counts(on: day))
    }
    return ConsentRule(
      birth: birth, on: day, authorities: authorities(on: day), isCapable: own?.party != .representative)
  }

  /// Whether an act on a day has all the consent it needs.
  ///
  /// - Parameter named: the number of a consent that must be one of those that count.
  package func verdict(on day: CivilDate, named: Int? = nil) -> Verdict {
    let rule = rule(on: day)
    let known = known(on: day)
    if let named {
      guard let consent = known.first(where: { $0.number == named && !$0.isRefusal }) else {
        return .missing(rule.need.who)
      }
      if let withdrawn = consent.withdrawnOn, withdrawn <= day { return .withdrawn([consent.party]) }
      guard rule.mayGive(consent.party) else { return .noSay(consent.party) }
      guard consent.counts(on: day) else { return .missing([consent.party]) }
      guard rule.need.who.contains(consent.party) else { return .missing(rule.need.who) }
    }
    let counting = known.filter { $0.counts(on: day) && !$0.isRefusal }
    let refused = refused(on: day)
    let missing = rule.missing(
      given: counting.map(\.party), refused: refused, exceptions: counting.compactMap(\.exception))
    if missing.isMet { return .granted }
    if missing.who.contains(where: refused.contains) { return .refused(missing.who) }
    let isWithdrawn = known.contains { consent in
      missing.who.contains(consent.party) && consent.withdrawnOn.map { $0 <= day } ?? false
    }
    return isWithdrawn ? .withdrawn(missing.who) : .missing(missing.who)
  }

  /// The last that a party itself said and still holds to on a day, yes or no.
  package func standing(of party: Party, on day: CivilDate) -> Consent? {
    known(on: day).last { $0.party == party && $0.counts(on: day) }
  }

  /// Who said no, still holds to it on a day, and has not said yes since.
  package func refused(on day: CivilDate) -> [Party] {
    Party.allCases.filter { standing(of: $0, on: day)?.isRefusal ?? false }
  }

  /// What was said until a day, by who still is that party.
  private func known(on day: CivilDate) -> [Consent] {
    consents.filter { consent in
      consent.givenOn <= day
        && !relations.contains {
          $0.party == consent.party && $0.holds(on: day) && consent.givenAt < $0.succeedsAt
        }
    }
  }

  /// Whether one of these consented after a day: then it was there, only not yet.
  package func isGiven(after day: CivilDate, by who: [Party]) -> Bool {
    consents.contains { day < $0.givenOn && !$0.isRefusal && who.contains($0.party) }
  }
}
