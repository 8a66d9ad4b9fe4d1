internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// Who saw and did what.
  static let accesses: [String: Operation] = ["access.list": .reads(listAccess)]

  @Sendable private static func listAccess(_ call: Call) throws(Failure) -> Reading {
    var filter = AccessLog.Filter()
    filter.client = call.optionalCode("client")
    filter.casus = call.optionalCode("case")
    filter.worker = call.optionalSlug("worker")
    filter.from = call.optionalInstant("from").map { Int($0.seconds) }
    filter.to = call.optionalInstant("to").map { Int($0.seconds) }
    if let from = filter.from, let to = filter.to, to <= from { throw .backwards(call, "to") }
    let asked = filter
    let reach = AccessLog.reach(client: asked.client, casus: asked.casus)
    let list = AccessLog.list(asked, after: try call.cursor(3), limit: call.limit)
    let limit = call.limit
    return Reading([reach, list]) { (rows, asker) throws(Failure) in
      guard let reach = rows[0].text(0, 0) else {
        throw .team(
          "Dit dossier valt niet onder uw organisatie.", "This file is not in the reach of your organisation.")
      }
      if reach == "own", let worker = asked.worker, worker != asker.login {
        throw .team("U ziet hier alleen wat u zelf inzag.", "You see only what you saw yourself.")
      }
      // A look into the log is one too: of whom, where that was asked, and in what capacity.
      var touch = Touch(
        client: asked.client.map { .number($0) }, casus: asked.casus.map { .number($0) }, ground: "administration")
      if reach != "own", let role = Role(rawValue: reach) {
        touch.role = reach
        touch.team = asker.memberships.first { $0.role == role }?.team
      }
      return .page(rows[1], limit: limit, touches: [touch])
    }
  }
}
