internal import Casework
internal import Postgres
internal import Records
internal import Wire

/// Says who is in the way of an appointment that the database refused, and when, but never with what.
struct Obstacles: Sendable {
  private let entry: Bookings.Entry
  private let names: ObstacleNames
  /// The parameter that asks for the time.
  var field = "at"

  init(_ entry: Bookings.Entry, _ names: ObstacleNames) {
    self.entry = entry
    self.names = names
  }

  /// Where an appointment that is there already takes other time, or takes its time anew.
  init(
    _ standing: AppointmentStanding, taking entry: Bookings.Entry? = nil, joining: [Colleague] = [], _ zone: Zone,
    field: String = "at"
  ) {
    let people = standing.workers.map { ($0.resource, $0.login) } + joining.map { ($0.resource, $0.login) }
    self.init(entry ?? standing.entry(), ObstacleNames(standing.cases, people, zone))
    self.field = field
  }

  var explain: @Sendable (DatabaseError) -> Explanation? {
    { [self] error in
      switch error.constraint {
      case "occupied_once":
        Explanation(Bookings.obstacles(entry.needs())) { names.overlap(Obstacle.all($0), field) }
      case "occupied_travel":
        Explanation(Bookings.neighbours(entry.needs())) { .travel(names.with(Obstacle.all($0)), field) }
      default: nil
      }
    }
  }
}

/// Who goes by which resource, for who may know that.
struct ObstacleNames: Sendable {
  private let names: [Int: JSON.Member]
  private let zone: Zone

  /// Workers go by their login, children by the code of the case.
  init(_ cases: [Concerned], _ workers: [(resource: Int, login: String)], _ zone: Zone) {
    var names: [Int: JSON.Member] = [:]
    for one in cases { names[one.resource] = .init("case", .string("C-\(one.number)")) }
    for one in workers { names[one.resource] = .init("worker", .string(one.login)) }
    self.names = names
    self.zone = zone
  }

  /// The refusal where time is taken.
  func overlap(_ obstacles: [Obstacle], _ field: String) -> Failure {
    let holders = Set(obstacles.compactMap(\.holder))
    if holders == ["absence"] { return .hours(with(obstacles, as: "absent"), field) }
    return .taken(with(obstacles), by: holders, field)
  }

  /// Who is in the way and when, as far as it is known who.
  ///
  /// - Parameter member: the member the times stand in; nil: beside who it is.
  func with(_ obstacles: [Obstacle], as member: String? = nil) -> [JSON] {
    obstacles.compactMap { one in
      guard let name = names[one.resource], one.from < one.to else { return nil }
      let span = zone.between(Int64(one.from)..<Int64(one.to))
      return .object([name] + (member.map { [.init($0, .array([.object(span)]))] } ?? span))
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
  /// Time that is taken; where all that takes it is held or offered, it may come free.
  static func taken(_ with: [JSON], by holders: Set<String>, _ field: String) -> Failure {
    let isHeld = !holders.isEmpty && holders.isSubset(of: ["hold", "offer"])
    return isHeld ? .hold(with, field) : .overlap(with, field)
  }

  static func overlap(_ with: [JSON], _ field: String = "at") -> Failure {
    Failure(
      .conflictOverlap, Sentence(nl: "Deze tijd is al bezet.", en: "This time is taken."), field: field,
      members: [.init("with", .array(with))])
  }

  static func hold(_ with: [JSON], _ field: String = "at") -> Failure {
    Failure(
      .conflictHold,
      Sentence(nl: "Deze tijd wordt nog vastgehouden.", en: "This time is held for somebody."), field: field,
      members: [.init("with", .array(with))])
  }

  /// Somebody does not work then, or not in that way.
  static func hours(_ with: [JSON], _ field: String = "at", column: Int? = nil) -> Failure {
    Failure(
      .conflictHours,
      Sentence(
        nl: "Dit valt buiten de werktijd of de manier van werken van wie meedoen.",
        en: "This is outside the working hours, or the way of working then, of who take part."),
      field: field, column: column, members: [.init("with", .array(with))])
  }

  static func travel(_ with: [JSON], _ field: String = "at") -> Failure {
    Failure(
      .conflictTravel,
      Sentence(nl: "Er blijft te weinig reistijd over.", en: "Too little time to travel is left."), field: field,
      members: [.init("with", .array(with))])
  }
}

extension Zone {
  /// A span as replies tell it, `from` and `to`.
  func between(_ span: Range<Int64>) -> [JSON.Member] {
    [
      .init("from", .string(rfc3339(Instant(seconds: span.lowerBound)))),
      .init("to", .string(rfc3339(Instant(seconds: span.upperBound)))),
    ]
  }

  /// What the wall clock shows, to the minute: `09:00`.
  func clock(_ seconds: Int64) -> String {
    TimeOfDay(minutes: local(of: Instant(seconds: seconds)).second / 60)?.wire ?? ""
  }
}
