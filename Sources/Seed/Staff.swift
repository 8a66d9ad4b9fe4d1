// Who works there, when, and when not.
extension Region {
  /// Professionals and gezinswerkers of a whole city; smaller ones have as many fewer.
  private static let specialists = 280
  private static let gezinswerkers = 185

  private static let disciplines = [
    "orthopedagoog", "gz-psycholoog", "systeemtherapeut", "psycholoog", "orthopedagoog", "gz-psycholoog",
    "kinderpsychiater", "orthopedagoog", "psycholoog", "gz-psycholoog", "vaktherapeut", "systeemtherapeut",
    "orthopedagoog", "psychotherapeut", "gz-psycholoog",
  ]
  private static let beasts = [
    "Vos", "Merel", "Das", "Egel", "Reiger", "Haas", "Specht", "Otter", "Uil", "Ree", "Bever", "Kievit", "Marter",
  ]

  /// Takes over the teams, and gives them rooms for as many people.
  func furnish() throws {
    basecamps = ground.wijken.map { _ in [] }
    buurtteams = basecamps
    for (place, given) in ground.teams.enumerated() {
      var team = Team(ground: given)
      for room in given.rooms { team.rooms.append(enrol(room.number, room.capacity)) }
      let more = given.isBasecamp ? min(10, clients / 500) : min(3, clients / 1_600)
      for extra in 0..<more {
        let capacity = extra % 4 == 3 ? 8 : 4
        resource += 1
        try sheets.add(.resource, .int(resource), .text("room"))
        let number = try sheets.make(
          .room, .int(given.place), .text(String(given.rooms.count + extra + 1)), .int(capacity), .int(resource))
        team.rooms.append(enrol(number, capacity))
      }
      team.rooms.sort { ($0.capacity, $0.number) < ($1.capacity, $1.number) }
      teams.append(team)
      if given.isBasecamp { basecamps[given.wijk].append(place) } else { buurtteams[given.wijk].append(place) }
    }
    for wijk in ground.wijken {
      elsewhere.append(
        try [("school", "Demo School"), ("sportclub", "Demo Sportclub")].map { kind, name in
          try sheets.make(
            .place, .text("demo-\(kind)-\(wijk.slug)"), .text("\(name) \(wijk.slug)"), .text(kind), .text(wijk.slug))
        })
      homes.append(
        try sheets.make(
          .place, .text("demo-verblijf-\(wijk.slug)"), .text("Demo Verblijf \(wijk.slug)"), .text("overig"),
          .text(wijk.slug)))
    }
  }

  private func enrol(_ number: Int, _ capacity: Int) -> Room {
    Room(number: number, capacity: capacity, row: roster.enrol { _ in Roster.allDay })
  }

  /// Hires as many as the size asks for, and tells when each is there.
  func staff() throws {
    var dice = dice(.staff)
    for (place, team) in teams.enumerated() {
      let isBasecamp = team.ground.isBasecamp
      let peers = (isBasecamp ? basecamps : buurtteams)[team.ground.wijk].count
      let share = share(of: team.ground.wijk)
      let size = (isBasecamp ? Self.specialists : Self.gezinswerkers) * clients / Scale.region * share / peers / 1_000
      for seat in 0..<max(isBasecamp ? 4 : 3, size) { try hire(place, seat, &dice) }
    }
  }

