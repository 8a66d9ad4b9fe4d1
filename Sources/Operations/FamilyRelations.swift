internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let familyRelations: [String: Operation] = [
    "relation.add": .changes(addRelation),
    "relation.list": .reads { (call) throws(Failure) in
      .page(
        FamilyRelations.list(relationEntry(call), after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "relation.end": .changes(endRelation),
  ]

  private static func relationEntry(_ call: Call) -> FamilyRelations.Entry {
    var entry = FamilyRelations.Entry()
    entry.client = call.optionalCode("client")
    entry.name = call.optionalText("name")
    entry.kind = call.optionalText("kind")
    entry.authority = call.optionalYes("authority")
    entry.contact = call.optionalText("contact")
    return entry
  }

  @Sendable private static func addRelation(_ call: Call) throws(Failure) -> Change {
    let (client, entry) = (try call.code("client"), relationEntry(call))
    let hasAuthority = call.yes("authority")
    return Change([Grounds.client(client)] + FamilyRelations.present(entry)) { (rows, asker) throws(Failure) in
      if hasAuthority, !["ouder", "voogd"].contains(entry.kind) {
        throw .value(
          call, "authority", "Gezag heeft een ouder of voogd.",
          "Authority is borne by a parent (ouder) or guardian (voogd).")
      }
      let ground = try rows[0].grounds.owning(.caseworkers)
      guard rows[1].count > 0 else { throw .gone }
      let present = rows[2]
      func codes(_ column: Int) -> [String] {
        (0..<present.count).filter { present.bool($0, column) == true }.compactMap { present.text($0, 0) }
      }
      if let same = codes(1).first {
        throw Failure(
          .conflictDuplicate,
          Sentence(nl: "Deze relatie staat er al als \(same).", en: "This relation is there already as \(same)."),
          field: "name", members: [.init("with", .array([.string(same)]))])
      }
      let parents = codes(2)
      if hasAuthority, entry.kind == "ouder", parents.count > 1 {
        throw Failure(
          .conflictDuplicate,
          Sentence(
            nl: "Er zijn al twee ouders met gezag; beëindig eerst een van beide.",
            en: "There are two parents with authority already; end one of them first."),
          field: "authority", members: [.init("with", .array(parents.map(JSON.string)))])
      }
      var effect = Effect([FamilyRelations.add(entry)], reply: FamilyRelations.added)
      effect.touches = [Touch(client: .number(client), by: ground)]
      effect.makes = ["relation"]
      return effect
    }
  }

  @Sendable private static func endRelation(_ call: Call) throws(Failure) -> Change {
    let relation = try call.code("id")
    let on = call.optionalDate("on")
    return Change([Grounds.relation(relation)] + FamilyRelations.standing(relation)) { (rows, asker) throws(Failure) in
      let ground = try rows[0].grounds.owning(.caseworkers)
      guard rows[1].count > 0, let client = rows[2].integer(0, 0),
        let from = rows[2].text(0, 1).flatMap(CivilDate.init(iso:))
      else { throw .gone }
      let day = on ?? asker.today
      guard day >= from else {
        throw .value(call, "on", "Dit ligt voor het begin van de relatie.", "This comes before the relation began.")
      }
      if let until = rows[2].text(0, 2).flatMap(CivilDate.init(iso:)), until <= asker.today {
        throw .state(
          .relation, is: "ended", allowed: ["open"], "Deze relatie is al beëindigd.", "This relation has ended.")
      }
      // Who never held a day was never a party: a consent given meanwhile would become another's.
      if day == from, rows[2].bool(0, 3) == true {
        throw .value(
          call, "on", "Sindsdien is er toestemming vastgelegd; deze relatie gold dus minstens een dag.",
          "Consent was recorded since; so this relation has held a day at least.", allowed: [from.adding(days: 1).iso])
      }
      var effect = Effect(
        [
          FamilyRelations.end(relation, on: day.iso, reason: call.optionalText("reason"))
        ], reply: FamilyRelations.ended, .integer(relation))
      effect.touches = [Touch(client: .number(client), by: ground)]
      return effect
    }
  }
}
