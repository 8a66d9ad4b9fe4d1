internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let agenda: [String: Operation] = [
    "agenda": .reads { (call) throws(Failure) in
      let request = try AgendaRequest(call)
      return Reading(request.queries) { (rows, asker) throws(Failure) in try request.answer(rows, asker) }
    },
    "agenda.ics": .reads { (call) throws(Failure) in
      let (from, to) = (call.optionalInstant("from"), call.optionalInstant("to"))
      if let from, let to, to <= from { throw .backwards(call, "to") }
      let (worker, first, last) = (
        call.optionalSlug("worker"), from.map { Int($0.seconds) }, to.map { Int($0.seconds) }
      )
      let queries = [
        Agenda.exported(worker: worker, from: first, to: last), Agenda.concerned(worker: worker, from: first, to: last),
      ]
      return Reading(queries) { (rows, asker) throws(Failure) in
        let events = (0..<rows[0].count).compactMap { ICalendar.Event(rows[0], $0, asker.language) }
        let lines = ICalendar.lines(events)
        return .composed(
          rows: lines.map { [.init("line", .string($0))] }, ok: [.init("rows", .integer(Int64(lines.count)))],
          touches: touches(rows[1]))
      }
    },
  ]
}

extension ICalendar.Event {
  /// Reads a row of `Agenda.exported`.
  fileprivate init?(_ rows: Rows, _ row: Int, _ language: Language) {
    guard let uid = rows.text(row, 0), let sequence = rows.integer(row, 1), let stamp = rows.integer(row, 2),
      let start = rows.integer(row, 3), let end = rows.integer(row, 4), start < end
    else { return nil }
    let status: Status =
      switch rows.text(row, 5) {
      case "voorstel": .tentative
      case "afgezegd-client", "afgezegd-aanbieder", "vervallen": .cancelled
      default: .confirmed
      }
    let busy = Sentence(nl: "Bezet", en: "Busy")(language)
    self.init(
      uid: uid, sequence: sequence, stamp: Instant(seconds: Int64(stamp)), span: Int64(start)..<Int64(end),
      status: status,
      summary: rows.text(row, 6).map { Sentence(nl: "Afspraak \($0)", en: "Appointment \($0)")(language) } ?? busy,
      location: rows.text(row, 7), conference: rows.text(row, 8))
  }
}
