internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let waiting: [String: Operation] = [
    "waiting.add": .changes { (call) throws(Failure) in try WaitingAddition(call).change },
    "waiting.list": .reads { (call) throws(Failure) in
      var filter = WaitingList.Filter()
      filter.team = call.optionalSlug("team")
      filter.wijk = call.optionalSlug("wijk")
      filter.discipline = call.optionalText("discipline")
      filter.service = call.optionalText("service")
      filter.urgency = call.optionalText("urgency")
      filter.status = call.optionalText("status")
      filter.isOverNorm = call.yes("over-norm")
      filter.isUnbridged = call.yes("unbridged")
      return .page(WaitingList.list(filter, after: call.after, limit: call.limit), limit: call.limit)
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
    "waiting.start": .changes(start),
    "waiting.complete": .changes(WaitingCourse.complete),
    "waiting.pause": .changes(WaitingCourse.pause),
    "waiting.resume": .changes(WaitingCourse.resume),
    "waiting.intake": .changes(WaitingCourse.intake),
    "waiting.urgency": .changes(WaitingCourse.urgency),
    "waiting.override": .changes(WaitingCourse.override),
    "waiting.contact": .changes(WaitingSupport.contact),
    "waiting.bridge": .changes(WaitingSupport.bridge),
  ]

  /// What decides an entry's place, term by term.
  private static func terms(_ entry: Int, _ row: Rows, _ asker: Asker) throws(Failure) -> [[JSON.Member]] {
    guard let urgency = row.text(0, 0).flatMap(Urgency.init(rawValue:)) else { throw .gone }
    let order = WaitingOrder(
      overrideRank: row.integer(0, 9), urgency: urgency, dueOn: row.text(0, 1).flatMap(CivilDate.init(iso:)),
      countableDays: row.integer(0, 2) ?? 0, hasContinuity: false, entry: entry)
    return order.terms.enumerated().map { index, term -> [JSON.Member] in
      [
        .init("order", .integer(Int64(index + 1))), .init("key", .string(term.key)),
        .init("value", .string(term.value)),
        .init("text", .string(asker.language == .nl ? term.nl : term.en)),
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

  @Sendable private static func start(_ call: Call) throws(Failure) -> Change {
    let entry = try call.code("id")
    let on = call.optionalDate("on")
    let load =
      WaitingList.standing(entry) + [
        Grounds.entry(entry), Consents.standing(entry: entry, purpose: "treatment"),
      ]
    return Change(load) { (rows, asker) throws(Failure) in
      let day = on ?? asker.today
      guard day <= asker.today else {
        throw .value(call, "on", "Deze dag ligt in de toekomst.", "This day is in the future.")
      }
      let row = rows[1]
      guard rows[0].count > 0, let status = row.text(0, 0), let casus = row.integer(0, 2),
        let client = row.integer(0, 3)
      else { throw .gone }
      let ground = try rows[2].grounds.owning(.caseworkers)
      if let registered = row.text(0, 1).flatMap(CivilDate.init(iso:)), day < registered {
        throw .value(call, "on", "Dit ligt voor de aanmelding.", "This comes before the registration.")
      }
      try ConsentCheck("treatment", rows[3]).require(on: day)
      let waiting = WaitingStanding.waiting
      guard waiting.contains(status) else {
        throw .state(
          .waiting, is: status, allowed: waiting, "Deze plek staat op \(status).", "This entry is \(status).")
      }
      var effect = Effect(
        WaitingList.start(entry, on: day.iso) + [CaseFacts.revise(casus), Clients.changed(client)],
        reply: WaitingList.ended, .integer(entry))
      effect.touches = [Touch(client: .number(client), casus: .number(casus), by: ground)]
      effect.events = [Outbox.Event("waiting", "case", .number(casus), "started", entry: .number(entry))]
      return effect
    }
  }
}
