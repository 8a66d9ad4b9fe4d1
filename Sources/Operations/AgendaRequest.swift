internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What somebody's days hold, or those of a team: appointments, the way between them, absence, and what is left.
struct AgendaRequest: Sendable {
  private static let longestDays = 92
  /// So many appointments are put in order at once, at most.
  private static let mostAppointments = 20_000
  private static let over: Set<String> = ["afgezegd-client", "afgezegd-aanbieder", "vervallen"]

  private let call: Call
  private let from: Instant?
  private let to: Instant?
  private let after: (start: Int, worker: Int)?

  init(_ call: Call) throws(Failure) {
    self.call = call
    from = call.optionalInstant("from")
    to = call.optionalInstant("to")
    after = try call.cursor(2).map { ($0[0], $0[1]) }
    if call.isGiven("worker"), call.isGiven("team") {
      throw .value(
        call, "team", "Van een medewerker of van een team, niet van beide.", "Of a worker or of a team, not of both.")
    }
    if let from, let to { try check(from.seconds..<max(from.seconds, to.seconds)) }
  }

  private func check(_ window: Range<Int64>) throws(Failure) {
    if window.isEmpty { throw .backwards(call, "to") }
    guard window.upperBound - window.lowerBound <= Int64(Self.longestDays) * 86_400 else {
      throw .value(
        call, call.isGiven("to") ? "to" : "from", "Vraag ten hoogste \(Self.longestDays) dagen.",
        "Ask \(Self.longestDays) days at the most.")
    }
  }

  /// What is asked for: from today's beginning, and a day long, where nothing else is said.
  private func window(_ asker: Asker) throws(Failure) -> Range<Int64> {
    let start = from ?? asker.zone.startOfDay(asker.today)
    let end = to ?? asker.zone.startOfDay(asker.zone.local(of: start).date.adding(days: 1))
    let window = start.seconds..<max(start.seconds, end.seconds)
    try check(window)
    return window
  }

  private var sought: Calendars.Sought {
    Calendars.Sought(
      [call.optionalSlug("worker")].compactMap(\.self), casus: nil, needsOthers: call.isGiven("team"),
      team: call.optionalSlug("team"), disciplines: nil)
  }

  var queries: [Query] {
    // A day more, because the way to and from what lies just outside counts too; the end of a day is known later.
    let first = from.map { Int($0.seconds) }
    let last = to.map { Int($0.seconds) } ?? first.map { $0 + 90_000 }
    var filter = Appointments.Filter(limit: Self.mostAppointments)
    filter.isAgenda = true
    filter.worker = call.optionalSlug("worker")
    filter.team = call.optionalSlug("team")
    filter.from = first
    filter.to = last
    return [
      Calendars.candidates(
        sought, from: first.map { CivilDate(day: $0 / 86_400 - 1).iso },
        to: last.map { CivilDate(day: $0 / 86_400 + 2).iso }),
      Calendars.busy(
        sought, isAtHome: false, place: nil, withRooms: false, from: first.map { $0 - 86_400 },
        to: last.map { $0 + 86_400 }),
      Appointments.list(filter),
    ]
  }

  func answer(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Answer {
    let window = try window(asker)
    guard rows[2].count <= Self.mostAppointments else {
      throw .tooMany(call, Self.mostAppointments)
    }
    let days = LocalDays(
      covering: Instant(seconds: window.lowerBound)..<Instant(seconds: window.upperBound - 1), in: asker.zone)
    let busy = BusyTimes(rows[1])
    let colleagues = Colleague.all(rows[0])
    var entries: [Entry] = []
    for colleague in colleagues {
      for (kind, span) in stretches(of: colleague, busy, days) where span.overlaps(window) {
        entries.append(Entry(kind, span.clamped(to: window), colleague))
      }
    }
    let byLogin = Dictionary(colleagues.map { ($0.login, $0) }, uniquingKeysWith: { first, _ in first })
    for row in 0..<rows[2].count {
      guard let appointment = Shown(rows[2], row), appointment.span.overlaps(window),
        !Self.over.contains(appointment.status)
      else { continue }
      for login in appointment.workers {
        if let colleague = byLogin[login] { entries.append(Entry(appointment, colleague)) }
      }
    }
    entries.sort { $0.key(days) < $1.key(days) }
    return page(entries, days, asker)
  }

  private func stretches(
    of colleague: Colleague, _ busy: BusyTimes, _ days: LocalDays
  ) -> [(Entry.Kind, Range<Int64>)] {
    let calendar = PersonCalendar(.onSite, working: colleague.working(on: days), busy: busy.of(colleague, on: days))
    let journeys = calendar.journeys(on: days, travel: busy.travel)
    return journeys.map { (.journey, $0) } + calendar.gaps(between: journeys).spans.map { (.free, $0) }
      + colleague.away(in: days.span).map { (.absence, $0) }
  }

  private func page(_ entries: [Entry], _ days: LocalDays, _ asker: Asker) -> Answer {
    var rest = entries[...]
    if let after, let login = entries.first(where: { $0.colleague.number == after.worker })?.colleague.login {
      let key = Entry.Key(days.start(of: Int64(after.start)), login, Int64(after.start), .max)
      rest = entries.drop { $0.key(days) <= key }
    }
    // What begins at one moment of one day's work stays together, so that a page can go on after it.
    var shown = rest.prefix(call.limit)
    while let last = shown.last, shown.endIndex < rest.endIndex, rest[shown.endIndex].begins(with: last) {
      shown = rest[shown.startIndex...shown.endIndex]
    }
    var ok: [JSON.Member] = [.init("rows", .integer(Int64(shown.count)))]
    if shown.endIndex < rest.endIndex, let last = shown.last {
      ok.append(.init("next", .string("\(last.span.lowerBound).\(last.colleague.number)")))
    }
    return .composed(
      rows: shown.map { $0.row(asker.zone, ofTeam: call.isGiven("team")) }, ok: ok,
      touches: shown.compactMap { $0.appointment?.touch })
  }
}

/// An appointment as `Appointments.list` shows it.
private struct Shown {
  private static let last: Set<String> = ["sequence", "rev", "series", "link"]

