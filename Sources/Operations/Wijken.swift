internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let wijken: [String: Operation] = [
    "wijk.list": .reads { (call) throws(Failure) in
      .page(Wijken.list(after: call.after, limit: call.limit), limit: call.limit)
    },
    "wijk.find": .reads { (call) throws(Failure) in
      let day = call.optionalDate("on")?.iso
      let query: Query
      switch (call.optionalText("postcode"), call.optionalText("name")) {
      case (let postcode?, nil): query = Wijken.find(postcode: postcode, on: day)
      case (nil, let name?): query = Wijken.find(name: Slug.slug(name), on: day)
      case (nil, nil):
        throw .needed("postcode", "Noem een postcode of een naam.", "Give a postcode or a name.")
      case (_?, _?):
        throw .value(
          call, "name", "Noem een postcode of een naam, niet beide.", "Give a postcode or a name, not both.")
      }
      return Reading([query, Wijken.slugs]) { (rows, _) throws(Failure) in
        guard rows[0].count > 0 else {
          let ten = (0..<rows[1].count).compactMap { rows[1].text($0, 0) }
          throw .outside(call, call.isGiven("postcode") ? "postcode" : "name", ten: ten)
        }
        return .object(rows[0])
      }
    },
  ]
}

extension Failure {
  /// A place outside the city; names the ten wijken.
  static func outside(_ call: Call, _ field: String, ten: [String]) -> Failure {
    Failure(
      .scopeWijk,
      Sentence(
        nl: "Dit ligt niet in een van de tien wijken van Utrecht.",
        en: "This is not in one of the ten wijken of Utrecht."),
      field: field, column: call.column(of: field), members: [.init("allowed", .array(ten.map(JSON.string)))])
  }
}
