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
  private let needs: [(count: Int, discipline: String?)]
  private let from: Instant
  private let to: Instant
  private let minutes: Int
  private let step: Int
  private let casus: Int?
  private let tellsRoom: Bool
  private let avoidsSchool: Bool
  private let after: Int?

  init(_ call: Call) throws(Failure) {
    self.call = call
    casus = call.optionalCode("case")
    needs = try Self.needs(call)
    participants = try Participants(call, hasCase: casus != nil, others: needs.reduce(0) { $0 + $1.count })
    from = try call.instant("from")
    to = try call.instant("to")
    guard from < to else { throw .backwards(call, "to") }
    guard to.seconds - from.seconds <= Self.longestWindow else {
      throw .value(call, "to", "Zoek over ten hoogste 92 dagen.", "Search over 92 days at the most.")
    }
    minutes = try call.minutes("minutes")
    step = try call.minutes("step")
    tellsRoom = call.yes("room")
    avoidsSchool = call.yes("avoid-school")
    after = try call.cursor(1)?.first
  }

  /// How many of which discipline; a team alone stands for one of it, whoever that is.
  private static func needs(_ call: Call) throws(Failure) -> [(count: Int, discipline: String?)] {
    var needs: [(count: Int, discipline: String?)] = []
    for (count, discipline) in call.needs("need") {
      if let index = needs.firstIndex(where: { $0.discipline == discipline }) {
        needs[index].count += count
      } else {
        needs.append((count, discipline))
      }
    }
    if needs.isEmpty, call.isGiven("team") { needs = [(1, nil)] }
    guard !needs.isEmpty || call.isGiven("with") else {
      throw .needed(
        "with", "Met wie? Noem medewerkers (with), wie er nodig zijn (need) of een team.",
        "With whom? Name workers (with), who is needed (need) or a team.")
    }
    return needs
  }

  private var logins: [String] { participants.workers.map(\.who) }

  private var sought: Calendars.Sought {
    let disciplines = needs.compactMap(\.discipline)
    return Calendars.Sought(
      logins, casus: casus, needsOthers: !needs.isEmpty, team: call.optionalSlug("team"),
      disciplines: disciplines.isEmpty ? nil : disciplines)
  }

  /// Epoch seconds of what matters: a day more on either side, because travel to and from what lies just outside counts
  /// too; where somebody is to be chosen, whole weeks, because who has least to do in one comes first.
  private var around: Range<Int> {
    var first = CivilDate(day: Int(from.seconds) / 86_400)
    var last = CivilDate(day: Int(to.seconds) / 86_400)
    if !needs.isEmpty {
      first = first.adding(days: 1 - first.weekday.rawValue)
      last = last.adding(days: 7 - last.weekday.rawValue)
    }
    return (first.day - 1) * 86_400..<(last.day + 2) * 86_400
  }

  /// What only some searches ask.
  private enum Look {
    case stop(String)
    case rooms(String)
    case child(Int)
    case school
  }

  private var looks: [Look] {
    var looks: [Look] = []
    if let place = participants.place { looks += [.stop(place), .rooms(place)] }
    if let casus { looks.append(.child(casus)) }
    if avoidsSchool { looks.append(.school) }
    return looks
  }

  var queries: [Query] {
    let around = around
    var queries = [
      Colleague.query(sought, around: around),
      Calendars.busy(
        sought, isAtHome: participants.isAtHome, place: participants.place, withRooms: participants.place != nil,
        from: around.lowerBound, to: around.upperBound),
    ]
    for look in looks {
      switch look {
      case .stop(let place): queries.append(Calendars.stop(of: place))
      case .rooms(let place): queries.append(Rooms.of(place: place))
      case .child(let casus): queries.append(Calendars.child(of: casus))
      case .school:
        let (first, last) = (around.lowerBound / 86_400, around.upperBound / 86_400)
        queries.append(Calendars.schoolFree(from: CivilDate(day: first).iso, to: CivilDate(day: last).iso))
      }
    }
    return queries
  }

  func answer(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Answer {
    let found = Colleague.all(rows[0])
    let busy = BusyTimes(rows[1])
    var (stop, child, rooms, school): (Rows?, Rows?, [RoomOfPlace], Rows?) = (nil, nil, [], nil)
    for (look, rows) in zip(looks, rows.dropFirst(2)) {
      switch look {
      case .stop: stop = rows
      case .rooms: rooms = RoomOfPlace.all(rows)
      case .child: child = rows
      case .school: school = rows
      }
    }
    // Who is only invited knows of the case, but of nobody's child: what suits it could not be told.
    if let child, child.count == 0 { throw .notReading }
    let days = LocalDays(
      covering: Instant(seconds: Int64(around.lowerBound))..<Instant(seconds: Int64(around.upperBound)), in: asker.zone)
    var agenda = SlotAgenda(busy: busy, days: days, asker: asker)
    var people: [PersonCalendar] = []
    for (worker, colleague) in zip(participants.workers, try Colleague.everyone(logins, among: found, call)) {
      people.append(agenda.calendar(of: colleague, Presence(mode: worker.mode)))
    }
    if let resource = child?.integer(0, 0), participants.clientMode != nil {
      people.append(PersonCalendar(.online, working: FreeTime([days.span]), busy: busy.of(resource)))
    }
    let named = Set(logins)
    let presence = Presence(mode: participants.others.mode)
    var open: [Need] = []
    for need in needs {
      let candidates = found.filter {
        !named.contains($0.login) && (need.discipline == nil || need.discipline == $0.discipline)
      }
      open.append(
        Need(
          need.count,
          of: candidates.map { Need.Candidate($0.login, isOwn: $0.isOwn, agenda.calendar(of: $0, presence)) }))
    }
    let search = SlotSearch(
      window: window(asker), days: days, minutes: minutes, step: step, limit: call.limit + 1,
      place: busy.place(participants.isAtHome ? child?.integer(0, 1) : stop?.integer(0, 0)), people: people,
      needs: open,
      // Where there are rooms an appointment takes one, so that none free is no time, whether or not the room is asked.
      rooms: rooms.isEmpty && !(tellsRoom && participants.place != nil)
        ? nil
        : rooms.map {
          SlotSearch.Room(number: $0.number, seats: $0.seats, busy: FreeTime(busy.of($0.resource).map(\.span)))
        },
      seats: participants.seats(children: 1),
      avoiding: school.map { schoolHours($0, on: days) })
    return answer(search.slots(travel: busy.travel), open, rooms, child, asker)
  }

  private func answer(
    _ found: [Slot], _ open: [Need], _ rooms: [RoomOfPlace], _ child: Rows?, _ asker: Asker
  ) -> Answer {
    let names = Dictionary(uniqueKeysWithValues: rooms.map { ($0.number, $0.name) })
    let shown = found.prefix(call.limit).map { row($0, names, asker) }
    var ok: [JSON.Member] = [.init("rows", .integer(Int64(shown.count)))]
    if found.count > call.limit, let last = found.dropLast().last {
      ok.append(.init("next", .string(String(last.span.lowerBound))))
    }
    let short = zip(needs, open).filter { $1.candidates.count < $1.count }.map { need, open in
      Sentence(
        nl: "\(need.discipline ?? "team"): \(open.count) gevraagd, \(open.candidates.count) te kiezen",
        en: "\(need.discipline ?? "team"): \(open.count) asked, \(open.candidates.count) to choose from"
      )(asker.language)
    }
    if !short.isEmpty { ok.append(.init("why", .array(short.map(JSON.string)))) }
    return .composed(rows: shown, ok: ok, touches: touches(child))
  }

  /// When a child is free is told of that child.
  private func touches(_ child: Rows?) -> [Touch] {
    guard let casus, let child, let client = child.integer(0, 2) else { return [] }
    return [
      Touch(
        client: .number(client), casus: .number(casus), ground: child.text(0, 3) ?? "owner", role: child.text(0, 4),
        team: child.integer(0, 5))
    ]
  }

  /// What is asked, less what is over or shown on a former page.
  private func window(_ asker: Asker) -> Range<Int64> {
    let start = max(from.seconds, asker.now.seconds, after.map { Int64($0) + 1 } ?? from.seconds)
    return start..<max(start, to.seconds)
  }

  private func schoolHours(_ rows: Rows, on days: LocalDays) -> FreeTime {
    let closed = (rows.text(0, 0) ?? "").split(separator: " ").compactMap { CivilDate(iso: $0) }
    let breaks = (rows.text(0, 1) ?? "").split(separator: " ").compactMap { text -> Range<CivilDate>? in
      let ends = text.split(separator: "/").compactMap { CivilDate(iso: $0) }
      return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
    return SchoolHours.hours(on: days, closed: Set(closed), breaks: breaks)
  }

  private func row(_ slot: Slot, _ rooms: [Int: String], _ asker: Asker) -> [JSON.Member] {
    func moment(_ seconds: Int64) -> JSON { .string(asker.zone.rfc3339(Instant(seconds: seconds))) }
    return [
      .init("start", moment(slot.span.lowerBound)), .init("end", moment(slot.span.upperBound)),
      .init("workers", .array((logins + slot.chosen).map(JSON.string))),
      .init("place", (participants.isAtHome ? Catalogue.home : participants.place).map(JSON.string) ?? .null),
      .init("room", slot.room.flatMap { tellsRoom ? rooms[$0] : nil }.map(JSON.string) ?? .null),
      .init("travel_before", .integer(Int64(slot.travelBefore))),
      .init("travel_after", .integer(Int64(slot.travelAfter))),
      .init("score", .integer(Int64(slot.score))),
      .init(
        "why", .array(slot.why.filter { tellsRoom || !$0.isOfRoom }.map { .string($0.sentence(asker.language)) })),
    ]
  }
}

/// The calendars of the people of one search.
private struct SlotAgenda {
  let busy: BusyTimes
  let days: LocalDays
  let asker: Asker
  /// Moments so long after now: few settings serve many people.
  private var moments: [Span: Int64] = [:]

  init(busy: BusyTimes, days: LocalDays, asker: Asker) {
    self.busy = busy
    self.days = days
    self.asker = asker
  }

  mutating func calendar(of colleague: Colleague, _ presence: Presence) -> PersonCalendar {
    let soonest = colleague.notice.map { moment($0) } ?? asker.now.seconds
    let furthest = colleague.horizon.map { moment($0) } ?? days.span.upperBound
    return PersonCalendar(
      presence, working: colleague.working(on: days, for: presence), busy: busy.of(colleague, on: days),
      prepare: colleague.prepare,
      followUp: colleague.followUp, within: soonest..<max(soonest, furthest))
  }

  private mutating func moment(_ span: Span) -> Int64 {
    if let known = moments[span] { return known }
    let moment = asker.zone.instant(span, after: asker.now).seconds
    moments[span] = moment
    return moment
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
  /// Whether it tells of the room, and of nothing where that is not asked.
  fileprivate var isOfRoom: Bool { if case .seatsOver = self { true } else { false } }

  fileprivate func sentence(_ language: Language) -> String {
    let sentence =
      switch self {
      case .ownWorker(let login): Sentence(nl: "\(login) helpt dit kind al", en: "\(login) helps this child already")
      case .withoutOwnWorker(let login):
        Sentence(
          nl: "\(login), die dit kind al helpt, kan dan niet",
          en: "\(login), who helps this child already, cannot come then")
      case .load(let login, let minutes):
        Sentence(
          nl: "\(login) heeft die week \(Self.hours(minutes)) uur afspraken",
          en: "\(login) has \(Self.hours(minutes)) hours of appointments that week")
      case .travelAdded(let minutes):
        Sentence(nl: "\(minutes) minuten extra reizen", en: "\(minutes) more minutes of travel")
      case .leftOver(let minutes):
        Sentence(
          nl: "laat \(minutes) minuten over, te kort voor nog een",
          en: "leaves \(minutes) minutes, too short for another")
      case .seatsOver(let seats):
        Sentence(
          nl: seats == 1 ? "1 stoel blijft leeg" : "\(seats) stoelen blijven leeg",
          en: seats == 1 ? "1 seat stays empty" : "\(seats) seats stay empty")
      case .outsideSchool: Sentence(nl: "buiten schooltijd", en: "outside school hours")
      }
    return sentence(language)
  }

  /// Minutes as hours, `7:30`; the same in both languages.
  private static func hours(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return "\(hours):\(rest < 10 ? "0" : "")\(rest)"
  }
}
