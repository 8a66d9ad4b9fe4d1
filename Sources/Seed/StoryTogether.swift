// How the two teams own the case: where it grew from, who joined or left, who holds the regie, and how it ended.
extension Story {
  private static let bands = ["0-3", "4-11", "12-17"]
  private var band: String {
    Self.bands[age(on: max(opened.day, year.first)) < 4 ? 0 : age(on: max(opened.day, year.first)) < 12 ? 1 : 2]
  }
  private var baseTeam: Int { region.teams[base].number }
  private var buurtTeam: Int { region.teams[buurt].number }

  /// Tells of the consult the case grew from, or of one that was asked while the child waited.
  func ask() throws {
    guard course != .carried, opened.day >= year.first else { return }
    if let asked = firstContact {
      let told = max(asked.later(60), opened.later(-90))
      let consent = try consent(Said(purpose: "identify"), at: told, by: person(gezinswerker).number)
      var question = Question(
        asked: asked, asker: gezinswerker, giver: clinician, wijk: region.ground.wijken[wijk].slug, band: band,
        urgency: urgency == "regulier" ? "regulier" : "urgent", mayConvert: true, identity: (client, consent, told))
      question.becomes = (casus, opened)
      try take(over: question)
    } else if started != nil || closed == nil, dice.chance(66) {
      let asked = office(opened.day + dice.between(3, 25))
      guard asked > opened, asked.day < min(started ?? year.last, year.last - 3) else { return }
      let consent = try consent(Said(purpose: "identify"), at: asked, by: person(gezinswerker).number)
      let question = Question(
        asked: asked, asker: gezinswerker, giver: clinician, wijk: region.ground.wijken[wijk].slug, band: band,
        identity: (client, consent, asked))
      try region.ask(question, &dice)
    }
  }

  private func take(over question: Question) throws {
    let (number, happened) = try region.ask(question, &dice)
    for fact in happened {
      let detail =
        fact.detail == "{}" ? "{\"thing\": \"Q-\(number)\"}" : "{\"thing\": \"Q-\(number)\", " + fact.detail.dropFirst()
      facts.append(
        Fact(
          occurred: fact.at, recorded: opened, worker: fact.worker, team: fact.team, what: "consult-" + fact.what,
          detail: detail,
          reason: nil))
    }
  }

  /// Decides, before anybody meets, whether the buurtteam leaves or somebody else takes over.
  func change() {
    guard let started, min(ended, year.last) - max(started, year.first) > 60 else { return }
    let (low, high) = (max(started, kept.day, year.first) + 25, min(ended, year.last) - 20)
    guard low < high else { return }
    if dice.chance(35) {
      leftOn = year.workday(from: dice.between(low, high))
    } else if dice.chance(80) {
      handedOn = year.workday(from: dice.between(low, high))
      let team = person(lead).team
      successor = region.pick(team, from: handedOn ?? low, to: min(ended, year.horizon), &dice) { [lead, region] in
        $0.number != region.people[lead].number && $0.discipline == region.people[lead].discipline
      }
      if successor == lead { (handedOn, successor) = (nil, nil) }
    }
  }

  /// Who sees the child for the basecamp on a day.
  func clinician(on day: Int) -> Int {
    if let handedOn, let successor, lead == clinician, day >= handedOn { return successor }
    return clinician
  }

  /// Lays what became of the ownership, and the case itself.
  func finish() throws {
    try hand()
    try leave()
    try invite()
    try end()
    for owner in owners { try sheets.add(.casusOwner, .int(casus), .int(owner), .at(opened)) }
    let isJudged = (closed ?? year.end) > Moment(opened.day + 43, 0)
    try sheets.add(
      .casus, number: casus, .int(client), .text(closed == nil ? "open" : "gesloten"), .text(urgency), .text(referrer),
      .text(region.ground.wijken[wijk].slug), .int(region.ground.wijken[wijk].consortium), .int(person(holder).number),
      .at(opened),
      .int(openedBy), .at(firstContact ?? opened), .some(closed), .yes(isJudged), .yes(isJudged && dice.chance(800)),
      .int(revision))
  }

  private var holder: Int { successor ?? lead }

  private func hand() throws {
    guard let handedOn, let successor else { return }
    let team = region.teams[person(lead).team].number
    tell(
      "regie", at: office(handedOn), by: person(lead).number, team: team,
      "{\"from\": \"\(person(lead).login)\", \"to\": \"\(person(successor).login)\"}",
      reason: dice.pick([
        "Demo: andere werkdagen.", "Demo: ziekte van de hulpverlener.", "Demo: betere match met het gezin.",
      ]))
  }

