// Appointments: on site, online and both, what moved online in the spring, who did not come.
extension Story {
  /// A kind of appointment.
  struct Kind {
    let type: String
    let minutes: Int
    /// Halves of hours it takes, so that whoever goes elsewhere after it has time to travel.
    let halves: Int
    let weight: Int
  }

  private static let kinds = [
    Kind(type: "behandeling", minutes: 45, halves: 2, weight: 640),
    Kind(type: "gezinsgesprek", minutes: 75, halves: 3, weight: 150),
    Kind(type: "huisbezoek", minutes: 60, halves: 3, weight: 85), Kind(type: "mdo", minutes: 45, halves: 2, weight: 60),
    Kind(type: "test", minutes: 150, halves: 6, weight: 20), Kind(type: "consult", minutes: 30, halves: 2, weight: 25),
    Kind(type: "overig", minutes: 30, halves: 2, weight: 20),
  ]
  static let intake = Kind(type: "intake", minutes: 75, halves: 3, weight: 0)

  /// Plans all meetings from the first talk on until help ends, or as far ahead as one plans.
  func meet(_ met: Int?) throws {
    if let met, met >= year.first, !isOffered { try meet(Self.intake, on: met, slack: 4) }
    guard let started else { return }
    let last = min(ended - 1, year.horizon - 3)
    try join(from: max(started, year.first), to: last)
    let every = [7, 14, 21][dice.weighted([600, 320, 80])]
    var day = max(started, year.first) + (course == .carried ? dice.below(every) : 0)
    if course != .carried, met == nil, try meet(Self.intake, on: day, slack: 4) { day += every }
    while day <= last {
      let isFree = year.isSchoolHoliday(day) && dice.chance(330)
      let kind = Self.kinds[dice.weighted(Self.kinds.map(\.weight))]
      if !isFree { try meet(kind, on: day, slack: every == 7 ? 3 : 6) }
      // The more is done, the less often one needs to meet.
      day += every + dice.between(-1, 1) + (day > max(started, year.first) + 240 && dice.chance(200) ? every : 0)
    }
  }

  /// Finds time for one meeting in some days from a day on, and lays it; false where there is none.
  @discardableResult
  private func meet(_ kind: Kind, on first: Int, slack: Int) throws -> Bool {
    let clinician = clinician(on: first)
    var who = [clinician]
    switch kind.type {
    case "mdo": who.append(gezinswerker)
    case "gezinsgesprek", "intake": if dice.chance(450) { who.append(gezinswerker) }
    case "overig", "huisbezoek": if dice.chance(450) { who = [gezinswerker] }
    default: break
    }
    if let leftOn, first + slack >= leftOn { who = [clinician] }
    let preferred = dice.between(1, 17)
    for day in first...(first + slack)
    where day > opened.day && year.works(day) && day <= year.horizon && !busy.contains(day) {
      let booked = booking(for: day)
      let was = year.goesOnline(day) && booked.day < year.closing ? year.date(3, 1) : day
      var mode = ["on-site", "online", "phone", "hybrid"][dice.weighted(year.modes(on: was))]
      if kind.type == "test", mode != "on-site" { mode = "on-site" }
      let goesOnline = was != day && mode == "on-site" && dice.chance(880)
      let meeting = try placed(kind, who, day, preferred, mode, booked, goesOnline)
      guard var meeting else { continue }
      busy.insert(day)
      try settle(&meeting, sheets.number(.appointment), goesOnline, who)
      return true
    }
    return false
  }

  private func booking(for day: Int) -> Moment {
    let earliest = max(opened.day, course == .carried ? opened.day : kept.day)
    let lead = dice.chance(70) ? dice.between(1, 3) : dice.between(5, 40)
    let booked = year.workday(before: min(max(day - lead, earliest), year.workday(before: year.last)))
    if booked >= day { return max(Moment(day, 8 * 60), opened.later(10)) }
    return max(Moment(booked, dice.between(540, 1_010)), opened.later(10))
  }

