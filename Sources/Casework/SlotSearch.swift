/// Finds the earliest moments at which all who are needed can meet. Exact on its grid: nothing earlier is possible.
///
/// Sets of moments are combined, not moments tried: of everybody named the starts they can make are intersected, of the
/// candidates for a need counted.
package struct SlotSearch: Sendable {
  /// A room and when it is taken.
  package struct Room: Sendable {
    package let number: Int
    package let seats: Int
    package let busy: FreeTime

    package init(number: Int, seats: Int, busy: FreeTime) {
      self.number = number
      self.seats = seats
      self.busy = busy
    }
  }

  /// What going past an own worker costs, in minutes: more than any travel (R14).
  private static let missedOwnWorker = 1_440

  /// When to look: starts from its beginning on, ends by its end.
  package let window: Range<Int64>
  /// The local days that hold the window.
  package let days: LocalDays
  /// Length in minutes, 1 to 1,440.
  package let minutes: Int
  /// Minutes between starts, counted from local :00.
  package let step: Int
  /// The most slots wanted.
  package let limit: Int
  /// Where it is held; nil when nobody is on site.
  package let place: Int?
  /// All who take part whoever else does.
  package let people: [PersonCalendar]
  /// Who else must take part, so many out of some.
  package let needs: [Need]
  /// The rooms that may be taken; nil when none is needed.
  package let rooms: [Room]?
  /// How many there will be in the room.
  package let seats: Int
  /// Time no slot may touch, such as that of school; nil when there is none.
  package let avoiding: FreeTime?

  package init(
    window: Range<Int64>, days: LocalDays, minutes: Int, step: Int = 15, limit: Int = 20, place: Int?,
    people: [PersonCalendar], needs: [Need] = [], rooms: [Room]? = nil, seats: Int = 0, avoiding: FreeTime? = nil
  ) {
    self.window = window
    self.days = days
    self.minutes = minutes
    self.step = step
    self.limit = limit
    self.place = place
    self.people = people
    self.needs = needs
    // The smallest room that seats all is the one taken; among equals the first named.
    self.rooms = rooms?.filter { $0.seats >= seats }.sorted { ($0.seats, $0.number) < ($1.seats, $1.number) }
    self.seats = seats
    self.avoiding = avoiding
  }

  /// The earliest slots, in order of start; of the ways to fill the needs then, each shows the best.
  package func slots(travel: PersonCalendar.Travel) -> [Slot] {
    guard (1...1_440).contains(minutes), limit > 0 else { return [] }
    let length = Int64(minutes) * 60
    let all = FreeTime([window])
    var possible = (avoiding.map(all.subtracting) ?? all).starts(lasting: length)
    for person in people where !possible.isEmpty {
      possible = possible.intersecting(person.starts(lasting: length, at: place, travel: travel))
    }
    let weeks = days.weeks
    var open: [OpenNeed] = []
    for need in needs where !possible.isEmpty {
      open.append(OpenNeed(need, weeks: weeks) { $0.starts(lasting: length, at: place, travel: travel) })
      possible = possible.intersecting(open[open.count - 1].possible)
    }
    let rooms = rooms?.map { (room: $0, starts: all.subtracting($0.busy).starts(lasting: length)) }
    if let rooms { possible = possible.intersecting(FreeTime(rooms.flatMap(\.starts.spans))) }
    let grid = SlotGrid(step: step, on: days)
    var found: [Slot] = []
    for span in possible.spans {
      var start = grid.next(from: span.lowerBound)
      while start < span.upperBound {
        let room = rooms?.first { $0.starts.span(at: start) != nil }?.room
        let week = weeks.firstIndex { $0.contains(start) }
        found.append(slot(start..<start + length, room: room, open: open, week: week, travel: travel))
        if found.count == limit { return found }
        start = grid.next(from: start + 1)
      }
    }
    return found
  }

  private func slot(
    _ span: Range<Int64>, room: Room?, open: [OpenNeed], week: Int?, travel: PersonCalendar.Travel
  ) -> Slot {
    func cost(_ person: PersonCalendar) -> PersonCalendar.Cost {
      person.cost(of: span, at: place, on: days, travel: travel)
    }
    var costs = people.map(cost)
    var (chosen, missed): ([OpenNeed.Choice], [String]) = ([], [])
    for need in open {
      let choice = need.choice(at: span.lowerBound, week: week, cost: cost)
      chosen += choice.chosen
      missed += choice.missed
    }
    costs += chosen.map(\.cost)
    let added = costs.reduce(0) { $0 + $1.added }
    let leftOver = costs.reduce(0) { $0 + $1.leftOver }
    var why: [Slot.Reason] = chosen.filter(\.candidate.isOwn).map { .ownWorker($0.candidate.name) }
    why += missed.map { .withoutOwnWorker($0) }
    why += chosen.map { .load($0.candidate.name, $0.load) }
    if added > 0 { why.append(.travelAdded(added)) }
    if leftOver > 0 { why.append(.leftOver(leftOver)) }
    if let room, room.seats > seats { why.append(.seatsOver(room.seats - seats)) }
    if avoiding != nil { why.append(.outsideSchool) }
    return Slot(
      span: span, chosen: chosen.map(\.candidate.name), room: room?.number,
      travelBefore: costs.reduce(0) { max($0, $1.before) }, travelAfter: costs.reduce(0) { max($0, $1.after) },
      score: added + leftOver + missed.count * Self.missedOwnWorker, why: why)
  }
}

extension PersonCalendar {
  /// What an appointment costs somebody, in minutes.
  struct Cost {
    /// The journey to it from an appointment of that local day.
    let before: Int
    /// The journey from it to one.
    let after: Int
    /// Travel the day would not have without it.
    let added: Int
    /// Working time it leaves too short for another of its length.
    let leftOver: Int
  }

  /// What a slot this person can make costs.
  func cost(of slot: Range<Int64>, at place: Int?, on days: LocalDays, travel: Travel) -> Cost {
    let span = needed(for: slot)
    var (before, after, direct) = (0, 0, 0)
    if presence == .onSite, let place {
      let stops = stops(around: span.lowerBound)
      let from = stops.before.flatMap { days.isSameDay(slot.lowerBound, $0.span.upperBound) ? $0 : nil }
      let to = stops.after.flatMap { days.isSameDay(slot.lowerBound, $0.span.lowerBound) ? $0 : nil }
      if let from { before = max(0, travel(from.place, place)) }
      if let to { after = max(0, travel(place, to.place)) }
      if let from, let to { direct = max(0, travel(from.place, to.place)) }
    }
    var leftOver = 0
    if let piece = free.span(at: span.lowerBound) {
      let early = Int((span.lowerBound - piece.lowerBound) / 60) - before
      let late = Int((piece.upperBound - span.upperBound) / 60) - after
      let another = Int((span.upperBound - span.lowerBound) / 60)
      for rest in [early, late] where rest > 0 && rest < another { leftOver += rest }
    }
    return Cost(before: before, after: after, added: max(0, before + after - direct), leftOver: leftOver)
  }
}
