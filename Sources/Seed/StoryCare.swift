// Help itself: trajects, plan, goals, steps, notes, who takes part, and who thinks along.
extension Story {
  private static let forms = [
    ("02", 608), ("04", 173), ("03", 51), ("14", 40), ("11", 14), ("12", 8),
  ]
  private static let reasons = [
    "01 volgens plan", "02 voortijdig, in overeenstemming", "03 voortijdig, eenzijdig door de cliënt",
    "04 voortijdig, eenzijdig door de aanbieder", "05 voortijdig, door omstandigheden",
  ]
  private static let notes = [
    "kennisgemaakt; het gezin wil graag samen optrekken.", "gesproken over wat thuis al goed gaat.",
    "met school gebeld over de roosterdagen.", "oefening van vorige keer besproken.",
    "ouders zien verschil in de ochtend.",
    "afgesproken hoe we het de komende weken doen.", "beeldbellen ging goed; volgende keer weer.",
  ]
  private static let wishes = [
    "Ik wil weer met plezier naar school.", "We willen samen eten zonder ruzie.", "Ik wil beter slapen.",
    "Ik wil een vriend om mee te spelen.", "Ik wil minder piekeren.", "Wij willen weten hoe we rustig blijven.",
  ]

  /// All that comes with help, from the day it began to the end of the year.
  func help(from start: Int) throws {
    let clinicianNumber = person(clinician).number
    let team = region.teams[base].number
    let reason = Self.reasons[dice.weighted([640, 150, 95, 47, 68])]
    isBrokenOff = reason == Self.reasons[2]
    try consent(toHelpFrom: start, by: clinicianNumber)
    try observe(from: max(start, kept.day))
    try treat(start, clinicianNumber, team, reason)
    let first = max(start, kept.day)
    try plan(start, clinicianNumber, team)
    try aim(start, first)
    try involve(start)
    try record(first, team)
  }

  private func treat(_ start: Int, _ by: Int, _ team: Int, _ reason: String) throws {
    let form = Self.forms[dice.weighted(Self.forms.map(\.1))].0
    var pieces = [(start, ended, form)]
    // Help that changes its form ends under the one and goes on under the other.
    if ended - start > 260, dice.chance(430) {
      let change = start + (min(ended, year.last + 90) - start) * dice.between(350, 700) / 1_000
      let next = ["02", "04", "03"][dice.weighted([650, 280, 70])]
      if next != form { pieces = [(start, change, form), (min(change + 1, ended), ended, next)] }
    }
    let hasCrisis = urgency == "crisis" || dice.chance(28)
    for (index, piece) in pieces.enumerated() where piece.0 <= year.last {
      let isLast = index == pieces.count - 1
      try traject(
        service(of: piece.2), piece.2, from: piece.0, to: piece.1, by, team, hasCrisis && index == 0,
        isLast ? reason : Self.reasons[0])
    }
    if dice.chance(55), let from = Optional(start + 21), from < min(ended, year.last) - 30 {
      let module = ["vaktherapie", "speltherapie", "intelligentieonderzoek"][dice.weighted([450, 250, 300])]
      try traject(
        module, nil, from: from, to: min(ended, from + dice.between(60, 160)), by, team, false, Self.reasons[0])
    }
    if course == .carried, dice.chance(90) { try arrange() }
  }

  private func service(of form: String) -> String {
    switch form {
    case "02": ["ggz-behandeling", "ambulant", "diagnostiek", "groepsbehandeling"][dice.weighted([430, 340, 170, 60])]
    case "04": ["gezinsbehandeling", "ambulant"][dice.weighted([600, 400])]
    case "03": "kinderdagcentrum"
    case "11": "pleegzorg"
    case "12": ["gezinshuis", "logeren"][dice.weighted([500, 500])]
    default: "wonen"
    }
  }

