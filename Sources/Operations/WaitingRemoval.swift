internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Taking an entry off the list, and undoing that.
enum WaitingRemoval {
  @Sendable static func remove(_ call: Call) throws(Failure) -> Change {
    let (removal, text) = (try call.text("reason"), call.optionalText("text"))
    return try .waiting(call, by: .listLead, first: [WaitingList.hold(try call.code("id"))]) {
      (standing, _, asker) throws(Failure) in
      try standing.check(WaitingStanding.open)
      let fact = standing.fact("removed", on: asker.today, ["removal": removal], text: text)
      return standing.effect(
        WaitingList.remove(standing.entry, on: asker.today.iso, removal) + [fact], cause: "removed", showsInCase: true,
        reply: WaitingList.removeTold)
    }
  }

  @Sendable static func restore(_ call: Call) throws(Failure) -> Change {
    let reason = call.optionalText("reason")
    return try .waiting(
      call, by: .listLead, { [WaitingList.holdCase(of: $0)] },
      valid: { (asker) throws(Failure) in try call.checkPast("on", today: asker.today) }
    ) { (standing, rows, asker) throws(Failure) in
      let day = call.optionalDate("on") ?? asker.today
      if let removedOn = standing.removedOn, day < removedOn {
        throw .value(
          call, "on", "Dit ligt voor de uitschrijving, op \(removedOn.iso).",
          "This comes before the removal, on \(removedOn.iso).")
      }
      try standing.check(["uitgeschreven"])
      guard rows[0].text(0, 0) == "open" else { throw .closedCase }
      var effect = standing.effect(
        [WaitingList.restore(standing.entry), standing.fact("restored", on: day, reason: reason)], cause: "restored",
        showsInCase: true, reply: WaitingList.restoreTold)
      effect.explainTwin(casus: standing.casus, discipline: standing.discipline, service: standing.service)
      return effect
    }
  }
}
