/// How soon help is needed; the order is that of service.
package enum Urgency: String, Sendable, CaseIterable, Comparable {
  case crisis, spoed, urgent, regulier

  package static func < (a: Urgency, b: Urgency) -> Bool { a.place < b.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The key by which a waiting list is ordered: total and stable, since no two entries share a number.
package struct WaitingOrder: Sendable, Hashable, Comparable {
  /// 1 stands first; nil without an override.
  package let overrideRank: Int?
  package let urgency: Urgency
  /// The day the norm runs out; nil for an incomplete entry, which stands last whatever else it has.
  package let dueOn: CivilDate?
  /// Days waited less days paused.
  package let countableDays: Int
  /// The child waits for a helper it already has.
  package let hasContinuity: Bool
  /// The number of the entry, `W-9`.
  package let entry: Int

  package init(
    overrideRank: Int?, urgency: Urgency, dueOn: CivilDate?, countableDays: Int, hasContinuity: Bool,
    entry: Int
  ) {
    self.overrideRank = overrideRank
    self.urgency = urgency
    self.dueOn = dueOn
    self.countableDays = countableDays
    self.hasContinuity = hasContinuity
    self.entry = entry
  }

  package static func < (a: WaitingOrder, b: WaitingOrder) -> Bool {
    if a.places != b.places { return a.places.lexicographicallyPrecedes(b.places) }
    return a.entry < b.entry
  }

  /// The terms as numbers, each smaller for who goes first.
  private var places: [Int] {
    [
      dueOn == nil ? 1 : 0, overrideRank ?? .max, Urgency.allCases.firstIndex(of: urgency) ?? 0,
      dueOn?.day ?? .max, ~countableDays, hasContinuity ? 0 : 1,
    ]
  }
}

// MARK: Why

extension WaitingOrder {
  /// One term of the key, in words.
  package struct Term: Sendable, Equatable {
    /// The name on the wire.
    package let key: String
    /// The value; empty where there is none.
    package let value: String
    /// The sentence in Dutch.
    package let nl: String
    /// The sentence in English.
    package let en: String
  }

  /// The key term by term, in the order in which they decide.
  package var terms: [Term] {
    [overrideTerm, urgencyTerm, dueTerm, countableTerm, continuityTerm, entryTerm]
  }

  private var overrideTerm: Term {
    guard let rank = overrideRank else {
      return Term(
        key: "override", value: "", nl: "Niemand heeft de volgorde met de hand veranderd.",
        en: "Nobody changed the order by hand.")
    }
    return Term(
      key: "override", value: "\(rank)", nl: "Met de hand op plaats \(rank) gezet.",
      en: "Put at place \(rank) by hand.")
  }

  private var urgencyTerm: Term {
    Term(
      key: "urgency", value: urgency.rawValue, nl: "Urgentie \(urgency.rawValue).",
      en: "Urgency \(urgency.rawValue).")
  }

  private var dueTerm: Term {
    guard let day = dueOn?.iso else {
      return Term(
        key: "due-on", value: "", nl: "Nog onvolledig: staat achteraan.", en: "Still incomplete: stands last."
      )
    }
    return Term(
      key: "due-on", value: day, nl: "De norm loopt af op \(day).", en: "The norm runs out on \(day).")
  }

  private var countableTerm: Term {
    let (nl, en) = countableDays == 1 ? ("dag telt", "day counts") : ("dagen tellen", "days count")
    return Term(
      key: "countable-days", value: "\(countableDays)", nl: "\(countableDays) \(nl) als wachttijd.",
      en: "\(countableDays) \(en) as waiting.")
  }

  private var continuityTerm: Term {
    hasContinuity
      ? Term(
        key: "continuity", value: "yes", nl: "Wacht op een hulpverlener die het kind al kent.",
        en: "Waits for a helper the child already knows.")
      : Term(
        key: "continuity", value: "no", nl: "Wacht niet op een eigen hulpverlener.",
        en: "Waits for no helper in particular.")
  }

  private var entryTerm: Term {
    Term(
      key: "entry", value: "W-\(entry)", nl: "Bij gelijke stand gaat het laagste nummer voor.",
      en: "Where all else is equal the lowest number goes first.")
  }
}