  /// The buurtteam leaves, and says why (R03).
  private func leave() throws {
    guard let leftOn else { return }
    let moment = office(leftOn)
    if lead == gezinswerker {
      tell(
        "regie", at: moment, by: person(gezinswerker).number, team: buurtTeam,
        "{\"from\": \"\(person(gezinswerker).login)\", \"to\": \"\(person(clinician).login)\"}",
        reason: "Demo: het buurtteam stopt.")
      lead = clinician
    }
    tell(
      "left", at: moment.later(1), by: person(gezinswerker).number, team: buurtTeam, "{\"last_buurtteam\": true}",
      reason: dice.pick([
        "Demo: het gezin is verhuisd naar een andere wijk.", "Demo: er is thuis geen vraag meer.",
        "Demo: op verzoek van het gezin.",
      ]))
    owners = [baseTeam]
  }

  /// Now and then somebody of another team hears of danger, and reads the file (breakglass).
  func alarm() {
    guard dice.chance(5) else { return }
    let (low, high) = (max(opened.day, kept.day, year.first) + 3, min(ended, year.last) - 5)
    guard low < high else { return }
    let day = year.workday(from: dice.between(low, high))
    let others = region.teams.indices.filter { $0 != base && $0 != buurt }
    guard !others.isEmpty, day < min(ended, year.last) else { return }
    let reader = region.pick(dice.pick(others), from: day, to: day + 1, &dice)
    let at = office(day)
    let team = region.teams[person(reader).team].number
    alarmed = Region.Alarm(
      worked: Region.Worked(casus: casus, client: client, team: team, from: at.day, to: at.day), person: reader, at: at)
    if let alarmed { region.alarms.append(alarmed) }
    // A look is no change: neither the revision nor how long the file is kept moves.
    facts.append(
      Fact(
        occurred: at, recorded: at, worker: person(reader).number, team: team, what: "emergency", detail: "{}",
        reason: "Demo: melding van acuut gevaar in het gezin."))
  }

  /// Another team thinks along or joins; some are still asked.
  private func invite() throws {
    guard started != nil, dice.chance(85) else { return }
    let others = region.teams.indices.filter {
      region.teams[$0].ground.isBasecamp && $0 != base && region.teams[$0].number != alarmed?.worked.team
    }
    guard !others.isEmpty else { return }
    let other = dice.pick(others)
    let team = region.teams[other].number
    let invited = office(max(kept.day, year.first, started ?? 0) + dice.between(5, 120))
    guard invited.day < min(ended, year.last - 1), invited > opened, leftOn.map({ invited.day < $0 }) ?? true else {
      return
    }
    let isOwner = dice.chance(180)
    let by = person(gezinswerker).number
    let host = region.pick(other, from: invited.day, to: year.last, &dice)
    let answered = office(invited.day + dice.between(1, 9))
    var state = ["accepted", "refused", "lapsed", "ended"][dice.weighted([650, 90, 90, isOwner ? 0 : 170])]
    if invited.later(14 * 1_440) >= year.end, dice.chance(400) || state == "lapsed" { state = "pending" }
    if answered <= invited { state = "pending" }
    if state == "pending", invited.later(14 * 1_440) < year.end { state = "lapsed" }
    var over: Moment?
    if state == "ended" {
      let moment = office(answered.day + dice.between(14, 60))
      if moment.day < min(ended, year.last - 1), moment > answered { over = moment } else { state = "accepted" }
    }
    let reads = isOwner || dice.chance(600) ? "all" : "plan"
    let role = isOwner ? "owner" : "consulted"
    let isAnswered = ["accepted", "refused", "ended"].contains(state)
    try sheets.make(
      .invitation, .int(casus), .int(team), .text(role), .text(reads), .text("Demo: wie denkt mee?"), .text(state),
      .text(region.ground.wijken[wijk].slug), .text(band), .text(urgency), .text("Demo: " + dice.pick(Self.subjects)),
      .int(by),
      .int(buurtTeam), .at(invited), .at(invited.later(14 * 1_440)), isAnswered ? .int(person(host).number) : .null,
      isAnswered ? .at(answered) : .null, .some(over))
    tell(
      "invited", at: invited, by: by, team: team, "{\"role\": \"\(role)\", \"reads\": \"\(reads)\"}",
      reason: "Demo: wie denkt mee?")
    if isAnswered {
      tell(
        state == "refused" ? "refused" : "accepted", at: answered, by: person(host).number, team: team,
        "{\"role\": \"\(role)\"}")
    } else if state == "lapsed" {
      tell("lapsed", at: invited.later(14 * 1_440), by: nil, team: team, "{\"role\": \"\(role)\"}")
    }
    if let over { tell("ended", at: over, by: person(host).number, team: team, "{\"role\": \"consulted\"}") }
    guard state == "accepted", isOwner else { return }
    tell("owner", at: answered, by: person(host).number, team: team)
    owners.append(team)
    joined = (team, person(host).number)
  }

