internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A series moved or cancelled, as far as is meant.
enum SeriesChange {
  /// Moves the appointment named and with it, as far on the wall clock, the others that are meant: all of them or none.
  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("appointment")
    guard let at = call.optionalInstant("at") else { throw Catalogue.missing("at") }
    return Change(Series.standing(number)) { (rows, asker) throws(Failure) in
      let standing = try SeriesStanding(call, number, rows, asker)
      let places = try standing.meant().map { item in
        let isNamed = item.number == number
        return Move(
          item,
          to: isNamed
            ? at
            : asker.zone.instant(
              moving: Instant(seconds: item.at), as: Instant(seconds: standing.named.at), to: at))
      }
      // An exception stays where it is, but its place in the series moves along.
      let moves = places.filter { $0.item.number == number || !$0.item.isException }
      guard moves.allSatisfy({ $0.span.lowerBound >= asker.now.seconds }) else { throw .past(call) }
      return look(call, moves, places, standing, asker)
    }
  }

  /// An appointment and the time it moves to.
  private struct Move: Sendable {
    let item: SeriesStanding.Item
    /// Epoch seconds.
    let span: Range<Int64>

    init(_ item: SeriesStanding.Item, to start: Instant) {
      self.item = item
      span = start.seconds..<start.seconds + (item.span.upperBound - item.span.lowerBound)
    }

    /// What it needs, besides a room.
    func needs(_ number: Int, _ taken: [(resource: Int, travels: Bool)]) -> [Bookings.Need] {
      taken.filter { $0.resource != item.room }.map { need(number, $0.resource, travels: $0.travels) }
    }

    /// The rooms that will do.
    func rooms(_ number: Int) -> [Bookings.Need] { item.rooms.sorted().map { need(number, $0, travels: false) } }

    private func need(_ number: Int, _ resource: Int, travels: Bool) -> Bookings.Need {
      Bookings.Need(
        number, resource: resource, travels: travels, start: Int(span.lowerBound), end: Int(span.upperBound),
        place: travels ? item.placeNumber : nil, homeWijk: travels ? item.homeWijk : nil)
    }
  }

  /// Locks what all of them take or may take, frees it, and looks what is in the way then.
  private static func look(
    _ call: Call, _ moves: [Move], _ places: [Move], _ standing: SeriesStanding, _ asker: Asker
  ) -> Change {
    let numbers = moves.map(\.item.number)
    let start = moves.map(\.span.lowerBound).min() ?? 0
    let end = moves.map(\.span.upperBound).max() ?? start
    let logins = Set(numbers.flatMap { standing.workers[$0] ?? [] }.map(\.login)).sorted()
    let load = [
      AppointmentChanges.lockTime(of: numbers), AppointmentChanges.free(numbers),
      Colleague.query(logins, around: Int(start)..<Int(end)),
      Calendars.based(for: standing.named.number, from: Int(start) - 86_400, to: Int(end) + 86_400),
      Bookings.obstacles(
        moves.enumerated().flatMap { number, move in
          move.needs(number, standing.taken[move.item.number] ?? []) + move.rooms(number)
        }),
      Bookings.neighbours(
        moves.enumerated().flatMap { number, move in move.needs(number, standing.taken[move.item.number] ?? []) }),
    ]
    return Change(load) { (rows, asker) throws(Failure) in
      let colleagues = try Colleague.everyone(logins, rows[2], call)
      let names = ObstacleNames(standing.cases, colleagues.map { ($0.resource, $0.login) }, asker.zone)
      let obstruction = Obstruction(rows.suffix(2), names, asker)
      let (named, based) = (standing.named, Based.all(rows[3]))
      let clashes = moves.enumerated().compactMap { number, move -> Clash? in
        let occasion = occasion(call, move, number, standing, colleagues)
        let isThere = (move.item.placeNumber, move.item.homeWijk) == (named.placeNumber, named.homeWijk)
        return obstruction.failure(of: occasion, number, based: isThere ? based : [], mindsHours: true).map {
          Clash(start: move.span.lowerBound, failure: $0)
        }
      }
      guard clashes.isEmpty else { throw .clashes(clashes, of: moves.count, field: "at", asker.zone) }
      return effect(call, moves, places, standing, asker)
    }
  }

  private static func occasion(
    _ call: Call, _ move: Move, _ number: Int, _ standing: SeriesStanding, _ colleagues: [Colleague]
  ) -> Occasion {
    let item = move.item
    let workers = standing.workers[item.number] ?? []
    let participants = Participants(
      workers: workers.map { ($0.login, $0.mode) }, mode: item.mode, place: item.place, isAtHome: item.isAtHome)
    return Occasion(
      time: MeetingTime(call: call, participants: participants, span: move.span),
      colleagues: workers.compactMap { worker in colleagues.first { $0.login == worker.login } },
      needs: move.needs(number, standing.taken[item.number] ?? []), rooms: move.rooms(number))
  }

  private static func effect(
    _ call: Call, _ moves: [Move], _ places: [Move], _ standing: SeriesStanding, _ asker: Asker
  ) -> Effect {
    let team = asker.memberships.compactMap(\.team).first
    var queries = moves.map { move in
      var new = AppointmentChanges.Arrangement(move.item.number, "moved")
      new.status = "gepland"
      new.span = Int(move.span.lowerBound)..<Int(move.span.upperBound)
      new.team = team
      return AppointmentChanges.rearrange(new)
    }
    // What is moved alone stays an exception of the series.
    if call.optionalText("scope") != "one" {
      queries.append(Series.shift(places.map { ($0.item.number, Int($0.span.lowerBound)) }))
    }
    var effect = standing.effect(queries, of: moves.map(\.item))
    effect.desk = standing.notices(of: moves.map(\.item), "invited", "rescheduled")
    return effect
  }

  /// Cancels the appointment named, and others that are meant with it, exceptions too.
  @Sendable static func cancel(_ call: Call) throws(Failure) -> Change {
    let number = try call.code("appointment")
    let cancellation = try Cancellation(call)
    return Change(Series.standing(number)) { (rows, asker) throws(Failure) in
      let standing = try SeriesStanding(call, number, rows, asker)
      let meant = try standing.meant()
      let queries = meant.flatMap { item in
        let isLate = cancellation.isLate(from: item.span.lowerBound, item.lateness, asker)
        return cancellation.queries(item.number, isLate: isLate)
          + [Outbox.adding(Outbox.Event("appointment", "appointment", .number(item.number), "cancelled"))]
      }
      var effect = standing.effect([AppointmentChanges.lockTime(of: meant.map(\.number))] + queries, of: meant)
      effect.desk = standing.notices(of: meant, "review", meant.count > 1 ? "series-cancelled" : "cancelled")
      return effect
    }
  }
}
