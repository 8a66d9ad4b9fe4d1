internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func workers(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    /// The number of the user `os-user` names, by number or by name; nil where it is not given or cleared.
    @Sendable func uid(_ call: Call) throws(Failure) -> UInt32? {
      guard let name = call.optionalText("os-user") else { return nil }
      if let uid = UInt32(name) ?? surroundings.resolveUser(name) { return uid }
      throw .value(
        call, "os-user", "Deze gebruiker is er niet op deze machine.",
        "There is no such user on this machine.")
    }
    return [
      "worker.list": .reads { (call) throws(Failure) in
        let uid = try uid(call)
        return .page(
          Workers.list(after: call.after, limit: call.limit, facts(call), uid: uid.map(Int.init)),
          limit: call.limit)
      },
      "worker.show": .reads { (call) throws(Failure) in .object(Workers.show(try call.slug("id"))) },
      "worker.add": .changes { (call) throws(Failure) in
        let login = try call.slug("login")
        return Change([Organisations.administers(call.optionalSlug("organisation"))]) {
          (rows, asker) throws(Failure) in
          try asker.mustAdminister(rows[0].bool(0, 0), call.command)
          var queries = Workers.add(facts(call))
          if let uid = try uid(call) { queries.append(Workers.map(nil, uid: uid)) }
          var effect = Effect(queries, reply: Workers.added, .text(login))
          effect.makes = ["worker"]
          return effect
        }
      },
      "worker.change": .changes { (call) throws(Failure) in
        let organisation = call.optionalSlug("organisation")
        return Change([Workers.lock(try call.slug("id")), Organisations.administers(organisation)]) {
          (rows, asker) throws(Failure) in
          guard let worker = rows[0].integer(0, 0) else { throw .gone }
          try asker.mustAdminister(rows[0].bool(0, 1), call.command)
          if organisation != nil { try asker.mustAdminister(rows[1].bool(0, 0), call.command) }
          try call.checkRevision(rows[0].integer(0, 3))
          var queries = [Workers.change(worker, facts(call))]
          if call.isGiven("os-user") {
            try checkActive(rows[0].bool(0, 2))
            queries += Workers.unmap(worker)
            if let uid = try uid(call) { queries.append(Workers.map(worker, uid: uid)) }
          }
          return Effect(queries, reply: Workers.changed, .integer(worker))
        }
      },
      "worker.disable": .changes { (call) throws(Failure) in
        Change([Workers.lock(try call.slug("id"))]) { (rows, asker) throws(Failure) in
          guard let worker = rows[0].integer(0, 0) else { throw .gone }
          try asker.mustAdminister(rows[0].bool(0, 1), call.command)
          guard worker != asker.worker, worker != asker.speaker else {
            throw .value(call, "id", "U kunt uzelf niet afsluiten.", "You cannot shut yourself out.")
          }
          try call.checkRevision(rows[0].integer(0, 3))
          try checkActive(rows[0].bool(0, 2))
          var effect = Effect(
            Workers.disable(worker, reason: call.optionalText("reason")), reply: Workers.disabled,
            .integer(worker))
          effect.further = [.leftOpen(worker: worker)]
          effect.tells = true
          return effect
        }
      },
    ]
  }

  /// Throws where a worker has been shut out.
  static func checkActive(_ isDisabled: Bool?) throws(Failure) {
    guard isDisabled == true else { return }
    throw .state(
      .worker, is: "disabled", allowed: ["active"], "Deze medewerker is afgesloten.",
      "This worker is shut out.")
  }

  private static func facts(_ call: Call) -> Workers.Facts {
    func field(_ name: String, _ value: Postgres.Parameter) -> Workers.Field {
      call.isGiven(name) ? .set(value) : .left
    }
    func text(_ name: String) -> Workers.Field { field(name, .text(call.optionalText(name))) }
    var facts = Workers.Facts()
    facts.login = call.optionalSlug("login")
    facts.name = call.optionalText("name")
    facts.organisation = call.optionalSlug("organisation")
    facts.discipline = text("discipline")
    facts.hours = field("hours", .integer(call.optionalInteger("hours")))
    facts.skj = text("skj")
    facts.big = text("big")
    facts.languages = field("languages", .array(call.texts("languages").map { $0.lowercased() }))
    facts.base = text("base")
    return facts
  }
}
