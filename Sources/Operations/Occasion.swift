internal import Casework
internal import Postgres
internal import Records
internal import Wire

/// One of the times a series is to take place, and what that needs.
struct Occasion: Sendable {
  let time: MeetingTime
  let colleagues: [Colleague]
  /// What it needs, the rooms aside.
  let needs: [Bookings.Need]
  /// The rooms that will do, one of which it needs; empty: it needs none.
  let rooms: [Bookings.Need]

  /// What stands in the way of occasions, all locked: looked at in one go.
  static func looking(at occasions: [Occasion]) -> [Query] {
    [
      Bookings.obstacles(occasions.flatMap { $0.needs + $0.rooms }),
      // Who does not travel and takes no place is in nobody's way; the statement knows.
      Bookings.neighbours(occasions.flatMap(\.needs)),
    ]
  }
}

/// What stands in the way of the times of a series, as the database told it under the locks of all it needs.
struct Obstruction {
  private let taken: [Int: [Obstacle]]
  private let far: [Int: [Obstacle]]
  private let names: ObstacleNames
  private let asker: Asker

  /// Reads what `Occasion.looking` asked for.
  ///
  /// - Parameter names: who goes by which resource.
  init(_ rows: ArraySlice<Rows>, _ names: ObstacleNames, _ asker: Asker) {
    func grouped(_ rows: Rows?) -> [Int: [Obstacle]] {
      Dictionary(grouping: rows.map(Obstacle.all) ?? [], by: \.number)
    }
    taken = grouped(rows.first)
    far = grouped(rows.dropFirst().first)
    self.names = names
    self.asker = asker
  }

  /// Why an occasion cannot be, in the order a single booking is refused in; nil where it can.
  ///
  /// - Parameters:
  ///   - number: the occasion's among those looked at.
  ///   - based: those whose day begins and ends at a base.
  ///   - mindsHours: whether it has to lie within working hours.
  func failure(of occasion: Occasion, _ number: Int, based: [Based], mindsHours: Bool) -> Failure? {
    let taken = taken[number] ?? []
    let rooms = Set(occasion.rooms.map(\.resource))
    // Who sets the hours aside sets absence aside.
    let people = taken.filter { !rooms.contains($0.resource) && (mindsHours || $0.holder != "absence") }
    do throws(Failure) {
      if mindsHours { try occasion.time.worksThen(occasion.colleagues, asker) }
      if !people.isEmpty { throw names.overlap(people, occasion.time.field) }
      if let far = far[number] { throw .travel(names.with(far), occasion.time.field) }
      try occasion.time.travelsFromBase(based, occasion.colleagues, asker.zone)
      if !rooms.isEmpty, rooms.isSubset(of: taken.map(\.resource)) { throw .noRoom }
      return nil
    } catch { return error }
  }
}

/// A time of a series that cannot be, and why.
struct Clash: Sendable {
  let start: Int64
  let failure: Failure

  /// When and why, and who is in the way, as a booking tells it.
  func told(_ zone: Zone) -> JSON {
    .object(
      [
        .init("start", .string(zone.rfc3339(Instant(seconds: start)))),
        .init("code", .string(failure.code.description)),
      ] + failure.members.filter { $0.name == "with" })
  }
}

extension Failure {
  static let noRoom = Failure(
    .conflictRoom, Sentence(nl: "Er is geen kamer vrij.", en: "No room is free."), field: "place")

  /// The refusal of a series, with all the times that cannot be; its code is that of the first.
  static func clashes(_ clashes: [Clash], of count: Int, field: String, _ zone: Zone) -> Failure {
    Failure(
      clashes.first?.failure.code ?? .conflictOverlap,
      Sentence(
        nl: "\(clashes.count) van de \(count) keren kan niet. Er is niets vastgelegd.",
        en: "\(clashes.count) of the \(count) times cannot be. Nothing was kept."),
      field: field, members: [.init("with", .array(clashes.map { $0.told(zone) }))])
  }
}
