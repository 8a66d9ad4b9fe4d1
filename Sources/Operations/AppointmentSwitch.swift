internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// One appointment switched to another way of meeting: for all who take part, or for one of them.
enum AppointmentSwitch {
  static let switchable = ["gepland", "bevestigd"]

  static func change(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    for name in ["team", "from", "to"] where call.isGiven(name) {
      throw .value(call, name, "Noem één afspraak of een team.", "Name one appointment, or a team.")
    }
    let mode = try call.text("mode")
    if call.isGiven("who"), mode == "hybrid" {
      throw .value(
        call, "mode", "Eén deelnemer is er op één manier.", "One participant takes part in one way.",
        allowed: Kind.presences)
    }
    let venue = try Venue(call)
    return try .appointment(call, Switching.queries(number, venue)) { (standing, rows, asker) throws(Failure) in
      let participant = call.isGiven("who") ? try standing.participant(call, "who") : nil
      try standing.check(isOneOf: switchable)
      let switching = Switching(
        workers: standing.workers.map { ($0.login, $0.mode) }, span: standing.span, mode: mode, of: participant)
      let colleagues = try Colleague.everyone(standing.workers.map(\.login), rows[0], call)
      try venue.check(call, rows[2], standing)
      try switching.worksThen(call, colleagues, asker)
      try switching.travelsFromBase(call, rows[1], colleagues, asker)

      let workers = standing.workers.map { one in
        (number: one.number, resource: one.resource, mode: switching.mode(of: one.login) ?? one.mode)
      }
      var new = AppointmentChanges.Arrangement(number, "switched")
      new.reason = call.optionalText("reason")
      new.mode = participant == nil ? mode : "follow"
      switch participant {
      case nil: new.everyone = mode == "hybrid" ? nil : mode
      case .worker: new.workers = workers.map { ($0.number, $0.mode) }
      case .child(_, let cases): new.cases = cases.map { ($0, mode) }
      case .guest(let label): new.guests = standing.guests.map { ($0.label, $0.label == label ? mode : $0.mode) }
      }
      venue.settle(&new, rows[2])
      new.team = asker.memberships.compactMap(\.team).first
      var effect = standing.effect([AppointmentChanges.rearrange(new)], reply: AppointmentChanges.told)
      var taking = standing.entry(of: workers)
      venue.settle(&taking, rows[2], standing)
      effect.explain = Obstacles(standing, taking: taking, asker.zone, field: "mode").explain
      return effect
    }
  }
}

/// Where who comes in person meets, where the call says so.
struct Venue: Sendable {
  /// Slug of the place; nil where none is named, or the child's home is.
  let place: String?
  let isAtHome: Bool
  let room: String?

  init(_ call: Call) throws(Failure) {
    let named = call.optionalText("place")
    isAtHome = named == Catalogue.home
    place = isAtHome ? nil : named
    room = call.optionalText("room")
  }

  /// The rooms of the place named, else of an appointment's.
  func rooms(of number: Int?) -> Query {
    if let place { return Rooms.of(place: place) }
    return Rooms.of(appointment: number ?? 0)
  }

  /// Whether there is a home, and a room of that name.
  func check(_ call: Call, _ rooms: Rows, _ standing: AppointmentStanding) throws(Failure) {
    if isAtHome, standing.cases.isEmpty {
      throw .value(
        call, "place", "Zonder casus is er geen kind dat thuis bezocht wordt.",
        "Without a case there is no child who is visited at home.")
    }
    let known = RoomOfPlace.all(rooms)
    guard let room, !isAtHome, !known.isEmpty, !known.contains(where: { $0.name == room }) else { return }
    throw .value(call, "room", "Deze kamer is daar niet.", "That room is not there.", allowed: known.map(\.name))
  }

  /// Puts it into what is laid anew.
  func settle(_ new: inout AppointmentChanges.Arrangement, _ rooms: Rows) {
    new.place = place == nil ? nil : rooms.integer(0, 0)
    new.isAtHome = isAtHome
    new.room = room
  }

  /// Puts it into what is to be taken.
  func settle(_ entry: inout Bookings.Entry, _ rooms: Rows, _ standing: AppointmentStanding) {
    guard isAtHome || place != nil else { return }
    entry.place = place == nil ? nil : rooms.integer(0, 0)
    entry.homeWijk = isAtHome ? standing.cases.min { $0.number < $1.number }?.wijk : nil
  }
}

/// Who comes in another way than before, and whether that can be.
struct Switching: Sendable {
  /// Those whose way changes, and how it was.
  private let changed: [(login: String, was: String)]
  private let mode: String
  private let span: Range<Int64>

  /// - Parameter participant: the only one whose way changes; nil: all.
  init(
    workers: [(login: String, mode: String)], span: Range<Int64>, mode: String,
    of participant: AppointmentStanding.Participant?
  ) {
    self.mode = mode
    self.span = span
    switch participant {
    case nil: changed = mode == "hybrid" ? [] : workers.filter { $0.mode != mode }.map { ($0.login, $0.mode) }
    case .worker(let login):
      changed = workers.filter { $0.login == login && $0.mode != mode }.map { ($0.login, $0.mode) }
    case .child, .guest: changed = []
    }
  }

  /// How somebody comes from now on; nil: as before.
  func mode(of login: String) -> String? { changed.contains { $0.login == login } ? mode : nil }

  /// What is looked at besides the appointment: colleagues, those with a base, rooms.
  static func queries(_ number: Int, _ venue: Venue) -> [Query] {
    [
      Calendars.people(in: number), Calendars.based(for: number, at: venue.place), venue.rooms(of: number),
    ]
  }

  /// Whether those whose way changes work in that way then; who is there outside hours anyway stays.
  func worksThen(_ call: Call, _ colleagues: [Colleague], _ asker: Asker) throws(Failure) {
    let time = time(call, changed.map { ($0.login, mode) })
    let presence = Presence(mode: mode)
    let moving = changed.compactMap { one -> Colleague? in
      guard let colleague = colleagues.first(where: { $0.login == one.login }), Presence(mode: one.was) != presence
      else {
        return nil
      }
      let taken = colleague.taken(span)
      return colleague.working(on: time.days(taken, asker.zone), for: Presence(mode: one.was)).contains(taken)
        ? colleague : nil
    }
    let asked = self.time(call, moving.map { ($0.login, mode) })
    try asked.worksThen(moving, asker)
  }

  /// Whether those who come in person from now on get there from their base and back.
  func travelsFromBase(
    _ call: Call, _ based: Rows, _ colleagues: [Colleague], _ asker: Asker
  ) throws(Failure) {
    guard mode == "on-site" else { return }
    let coming = colleagues.filter { one in changed.contains { $0.login == one.login } }
    try time(call, coming.map { ($0.login, mode) }).travelsFromBase(based, coming, asker.zone)
  }

  private func time(_ call: Call, _ workers: [(who: String, mode: String)]) -> MeetingTime {
    MeetingTime(
      call: call, participants: Participants(workers: workers, mode: mode, place: nil, isAtHome: false), span: span,
      field: "mode")
  }
}
