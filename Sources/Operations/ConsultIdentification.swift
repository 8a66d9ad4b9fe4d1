internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Telling the asked team which child a consult is about, once that is consented to.
enum ConsultIdentification {
  @Sendable static func identify(_ call: Call) throws(Failure) -> Change {
    let (client, consent) = (try call.code("client"), try call.code("consent"))
    let load = [Consents.standing(client: client, purpose: "identify")]
    return try .consult(call, { _ in load + [Grounds.client(client)] }) { (consult, rows, asker) throws(Failure) in
      let member = try consult.asking(asker)
      _ = try rows[load.count].grounds.owning(.caseworkers)
      try consult.checkRevision(call)
      try ConsentCheck("identify", rows[0]).require(on: asker.today, named: consent, in: call)
      try consult.check(call, .identify)
      var effect = consult.effect(
        Consults.identify(consult.number, client: client, consent: consent) + [
          Consults.tell(consult.number, "identified")
        ],
        Query(Consults.identified, [.integer(consult.number)]), cause: "identified", by: member,
        desk: [consult.notice(consult.answerer, "review", "identified")])
      for index in effect.touches.indices { effect.touches[index].client = .number(client) }
      return effect
    }
  }
}
