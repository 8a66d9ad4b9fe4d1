internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func appointments(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "appointment.book": .changes { (call) throws(Failure) in try book(call, surroundings) },
      "appointment.list": .reads { (call) throws(Failure) in
        var filter = Appointments.Filter(limit: call.limit)
        filter.worker = call.optionalSlug("worker")
        filter.team = call.optionalSlug("team")
        filter.casus = call.optionalCode("case")
        filter.status = call.optionalText("status")
        let (from, to) = (call.optionalInstant("from"), call.optionalInstant("to"))
        if let from, let to, to <= from { throw .backwards(call, "to") }
        filter.from = from.map { Int($0.seconds) }
        filter.to = to.map { Int($0.seconds) }
        filter.after = try call.cursor(2).map { (start: $0[0], number: $0[1]) }
        return .page(Appointments.list(filter), limit: call.limit)
      },
      "appointment.hold": .changes { (call) throws(Failure) in try book(call, surroundings) },
      "appointment.confirm": .changes { (call) throws(Failure) in
        try .appointment(call) { (standing, _, asker) throws(Failure) in
          try standing.check(isOneOf: ["voorstel", "gepland"])
          return settle(standing, standing.status == "voorstel" ? "gepland" : "bevestigd", call, asker)
        }
      },
      "appointment.release": .changes { (call) throws(Failure) in
        try .appointment(call) { (standing, _, asker) throws(Failure) in
          try standing.check(isOneOf: ["voorstel"])
          return settle(standing, "vervallen", call, asker)
        }
      },
      "appointment.show": .reads { (call) throws(Failure) in
        let number = try call.code("id")
        return Reading([Appointments.show(number), Appointments.cases(of: number)]) { (rows, _) throws(Failure) in
          guard rows[0].count > 0 else { throw .gone }
          return .object(rows[0], touches: touches(rows[1]))
        }
      },
      "appointment.change": .changes(AppointmentChange.change),
      "appointment.move": .changes(AppointmentMove.change),
      "appointment.switch": .changes { (call) throws(Failure) in
        call.isGiven("id") ? try AppointmentSwitch.change(call) : try TeamSwitch.change(call)
      },
      "appointment.attend": .changes(attend),
      "appointment.cancel": .changes { (call) throws(Failure) in
        try .appointment(call) { (standing, _, asker) throws(Failure) in try cancel(standing, call, asker) }
      },
    ]
  }

  private static func book(_ call: Call, _ surroundings: Responder.Surroundings) throws(Failure) -> Change {
    let booking = try Booking(call)
    let start = try call.instant("at").seconds
    let around = Int(start)..<Int(start + booking.length)
    let video = surroundings.random(16)
    return Change(booking.queries(around: around) + booking.based(around: around)) {
      (rows, asker) throws(Failure) in try booking.effect(at: start, rows, video: video, asker)
    }
  }

  private static func settle(_ standing: AppointmentStanding, _ status: String, _ call: Call, _ asker: Asker)
    -> Effect
  {
    var effect = standing.effect(
      [AppointmentChanges.settle(standing.number, status, reason: call.optionalText("reason"))],
      reply: AppointmentChanges.told)
    effect.events = [
      Outbox.Event(
        "appointment", "appointment", .number(standing.number), status == "vervallen" ? "released" : "confirmed")
    ]
    if standing.status == "voorstel", status == "gepland" {
      effect.desk = asker.notices(to: standing.workers.map(\.number), of: .number(standing.number), "invited")
    }
    effect.explain = Obstacles(standing, asker.zone).explain
    return effect
  }

  private static func cancel(
    _ standing: AppointmentStanding, _ call: Call, _ asker: Asker
  ) throws(Failure) -> Effect {
    try standing.check(isOneOf: ["gepland", "bevestigd", "voorstel"], offersToo: true)
    let cancellation = try Cancellation(call)
    let isLate = cancellation.isLate(from: standing.span.lowerBound, standing.lateness, asker)
    var effect = standing.effect(
      Appointments.lockToCancel(standing.number) + cancellation.queries(standing.number, isLate: isLate),
      reply: Appointments.cancelled, .bool(isLate))
    effect.events = [Outbox.Event("appointment", "appointment", .number(standing.number), "cancelled")]
    if standing.status != "voorstel" {
      effect.desk = asker.notices(
        to: standing.workers.map(\.number), of: .number(standing.number), "review", "cancelled")
    }
    return effect
  }

  @Sendable private static func attend(_ call: Call) throws(Failure) -> Change {
    // Of a child in a group also an owner of its case says whether it came.
    try .appointment(call, isOfOwnMember: try call.text("who").lowercased().hasPrefix("j-")) {
      (standing, _, asker) throws(Failure) in
      let participant = try standing.participant(call, "who")
      try standing.check(participant, asker)
      let allowed = ["gepland", "bevestigd", "gerealiseerd", "no-show"]
      try standing.check(isOneOf: allowed)
      guard standing.span.lowerBound <= asker.now.seconds else {
        throw .state(
          .appointment, is: standing.status, allowed: allowed.filter { $0 != standing.status },
          "Deze afspraak is nog niet begonnen.",
          "This appointment has not begun yet.")
      }
      let (kind, who) = participant.named
      var effect = standing.effect(
        [AppointmentChanges.attend(standing.number, kind: kind, who, try call.text("presence"))],
        reply: AppointmentChanges.told)
      effect.events = [Outbox.Event("appointment", "appointment", .number(standing.number), "attended")]
      return effect
    }
  }

  /// Whose data a look at an appointment shows.
  static func touches(_ rows: Rows) -> [Touch] {
    (0..<rows.count).map { row in
      Touch(
        client: rows.integer(row, 1).map { .number($0) }, casus: rows.integer(row, 0).map { .number($0) },
        ground: rows.text(row, 2) ?? "owner", role: rows.text(row, 3), team: rows.integer(row, 4))
    }
  }
}

