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
  /// How many seconds it is held as a proposal; nil: it is booked.
  private let held: Int?

  init(_ call: Call, video: [UInt8]) throws(Failure) {
    self.call = call
    held = call.optionalDuration("ttl").map { $0.days * 86_400 + $0.seconds }
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
      throw .past(call)
    }
    let colleagues = try Colleague.everyone(logins, rows[0], call)
    let cases = self.cases.isEmpty ? [] : Concerned.all(rows[2])
    let place = participants.place == nil ? nil : rows[self.cases.isEmpty ? 1 : 3]
    let reach = Reach(asker, owners: cases.map(\.owners))
    try mayBook(colleagues, cases, reach, asker)
    try Self.checkScope(call, cases)
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

    entry.held = held
    var effect = Effect(Bookings.book(entry), reply: held == nil ? Bookings.booked : Bookings.held)
    effect.makes = ["appointment"]
    effect.touches = cases.map { reach.touch(client: $0.client, casus: $0.number, owners: $0.owners) }
    effect.events = [Outbox.Event("appointment", "appointment", .made, held == nil ? "booked" : "held")]
    effect.explain = Obstacles(entry, colleagues, cases, asker.zone).explain
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
