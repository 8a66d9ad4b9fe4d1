internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let waiting: [String: Operation] = [
    "waiting.add": .changes { (call) throws(Failure) in try WaitingAddition(call).change },
    "waiting.list": .reads { (call) throws(Failure) in
      let past = Retrospect(call)
      var filter = filter(call, past)
      filter.status = call.optionalText("status")
      filter.isOverNorm = call.yes("over-norm")
      filter.isUnbridged = call.yes("unbridged")
      return Reading([WaitingList.list(filter, after: try call.placeAfter(shapes), limit: call.limit)]) {
        (rows, asker) throws(Failure) in
        try past.check(asker)
        return .page(rows[0], limit: call.limit)
      }
    },
    "waiting.summary": .reads { (call) throws(Failure) in
      let past = Retrospect(call)
      let filter = filter(call, past)
      let group = call.optionalText("by")
      return Reading(WaitingFigures.of(filter, by: group)) { (rows, asker) throws(Failure) in
        try past.check(asker)
        // A cut across two dimensions, from which single children could be reckoned back.
        if rows[0].bool(0, 0) != true, let second = filter.cuts(by: group).dropFirst().first {
          throw .value(
            call, second, "Noem er één: team, wijk, discipline, service of urgency, ook voor by.",
            "Give one: team, wijk, discipline, service or urgency, for by too.")
        }
        guard rows[0].bool(0, 1) == true else { throw .otherFigures }
        return group == nil ? .object(rows[1]) : .page(rows[1], limit: .max)
      }
    },
    "waiting.show": .reads { (call) throws(Failure) in
      let entry = try call.code("id")
      return Reading([WaitingList.show(entry), WaitingList.why(entry)]) { (rows, asker) throws(Failure) in
        guard rows[0].count > 0 else { throw .gone }
        let terms = try WaitingPlace(rows[1]).rows(asker.language).map(JSON.object)
        return .object(rows[0], adding: [.init("why", .array(terms))])
      }
    },
    "waiting.why": .reads { (call) throws(Failure) in
      let entry = try call.code("id")
      return Reading([WaitingList.why(entry), WaitingList.before(entry)]) { (rows, asker) throws(Failure) in
        try WaitingPlace(rows[0]).why(after: rows[1].count > 0 ? WaitingPlace(rows[1]) : nil, asker.language)
      }
    },
    "waiting.start": .changes(WaitingCourse.start),
    "waiting.complete": .changes(WaitingCourse.complete),
    "waiting.pause": .changes(WaitingCourse.pause),
    "waiting.resume": .changes(WaitingCourse.resume),
    "waiting.intake": .changes(WaitingCourse.intake),
    "waiting.urgency": .changes(WaitingCourse.urgency),
    "waiting.override": .changes(WaitingCourse.override),
    "waiting.change": .changes(WaitingCorrection.change),
    "waiting.move": .changes(WaitingMove.change),
    "waiting.remove": .changes(WaitingRemoval.remove),
    "waiting.restore": .changes(WaitingRemoval.restore),
    "waiting.contact": .changes(WaitingSupport.contact),
    "waiting.bridge": .changes(WaitingSupport.bridge),
    "waiting.review": .reads(WaitingReview.reading),
    "waiting.norm": .either(WaitingNorms.list, WaitingNorms.addition),
  ]

  /// What a place in the list looks like, as `koos.waiting_key` makes it: with the days the norm and the wait are reckoned by,
  /// with the latter alone, and where neither is known yet.
  private static let shapes = [
    "0.0000.0.0000-00-00.0000-00-00.0.0000000000", "0.0000.0.0000-00-00.0.0000000000", "0.0000.0.0.0000000000",
  ]

  /// What list and summary are narrowed by alike.
  private static func filter(_ call: Call, _ past: Retrospect) -> WaitingList.Filter {
    var filter = WaitingList.Filter()
    filter.team = call.optionalSlug("team")
    filter.wijk = call.optionalSlug("wijk")
    filter.discipline = call.optionalText("discipline")
    filter.service = call.optionalText("service")
    filter.urgency = call.optionalText("urgency")
    filter.asOf = past.asOf
    return filter
  }
}
