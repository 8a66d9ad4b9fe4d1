internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let trajects: [String: Operation] = [
    "case.traject.start": .changes(start),
    "case.traject.end": .changes(end),
    "case.traject.list": .reads { (call) throws(Failure) in
      var filter = Trajects.Filter()
      filter.service = call.optionalText("service")
      filter.hulpvorm = call.optionalText("hulpvorm")
      filter.provider = call.optionalText("provider")
      filter.isWithCrisis = call.optionalYes("with-crisis")
      filter.on = call.optionalDate("on")?.iso
      return try .casework(call) { Trajects.list($0, filter) }
    },
  ]

  @Sendable private static func start(_ call: Call) throws(Failure) -> Change {
    let (casus, service) = (try call.code("id"), try call.text("service"))
    let on = call.optionalDate("on")
    let load = [
      WaitingList.doors(service), Trajects.broader(in: casus, on: on?.iso),
      Consents.standing(casus: casus, purpose: "treatment"),
    ]
    return .work(
      in: .casus(casus), call, load, valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (work, rows, asker) throws(Failure) in
      let day = on ?? asker.today
      try WaitingAddition.checkScope(call, rows[0], broader: rows[1])
      try ConsentCheck("treatment", rows[2]).require(on: day)
      try work.checkOpen()
      let reason = call.optionalText("reason")
      var effect = work.effect(
        Trajects.start(
          Trajects.Start(
            casus: casus, service: service, hulpvorm: call.optionalText("hulpvorm"),
            provider: call.optionalText("provider"), isWithCrisis: call.yes("with-crisis"), team: work.ground.team,
            on: day.iso, reason: reason)),
        CaseFacts.Fact(
          "traject", about: CasePart.traject.made,
          ["service": service, "hulpvorm": call.optionalText("hulpvorm"), "started_on": day.iso], reason: reason,
          on: day), reply: Trajects.started)
      effect.makes = ["traject"]
      return effect
    }
  }

  @Sendable private static func end(_ call: Call) throws(Failure) -> Change {
    let traject = try call.code("id")
    let on = call.optionalDate("on")
    return .work(
      in: .part(.traject, traject), call,
      [Trajects.standing(traject), Trajects.modules(reliantOn: traject, endingOn: on?.iso)],
      valid: { (asker) throws(Failure) in try call.checkPast(today: asker.today) }
    ) { (work, rows, asker) throws(Failure) in
      let day = on ?? asker.today
      guard let started = rows[0].text(0, 0).flatMap(CivilDate.init(iso:)) else { throw .gone }
      guard started <= day else {
        throw .value(call, "on", "Toen was het traject nog niet begonnen.", "The traject had not started then.")
      }
      try work.checkOpen()
      guard rows[0].isNull(0, 1) else {
        throw .state(
          .traject, is: "beeindigd", allowed: ["lopend"], "Dit traject is al beëindigd.",
          "This traject ended already.")
      }
      let modules = (0..<rows[1].count).compactMap { rows[1].text($0, 0) }
      guard modules.isEmpty else {
        var failure = Failure.state(
          .traject, is: "module-loopt", allowed: ["lopend"],
          "Hierbinnen loopt nog \(modules.joined(separator: ", ")); beëindig dat eerst.",
          "\(modules.joined(separator: ", ")) still runs inside this; end that first.")
        failure.members.append(.init("with", .array(modules.map(JSON.string))))
        throw failure
      }
      let reason = call.optionalText("reason")
      return work.effect(
        Trajects.end(traject, on: day.iso, reason: reason),
        CaseFacts.Fact(
          "traject-ended", about: .code(CasePart.traject.code(traject)), ["service": rows[0].text(0, 2)],
          reason: reason, on: day),
        reply: Trajects.ended, .integer(traject))
    }
  }
}
