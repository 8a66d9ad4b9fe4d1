internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// An appointment that is to be changed, as it stands under its lock.
struct AppointmentStanding: Sendable {
  let number: Int
  let status: String
  let revision: Int
  /// Epoch seconds.
  let span: Range<Int64>
  let mode: String
  /// Slug of the place; nil where nobody is there in person, or at a home.
  let place: String?
  let isAtHome: Bool
  /// Where those who come in person are, or last were: the number of the place, or the wijk of the home.
  private let venue: (place: Int?, homeWijk: String?)
  /// How long before its start a cancellation is late.
  let lateness: Span?
  /// The workers who take part, by login.
  let workers: [(number: Int, login: String, resource: Int, mode: String)]
  /// The cases the asker may know of.
  let cases: [Concerned]
  /// The guests the asker may know of.
  let guests: [(label: String, mode: String)]
  /// What the asker may plan for.
  let reach: Reach
  private let isUpToAsker: Bool
  private let isOffered: Bool
  /// Whether a child of the asker's cases is in the group whose session it is.
  private let hasOwnMember: Bool

  /// How many statements `queries` are.
  static let count = 5

  static func queries(_ number: Int) -> [Query] { Appointments.standing(number) }

  /// Reads what the statements returned.
  init(_ number: Int, _ rows: [Rows], _ asker: Asker) throws(Failure) {
    let (own, people, labels) = (rows[1], rows[2], rows[4])
    guard own.count > 0, let revision = own.integer(0, 1), let start = own.integer(0, 2), let end = own.integer(0, 3),
      start < end
    else { throw .gone }
    self.number = number
    self.revision = revision
    status = own.text(0, 0) ?? ""
    span = Int64(start)..<Int64(end)
    mode = own.text(0, 4) ?? ""
    place = own.text(0, 5)
    isAtHome = own.bool(0, 6) ?? false
    isUpToAsker = own.bool(0, 7) ?? false
    isOffered = own.bool(0, 8) ?? false
    hasOwnMember = own.bool(0, 10) ?? false
    venue = (own.integer(0, 11), own.text(0, 12))
    lateness = own.text(0, 9).flatMap { Span(wire: $0) }
    workers = (0..<people.count).compactMap { row in
      guard let number = people.integer(row, 0), let login = people.text(row, 1), let resource = people.integer(row, 2)
      else { return nil }
      return (number, login, resource, people.text(row, 3) ?? "")
    }
    cases = Concerned.all(rows[3])
    guests = (0..<labels.count).compactMap { row in
      labels.text(row, 0).map { ($0, labels.text(row, 1) ?? "") }
    }
    reach = Reach(asker, owners: cases.map(\.owners))
  }

  /// Whether the appointment is up to who asks, and as it was when the asker looked.
  ///
  /// - Parameter isOfOwnMember: whether it is about a child of the asker's, who may be in a group that others lead.
  func check(_ call: Call, isOfOwnMember: Bool = false) throws(Failure) {
    try checkRelation(isOfOwnMember: isOfOwnMember)
    if let expected = call.revision, expected != revision { throw .stale }
  }

  /// Whether the appointment is up to who asks.
  func checkRelation(isOfOwnMember: Bool = false) throws(Failure) {
    guard isUpToAsker || isOfOwnMember && hasOwnMember else {
      throw .team(
        "Een afspraak is van wie meedoen, en van een teamleider of planner van wie meedoen.",
        "An appointment is up to who take part, and to a lead or planner of who do.")
    }
  }

  /// Whether it is up to who asks to say of a participant who came.
  func check(_ participant: Participant, _ asker: Asker) throws(Failure) {
    let own = Set(asker.memberships.compactMap(\.team))
    if case .child(_, let numbers) = participant,
      cases.contains(where: { numbers.contains($0.number) && !$0.owners.isDisjoint(with: own) })
    {
      return
    }
    guard isUpToAsker else { throw .team("Dit kind is van een ander team.", "This child is another team's.") }
  }

  /// Whether its state allows the command.
  func check(isOneOf allowed: [String], offersToo: Bool = false) throws(Failure) {
    if isOffered, !offersToo {
      throw .state(
        .appointment, is: status, allowed: allowed,
        "Deze tijd is aangeboden aan wie wacht: zie offer accept en offer decline.",
        "This time is offered to somebody who waits: see offer accept and offer decline.")
    }
    guard allowed.contains(status) else {
      throw .state(
        .appointment, is: status, allowed: allowed, "Bij een afspraak in deze stand kan dit niet.",
        "An appointment in this state does not allow that.")
    }
  }

  /// A change of it, accounted for.
  func effect(_ queries: [Query], reply: Statement, _ more: Postgres.Parameter...) -> Effect {
    var effect = Effect(queries, reply: reply)
    effect.reply = Query(reply, [.integer(number)] + more)
    effect.touches = touches
    effect.further = [.unknown(appointments: [number])]
    effect.tells = true
    return effect
  }

  /// What the access log says.
  var touches: [Touch] {
    cases.map { reach.touch(client: $0.client, casus: $0.number, owners: $0.owners) }
  }

  /// The time it takes, or is to take, of its workers or others and of the children the asker may know of.
  ///
  /// - Parameter others: who takes part instead of its workers, and how.
  func entry(
    _ span: Range<Int64>? = nil, of others: [(number: Int, resource: Int, mode: String)]? = nil
  ) -> Bookings.Entry {
    let span = span ?? self.span
    var entry = Bookings.Entry(start: Int(span.lowerBound), end: Int(span.upperBound), mode: mode, type: "")
    entry.appointment = number
    entry.workers = others ?? workers.map { ($0.number, $0.resource, $0.mode) }
    entry.clients = cases.filter { $0.mode != "none" }.map(\.resource)
    entry.place = venue.place
    entry.homeWijk = venue.homeWijk
    return entry
  }

  /// One who takes part.
  enum Participant {
    case worker(login: String)
    /// The child of these cases, by its code.
    case child(code: String, cases: [Int])
    case guest(label: String)

    /// What sort of participant it is, and how a session names it.
    var named: (kind: String, who: String) {
      switch self {
      case .worker(let login): ("worker", login)
      case .child(let code, _): ("child", code)
      case .guest(let label): ("guest", label)
      }
    }
  }

  /// The participant a parameter names: a login, the code of a child, or a guest's label.
  func participant(_ call: Call, _ name: String) throws(Failure) -> Participant {
    let text = try call.text(name)
    let folded = Slug.fold(text)
    if let worker = workers.first(where: { $0.login == folded }) { return .worker(login: worker.login) }
    let children = cases.filter { $0.mode != "none" }
    let own = children.filter { "j-\($0.client)" == folded }
    if let first = own.first { return .child(code: "J-\(first.client)", cases: own.map(\.number)) }
    if let guest = guests.first(where: { $0.label == text }) { return .guest(label: guest.label) }
    var codes: [String] = []
    for child in children where !codes.contains("J-\(child.client)") { codes.append("J-\(child.client)") }
    throw .value(
      call, name, "\(text) doet niet mee.", "\(text) takes no part.",
      allowed: workers.map(\.login) + codes + guests.map(\.label))
  }
}

extension Asker {
  /// What comes to lie on the desks of those who take part in an appointment, but for the asker, who knows.
  func notices(
    to workers: [Int], of appointment: AccessLog.Subject, _ cause: String, _ what: String? = nil
  ) -> [Outbox.Notice] {
    workers.filter { $0 != worker }.map { Outbox.Notice(.worker($0), "appointment", appointment, cause, what) }
  }
}
