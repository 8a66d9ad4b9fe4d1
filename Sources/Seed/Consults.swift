/// A question to a basecamp, as it is asked.
struct Question {
  var asked: Moment
  /// Who asks and who answers: persons, by place.
  var asker: Int
  var giver: Int
  var wijk: String
  var band: String?
  var urgency = "regulier"
  var mayConvert = false
  /// The child, once its parents have said that it may be told of; and when.
  var identity: (client: Int, consent: Int, at: Moment)?
  /// The case it becomes, and when.
  var becomes: (casus: Int, at: Moment)?
}

extension Region {
  /// Something that happened to a consult.
  struct Happened {
    let what: String
    let at: Moment
    let worker: Int
    let team: Int
    let detail: String
  }

  private static let answers = [
    "Begin klein: kies samen een vast moment op de dag, en kijk na twee weken wat werkt.",
    "Maak het eerst rustig thuis; dan komt de vraag over school vanzelf.",
    "Vraag wat het kind zelf zou willen veranderen.",
    "Hier kan de jeugdarts goed meekijken; bel gerust als het niet lukt.",
  ]
  private static let delays = [90, 240, 220, 180, 120, 80, 40, 20, 10]

  /// Consults of the year that no child is known of, and some of them come to nothing.
  func consult() throws {
    var dice = dice(.consult)
    for _ in 0..<(clients * 345 / 1_000) {
      let wijk = dice.weighted(ground.wijken.map { Self.weight(of: $0.slug) })
      let month = dice.weighted((1...12).map { year.arrivals(in: $0) + 400 }) + 1
      let day = min(year.workday(from: year.date(month, 1) + dice.below(30)), year.workday(before: year.last))
      let asker = pick(dice.pick(buurtteams[wijk]), from: day, to: day + 30, &dice)
      let giver = pick(dice.pick(basecamps[wijk]), from: day, to: day + 30, &dice)
      let band = [nil, "0-3", "4-11", "12-17"][dice.weighted([80, 150, 440, 330])]
      let question = Question(
        asked: Moment(day, dice.between(530, 990)), asker: asker, giver: giver, wijk: ground.wijken[wijk].slug,
        band: band,
        urgency: ["regulier", "urgent", "spoed"][dice.weighted([890, 80, 30])], mayConvert: dice.chance(380))
      try ask(question, &dice)
    }
  }

  /// Lays a consult from its question to where it stood when the year ended.
  ///
  /// - Returns: its number, and what happened, which a case it becomes takes over.
  @discardableResult
  func ask(_ question: Question, _ dice: inout Dice) throws -> (number: Int, happened: [Happened]) {
    let number = sheets.number(.consult)
    var thread = Thread(self, question, number)
    try thread.run(&dice)
    try thread.lay()
    return (number, thread.happened)
  }

  /// A consult as it goes on.
  private struct Thread {
    let region: Region
    let question: Question
    let number: Int
    var state = "asked"
    var at: Moment
    var due: Moment
    var claimed: Int?
    var answeredAt: Moment?
    var closedAt: Moment?
    var outcome: String?
    var rating: Int?
    var redirect: String?
    var wasLate = false
    /// When an answer was due before the asker asked on, and when that was.
    var promised: [(due: Moment, until: Moment)] = []
    var revision = 1
    var happened: [Happened] = []
    var entries: [(kind: String, worker: Int, at: Moment, text: String, minutes: Int?)] = []

    var year: Year { region.year }
    var asker: Person { region.people[question.asker] }
    var giver: Person { region.people[question.giver] }

    init(_ region: Region, _ question: Question, _ number: Int) {
      self.region = region
      self.question = question
      self.number = number
      at = question.asked
      due = at
      due = term(from: at)
    }

    /// 17:00 of the fifth working day after, or of the first for what is urgent.
    private func term(from moment: Moment) -> Moment {
      Moment(year.workdays(question.urgency == "regulier" ? 5 : 1, after: moment.day), 17 * 60)
    }

    private func after(_ moment: Moment, days: Int, _ dice: inout Dice) -> Moment {
      if days == 0, moment.minute < 980 {
        return Moment(moment.day, moment.minute + dice.between(15, 1_050 - moment.minute))
      }
      return Moment(year.workdays(max(1, days), after: moment.day), dice.between(530, 1_020))
    }

    /// Notes that something happened, unless that lies in the time to come.
    private mutating func step(_ what: String, _ moment: Moment, by person: Person, _ detail: String = "{}") -> Bool {
      guard moment < year.end else { return false }
      at = moment
      if what != "asked" { revision += 1 }
      happened.append(
        Happened(what: what, at: moment, worker: person.number, team: region.teams[person.team].number, detail: detail))
      return true
    }

