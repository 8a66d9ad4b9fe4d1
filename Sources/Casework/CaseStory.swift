/// Who owned a case, thought along and led it, told from what happened to it and nothing else.
package struct CaseStory: Sendable, Equatable {
  /// One thing that happened and moved it; what moves nothing is no event.
  package enum Event: Sendable, Equatable {
    /// It was opened, in a wijk.
    case opened(wijk: String?)
    case owned(team: String)
    case left(team: String)
    /// A team thinks along from now on.
    case joined(team: String)
    case ended(team: String)
    /// A worker holds the regie.
    case led(by: String)
    case closed
    case reopened
    case moved(wijk: String)
  }

  /// The owning teams, by slug.
  package private(set) var owners: Set<String> = []
  /// The teams that thought along.
  package private(set) var consulted: Set<String> = []
  /// Who held the regie.
  package private(set) var lead: String?
  /// open or gesloten; nil before it was opened.
  package private(set) var status: String?
  package private(set) var wijk: String?

  /// How a case stands after some events, in the order they happened.
  package init(after events: some Sequence<Event>) {
    for event in events { apply(event) }
  }

  private mutating func apply(_ event: Event) {
    switch event {
    case .opened(let wijk): (status, self.wijk) = ("open", wijk)
    case .owned(let team): owners.insert(team)
    case .left(let team): owners.remove(team)
    case .joined(let team): consulted.insert(team)
    case .ended(let team): consulted.remove(team)
    case .led(let worker): lead = worker
    case .closed: status = "gesloten"
    case .reopened: status = "open"
    case .moved(let wijk): self.wijk = wijk
    }
  }
}

extension CaseStory.Event {
  /// The event a fact of a case makes, nil for one that moves nothing.
  ///
  /// - Parameters:
  ///   - what: the word of the fact.
  ///   - team: the team it concerns, by slug.
  ///   - role: owner or consulted, of an invitation answered.
  ///   - value: what became so: the worker of a regie, the wijk of an opening or move.
  package init?(what: String, team: String?, role: String?, value: String?) {
    switch (what, team, value) {
    case ("opened", _, let wijk): self = .opened(wijk: wijk)
    case ("owner", let team?, _): self = .owned(team: team)
    case ("accepted", let team?, _): self = role == "consulted" ? .joined(team: team) : .owned(team: team)
    case ("left", let team?, _), ("removed", let team?, _): self = .left(team: team)
    case ("ended", let team?, _): self = .ended(team: team)
    case ("regie", _, let worker?): self = .led(by: worker)
    case ("closed", _, _): self = .closed
    case ("reopened", _, _): self = .reopened
    case ("moved", _, let wijk?): self = .moved(wijk: wijk)
    default: return nil
    }
  }
}
