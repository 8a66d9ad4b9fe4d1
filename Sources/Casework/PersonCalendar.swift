/// A person whose time an appointment needs, and what occupies it.
package struct PersonCalendar: Sendable {
  /// Time that is taken.
  package struct Busy: Sendable, Hashable {
    package let span: Range<Int64>
    /// The place or wijk where it is; nil when online, which needs no travel.
    package let place: Int?

    package init(_ span: Range<Int64>, at place: Int?) {
      self.span = span
      self.place = place
    }
  }

  /// Where travel begins or ends: an appointment on site.
  struct Stop {
    let span: Range<Int64>
    let place: Int
    /// Its index among `busy`.
    let index: Int
  }

  /// Minutes from one place to another, one way.
  package typealias Travel = (_ from: Int, _ to: Int) -> Int

  /// How this person takes part.
  package let presence: Presence
  /// The hours that serve that presence; for a child or a guest, the whole window.
  package let working: FreeTime
  /// Seconds needed before an appointment and after it.
  let prepare: Int64
  let followUp: Int64
  /// Where an appointment must lie, not too near and not too far ahead; nil: anywhere.
  let within: Range<Int64>?
  let busy: [Busy]
  let stops: [Stop]
  /// Working time that is not taken.
  let free: FreeTime

  /// `busy` in any order; no two of them overlap, which the database sees to.
  ///
  /// - Parameters:
  ///   - prepare: minutes that must be free, and worked, before an appointment.
  ///   - followUp: the same after it.
  package init(
    _ presence: Presence, working: FreeTime, busy: [Busy], prepare: Int = 0, followUp: Int = 0,
    within: Range<Int64>? = nil
  ) {
    self.presence = presence
    self.working = working
    self.prepare = Int64(min(max(prepare, 0), 1_440)) * 60
    self.followUp = Int64(min(max(followUp, 0), 1_440)) * 60
    self.within = within
    let ordered = busy.filter { $0.place != nil || !$0.span.isEmpty }.sorted {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }
    self.busy = ordered
    stops = ordered.enumerated().compactMap { index, busy in
      busy.place.map { Stop(span: busy.span, place: $0, index: index) }
    }
    free = working.subtracting(FreeTime(ordered.map(\.span)))
  }

  /// What an appointment takes of this person's time.
  func needed(for span: Range<Int64>) -> Range<Int64> { span.lowerBound - prepare..<span.upperBound + followUp }

  /// Stops without length that begin and end each day at a worker's base, to be added to what is busy.
  ///
  /// With them the journey from the base lies after the day's first hour of work and the one back before its last;
  /// an appointment outside `hours` moves them. Who has no base has none, and travels to the first on own time.
  package static func anchors(
    at base: Int, hours: FreeTime, busy: [Busy], on days: LocalDays
  ) -> [Busy] {
    zip(days.starts, days.starts.dropFirst()).flatMap { start, end -> [Busy] in
      let day = start..<end
      let work = hours.intersecting(FreeTime([day])).spans
      guard let first = work.first?.lowerBound, let last = work.last?.upperBound else { return [] }
      let stops = busy.filter { $0.place != nil && $0.span.overlaps(day) }
      let leave = stops.reduce(first) { min($0, $1.span.lowerBound) }
      let back = stops.reduce(last) { max($0, $1.span.upperBound) }
      return [Busy(leave..<leave, at: base), Busy(back..<back, at: base)]
    }
  }

  /// Every second at which an appointment of `length` seconds can start: within hours, free, travel before and after.
  ///
  /// `place` is where it is held, nil when nobody is on site. Sets of this kind can be combined: all of them
  /// intersected for people who are all needed, counted for so many out of a team.
  package func starts(lasting length: Int64, at place: Int?, travel: Travel) -> FreeTime {
    let starts = takes(prepare + length + followUp, at: place, travel: travel).shifted(by: prepare)
    guard let within else { return starts }
    return starts.intersecting(FreeTime([within]).starts(lasting: length))
  }

  /// Minutes taken in each of some spans that follow each other.
  func load(in spans: [Range<Int64>]) -> [Int] {
    var seconds = [Int64](repeating: 0, count: spans.count)
    var first = 0
    for taken in busy {
      while first < spans.count, spans[first].upperBound <= taken.span.lowerBound { first += 1 }
      var index = first
      while index < spans.count, spans[index].lowerBound < taken.span.upperBound {
        let common = taken.span.clamped(to: spans[index])
        seconds[index] += common.upperBound - common.lowerBound
        index += 1
      }
    }
    return seconds.map { Int($0 / 60) }
  }

  /// The journeys from one stop of a day to the next, each made as late as it can be.
  package func journeys(on days: LocalDays, travel: Travel) -> [Range<Int64>] {
    zip(stops, stops.dropFirst()).compactMap { before, after in
      let length = seconds(travel, before.place, after.place)
      let pieces = pieces(from: before, to: after)
      // What a lead booked outside the rules may leave too little time.
      guard length > 0, days.isSameDay(before.span.upperBound, after.span.lowerBound),
        let piece = pieces.last(where: { $0.upperBound - $0.lowerBound >= length }) ?? pieces.last
      else { return nil }
      return max(piece.lowerBound, piece.upperBound - length)..<piece.upperBound
    }
  }

  /// Working time that neither appointments nor the journeys between them take.
  package func gaps(between journeys: [Range<Int64>]) -> FreeTime { free.subtracting(FreeTime(journeys)) }

  /// Every second at which `length` seconds of this person's time can be taken.
  private func takes(_ length: Int64, at place: Int?, travel: Travel) -> FreeTime {
    let starts = free.starts(lasting: length)
    guard !stops.isEmpty, !starts.isEmpty else { return starts }
    var refused: [Range<Int64>] = []
    func refuse(_ from: Int64, _ to: Int64) {
      if from < to { refused.append(from..<to) }
    }
    // Between two stops (or before the first, after the last) one pair of journeys decides.
    for index in 0...stops.count {
      let before = index > 0 ? stops[index - 1] : nil
      let after = index < stops.count ? stops[index] : nil
      // Nobody sits through the moment at which a day begins or ends at the base.
      if let after, after.span.isEmpty { refuse(after.span.lowerBound - length + 1, after.span.lowerBound) }
      if presence == .onSite, let place {
        if let before {
          let earliest = arrival(from: before, seconds: seconds(travel, before.place, place))
          refuse(before.span.upperBound, min(earliest, after?.span.lowerBound ?? earliest))
        }
        if let after {
          let latest = departure(to: after, seconds: seconds(travel, place, after.place)) - length + 1
          refuse(max(latest, before?.span.upperBound ?? latest), after.span.lowerBound)
        }
      } else if let before, let after {
        let journey = seconds(travel, before.place, after.place)
        let pieces = pieces(from: before, to: after)
        let fitting = pieces.filter { $0.upperBound - $0.lowerBound >= journey }.count
        for piece in pieces {
          let isFitting = piece.upperBound - piece.lowerBound >= journey
          if fitting > (isFitting ? 1 : 0) { continue }
          // The only piece that holds the journey: what is added must leave room for it on one side.
          refuse(
            max(piece.lowerBound, piece.upperBound - length - journey + 1),
            min(piece.lowerBound + journey, piece.upperBound))
        }
      }
    }
    return starts.subtracting(FreeTime(refused))
  }

  /// The last stop that ends by `moment`, and the first after it.
  func stops(around moment: Int64) -> (before: Stop?, after: Stop?) {
    var (low, high) = (0, stops.count)
    while low < high {
      let middle = (low + high) / 2
      if stops[middle].span.upperBound <= moment { low = middle + 1 } else { high = middle }
    }
    return (low > 0 ? stops[low - 1] : nil, low < stops.count ? stops[low] : nil)
  }

  private func seconds(_ travel: Travel, _ from: Int, _ to: Int) -> Int64 {
    Int64(min(max(travel(from, to), 0), 1_440)) * 60
  }

  /// When one can be elsewhere, the journey made in one piece between what is online meanwhile.
  private func arrival(from stop: Stop, seconds: Int64) -> Int64 {
    var departure = stop.span.upperBound
    for meeting in busy[(stop.index + 1)...] {
      if meeting.place != nil || meeting.span.lowerBound - departure >= seconds { break }
      departure = meeting.span.upperBound
    }
    return departure + seconds
  }

  /// When one must leave elsewhere at the latest.
  private func departure(to stop: Stop, seconds: Int64) -> Int64 {
    var arrival = stop.span.lowerBound
    for meeting in busy[..<stop.index].reversed() {
      if meeting.place != nil || arrival - meeting.span.upperBound >= seconds { break }
      arrival = meeting.span.lowerBound
    }
    return arrival - seconds
  }

  /// The time between two stops that nothing online takes.
  private func pieces(from before: Stop, to after: Stop) -> [Range<Int64>] {
    guard before.span.upperBound < after.span.lowerBound else { return [] }
    let between = FreeTime([before.span.upperBound..<after.span.lowerBound])
    return between.subtracting(FreeTime(busy[before.index + 1..<after.index].map(\.span))).spans
  }
}
