internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// When some people meet and how: whether they work then, fit in a room, and get there from home and back.
///
/// That nothing and nobody is taken twice, and that all can travel between appointments, the database sees to.
struct MeetingTime: Sendable {
  let call: Call
  let participants: Participants
  /// Epoch seconds.
  let span: Range<Int64>
  /// The parameter that asks for it.
  var field = "at"

  /// The local days a span touches.
  func days(_ span: Range<Int64>, _ zone: Zone) -> LocalDays {
    LocalDays(covering: Instant(seconds: span.lowerBound)..<Instant(seconds: span.upperBound), in: zone)
  }

  /// Whether all work then, and in that way; throws `conflict.hours`.
  func worksThen(_ colleagues: [Colleague], _ asker: Asker) throws(Failure) {
    let missing = zip(colleagues, participants.workers).compactMap { colleague, worker -> JSON? in
      let taken = colleague.taken(span)
      let working = colleague.working(on: days(taken, asker.zone), for: Presence(mode: worker.mode))
      guard !working.contains(taken) else { return nil }
      let hours = working.spans.map { span in
        [span.lowerBound, span.upperBound].map { asker.zone.clock($0) }.joined(separator: "-")
      }
      let away = colleague.away(in: taken).map { asker.zone.between($0) }
      return .object(
        [.init("worker", .string(colleague.login)), .init("hours", .array(hours.map(JSON.string)))]
          + (away.isEmpty ? [] : [.init("absent", .array(away.map(JSON.object)))]))
    }
    guard missing.isEmpty else { throw .hours(missing, field, column: call.column(of: field)) }
  }

  /// The rooms that will do, by resource, the smallest first.
  func suitable(_ rooms: [RoomOfPlace], seats: Int) throws(Failure) -> [Int] {
    var wanted = rooms
    if let name = call.optionalText("room"), participants.isOnSite {
      wanted = rooms.filter { $0.name == name }
      guard !wanted.isEmpty else {
        throw .value(
          call, "room", "Deze kamer is daar niet.", "That room is not there.", allowed: rooms.map(\.name))
      }
    }
    let suitable = wanted.filter { $0.seats >= seats }
    guard !suitable.isEmpty || wanted.isEmpty else {
      throw Failure(
        .conflictCapacity,
        Sentence(nl: "Daar passen geen \(seats) mensen in.", en: "It does not seat \(seats)."),
        field: call.isGiven("room") ? "room" : "place",
        column: call.column(of: call.isGiven("room") ? "room" : "place"))
    }
    return suitable.map(\.resource)
  }

  /// Whether those whose day begins and ends at a base, as `Calendars.based` tells, get there and back within it.
  func travelsFromBase(_ rows: Rows, _ colleagues: [Colleague], _ zone: Zone) throws(Failure) {
    try travelsFromBase(Based.all(rows), colleagues, zone)
  }

  /// The same of those it told of.
  func travelsFromBase(_ based: [Based], _ colleagues: [Colleague], _ zone: Zone) throws(Failure) {
    // Only two places matter here; the way between appointments is the database's.
    let (base, here) = (0, 1)
    for one in based {
      guard let index = colleagues.firstIndex(where: { $0.login == one.login }),
        participants.workers[index].mode == "on-site"
      else { continue }
      let span = colleagues[index].taken(span)
      let days = days(span, zone)
      let today = one.meetings.filter { days.span.overlaps($0.span) && !$0.span.overlaps(span) }
      let (before, after) = (
        today.filter { $0.span.lowerBound < span.lowerBound }, today.filter { $0.span.lowerBound > span.lowerBound }
      )
      var busy = today.filter { !$0.isOnSite }.map { PersonCalendar.Busy($0.span, at: nil) }
      let anchors = PersonCalendar.anchors(at: base, hours: colleagues[index].working(on: days), busy: [], on: days)
      if !before.contains(where: \.isOnSite) { busy += anchors.filter { $0.span.lowerBound <= span.lowerBound } }
      if !after.contains(where: \.isOnSite) { busy += anchors.filter { $0.span.lowerBound >= span.upperBound } }
      let calendar = PersonCalendar(.onSite, working: FreeTime([days.span]), busy: busy)
      let starts = calendar.starts(lasting: span.upperBound - span.lowerBound, at: here) { from, _ in
        from == base ? one.out : one.back
      }
      guard starts.span(at: span.lowerBound) != nil else {
        throw .travel([.object([.init("worker", .string(one.login))])])
      }
    }
  }
}

/// Somebody whose day begins and ends at a base.
struct Based: Sendable {
  let login: String
  /// Minutes from the base to where it is held.
  let out: Int
  /// Minutes from there to the base.
  let back: Int
  fileprivate let meetings: [Meeting]

  /// Reads what `Calendars.based` returned.
  static func all(_ rows: Rows) -> [Based] {
    (0..<rows.count).compactMap { row in
      guard let login = rows.text(row, 0), let out = rows.integer(row, 1), let back = rows.integer(row, 2) else {
        return nil
      }
      let meetings = (rows.text(row, 3) ?? "").split(separator: ",").compactMap(Meeting.init)
      return Based(login: login, out: out, back: back, meetings: meetings)
    }
  }
}

/// What occupies somebody.
private struct Meeting {
  let span: Range<Int64>
  let isOnSite: Bool

  init?(_ text: Substring) {
    let words = text.split(separator: " ")
    guard words.count == 3, let start = Int64(words[0]), let end = Int64(words[1]), start < end else { return nil }
    span = start..<end
    isOnSite = words[2] == "on-site"
  }
}
