internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// An appointment moved: every check of a booking anew, for those who take part already.
enum AppointmentMove {
  private static let movable = ["gepland", "bevestigd"]

  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("id")
    let start = try call.instant("at").seconds
    // Its own length is not known yet, and none is over a day.
    let around = Int(start)..<Int(start) + 86_400
    let (first, last) = Colleague.days(around: around)
    let load = [
      Calendars.people(in: number, from: first, to: last),
      Calendars.based(
        for: number, from: around.lowerBound - 86_400, to: around.upperBound + 86_400),
    ]
    return Change(AppointmentStanding.queries(number) + load) { (rows, asker) throws(Failure) in
      guard start >= asker.now.seconds else { throw .past(call) }
      let standing = try AppointmentStanding(number, rows, asker)
      try standing.checkRelation()
      let known = Array(rows.dropFirst(AppointmentStanding.count))
      let colleagues = try Colleague.everyone(standing.workers.map(\.login), known[0], call)
      try checkTeam(call, standing, colleagues)
      try standing.check(call)
      try standing.check(isOneOf: movable)
      let length =
        call.optionalMinutes("minutes").map { Int64($0) * 60 } ?? standing.span.upperBound - standing.span.lowerBound
      let span = start..<start + length
      let time = MeetingTime(
        call: call,
        participants: Participants(
          workers: standing.workers.map { ($0.login, $0.mode) }, mode: standing.mode, place: standing.place,
          isAtHome: standing.isAtHome), span: span)
      if !call.isGiven("override") { try time.worksThen(colleagues, asker) }
      try time.travelsFromBase(known[1], colleagues, asker.zone)

      var new = AppointmentChanges.Arrangement(number, "moved")
      new.reason = try call.text("reason")
      new.status = "gepland"
      new.span = Int(span.lowerBound)..<Int(span.upperBound)
      new.isOverAbsence = call.isGiven("override")
      new.team = asker.memberships.compactMap(\.team).first
      var effect = standing.effect([AppointmentChanges.rearrange(new)], reply: AppointmentChanges.told)
      effect.desk = asker.notices(to: standing.workers.map(\.number), of: .number(number), "invited", "rescheduled")
      effect.explain = Obstacles(standing, taking: standing.entry(span), asker.zone).explain
      return effect
    }
  }

  private static func checkTeam(
    _ call: Call, _ standing: AppointmentStanding, _ colleagues: [Colleague]
  ) throws(Failure) {
    guard call.isGiven("override") else { return }
    let led = standing.reach.led
    guard !led.isEmpty, colleagues.allSatisfy({ !$0.teams.isDisjoint(with: led) }) else { throw .leadsHours }
  }
}

extension Failure {
  /// A start that is over.
  static func past(_ call: Call, _ field: String = "at") -> Failure {
    Failure(
      .inputTimePast, Sentence(nl: "Dat is al voorbij.", en: "That is over."), field: field,
      column: call.column(of: field))
  }

  /// More appointments in a time than are taken at once.
  static func tooMany(_ call: Call, _ most: Int) -> Failure {
    let field = call.isGiven("to") ? "to" : "from"
    return Failure(
      .inputTooMany,
      Sentence(
        nl: "Dit zijn er meer dan \(most); neem een kortere tijd.",
        en: "These are more than \(most); take a shorter time."),
      field: field, column: call.column(of: field))
  }

  /// Somebody who may not set hours aside.
  static let leadsHours = team(
    "Buiten werktijd plant alleen een teamleider van wie meedoen.",
    "Outside working hours only a lead of those who take part books.")
}
