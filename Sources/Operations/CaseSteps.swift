internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let caseSteps: [String: Operation] = [
    "case.step.add": .changes(addition),
    "case.step.done": .changes(doneness),
    "case.step.list": .reads { (call) throws(Failure) in
      try .casework(call) { page in
        CaseSteps.list(
          page, text: call.optionalText("text"), by: call.optionalText("by"), due: call.optionalDate("due")?.iso,
          goal: call.optionalCode("goal"))
      }
    },
  ]

  @Sendable private static func addition(_ call: Call) throws(Failure) -> Change {
    let (casus, text, by) = (try call.code("id"), try call.text("text"), try call.text("by"))
    let (due, goal) = (call.optionalDate("due"), call.optionalCode("goal"))
    return .work(
      in: .casus(casus), call, [CaseSteps.doers(in: casus), CaseGoals.casus(of: goal)],
      valid: { (asker) throws(Failure) in try call.checkAhead("due", today: asker.today) }
    ) { (work, rows, asker) throws(Failure) in
      let doer = try StepDoer(call, by, rows[0])
      if goal != nil, rows[1].integer(0, 0) != casus {
        throw .value(call, "goal", "Dit doel is van een andere casus.", "This goal is of another case.")
      }
      try work.checkOpen()
      let fact = CaseFacts.Fact(
        "step", about: CasePart.step.made,
        ["by": by, "due": due?.iso, "goal": goal.map(CasePart.goal.code)])
      var effect = work.effect(
        CaseSteps.add(to: casus, text, worker: doer.worker, team: doer.team, due: due?.iso, goal: goal), fact,
        reply: CaseSteps.added, .text(by))
      if doer.worker != asker.worker {
        effect.desk = [Outbox.Notice(doer.addressee, "case", .number(casus), "assigned", step: .made)]
      }
      effect.makes = ["step"]
      return effect
    }
  }

  @Sendable private static func doneness(_ call: Call) throws(Failure) -> Change {
    let step = try call.code("id")
    return .work(
      in: .part(.step, step), call, [CaseSteps.standing(step)],
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (work, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      try work.checkOpen()
      guard rows[0].isNull(0, 0) else {
        throw .state(.step, is: "gedaan", allowed: ["open"], "Deze stap is al gezet.", "This step was taken already.")
      }
      return work.effect(
        CaseSteps.done(step, on: day.iso),
        CaseFacts.Fact(
          "step-done", about: .code(CasePart.step.code(step)), [:], reason: call.optionalText("reason"), on: day),
        reply: CaseSteps.settled, .integer(step))
    }
  }
}

/// Who does a step: one worker, or a team.
private struct StepDoer: Sendable {
  let worker: Int?
  let team: Int?
  let addressee: Outbox.Addressee

  /// Finds who goes by a login or slug among the rows of `CaseSteps.doers`, else throws `input.value` with those.
  init(_ call: Call, _ name: String, _ doers: Rows) throws(Failure) {
    let names = (0..<doers.count).map { doers.text($0, 1) ?? "" }
    guard let row = names.firstIndex(of: name), let number = doers.integer(row, 0) else {
      throw .value(
        call, "by", "Een stap is voor een team van deze casus of een medewerker daarvan.",
        "A step is for a team of this case or a worker of one.", allowed: names)
    }
    let isTeam = doers.bool(row, 2) == true
    (worker, team) = isTeam ? (nil, number) : (number, nil)
    addressee = isTeam ? .team(number) : .worker(number)
  }
}