  let span: Range<Int64>
  let status: String
  let workers: [String]
  /// Its members but for start and end, which stand first in every row.
  let members: [JSON.Member]
  /// The case it shows, where it shows one.
  let touch: Touch?

  init?(_ rows: Rows, _ row: Int) {
    guard let object = rows.text(row, 0).flatMap({ try? JSON.parse($0.utf8) }), let members = object.members,
      let start = object["start"]?.string.flatMap(Self.moment), let end = object["end"]?.string.flatMap(Self.moment),
      start < end
    else { return nil }
    span = start..<end
    status = object["status"]?.string ?? ""
    workers = object["workers"]?.array?.compactMap(\.string) ?? []
    // What matters at a glance comes first: a narrow terminal has no room for all.
    let rest = members.filter { $0.name != "start" && $0.name != "end" }
    self.members = rest.filter { !Self.last.contains($0.name) } + rest.filter { Self.last.contains($0.name) }
    touch = rows.integer(row, 2).map { client in
      Touch(
        client: .number(client), casus: rows.integer(row, 3).map { .number($0) }, ground: rows.text(row, 5),
        role: rows.text(row, 6), team: rows.integer(row, 7))
    }
  }

  private static func moment(_ text: String) -> Int64? {
    guard case .exact(let instant)? = MomentText(wire: text) else { return nil }
    return instant.seconds
  }
}

/// A row of an agenda.
private struct Entry {
  enum Kind: Int {
    case absence, appointment, journey, free

    var word: String {
      switch self {
      case .absence: "afwezig"
      case .appointment: "afspraak"
      case .journey: "reis"
      case .free: "vrij"
      }
    }
  }

  /// A day after a day, in each a worker after a worker.
  struct Key: Comparable {
    let day: Int64
    let login: String
    let start: Int64
    let order: Int

    init(_ day: Int64, _ login: String, _ start: Int64, _ order: Int) {
      self.day = day
      self.login = login
      self.start = start
      self.order = order
    }

    static func < (a: Key, b: Key) -> Bool {
      (a.day, a.login, a.start, a.order) < (b.day, b.login, b.start, b.order)
    }
  }

  let kind: Kind
  let span: Range<Int64>
  let colleague: Colleague
  let appointment: Shown?

  init(_ kind: Kind, _ span: Range<Int64>, _ colleague: Colleague) {
    self.kind = kind
    self.span = span
    self.colleague = colleague
    appointment = nil
  }

  init(_ appointment: Shown, _ colleague: Colleague) {
    kind = .appointment
    span = appointment.span
    self.colleague = colleague
    self.appointment = appointment
  }

  func key(_ days: LocalDays) -> Key {
    Key(days.start(of: span.lowerBound), colleague.login, span.lowerBound, kind.rawValue)
  }

  func begins(with other: Entry) -> Bool {
    span.lowerBound == other.span.lowerBound && colleague.number == other.colleague.number
  }

  func row(_ zone: Zone, ofTeam: Bool) -> [JSON.Member] {
    func moment(_ seconds: Int64) -> JSON { .string(zone.rfc3339(Instant(seconds: seconds))) }
    var when: [JSON.Member] = [.init("start", moment(span.lowerBound)), .init("end", moment(span.upperBound))]
    // Whose day it is, where there are several.
    if ofTeam { when.append(.init("worker", .string(colleague.login))) }
    when += [
      .init("kind", .string(kind.word)), .init("minutes", .integer((span.upperBound - span.lowerBound) / 60)),
    ]
    guard let appointment else {
      return when + ["appointment", "mode", "status"].map { .init($0, .null) }
        + [.init("workers", .array([.string(colleague.login)]))]
        + ["place", "room", "case"].map { .init($0, .null) }
    }
    return when + appointment.members
  }
}
