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
    let (kind, doer) = (try call.text("kind"), try call.text("by"))
    let (until, answer) = (call.optionalDate("until"), try call.text("answer"))
    if kind != "alternative", call.isGiven("answer") {
      throw .value(
        call, "answer", "Een antwoord hoort bij een alternatief (kind=alternative).",
        "An answer is of an alternative (kind=alternative).")
    }
    return try .waiting(
      call, { [WaitingList.doer(doer), WaitingList.bridges($0, kind, by: doer)] },
      valid: { (asker) throws(Failure) in try call.checkPast("from", today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      guard let number = rows[0].integer(0, 0) else {
        throw .value(call, "by", "\(doer) is geen medewerker en geen team.", "\(doer) is no worker and no team.")
      }
      let from = call.optionalDate("from") ?? asker.today
      try standing.checkBorn(call, "from", from)
      // What goes on by that day gets another end; what was over is a second time beside the first, and so is another answer.
      let running = OpenSpan.all(rows[1]).first.flatMap { $0.lasts(beyond: from) ? $0 : nil }
      let same = rows[1].text(0, 3) == answer ? running : nil
      if let running, same == nil, from < running.from {
        throw .value(
          call, "from", "Dit ligt voor het aanbod, van \(running.from.iso).",
          "This comes before the offer, of \(running.from.iso).")
      }
      if let until, same.map({ until < $0.from }) ?? (until <= from) {
        throw .value(call, "until", "Dit ligt voor het begin.", "This comes before the beginning.")
      }
      try standing.check(WaitingStanding.open)
      let by = rows[0].bool(0, 1) == true ? WaitingList.Doer.team(number) : .worker(number)
      let text = call.optionalText("text")
      let change =
        if let same {
          [WaitingList.rebridge(same.number, until: until?.iso)]
        } else {
          (running.map { [WaitingList.rebridge($0.number, until: from.iso)] } ?? []) + [
            WaitingList.bridge(
              standing.entry, kind, by: by, from: from.iso, until: until?.iso, answer: answer, text)
          ]
        }
      let fact = standing.fact(
        "bridged", on: same == nil ? from : asker.today,
        [
          "kind": kind, "by": doer, "from": (same?.from ?? from).iso, "until": until?.iso,
          "answer": kind == "alternative" ? answer : nil,
        ], text: text)
      return standing.effect(change + [fact], cause: "bridged", reply: WaitingList.bridgeTold)
    }
  }
}
