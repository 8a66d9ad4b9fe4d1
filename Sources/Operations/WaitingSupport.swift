internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What supports who waits: contacts, and what bridges the wait.
enum WaitingSupport {
  @Sendable static func contact(_ call: Call) throws(Failure) -> Change {
    let (text, isAnswered) = (try call.text("text"), call.yes("answered"))
    let next = call.optionalDate("next-on")?.iso
    return try .waiting(
      call, by: .caseTeam,
      valid: { (asker) throws(Failure) in try call.checkAhead("next-on", today: asker.today, isUntil: true) }
    ) { (standing, _, _) throws(Failure) in
      try standing.check(WaitingStanding.open)
      return standing.effect(
        WaitingList.contact(standing.entry, text, isAnswered: isAnswered, next: next), cause: "contact",
        reply: WaitingList.contactTold)
    }
  }

  @Sendable static func bridge(_ call: Call) throws(Failure) -> Change {
    let (kind, by) = (try call.text("kind"), try call.text("by"))
    let until = call.optionalDate("until")
    return try .waiting(
      call, { [WaitingList.doer(by), WaitingList.bridges($0, kind, by: by)] },
      valid: { (asker) throws(Failure) in try call.checkPast("from", today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      guard let number = rows[0].integer(0, 0) else {
        throw .value(call, "by", "\(by) is geen medewerker en geen team.", "\(by) is no worker and no team.")
      }
      let from = call.optionalDate("from") ?? asker.today
      try standing.checkBorn(call, "from", from)
      // What goes on by that day gets another end; what was over is a second time beside the first.
      let running = OpenSpan.all(rows[1]).first.flatMap { $0.lasts(beyond: from) ? $0 : nil }
      if let until, running.map({ until < $0.from }) ?? (until <= from) {
        throw .value(call, "until", "Dit ligt voor het begin.", "This comes before the beginning.")
      }
      try standing.check(WaitingStanding.open)
      let change =
        if let running {
          WaitingList.rebridge(running.number, until: until?.iso)
        } else {
          WaitingList.bridge(
            standing.entry, kind, by: rows[0].bool(0, 1) == true ? .team(number) : .worker(number), from: from.iso,
            until: until?.iso, call.optionalText("text"))
        }
      let fact = standing.fact(
        "bridged", on: running == nil ? from : asker.today,
        ["kind": kind, "by": by, "from": (running?.from ?? from).iso, "until": until?.iso],
        text: call.optionalText("text"))
      return standing.effect([change, fact], cause: "bridged", reply: WaitingList.bridgeTold)
    }
  }
}
