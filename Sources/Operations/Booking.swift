internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// An appointment asked for, once or many times: what must be known, whether it may be, and what is kept.
///
/// That nothing and nobody is taken twice, and that all can travel, is not decided here: the database refuses it under
/// the locks of all that is occupied.
struct Booking: Sendable {
  /// Who and what it takes, as the database knows them, and what is allowed.
  struct Party: Sendable {
    let colleagues: [Colleague]
    let cases: [Concerned]
    /// Resources of the children, each once.
    let children: [Int]
    /// Number of the place.
    let place: Int?
    let rooms: [RoomOfPlace]
    let reach: Reach
  }

  let call: Call
  let participants: Participants
  /// Seconds.
  let length: Int64
  private let cases: [Int]
  private let type: String
  /// Whether it is the sessions of a group, which the lead alone begins.
  private let isGroup: Bool
  /// How many seconds it is held as a proposal; nil: it is booked.
  private let held: Int?

  init(_ call: Call) throws(Failure) {
    self.call = call
    held = call.optionalDuration("ttl").map { $0.days * 86_400 + $0.seconds }
    cases = call.codes("case")
    type = try call.text("type")
    isGroup = false
    participants = try Participants(call, hasCase: !cases.isEmpty)
    length = Int64(try call.minutes("minutes")) * 60
    if call.isGiven("override"), !call.isGiven("reason") {
      throw .needed("reason", "Waarom buiten werktijd?", "Why outside working hours?")
    }
  }

  /// The sessions of a group.
  init(_ call: Call, _ group: GroupFounding) throws(Failure) {
    self.call = call
    held = nil
    cases = []
    type = "behandeling"
    isGroup = true
    participants = try Participants(call, leader: group.leader, others: group.capacity)
    length = Int64(try call.minutes("minutes")) * 60
  }

  private var logins: [String] { participants.workers.map(\.who) }

  /// When it is, where it begins at a moment of epoch seconds.
  func time(at start: Int64) -> MeetingTime {
    MeetingTime(call: call, participants: participants, span: start..<start + length)
  }

  // MARK: What must be known

  /// What `party` reads, around a span of epoch seconds.
  ///
  /// Whose time it is comes before whose it becomes, as wherever time is given out: workers and rooms, then cases, then
  /// children.
  func queries(around span: Range<Int>) -> [Query] {
    var queries = [
      Offers.lock(logins, at: participants.place, from: span.lowerBound), Colleague.query(logins, around: span),
    ]
    if !cases.isEmpty { queries += Bookings.cases(cases) }
    if let place = participants.place { queries.append(Rooms.of(place: place)) }
    return queries
  }

  /// Whose day begins and ends at a base, where that matters.
  func based(around span: Range<Int>) -> [Query] {
    guard participants.isOnSite else { return [] }
    return [
      Calendars.based(
        logins, place: participants.place, home: participants.isAtHome ? cases.first : nil,
        from: span.lowerBound - 86_400, to: span.upperBound + 86_400)
    ]
  }

  // MARK: Whether it may be

  /// Throws `input.time-past`, `input.value` for who no longer works here, `denied.team`, `state.case`.
  ///
  /// - Parameter field: the parameter that says when.
  func party(_ rows: [Rows], from start: Int64, _ field: String, _ asker: Asker) throws(Failure) -> Party {
    guard start >= asker.now.seconds else {
      throw .past(call, field)
    }
    let colleagues = try Colleague.everyone(logins, rows[1], call)
    let cases = self.cases.isEmpty ? [] : Concerned.all(rows[3])
    let place = participants.place == nil ? nil : rows[self.cases.isEmpty ? 2 : 4]
    let reach = Reach(asker, owners: cases.map(\.owners))
    try mayBook(colleagues, cases, reach, asker)
    try Self.checkScope(call, cases)
    guard cases.allSatisfy({ $0.status == "open" }) else { throw .closedCase }
    let children = cases.reduce(into: [Int]()) { found, one in
      if !found.contains(one.resource) { found.append(one.resource) }
    }
    return Party(
      colleagues: colleagues, cases: cases, children: children, place: place?.integer(0, 0),
      rooms: place.map(RoomOfPlace.all) ?? [], reach: reach)
  }

  /// Throws `conflict.hours`, unless they are set aside.
  func checkHours(_ time: MeetingTime, _ party: Party, _ asker: Asker) throws(Failure) {
    if !call.isGiven("override") { try time.worksThen(party.colleagues, asker) }
  }

