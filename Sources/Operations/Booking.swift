internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// An appointment asked for: what must be known, whether it may be, and what is kept.
///
/// That nothing and nobody is taken twice, and that all can travel, is not decided here: the database refuses it under
/// the locks of all that is occupied.
struct Booking: Sendable {
  private let call: Call
  private let cases: [Int]
  private let time: MeetingTime
  /// Name of the video room, which says nothing and can be guessed by nobody.
  private let video: String

  init(_ call: Call, video: [UInt8]) throws(Failure) {
    self.call = call
    cases = call.codes("case")
    let participants = try Participants(call, hasCase: !cases.isEmpty)
    let start = try call.instant("at").seconds
    time = MeetingTime(
      call: call, participants: participants, span: start..<start + Int64(try call.minutes("minutes")) * 60)
    self.video = video.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    if call.isGiven("override"), !call.isGiven("reason") {
      throw .needed("reason", "Waarom buiten werktijd?", "Why outside working hours?")
    }
  }

  private var participants: Participants { time.participants }
  private var span: Range<Int64> { time.span }
  private var logins: [String] { participants.workers.map(\.who) }

  // MARK: What must be known

  /// Whose time it is comes before whose it becomes, as wherever time is given out: workers and rooms, then cases, then
  /// children.
  var lock: Query { Offers.lock(logins, at: participants.place, from: Int(span.lowerBound)) }

  var queries: [Query] {
    let around = Int(span.lowerBound)..<Int(span.upperBound)
    var queries = [Colleague.query(logins, around: around)]
    if !cases.isEmpty { queries += Bookings.cases(cases) }
    if let place = participants.place { queries.append(Rooms.of(place: place)) }
    if participants.isOnSite {
      queries.append(
        Calendars.based(
          logins, place: participants.place, home: participants.isAtHome ? cases.first : nil,
          from: around.lowerBound - 86_400, to: around.upperBound + 86_400))
    }
    return queries
  }

  // MARK: Whether it may be

  func decide(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    guard span.lowerBound >= asker.now.seconds else {
      throw Failure(
        .inputTimePast, Sentence(nl: "Dat is al voorbij.", en: "That is over."), field: "at",
        column: call.column(of: "at"))
    }
    let colleagues = try Colleague.everyone(logins, rows[0], call)
    let cases = self.cases.isEmpty ? [] : Concerned.all(rows[2])
    let place = participants.place == nil ? nil : rows[self.cases.isEmpty ? 1 : 3]
    let reach = Reach(asker, owners: cases.map(\.owners))
    try mayBook(colleagues, cases, reach, asker)
    guard cases.allSatisfy({ $0.status == "open" }) else { throw .closedCase }
    if !call.isGiven("override") { try time.worksThen(colleagues, asker) }
    let children = cases.reduce(into: [Int]()) { found, one in
      if !found.contains(one.resource) { found.append(one.resource) }
    }
    let rooms = place.map(RoomOfPlace.all) ?? []
    let suitable = try time.suitable(rooms, seats: participants.seats(children: children.count))
    if participants.isOnSite, let based = rows.last { try time.travelsFromBase(based, colleagues, asker.zone) }

    var entry = Bookings.Entry(
      start: Int(span.lowerBound), end: Int(span.upperBound), mode: participants.mode, type: try call.text("type"))
    entry.place = place?.integer(0, 0)
    entry.homeWijk = participants.isAtHome ? cases.first { $0.number == self.cases.first }?.wijk : nil
    entry.rooms = rooms.isEmpty ? nil : suitable
    if participants.isOnline { entry.video = (video, asker.memberships.compactMap(\.team).first) }
    entry.workers = zip(colleagues, participants.workers).map { ($0.number, $0.resource, $1.mode) }
    entry.cases = cases.map(\.number)
    entry.clientMode = participants.clientMode ?? "none"
    entry.clients = participants.clientMode == nil ? [] : children
    entry.guests = participants.guests
    entry.note = call.optionalText("note")
    entry.overrideReason = call.isGiven("override") ? call.optionalText("reason") : nil

    var effect = Effect(Bookings.book(entry), reply: Bookings.booked)
    effect.makes = ["appointment"]
    effect.touches = cases.map { reach.touch(client: $0.client, casus: $0.number, owners: $0.owners) }
    effect.events = [Outbox.Event("appointment", "appointment", .made, "booked")]
    effect.explain = Obstacles(entry, colleagues, cases, asker.zone).explain
    return effect
  }

  private func mayBook(_ colleagues: [Colleague], _ cases: [Concerned], _ reach: Reach, _ asker: Asker) throws(Failure)
  {
    let own = Set(asker.memberships.compactMap(\.team))
    // A team that is only invited finds no row of the case.
    guard cases.count == self.cases.count, cases.allSatisfy({ !$0.owners.isDisjoint(with: own) }) else {
      throw .team("Geen van uw teams is eigenaar van deze casus.", "None of your teams owns this case.")
    }
    let takesPart = colleagues.contains { $0.number == asker.worker }
    func covers(_ teams: Set<Int>) -> Bool {
      colleagues.allSatisfy { $0.number == asker.worker || !$0.teams.isDisjoint(with: teams) }
    }
    guard covers(takesPart ? reach.shared : reach.planned) else {
      throw takesPart
        ? .team(
          "U plant met collega's van uw team, of van een team dat deze casus mee bezit.",
          "You book with colleagues of your team, or of a team that owns this case too.")
        : .team(
          "Zonder zelf mee te doen plant alleen een teamleider of planner, voor het eigen team.",
          "Without taking part only a lead or planner books, for the own team.")
    }
    if call.isGiven("override"), reach.led.isEmpty || !covers(reach.led) {
      throw .team(
        "Buiten werktijd plant alleen een teamleider van wie meedoen.",
        "Outside working hours only a lead of those who take part books.")
    }
  }
}

/// A case an appointment is for.
struct Concerned: Sendable {
  let number: Int
  let status: String
  let client: Int
  /// The child's number among what can be occupied.
  let resource: Int
  /// Where the child lives.
  let wijk: String
  let owners: Set<Int>

  /// Reads what `Bookings.cases` returned.
  static func all(_ rows: Rows) -> [Concerned] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let client = rows.integer(row, 2), let resource = rows.integer(row, 3)
      else { return nil }
      return Concerned(
        number: number, status: rows.text(row, 1) ?? "", client: client, resource: resource,
        wijk: rows.text(row, 4) ?? "",
        owners: rows.numbers(row, 5))
    }
  }
}
