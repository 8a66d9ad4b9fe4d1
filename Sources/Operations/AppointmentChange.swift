internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What an appointment is about, who takes part, and in which room.
enum AppointmentChange {
  private static let changeable = ["voorstel", "gepland", "bevestigd"]

  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    let named = call.participants("with")
    let load = [
      Calendars.people(in: number, joining: named.map(\.who)), Calendars.based(for: number, joining: named.map(\.who)),
      Rooms.of(appointment: number), Appointments.helpers(number),
    ]
    return try .appointment(call, load) { (standing, rows, asker) throws(Failure) in
      let usual = standing.mode == "hybrid" ? "on-site" : standing.mode
      let workers =
        named.isEmpty
        ? nil
        : named.map { one in
          (who: one.who, mode: one.mode ?? standing.workers.first { $0.login == one.who }?.mode ?? usual)
        }
      let present = workers ?? standing.workers.map { (who: $0.login, mode: $0.mode) }
      let colleagues = try Colleague.everyone(present.map(\.who), rows[0], call)
      let joining = colleagues.filter { one in !standing.workers.contains { $0.login == one.login } }
      try mayJoin(joining, standing, asker)
      try Booking.checkScope(call, standing.cases)
      try standing.check(isOneOf: changeable)
      try mayLeave(call, standing, present.map(\.who), helpers: rows[3])
      if let room = call.optionalText("room") {
        let rooms = RoomOfPlace.all(rows[2])
        guard rooms.contains(where: { $0.name == room }) else {
          throw .value(
            call, "room", "Deze kamer is daar niet.", "That room is not there.", allowed: rooms.map(\.name))
        }
      }
      let modes = joining.map { one in (who: one.login, mode: present.first { $0.who == one.login }?.mode ?? usual) }
      let time = MeetingTime(
        call: call,
        participants: Participants(
          workers: modes, mode: standing.mode, place: standing.place, isAtHome: standing.isAtHome),
        span: standing.span, field: "with")
      try time.worksThen(joining, asker)
      try time.travelsFromBase(rows[1], joining, asker.zone)

      var new = AppointmentChanges.Arrangement(number, "changed")
      new.reason = call.optionalText("reason")
      if workers != nil { new.workers = zip(colleagues, present).map { ($0.number, $1.mode) } }
      if call.isGiven("guests") {
        new.guests = call.participants("guests").map { one in
          (one.who, one.mode ?? standing.guests.first { $0.label == one.who }?.mode ?? usual)
        }
      }
      new.room = call.optionalText("room")
      new.team = asker.memberships.compactMap(\.team).first
      let isLaidAnew = workers != nil || new.guests != nil || new.room != nil
      var queries = isLaidAnew ? [AppointmentChanges.rearrange(new)] : []
      if call.isGiven("type") || call.isGiven("note") || !isLaidAnew {
        // First, because who leaves may say nothing of it any more.
        queries.insert(
          AppointmentChanges.describe(
            number, type: call.optionalText("type"),
            note: call.isGiven("note") ? .some(call.optionalText("note")) : nil,
            reason: new.reason, isAll: !isLaidAnew), at: 0)
      }
      var effect = standing.effect(queries, reply: AppointmentChanges.told)
      effect.desk = asker.notices(to: joining.map(\.number), of: .number(number), "invited")
      effect.explain =
        Obstacles(
          standing, taking: standing.entry(of: zip(colleagues, present).map { ($0.number, $0.resource, $1.mode) }),
          joining: joining, asker.zone,
          field: workers == nil ? "room" : "with"
        ).explain
      return effect
    }
  }

  /// Whether the asker may ask those who join.
  private static func mayJoin(
    _ joining: [Colleague], _ standing: AppointmentStanding, _ asker: Asker
  ) throws(Failure) {
    let takesPart = standing.workers.contains { $0.number == asker.worker }
    let teams = takesPart ? standing.reach.shared : standing.reach.planned
    guard joining.allSatisfy({ $0.number == asker.worker || !$0.teams.isDisjoint(with: teams) }) else {
      throw .team(
        "U vraagt collega's van uw team erbij, of van een team dat deze casus mee bezit.",
        "You ask colleagues of your team, or of a team that owns this case too.")
    }
  }

  /// Whether those who are no longer named may go: whom the child knows, only with a reason (R14).
  private static func mayLeave(
    _ call: Call, _ standing: AppointmentStanding, _ staying: [String], helpers: Rows
  ) throws(Failure) {
    guard !call.isGiven("reason") else { return }
    let known = Set((0..<helpers.count).compactMap { helpers.integer($0, 0) })
    for worker in standing.workers where known.contains(worker.number) && !staying.contains(worker.login) {
      throw .needed(
        "reason", "Het kind kent \(worker.login) al. Waarom een ander?",
        "The child knows \(worker.login) already. Why another?")
    }
  }
}
