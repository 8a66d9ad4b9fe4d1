internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// Offers of freed time: listing, making, answering.
  static let offers: [String: Operation] = [
    "offer.list": .reads { (call) throws(Failure) in
      var filter = Offers.Filter()
      filter.entry = call.optionalCode("entry")
      filter.appointment = call.optionalCode("appointment")
      filter.start = call.optionalInstant("at").map { Int($0.seconds) }
      filter.minutes = call.optionalMinutes("minutes")
      filter.workers = call.texts("with")
      filter.hold = call.optionalDuration("hold").map(\.minutes)
      filter.team = call.optionalSlug("team")
      filter.status = call.optionalText("status")
      return .page(Offers.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "offer.make": .changes { (call) throws(Failure) in try OfferMaking(call).change() },
    "offer.accept": .changes { (call) throws(Failure) in try answer(call, isAccepted: true) },
    "offer.decline": .changes { (call) throws(Failure) in try answer(call, isAccepted: false) },
  ]

  private static func answer(_ call: Call, isAccepted: Bool) throws(Failure) -> Change {
    let offer = try call.code("id")
    let reason = call.optionalText("reason")
    return Change(Offers.standing(offer) + [Grounds.offer(offer)]) { (rows, _) throws(Failure) in
      guard let status = rows[1].text(0, 0), let casus = rows[1].integer(0, 1), let client = rows[1].integer(0, 2)
      else { throw .gone }
      let ground = try rows[2].grounds.owning(.caseTeam)
      guard status == "open" else {
        throw .state(
          .offer, is: status, allowed: ["open"], "Dit aanbod staat niet meer open.", "This offer is open no longer.")
      }
      var effect = Effect(
        [Offers.answer(offer, isAccepted: isAccepted, reason)], reply: Offers.answered, .integer(offer))
      effect.touches = [Touch(client: .number(client), casus: .number(casus), by: ground)]
      effect.tells = true
      return effect
    }
  }
}
