internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func series(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "series.preview": .reads { (call) throws(Failure) in
        let rule = try RecurrenceRule(call)
        let start = try call.instant("start")
        return Reading([]) { (_, asker) throws(Failure) in
          let moments = try rule.moments(call, from: start, asker.zone)
          let shown = moments.prefix(call.optionalInteger("count") ?? moments.count)
          return .composed(
            rows: shown.map { [.init("start", .string(asker.zone.rfc3339($0)))] },
            ok: [.init("rows", .integer(Int64(shown.count)))])
        }
      },
      "series.book": .changes { (call) throws(Failure) in
        try SeriesBooking(call, random: surroundings.random).change()
      },
      "series.change": .changes(SeriesChange.change),
      "series.cancel": .changes(SeriesChange.cancel),
      "series.list": .reads { (call) throws(Failure) in
        .page(
          Series.list(worker: call.optionalSlug("worker"), after: try call.cursor(1)?.first, limit: call.limit),
          limit: call.limit)
      },
    ]
  }
}

extension RecurrenceRule {
  /// Reads `rrule`; throws `input.value` naming what is wrong.
  init(_ call: Call) throws(Failure) {
    let text = try call.text("rrule")
    do throws(Fault) { try self.init(wire: text) } catch { throw error.failure(call) }
  }

  /// When it falls; throws `input.value` where it is too long, or the start is no part of it.
  func moments(_ call: Call, from start: Instant, _ zone: Zone) throws(Failure) -> [Instant] {
    do throws(Fault) { return try Recurrence.moments(of: self, from: start, in: zone) } catch {
      throw error.failure(call)
    }
  }
}

extension RecurrenceRule.Fault {
  fileprivate func failure(_ call: Call) -> Failure {
    let sentence = sentence
    return .value(call, "rrule", sentence.nl, sentence.en, allowed: allowed)
  }

  private var allowed: [String] {
    switch self {
    case .unserved: RecurrenceRule.parts
    case .value(part: "FREQ", _), .frequencyless: RecurrenceRule.Frequency.allCases.map(\.rawValue)
    default: []
    }
  }

  private var sentence: Sentence {
    switch self {
    case .unserved(let part):
      Sentence(
        nl: "Het onderdeel \(part.prefix(20)) wordt niet begrepen.", en: "The part \(part.prefix(20)) is not served.")
    case .twice(let part): Sentence(nl: "\(part) staat er tweemaal.", en: "\(part) stands twice.")
    case .value(let part, let value):
      Sentence(nl: "\(part) kan niet \(value.prefix(20)) zijn.", en: "\(part) cannot be \(value.prefix(20)).")
    case .misplaced(let part, let frequency):
      Sentence(
        nl: part == "BYDAY"
          ? "Een rangnummer in BYDAY past alleen bij FREQ=MONTHLY."
          : "\(part) past niet bij FREQ=\(frequency.rawValue).",
        en: part == "BYDAY"
          ? "A number in BYDAY goes with FREQ=MONTHLY only." : "\(part) does not go with FREQ=\(frequency.rawValue).")
    case .frequencyless: Sentence(nl: "FREQ ontbreekt.", en: "FREQ is missing.")
    case .endless:
      Sentence(
        nl: "Zonder COUNT of UNTIL houdt de reeks niet op.", en: "Without COUNT or UNTIL the series does not end.")
    case .endsTwice:
      Sentence(nl: "COUNT en UNTIL gaan niet samen.", en: "COUNT and UNTIL do not go together.")
    case .startOutside:
      Sentence(
        nl: "De start past niet bij de regel: kies als start de eerste keer.",
        en: "The start does not fit the rule: take the first time as the start.")
    case .tooMany:
      Sentence(
        nl: "Een reeks telt ten hoogste \(Recurrence.most) keren.",
        en: "A series has \(Recurrence.most) times at the most.")
    case .tooLong:
      Sentence(
        nl: "Een reeks duurt ten hoogste \(Recurrence.years) jaar.",
        en: "A series lasts \(Recurrence.years) years at the most.")
    }
  }
}
