internal import Casework
internal import Catalogue
internal import Records
internal import Wire

/// A question about the past: the day and the moment of what was known, as `on` and `known-at` say.
struct Retrospect: Sendable {
  private let call: Call

  init(_ call: Call) { self.call = call }

  var asOf: AsOf {
    AsOf(on: call.optionalDate("on")?.iso, knownAt: call.optionalInstant("known-at").map { Int($0.seconds) })
  }

  /// Throws `input.value` for a day or moment still to come.
  func check(_ asker: Asker) throws(Failure) {
    if let on = call.optionalDate("on"), on > asker.today { throw future("on") }
    if let known = call.optionalInstant("known-at"), known > asker.now { throw future("known-at") }
  }

  /// By when what is told was known, with which it can be asked again.
  func known(_ asker: Asker) -> JSON.Member {
    .init("known_at", .string(asker.zone.rfc3339(call.optionalInstant("known-at") ?? asker.now)))
  }

  private func future(_ name: String) -> Failure {
    .value(call, name, "Dit ligt in de toekomst.", "This is in the future.")
  }
}
