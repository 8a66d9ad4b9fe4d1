internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A round along those who wait: are they still? It proposes, and removes nobody.
enum WaitingReview {
  @Sendable static func reading(_ call: Call) throws(Failure) -> Reading {
    let team = try call.slug("team")
    let review = WaitingList.review(
      of: team, weeks: call.optionalInteger("weeks"), tries: try call.integer("tries"),
      after: try call.placeAfter(["0000-00-00.0000000000"]),
      limit: call.limit)
    return Reading([WaitingList.number(ofTeam: team), review]) { (rows, asker) throws(Failure) in
      guard asker.holds([.lead], in: rows[0].integer(0, 0)) else {
        throw .team("Dit is voor de teamleider van \(team).", "This is for the lead of \(team).")
      }
      return .page(rows[1], limit: call.limit)
    }
  }
}
