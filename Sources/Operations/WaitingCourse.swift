internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// How an entry goes on: papers, pauses, and the first talk.
enum WaitingCourse {
  @Sendable static func pause(_ call: Call) throws(Failure) -> Change {
    let word = try call.text("reason")
    let until = call.optionalDate("until")
    return try .waiting(
      call, first: [WaitingList.hold(try call.code("id"))], { [WaitingList.pauses($0)] },
      valid: { (asker) throws(Failure) in try call.checkPast("from", today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let from = call.optionalDate("from") ?? asker.today
      try standing.checkRegistered(call, "from", from)
      if let until, until <= from {
        throw .value(call, "until", "Dit ligt voor het begin.", "This comes before the beginning.")
      }
      let running = Array(WaitingStanding.waiting.dropLast())
      let isInside = OpenSpan.all(rows[0]).contains { pause in
        pause.lasts(beyond: from) && until.map { pause.from < $0 } ?? true
      }
      guard !isInside else { throw standing.pausedThen(call, running) }
      guard running.contains(standing.underlying), let reason = PauseReason(rawValue: word) else {
        throw standing.refusal(running)
      }
      let pause = WaitingList.pause(
        standing.entry, word, from: from.iso, until: until?.iso, longest: reason.longestDays)
      let fact = standing.fact("paused", on: from, ["reason": word, "until": until?.iso])
      return standing.effect([pause, fact], cause: "paused", showsInCase: true, reply: WaitingList.pauseTold)
    }
  }

  @Sendable static func resume(_ call: Call) throws(Failure) -> Change {
    try .waiting(
      call, { [WaitingList.pauses($0)] },
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      guard standing.status == "aangehouden",
        let pause = OpenSpan.all(rows[0]).first(where: { $0.from <= asker.today && $0.lasts(beyond: asker.today) })
      else { throw standing.refusal(["aangehouden"]) }
      guard pause.from <= day else {
        throw .value(call, "on", "Toen liep de klok nog.", "The clock still ran then.")
      }
      return standing.effect(
        [
          WaitingList.resume(pause.number, from: day.iso),
          standing.fact("resumed", on: day, reason: call.optionalText("reason")),
        ], cause: "resumed", showsInCase: true, reply: WaitingList.pauseTold)
    }
  }

  @Sendable static func intake(_ call: Call) throws(Failure) -> Change {
    let (entry, appointment) = (try call.code("id"), call.optionalCode("appointment"))
    return try .waiting(
      call, first: [WaitingList.hold(entry)], { [WaitingList.hasAppointment($0, appointment)] },
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      try standing.checkRegistered(call, "on", day)
      try standing.checkBelongs(call, "appointment", rows[0])
      guard standing.underlying == "wacht-op-intake" else {
        throw standing.refusal(["wacht-op-intake"], is: standing.underlying)
      }
      if let status = rows[0].text(0, 3), !["gepland", "bevestigd", "gerealiseerd"].contains(status) {
        throw .value(call, "appointment", "Deze afspraak staat op \(status).", "This appointment is \(status).")
      }
      // Whoever was offered it has given the reason then.
      let reason = call.optionalText("reason") ?? rows[0].text(0, 2)
      let isPast = rows[0].text(0, 1) != nil
      try standing.checkOwnWorker(rows[0].text(0, 1), reason: reason)
      return standing.effect(
        [
          WaitingList.intake(standing.entry, on: day.iso),
          standing.fact(
            "intake", on: day, ["appointment": appointment.map { "A-\($0)" }], pastOwnWorker: isPast,
            reason: reason),
        ], cause: "intake", showsInCase: true, reply: WaitingList.intakeTold)
    }
  }

  @Sendable static func start(_ call: Call) throws(Failure) -> Change {
    let (entry, traject, on) = (try call.code("id"), call.optionalCode("traject"), call.optionalDate("on")?.iso)
    return try .waiting(
      call, first: [WaitingList.hold(entry)],
      {
        [
          WaitingList.holdCase(of: $0), Consents.standing(entry: $0, purpose: "treatment"),
          WaitingList.hasTraject($0, traject), WaitingList.goesPastOwnWorker($0, on: on),
        ]
      },
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      try standing.checkRegistered(call, "on", day)
      try standing.checkMet(call, "on", day)
      try standing.checkBelongs(call, "traject", rows[2])
      try ConsentCheck("treatment", rows[1]).require(on: day)
      try standing.check(WaitingStanding.waiting)
      let (own, reason) = (rows[3].text(0, 0), call.optionalText("reason"))
      try standing.checkOwnWorker(own, reason: reason)
      let fact = standing.fact(
        "started", on: day, ["traject": traject.map { "H-\($0)" }], pastOwnWorker: own != nil, reason: reason)
      return standing.effect(
        WaitingList.start(standing.entry, on: day.iso) + [fact], cause: "started", showsInCase: true,
        reply: WaitingList.ended)
    }
  }

  @Sendable static func complete(_ call: Call) throws(Failure) -> Change {
    let given = (form: call.yes("form"), letter: call.yes("letter"))
    guard given.form || given.letter else {
      throw .needed("form", "Wat is er binnen: form=yes, letter=yes?", "What came in: form=yes, letter=yes?")
    }
    return try .waiting(
      call, { [WaitingList.lastPaper($0)] },
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      try standing.checkBorn(call, "on", day)
      try standing.check(["onvolledig"])
      let (form, letter) = standing.papers
      guard given.form && !form || given.letter && !letter else {
        throw .value(call, given.form ? "form" : "letter", "Dat was er al.", "That was in already.")
      }
      let isComplete = (form || given.form) && (letter || given.letter)
      // The clock starts when the later of the two is in.
      let earlier = form || letter ? rows[0].text(0, 0).flatMap(CivilDate.init(iso:)) ?? standing.addedOn : day
      let registered = isComplete ? max(day, earlier) : nil
      var queries = [
        WaitingList.complete(
          standing.entry, form: given.form, letter: given.letter, registered: registered?.iso),
        standing.fact(
          "complete", on: day, ["form": given.form ? "yes" : nil, "letter": given.letter ? "yes" : nil]),
      ]
      if let registered { queries.append(standing.fact("registered", on: registered)) }
      return standing.effect(
        queries, cause: isComplete ? "registered" : "complete", showsInCase: true, reply: WaitingList.completeTold)
    }
  }

  @Sendable static func urgency(_ call: Call) throws(Failure) -> Change {
    let (urgency, reason) = (try call.text("urgency"), try call.text("reason"))
    let review = try call.date("review-on")
    return try .waiting(
      call, by: .listLead, { _ in [WaitingList.doors(nil)] },
      valid: { (asker) throws(Failure) in try call.checkAhead("review-on", today: asker.today, isUntil: true) }
    ) { (standing, rows, asker) throws(Failure) in
      if urgency == "crisis" { throw .redirect(call, "urgency", door: rows[0].text(rows[0].count - 1, 3) ?? "") }
      try standing.check(WaitingStanding.open)
      return standing.effect(
        [
          WaitingList.judge(standing.entry, urgency, review: review.iso),
          standing.fact("urgency", on: asker.today, ["urgency": urgency, "review_on": review.iso], reason: reason),
        ], cause: "urgency", showsInCase: true, reply: WaitingList.urgencyTold)
    }
  }

  @Sendable static func override(_ call: Call) throws(Failure) -> Change {
    let (rank, reason) = (try call.integer("rank"), try call.text("reason"))
    let review = try call.date("review-on")
    return try .waiting(
      call, by: .listLead,
      valid: { (asker) throws(Failure) in try call.checkAhead("review-on", today: asker.today, isUntil: true) }
    ) { (standing, _, asker) throws(Failure) in
      try standing.check(WaitingStanding.waiting)
      return standing.effect(
        [
          WaitingList.override(standing.entry, rank: rank, until: review.iso),
          standing.fact("override", on: asker.today, ["rank": String(rank), "review_on": review.iso], reason: reason),
        ], cause: "override", reply: WaitingList.overrideTold)
    }
  }
}
