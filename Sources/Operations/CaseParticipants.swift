internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let caseParticipants: [String: Operation] = [
    "case.participant.add": .changes(participation),
    "case.participant.end": .changes { (call) throws(Failure) in
      let participant = try call.code("id")
      return .work(in: .part(.participant, participant), call, [CaseParticipants.period(participant)]) {
        (work, rows, asker) throws(Failure) in
        try work.checkOpen()
        let day = try call.end(of: .participant, rows[0], today: asker.today)
        let reason = call.optionalText("reason")
        return work.effect(
          CaseParticipants.end(participant, on: day.iso, reason: reason),
          CaseFacts.Fact(
            "participant-ended", about: .code(CasePart.participant.code(participant)), ["until": day.iso],
            reason: reason, on: min(day, asker.today)),
          reply: CaseParticipants.ended, .integer(participant))
      }
    },
    "case.participant.list": .reads { (call) throws(Failure) in
      var filter = CaseParticipants.Filter()
      filter.kind = call.optionalText("kind")
      filter.name = call.optionalText("name")
      filter.reads = call.optionalText("reads")
      filter.ground = call.optionalText("ground")
      filter.until = call.optionalDate("until")?.iso
      return try .casework(call) { CaseParticipants.list($0, filter) }
    },
  ]

  @Sendable private static func participation(_ call: Call) throws(Failure) -> Change {
    let (casus, kind, name) = (try call.code("id"), try call.text("kind"), try call.text("name"))
    let (reads, ground, until) = (try call.text("reads"), call.optionalText("ground"), call.optionalDate("until"))
    let needsConsent = reads != "nothing" && ground == nil
    // A consent to share names whom it is shared with: this one, or everybody of the kind.
    let consent = needsConsent ? [Consents.standing(casus: casus, purpose: "share", with: [name, kind])] : []
    return .work(
      in: .casus(casus), call, consent,
      valid: { (asker) throws(Failure) in try call.checkAhead("until", today: asker.today, isUntil: true) }
    ) { (work, rows, asker) throws(Failure) in
      if let row = rows.first { try ConsentCheck("share", row).require(on: asker.today) }
      try work.checkOpen()
      var effect = work.effect(
        CaseParticipants.add(to: casus, kind: kind, name: name, reads: reads, ground: ground, until: until?.iso),
        CaseFacts.Fact(
          "participant", about: CasePart.participant.made,
          ["kind": kind, "reads": reads, "ground": needsConsent ? "consent" : ground, "until": until?.iso]),
        reply: CaseParticipants.added)
      effect.makes = ["participant"]
      return effect
    }
  }
}
