// What the family and the child consent to, refuse and take back.
extension Story {
  /// What one of them says.
  struct Said {
    var purpose: String
    /// With whom may be shared.
    var with: String?
    var isRefusal = false
    var exception: String?
    var why: String?
    var until: Int?
    /// When it was taken back.
    var withdrawn: Moment?
  }

  /// Who has a say on a day, as Jeugdwet 7.3.4 has it.
  func askers(on day: Int) -> [String] {
    switch age(on: day) {
    case ..<12: parents
    case ..<16: parents + ["youth"]
    default: ["youth"]
    }
  }

  /// Records what all who have a say consent to, and what the first of them took back; the number of the first.
  @discardableResult
  func consent(_ said: Said, at moment: Moment, by worker: Int, late: Int = 0) throws -> Int {
    var first: Int?
    for party in askers(on: moment.day) {
      var own = said
      if first != nil { own.withdrawn = nil }
      let number = try say(own, party, at: moment, by: worker, late: late)
      first = first ?? number
    }
    return first ?? 0
  }

  /// Records what one says; its number.
  @discardableResult
  func say(_ said: Said, _ party: String, at moment: Moment, by worker: Int, late: Int = 0) throws -> Int {
    let known = recorded(moment, late: late)
    touched = max(touched, known.day, said.withdrawn?.day ?? 0)
    return try sheets.make(
      .consent, .int(client), .text(said.purpose), .text(party), .some(said.with),
      .text(["written", "oral", "digital"][dice.weighted([600, 180, 220])]), .yes(said.isRefusal),
      .some(said.exception), .some(said.why), .at(moment), .on(said.until), .some(said.withdrawn),
      .some(said.withdrawn.map { _ in "Demo: bij nader inzien liever niet." }), .int(worker), .at(known))
  }

  /// All that is said of help that begins on a day and ends as it does: a no beforehand, a judge's order, a yes taken back.
  func consent(toHelpFrom start: Int, by worker: Int) throws {
    let moment = Moment(start, 9 * 60)
    let asked = askers(on: start)
    var said = Said(purpose: "treatment")
    // Who ends help against advice takes back the yes with it.
    if isBrokenOff, ended > max(start, kept.day), ended <= year.last { said.withdrawn = Moment(ended, 16 * 60) }
    // One in fifty parents says no at first.
    let doubting = asked.contains("parent-2") && dice.chance(40) ? "parent-2" : nil
    let before = Moment(year.workday(before: start - dice.between(4, 12)), 14 * 60)
    let persists = doubting != nil && asked.contains("youth") && dice.chance(400)
    if let doubting, before > opened {
      let no = Said(purpose: "treatment", isRefusal: true, why: "Demo: wil het eerst zelf proberen.")
      try say(no, doubting, at: before, by: worker)
    }
    guard let doubting, persists, before > opened else {
      try consent(said, at: moment, by: worker, late: lateness())
      return try order(start, worker)
    }
    // The youth goes on wishing it (Jeugdwet 7.3.5).
    for party in asked where party != doubting {
      var own = said
      own.withdrawn = party == "youth" ? said.withdrawn : nil
      if party == "youth" {
        (own.exception, own.why) = ("youth-persists", "Demo: de jongere wil deze hulp weloverwogen.")
      }
      try say(own, party, at: moment, by: worker)
    }
    try order(start, worker)
  }

  /// A measure of child protection, by which help is given whoever consents.
  private func order(_ start: Int, _ worker: Int) throws {
    guard referrer == "gecertificeerde-instelling" || referrer == "rechter", dice.chance(450) else { return }
    let measure = Said(
      purpose: "treatment", exception: "kinderbeschermingsmaatregel", why: "Demo: ondertoezichtstelling voor een jaar.",
      until: min(start + 365, adulthood))
    try say(measure, "court", at: Moment(start, 9 * 60), by: worker, late: lateness())
  }

  /// Whether a trainee may sit in.
  func observe(from day: Int) throws {
    guard dice.chance(45) else { return }
    let moment = office(day + dice.between(2, 30))
    guard moment.day < min(ended, year.last - 1) else { return }
    let isRefusal = dice.chance(300)
    try consent(
      Said(
        purpose: "observe", isRefusal: isRefusal, why: isRefusal ? "Demo: liever niemand erbij." : nil,
        until: isRefusal ? nil : min(moment.day + 180, adulthood)),
      at: moment, by: person(clinician).number)
  }

  /// What the family says when asked whether a party round the child may read the plan, at a moment.
  ///
  /// - Returns: whether it may, and since when no longer.
  func share(with kind: String, at moment: Moment, by worker: Int) throws -> (may: Bool, until: Moment?) {
    if dice.chance(160) {
      let parties = askers(on: moment.day)
      let no = Said(purpose: "share", with: kind, isRefusal: true, why: "Demo: dat blijft liever binnen het gezin.")
      try say(no, parties[dice.below(parties.count)], at: moment, by: worker)
      return (false, nil)
    }
    let back = office(moment.day + dice.between(15, 120))
    let isTakenBack = dice.chance(110) && back.day < min(ended, year.last - 1)
    try consent(
      Said(purpose: "share", with: kind, withdrawn: isTakenBack ? back : nil), at: moment, by: worker)
    return (true, isTakenBack ? back : nil)
  }
}