  /// The case closes when all owners have agreed (R03); now and then one objects first.
  private func end() throws {
    guard ended <= year.last - 3 else { return }
    let last = year.workday(before: year.last)
    let proposed = office(ended + dice.between(1, 16))
    guard proposed.day < last, proposed.day > ended else { return }
    if dice.chance(45) {
      let objected = office(proposed.day + dice.between(1, 5))
      if owners.count > 1, objected > proposed, objected.day < last { try object(proposed, objected) }
      guard owners.count > 1 else { return try agree(proposed) }
      let again = office(proposed.day + dice.between(14, 30))
      if again.day < last, again > objected { try agree(again) }
      return
    }
    try agree(proposed)
  }

  private func object(_ proposed: Moment, _ objected: Moment) throws {
    let (by, team, other, otherTeam) = sides
    let number = try sheets.make(
      .proposal, .int(casus), .text("close"), .text("Demo: de vraag is beantwoord."), .text("objected"), .int(by),
      .int(team),
      .at(proposed), .at(proposed.later(7 * 1_440)), .at(objected), .int(other), .int(otherTeam),
      .text("Demo: nog een gesprek met school."))
    try sheets.add(.proposalAgreement, .int(number), .int(team), .int(by), .at(proposed))
    tell(
      "proposed", at: proposed, by: by, team: team, "{\"thing\": \"P-\(number)\", \"action\": \"close\"}",
      reason: "Demo: de vraag is beantwoord.")
    tell(
      "objected", at: objected, by: other, team: otherTeam, "{\"thing\": \"P-\(number)\"}",
      reason: "Demo: nog een gesprek met school.")
  }

  private func agree(_ proposed: Moment) throws {
    let (by, team, other, otherTeam) = sides
    let answer = office(proposed.day + dice.between(1, 6))
    let third = joined.map { _ in office(answer.day + 1) }
    let decided = owners.count == 1 ? proposed : third ?? answer
    // Whoever has not answered yet leaves it open.
    let isDecided =
      decided.day < year.workday(before: year.last)
      && (owners.count == 1 || answer > proposed && (third.map { $0 > answer } ?? true))
      && decided < proposed.later(7 * 1_440)
    let number = try sheets.make(
      .proposal, .int(casus), .text("close"), .text("Demo: de vraag is beantwoord."),
      .text(isDecided ? "agreed" : state(of: proposed)),
      .int(by), .int(team), .at(proposed), .at(proposed.later(7 * 1_440)),
      isDecided ? .at(decided) : state(of: proposed) == "open" ? .null : .at(proposed.later(7 * 1_440)), .null, .null,
      .null)
    try sheets.add(.proposalAgreement, .int(number), .int(team), .int(by), .at(proposed))
    let thing = "{\"thing\": \"P-\(number)\"}"
    tell(
      "proposed", at: proposed, by: by, team: team, "{\"thing\": \"P-\(number)\", \"action\": \"close\"}",
      reason: "Demo: de vraag is beantwoord.")
    guard isDecided else {
      if state(of: proposed) == "lapsed" {
        tell("proposal-lapsed", at: proposed.later(7 * 1_440), by: nil, team: team, thing)
      }
      return
    }
    if owners.count > 1 {
      try sheets.add(.proposalAgreement, .int(number), .int(otherTeam), .int(other), .at(answer))
      tell("agreed", at: answer, by: other, team: otherTeam, thing)
      if let joined, let third {
        try sheets.add(.proposalAgreement, .int(number), .int(joined.team), .int(joined.worker), .at(third))
        tell("agreed", at: third, by: joined.worker, team: joined.team, thing)
      }
    }
    let closer = owners.count == 1 ? (by, team) : joined.map { ($0.worker, $0.team) } ?? (other, otherTeam)
    tell("closed", at: decided.later(1), by: closer.0, team: closer.1, thing, reason: "Demo: de vraag is beantwoord.")
    closed = decided.later(1)
  }

  private func state(of proposed: Moment) -> String { proposed.later(7 * 1_440) < year.end ? "lapsed" : "open" }

  /// Who proposes and who agrees, each with the team.
  private var sides: (Int, Int, Int, Int) {
    let first = owners.contains(buurtTeam) && lead == gezinswerker
    let (one, two) = ((person(clinician).number, baseTeam), (person(gezinswerker).number, buurtTeam))
    return first ? (two.0, two.1, one.0, one.1) : (one.0, one.1, two.0, two.1)
  }
}
