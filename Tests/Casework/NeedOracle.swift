import Casework

/// A made-up search for so many out of some, and its answer found by trying every moment and every person.
struct NeedOracle {
  struct Candidate {
    let name: String
    let isOwn: Bool
    let person: SlotOracle.Person
  }

  /// Who takes part anyhow, where and when.
  let base: SlotOracle
  let needs: [(count: Int, candidates: [Candidate])]
  let isSchoolAvoided: Bool
  /// A Monday on which there is no school.
  let closed: Set<CivilDate>

  init(seed: UInt64) {
    base = SlotOracle(seed: seed &+ 10_000)
    var random = Seeded(seed &+ 20_000)
    let start = base.window.lowerBound
    let isOnSite = base.place != nil && Int.random(in: 0..<4, using: &random) > 0
    let window = base.window
    needs = (0..<Int.random(in: 1...2, using: &random)).map { need in
      let candidates = (0..<Int.random(in: 1...7, using: &random)).map { number in
        var person = SlotOracle.Person(
          presence: isOnSite ? .onSite : .online,
          working: SlotOracle.spans(Int.random(in: 2...5, using: &random), 100...300, start - 60_000, &random),
          busy: SlotOracle.apart(
            SlotOracle.spans(Int.random(in: 0...30, using: &random), 0...12, start - 20_000, &random)
          ).map { PersonCalendar.Busy($0, at: [nil, nil, 0, 1, 2, 3].randomElement(using: &random) ?? nil) })
        person.prepare = [0, 0, 0, 5, 15].randomElement(using: &random) ?? 0
        person.followUp = [0, 0, 0, 5, 10].randomElement(using: &random) ?? 0
        if Int.random(in: 0..<4, using: &random) == 0 {
          let from = window.lowerBound + 300 * Int64.random(in: 0..<50, using: &random)
          person.within = from..<max(from, window.upperBound - 300 * Int64.random(in: 0..<50, using: &random))
        }
        return Candidate(name: "p\(need)\(number)", isOwn: Int.random(in: 0..<4, using: &random) == 0, person: person)
      }
      return (min(candidates.count + 1, Int.random(in: 1...3, using: &random)), candidates)
    }
    isSchoolAvoided = Bool.random(using: &random)
    closed = Bool.random(using: &random) ? [day("2026-11-23")] : []
  }

  private var days: LocalDays {
    LocalDays(
      covering: Instant(
        seconds: base.window.lowerBound - 8 * 86_400)..<Instant(
          seconds: base.window.upperBound + 8 * 86_400), in: .amsterdam)
  }

  /// The search as the module does it.
  var search: SlotSearch {
    let needs = needs.map { need in
      Need(need.count, of: need.candidates.map { Need.Candidate($0.name, isOwn: $0.isOwn, $0.person.calendar) })
    }
    return SlotSearch(
      window: base.window, days: days, minutes: base.minutes, step: base.step, limit: base.limit, place: base.place,
      people: base.people.prefix(1).map(\.calendar), needs: needs, rooms: base.search.rooms, seats: base.seats,
      avoiding: isSchoolAvoided ? SchoolHours.hours(on: days, closed: closed, breaks: []) : nil)
  }

  /// Starts, who is chosen, and how many own workers are gone past, found by trying.
  var answer: [(start: Int64, chosen: [String], missed: Int)] {
    var found: [(start: Int64, chosen: [String], missed: Int)] = []
    for start in stride(from: base.window.lowerBound, through: base.window.upperBound, by: 300)
    where found.count < base.limit {
      let slot = start..<start + Int64(base.minutes) * 60
      guard slot.upperBound <= base.window.upperBound, base.isOnGrid(start), !touchesSchool(slot) else { continue }
      guard base.people.prefix(1).allSatisfy({ base.isFree($0, slot) }) else { continue }
      if let rooms = base.rooms {
        guard rooms.contains(where: { $0.seats >= base.seats && !$0.busy.contains(where: slot.overlaps) }) else {
          continue
        }
      }
      var chosen: [String] = []
      var missed = 0
      let isMet = needs.allSatisfy { need in
        let able = need.candidates.filter { base.isFree($0.person, slot) }
        guard able.count >= need.count else { return false }
        let best = able.sorted { rank($0, slot) < rank($1, slot) }.prefix(need.count)
        chosen += best.map(\.name)
        let own = need.candidates.count { $0.isOwn }
        missed += min(own, need.count) - best.count { $0.isOwn }
        return true
      }
      if isMet { found.append((start, chosen, missed)) }
    }
    return found
  }

  private func rank(_ candidate: Candidate, _ slot: Range<Int64>) -> (Int, Int, Int, String) {
    let person = candidate.person
    let date = Zone.amsterdam.local(of: Instant(seconds: slot.lowerBound)).date
    let monday = date.adding(days: 1 - date.weekday.rawValue)
    let week = moment(monday.iso)..<moment(monday.adding(days: 7).iso)
    let load = person.busy.reduce(0) { $0 + Int($1.span.clamped(to: week).count) / 60 }
    return (candidate.isOwn ? 0 : 1, load, added(person, slot, on: date), candidate.name)
  }

  /// Travel the day would not have without it.
  private func added(_ person: SlotOracle.Person, _ meeting: Range<Int64>, on date: CivilDate) -> Int {
    guard person.presence == .onSite, let place = base.place else { return 0 }
    let slot = person.needed(meeting)
    let today = moment(date.iso)..<moment(date.adding(days: 1).iso)
    let stops = person.busy.filter { $0.place != nil }.sorted {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }
    let from = stops.last { $0.span.upperBound <= slot.lowerBound }.flatMap {
      today.contains($0.span.upperBound) ? $0.place : nil
    }
    let to = stops.first { $0.span.upperBound > slot.lowerBound }.flatMap {
      today.contains($0.span.lowerBound) ? $0.place : nil
    }
    let way = { (a: Int?, b: Int?) in a.flatMap { a in b.map { base.travel[a][$0] } } ?? 0 }
    return max(0, way(from, place) + way(place, to) - way(from, to))
  }

  private func touchesSchool(_ slot: Range<Int64>) -> Bool {
    guard isSchoolAvoided else { return false }
    return stride(from: slot.lowerBound, to: slot.upperBound, by: 300).contains { cell in
      let local = Zone.amsterdam.local(of: Instant(seconds: cell))
      let end = local.date.weekday == .wed ? 12 * 60 + 30 : 15 * 60
      return local.date.weekday <= .fri && !closed.contains(local.date)
        && (8 * 60 + 30..<end).contains(local.second / 60)
    }
  }
}
