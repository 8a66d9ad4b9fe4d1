internal import Casework
internal import Postgres
internal import Records
internal import Wire

/// Says who is in the way of a booking that the database refused, and when, but never with what.
struct Obstacles: Sendable {
  private let entry: Bookings.Entry
  /// Who goes by which resource: a worker's login, or the code of the case whose child it is.
  private let names: [Int: JSON.Member]
  private let zone: Zone
  /// The parameter that asks for the time.
  var field = "at"

  init(_ entry: Bookings.Entry, _ colleagues: [Colleague], _ cases: [Concerned], _ zone: Zone) {
    var names: [Int: JSON.Member] = [:]
    for one in cases { names[one.resource] = .init("case", .string("C-\(one.number)")) }
    for colleague in colleagues { names[colleague.resource] = .init("worker", .string(colleague.login)) }
    self.init(entry, names, zone)
  }

  /// Where an appointment that is there already takes other time, or takes its time anew.
  init(
    _ standing: AppointmentStanding, taking entry: Bookings.Entry? = nil, joining: [Colleague] = [], _ zone: Zone,
    field: String = "at"
  ) {
    var names: [Int: JSON.Member] = [:]
    for one in standing.cases { names[one.resource] = .init("case", .string("C-\(one.number)")) }
    for one in standing.workers { names[one.resource] = .init("worker", .string(one.login)) }
    for one in joining { names[one.resource] = .init("worker", .string(one.login)) }
    self.init(entry ?? standing.entry(), names, zone)
    self.field = field
  }

  /// Where who takes part is known by name only.
  init(_ entry: Bookings.Entry, _ names: [Int: JSON.Member], _ zone: Zone) {
    self.entry = entry
    self.names = names
    self.zone = zone
  }

  var explain: @Sendable (DatabaseError) -> Explanation? {
    { [self] error in
      switch error.constraint {
      case "occupied_once":
        Explanation(Bookings.obstacles(entry)) { rows in
          let holders = Set((0..<rows.count).compactMap { rows.text($0, 3) })
          if holders == ["absence"] { return .hours(with(rows, as: "absent"), field) }
          let isHeld = !holders.isEmpty && holders.isSubset(of: ["hold", "offer"])
          return isHeld ? .hold(with(rows), field) : .overlap(with(rows), field)
        }
      case "occupied_travel": Explanation(Bookings.neighbours(entry)) { .travel(with($0), field) }
      default: nil
      }
    }
  }

  private func with(_ rows: Rows, as member: String? = nil) -> [JSON] {
    (0..<rows.count).compactMap { row in
      guard let name = rows.integer(row, 0).flatMap({ names[$0] }), let from = rows.integer(row, 1),
        let to = rows.integer(row, 2), from < to
      else { return nil }
      let span = zone.between(Int64(from)..<Int64(to))
      return .object([name] + (member.map { [.init($0, .array([.object(span)]))] } ?? span))
    }
  }
}

extension Failure {
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
