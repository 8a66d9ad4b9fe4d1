internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// What is new for a worker.
  static let desk: [String: Operation] = ["desk": .either(unseen, seen)]

  @Sendable private static func unseen(_ call: Call) throws(Failure) -> Reading {
    let after = try call.cursor(2)
    return Reading([Desk.unseen(after: after, limit: call.limit)]) { (rows, asker) throws(Failure) in
      let items = rows[0]
      let shown = 0..<min(items.count, call.limit)
      var ok: [JSON.Member] = [.init("rows", .integer(Int64(shown.count)))]
      if items.count > call.limit, let next = items.text(call.limit - 1, 1) { ok.append(.init("next", .string(next))) }
      return .composed(
        rows: shown.map { row($0, of: items, asker.language) }, ok: ok,
        touches: Answer.page(items, limit: call.limit).touches(call))
    }
  }

  private static func row(_ row: Int, of items: Rows, _ language: Language) -> [JSON.Member] {
    let (cause, code) = (items.text(row, 9) ?? "", items.text(row, 10) ?? "")
    let asker = items.text(row, 12)
    let text =
      asker.map { asked($0, code)(language) } ?? items.text(row, 13).flatMap { said($0, code) }?(language)
      ?? sentence(cause, code, isForTeam: items.bool(row, 11) == true)(language)
    return [
      .init("seq", .integer(Int64(items.integer(row, 0) ?? 0))), .init("at", .string(items.text(row, 8) ?? "")),
      .init("cause", .string(cause)), .init("thing", .string(code)), .init("text", .string(text)),
    ] + (asker.map { [.init("by", .string($0))] } ?? [])
  }

  /// Who wanted to record a child that the team has.
  private static func asked(_ login: String, _ code: String) -> Sentence {
    Sentence(
      nl: "\(login) wilde \(code) ook vastleggen; u kunt dat team uitnodigen (case invite).",
      en: "\(login) wanted to record \(code) too; you may invite that team (case invite).")
  }

  /// What an item says of what happened, in codes.
  private static func said(_ what: String, _ code: String) -> Sentence? {
    switch what {
    case "declined": Sentence(nl: "\(code) is afgewezen.", en: "\(code) was declined.")
    case "reassigned":
      Sentence(nl: "\(code) is aan een collega toegewezen.", en: "\(code) was assigned to a colleague.")
    case "authorised":
      Sentence(
        nl: "Of \(code) een casus mag worden is veranderd.", en: "Whether \(code) may become a case has changed.")
    case "identified":
      Sentence(nl: "Bij \(code) is gezegd wie het betreft.", en: "In \(code) it is told whom it is about.")
    case "withdrawn" where code.hasPrefix("Q-"): Sentence(nl: "\(code) is ingetrokken.", en: "\(code) was withdrawn.")
    case "withdrawn":
      Sentence(nl: "Een uitnodiging voor \(code) is ingetrokken.", en: "An invitation to \(code) was withdrawn.")
    case "proposed":
      Sentence(nl: "\(code) wacht op het akkoord van uw team.", en: "\(code) waits for your team to agree.")
    case "agreed": Sentence(nl: "\(code) is akkoord en uitgevoerd.", en: "\(code) was agreed and carried out.")
    case "objected": Sentence(nl: "Er is bezwaar gemaakt tegen \(code).", en: "\(code) was objected to.")
    case "proposal-lapsed": Sentence(nl: "\(code) is vervallen.", en: "\(code) has lapsed.")
    case "accepted":
      Sentence(
        nl: "Een uitgenodigd team doet nu mee in \(code).", en: "A team that was invited takes part in \(code) now.")
    case "refused":
      Sentence(
        nl: "Een uitgenodigd team doet niet mee in \(code).", en: "A team that was invited takes no part in \(code).")
    case "lapsed":
      Sentence(nl: "Een uitnodiging voor \(code) is vervallen.", en: "An invitation to \(code) has lapsed.")
    case "ended":
      Sentence(nl: "Een team denkt niet meer mee in \(code).", en: "A team thinks along in \(code) no longer.")
    case "moved": Sentence(nl: "\(code) is nu van een ander team.", en: "\(code) is another team's now.")
    case "left": Sentence(nl: "Een team is weggegaan uit \(code).", en: "A team has left \(code).")
    case "reopened": Sentence(nl: "\(code) is heropend.", en: "\(code) was reopened.")
    case "consent-withdrawn":
      Sentence(nl: "Een toestemming voor \(code) is ingetrokken.", en: "A consent for \(code) was withdrawn.")
    case "consent-review":
      Sentence(
        nl: "\(code) is 12, 16 of 18 geworden: leg de toestemmingen opnieuw vast (consent list).",
        en: "\(code) has turned 12, 16 or 18: record the consents anew (consent list).")
    case "sharing-ended":
      Sentence(
        nl: "In \(code) leest iemand niet meer mee: de toestemming om te delen is er niet meer.",
        en: "In \(code) somebody reads along no longer: the consent to share is gone.")
    case "refused-twice":
      Sentence(
        nl: "\(code) heeft opnieuw een aanbod afgeslagen: vraag het gezin wat wel past.",
        en: "\(code) declined an offer again: ask the family what does suit.")
    case "absent":
      Sentence(
        nl: "Bij \(code) is iemand afwezig: verzet of vervang, of zeg af.",
        en: "Somebody is away at \(code): move it, find another, or cancel.")
    case "rescheduled":
      Sentence(nl: "\(code) is verzet: kunt u dan?", en: "\(code) was moved: can you make it then?")
    case "cancelled": Sentence(nl: "\(code) gaat niet door.", en: "\(code) is cancelled.")
    case "series-cancelled":
      Sentence(nl: "\(code) en wat erop volgt gaat niet door.", en: "\(code) and what follows it is cancelled.")
    case "session-cancelled":
      Sentence(nl: "\(code), van een groep, gaat niet door.", en: "\(code), of a group, is cancelled.")
    case "group-seated":
      Sentence(
        nl: "Voor \(code) is een plaats vrijgekomen in de groep.", en: "A seat in the group came free for \(code).")
    case "merged":
      Sentence(nl: "\(code) is met een dubbel dossier samengevoegd.", en: "\(code) was merged with a double.")
    case "destruction-requested":
      Sentence(
        nl: "Er is gevraagd om \(code) te vernietigen: beslis daarover (dossier destroy).",
        en: "Somebody asks to destroy \(code): decide on that (dossier destroy).")
    case "destruction-refused":
      Sentence(nl: "\(code) wordt niet vernietigd.", en: "\(code) is not to be destroyed.")
    case "dossier-destroyed" where code.isEmpty:
      Sentence(nl: "Een dossier van uw team is vernietigd.", en: "A file of your team was destroyed.")
    case "dossier-destroyed":
      Sentence(
        nl: "\(code) gaat niet door: het dossier is vernietigd.", en: "\(code) is off: the file was destroyed.")
    case "step-overdue": Sentence(nl: "De dag van \(code) is voorbij.", en: "The day of \(code) has passed.")
    case "plan-overdue":
      Sentence(nl: "Het plan van \(code) is over de termijn.", en: "The plan of \(code) is past its time.")
    default: listed(what, code)
    }
  }

  /// What an item says of somebody who waits.
  private static func listed(_ what: String, _ code: String) -> Sentence? {
    switch what {
    case "contact-overdue":
      Sentence(nl: "De dag om \(code) te spreken is voorbij.", en: "The day to speak to \(code) has passed.")
    case "unbridged":
      Sentence(nl: "\(code) wacht zonder overbrugging.", en: "\(code) waits without anything to bridge it.")
    case "urgency-review":
      Sentence(
        nl: "De urgentie van \(code) is toe aan een nieuwe blik.",
        en: "The urgency of \(code) is to be looked at again.")
    case "override-review":
      Sentence(
        nl: "De plaats die \(code) met de hand kreeg geldt niet meer: kijk er opnieuw naar.",
        en: "The place given to \(code) by hand holds no longer: look at it again.")
    case "over-norm": Sentence(nl: "\(code) wacht langer dan de norm.", en: "\(code) waits longer than the norm.")
    default: nil
    }
  }

  /// What an item says, in codes.
  private static func sentence(_ cause: String, _ code: String, isForTeam: Bool) -> Sentence {
    switch (cause, isForTeam) {
    case ("assigned", true): Sentence(nl: "\(code) is nu van uw team.", en: "\(code) is up to your team now.")
    case ("assigned", false): Sentence(nl: "\(code) is nu van u.", en: "\(code) is up to you now.")
    case ("invited", _): Sentence(nl: "U wordt uitgenodigd bij \(code).", en: "You are invited to \(code).")
    case ("turn", true): Sentence(nl: "Uw team is aan zet in \(code).", en: "It is your team's turn in \(code).")
    case ("turn", false): Sentence(nl: "U bent aan zet in \(code).", en: "It is your turn in \(code).")
    case ("breach", _): Sentence(nl: "\(code) is over de termijn.", en: "\(code) is past its time.")
    case ("offered", _):
      Sentence(
        nl: "Er is een aanbod voor \(code): leg het het gezin voor zolang het geldt.",
        en: "There is an offer for \(code): put it to the family while it lasts.")
    case ("review", _) where code.hasPrefix("Q-"): Sentence(nl: "\(code) is gewijzigd.", en: "\(code) has changed.")
    case ("review", _): Sentence(nl: "\(code) is toe aan bespreking.", en: "\(code) is due for a review.")
    case ("emergency", _): Sentence(nl: "\(code) is met spoed ingezien.", en: "\(code) was read in an emergency.")
    default: Sentence(nl: "Er is nieuws over \(code).", en: "There is news of \(code).")
    }
  }

  @Sendable private static func seen(_ call: Call) throws(Failure) -> Change {
    let number = try call.integer("seen")
    return Change([Desk.place(of: number)]) { (rows, _) throws(Failure) in
      guard let place = Outbox.Place(rows[0], 0) else {
        throw .value(call, "seen", "Dit nummer is er niet.", "There is no such number.")
      }
      return Effect([Desk.see(place)], reply: Desk.seen, .integer(number))
    }
  }
}
