internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let caseGoals: [String: Operation] = [
    "case.goal.add": .changes { (call) throws(Failure) in
      let (casus, words) = (try call.code("id"), try call.text("words"))
      return .work(in: .casus(casus), call) { (work, _, _) throws(Failure) in
        try work.checkOpen()
        var effect = work.effect(
          CaseGoals.add(to: casus, words), CaseFacts.Fact("goal", about: CasePart.goal.made), reply: CaseGoals.added)
        effect.makes = ["goal"]
        return effect
      }
    },
    "case.goal.list": .reads { (call) throws(Failure) in
      try .casework(call, by: .caseworkers) { page in CaseGoals.list(page, words: call.optionalText("words")) }
    },
    "case.goal.review": .changes { (call) throws(Failure) in
      let (goal, words, status) = (try call.code("id"), try call.text("words"), try call.text("status"))
      return .work(in: .part(.goal, goal), call) { (work, _, _) throws(Failure) in
        try work.checkOpen()
        return work.effect(
          CaseGoals.review(goal, words, status: status),
          CaseFacts.Fact("goal-reviewed", about: .code(CasePart.goal.code(goal)), ["status": status]),
          reply: CaseGoals.reviewed, .integer(goal), .text(status))
      }
    },
  ]
}