  /// What is kept; throws `conflict.capacity`.
  ///
  /// - Parameter video: name of the video room, which says nothing and can be guessed by nobody.
  func entry(_ time: MeetingTime, _ party: Party, video: [UInt8], _ asker: Asker) throws(Failure) -> Bookings.Entry {
    let suitable = try time.suitable(party.rooms, seats: participants.seats(children: party.children.count))
    var entry = Bookings.Entry(
      start: Int(time.span.lowerBound), end: Int(time.span.upperBound), mode: participants.mode,
      type: type)
    entry.place = party.place
    entry.homeWijk = participants.isAtHome ? party.cases.first { $0.number == cases.first }?.wijk : nil
    entry.rooms = party.rooms.isEmpty ? nil : suitable
    if participants.isOnline {
      let name = video.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      entry.video = (name, asker.memberships.compactMap(\.team).first)
    }
    entry.workers = zip(party.colleagues, participants.workers).map { ($0.number, $0.resource, $1.mode) }
    entry.cases = party.cases.map(\.number)
    entry.clientMode = participants.clientMode ?? "none"
    entry.clients = participants.clientMode == nil ? [] : party.children
    entry.guests = participants.guests
    entry.note = call.optionalText("note")
    entry.overrideReason = call.isGiven("override") ? call.optionalText("reason") : nil
    entry.held = held
    return entry
  }

  /// What happens when it is kept once.
  func effect(
    at start: Int64, _ rows: [Rows], video: [UInt8], _ asker: Asker
  ) throws(Failure) -> Effect {
    let party = try party(rows, from: start, "at", asker)
    let time = time(at: start)
    try checkHours(time, party, asker)
    let entry = try entry(time, party, video: video, asker)
    if participants.isOnSite, let based = rows.last {
      try time.travelsFromBase(based, party.colleagues, asker.zone)
    }
    var effect = Effect(Bookings.book(entry), reply: held == nil ? Bookings.booked : Bookings.held)
    effect.makes = ["appointment"]
    effect.touches = party.touches
    effect.events = [Outbox.Event("appointment", "appointment", .made, held == nil ? "booked" : "held")]
    // A hold is a question still, of which nobody need know.
    if held == nil { effect.desk = asker.notices(to: party.colleagues.map(\.number), of: .made, "invited") }
    effect.explain = Obstacles(entry, party.names(asker.zone)).explain
    return effect
  }

  /// A test is one of intelligence, part of broader help (R11): each case needs a running traject that is no module.
  static func checkScope(_ call: Call, _ cases: [Concerned]) throws(Failure) {
    guard call.optionalText("type") == "test", cases.isEmpty || !cases.allSatisfy(\.bearsModules) else { return }
    throw Failure(
      .scopeNeedsTraject,
      Sentence(
        nl: "Een test kan alleen binnen een lopend, breder traject in de casus.",
        en: "A test is only done inside a running, broader traject in the case."),
      field: "type", column: call.column(of: "type"))
  }

  private func mayBook(_ colleagues: [Colleague], _ cases: [Concerned], _ reach: Reach, _ asker: Asker) throws(Failure)
  {
    let own = Set(asker.memberships.compactMap(\.team))
    // A team that is only invited finds no row of the case.
    guard cases.count == self.cases.count, cases.allSatisfy({ !$0.owners.isDisjoint(with: own) }) else {
      throw .team("Geen van uw teams is eigenaar van deze casus.", "None of your teams owns this case.")
    }
    if isGroup {
      guard colleagues.allSatisfy({ !$0.teams.isDisjoint(with: reach.led) }) else {
        throw .team(
          "Een groep begint de teamleider van wie haar leidt.", "A group is begun by the lead of who leads it.")
      }
      return
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
      throw .leadsHours
    }
  }
}

extension Booking.Party {
  /// Who goes by which resource.
  func names(_ zone: Zone) -> ObstacleNames { ObstacleNames(cases, colleagues.map { ($0.resource, $0.login) }, zone) }

  /// What the access log says of the cases.
  var touches: [Touch] { cases.map { reach.touch(client: $0.client, casus: $0.number, owners: $0.owners) } }
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
  /// Whether a traject runs that a module may be part of.
  let bearsModules: Bool
  /// How the child takes part in an appointment that is there already.
  let mode: String?

  /// Reads what `Bookings.cases` returned.
  static func all(_ rows: Rows) -> [Concerned] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let client = rows.integer(row, 2), let resource = rows.integer(row, 3)
      else { return nil }
      return Concerned(
        number: number, status: rows.text(row, 1) ?? "", client: client, resource: resource,
        wijk: rows.text(row, 4) ?? "",
        owners: rows.numbers(row, 5), bearsModules: rows.bool(row, 6) ?? false, mode: rows.text(row, 7))
    }
  }
}
