/// A group of children, its sessions planned before anybody joins.
struct Group {
  let number: Int
  let base: Int
  let capacity: Int
  let ages: ClosedRange<Int>
  let sessions: [(number: Int, mode: String, isNoted: Bool)]
  let days: [Int]
  var taken = 0
}

extension Region {
  private static let names = [
    "SoVa", "Samen sterk", "Piekeren de baas", "Ouders en kind", "Rust in je hoofd", "Vrienden maken",
  ]

  /// Plans the groups of a year: in rounds, of eight to twelve weekly sessions of an hour and a half, two to four dozen at a time.
  func gather() throws {
    var dice = dice(.group)
    for (place, team) in teams.enumerated() where team.ground.isBasecamp {
      let share = share(of: team.ground.wijk) / basecamps[team.ground.wijk].count
      let count = (30 * clients * share + 500 * Scale.region) / (1_000 * Scale.region)
      for (month, day, times) in [(1, 13, 2), (3, 9, 1), (4, 6, 1), (5, 11, 1), (9, 7, 2), (10, 26, 1), (11, 23, 1)] {
        // However few children there are, each team has a group at the beginning and at the end.
        let least = month == 1 || month == 11 ? 1 : 0
        for turn in 0..<max(least, count * times) { try gather(place, from: year.date(month, day), turn, &dice) }
      }
    }
  }

  private func gather(_ place: Int, from monday: Int, _ turn: Int, _ dice: inout Dice) throws {
    let team = teams[place]
    let capacity = dice.between(6, 9)
    let count = dice.between(8, 12)
    let leader = pick(place, from: max(monday, year.first), to: monday + 7 * count, &dice)
    let person = people[leader]
    guard let large = team.rooms.last(where: { $0.capacity > capacity }) else { return }
    // A weekday and an afternoon hour at which the leader is there all the weeks.
    var planned: [(day: Int, minute: Int)] = []
    search: for weekday in 0..<5 {
      for half in [11, 13, 9, 3, 5] {
        let days = (0..<(count + 3)).map { monday + (weekday + turn) % 5 + 7 * $0 }.filter { day in
          guard day <= year.horizon, year.works(day), !year.isSchoolHoliday(day),
            let found = roster.find([person.row, large.row], rooms: nil, on: day, halves: 4, from: half)
          else { return false }
          return found.minute == Roster.opening + 30 * half
        }
        if days.count >= min(count, 6) {
          planned = days.prefix(count).map { ($0, Roster.opening + 30 * half) }
          break search
        }
      }
    }
    guard let first = planned.first else { return }
    let number = sheets.number(.careGroup)
    let booked = Moment(year.workday(before: monday - 35), 660)
    let series = try sheets.make(
      .series, .text("FREQ=WEEKLY;COUNT=\(planned.count)"), .at(Moment(first.day, first.minute)), .int(90),
      .int(person.number), .at(booked))
    let young = turn % 2 == 0
    try sheets.add(
      .careGroup, number: number, .text("Demo \(dice.pick(Self.names)) \(number)"), .text("groepsbehandeling"),
      .int(person.number),
      .int(capacity), .int(series), .int(person.number), .at(booked))
    var sessions: [(number: Int, mode: String, isNoted: Bool)] = []
    for (day, minute) in planned {
      roster.take([person.row, large.row], on: day, from: minute, halves: 4)
      let isOnline = year.number == 2020 && (year.goesOnline(day) || day >= year.date(12, 15))
      let isPast = day <= year.last
      let appointment = sheets.number(.appointment)
      let mode = isOnline ? "online" : "on-site"
      let start = Moment(day, minute)
      let meeting = Meeting(
        type: "behandeling", mode: mode, start: start, minutes: 90, status: isPast ? "gerealiseerd" : "gepland",
        place: isOnline ? nil : team.ground.place, room: isOnline ? nil : large.number, bookedBy: person.number,
        bookedAt: booked,
        series: (series, start), people: [(person.number, mode)], childMode: mode)
      try lay(meeting, number: appointment, casus: nil, presence: (nil, isPast), link: dice.hex(32))
      sessions.append((appointment, mode, isPast))
    }
    groups.append(
      Group(
        number: number, base: place, capacity: capacity, ages: young ? 6...11 : 12...17, sessions: sessions,
        days: planned.map(\.day)))
  }
}
