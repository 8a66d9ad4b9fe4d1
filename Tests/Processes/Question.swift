import TestKit
import Wire

extension Client {
  /// A question that needs the database, and that its administrator may ask.
  static let question = "wijk.find postcode=3544AB"

  /// Whether the question is answered.
  func answers() -> Bool { ask(Self.question)["wijk"]?.string == "leidsche-rijn" }
}
