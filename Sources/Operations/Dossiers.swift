internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// What child and parents have a right to, and how long a dossier is kept.
  static let dossiers: [String: Operation] = [
    "dossier.export": .reads(exportDossier),
    "dossier.correct": .changes(correctDossier),
    "dossier.destroy": .changes(destroyDossier),
    "retention.list": .reads { (call) throws(Failure) in
      .page(
        Dossiers.due(before: call.optionalDate("due-before")?.iso, after: try call.numberAfter(), limit: call.limit),
        limit: call.limit)
    },
  ]

  @Sendable private static func exportDossier(_ call: Call) throws(Failure) -> Reading {
    let client = try call.code("id")
    return Reading([Grounds.client(client), DossierFile.export(client)]) { (rows, asker) throws(Failure) in
      let ground = try rows[0].grounds.owning([.lead])
      let file = rows[1]
      guard file.count > 0 else { throw .gone }
      // All of it: a file handed out in pages would be of several instants.
      return .page(
        file, limit: file.count,
        adding: [
          .init("client", .string("J-\(client)")), .init("at", .string(asker.zone.rfc3339(asker.now))),
        ], touches: [Touch(client: .number(client), by: ground)])
    }
  }

  @Sendable private static func correctDossier(_ call: Call) throws(Failure) -> Change {
    let (client, text) = (try call.code("id"), try call.text("text"))
    let party = call.optionalText("by")
    return Change([Grounds.client(client), Clients.hold(client)]) { (rows, _) throws(Failure) in
      let ground = try rows[0].grounds.owning([.lead])
      guard rows[1].count > 0 else { throw .gone }
      var effect = Effect(Dossiers.state(client, by: party, text), reply: Dossiers.stated)
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.events = [Outbox.Event("case", "client", .number(client), "statement")]
      return effect
    }
  }

  @Sendable private static func destroyDossier(_ call: Call) throws(Failure) -> Change {
    let client = try call.code("id")
    switch (call.optionalText("request"), call.optionalText("decision")) {
    case (nil, nil):
      throw .needed(
        "request", "Wie vraagt erom (request), of wat is het besluit (decision)?",
        "Who asks for it (request), or what is decided (decision)?")
    case (.some, .some):
      throw .value(
        call, "decision", "Een verzoek en het besluit erover zijn van twee mensen: geef ze apart.",
        "A request and the decision on it are two people's: give them apart.")
    case (let request?, nil): return ask(client, request, call)
    case (nil, let decision?):
      let reason = call.optionalText("reason")
      if decision == "refused", reason == nil {
        throw .needed("reason", "Waarom blijft het dossier?", "Why is the file kept?")
      }
      return decide(client, isGranted: decision == "granted", reason, call)
    }
  }

  private static func ask(_ client: Int, _ request: String, _ call: Call) -> Change {
    Change([Grounds.client(client), Clients.hold(client), Dossiers.standing(client)]) { (rows, asker) throws(Failure) in
      guard asker.holds([.lead]) else { throw .role(call.command, needs: [.lead]) }
      let ground = try rows[0].grounds.owning([.lead])
      guard rows[1].count > 0 else { throw .gone }
      if rows[2].text(0, 1) != nil { throw .alreadyAsked }
      var effect = Effect([Dossiers.ask(client, request)], reply: Dossiers.asked, .integer(client))
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.tells = true
      return effect
    }
  }

  private static func decide(_ client: Int, isGranted: Bool, _ reason: String?, _ call: Call) -> Change {
    Change([Dossiers.standing(client)]) { (rows, asker) throws(Failure) in
      guard asker.holds([.privacy]) else { throw .role(call.command, needs: [.privacy]) }
      let standing = rows[0]
      if standing.bool(0, 4) == true {
        throw .state(
          .client, is: "destroyed", allowed: ["destruction-requested"], "Dit dossier is vernietigd.",
          "This file was destroyed.")
      }
      guard standing.bool(0, 0) == true else {
        throw .team(
          "Hierover gaat de privacyfunctionaris van een team dat eigenaar is.",
          "This is up to the privacy officer over an owning team.")
      }
      let request = standing.text(0, 1)
      guard request != nil || isGranted && standing.bool(0, 3) == true else {
        throw .notAsked(keptUntil: standing.text(0, 2))
      }
      var effect =
        isGranted
        ? Effect([Dossiers.destroy(client, reason)], reply: Dossiers.destroyed, .text(request))
        : Effect([Dossiers.refuse(client, reason ?? "")], reply: Dossiers.asked, .integer(client))
      effect.touches = [
        Touch(client: .number(client), ground: "administration", role: Role.privacy.rawValue)
      ]
      effect.tells = true
      return effect
    }
  }
}

extension Failure {
  /// A dossier somebody asks to destroy already.
  static let alreadyAsked = Failure.state(
    .client, is: "destruction-requested", allowed: ["none"], "Er loopt al een verzoek tot vernietiging.",
    "There is a request to destroy the file already.")

  /// A dossier that nobody asks to destroy, and that has to be kept.
  static func notAsked(keptUntil: String?) -> Failure {
    Failure(
      .state("client"),
      Sentence(
        nl: "Niemand vroeg om vernietiging, en de bewaartermijn loopt nog.",
        en: "Nobody asked to destroy this file, and it has to be kept still."),
      members: [
        .init("is", .string("kept")), .init("allowed", .array([.string("destruction-requested")])),
      ] + (keptUntil.map { [.init("keep_until", .string($0))] } ?? []))
  }
}
