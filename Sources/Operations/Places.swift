internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let places: [String: Operation] = [
    "place.add": .changes { (call) throws(Failure) in
      let (slug, entry) = (try call.slug("slug"), placeEntry(call))
      return Change([Places.isLed(wijk: try call.slug("wijk"))]) { (rows, asker) throws(Failure) in
        try mayChangePlace(rows[0], asker)
        var effect = Effect([Places.add(entry)], reply: Places.settled, .text(slug))
        effect.makes = ["place"]
        return effect
      }
    },
    "place.change": .changes { (call) throws(Failure) in
      let (place, entry) = (try call.slug("id"), placeEntry(call))
      return Change([Places.isLed(place: place, movingTo: entry.wijk)]) { (rows, asker) throws(Failure) in
        try mayChangePlace(rows[0], asker)
        return Effect([Places.change(place, entry)], reply: Places.settled, .text(entry.slug ?? place))
      }
    },
    "place.list": .reads { (call) throws(Failure) in
      .page(Places.list(placeEntry(call), after: call.after, limit: call.limit), limit: call.limit)
    },
    "place.show": .reads { (call) throws(Failure) in .object(Places.show(try call.slug("id"))) },
    "room.add": .changes { (call) throws(Failure) in
      let (place, name, capacity) = (try call.slug("place"), try call.text("name"), try call.integer("capacity"))
      return Change([Places.isLed(place: place)]) { (rows, asker) throws(Failure) in
        try mayChangePlace(rows[0], asker)
        var effect = Effect(
          [Rooms.add(place: place, name: name, capacity: capacity)], reply: Rooms.added, .text(place), .text(name))
        effect.makes = ["room"]
        return effect
      }
    },
    "room.list": .reads { (call) throws(Failure) in
      .page(
        Rooms.list(
          place: call.optionalSlug("place"), name: call.optionalText("name"),
          capacity: call.optionalInteger("capacity"),
          after: try call.cursor(1)?.first, limit: call.limit), limit: call.limit)
    },
  ]

  private static func placeEntry(_ call: Call) -> Places.Entry {
    var entry = Places.Entry()
    entry.slug = call.optionalSlug("slug")
    entry.name = call.optionalText("name")
    entry.kind = call.optionalText("kind")
    entry.wijk = call.optionalSlug("wijk")
    entry.address = call.optionalText("address")
    entry.clearsAddress = call.isCleared("address")
    return entry
  }

  private static func mayChangePlace(_ rows: Rows, _ asker: Asker) throws(Failure) {
    guard rows.bool(0, 0) == true || asker.holds([.admin]) else {
      throw .team(
        "Deze plek ligt niet in een wijk van uw team.", "This place does not lie in a wijk of your team.")
    }
  }
}
