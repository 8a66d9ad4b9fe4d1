internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func appointments(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "appointment.book": .changes { (call) throws(Failure) in
        let booking = try Booking(call)
        let start = try call.instant("at").seconds
        let around = Int(start)..<Int(start + booking.length)
        let video = surroundings.random(16)
        return Change(booking.queries(around: around) + booking.based(around: around)) {
          (rows, asker) throws(Failure) in try booking.effect(at: start, rows, video: video, asker)
        }
      },
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
      "appointment.cancel": .changes { (call) throws(Failure) in
        let number = try call.code("id")
        return Change(Appointments.hold(number)) { (rows, asker) throws(Failure) in
          try cancel(number, call, rows, asker)
        }
      },
    ]
  }

  private static let cancellable = ["gepland", "bevestigd", "voorstel"]

  private static func cancel(_ number: Int, _ call: Call, _ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let reach = Reach(asker, owners: (0..<rows[2].count).map { rows[2].numbers($0, 2) })
    let workers = (0..<rows[1].count).compactMap { row in
      rows[1].integer(row, 0).map { (number: $0, teams: rows[1].numbers(row, 1)) }
    }
    guard
      workers.contains(where: { $0.number == asker.worker })
        || workers.allSatisfy({ !$0.teams.isDisjoint(with: reach.planned) })
    else {
      throw .team(
        "Een afspraak zegt af wie meedoet, of een teamleider of planner van wie meedoen.",
        "An appointment is cancelled by who takes part, or by a lead or planner of who do.")
    }
    if let revision = call.revision, revision != rows[0].integer(0, 1) { throw .stale }
    let status = rows[0].text(0, 0) ?? ""
    guard cancellable.contains(status) else {
      throw .state(
        .appointment, is: status, allowed: cancellable, "Deze afspraak kan niet meer worden afgezegd.",
        "This appointment can no longer be cancelled.")
    }
    let isByClient = try call.text("by") == "client"
    let lateness = rows[0].text(0, 3).flatMap { Span(wire: $0) }
    let isLate =
      isByClient
      && lateness.map { Int(asker.zone.instant($0, after: asker.now).seconds) > rows[0].integer(0, 2) ?? 0 } ?? false
    var effect = Effect(
      Appointments.cancel(
        number, status: isByClient ? "afgezegd-client" : "afgezegd-aanbieder", reason: try call.text("reason"),
        isLate: isLate),
      reply: Appointments.cancelled, .integer(number), .bool(isLate))
    effect.touches = (0..<rows[2].count).map { row in
      reach.touch(client: rows[2].integer(row, 1), casus: rows[2].integer(row, 0), owners: rows[2].numbers(row, 2))
    }
    effect.events = [Outbox.Event("appointment", "appointment", .number(number), "cancelled")]
    return effect
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
      client: client.map { .number($0) }, casus: casus.map { .number($0) }, role: membership?.role.rawValue,
      team: membership?.team)
  }
}
