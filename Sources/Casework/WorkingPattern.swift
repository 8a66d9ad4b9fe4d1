/// How a person meets others: what an appointment asks of each participant.
package enum Presence: String, Sendable, CaseIterable {
  case online
  case onSite = "on-site"
}

/// When a person works: weekly hours, less absences and closed days.
package struct WorkingPattern: Sendable {
  /// The weeks, by ISO number, in which hours hold.
  package enum Weeks: String, Sendable, CaseIterable {
    case all, odd, even
  }

  /// What the hours may be used for.
  package enum Mode: String, Sendable, CaseIterable {
    case any, online
    case onSite = "on-site"

    /// True when hours of this mode serve an appointment of that presence.
    package func serves(_ presence: Presence) -> Bool {
      self == .any || rawValue == presence.rawValue
    }
  }

  /// Hours on one day of the week.
  package struct Hours: Sendable, Hashable {
    package let weekday: Weekday
    package let from: TimeOfDay
    package let to: TimeOfDay
    package let weeks: Weeks
    package let mode: Mode
    /// The first day on which they hold; nil: always did.
    package let start: CivilDate?
    /// The first day on which they hold no longer; nil: no end.
    package let end: CivilDate?

    package init(
      _ weekday: Weekday, from: TimeOfDay, to: TimeOfDay, weeks: Weeks = .all, mode: Mode = .any,
      start: CivilDate? = nil, end: CivilDate? = nil
    ) {
      self.weekday = weekday
      self.from = from
      self.to = to
      self.weeks = weeks
      self.mode = mode
      self.start = start
      self.end = end
    }

    func hold(on day: LocalDays.Day, for presence: Presence) -> Bool {
      guard weekday == day.weekday, mode.serves(presence) else { return false }
      if let start, day.date < start { return false }
      if let end, day.date >= end { return false }
      return weeks == .all || (weeks == .odd) == day.isOddWeek
    }
  }

  private let hours: [Weekday: [Hours]]
  private let absences: FreeTime

  /// Absences are spans of epoch seconds: a whole day off runs from one local midnight to the next.
  package init(hours: [Hours], absences: [Range<Int64>] = []) {
    self.hours = Dictionary(grouping: hours, by: \.weekday)
    self.absences = FreeTime(absences)
  }

  /// The time worked on `days` that serves `presence`. Hours follow the wall clock: 09:00 stays 09:00 whatever it does.
  package func working(on days: LocalDays, closed: Set<CivilDate>, for presence: Presence) -> FreeTime {
    var spans: [Range<Int64>] = []
    for (index, day) in days.days.enumerated() {
      guard let hours = hours[day.weekday], !closed.contains(day.date) else { continue }
      for span in hours where span.hold(on: day, for: presence) {
        let start = days.moment(day: index, minute: span.from.minutes)
        let end = days.moment(day: index, minute: span.to.minutes)
        if start < end { spans.append(start..<end) }
      }
    }
    return FreeTime(spans).subtracting(absences)
  }
}
