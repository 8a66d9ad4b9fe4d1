internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What the asker does with a consult that goes on.
enum ConsultTurn {
  @Sendable static func followUp(_ call: Call) throws(Failure) -> Change {
    let text = try call.text("text")
    return try .consult(call, { [Consults.answering($0), Consults.holidays] }) {
      (consult, rows, asker) throws(Failure) in
      let member = try consult.asking(asker)
      try consult.check(call, .followUp)
      let isReopened = consult.state == "closed"
      if isReopened, rows[0].bool(0, 2) != true { throw consult.refused(.followUp) }
      let isConfirmed = try call.anonymous("text", asker)
      let deadline = ConsultDeadline(days: rows[0].integer(0, 0), keepsHolidays: rows[0].bool(0, 1))
      let what = isReopened ? "reopened" : "follow-up"
      return consult.effect(
        [
          Consults.say(in: consult.number, "follow-up", text, isConfirmed: isConfirmed),
          Consults.followUp(consult.number, dueAt: deadline.dueAt(rows[1], asker)),
          Consults.tell(consult.number, what),
        ], cause: what, by: member, desk: [consult.notice(consult.answerer, "turn")])
    }
  }

  @Sendable static func close(_ call: Call) throws(Failure) -> Change {
    let outcome = try call.text("outcome")
    return try .consult(call) { (consult, _, asker) throws(Failure) in
      let member = try consult.asking(asker)
      try consult.check(call, .close)
      return consult.effect(
        [
          Consults.close(consult.number, outcome: outcome, rating: call.optionalInteger("rating")),
          Consults.tell(consult.number, "closed", "outcome", outcome),
        ], Query(Consults.closed, [.integer(consult.number)]), cause: "closed", by: member)
    }
  }

  @Sendable static func withdraw(_ call: Call) throws(Failure) -> Change {
    try .consult(call) { (consult, _, asker) throws(Failure) in
      let member = try consult.asking(asker)
      try consult.check(call, .withdraw)
      let reason = try call.anonymousReason("withdraw", of: consult.number, asker)
      return consult.effect(
        reason + [Consults.end(consult.number, "withdrawn"), Consults.tell(consult.number, "withdrawn")],
        cause: "withdrawn", by: member, desk: [consult.notice(consult.answerer, "review", "withdrawn")])
    }
  }

  @Sendable static func authorise(_ call: Call) throws(Failure) -> Change {
    let convert = try call.text("convert")
    return try .consult(call) { (consult, _, asker) throws(Failure) in
      let member = try consult.asking(asker)
      try consult.check(call, .authorise)
      return consult.effect(
        [
          Consults.authorise(consult.number, convert: convert),
          Consults.tell(consult.number, "authorised", "convert", convert),
        ], cause: "authorised", by: member, desk: [consult.notice(consult.answerer, "review", "authorised")])
    }
  }
}

/// How soon a team answers.
struct ConsultDeadline: Sendable {
  private let days: Int
  private let keepsHolidays: Bool

  /// As `Consults.teams` and `Consults.answering` tell it.
  init(days: Int?, keepsHolidays: Bool?) {
    self.days = days ?? 5
    self.keepsHolidays = keepsHolidays ?? true
  }

  /// When an answer to what is asked now is due, in RFC 3339; `holidays` are the days to come on which teams are closed.
  func dueAt(_ holidays: Rows, _ asker: Asker) -> String {
    let closed = (0..<holidays.count).compactMap { holidays.text($0, 0).flatMap(CivilDate.init(iso:)) }
    let due = WorkingDays(closed: keepsHolidays ? Set(closed) : []).dueAt(days, asked: asker.now, in: asker.zone)
    return asker.zone.rfc3339(due)
  }
}