  private func traject(
    _ service: String, _ form: String?, from: Int, to: Int, _ by: Int, _ team: Int, _ hasCrisis: Bool, _ reason: String
  ) throws {
    let begun = Moment(from, 10 * 60)
    let late = lateness()
    let number = sheets.number(.traject)
    let isOver = to <= year.last
    try sheets.add(
      .traject, number: number, .int(casus), .text(service), .some(form), .null, .yes(hasCrisis), .int(team),
      .day(from),
      .on(isOver ? to : nil), .some(isOver ? reason : nil), .int(by), .at(recorded(begun, late: late)))
    let told = form.map { ", \"hulpvorm\": \"\($0)\"" } ?? ""
    tell(
      "traject", at: begun, by: by, team: team,
      "{\"thing\": \"H-\(number)\", \"service\": \"\(service)\"\(told), \"started_on\": \"\(iso(from))\"}", late: late)
    if isOver {
      tell(
        "traject-ended", at: Moment(to, 16 * 60), by: by, team: team,
        "{\"thing\": \"H-\(number)\", \"service\": \"\(service)\"}", reason: reason, late: lateness())
    }
    guard ["kinderdagcentrum", "pleegzorg", "gezinshuis", "logeren", "wonen"].contains(service) else { return }
    let stay = sheets.number(.stay)
    // The day after the last night ends a stay, not before it began here.
    try sheets.add(
      .stay, number: stay, .int(casus), .int(client), .text(service), .int(region.homes[wijk]), .day(from),
      .until(isOver ? to : nil), .some(isOver ? reason : nil), .int(by), .at(recorded(begun, late: late)))
    tell(
      "stay", at: begun, by: by, team: team,
      "{\"thing\": \"L-\(stay)\", \"kind\": \"\(service)\", \"from\": \"\(iso(from))\"}", late: late)
    if isOver {
      tell(
        "stay-ended", at: Moment(to, 16 * 60), by: by, team: team,
        "{\"thing\": \"L-\(stay)\", \"until\": \"\(iso(to))\"}", reason: reason)
    }
  }

  /// Care that ran at another provider when the consortia began (R15).
  private func arrange() throws {
    let kind = ["transfer", "contract", "city-financed"][dice.weighted([550, 350, 100])]
    let until = dice.chance(650) ? year.date(6, 30) + dice.below(185) : nil
    let isOver = until.map { $0 <= year.last } ?? false
    let number = sheets.number(.arrangement)
    let by = person(gezinswerker).number
    try sheets.add(
      .arrangement, number: number, .int(casus), .text(kind), .text("Demo Aanbieder \(dice.between(1, 24))"),
      .day(kept.day),
      .until(until), .null, .int(by), .at(kept))
    tell(
      "arrangement", at: kept, by: by, team: region.teams[buurt].number,
      "{\"thing\": \"E-\(number)\", \"kind\": \"\(kind)\"}")
    if isOver, let until {
      tell(
        "arrangement-ended", at: Moment(until, 700), by: by, team: region.teams[buurt].number,
        "{\"thing\": \"E-\(number)\", \"until\": \"\(iso(until))\"}")
    }
  }

  /// The plan within six weeks, mostly, and on paper two weeks after it (Jeugdwet 4.1.3).
  private func plan(_ start: Int, _ by: Int, _ team: Int) throws {
    guard dice.chance(840) else { return }
    let fixed = office(max(opened.day, start) + (dice.chance(850) ? dice.between(5, 36) : dice.between(43, 90)))
    guard fixed.day <= min(ended, year.last) else { return }
    try note("plan", "het plan is met het gezin vastgesteld.", at: fixed, by, team)
    let written = office(fixed.day + (dice.chance(800) ? dice.between(2, 14) : dice.between(15, 40)))
    guard written.day <= min(ended, year.last), dice.chance(900) else { return }
    try note("plan-schriftelijk", "het plan is op papier overhandigd.", at: written, by, team)
  }

  private func note(_ kind: String?, _ text: String, at moment: Moment, _ by: Int, _ team: Int) throws {
    let late = lateness()
    let number = try sheets.make(
      .note, .int(casus), .some(kind), .text("Demo: " + text), .yes(kind == nil && dice.chance(40)), .int(by),
      .int(team),
      .at(recorded(moment, late: late)))
    let told = kind.map { ", \"kind\": \"\($0)\"" } ?? ""
    tell("note", at: moment, by: by, team: team, "{\"thing\": \"N-\(number)\"\(told)}", late: late)
  }

  /// Notes of the year: a handful a case.
  private func record(_ first: Int, _ team: Int) throws {
    var day = max(first, year.first) + dice.between(3, 40)
    while day < min(ended, year.last - 1) {
      let byClinician = dice.chance(700)
      let place = byClinician ? clinician : gezinswerker
      try note(
        nil, dice.pick(Self.notes), at: office(min(day, year.last - 1)), person(place).number,
        region.teams[person(place).team].number)
      day += dice.between(28, 120)
    }
  }