  func placed(
    _ kind: Kind, _ who: [Int], _ day: Int, _ preferred: Int, _ mode: String, _ booked: Moment, _ goesOnline: Bool
  ) throws -> Meeting? {
    let isThere = mode == "on-site" || mode == "hybrid"
    let isHome = kind.type == "huisbezoek" && isThere
    let outside =
      isThere && !isHome && kind.type != "test" && dice.chance(55)
      ? region.elsewhere[wijk][dice.chance(700) ? 0 : 1] : nil
    let team = kind.type == "gezinsgesprek" && who.contains(gezinswerker) && dice.chance(350) ? buurt : base
    // Two or three in the room, so that the small ones do.
    let needsRoom = isThere && !isHome && outside == nil && !goesOnline
    let rooms = region.teams[team].rooms
    let found = region.roster.find(
      who.map { person($0).row }, rooms: needsRoom ? rooms.map(\.row) : nil, on: day, halves: kind.halves,
      from: preferred)
    guard let found else { return nil }
    let room = found.room.flatMap { row in rooms.first { $0.row == row } }
    region.roster.take(
      who.map { person($0).row } + (room.map { [$0.row] } ?? []), on: day, from: found.minute, halves: kind.halves)
    let present = isThere ? "on-site" : mode
    var people = who.map { (number: person($0).number, mode: present) }
    var guest: (label: String, mode: String)?
    if mode == "hybrid" {
      // Somebody joins from elsewhere.
      if people.count > 1, dice.chance(400) {
        people[1].mode = "online"
      } else {
        guest = (["moeder", "vader"][dice.below(2)], "online")
      }
    } else if kind.type == "gezinsgesprek", dice.chance(700) {
      guest = (["moeder", "vader", "ouders"][dice.below(3)], present)
    }
    let wasRoom = goesOnline && !isHome && outside == nil ? rooms.first?.number : nil
    return Meeting(
      type: kind.type, mode: mode, start: Moment(day, found.minute), minutes: kind.minutes,
      place: isThere && !isHome ? outside ?? region.teams[team].ground.place : nil,
      homeWijk: isHome ? region.ground.wijken[wijk].slug : nil, room: room?.number ?? wasRoom,
      bookedBy: person(who[0]).number, bookedAt: booked, people: people,
      childMode: kind.type == "mdo" ? "none" : present,
      guest: guest)
  }

  func settle(_ meeting: inout Meeting, _ number: Int, _ goesOnline: Bool, _ who: [Int]) throws {
    let by = person(who[0]).number
    if goesOnline {
      try sheets.make(
        .appointmentChange, .int(number), .text("switched"), .int(by),
        .at(Moment(year.closing, dice.between(600, 1_020))),
        .text("Demo: voorlopig online."), .at(meeting.start), .at(meeting.end), .text(meeting.mode), .text("gepland"),
        .some(meeting.place), .some(meeting.homeWijk), .some(meeting.room))
      (meeting.mode, meeting.place, meeting.homeWijk, meeting.room) = ("online", nil, nil, nil)
      meeting.people = meeting.people.map { ($0.number, "online") }
      if meeting.childMode != "none" { meeting.childMode = "online" }
      meeting.guest?.mode = "online"
      meeting.sequence = 1
      meeting.revision += 1
    }
    var presence: (child: String?, others: Bool) = (nil, false)
    if meeting.end <= year.end.later(-1) {
      presence = try outcome(&meeting, number, by)
    } else if dice.chance(300) {
      meeting.status = "bevestigd"
      meeting.revision += 1
      try sheets.make(
        .appointmentChange, .int(number), .text("confirmed"), .int(by),
        .at(min(meeting.bookedAt.later(60), year.end.later(-60))), .null, .at(meeting.start), .at(meeting.end),
        .text(meeting.mode), .text("gepland"),
        .some(meeting.place), .some(meeting.homeWijk), .some(meeting.room))
    }
    try region.lay(meeting, number: number, casus: casus, presence: presence, link: dice.hex(32))
    touched = max(touched, min(max(meeting.bookedAt.day, presence.others ? meeting.start.day : 0), year.last))
  }

