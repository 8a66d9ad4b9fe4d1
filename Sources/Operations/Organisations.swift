internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let organisations: [String: Operation] = [
    "organisation.list": .reads { (call) throws(Failure) in
      .page(
        Organisations.list(
          after: call.after, limit: call.limit, name: call.optionalText("name"),
          kind: call.optionalText("kind"),
          parent: call.optionalSlug("parent"), agb: call.optionalText("agb")), limit: call.limit)
    },
    "organisation.show": .reads { (call) throws(Failure) in .object(Organisations.show(try call.slug("id")))
    },
    "organisation.add": .changes { (call) throws(Failure) in
      let name = try call.text("name")
      let slug = Slug.short(name)
      guard !slug.isEmpty else {
        throw .value(call, "name", "Een naam heeft letters of cijfers.", "A name has letters or digits.")
      }
      let kind = try call.text("kind")
      let (parent, agb) = (call.optionalSlug("parent"), call.optionalText("agb"))
      return Change([Organisations.administers(parent)]) { (rows, asker) throws(Failure) in
        if parent != nil { try asker.mustAdminister(rows[0].bool(0, 0), call.command) }
        var queries = [Organisations.add(slug: slug, name: name, kind: kind, parent: parent, agb: agb)]
        // What stands by itself has nobody above it who could administer it.
        if parent == nil { queries.append(Organisations.administer) }
        var effect = Effect(queries, reply: Organisations.reply, .text(slug))
        effect.makes = ["organisation"]
        return effect
      }
    },
    "organisation.change": .changes { (call) throws(Failure) in
      let slug = try call.slug("id")
      let parent = call.optionalSlug("parent")
      return Change([
        Organisations.lock, Organisations.administers(slug), Organisations.administers(parent),
        Organisations.isAbove(slug, parent),
      ]) { (rows, asker) throws(Failure) in
        try asker.mustAdminister(rows[1].bool(0, 0), call.command)
        if parent != nil { try asker.mustAdminister(rows[2].bool(0, 0), call.command) }
        if rows[3].bool(0, 0) == true {
          throw .value(
            call, "parent", "Een organisatie valt niet onder zichzelf.",
            "An organisation is not under itself.")
        }
        return Effect(
          [
            Organisations.change(
              slug, name: call.optionalText("name"), kind: call.optionalText("kind"),
              parent: (call.isGiven("parent"), parent), agb: (call.isGiven("agb"), call.optionalText("agb")))
          ], reply: Organisations.reply, .text(slug))
      }
    },
  ]
}

extension Slug {
  /// The slug of a name as things go by it: of 64 characters at most.
  fileprivate static func short(_ name: String) -> String {
    let slug = slug(name).prefix(64)
    return String(slug.last == "-" ? slug.dropLast() : slug)
  }
}
