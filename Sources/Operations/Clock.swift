internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func clock(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "clock": .either(
        { (_) throws(Failure) in .object(Housekeeping.clock) },
        { (call) throws(Failure) in
          var change = Change([Housekeeping.lockClock]) { (rows, asker) throws(Failure) in
            guard surroundings.isClockSimulated else {
              throw Failure(
                .state("clock"),
                Sentence(
                  nl:
                    "Deze dienst volgt de echte tijd; alleen een nagebootste klok (--clock) is te verzetten.",
                  en: "This service goes by the real time; only a simulated clock (--clock) can be set."),
                members: [.init("is", .string("real")), .init("allowed", .array([.string("simulated")]))])
            }
            let now = rows[0].integer(0, 0).map { Instant(seconds: Int64($0)) } ?? asker.now
            return Effect(
              Housekeeping.setClock(Int(try target(call, now, asker.zone).seconds)),
              reply: Housekeeping.clockSet)
          }
          change.movesClock = true
          return change
        })
    ]
  }

  /// The time the clock is put to.
  private static func target(_ call: Call, _ now: Instant, _ zone: Zone) throws(Failure) -> Instant {
    let (name, target): (String, Instant)
    switch (call.optionalInstant("at"), call.optionalDuration("advance")) {
    case (let at?, nil): (name, target) = ("at", at)
    case (nil, let span?): (name, target) = ("advance", zone.instant(span, after: now))
    default:
      throw .value(call, "advance", "Geef at of advance, niet beide.", "Give at or advance, not both.")
    }
    guard now <= target else {
      throw .value(call, name, "De klok gaat alleen vooruit.", "The clock only goes forward.")
    }
    guard CivilDate.years.contains(zone.local(of: target).date.year) else {
      throw .value(
        call, name, "Zo ver gaat de kalender niet.", "The calendar does not go so far.")
    }
    return target
  }
}
