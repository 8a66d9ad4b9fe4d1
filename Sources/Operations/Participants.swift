internal import Catalogue
internal import Wire

/// Who takes part and how, and where: what a search and a booking are asked alike.
struct Participants: Sendable {
  let mode: String
  let workers: [(who: String, mode: String)]
  let guests: [(label: String, mode: String)]
  /// How many more take part, whoever they will be, and how.
  let others: (count: Int, mode: String)
  /// How the children take part; nil: they do not.
  let clientMode: String?
  /// Slug of the place; nil where nobody is there in person, or at a home.
  let place: String?
  /// Whether it is held at the home of the case's child.
  let isAtHome: Bool

  /// Whether anyone is there in person.
  let isOnSite: Bool

  /// - Parameters:
  ///   - others: how many take part besides those named.
  ///   - needsPlace: whether a place must be named; where not, it may turn out later.
  /// - Throws: `syntax.missing-parameter` where a place or a case is lacking.
  init(_ call: Call, hasCase: Bool, others: Int = 0, needsPlace: Bool = true) throws(Failure) {
    let mode = try call.text("mode")
    // Who bears no mode has the appointment's, in a hybrid one on-site.
    let usual = mode == "hybrid" ? "on-site" : mode
    self.mode = mode
    workers = call.participants("with").map { ($0.who, $0.mode ?? usual) }
    guests = call.participants("guests").map { ($0.who, $0.mode ?? usual) }
    self.others = (others, usual)
    let wanted = call.optionalText("client-mode")
    let place = call.optionalText("place")
    if !hasCase, wanted != nil || place == Catalogue.home {
      throw .needed(
        "case", "Zonder casus is er geen kind dat meedoet of thuis bezocht wordt.",
        "Without a case there is no child who takes part or is visited at home.")
    }
    clientMode = hasCase && wanted != "none" ? wanted ?? usual : nil
    let modes = workers.map(\.mode) + guests.map(\.mode) + [clientMode ?? "none"] + (others > 0 ? [usual] : [])
    isOnSite = modes.contains("on-site")
    if isOnSite, place == nil, needsPlace {
      throw .needed("place", "Waar? Er is iemand ter plekke.", "Where? Somebody is there in person.")
    }
    isAtHome = isOnSite && place == Catalogue.home
    self.place = isOnSite && place != Catalogue.home ? place : nil
  }

  /// A group: its leader, and so many children, whoever they will be.
  init(_ call: Call, leader: String, others: Int) throws(Failure) {
    mode = try call.text("mode")
    let usual = mode == "hybrid" ? "on-site" : mode
    workers = [(leader, usual)]
    guests = []
    self.others = (others, usual)
    clientMode = nil
    isOnSite = usual == "on-site"
    isAtHome = false
    place = isOnSite ? call.optionalSlug("place") : nil
    if isOnSite, place == nil {
      throw .needed("place", "Waar? Er is iemand ter plekke.", "Where? Somebody is there in person.")
    }
  }

  /// Some workers who take part, as an appointment has them.
  init(workers: [(who: String, mode: String)], mode: String, place: String?, isAtHome: Bool) {
    self.mode = mode
    self.workers = workers
    guests = []
    others = (0, mode)
    clientMode = nil
    self.place = place
    self.isAtHome = isAtHome
    isOnSite = workers.contains { $0.mode == "on-site" }
  }

  /// Whether anyone needs a video link.
  var isOnline: Bool { (workers.map(\.mode) + guests.map(\.mode) + [clientMode ?? "none"]).contains("online") }

  /// How many sit in the room, where so many children come along.
  func seats(children: Int) -> Int {
    (workers.map(\.mode) + guests.map(\.mode)).count { $0 == "on-site" } + (clientMode == "on-site" ? children : 0)
      + (others.mode == "on-site" ? others.count : 0)
  }
}
