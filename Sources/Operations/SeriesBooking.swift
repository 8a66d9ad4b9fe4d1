internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A series asked for: the rule, and what is booked each time.
///
/// All it may take is locked before it looks what is in the way, so that what fits then is what is kept.
struct SeriesBooking: Sendable {
  private let call: Call
  private let rule: RecurrenceRule
  private let start: Instant
  private let booking: Booking
  /// The group whose sessions these are, if any.
  private let group: GroupFounding?
  /// Where every video room's name comes from.
  private let random: @Sendable (Int) -> [UInt8]

  init(_ call: Call, random: @escaping @Sendable (Int) -> [UInt8]) throws(Failure) {
    self.call = call
    rule = try RecurrenceRule(call)
    start = try call.instant("start")
    booking = try Booking(call)
    group = nil
    self.random = random
  }

  /// The sessions of a group, and that group.
  init(group call: Call, random: @escaping @Sendable (Int) -> [UInt8]) throws(Failure) {
    let group = try GroupFounding(call)
    self.call = call
    rule = try RecurrenceRule(call)
    start = try call.instant("start")
    booking = try Booking(call, group)
    self.group = group
    self.random = random
  }

  func change() -> Change {
    // The zone is not known yet; nothing of a series lies further off than this.
    let first = Int(start.seconds)
    let doors = group.map { [WaitingList.doors($0.service)] } ?? []
    return Change(booking.queries(around: first..<first + (Recurrence.years * 366 + 2) * 86_400) + doors) {
      (rows, asker) throws(Failure) in
      let party = try booking.party(rows, from: start.seconds, "start", asker)
      if group != nil, let doors = rows.last, doors.bool(0, 1) == false {
        throw .redirect(call, "service", door: doors.text(0, 3) ?? "")
      }
      let moments = try rule.moments(call, from: start, asker.zone).map(\.seconds)
      try checkApart(moments)
      return try look(moments, party, asker)
    }
  }

  /// A series does not stand in its own way, as it would with a day and night on the day the clock goes forward.
  private func checkApart(_ moments: [Int64]) throws(Failure) {
    guard zip(moments, moments.dropFirst()).allSatisfy({ $1 - $0 >= booking.length }) else {
      throw .value(
        call, "minutes", "De ene keer is dan nog niet voorbij als de volgende begint.",
        "One time is not over then when the next begins.")
    }
  }

  private func look(_ moments: [Int64], _ party: Booking.Party, _ asker: Asker) throws(Failure) -> Change {
    var entries: [Bookings.Entry] = []
    var occasions: [Occasion] = []
    for (number, moment) in moments.enumerated() {
      var time = booking.time(at: moment)
      time.field = "start"
      var entry = try booking.entry(time, party, video: random(16), asker)
      entry.isInSeries = true
      entries.append(entry)
      occasions.append(
        Occasion(
          time: time, colleagues: party.colleagues, needs: entry.needs(number), rooms: entry.roomNeeds(number)))
    }
    let around = Int(start.seconds)..<(entries.last?.end ?? Int(start.seconds))
    let base = booking.based(around: around)
    let looks = Bookings.lock(entries.first?.resources ?? []) + base + Occasion.looking(at: occasions)
    return Change(looks) { [entries, occasions] (rows, asker) throws(Failure) in
      let obstruction = Obstruction(rows.suffix(2), party.names(asker.zone), asker)
      let based = base.isEmpty ? [] : Based.all(rows[rows.count - 3])
      var clashes: [Clash] = []
      var kept: [Bookings.Entry] = []
      for (number, occasion) in occasions.enumerated() {
        let failure = obstruction.failure(
          of: occasion, number, based: based, mindsHours: !call.isGiven("override"))
        if let failure {
          clashes.append(Clash(start: moments[number], failure: failure))
        } else {
          kept.append(entries[number])
        }
      }
      if !clashes.isEmpty, kept.isEmpty || call.optionalText("on-conflict") != "skip" {
        throw .clashes(clashes, of: moments.count, field: "start", asker.zone)
      }
      return try effect(kept, clashes, party, asker)
    }
  }

  private func effect(
    _ kept: [Bookings.Entry], _ clashes: [Clash], _ party: Booking.Party, _ asker: Asker
  ) throws(Failure) -> Effect {
    let made = Series.make(
      try call.text("rrule").uppercased(), start: Int(start.seconds), minutes: try call.minutes("minutes"))
    let told = Outbox.adding(Outbox.Event("appointment", "appointment", .made, "booked"))
    var conflicts: [UInt8] = []
    JSON.array(clashes.map { $0.told(asker.zone) }).write(into: &conflicts)
    // Of a series a desk bears the first appointment.
    var invitations = asker.notices(to: party.colleagues.map(\.number), of: .made, "invited").map { Outbox.adding($0) }
    let appointments = kept.flatMap { entry in
      defer { invitations = [] }
      return Bookings.keep(entry) + [told] + invitations
    }
    var effect = Effect(
      [made] + appointments, reply: Series.booked,
      .text(String(decoding: conflicts, as: UTF8.self)))
    effect.makes = ["series", "appointment"]
    if let group {
      effect.queries.append(group.query)
      effect.reply = Groups.founded()
      effect.makes.insert("group")
    }
    effect.touches = party.touches
    effect.tells = true
    return effect
  }
}
