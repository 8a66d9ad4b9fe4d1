internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let consults: [String: Operation] = [
    "consult.ask": .changes { (call) throws(Failure) in try ConsultQuestion(call).change },
    "consult.list": .reads { (call) throws(Failure) in
      var filter = Consults.Filter()
      filter.team = call.optionalSlug("team")
      filter.state = call.optionalText("state")
      filter.turn = call.optionalText("turn")
      filter.isOverdue = call.yes("overdue")
      filter.isMine = call.yes("mine")
      filter.wijk = call.optionalSlug("wijk")
      return .page(Consults.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "consult.show": .reads { (call) throws(Failure) in .object(Consults.show(try call.code("id"))) },
    "consult.claim": .changes(ConsultAnswer.claim),
    "consult.assign": .changes(ConsultAnswer.assign),
    "consult.release": .changes(ConsultAnswer.release),
    "consult.reply": .changes(ConsultAnswer.reply),
    "consult.decline": .changes(ConsultAnswer.decline),
    "consult.follow-up": .changes(ConsultTurn.followUp),
    "consult.close": .changes(ConsultTurn.close),
    "consult.withdraw": .changes(ConsultTurn.withdraw),
    "consult.authorise": .changes(ConsultTurn.authorise),
    "consult.identify": .changes(ConsultIdentification.identify),
    "consult.convert": .changes { (call) throws(Failure) in try ConsultConversion(call).change() },
  ]
}

extension Change {
  /// A step of the consult a call names, decided under its lock; `load` comes after the rows of its standing.
  static func consult(
    _ call: Call, _ load: (Int) -> [Query] = { _ in [] },
    _ decide: @escaping @Sendable (ConsultStanding, [Rows], Asker) throws(Failure) -> Effect
  ) throws(Failure) -> Change {
    let number = try call.code("id")
    let standing = Consults.standing(number)
    return Change(standing + load(number)) { (rows, asker) throws(Failure) in
      try decide(try ConsultStanding(number, rows), Array(rows.dropFirst(standing.count)), asker)
    }
  }
}
