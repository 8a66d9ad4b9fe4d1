internal import Casework

// The wait: clock, contacts, bridges, pauses, the first talk and the start.
extension Story {
  /// Something that happens to the entry on a day.
  struct Step {
    let day: Int
    let order: Int
    let act: (inout Entry) throws -> Void
  }

  private static let removals = [
    "declined", "not-needed", "other-provider", "moved", "turned-18", "unreachable", "redirected",
  ]
  private static let bridges = [
    "consult", "buurtteam", "ehealth", "group", "parent-support", "phone", "poh", "alternative",
  ]

  /// Puts the child on the list where it waits, and lets happen what does until help starts.
  ///
  /// - Returns: the day of the first talk, where there was or will be one.
  func wait() throws -> Int? {
    guard course != .carried, urgency != "crisis" else { return nil }
    let team = region.teams[base].number
    let number = sheets.number(.waitingEntry)
    let whole = (started ?? opened.day + year.weeks(registered: opened.day) * 7) - opened.day
    var entry = Entry(
      number: number, casus: casus, team: team, discipline: person(clinician).discipline ?? "orthopedagoog",
      service: [nil, "ggz-behandeling", "ambulant", "diagnostiek", "gezinsbehandeling"][
        dice.weighted([120, 420, 250, 120, 90])],
      urgency: urgency, addedOn: opened.day, nextContactOn: opened.day + 28)
    entry.prefersMode = dice.chance(90) ? ["on-site", "online"][dice.below(2)] : nil
    entry.prefersWorker = dice.chance(25) ? person(clinician).number : nil
    // One in eight comes with a paper missing, and the clock begins when that is in.
    let isPartial = whole > 14 && dice.chance(125)
    let paper = isPartial ? year.workday(from: opened.day + dice.between(2, min(20, whole - 4))) : opened.day
    let complete = min(paper, started ?? paper)
    var gone: Int?
    if whole > 20, urgency == "regulier", dice.chance(65) {
      gone = year.workday(from: complete + dice.between(8, max(9, whole - 6)))
      if let day = gone, day <= year.last { started = nil } else { gone = nil }
    }
    let last = min(gone ?? started ?? year.last, year.last)
    let met =
      whole > 12 && gone == nil && dice.chance(820)
      ? year.workday(from: complete + (whole - (complete - opened.day)) * dice.between(350, 750) / 1_000) : nil

    var steps: [Step] = []
    try begin(&entry, isPartial, &steps, complete)
    speak(from: opened.day, until: last, &steps)
    try bridge(entry, until: last, &steps)
    try pause(entry, from: complete, until: last, &steps)
    weigh(entry, from: complete, until: last, &steps)
    if let met { offer(met, &steps) }
    if let met, met < last {
      steps.append(
        Step(day: met, order: 5) { [self] entry in
          entry.intakeOn = met
          try note(&entry, "intake", on: met, by: person(clinician).number)
        })
    }
    if let gone {
      let removal = dice.pick(Self.removals)
      steps.append(
        Step(day: gone, order: 9) { [self] entry in
          entry.removedOn = gone
          entry.removal = removal
          try note(
            &entry, "removed", on: gone, by: region.teams[base].ground.lead, "{\"removal\": \"\(removal)\"}",
            text: "Demo: van de lijst.")
        })
      ended = gone
    } else if let started {
      steps.append(
        Step(day: started, order: 9) { [self] entry in
          entry.startOn = started
          try note(&entry, "started", on: started, by: person(clinician).number)
        })
    }
    latest = opened
    for step in steps.sorted(by: { ($0.day, $0.order) < ($1.day, $1.order) }) where step.day <= year.last {
      try step.act(&entry)
    }
    try entry.lay(on: sheets)
    return met.map { min($0, year.horizon) }
  }

  /// Keeps a fact with how the entry stands from then on.
  ///
  /// - Parameter at: when, of what the service itself records as it happens.
  func note(
    _ entry: inout Entry, _ what: String, on day: Int, by worker: Int, _ detail: String = "{}", reason: String? = nil,
    text: String? = nil, at: Moment? = nil
  ) throws {
    entry.revision += what == "added" || what == "registered" ? 0 : 1
    let moment = at ?? Moment(day, what == "added" || what == "registered" ? opened.minute : dice.between(560, 1_020))
    // What is recorded later than it happened is known from then on, and nothing after it any earlier.
    let late = at != nil || what == "added" || what == "registered" ? 0 : lateness()
    latest = max(latest, min(recorded(moment, late: late), year.end.later(-60)))
    touched = max(touched, latest.day)
    try sheets.make(
      .waitingFact, .int(entry.number), .day(day), .at(latest), .int(worker), .text(what), .text(detail), .some(reason),
      .some(text), .text(entry.state))
  }

  private func begin(_ entry: inout Entry, _ isPartial: Bool, _ steps: inout [Step], _ complete: Int) throws {
    if let first = firstContact { entry.firstContactOn = first.day }
    if isPartial { entry.letter = false } else { entry.registeredOn = opened.day }
    steps.append(
      Step(day: opened.day, order: 0) { [self] entry in
        latest = opened
        try note(&entry, "added", on: opened.day, by: openedBy)
        if !isPartial { try note(&entry, "registered", on: opened.day, by: openedBy) }
      })
    guard isPartial else { return }
    steps.append(
      Step(day: complete, order: 1) { [self] entry in
        entry.letter = true
        entry.registeredOn = complete
        try note(&entry, "complete", on: complete, by: person(gezinswerker).number, "{\"letter\": \"yes\"}")
        try note(&entry, "registered", on: complete, by: person(gezinswerker).number)
      })
  }