extension Change {
  /// A change of an appointment up to who asks; `more` is looked at besides.
  static func appointment(
    _ call: Call, _ more: [Query] = [], isOfOwnMember: Bool = false,
    _ decide: @escaping @Sendable (AppointmentStanding, [Rows], Asker) throws(Failure) -> Effect
  ) throws(Failure) -> Change {
    let number = try call.code("id")
    return Change(AppointmentStanding.queries(number) + more) { (rows, asker) throws(Failure) in
      let standing = try AppointmentStanding(number, rows, asker)
      try standing.check(call, isOfOwnMember: isOfOwnMember)
      return try decide(standing, Array(rows.dropFirst(AppointmentStanding.count)), asker)
    }
  }
}

/// The teams whose members the asker may make appointments for: the own ones, and those that own a case together with
/// an own one.
struct Reach {
  private let asker: Asker
  private let owners: [Set<Int>]

  /// - Parameter owners: the teams that own each case it is for.
  init(_ asker: Asker, owners: [Set<Int>]) {
    self.asker = asker
    self.owners = owners
  }

  /// Where the asker takes part.
  var shared: Set<Int> { teams([.specialist, .gezinswerker, .lead, .planner]) }
  /// Where the asker need not take part.
  var planned: Set<Int> { teams([.lead, .planner]) }
  /// Where the asker may set working hours aside.
  var led: Set<Int> { teams([.lead]) }

  private func teams(_ roles: Set<Role>) -> Set<Int> {
    let own = Set(asker.teams(roles).compactMap(\.team))
    return owners.reduce(own) { $1.isDisjoint(with: own) ? $0 : $0.union($1) }
  }

  /// What the access log says of a case: by which of the owning teams the asker knows it.
  func touch(client: Int?, casus: Int?, owners: Set<Int>) -> Touch {
    let membership = asker.memberships.first { $0.team.map(owners.contains) ?? false }
    return Touch(
      client: client.map { .number($0) }, casus: casus.map { .number($0) },
      ground: membership == nil ? "participation" : "owner", role: membership?.role.rawValue, team: membership?.team)
  }
}
