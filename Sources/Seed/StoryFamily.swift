// The child, who belongs to it, and the case that two teams open for it.
extension Story {
  static let subjects = [
    "Hoe helpen we dit kind weer met plezier naar school?", "Wat kan het gezin thuis doen als de boosheid oploopt?",
    "Het kind slaapt slecht en piekert veel; wat is nodig?",
    "Ouders zijn pas gescheiden; hoe houden we rust voor de kinderen?",
    "De jongere zit veel alleen; wat past als eerste stap?", "School ziet concentratieproblemen; is onderzoek nodig?",
    "Het gezin vraagt steun bij grenzen stellen.", "De jongere is somber; wie kijkt mee?",
    "Het kind is bang om naar buiten te gaan; hoe beginnen we?", "Thuis onderwijs geeft spanning; wat helpt nu?",
  ]

  /// Lays the file: child, relations, case, owners, question.
  func open() throws {
    let ground = region.ground.wijken[wijk]
    // Above every number of workers and rooms, and saying nothing of the child.
    let resource = Int(dice.next() >> 9) | (1 << 40)
    try sheets.add(.resource, .int(resource), .text("client"))
    let opener = firstContact != nil || dice.chance(820) ? gezinswerker : clinician
    let team = region.teams[person(opener).team].number
    let language = dice.chance(140) ? ["tr", "ar", "pl", "en", "so", "uk"][dice.below(6)] : nil
    try sheets.add(
      .client, number: client, .text("Demo Kind \(client)"), .day(birth),
      .text(dice.pick(ground.pc4) + ["SA", "SD", "SS"][dice.below(3)]), .text(String(dice.between(1, 220))),
      .text(ground.slug),
      .text(["M", "V", "O"][dice.weighted([545, 447, 8])]), .some(language), .yes(language != nil && dice.chance(450)),
      .int(resource), .int(person(opener).number), .int(team), .at(kept))
    touched = max(touched, kept.day)
    try relate(opener)
    let (first, second) = (region.teams[base].number, region.teams[buurt].number)
    owners = [first, second]
    let by = person(opener).number
    tell("opened", at: opened, by: by, "{\"wijk\": \"\(ground.slug)\"}")
    for owner in owners.sorted() {
      tell("owner", at: opened, by: by, team: owner)
    }
    tell("regie", at: opened, by: by, "{\"worker\": \"\(person(lead).login)\"}")
    try sheets.add(.casusQuestion, .int(casus), .text("Demo: " + dice.pick(Self.subjects)))
    openedBy = by
  }

  private func relate(_ opener: Int) throws {
    let hasGuardian = dice.chance(referrer == "gecertificeerde-instelling" ? 160 : 15)
    var kin: [(String, String, Bool)] = []
    if hasGuardian {
      kin.append(("Demo Voogd", "voogd", true))
      parents = ["guardian"]
      if dice.chance(600) { kin.append(("Demo Pleegouder", "pleegouder", false)) }
    } else {
      kin.append(("Demo Ouder", "ouder", true))
      parents = ["parent-1"]
      if dice.chance(640) {
        kin.append(("Demo Tweede Ouder", "ouder", true))
        parents.append("parent-2")
      }
    }
    if dice.chance(300) { kin.append(("Demo Broer of Zus", "broer-zus", false)) }
    if dice.chance(60) { kin.append(("Demo Oma", "familie", false)) }
    for (label, kind, authority) in kin {
      try sheets.make(
        .relation, .int(client), .text("\(label) van Demo Kind \(client)"), .text(kind), .yes(authority),
        .some(authority && dice.chance(500) ? "demo-ouder-\(client)@example.org" : nil),
        .day(max(birth, opened.day - 3_000)),
        .int(person(opener).number), .at(kept))
    }
  }
}
