internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func groups(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "group.add": .changes { (call) throws(Failure) in
        try SeriesBooking(group: call, random: surroundings.random).change()
      },
      "group.list": .reads { (call) throws(Failure) in
        var filter = Groups.Filter()
        filter.name = call.optionalText("name")
        filter.service = call.optionalText("service")
        filter.leader = call.optionalSlug("leader")
        filter.capacity = call.optionalInteger("capacity")
        filter.rule = call.optionalText("rrule")
        filter.start = call.optionalInstant("start").map { Int($0.seconds) }
        filter.minutes = call.optionalMinutes("minutes")
        filter.mode = call.optionalText("mode")
        filter.place = call.optionalSlug("place")
        return .page(Groups.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
      },
      "group.join": .changes(joinGroup),
      "group.leave": .changes(leaveGroup),
    ]
  }

  @Sendable private static func joinGroup(_ call: Call) throws(Failure) -> Change {
    let (group, casus) = (try call.code("id"), try call.code("case"))
    return .work(
      in: .casus(casus), call, by: .caseTeam, before: Groups.hold(group), [Groups.standing(group, to: casus)]
    ) { (work, rows, asker) throws(Failure) in
      guard let standing = rows.last, let service = standing.text(0, 0) else { throw .gone }
      guard standing.bool(0, 1) == true else { throw .needsTraject(call, service, "case") }
      try work.checkOpen()
      guard standing.bool(0, 2) == true else {
        throw .state(
          .group, is: "voorbij", allowed: ["lopend"], "Deze groep heeft geen bijeenkomsten meer.",
          "This group has no sessions to come.")
      }
      var effect = work.effect(
        Groups.join(group, casus), CaseFacts.Fact("group-joined", about: .code("G-\(group)")), reply: Groups.joined,
        .integer(group), .integer(casus))
      effect.explain = { error in
        error.constraint != "occupied_once"
          ? nil : Explanation(Groups.busy(group, casus)) { .busyAtSessions(casus, $0, asker.zone) }
      }
      return effect
    }
  }

  @Sendable private static func leaveGroup(_ call: Call) throws(Failure) -> Change {
    let (group, casus) = (try call.code("id"), try call.code("case"))
    return .work(
      in: .casus(casus), call, by: .caseTeam, before: Groups.hold(group), [Groups.standing(group, to: casus)]
    ) { (work, rows, _) throws(Failure) in
      try work.checkOpen()
      guard rows.last?.bool(0, 3) == true else {
        throw .state(
          .group, is: "geen-plaats", allowed: ["plaats", "wachtend"], "Dit kind is niet in deze groep.",
          "This child is not in this group.")
      }
      return work.effect(
        Groups.leave(group, casus),
        CaseFacts.Fact("group-left", about: .code("G-\(group)"), reason: call.optionalText("reason")),
        reply: Groups.left, .integer(group), .integer(casus))
    }
  }
}

/// A group asked for, besides its sessions.
struct GroupFounding: Sendable {
  let name: String
  let service: String
  let leader: String
  let capacity: Int

  init(_ call: Call) throws(Failure) {
    name = try call.text("name")
    service = try call.text("service")
    leader = try call.slug("leader")
    capacity = try call.integer("capacity")
  }

  var query: Query { Groups.found(name, service: service, leader: leader, capacity: capacity) }
}

extension Failure {
  /// The sessions of a group at which a child is busy, as `Groups.busy` tells them; never with what.
  fileprivate static func busyAtSessions(_ casus: Int, _ rows: Rows, _ zone: Zone) -> Failure {
    func moment(_ row: Int, _ column: Int) -> JSON {
      rows.integer(row, column).map { .string(zone.rfc3339(Instant(seconds: Int64($0)))) } ?? .null
    }
    let with = (0..<rows.count).map { row in
      JSON.object([
        .init("case", .string("C-\(casus)")),
        .init("appointment", rows.integer(row, 0).map { .string("A-\($0)") } ?? .null),
        .init("start", moment(row, 1)), .init("from", moment(row, 2)), .init("to", moment(row, 3)),
      ])
    }
    return .taken(with, by: Set((0..<rows.count).compactMap { rows.text($0, 4) }), "case")
  }
}
