internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let ownership: [String: Operation] = [
    "case.leave": .changes(CaseLeaving.change),
    "case.lead": .changes(lead),
    "case.reopen": .changes(reopening),
  ]

  @Sendable private static func lead(_ call: Call) throws(Failure) -> Change {
    let login = try call.slug("worker")
    return try .ownership(call, { _ in [Cases.lead(login)] }) { (casus, rows, asker) throws(Failure) in
      let (member, owner) = try casus.owning(asker)
      try casus.checkRevision(call)
      let worker = try casus.lead(rows[0], of: casus.owners, call, "worker")
      let isChange = worker != casus.lead?.worker
      if isChange, call.optionalText("reason") == nil { throw Catalogue.missing("reason") }
      try casus.checkOpen()
      let reply = Query(Ownership.stood, [.integer(casus.number)])
      guard isChange else {
        var effect = casus.effect([], reply, cause: "regie", by: member)
        effect.events = []
        return effect
      }
      var effect = casus.effect(
        casus.handing(to: (worker, login), team: owner.team, reason: call.optionalText("reason")), reply,
        cause: "regie", by: member)
      if worker != asker.worker {
        effect.desk = [Outbox.Notice(.worker(worker), "case", .number(casus.number), "assigned")]
      }
      return effect
    }
  }

  @Sendable private static func reopening(_ call: Call) throws(Failure) -> Change {
    let reason = try call.text("reason")
    return try .ownership(call) { (casus, _, asker) throws(Failure) in
      let (member, owner) = try casus.owning(asker)
      try casus.checkRevision(call)
      guard casus.status == "gesloten" else {
        throw .state(.case, is: casus.status, allowed: ["gesloten"], "Deze casus is open.", "This case is open.")
      }
      return casus.effect(
        [
          Ownership.reopen(casus.number),
          CaseFacts.add(CaseFacts.Fact("reopened", team: owner.team, reason: reason), to: casus.number),
        ], Query(Ownership.stood, [.integer(casus.number)]), cause: "reopened", by: member,
        telling: casus.others(than: owner.team).map(\.team))
    }
  }
}

extension CaseStanding {
  /// The number of who is to hold the regie: a specialist or gezinswerker of one of some owners, else `input.value`.
  func lead(_ rows: Rows, of owners: [Owner], _ call: Call, _ parameter: String) throws(Failure) -> Int {
    for row in 0..<rows.count where owners.contains(where: { $0.team == rows.integer(row, 2) }) {
      if let worker = rows.integer(row, 0) { return worker }
    }
    let teams = owners.map(\.slug).joined(separator: ", ")
    throw .value(
      call, parameter, "De regie heeft een specialist of gezinswerker van \(teams).",
      "The regie is held by a specialist or gezinswerker of \(teams).")
  }

  /// Hands the regie on: counted, from whom and to whom (R14).
  func handing(to worker: (number: Int, login: String), team: Int, reason: String?) -> [Query] {
    let fact = CaseFacts.Fact("regie", team: team, ["from": lead?.login, "to": worker.login], reason: reason)
    return [Ownership.lead(number, worker.number), CaseFacts.add(fact, to: number)]
  }
}
