internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Putting right what was recorded of an entry.
enum WaitingCorrection {
  private static let correctable = [
    "discipline", "service", "registered-on", "prefers-worker", "prefers-mode", "language",
  ]

  @Sendable static func change(_ call: Call) throws(Failure) -> Change {
    guard correctable.contains(where: call.isGiven) else {
      throw .needed(
        "discipline", "Wat verandert er: \(correctable.joined(separator: ", "))?",
        "What changes: \(correctable.joined(separator: ", "))?")
    }
    let service = call.optionalText("service")
    return try .waiting(
      call, by: .listLead,
      {
        [
          WaitingList.doors(service), Trajects.broader(of: $0),
          WaitingList.doer(call.optionalSlug("prefers-worker") ?? ""),
        ]
      },
      valid: { (asker) throws(Failure) in try call.checkPast("registered-on", today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      try checkRegistration(call, standing)
      try WaitingAddition.checkPreferred(call, rows[2])
      try WaitingAddition.checkScope(call, rows[0], broader: rows[1])
      try standing.check(WaitingStanding.open + ["gestart"])
      var effect = standing.effect(
        [WaitingList.correct(standing.entry, correction(call)), fact(call, standing, asker)], cause: "changed",
        showsInCase: true, reply: WaitingList.changeTold)
      effect.explainTwin(
        casus: standing.casus, discipline: call.optionalText("discipline") ?? standing.discipline,
        service: call.isCleared("service") ? nil : service ?? standing.service)
      return effect
    }
  }

  /// When form and letter came in can be put right, within what happened since.
  private static func checkRegistration(_ call: Call, _ standing: WaitingStanding) throws(Failure) {
    guard let day = call.optionalDate("registered-on") else { return }
    guard standing.registeredOn != nil else {
      throw .value(
        call, "registered-on", "Zonder formulier en brief is er nog geen aanmelding.",
        "Without form and letter there is no registration yet.")
    }
    try standing.checkBorn(call, "registered-on", day)
    guard let next = standing.intakeOn ?? standing.startOn, next < day else { return }
    throw .value(
      call, "registered-on", "Dit ligt na \(next.iso), toen er al gesproken of begonnen was.",
      "This comes after \(next.iso), when talks or help had begun.")
  }

  private static func correction(_ call: Call) -> WaitingList.Correction {
    var correction = WaitingList.Correction()
    correction.discipline = call.optionalText("discipline")
    correction.service = call.optionalText("service")
    correction.registeredOn = call.optionalDate("registered-on")?.iso
    correction.wishes = (
      call.optionalSlug("prefers-worker"), call.optionalText("prefers-mode"), call.optionalText("language")
    )
    correction.clears = correctable.filter(call.isCleared)
    return correction
  }

  /// What was put right; what was emptied stands there empty.
  private static func fact(_ call: Call, _ standing: WaitingStanding, _ asker: Asker) -> Query {
    func told(_ name: String) -> String? { call.isCleared(name) ? "" : call.optionalText(name) }
    return standing.fact(
      "changed", on: asker.today,
      [
        "discipline": told("discipline"), "service": told("service"),
        "registered_on": call.optionalDate("registered-on")?.iso, "prefers_worker": told("prefers-worker"),
        "prefers_mode": told("prefers-mode"), "language": told("language"),
      ])
  }
}