    mutating func run(_ dice: inout Dice) throws {
      guard step("asked", at, by: asker) else { return }
      entries.append(("question", asker.number, at, "Demo: " + dice.pick(Story.subjects), nil))
      if let becomes = question.becomes { return grow(at: becomes.at, &dice) }
      if dice.chance(25) {
        let moment = after(at, days: dice.between(0, 2), &dice)
        guard step("withdrawn", moment, by: asker) else { return }
        (state, closedAt) = ("withdrawn", moment)
        entries.append(("withdraw", asker.number, moment, "Demo: al opgelost.", nil))
        return
      }
      if dice.chance(30) {
        let moment = after(at, days: dice.between(0, 3), &dice)
        let other = giver.discipline == "kinderpsychiater" ? "gz-psycholoog" : "kinderpsychiater"
        guard step("declined", moment, by: giver, "{\"redirect\": \"\(other)\"}") else { return }
        (state, closedAt, redirect) = ("declined", moment, other)
        entries.append(("decline", giver.number, moment, "Demo: deze vraag past beter elders.", nil))
        return
      }
      let delay = question.urgency == "regulier" ? dice.weighted(Region.delays) : dice.weighted([400, 450, 120, 30])
      let claim = after(at, days: dice.below(delay + 1), &dice)
      guard step("claimed", claim, by: giver) else { return }
      (state, claimed) = ("claimed", giver.number)
      identify()
      try answer(after: max(0, delay - (claim.day - question.asked.day)), &dice)
    }

    private mutating func identify() {
      guard let identity = question.identity else { return }
      _ = step("identified", max(identity.at, at), by: asker)
    }

    private mutating func answer(after delay: Int, _ dice: inout Dice) throws {
      if dice.chance(190) {
        let moment = after(at, days: dice.between(0, 1), &dice)
        guard step("asked-back", moment, by: giver) else { return }
        state = "asked-back"
        entries.append(
          (
            "ask-back", giver.number, moment, "Demo: wat is er al geprobeerd, en hoe denkt de school erover?",
            dice.between(5, 15)
          ))
        let again = after(moment, days: dice.between(0, 3), &dice)
        guard follow(again, "Demo: we hebben samen gepraat; school denkt graag mee.") else { return }
      }
      guard reply(after(at, days: delay, &dice), &dice) else { return }
      if dice.chance(110) {
        guard follow(after(at, days: dice.between(1, 5), &dice), "Demo: dank; en wat als het in het weekend misgaat?"),
          reply(after(at, days: dice.between(0, 3), &dice), &dice)
        else { return }
      }
      let moment = after(at, days: dice.between(1, 9), &dice)
      let word = ["advice-enough", "referral-advised", "other-service", "joint-case"][
        dice.weighted([660, 170, 130, 40])]
      guard step("closed", moment, by: asker, "{\"outcome\": \"\(word)\"}") else { return }
      (state, closedAt, outcome) = ("closed", moment, word)
      rating = dice.chance(580) ? [5, 6, 7, 8, 9, 10][dice.weighted([20, 80, 270, 400, 180, 50])] : nil
    }

    private mutating func follow(_ moment: Moment, _ text: String) -> Bool {
      guard step("follow-up", moment, by: asker) else { return false }
      state = "claimed"
      promised.append((due, moment))
      due = term(from: moment)
      entries.append(("follow-up", asker.number, moment, text, nil))
      return true
    }

    private mutating func reply(_ moment: Moment, _ dice: inout Dice) -> Bool {
      guard step("answered", moment, by: giver) else { return false }
      state = "answered"
      wasLate = moment > due
      answeredAt = answeredAt ?? moment
      entries.append(("answer", giver.number, moment, "Demo: " + dice.pick(Region.answers), dice.between(15, 60)))
      return true
    }

    /// Becomes a case at a moment: answered first, then told of whom it is.
    private mutating func grow(at moment: Moment, _ dice: inout Dice) {
      let claim = Moment(max(at.day, year.workday(before: moment.day - 3)), max(at.minute, 560))
      guard claim < moment, step("claimed", max(claim, at.later(5)), by: giver) else { return }
      claimed = giver.number
      _ = reply(max(at.later(20), min(moment.later(-180), at.later(1_440))), &dice)
      identify()
      _ = step("converted", moment, by: asker)
      (state, closedAt) = ("converted", moment)
    }

    func lay() throws {
      let sheets = region.sheets
      let isOpen = state == "asked" || state == "claimed"
      let told = wasLate || isOpen && due < year.end ? due : nil
      try sheets.add(
        .consult, number: number, .text(state), .text(giver.discipline ?? "orthopedagoog"),
        .text(question.mayConvert || question.becomes != nil ? "may-convert" : "advice-only"), .text(question.urgency),
        .text(question.wijk), .some(question.band), .int(asker.number), .int(region.teams[asker.team].number),
        .int(region.teams[giver.team].number), .some(claimed), .at(question.asked), .at(due), .some(told),
        .some(answeredAt),
        .some(closedAt), .some(outcome), .some(rating), .some(state == "converted" ? question.becomes?.casus : nil),
        .some(redirect),
        .int(revision))
      for entry in entries {
        try sheets.make(
          .consultEntry, .int(number), .text(entry.kind), .int(entry.worker), .at(entry.at), .text(entry.text),
          .some(entry.minutes))
      }
      for fact in happened {
        try sheets.make(
          .consultFact, .int(number), .at(fact.at), .at(fact.at), .int(fact.worker), .text(fact.what),
          .text(fact.detail))
      }
      for former in promised {
        try sheets.make(
          .formerly, .text("consult"), .int(number),
          .text("{\"id\": \(number), \"due_at\": \"\(year.text(former.due))\"}"),
          .at(former.until))
      }
      if let identity = question.identity, happened.contains(where: { $0.what == "identified" }) {
        try sheets.add(
          .consultIdentity, .int(number), .int(identity.client), .int(identity.consent), .int(asker.number),
          .at(identity.at))
      }
    }
  }
}
