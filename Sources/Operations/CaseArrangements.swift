internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let caseArrangements: [String: Operation] = [
    "case.arrangement.add": .changes { (call) throws(Failure) in
      let (casus, kind, provider) = (try call.code("id"), try call.text("kind"), try call.text("provider"))
      let until = call.optionalDate("until")
      return .work(
        in: .casus(casus), call, by: [.lead],
        valid: { (asker) throws(Failure) in try call.checkAhead("until", today: asker.today, isUntil: true) }
      ) { (work, _, _) throws(Failure) in
        try work.checkOpen()
        var effect = work.effect(
          CaseArrangements.add(to: casus, kind: kind, provider: provider, until: until?.iso),
          CaseFacts.Fact("arrangement", about: CasePart.arrangement.made, ["kind": kind, "until": until?.iso]),
          reply: CaseArrangements.added)
        effect.makes = ["arrangement"]
        return effect
      }
    },
    "case.arrangement.end": .changes { (call) throws(Failure) in
      let arrangement = try call.code("id")
      return .work(
        in: .part(.arrangement, arrangement), call, by: [.lead], [CaseArrangements.period(arrangement)]
      ) { (work, rows, asker) throws(Failure) in
        try work.checkOpen()
        let day = try call.end(of: .arrangement, rows[0], today: asker.today)
        let reason = call.optionalText("reason")
        return work.effect(
          CaseArrangements.end(arrangement, on: day.iso, reason: reason),
          CaseFacts.Fact(
            "arrangement-ended", about: .code(CasePart.arrangement.code(arrangement)), ["until": day.iso],
            reason: reason, on: min(day, asker.today)),
          reply: CaseArrangements.ended, .integer(arrangement))
      }
    },
    "case.arrangement.list": .reads { (call) throws(Failure) in
      try .casework(call) { page in
        CaseArrangements.list(
          page, kind: call.optionalText("kind"), provider: call.optionalText("provider"),
          until: call.optionalDate("until")?.iso)
      }
    },
  ]
}
