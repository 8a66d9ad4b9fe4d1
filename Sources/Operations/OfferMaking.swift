internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Giving out time: that of a cancelled appointment, or that of some workers at a moment; to the entry named, else to the
/// first of the list it is for.
///
/// Who comes next, that nothing is taken twice and that all can travel is not decided here: the guards of the schema do.
struct OfferMaking: Sendable {
  /// A slot nearer than this is offered to nobody.
  private static let nearest: Int64 = 2 * 3_600
  private static let free = ["afgezegd-client", "afgezegd-aanbieder", "vervallen"]

  private enum Source {
    case freed(Int)
    case opened(MeetingTime)
  }

  private let call: Call
  private let source: Source

  /// - Throws: `syntax.missing-parameter` or `input.value` for what names no time, or two.
  init(_ call: Call) throws(Failure) {
    self.call = call
    if let appointment = call.optionalCode("appointment") {
      if let other = ["at", "minutes", "with", "place", "room"].first(where: call.isGiven) {
        throw .value(
          call, other, "Met een afspraak staan tijd en medewerkers al vast.",
          "With an appointment time and workers are given already.")
      }
      source = .freed(appointment)
    } else {
      if let missing = ["at", "minutes", "with"].first(where: { !call.isGiven($0) }) {
        throw .needed(
          missing, "Noem een afgezegde afspraak, of wanneer, hoe lang en met wie.",
          "Name a cancelled appointment, or when, how long and with whom.")
      }
      let start = try call.instant("at").seconds
      source = .opened(
        MeetingTime(
          call: call, participants: try Participants(call, hasCase: true, needsPlace: false),
          span: start..<start + Int64(try call.minutes("minutes")) * 60))
    }
  }

  func change() throws(Failure) -> Change {
    let valid = { @Sendable (asker: Asker) throws(Failure) in
      if case .opened(let time) = source { try checkAhead(time.span.lowerBound, "at", asker) }
    }
    guard call.isGiven("entry") else {
      return Change([lock] + queries) { (rows, asker) throws(Failure) in
        try valid(asker)
        return try decide(nil, Array(rows.dropFirst()), asker)
      }
    }
    return try .waiting(
      call, named: "entry", by: .listLead, first: [lock], { [Bookings.casus(of: $0)] + queries }, valid: valid
    ) { (standing, rows, asker) throws(Failure) in
      guard let casus = Concerned.all(rows[0]).first else { throw .gone }
      return try decide(Named(standing: standing, casus: casus), Array(rows.dropFirst()), asker)
    }
  }

  /// The entry that is offered it.
  private struct Named {
    let standing: WaitingStanding
    let casus: Concerned
  }

  /// Whose time it is comes before whose it becomes, as wherever time is given out.
  private var lock: Query {
    switch source {
    case .freed(let appointment): Offers.lock(appointment)
    case .opened(let time):
      Offers.lock(
        time.participants.workers.map(\.who), at: time.participants.place, from: Int(time.span.lowerBound))
    }
  }

  private var queries: [Query] {
    switch source {
    case .freed(let appointment): return [Offers.givers(of: appointment), Offers.freed(appointment)]
    case .opened(let time):
      let (start, end) = (Int(time.span.lowerBound), Int(time.span.upperBound))
      let logins = time.participants.workers.map(\.who)
      return [
        Offers.givers(logins), Colleague.query(logins, around: start..<end),
        Offers.venue(time.participants.place, of: logins, at: start),
        Calendars.based(
          logins, place: time.participants.place, home: nil, from: start - 86_400, to: end + 86_400),
      ]
    }
  }

  private func decide(_ named: Named?, _ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let givers = Giver.all(rows[0])
    let reach = Reach(asker, owners: named.map { [$0.casus.owners] } ?? [])
    guard !givers.isEmpty, givers.allSatisfy({ !$0.teams.isDisjoint(with: reach.led) }) else {
      throw .team(
        "Een teamleider geeft tijd uit van het eigen team, of van een team dat de casus mee bezit.",
        "A lead gives out time of the own team, or of a team that owns the case too.")
    }
    if case .freed = source { try checkAhead(Int64(rows[1].integer(0, 1) ?? 0), "appointment", asker) }
    let list = try list(named, givers, asker)
    try named?.standing.check(["wacht-op-intake", "wacht-op-start"])
    var time = try time(rows, givers, asker)
    time.team = list.team
    time.discipline = list.discipline
    time.hold = call.optionalDuration("hold").map { max(1, $0.minutes) }

    var effect = Effect(
      [Offers.make(time, entry: named?.standing.entry, call.optionalText("reason"))], reply: Offers.made)
    effect.makes = ["offer", "appointment"]
    effect.tells = true
    effect.touches = [Touch(client: .offered, casus: .offered, role: Role.lead.rawValue, team: list.team)]
    effect.explain = explaining(time, givers, named, asker.zone)
    return effect
  }