  private func hire(_ place: Int, _ seat: Int, _ dice: inout Dice) throws {
    let team = teams[place].ground
    let discipline = team.isBasecamp ? Self.disciplines[seat % Self.disciplines.count] : nil
    let area = team.slug.drop { $0 != "-" }.dropFirst()
    let login = "\(team.isBasecamp ? "k" : "g").\(area)-\(seat + 1)"
    // The first two of a team stay; of the others some come and some go.
    let joined =
      seat > 1 && dice.chance(120)
      ? year.workday(from: year.first + dice.below(300)) : year.first - 365 * dice.between(0, 3)
    let leaves =
      seat > 1 && joined < year.first && dice.chance(60)
      ? year.workday(from: year.first + dice.between(60, 340)) : Int.max / 2
    let hours = [36, 32, 28, 24][dice.weighted([100, 250, 300, 350])]
    let free = dice.between(1, 5)
    resource += 1
    try sheets.add(.resource, .int(resource), .text("worker"))
    let languages = [("{}", 800), ("{tr}", 60), ("{ar}", 60), ("{en,fr}", 50), ("{pl}", 30)]
    let number = try sheets.make(
      .worker, .text(login), .text("Demo \(Self.beasts[dice.below(Self.beasts.count)]) \(login)"),
      .int(dice.pick(team.organisations)), .some(discipline), .int(hours),
      .text(languages[dice.weighted(languages.map(\.1))].0), .int(resource))
    let isGone = leaves < year.last + 1
    let known = Moment(joined > year.first ? joined - 10 : joined, 10 * 60)
    try sheets.make(
      .member, .int(number), .int(team.number), .text(team.isBasecamp ? "specialist" : "gezinswerker"), .day(joined),
      .until(isGone ? leaves : nil), .some(isGone ? "Demo: andere baan" : nil), .at(known))
    // Four whole days of nine hours, or days of eight with one every other week.
    let span = hours == 36 ? (510, 1_050) : (510, 990)
    let whole = [36: 4, 32: 4, 28: 3, 24: 3][hours] ?? 3
    var weekly: [Int: Bool] = [:]
    for turn in 0..<5 {
      let weekday = (free + turn) % 5 + 1
      if turn < whole { weekly[weekday] = true } else if turn == whole, hours == 28 { weekly[weekday] = false }
    }
    for weekday in 1...5 {
      guard let always = weekly[weekday] else { continue }
      try sheets.make(
        .availability, .int(number), .int(weekday), .int(span.0), .int(span.1), .text(always ? "all" : "odd"),
        .text("any"),
        .int(team.place), .at(known))
    }
    let year = year
    let row = roster.enrol { day in
      guard year.works(day), day >= joined, day < leaves, let always = weekly[Year.weekday(day)],
        always || year.isOdd(day)
      else { return 0 }
      return Roster.halves(span.0, span.1)
    }
    teams[place].people.append(people.count)
    people.append(
      Person(
        number: number, login: login, team: place, discipline: discipline, row: row, joined: joined, leaves: leaves))
    worked.append([])
    try beAway(people.count - 1, &dice)
  }

  /// Leave, illness and training of a year.
  private func beAway(_ index: Int, _ dice: inout Dice) throws {
    let person = people[index]
    var away: [(ClosedRange<Int>, String)] = []
    let summer = year.date(7, 6) + 7 * dice.below(6)
    away.append((summer...(summer + 7 * dice.between(2, 3) - 1), "verlof"))
    for free in year.breaks where dice.chance(350) { away.append((free.lowerBound...(free.upperBound - 1), "verlof")) }
    for _ in 0..<dice.between(1, 5) {
      let day = year.workday(from: year.first + dice.below(360))
      away.append((day...day, dice.chance(250) ? "training" : "verlof"))
    }
    if dice.chance(400) {
      let day = year.workday(from: year.first + dice.below(355))
      away.append((day...(day + dice.between(0, 11)), "ziek"))
    }
    var laid: [ClosedRange<Int>] = []
    for (span, kind) in away.sorted(by: { $0.0.lowerBound < $1.0.lowerBound })
    where span.lowerBound > max(person.joined, year.first + 1) && span.upperBound < min(person.leaves, year.horizon)
      && !laid.contains(where: { $0.overlaps(span) })
    {
      laid.append(span)
      roster.close(person.row, span)
      let known =
        kind == "ziek" ? Moment(span.lowerBound, 500) : Moment(max(year.first - 20, span.lowerBound - 45), 600)
      try sheets.make(
        .absence, .int(person.number), .at(Moment(span.lowerBound, 0)), .at(Moment(span.upperBound + 1, 0)),
        .text(kind),
        .int(kind == "ziek" ? teams[person.team].ground.lead : person.number), .at(min(known, year.end)))
    }
  }

  /// Somebody of a team who is there all of a span, or as long as may be.
  func pick(_ team: Int, from first: Int, to last: Int, _ dice: inout Dice, _ fits: (Person) -> Bool = { _ in true })
    -> Int
  {
    let all = teams[team].people
    let start = dice.below(all.count)
    var second: Int?
    for step in 0..<all.count {
      let index = all[(start + step) % all.count]
      let person = people[index]
      guard person.joined <= first || person.joined <= year.first, person.leaves > first + 28 else { continue }
      guard person.leaves > last else { continue }
      if fits(person) { return index }
      second = second ?? index
    }
    return second ?? all[0]
  }
}