  /// Goals in the family's words, what both teams do for them, and how it goes.
  private func aim(_ start: Int, _ first: Int) throws {
    guard dice.chance(760) else { return }
    for _ in 0..<dice.between(1, 2) {
      let set = office(max(first, start + dice.between(3, 30)))
      guard set.day < min(ended, year.last - 5) else { return }
      let by = person(lead).number
      let team = region.teams[person(lead).team].number
      let goal = try sheets.make(.goal, .int(casus), .text("Demo: " + dice.pick(Self.wishes)), .int(by), .at(set))
      tell("goal", at: set, by: by, team: team, "{\"thing\": \"D-\(goal)\"}")
      try step(goal, set, by, team)
      var review = set.day + dice.between(60, 110)
      while review < min(ended, year.last - 1) {
        let moment = office(review)
        guard moment.day < year.last else { break }
        let status = ["begonnen", "op-weg", "bereikt", "losgelaten"][dice.weighted([200, 520, 230, 50])]
        try sheets.make(
          .goalReview, .int(goal), .text("Demo: het gaat al iets beter."), .text(status), .int(by), .at(moment))
        tell("goal-reviewed", at: moment, by: by, team: team, "{\"thing\": \"D-\(goal)\", \"status\": \"\(status)\"}")
        if status == "bereikt" { break }
        review += dice.between(70, 120)
      }
    }
  }

  private func step(_ goal: Int, _ set: Moment, _ by: Int, _ team: Int) throws {
    let byTeam = dice.chance(350)
    let doer = byTeam ? nil : Optional(dice.chance(550) ? gezinswerker : clinician)
    let due = year.workday(from: set.day + dice.between(14, 60))
    let done = dice.chance(780) ? year.workday(from: set.day + dice.between(7, 65)) : nil
    let isDone = done.map { $0 < min(ended, year.last) } ?? false
    let number = sheets.number(.step)
    let doing = doer.map { person($0).number } ?? person(gezinswerker).number
    // What was late was told of, once.
    let wasLate = due < (isDone ? done ?? 0 : year.last + 1)
    try sheets.add(
      .step, number: number, .int(casus),
      .text(
        "Demo: "
          + dice.pick([
            "met school bespreken wat er al kan.", "meekijken in een gezinsgesprek.", "samen het dagritme maken.",
          ])),
      .some(doer.map { person($0).number }), byTeam ? .int(region.teams[buurt].number) : .null, .day(due), .int(goal),
      .int(by),
      .at(set), .on(isDone ? done : nil), isDone ? .int(doing) : .null, .yes(wasLate))
    let who = doer.map { person($0).login } ?? region.teams[buurt].slug
    tell(
      "step", at: set, by: by, team: team,
      "{\"thing\": \"K-\(number)\", \"by\": \"\(who)\", \"due\": \"\(iso(due))\", \"goal\": \"D-\(goal)\"}")
    if isDone, let done {
      tell(
        "step-done", at: Moment(done, 0), by: doing, team: region.teams[buurt].number, "{\"thing\": \"K-\(number)\"}",
        late: 1)
    }
  }

  /// Others round the child; none of them reads the file but by law.
  private func involve(_ start: Int) throws {
    guard dice.chance(520) else { return }
    let isOrdered = referrer == "gecertificeerde-instelling" && dice.chance(600)
    let kind =
      isOrdered
      ? "save"
      : ["school", "huisarts", "familie", "jeugdarts", "sportclub", "vriend", "extern"][
        dice.weighted([430, 220, 130, 90, 60, 30, 40])]
    let moment = office(max(start, kept.day) + dice.between(0, 25))
    guard moment.day < min(ended, year.last) else { return }
    let by = person(gezinswerker).number
    let team = region.teams[buurt].number
    // Family and friends take part and read nothing; others read the plan where the family says so.
    let isAsked = ["school", "huisarts", "jeugdarts", "extern"].contains(kind) && dice.chance(600)
    let shared = isAsked ? try share(with: kind, at: moment, by: by) : (may: false, until: nil)
    let reads = isOrdered || shared.may ? "plan" : "nothing"
    let number = try sheets.make(
      .participant, .int(casus), .text(kind), .text("Demo Betrokkene \(client)"),
      .text(shared.until == nil ? reads : "nothing"), .some(isOrdered ? "ots" : nil), .at(shared.until ?? moment),
      .day(moment.day), .int(by), .at(moment))
    let ground = isOrdered ? ", \"ground\": \"ots\"" : ""
    tell(
      "participant", at: moment, by: by, team: team,
      "{\"thing\": \"B-\(number)\", \"kind\": \"\(kind)\", \"reads\": \"\(reads)\"\(ground)}")
    if let until = shared.until {
      tell("narrowed", at: until, by: by, "{\"participant\": \"B-\(number)\", \"reads\": \"nothing\"}")
    }
  }
}
