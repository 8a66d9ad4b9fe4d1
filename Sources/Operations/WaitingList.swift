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
      var filter = WaitingList.Filter()
      filter.team = call.optionalSlug("team")
      filter.wijk = call.optionalSlug("wijk")
      filter.discipline = call.optionalText("discipline")
      filter.service = call.optionalText("service")
      filter.urgency = call.optionalText("urgency")
      filter.status = call.optionalText("status")
      filter.isOverNorm = call.yes("over-norm")
      filter.isUnbridged = call.yes("unbridged")
      filter.asOf = past.asOf
      return Reading([WaitingList.list(filter, after: call.after, limit: call.limit)]) {
        (rows, asker) throws(Failure) in
        try past.check(asker)
        return .page(rows[0], limit: call.limit)
      }
    },
    "waiting.summary": .reads { (call) throws(Failure) in
      let past = Retrospect(call)
      var filter = WaitingList.Filter()
      filter.team = call.optionalSlug("team")
      filter.wijk = call.optionalSlug("wijk")
      filter.discipline = call.optionalText("discipline")
      filter.service = call.optionalText("service")
      filter.urgency = call.optionalText("urgency")
      filter.asOf = past.asOf
      let group = call.optionalText("by")
      let figures = WaitingFigures.of(filter, by: group)
      return Reading([figures]) { (rows, asker) throws(Failure) in
        try past.check(asker)
        return group == nil ? .object(rows[0]) : .page(rows[0], limit: .max)
      }
    },
    "waiting.show": .reads { (call) throws(Failure) in
      let entry = try call.code("id")
      return Reading([WaitingList.show(entry), WaitingList.why(entry)]) { (rows, asker) throws(Failure) in
        guard rows[0].count > 0 else { throw .gone }
        let terms = try terms(entry, rows[1], asker).map(JSON.object)
        return .object(rows[0], adding: [.init("why", .array(terms))])
      }
    },
    "waiting.why": .reads { (call) throws(Failure) in
      let entry = try call.code("id")
      return Reading([WaitingList.why(entry)]) { (rows, asker) throws(Failure) in try why(entry, rows[0], asker) }
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

  /// What decides an entry's place, term by term.
  private static func terms(_ entry: Int, _ row: Rows, _ asker: Asker) throws(Failure) -> [[JSON.Member]] {
    guard let urgency = row.text(0, 0).flatMap(Urgency.init(rawValue:)) else { throw .gone }
    let order = WaitingOrder(
      overrideRank: row.integer(0, 9), urgency: urgency, dueOn: row.text(0, 1).flatMap(CivilDate.init(iso:)),
      countableDays: row.integer(0, 2) ?? 0, hasContinuity: row.bool(0, 12) == true, entry: entry)
    // Who put it there gave a reason and a day; the reason is for who reads the case whole.
    let byHand = row.text(0, 10).map { until in
      let reason = row.text(0, 11).map { ": \($0)" } ?? "."
      return asker.language == .nl ? ", tot \(until)\(reason)" : ", until \(until)\(reason)"
    }
    return order.terms.enumerated().map { index, term -> [JSON.Member] in
      let text = asker.language == .nl ? term.nl : term.en
      return [
        .init("order", .integer(Int64(index + 1))), .init("key", .string(term.key)),
        .init("value", .string(term.value)),
        .init("text", .string(index == 0 ? byHand.map { String(text.dropLast()) + $0 } ?? text : text)),
      ]
    }
  }

  private static func why(_ entry: Int, _ row: Rows, _ asker: Asker) throws(Failure) -> Answer {
    let rows = try terms(entry, row, asker)
    guard let client = row.integer(0, 4), let casus = row.integer(0, 5) else { throw .gone }
    let touch = Touch(
      client: .number(client), casus: .number(casus), ground: row.text(0, 6) ?? "owner", role: row.text(0, 7),
      team: row.integer(0, 8))
    return .composed(
      rows: rows,
      ok: [
        .init("rows", .integer(Int64(rows.count))),
        .init("position", row.integer(0, 3).map { .integer(Int64($0)) } ?? .null),
      ], touches: [touch])
  }
}
