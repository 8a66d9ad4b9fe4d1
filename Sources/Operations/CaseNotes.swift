internal import Catalogue
internal import Records
internal import Wire

extension Operations {
  static let caseNotes: [String: Operation] = [
    "case.note": .changes { (call) throws(Failure) in
      let (casus, text) = (try call.code("id"), try call.text("text"))
      let kind = call.optionalText("kind")?.lowercased()
      return .work(in: .casus(casus), call) { (work, _, _) throws(Failure) in
        try work.checkOpen()
        // Only kinds that are codes: others may be anything somebody wrote.
        let told = kind.flatMap { CaseNotes.planKinds.contains($0) ? $0 : nil }
        var effect = work.effect(
          CaseNotes.add(
            to: casus, kind: kind, text: text, isThirdParty: call.yes("third-party"), team: work.ground.team),
          CaseFacts.Fact("note", about: CasePart.note.made, ["kind": told]), reply: CaseNotes.added)
        effect.makes = ["note"]
        return effect
      }
    }
  ]
}
