internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let memberships: [String: Operation] = [
    "member.list": .reads { (call) throws(Failure) in
      .page(
        Memberships.list(
          after: try call.afterNumber(), limit: call.limit, worker: call.optionalSlug("worker"),
          place: call.optionalSlug("team"), role: call.optionalText("role"),
          from: call.optionalDate("from")?.iso,
          until: call.optionalDate("until")?.iso), limit: call.limit)
    },
    "member.add": .changes { (call) throws(Failure) in
      let role = try role(call)
      let (from, until) = (call.optionalDate("from"), call.optionalDate("until"))
      return Change([try look(call, role)]) { (rows, asker) throws(Failure) in
        try check(rows[0], role, asker, call)
        guard (from ?? asker.today) < until ?? CivilDate(day: .max) else {
          throw .value(
            call, "until", "Het einde ligt niet na het begin.", "The end does not come after the beginning.")
        }
        try checkActive(rows[0].bool(0, 1))
        guard let worker = rows[0].integer(0, 0) else { throw .gone }
        return Effect(
          [
            Memberships.add(
              worker: worker, team: rows[0].integer(0, 2), organisation: rows[0].integer(0, 3),
              role: role.rawValue,
              from: from?.iso, until: until?.iso)
          ], reply: Memberships.added)
      }
    },
    "member.end": .changes { (call) throws(Failure) in
      let role = try role(call)
      let (worker, place) = (try call.slug("worker"), try call.slug("team"))
      let given = (from: call.optionalDate("from")?.iso, until: call.optionalDate("until")?.iso)
      return Change([
        try look(call, role),
        Memberships.find(
          worker: worker, place: place, role: role.rawValue, from: given.from, until: given.until,
          endingOn: call.optionalDate("on")?.iso),
      ]) { (rows, asker) throws(Failure) in
        try check(rows[0], role, asker, call)
        guard let member = rows[1].integer(0, 0), let sinceToday = rows[1].integer(0, 1),
          let sinceEnd = rows[1].integer(0, 2)
        else {
          throw Failure(
            .notFound("member"),
            Sentence(nl: "Deze rol is er dan niet.", en: "This role is not held then."), field: "worker")
        }
        guard sinceEnd < 0 || sinceToday >= 0 else {
          throw .value(call, "on", "Toen was deze rol er nog niet.", "This role was not held yet.")
        }
        let day = call.optionalDate("on") ?? asker.today
        return Effect(
          [Memberships.end(member, on: day.iso, reason: call.optionalText("reason"))], reply: Memberships.ended,
          .integer(member))
      }
    },
  ]

  private static func role(_ call: Call) throws(Failure) -> Role {
    guard let role = Role(rawValue: try call.text("role")) else { throw .gone }
    return role
  }

  private static func look(_ call: Call, _ role: Role) throws(Failure) -> Query {
    Memberships.look(
      worker: try call.slug("worker"), place: try call.slug("team"), isOrganisation: role.isOfOrganisation)
  }

  /// Throws unless the asker leads the team or administers where the role is held.
  private static func check(_ rows: Rows, _ role: Role, _ asker: Asker, _ call: Call) throws(Failure) {
    if asker.holds([.lead], in: rows.integer(0, 2)) || rows.bool(0, 4) == true { return }
    if role.isOfOrganisation || asker.holds([.admin]) {
      return try asker.mustAdminister(rows.bool(0, 4), call.command)
    }
    throw .team("U leidt dit team niet.", "You do not lead this team.")
  }
}