  /// Who has the list: that of the entry, else that of the first worker in a team the asker leads.
  private func list(
    _ named: Named?, _ givers: [Giver], _ asker: Asker
  ) throws(Failure) -> (team: Int, discipline: String) {
    if let named { return (named.standing.team, named.standing.discipline) }
    guard let giver = givers.first(where: { $0.discipline != nil }), let discipline = giver.discipline else {
      throw .value(
        call, call.isGiven("with") ? "with" : "appointment", "Op deze medewerkers wacht niemand.",
        "Nobody waits for these workers.")
    }
    guard let team = asker.teams([.lead]).compactMap(\.team).first(where: giver.teams.contains) else {
      throw .team(
        "Noem de plek: \(giver.login) werkt niet in uw team.", "Name the entry: \(giver.login) is not of your team.")
    }
    return (team, discipline)
  }

  private func checkAhead(_ start: Int64, _ name: String, _ asker: Asker) throws(Failure) {
    if start < asker.now.seconds {
      throw Failure(
        .inputTimePast, Sentence(nl: "Dat is al voorbij.", en: "That is over."), field: name,
        column: call.column(of: name))
    }
    if start <= asker.now.seconds + Self.nearest {
      throw .value(
        call, name, "Dat is te gauw: er blijft geen tijd over om te antwoorden.",
        "That is too soon: no time is left to answer.")
    }
  }

  /// The time, its team and discipline still to be filled in; throws `state.appointment`, `conflict.hours`,
  /// `conflict.capacity`, `conflict.travel`.
  private func time(_ rows: [Rows], _ givers: [Giver], _ asker: Asker) throws(Failure) -> Offers.Time {
    switch source {
    case .freed(let appointment):
      let status = rows[1].text(0, 0) ?? ""
      guard Self.free.contains(status) else {
        throw .state(
          .appointment, is: status, allowed: Self.free, "De tijd van deze afspraak is niet vrij.",
          "The time of this appointment is not free.")
      }
      var time = Offers.Time(
        start: rows[1].integer(0, 1) ?? 0, end: rows[1].integer(0, 2) ?? 0, mode: rows[1].text(0, 3) ?? "",
        clientMode: rows[1].text(0, 7) ?? "none", team: 0, discipline: "")
      time.place = rows[1].integer(0, 4)
      time.isAtHome = rows[1].bool(0, 5) == true
      time.room = rows[1].integer(0, 6)
      time.appointment = appointment
      time.workers = givers.map { ($0.number, $0.mode ?? time.mode) }
      return time
    case .opened(let meeting): return try time(meeting, rows, asker)
    }
  }

  private func time(_ meeting: MeetingTime, _ rows: [Rows], _ asker: Asker) throws(Failure) -> Offers.Time {
    let participants = meeting.participants
    let colleagues = try Colleague.everyone(participants.workers.map(\.who), rows[1], call)
    let isElsewhere = participants.isOnSite && !participants.isAtHome
    if isElsewhere, rows[2].count == 0 { throw .needed("place", "Waar? Er is iemand ter plekke.", "Where?") }
    try meeting.worksThen(colleagues, asker)
    let rooms = isElsewhere ? RoomOfPlace.all(rows[2]) : []
    let suitable = try meeting.suitable(rooms, seats: participants.seats(children: 1))
    // Who is offered where he is found anyway has his way there behind him.
    if participants.place != nil { try meeting.travelsFromBase(rows[3], colleagues, asker.zone) }
    var time = Offers.Time(
      start: Int(meeting.span.lowerBound), end: Int(meeting.span.upperBound), mode: participants.mode,
      clientMode: participants.clientMode ?? "none", team: 0, discipline: "")
    time.place = isElsewhere ? rows[2].integer(0, 0) : nil
    time.isAtHome = participants.isAtHome
    time.room = call.isGiven("room") ? rooms.first { suitable.contains($0.resource) }?.number : nil
    time.workers = zip(colleagues, participants.workers).map { ($0.number, $1.mode) }
    return time
  }

  private func explaining(
    _ time: Offers.Time, _ givers: [Giver], _ named: Named?, _ zone: Zone
  ) -> @Sendable (DatabaseError) -> Explanation? {
    var entry = Bookings.Entry(start: time.start, end: time.end, mode: time.mode, type: "")
    entry.place = time.place
    entry.homeWijk = time.isAtHome ? named?.casus.wijk : nil
    entry.workers = time.workers.compactMap { worker in
      givers.first { $0.number == worker.number }.map { ($0.number, $0.resource, worker.mode) }
    }
    let isChildThere = time.clientMode != "none"
    if let named, isChildThere { entry.clients = [named.casus.resource] }
    return Obstacles(
      entry,
      ObstacleNames(isChildThere ? named.map { [$0.casus] } ?? [] : [], givers.map { ($0.resource, $0.login) }, zone)
    ).explain
  }
}

/// A worker whose time is given out.
private struct Giver {
  let login: String
  let number: Int
  let resource: Int
  /// How the worker took part in the appointment that was cancelled.
  let mode: String?
  let teams: Set<Int>
  let discipline: String?

  /// Reads the rows of `Offers.givers`.
  static func all(_ rows: Rows) -> [Giver] {
    (0..<rows.count).compactMap { row in
      guard let login = rows.text(row, 0), let number = rows.integer(row, 1), let resource = rows.integer(row, 2)
      else { return nil }
      return Giver(
        login: login, number: number, resource: resource, mode: rows.text(row, 3), teams: rows.numbers(row, 4),
        discipline: rows.text(row, 5))
    }
  }
}
