/// How long a waiting entry has waited: calendar days, with and without pauses.
package struct WaitingClock: Sendable {
  /// A pause of the clock.
  package struct Pause: Sendable {
    /// Why the clock stands still, with the longest it may for that.
    package enum Reason: String, Sendable, CaseIterable {
      case gezin, onbereikbaar, voorkeur

      /// The most days such a pause counts.
      package var longestDays: Int {
        switch self {
        case .gezin: 60
        case .onbereikbaar: 28
        case .voorkeur: 90
        }
      }
    }

    package let reason: Reason
    package let from: CivilDate
    /// The first day on which the clock runs again; nil while it stands.
    package let until: CivilDate?

    package init(_ reason: Reason, from: CivilDate, until: CivilDate?) {
      self.reason = reason
      self.from = from
      self.until = until
    }

    /// The days it counts by `day`: never more than the longest of its reason, nor days before `registered`.
    func days(on day: CivilDate, since registered: CivilDate) -> Int {
      let longest = from.adding(days: reason.longestDays)
      let end = min(until ?? day, day, longest)
      return max(0, end - max(from, registered))
    }
  }

  package let registeredOn: CivilDate
  package let pauses: [Pause]

  package init(registeredOn: CivilDate, pauses: [Pause] = []) {
    self.registeredOn = registeredOn
    self.pauses = pauses
  }

  /// Days since registration; 0 before it.
  package func elapsedDays(on day: CivilDate) -> Int { max(0, day - registeredOn) }

  /// Days the clock stood still; pauses do not overlap, which the rules of pausing see to.
  package func pausedDays(on day: CivilDate) -> Int {
    pauses.reduce(0) { $0 + $1.days(on: day, since: registeredOn) }
  }

  /// Elapsed less paused.
  package func countableDays(on day: CivilDate) -> Int {
    max(0, elapsedDays(on: day) - pausedDays(on: day))
  }
}
