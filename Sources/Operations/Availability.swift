internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let availability: [String: Operation] = [
    "availability.set": .changes { (call) throws(Failure) in
      let worker = try call.slug("worker")
      let (from, to) = (try call.timeOfDay("from"), try call.timeOfDay("to"))
      guard from < to else { throw .backwards(call, "to") }
      let (first, end) = (call.optionalDate("from-date"), call.optionalDate("until-date"))
      if let first, let end, end <= first { throw .backwards(call, "until-date") }
      let hours = Availability.Hours(
        weekday: try call.weekday("day").rawValue, from: from.minutes, to: to.minutes, weeks: try call.text("weeks"),
        mode: try call.text("mode"), place: call.optionalSlug("place"), fromDate: first?.iso, untilDate: end?.iso)
      return Change([Availability.isMine(worker: worker)]) { (rows, _) throws(Failure) in
        try mayChangeHours(rows[0])
        return Effect([Availability.add(hours, for: worker)], reply: Availability.added, .bool(call.dryRun))
      }
    },
    "availability.clear": .changes { (call) throws(Failure) in
      let worker = try call.slug("worker")
      let weekday = call.optionalWeekday("day")?.rawValue
      return Change([Availability.isMine(worker: worker)]) { (rows, _) throws(Failure) in
        try mayChangeHours(rows[0])
        return Effect([], reply: Availability.clearing, .text(worker), .integer(weekday))
      }
    },
    "availability.list": .reads { (call) throws(Failure) in
      var filter = Availability.Filter()
      filter.worker = call.optionalSlug("worker")
      filter.weekday = call.optionalWeekday("day")?.rawValue
      filter.from = call.optionalTimeOfDay("from")?.minutes
      filter.to = call.optionalTimeOfDay("to")?.minutes
      filter.weeks = call.optionalText("weeks")
      filter.mode = call.optionalText("mode")
      filter.place = call.optionalSlug("place")
      filter.fromDate = call.optionalDate("from-date")?.iso
      filter.untilDate = call.optionalDate("until-date")?.iso
      return .page(Availability.list(filter, after: try call.cursor(4), limit: call.limit), limit: call.limit)
    },
  ]

  static func mayChangeHours(_ rows: Rows) throws(Failure) {
    guard rows.bool(0, 0) == true else {
      throw .team(
        "Werkuren wijzigt iemand zelf, of de teamleider of planner van het team.",
        "Working hours are changed by the worker, or by a lead or planner of the team.")
    }
  }
}

extension Failure {
  /// An end that does not come after its beginning.
  static func backwards(_ call: Call, _ name: String) -> Failure {
    .value(call, name, "Het einde ligt niet na het begin.", "The end does not come after the beginning.")
  }
}
