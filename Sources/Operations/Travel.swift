internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let travel: [String: Operation] = [
    "travel.set": .changes { (call) throws(Failure) in
      let (from, to) = (try call.slug("from"), try call.slug("to"))
      guard from != to else {
        throw .value(call, "to", "Binnen een plek is er geen reistijd.", "Within a place there is no travel time.")
      }
      let minutes = try call.minutes("minutes")
      return Change { (_, _) throws(Failure) in
        Effect([Travel.set(from: from, to: to, minutes: minutes)], reply: Travel.settled, .text(from), .text(to))
      }
    },
    "travel.list": .reads { (call) throws(Failure) in
      .page(
        Travel.list(
          from: call.optionalSlug("from"), to: call.optionalSlug("to"), minutes: call.optionalMinutes("minutes"),
          after: try call.cursor(2), limit: call.limit), limit: call.limit)
    },
  ]
}
