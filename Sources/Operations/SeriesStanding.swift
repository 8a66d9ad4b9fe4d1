internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A series that is to be changed, as it stands under its locks, and the part of it that is meant.
struct SeriesStanding: Sendable {
  /// One of its appointments.
  struct Item: Sendable {
    let number: Int
    let status: String
    let revision: Int
    /// Epoch seconds.
    let span: Range<Int64>
    /// When the series has it; where it starts at another time it is an exception.
    let at: Int64
    let mode: String
    /// Slug of the place.
    let place: String?
    let isAtHome: Bool
    let placeNumber: Int?
    let homeWijk: String?
    /// The resource of its room.
    let room: Int?
    /// The resources of the rooms that will do.
    let rooms: Set<Int>
    let isUpToAsker: Bool
    /// How long before its start a cancellation is late.
    let lateness: Span?

    var isException: Bool { at != span.lowerBound }
  }

  typealias Worker = (number: Int, login: String, resource: Int, mode: String)

  static let open = ["gepland", "bevestigd"]

  /// In the order of the series.
  let items: [Item]
  let named: Item
  /// Who takes part, by appointment.
  let workers: [Int: [Worker]]
  /// What it occupies, by appointment.
  let taken: [Int: [(resource: Int, travels: Bool)]]
  /// The cases the asker may know of.
  let cases: [Concerned]
  private let call: Call
  private let asker: Asker

  /// Reads what `Series.standing` returned; throws `input.value` for an appointment of no series.
  init(_ call: Call, _ number: Int, _ rows: [Rows], _ asker: Asker) throws(Failure) {
    let (times, people, taken) = (rows[1], rows[2], rows[3])
    items = (0..<times.count).compactMap { Item(times, $0) }
    guard let named = items.first(where: { $0.number == number }) else {
      throw .value(
        call, "appointment", "A-\(number) hoort niet bij een reeks.", "A-\(number) belongs to no series.")
    }
    self.named = named
    var workers: [Int: [Worker]] = [:]
    for row in 0..<people.count {
      guard let of = people.integer(row, 0), let number = people.integer(row, 1), let resource = people.integer(row, 3)
      else { continue }
      workers[of, default: []].append((number, people.text(row, 2) ?? "", resource, people.text(row, 4) ?? ""))
    }
    self.workers = workers
    var occupied: [Int: [(resource: Int, travels: Bool)]] = [:]
    for row in 0..<taken.count {
      guard let of = taken.integer(row, 0), let resource = taken.integer(row, 1) else { continue }
      occupied[of, default: []].append((resource, taken.bool(row, 2) ?? false))
    }
    self.taken = occupied
    cases = Concerned.all(rows[4])
    self.call = call
    self.asker = asker
  }

  /// What comes to lie on the desk of each who takes part in some of them, but for the asker: once, under the first of his.
  func notices(of items: [Item], _ cause: String, _ what: String) -> [Outbox.Notice] {
    var told: Set<Int> = []
    return items.flatMap { item in
      let others = (workers[item.number] ?? []).map(\.number).filter { told.insert($0).inserted }
      return asker.notices(to: others, of: .number(item.number), cause, what)
    }
  }

  /// What `scope` means: the one named, and with it others still to come.
  ///
  /// Throws `denied.team`, `conflict.stale`, `state.appointment`.
  func meant() throws(Failure) -> [Item] {
    let scope = try call.text("scope")
    let meant = items.filter { item in
      if item.number == named.number { return true }
      guard scope != "one", scope == "all" || item.at >= named.at else { return false }
      return item.span.upperBound > asker.now.seconds && Self.open.contains(item.status)
    }
    guard meant.allSatisfy(\.isUpToAsker) else {
      throw .team(
        "Een afspraak is van wie meedoen, en van een teamleider of planner van wie meedoen.",
        "An appointment is up to who take part, and to a lead or planner of who do.")
    }
    if let expected = call.revision, expected != named.revision { throw .stale }
    guard Self.open.contains(named.status) else {
      throw .state(
        .appointment, is: named.status, allowed: Self.open, "Bij een afspraak in deze stand kan dit niet.",
        "An appointment in this state does not allow that.")
    }
    return meant
  }

  /// A change of some of its appointments, which tells watchers of each, accounted for.
  func effect(_ queries: [Query], of items: [Item]) -> Effect {
    var effect = Effect(queries, reply: Series.changed, .array(items.map(\.number)))
    effect.touches = cases.map { one in
      Reach(asker, owners: cases.map(\.owners)).touch(client: one.client, casus: one.number, owners: one.owners)
    }
    effect.further = [.unknown(appointments: items.map(\.number))]
    effect.tells = true
    return effect
  }
}

extension SeriesStanding.Item {
  fileprivate init?(_ rows: Rows, _ row: Int) {
    guard let number = rows.integer(row, 0), let revision = rows.integer(row, 2), let start = rows.integer(row, 3),
      let end = rows.integer(row, 4), start < end, let at = rows.integer(row, 5)
    else { return nil }
    self.number = number
    status = rows.text(row, 1) ?? ""
    self.revision = revision
    span = Int64(start)..<Int64(end)
    self.at = Int64(at)
    mode = rows.text(row, 6) ?? ""
    place = rows.text(row, 7)
    isAtHome = rows.bool(row, 8) ?? false
    placeNumber = rows.integer(row, 9)
    homeWijk = rows.text(row, 10)
    room = rows.integer(row, 11)
    rooms = rows.numbers(row, 12)
    isUpToAsker = rows.bool(row, 13) ?? false
    lateness = rows.text(row, 14).flatMap { Span(wire: $0) }
  }
}
