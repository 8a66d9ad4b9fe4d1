internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let absences: [String: Operation] = [
    "absence.add": .changes { (call) throws(Failure) in
      let worker = try call.slug("worker")
      let (from, to) = (try call.instant("from"), try call.instant("to"))
      let kind = try call.text("kind")
      guard from < to else { throw .backwards(call, "to") }
      guard to.seconds - from.seconds <= longest * 86_400 else {
        throw .value(call, "to", "Ten hoogste twee jaar achtereen.", "Two years on end at the most.")
      }
      return Change([Availability.isMine(worker: worker)]) { (rows, asker) throws(Failure) in
        guard from >= asker.zone.startOfDay(asker.today.adding(days: -furthestBack)) else {
          throw Failure(
            .inputTimePast,
            Sentence(
              nl: "Achteraf kan dit tot \(furthestBack) dagen terug.",
              en: "Afterwards this can be recorded up to \(furthestBack) days back."),
            field: "from", column: call.column(of: "from"))
        }
        try mayChangeHours(rows[0])
        let (start, end) = (Int(from.seconds), Int(to.seconds))
        var effect = Effect(
          Absences.add(worker: worker, from: start, to: end, kind: kind), reply: Absences.added)
        effect.makes = ["absence"]
        effect.tells = true
        effect.explain = { error in
          guard error.constraint == "absence_once" else { return nil }
          return Explanation(Absences.between(worker: worker, from: start, to: end)) { rows in
            .absent(
              (0..<rows.count).compactMap { row in
                guard let number = rows.integer(row, 0), let from = rows.integer(row, 1), let to = rows.integer(row, 2),
                  from < to
                else { return nil }
                return .object(
                  [.init("absence", .string("V-\(number)")), .init("worker", .string(worker))]
                    + asker.zone.between(Int64(from)..<Int64(to)))
              })
          }
        }
        return effect
      }
    },
    "absence.list": .reads { (call) throws(Failure) in
      let (from, to) = (call.optionalInstant("from"), call.optionalInstant("to"))
      if let from, let to, to <= from { throw .backwards(call, "to") }
      return .page(
        Absences.list(
          worker: call.optionalSlug("worker"), from: from.map { Int($0.seconds) }, to: to.map { Int($0.seconds) },
          kind: call.optionalText("kind"), after: try call.cursor(2), limit: call.limit), limit: call.limit)
    },
    "absence.cancel": .changes { (call) throws(Failure) in
      let number = try call.code("id")
      return Change(Absences.hold(number)) { (rows, _) throws(Failure) in
        try mayChangeHours(rows[1])
        let state = rows[1].text(0, 1) ?? ""
        guard cancellable.contains(state) else {
          throw .state(
            .absence, is: state, allowed: cancellable, "Deze afwezigheid is al voorbij of ingetrokken.",
            "This absence is over or cancelled already.")
        }
        return Effect(
          Absences.cancel(
            number, worker: rows[1].text(0, 2) ?? "", from: rows[1].integer(0, 3) ?? 0, to: rows[1].integer(0, 4) ?? 0),
          reply: Absences.cancelled, .integer(number))
      }
    },
  ]

  /// Days; a sick leave is recorded as long as it lasts.
  private static let longest: Int64 = 731
  /// Days after which it is no longer recorded that somebody was away.
  private static let furthestBack = 31
  private static let cancellable = ["gepland", "loopt"]
}

extension Failure {
  /// Somebody is recorded as away already.
  static func absent(_ with: [JSON]) -> Failure {
    Failure(
      .conflictDuplicate,
      Sentence(nl: "In die tijd is al afwezigheid vastgelegd.", en: "An absence is recorded in that time already."),
      field: "from", members: with.isEmpty ? [] : [.init("with", .array(with))])
  }
}
