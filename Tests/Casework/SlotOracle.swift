import Casework

/// A made-up calendar search and its answer found by trying every moment, five minutes apart.
struct SlotOracle {
  struct Person {
    let presence: Presence
    let working: [Range<Int64>]
    let busy: [PersonCalendar.Busy]
    var prepare = 0
    var followUp = 0
    var within: Range<Int64>?

    var calendar: PersonCalendar {
      PersonCalendar(
        presence, working: FreeTime(working), busy: busy, prepare: prepare, followUp: followUp, within: within)
    }

    /// What a slot takes of the time.
    func needed(_ slot: Range<Int64>) -> Range<Int64> {
      slot.lowerBound - Int64(prepare) * 60..<slot.upperBound + Int64(followUp) * 60
    }
  }

  struct Room {
    let number: Int
    let seats: Int
    let busy: [Range<Int64>]
  }

  let window: Range<Int64>
  let minutes: Int
  let step: Int
  let limit: Int
  let place: Int?
  let people: [Person]
  let rooms: [Room]?
  let seats: Int
  /// Minutes by from and to; not the same both ways, and none within a place.
  let travel: [[Int]]

  /// Two to four days around a change of the clock or an ordinary weekend.
  init(seed: UInt64) {
    var random = Seeded(seed)
    let first = ["2026-03-28", "2026-10-24", "2026-11-20"].randomElement(using: &random) ?? ""
    let start = moment(first) + 300 * Int64.random(in: 0..<200, using: &random)
    window = start..<start + 300 * Int64.random(in: 100..<900, using: &random)
    minutes = [5, 15, 30, 45, 60, 90, 240].randomElement(using: &random) ?? 30
    step = [5, 10, 15, 20, 25, 30, 45, 60, 90, 120].randomElement(using: &random) ?? 15
    limit = [1, 3, 20, 1_000].randomElement(using: &random) ?? 20
    let isAnyoneOnSite = Int.random(in: 0..<4, using: &random) > 0
    place = isAnyoneOnSite ? 0 : nil
    travel = (0..<4).map { from in
      (0..<4).map { $0 == from ? 0 : [0, 5, 20, 60, 120].randomElement(using: &random) ?? 0 }
    }
    people = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Person(
        presence: isAnyoneOnSite && Int.random(in: 0..<4, using: &random) > 0 ? .onSite : .online,
        working: Self.spans(Int.random(in: 1...5, using: &random), 60...250, start - 60_000, &random),
        busy: Self.apart(Self.spans(Int.random(in: 0...60, using: &random), 0...12, start - 20_000, &random))
          .map {
            PersonCalendar.Busy($0, at: [nil, nil, 0, 1, 2, 3].randomElement(using: &random) ?? nil)
          })
    }
    rooms =
      Bool.random(using: &random)
      ? nil
      : (0..<Int.random(in: 0...3, using: &random)).map { number in
        Room(
          number: number, seats: Int.random(in: 1...6, using: &random),
          busy: Self.spans(Int.random(in: 0...6, using: &random), 12...80, start, &random))
      }
    seats = Int.random(in: 1...4, using: &random)
  }

  static func spans(
    _ count: Int, _ fives: ClosedRange<Int64>, _ start: Int64, _ random: inout Seeded
  ) -> [Range<Int64>] {
    (0..<count).map { _ in
      let from = (start / 300 + Int64.random(in: 0..<900, using: &random)) * 300
      return from..<from + 300 * Int64.random(in: fives, using: &random)
    }
  }

  /// Those that share no moment with one before; one without length may touch, and not lie inside.
  static func apart(_ spans: [Range<Int64>]) -> [Range<Int64>] {
    spans.reduce(into: []) { kept, span in
      let isApart = kept.allSatisfy { $0.upperBound <= span.lowerBound || span.upperBound <= $0.lowerBound }
      if isApart { kept.append(span) }
    }
  }

  /// The search as the module does it.
  var search: SlotSearch {
    SlotSearch(
      window: window,
      days: LocalDays(
        covering: Instant(seconds: window.lowerBound)..<Instant(seconds: window.upperBound), in: .amsterdam),
      minutes: minutes, step: step, limit: limit, place: place,
      people: people.map(\.calendar),
      rooms: rooms?.map { SlotSearch.Room(number: $0.number, seats: $0.seats, busy: FreeTime($0.busy)) },
      seats: seats)
  }

  /// Starts and rooms, found by trying.
  var answer: [(start: Int64, room: Int?)] {
    var found: [(start: Int64, room: Int?)] = []
    for start in stride(from: window.lowerBound, through: window.upperBound, by: 300)
    where found.count < limit {
      let slot = start..<start + Int64(minutes) * 60
      guard slot.upperBound <= window.upperBound, isOnGrid(start) else { continue }
      guard people.allSatisfy({ isFree($0, slot) }) else { continue }
      guard let rooms else {
        found.append((start, nil))
        continue
      }
      let fitting = rooms.filter { $0.seats >= seats && !$0.busy.contains(where: slot.overlaps) }
      if let room = fitting.min(by: { ($0.seats, $0.number) < ($1.seats, $1.number) }) {
        found.append((start, room.number))
      }
    }
    return found
  }

  func isOnGrid(_ moment: Int64) -> Bool {
    let minute = Zone.amsterdam.local(of: Instant(seconds: moment)).second / 60
    return (step < 60 ? minute % 60 : minute) % step == 0
  }

  func isFree(_ person: Person, _ meeting: Range<Int64>) -> Bool {
    if let within = person.within, within.clamped(to: meeting) != meeting { return false }
    let slot = person.needed(meeting)
    let cells = stride(from: slot.lowerBound, to: slot.upperBound, by: 300)
    guard cells.allSatisfy({ cell in person.working.contains { $0.contains(cell) } }),
      person.busy.allSatisfy({ isApart($0, slot) })
    else { return false }
    let added = PersonCalendar.Busy(slot, at: person.presence == .onSite ? place : nil)
    let day = (person.busy + [added]).sorted {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }
    let stops = day.filter { $0.place != nil }
    return zip(stops, stops.dropFirst()).allSatisfy { before, after in
      guard let from = before.place, let to = after.place else { return false }
      // Only journeys that the slot touches: another that never fitted is no fault of it.
      let touches =
        before == added || after == added
        || (before.span.upperBound <= slot.lowerBound && slot.upperBound <= after.span.lowerBound)
      return !touches
        || hasPiece(of: travel[from][to], in: before.span.upperBound..<after.span.lowerBound, without: day)
    }
  }

  private func isApart(_ busy: PersonCalendar.Busy, _ slot: Range<Int64>) -> Bool {
    busy.span.upperBound <= slot.lowerBound || slot.upperBound <= busy.span.lowerBound
      || (busy.span.isEmpty && busy.place == nil)
  }

  private func hasPiece(of minutes: Int, in gap: Range<Int64>, without day: [PersonCalendar.Busy]) -> Bool {
    var run = 0
    if minutes == 0 { return true }
    for cell in stride(from: gap.lowerBound, to: gap.upperBound, by: 300) {
      run = day.contains { $0.span.contains(cell) } ? 0 : run + 5
      if run >= minutes { return true }
    }
    return false
  }
}
