internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// How long waiting may take, as data with a start date.
enum WaitingNorms {
  @Sendable static func list(_ call: Call) throws(Failure) -> Reading {
    .page(WaitingList.norms(after: try call.numberAfter(), limit: call.limit), limit: call.limit)
  }

  @Sendable static func addition(_ call: Call) throws(Failure) -> Change {
    for needed in ["segment", "days", "from"] where !call.isGiven(needed) { throw Catalogue.missing(needed) }
    let service = call.optionalText("service")
    let norm = WaitingList.norm(
      service: service, team: call.optionalSlug("team"), segment: try call.text("segment"),
      days: try call.integer("days"), from: try call.date("from").iso)
    return Change([WaitingList.doors(service)]) { (rows, _) throws(Failure) in
      // Nobody asked for help here: unlike a redirect this is not counted.
      if let service, rows[0].text(0, 0) == service, rows[0].bool(0, 1) == false {
        throw .value(call, "service", "Op \(service) wacht hier niemand.", "Nobody waits for \(service) here.")
      }
      var effect = Effect([norm], reply: WaitingList.normTold)
      effect.tells = true
      return effect
    }
  }
}
