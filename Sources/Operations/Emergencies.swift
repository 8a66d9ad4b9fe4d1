internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// Reading one case in an emergency, whoever owns it.
  static let emergencies: [String: Operation] = ["breakglass": .changes(breakGlass)]

  @Sendable private static func breakGlass(_ call: Call) throws(Failure) -> Change {
    let (casus, reason) = (try call.code("case"), try call.text("reason"))
    return Change([Emergencies.standing(casus)]) { (rows, asker) throws(Failure) in
      // The role by which the command was allowed is held in a team.
      guard let member = asker.teams(.caseworkers).first, let team = member.team else { throw .notOwning }
      if let ground = rows[0].text(0, 0) { throw .readsAlready(call, ground) }
      var effect = Effect(
        [Emergencies.begin(casus, team: team, role: member.role.rawValue, reason: reason)], reply: Emergencies.begun)
      effect.touches = [
        Touch(
          client: .ofCase, casus: .number(casus), ground: "breakglass", role: member.role.rawValue, team: team)
      ]
      effect.tells = true
      return effect
    }
  }
}

extension Failure {
  /// Who reads the case whole needs no emergency, and nobody is to be alarmed.
  fileprivate static func readsAlready(_ call: Call, _ ground: String) -> Failure {
    Failure(
      .conflictDuplicate,
      Sentence(
        nl: "U leest deze casus al: dit hoeft niet in nood. Er is niemand gewaarschuwd.",
        en: "You read this case already: this needs no emergency. Nobody was told."),
      field: "case", column: call.column(of: "case"), members: [.init("as", .string(ground))])
  }
}
