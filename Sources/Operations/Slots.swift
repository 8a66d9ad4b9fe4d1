internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let slots: [String: Operation] = [
    "slot.find": .reads { (call) throws(Failure) in
      let search = try SlotRequest(call)
      return Reading(search.queries) { (rows, asker) throws(Failure) in try search.answer(rows, asker) }
    }
  ]
}

/// A search for times that suit everybody.
private struct SlotRequest: Sendable {
  private static let longestWindow = 92 * 86_400

  private let call: Call
  private let participants: Participants
  private let from: Instant
  private let to: Instant
  private let minutes: Int
  private let step: Int
  private let casus: Int?
  private let needsRoom: Bool
  private let after: Int?

  init(_ call: Call) throws(Failure) {
    self.call = call
    casus = call.optionalCode("case")
    participants = try Participants(call, hasCase: casus != nil)
    from = try call.instant("from")
    to = try call.instant("to")
    guard from < to else { throw .backwards(call, "to") }
    guard to.seconds - from.seconds <= Self.longestWindow else {
      throw .value(call, "to", "Zoek over ten hoogste 92 dagen.", "Search over 92 days at the most.")
    }
    minutes = try call.minutes("minutes")
    step = try call.minutes("step")
    needsRoom = call.yes("room") && participants.place != nil
    after = try call.cursor(1)?.first
  }

  private var logins: [String] { participants.workers.map(\.who) }

  var queries: [Query] {
    // A day more on either side: travel to and from what lies just outside counts too.
    let around = Int(from.seconds) - 86_400..<Int(to.seconds) + 86_400
    var queries = [
      Colleague.query(logins, around: around),
      Calendars.busy(
        logins, casus: casus, isAtHome: participants.isAtHome, place: participants.place, withRooms: needsRoom,
        from: around.lowerBound, to: around.upperBound),
      Calendars.venue(place: participants.place, casus: casus),
    ]
    if let place = participants.place, needsRoom { queries.append(Rooms.of(place: place)) }
    return queries
  }

  func answer(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Answer {
    let colleagues = try Colleague.everyone(logins, rows[0], call)
    let busy = BusyTimes(rows[1])
    let rooms = needsRoom ? RoomOfPlace.all(rows[3]) : []
    let window = window(colleagues, asker)
    let days = LocalDays(
      covering: Instant(seconds: from.seconds - 86_400)..<Instant(seconds: to.seconds + 86_400), in: asker.zone)
    var people = zip(participants.workers, colleagues).map { worker, colleague in
      var taken = busy.of(colleague.resource)
      if let base = colleague.base {
        taken += PersonCalendar.anchors(at: base, hours: colleague.working(on: days), busy: taken, on: days)
      }
      let presence = Presence(mode: worker.mode)
      return PersonCalendar(presence, working: colleague.working(on: days, for: presence), busy: taken)
    }
    if let child = rows[2].integer(0, 1), participants.clientMode != nil {
      people.append(PersonCalendar(.online, working: FreeTime([days.span]), busy: busy.of(child)))
    }
    let search = SlotSearch(
      window: window, days: days, minutes: minutes, step: step, limit: call.limit + 1,
      place: participants.isAtHome ? busy.home(in: rows[2].text(0, 2)) : rows[2].integer(0, 0), people: people,
      rooms: needsRoom
        ? rooms.map {
          SlotSearch.Room(number: $0.number, seats: $0.seats, busy: FreeTime(busy.of($0.resource).map(\.span)))
        } : nil,
      seats: participants.seats(children: 1))
    let found = search.slots(travel: busy.travel)
    let names = Dictionary(uniqueKeysWithValues: rooms.map { ($0.number, $0.name) })
    let shown = found.prefix(call.limit).map { row($0, names, asker) }
    var ok: [JSON.Member] = [.init("rows", .integer(Int64(shown.count)))]
    if found.count > call.limit, let last = found.dropLast().last {
      ok.append(.init("next", .string(String(last.span.lowerBound))))
    }
    return .composed(rows: shown, ok: ok, touches: touches(rows[2]))
  }

  /// When a child is free is told of that child.
  private func touches(_ venue: Rows) -> [Touch] {
    guard let casus, let client = venue.integer(0, 3) else { return [] }
    return [
      Touch(
        client: .number(client), casus: .number(casus), ground: venue.text(0, 4) ?? "owner", role: venue.text(0, 5),
        team: venue.integer(0, 6))
    ]
  }

  /// What is asked, less what is over, too near or too far ahead for anybody, or shown on a former page.
  private func window(_ colleagues: [Colleague], _ asker: Asker) -> Range<Int64> {
    let soonest = colleagues.compactMap(\.notice).map { asker.zone.instant($0, after: asker.now).seconds }
    let furthest = colleagues.compactMap(\.horizon).map { asker.zone.instant($0, after: asker.now).seconds }
    let shown = after.map { Int64($0) + 1 }
    let start = soonest.reduce(max(from.seconds, asker.now.seconds, shown ?? from.seconds), max)
    return start..<max(start, furthest.reduce(to.seconds, min))
  }

  private func row(_ slot: Slot, _ rooms: [Int: String], _ asker: Asker) -> [JSON.Member] {
    func moment(_ seconds: Int64) -> JSON { .string(asker.zone.rfc3339(Instant(seconds: seconds))) }
    return [
      .init("start", moment(slot.span.lowerBound)), .init("end", moment(slot.span.upperBound)),
      .init("workers", .array(logins.map(JSON.string))),
      .init("place", (participants.isAtHome ? Catalogue.home : participants.place).map(JSON.string) ?? .null),
      .init("room", slot.room.flatMap { rooms[$0] }.map(JSON.string) ?? .null),
      .init("travel_before", .integer(Int64(slot.travelBefore))),
      .init("travel_after", .integer(Int64(slot.travelAfter))),
      .init("score", .integer(Int64(slot.score))),
      .init("why", .array(slot.why.map { .string($0.sentence(asker.language)) })),
    ]
  }
}

/// A room an appointment may take.
struct RoomOfPlace: Sendable {
  let number: Int
  let name: String
  let seats: Int
  let resource: Int

  /// Reads what `Rooms.of` returned, the smallest first.
  static func all(_ rows: Rows) -> [RoomOfPlace] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 1), let name = rows.text(row, 2), let seats = rows.integer(row, 3),
        let resource = rows.integer(row, 4)
      else { return nil }
      return RoomOfPlace(number: number, name: name, seats: seats, resource: resource)
    }
  }
}

extension Slot.Reason {
  fileprivate func sentence(_ language: Language) -> String {
    let sentence =
      switch key {
      case .travelAdded: Sentence(nl: "\(value) minuten extra reizen", en: "\(value) more minutes of travel")
      case .leftOver:
        Sentence(
          nl: "laat \(value) minuten over, te kort voor nog een", en: "leaves \(value) minutes, too short for another")
      case .seatsOver: Sentence(nl: "\(value) stoelen blijven leeg", en: "\(value) seats stay empty")
      }
    return sentence(language)
  }
}
