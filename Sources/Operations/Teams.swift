internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// The kinds of team that may own a case.
  private static let owning: Set<String> = ["basecamp", "buurtteam"]

  static let teams: [String: Operation] = [
    "team.list": .reads { (call) throws(Failure) in
      .page(
        Teams.list(
          after: call.after, limit: call.limit, slug: call.optionalSlug("slug"),
          name: call.optionalText("name"),
          kind: call.optionalText("kind"), organisation: call.optionalSlug("organisation"),
          wijken: call.texts("wijken")), limit: call.limit)
    },
    "team.show": .reads { (call) throws(Failure) in .object(Teams.show(try call.slug("id"))) },
    "team.add": .changes { (call) throws(Failure) in
      let (slug, organisation) = (try call.slug("slug"), try call.slug("organisation"))
      let (name, kind) = (try call.text("name"), try call.text("kind"))
      return Change([Organisations.administers(organisation)]) { (rows, asker) throws(Failure) in
        try asker.mustAdminister(rows[0].bool(0, 0), call.command)
        var effect = Effect(
          [Teams.add(slug: slug, name: name, kind: kind, organisation: organisation)]
            + Teams.work(nil, in: call.texts("wijken")), reply: Teams.reply, .text(slug))
        effect.makes = ["team"]
        return effect
      }
    },
    "team.change": .changes { (call) throws(Failure) in
      let id = try call.slug("id")
      let (kind, organisation) = (call.optionalText("kind"), call.optionalSlug("organisation"))
      return Change([Teams.lock(id), Teams.owns(id), Organisations.administers(organisation)]) {
        (rows, asker) throws(Failure) in
        guard let team = rows[0].integer(0, 0) else { throw .gone }
        try asker.mustAdminister(rows[0].bool(0, 1), call.command)
        if organisation != nil { try asker.mustAdminister(rows[2].bool(0, 0), call.command) }
        if let kind, !owning.contains(kind), rows[1].bool(0, 0) == true {
          throw .state(
            .team, is: rows[0].text(0, 2) ?? "", allowed: owning.sorted(),
            "Dit team is eigenaar van casussen; \(kind) kan dat niet zijn.",
            "This team owns cases; \(kind) cannot.")
        }
        let slug = call.optionalSlug("slug")
        var queries = [
          Teams.change(
            team, slug: slug, name: call.optionalText("name"), kind: kind, organisation: organisation)
        ]
        if call.isGiven("wijken") { queries += Teams.work(team, in: call.texts("wijken")) }
        return Effect(queries, reply: Teams.reply, .text(slug ?? id))
      }
    },
  ]
}