  /// Somebody calls every four weeks, or is late in doing so; some do not answer.
  private func speak(from day: Int, until last: Int, _ steps: inout [Step]) {
    var next = day
    while true {
      next = year.workday(from: next + (dice.chance(780) ? dice.between(24, 28) : dice.between(30, 45)))
      guard next < last else { return }
      let (answered, day) = (dice.chance(840), next)
      steps.append(
        Step(day: day, order: 3) { [self] entry in
          entry.nextContactOn = day + 28
          try note(
            &entry, "contact", on: day, by: person(gezinswerker).number,
            "{\"answered\": \(answered), \"next_on\": \"\(iso(day + 28))\"}",
            text: answered ? "Demo: gebeld, het gezin houdt het nog vol." : "Demo: geen gehoor.")
        })
    }
  }

  /// Something bridges the wait of three in five, and ends with it or before.
  private func bridge(_ entry: Entry, until last: Int, _ steps: inout [Step]) throws {
    let isFirst = region.number == 0 && sheets.counts[Table.waitingBridge.rawValue] == 0
    guard isFirst || dice.chance(620) else { return }
    let day = min(year.workday(from: opened.day + dice.between(2, 24)), last)
    guard isFirst || day < last, day <= year.last else { return }
    let kind = dice.pick(Self.bridges)
    let answer =
      kind == "alternative" ? ["accepted", "declined", "offered"][dice.weighted([500, 350, 150])] : "accepted"
    let byWorker = ["ehealth", "phone", "poh"].contains(kind)
    let team = region.teams[kind == "consult" || kind == "alternative" ? base : buurt]
    let until = dice.chance(350) ? day + dice.between(28, 84) : nil
    let name = byWorker ? person(gezinswerker).login : team.slug
    steps.append(
      Step(day: day, order: 4) { [self] entry in
        let end = until.map { ", \"until\": \"\(iso($0))\"" } ?? ""
        let told = kind == "alternative" ? ", \"answer\": \"\(answer)\"" : ""
        try note(
          &entry, "bridged", on: day, by: person(gezinswerker).number,
          "{\"kind\": \"\(kind)\", \"by\": \"\(name)\", \"from\": \"\(iso(day))\"\(end)\(told)}",
          text: "Demo: iets voor zolang het duurt.")
        try sheets.make(
          .waitingBridge, .int(entry.number), .text(kind), byWorker ? .int(person(gezinswerker).number) : .null,
          byWorker ? .null : .int(team.number), .day(day), .on(until), .text(answer),
          .text("Demo: iets voor zolang het duurt."),
          .at(latest))
      })
  }

  private func pause(_ entry: Entry, from complete: Int, until last: Int, _ steps: inout [Step]) throws {
    guard last - complete > 40, dice.chance(90) else { return }
    let (reason, longest) = [("gezin", 60), ("onbereikbaar", 28), ("voorkeur", 90)][dice.weighted([550, 250, 200])]
    let from = year.workday(from: complete + dice.between(6, 20))
    let until = year.workday(from: from + dice.between(10, 40))
    // Some say at once until when; of the others somebody says later that it is over.
    guard from < last else { return }
    let isOpen = dice.chance(400) && (until < last || last == year.last)
    let number = sheets.number(.waitingPause)
    var paused = Moment(0, 0)
    steps.append(
      Step(day: from, order: 6) { [self] entry in
        let end = isOpen ? "" : ", \"until\": \"\(iso(until))\""
        try note(&entry, "paused", on: from, by: person(gezinswerker).number, "{\"reason\": \"\(reason)\"\(end)}")
        paused = latest
        guard isOpen, until < last else {
          try sheets.add(
            .waitingPause, number: number, .int(entry.number), .text(reason), .day(from), .on(isOpen ? nil : until),
            .int(longest), .at(paused), .null)
          return
        }
      })
    guard isOpen, until < last else { return }
    steps.append(
      Step(day: until, order: 6) { [self] entry in
        try note(&entry, "resumed", on: until, by: person(gezinswerker).number)
        // As it was known before stays beside how it is known now.
        try sheets.add(
          .waitingPause, number: number, .int(entry.number), .text(reason), .day(from), .day(until), .int(longest),
          .at(latest), .null)
        guard paused < latest else { return }
        try sheets.make(
          .waitingPause, .int(entry.number), .text(reason), .day(from), .null, .int(longest), .at(paused), .at(latest))
      })
  }

  /// What a lead judges: another urgency, a place by hand.
  private func weigh(_ entry: Entry, from complete: Int, until last: Int, _ steps: inout [Step]) {
    guard last - complete > 30, urgency == "regulier" else { return }
    let lead = region.teams[base].ground.lead
    let day = year.workday(from: complete + dice.between(10, 26))
    if dice.chance(62) {
      steps.append(
        Step(day: day, order: 2) { [self] entry in
          entry.urgency = "urgent"
          entry.reviewOn = day + 42
          try note(
            &entry, "urgency", on: day, by: lead, "{\"urgency\": \"urgent\", \"review_on\": \"\(iso(day + 42))\"}",
            reason: "Demo: thuis loopt het op.")
        })
    } else if dice.chance(15) {
      steps.append(
        Step(day: day, order: 2) { [self] entry in
          entry.rank = 1
          entry.rankUntil = day + 28
          try note(
            &entry, "override", on: day, by: lead, "{\"rank\": \"1\", \"review_on\": \"\(iso(day + 28))\"}",
            reason: "Demo: het kind zit thuis.")
        })
    }
  }

  func iso(_ day: Int) -> String { CivilDate(day: day).iso }
}
