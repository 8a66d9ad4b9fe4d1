internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// All that a team's members have to come in a period switched to another way of meeting, each that can.
enum TeamSwitch {
  /// So many appointments are switched at once, at most.
  private static let most = 1_000

  private struct Ahead {
    let number: Int
    let span: Range<Int64>
    let workers: [(login: String, mode: String)]
    let isUpToAsker: Bool
  }

  static func change(_ call: Call) throws(Failure) -> Change {
    guard let team = call.optionalSlug("team") else {
      throw .needed("id", "Welke afspraak, of van welk team?", "Which appointment, or which team's?")
    }
    if call.isGiven("who") {
      throw .value(call, "who", "Eén deelnemer hoort bij één afspraak.", "One participant is of one appointment.")
    }
    guard let from = call.optionalInstant("from")?.seconds else {
      throw .needed("from", "Vanaf wanneer?", "From when?")
    }
    guard let to = call.optionalInstant("to")?.seconds else { throw .needed("to", "Tot wanneer?", "Until when?") }
    guard from < to else { throw .backwards(call, "to") }
    let mode = try call.text("mode")
    let venue = try Venue(call)
    let (first, last) = Colleague.days(around: Int(from)..<Int(to))
    let load =
      Appointments.ahead(of: team, from: Int(from), to: Int(to))
      + [Calendars.people(with: team, from: first, to: last), venue.rooms(of: nil)]
    return Change(load) { (rows, asker) throws(Failure) in
      guard let led = asker.teams([.lead]).first(where: { $0.teamSlug == team })?.team else {
        throw .team(
          "Alles van een team zet alleen de teamleider om.", "All of a team's is switched by its lead alone.")
      }
      let ahead = all(rows[1])
      guard ahead.count <= most else {
        throw .tooMany(call, most)
      }
      let people = Colleague.all(rows[3])
      var (tried, untried): ([Int], [String]) = ([], [])
      for one in ahead {
        let switching = Switching(workers: one.workers, span: one.span, mode: mode, of: nil)
        let colleagues = people.filter { person in one.workers.contains { $0.login == person.login } }
        if !one.isUpToAsker {
          untried.append("\(one.number)=denied")
        } else if (try? switching.worksThen(call, colleagues, asker)) == nil {
          untried.append("\(one.number)=hours")
        } else {
          tried.append(one.number)
        }
      }
      var effect = Effect(
        AppointmentChanges.switchAll(
          tried, to: mode, place: venue.place == nil ? nil : rows[4].integer(0, 0), isAtHome: venue.isAtHome,
          room: venue.room, team: led, reason: call.optionalText("reason")),
        reply: AppointmentChanges.switched, .text(untried.joined(separator: " ")), .array(refusals.map(\.outcome)),
        .array(refusals.map { $0.failure.code.description }),
        .array(refusals.map { $0.failure.sentence(asker.language) }))
      let cases = rows[2]
      let reach = Reach(asker, owners: (0..<cases.count).map { cases.numbers($0, 2) })
      effect.touches = (0..<cases.count).map { row in
        reach.touch(client: cases.integer(row, 1), casus: cases.integer(row, 0), owners: cases.numbers(row, 2))
      }
      effect.further = [.unknown(appointments: tried)]
      effect.tells = true
      return effect
    }
  }

  private static func all(_ rows: Rows) -> [Ahead] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let start = rows.integer(row, 1), let end = rows.integer(row, 2),
        start < end
      else { return nil }
      let workers = (rows.text(row, 3) ?? "").split(separator: ",").compactMap { text -> (String, String)? in
        let words = text.split(separator: " ")
        return words.count == 2 ? (String(words[0]), String(words[1])) : nil
      }
      return Ahead(
        number: number, span: Int64(start)..<Int64(end), workers: workers, isUpToAsker: rows.bool(row, 4) ?? false)
    }
  }

  /// Why one may not be switched while the others are.
  private static let refusals: [(outcome: String, failure: Failure)] =
    [
      (
        "denied",
        .team("Er doet iemand mee voor wie u niet plant.", "Somebody takes part for whom you do not plan.")
      ),
      (
        "hours",
        Failure(
          .conflictHours,
          Sentence(
            nl: "Iemand die meedoet werkt dan niet op die manier.",
            en: "Somebody who takes part does not work in that way then."))
      ),
    ]
    + [
      "occupied_once", "occupied_room", "occupied_travel", "room_seats", "appointment_somewhere",
      "appointment_group_home",
    ].compactMap { name in
      Failure.constraints[name].map { (name, $0) }
    }
}
