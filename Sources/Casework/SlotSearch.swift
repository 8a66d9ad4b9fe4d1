/// Finds the earliest moments at which all who are needed can meet. Exact on its grid: nothing earlier is possible.
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
  /// All who are needed.
  package let people: [PersonCalendar]
  /// The rooms that may be taken; nil when none is needed.
  package let rooms: [Room]?
  /// How many there will be in the room.
  package let seats: Int

  package init(
    window: Range<Int64>, days: LocalDays, minutes: Int, step: Int = 15, limit: Int = 20, place: Int?,
    people: [PersonCalendar], rooms: [Room]? = nil, seats: Int = 0
  ) {
    self.window = window
    self.days = days
    self.minutes = minutes
    self.step = step
    self.limit = limit
    self.place = place
    self.people = people
    // The smallest room that seats all is the one taken; among equals the first named.
    self.rooms = rooms?.filter { $0.seats >= seats }.sorted { ($0.seats, $0.number) < ($1.seats, $1.number) }
    self.seats = seats
  }

  /// The earliest slots, in order of start.
  package func slots(travel: PersonCalendar.Travel) -> [Slot] {
    guard (1...1_440).contains(minutes), limit > 0 else { return [] }
    let length = Int64(minutes) * 60
    let all = FreeTime([window])
    var possible = all.starts(lasting: length)
    for person in people where !possible.isEmpty {
      possible = possible.intersecting(person.starts(lasting: length, at: place, travel: travel))
    }
    let rooms = rooms?.map { (room: $0, starts: all.subtracting($0.busy).starts(lasting: length)) }
    if let rooms { possible = possible.intersecting(FreeTime(rooms.flatMap(\.starts.spans))) }
    let grid = SlotGrid(step: step, on: days)
    let free = people.map(\.free)
    var found: [Slot] = []
    for span in possible.spans {
      var start = grid.next(from: span.lowerBound)
      while start < span.upperBound {
        let room = rooms?.first { $0.starts.span(at: start) != nil }?.room
        found.append(slot(start..<start + length, room: room, free: free, travel: travel))
        if found.count == limit { return found }
        start = grid.next(from: start + 1)
      }
    }
    return found
  }

  private func slot(
    _ span: Range<Int64>, room: Room?, free: [FreeTime], travel: PersonCalendar.Travel
  ) -> Slot {
    var before = 0
    var after = 0
    var added = 0
    var leftOver = 0
    for (person, free) in zip(people, free) {
      let cost = cost(of: span, to: person, free: free, travel: travel)
      before = max(before, cost.before)
      after = max(after, cost.after)
      added += cost.added
      leftOver += cost.leftOver
    }
    var why: [Slot.Reason] = []
    if added > 0 { why.append(Slot.Reason(.travelAdded, added)) }
    if leftOver > 0 { why.append(Slot.Reason(.leftOver, leftOver)) }
    if let room, room.seats > seats { why.append(Slot.Reason(.seatsOver, room.seats - seats)) }
    return Slot(
      span: span, room: room?.number, travelBefore: before, travelAfter: after, score: added + leftOver,
      why: why)
  }

  /// What a slot costs one person, in minutes. Travel counts from and to appointments of the same local day.
  private func cost(
    of span: Range<Int64>, to person: PersonCalendar, free: FreeTime, travel: PersonCalendar.Travel
  ) -> (before: Int, after: Int, added: Int, leftOver: Int) {
    var (before, after, direct) = (0, 0, 0)
    if person.presence == .onSite, let place {
      let stops = person.stops(around: span.lowerBound)
      let from = stops.before.flatMap { days.isSameDay(span.lowerBound, $0.span.upperBound) ? $0 : nil }
      let to = stops.after.flatMap { days.isSameDay(span.lowerBound, $0.span.lowerBound) ? $0 : nil }
      if let from { before = max(0, travel(from.place, place)) }
      if let to { after = max(0, travel(place, to.place)) }
      if let from, let to { direct = max(0, travel(from.place, to.place)) }
    }
    var leftOver = 0
    if let piece = free.span(at: span.lowerBound) {
      let early = Int((span.lowerBound - piece.lowerBound) / 60) - before
      let late = Int((piece.upperBound - span.upperBound) / 60) - after
      for rest in [early, late] where rest > 0 && rest < minutes { leftOver += rest }
    }
    return (before, after, max(0, before + after - direct), leftOver)
  }
}

/// A moment at which all can meet.
package struct Slot: Sendable, Equatable {
  /// A part of the score, for whoever asks why.
  package struct Reason: Sendable, Equatable {
    /// What is counted.
    package enum Key: String, Sendable, CaseIterable {
      /// Minutes of travel the day would not have without it, all people together.
      case travelAdded = "travel-added"
      /// Minutes of working time it leaves too short for another of its length, all people together.
      case leftOver = "left-over"
      /// Seats of the room that stay empty.
      case seatsOver = "seats-over"
    }

    package let key: Key
    package let value: Int

    init(_ key: Key, _ value: Int) {
      self.key = key
      self.value = value
    }
  }

  /// Start and end in epoch seconds.
  package let span: Range<Int64>
  /// The number of the room, where one is needed.
  package let room: Int?
  /// The longest journey anyone makes to it that day, in minutes.
  package let travelBefore: Int
  /// The longest journey anyone makes from it that day, in minutes.
  package let travelAfter: Int
  /// What it costs in minutes: travel added and time left over; lower is better.
  package let score: Int
  /// What the score is made of, and what else speaks for or against it.
  package let why: [Reason]
}
