internal import Casework
internal import Postgres
internal import Records
internal import Wire

/// Says who is in the way of what is to take place, and when, but never with what.
struct Obstacles: Sendable {
  /// Who goes by which resource: a worker's login, or the code of the case whose child it is.
  private let names: [Int: JSON.Member]
  private let zone: Zone

  init(_ colleagues: [Colleague], _ cases: [Concerned], _ zone: Zone) {
    var names: [Int: JSON.Member] = [:]
    for one in cases { names[one.resource] = .init("case", .string("C-\(one.number)")) }
    for colleague in colleagues { names[colleague.resource] = .init("worker", .string(colleague.login)) }
    self.init(names, zone)
  }

  /// Where who takes part is known by name only.
  init(_ names: [Int: JSON.Member], _ zone: Zone) {
    self.names = names
    self.zone = zone
  }

  /// Explains why the database refused a booking.
  func explain(_ entry: Bookings.Entry) -> @Sendable (DatabaseError) -> Explanation? {
    { error in
      switch error.constraint {
      case "occupied_once": Explanation(Bookings.obstacles(entry.needs())) { overlap(Obstacle.all($0)) }
      case "occupied_travel": Explanation(Bookings.neighbours(entry.needs())) { .travel(with(Obstacle.all($0))) }
      default: nil
      }
    }
  }

  /// The refusal where time is taken.
  func overlap(_ obstacles: [Obstacle]) -> Failure {
    let isHeld = !obstacles.isEmpty && obstacles.allSatisfy { ["hold", "offer"].contains($0.holder) }
    return isHeld ? .hold(with(obstacles)) : .overlap(with(obstacles))
  }

  /// Who is in the way and when, as far as it is known who.
  func with(_ obstacles: [Obstacle]) -> [JSON] {
    obstacles.compactMap { one in
      guard let name = names[one.resource] else { return nil }
      return .object([
        name, .init("from", .string(zone.rfc3339(Instant(seconds: Int64(one.from))))),
        .init("to", .string(zone.rfc3339(Instant(seconds: Int64(one.to))))),
      ])
    }
  }
}

/// Something that takes time, or is too far from what would.
struct Obstacle: Sendable {
  /// Which of several appointments it is in the way of.
  let number: Int
  let resource: Int
  /// Epoch seconds.
  let from: Int
  /// Epoch seconds, excluded.
  let to: Int
  let holder: String?

  /// Reads what `Bookings.obstacles` and `Bookings.neighbours` returned.
  static func all(_ rows: Rows) -> [Obstacle] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let resource = rows.integer(row, 1), let from = rows.integer(row, 2),
        let to = rows.integer(row, 3)
      else { return nil }
      return Obstacle(
        number: number, resource: resource, from: from, to: to,
        holder: rows.text(row, 4))
    }
  }
}

extension Failure {
  static func overlap(_ with: [JSON]) -> Failure {
    Failure(
      .conflictOverlap, Sentence(nl: "Deze tijd is al bezet.", en: "This time is taken."), field: "at",
      members: [.init("with", .array(with))])
  }

  static func hold(_ with: [JSON]) -> Failure {
    Failure(
      .conflictHold,
      Sentence(nl: "Deze tijd wordt nog vastgehouden.", en: "This time is held for somebody."), field: "at",
      members: [.init("with", .array(with))])
  }

  static func travel(_ with: [JSON]) -> Failure {
    Failure(
      .conflictTravel,
      Sentence(nl: "Er blijft te weinig reistijd over.", en: "Too little time to travel is left."), field: "at",
      members: [.init("with", .array(with))])
  }
}

extension Zone {
  /// What the wall clock shows, to the minute: `09:00`.
  func clock(_ seconds: Int64) -> String {
    TimeOfDay(minutes: local(of: Instant(seconds: seconds)).second / 60)?.wire ?? ""
  }
}
