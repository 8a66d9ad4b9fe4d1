// Time given out to who waits: what a lead offers, and what the family says.
extension Story {
  /// What comes of an offer.
  private enum Answer {
    case accepted, declined, expired
    /// None yet when the year ended.
    case open
  }

  /// Lets the first talk of some come of an offer, and of a few the second one.
  func offer(_ met: Int, _ steps: inout [Step]) {
    let (low, high) = (year.last + 9, year.last + 24)
    if (low...high).contains(met), opened.day < year.last - 30, dice.chance(600) {
      return offer(met, on: year.workday(before: year.last - dice.below(2)), .open, &steps)
    }
    guard met > max(year.first, opened.day) + 12, met < year.last, dice.chance(420) else { return }
    if met - opened.day > 30, dice.chance(260) {
      let day = year.workday(from: met - dice.between(12, 15))
      offer(
        day, on: year.workday(before: day - dice.between(4, 7)), dice.chance(600) ? .declined : .expired, &steps)
    }
    offer(met, on: year.workday(before: met - dice.between(4, 6)), .accepted, &steps)
  }

  private func offer(_ day: Int, on made: Int, _ answer: Answer, _ steps: inout [Step]) {
    steps.append(
      Step(day: made, order: 7) { [self] entry in try offer(day, answer, made, &entry) })
  }

  private func offer(_ day: Int, _ answer: Answer, _ on: Int, _ entry: inout Entry) throws {
    let made = max(Moment(on, dice.between(540, 900)), latest.later(1))
    // Who has a paper missing is offered nothing, and what was agreed before the spring closed is not told here.
    guard let registered = entry.registeredOn, registered <= on, entry.intakeOn == nil, made.day <= on + 1,
      made < year.end, !busy.contains(day), year.works(day), !(year.goesOnline(day) && made.day <= year.closing)
    else { return }
    let weights = year.modes(on: day)
    let mode = ["on-site", "online", "phone"][dice.weighted(Array(weights.prefix(3)))]
    guard var meeting = try placed(Self.intake, [clinician], day, dice.between(1, 17), mode, made, false) else {
      return
    }
    let hold = answer == .open ? 10_080 : 2_880
    let expires = min(made.later(hold), meeting.start.later(-1_440))
    let said = Moment(year.workday(from: made.day + 1), dice.between(540, 700))
    let decided = answer == .open ? nil : answer == .expired ? expires : min(said, expires.later(-10))
    if let decided { guard made < decided, decided < year.end else { return } }
    let lead = region.teams[base].ground.lead
    let decider = person(gezinswerker).number
    let (slot, offer, number) = (sheets.number(.slot), sheets.number(.offer), sheets.number(.appointment))
    try sheets.add(
      .slot, number: slot, .at(meeting.start), .at(meeting.end), .text(mode), .text(mode), .some(meeting.place), .null,
      .int(entry.team), .text(entry.discipline), .int(hold), .int(lead), .at(made),
      .text(answer == .open ? "open" : answer == .accepted ? "taken" : "ended"))
    try sheets.add(.slotWorker, .int(slot), .int(person(clinician).number), .text(mode))
    let reason = answer == .declined ? "Demo: die dag kan het gezin niet." : nil
    try sheets.add(
      .offer, number: offer, .int(slot), .int(entry.number), .int(number), .text("intake"), .text("\(answer)"),
      .at(made), .at(expires), .some(decided), .some(answer == .open || answer == .expired ? nil : decider),
      .some(reason))
    let detail = """
      {"offer": "O-\(offer)", "appointment": "A-\(number)", "start": "\(year.text(meeting.start))", "type": "intake"}
      """
    try note(&entry, "offered", on: made.day, by: lead, detail, at: made)
    if let decided {
      try note(
        &entry, "\(answer)", on: decided.day, by: answer == .expired ? lead : decider, detail, reason: reason,
        at: decided)
    }
    (meeting.bookedBy, meeting.bookedAt) = (lead, made)
    switch answer {
    case .accepted:
      (meeting.bookedBy, meeting.bookedAt, meeting.revision) = (decider, decided ?? made, 2)
      try settle(&meeting, number, false, [clinician])
    case .declined, .expired:
      (meeting.status, meeting.revision) = ("vervallen", 2)
      return try region.lay(meeting, number: number, casus: casus, presence: (nil, false), link: dice.hex(32))
    case .open:
      meeting.status = "voorstel"
      try region.lay(meeting, number: number, casus: casus, presence: (nil, false), link: dice.hex(32))
    }
    busy.insert(day)
    isOffered = true
  }
}