  /// What became of an appointment: who did not come, who cancelled, and what nobody has noted yet.
  private func outcome(_ meeting: inout Meeting, _ number: Int, _ by: Int) throws -> (child: String?, others: Bool) {
    let isSpring = year.goesOnline(meeting.start.day)
    let ahead = meeting.start.day - meeting.bookedAt.day
    if dice.chance(isSpring ? 70 : 28) {
      try cancel(&meeting, number, "afgezegd-aanbieder", by, late: dice.chance(350))
      return (nil, false)
    }
    if dice.chance(isSpring ? 75 : 55) {
      try cancel(&meeting, number, "afgezegd-client", by, late: dice.chance(320))
      return (nil, false)
    }
    if dice.chance(15) { return (nil, false) }
    // More of first talks, and of what was agreed long before; less of what takes place at home or from home.
    var missing = 65 + (meeting.type == "intake" ? 50 : 0) + (ahead > 21 ? 25 : 0) + (ahead > 35 ? 20 : 0)
    if meeting.mode == "online" || meeting.mode == "phone" || meeting.homeWijk != nil { missing -= 15 }
    let isMissed = meeting.childMode != "none" && dice.chance(missing)
    meeting.status = isMissed ? "no-show" : "gerealiseerd"
    meeting.revision += meeting.people.count + (meeting.childMode == "none" ? 0 : 1) + (meeting.guest == nil ? 0 : 1)
    return (isMissed ? "absent" : Region.presence(meeting.childMode), true)
  }

  private func cancel(_ meeting: inout Meeting, _ number: Int, _ status: String, _ by: Int, late: Bool) throws {
    meeting.status = status
    meeting.revision += 1
    meeting.sequence += 1
    let floor = meeting.bookedAt.later(5)
    let said = max(
      late
        ? meeting.start.later(-60 * dice.between(1, 20))
        : meeting.start.later(-1_440 * dice.between(2, 6) - dice.between(0, 200)), floor)
    let isLate = meeting.start < said.later(1_440)
    try sheets.add(
      .appointmentCancellation, .int(number), .int(by), .at(said),
      .text(status == "afgezegd-client" ? "Demo: het gezin kan niet." : "Demo: de hulpverlener kan niet."), .yes(isLate)
    )
    touched = max(touched, min(said.day, year.last))
  }

  // MARK: Groups

  /// One in four takes part in a group of the team: who would, where a seat is free and its days suit.
  private func join(from first: Int, to last: Int) throws {
    guard dice.chance(850) else { return }
    let age = age(on: first)
    let joined = office(max(first, kept.day))
    guard
      let place = region.groups.indices.first(where: { place in
        let group = region.groups[place]
        return group.base == base && group.taken < group.capacity && busy.isDisjoint(with: group.days)
          && group.ages.contains(age) && group.days.first.map { $0 > joined.day } == true
          && group.days.last.map { $0 <= last } == true
      })
    else { return }
    region.groups[place].taken += 1
    let group = region.groups[place]
    busy.formUnion(group.days)
    let by = person(clinician).number
    tell("group-joined", at: joined, by: by, team: region.teams[base].number, "{\"thing\": \"G-\(group.number)\"}")
    for session in group.sessions {
      let presence = session.isNoted ? (dice.chance(80) ? "absent" : Region.presence(session.mode)) : nil
      try sheets.add(.appointmentCase, .int(session.number), .int(casus), .text(session.mode), .some(presence))
    }
    let over = group.days[group.days.count - 1]
    guard over <= year.last else {
      try sheets.make(
        .groupPlace, .int(group.number), .int(group.capacity), .int(casus), .int(client), .int(group.taken), .int(by),
        .at(joined))
      return
    }
    tell(
      "group-left", at: Moment(over, 1_030), by: by, team: region.teams[base].number,
      "{\"thing\": \"G-\(group.number)\"}",
      reason: "Demo: de groep is afgerond.")
  }
}
