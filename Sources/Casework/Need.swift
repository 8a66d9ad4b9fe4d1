/// So many of some people, whoever they are.
package struct Need: Sendable {
  /// Somebody who may be one of them.
  package struct Candidate: Sendable {
    /// The login, which decides among equals.
    package let name: String
    /// Whether this is somebody who helps the child already (R14).
    package let isOwn: Bool
    package let calendar: PersonCalendar

    package init(_ name: String, isOwn: Bool = false, _ calendar: PersonCalendar) {
      self.name = name
      self.isOwn = isOwn
      self.calendar = calendar
    }
  }

  /// How many, at least one.
  package let count: Int
  /// Out of whom; a person is a candidate for one need only, and for none where taking part anyhow.
  package let candidates: [Candidate]

  package init(_ count: Int, of candidates: [Candidate]) {
    self.count = max(1, count)
    self.candidates = candidates
  }
}

/// A need during a search: when each of its candidates can, and how much they have to do.
struct OpenNeed {
  /// Somebody who can, and what it costs.
  struct Choice {
    let candidate: Need.Candidate
    /// Minutes taken in the ISO week.
    let load: Int
    let cost: PersonCalendar.Cost
  }

  let need: Need
  private let starts: [FreeTime]
  private let loads: [[Int]]

  init(_ need: Need, weeks: [Range<Int64>], starts: (PersonCalendar) -> FreeTime) {
    self.need = need
    self.starts = need.candidates.map { starts($0.calendar) }
    loads = need.candidates.map { $0.calendar.load(in: weeks) }
  }

  /// The moments at which enough of them can.
  var possible: FreeTime { FreeTime.held(byAtLeast: need.count, of: starts) }

  /// Who of them it is to be at a start: the own worker before others, then who has least to do that week, then who
  /// travels least for it, then by login. And the own workers who cannot come, as far as it goes past them.
  func choice(
    at start: Int64, week: Int?, cost: (PersonCalendar) -> PersonCalendar.Cost
  ) -> (chosen: [Choice], missed: [String]) {
    var able: [Choice] = []
    var missed: [String] = []
    for (index, candidate) in need.candidates.enumerated() {
      if starts[index].span(at: start) != nil {
        let load = week.map { loads[index][$0] } ?? 0
        able.append(Choice(candidate: candidate, load: load, cost: cost(candidate.calendar)))
      } else if candidate.isOwn {
        missed.append(candidate.name)
      }
    }
    able.sort {
      ($0.candidate.isOwn ? 0 : 1, $0.load, $0.cost.added, $0.candidate.name)
        < ($1.candidate.isOwn ? 0 : 1, $1.load, $1.cost.added, $1.candidate.name)
    }
    let chosen = Array(able.prefix(need.count))
    // With as many own workers as are needed it goes past nobody.
    let places = need.count - chosen.count { $0.candidate.isOwn }
    return (chosen, Array(missed.sorted().prefix(places)))
  }
}
