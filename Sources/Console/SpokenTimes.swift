internal import Casework
internal import Catalogue
internal import Wire

/// Days and times as people say them, put in the way of the wire before a request is sent.
struct SpokenTimes {
  let command: Command
  let request: Request

  /// Whether a value of the request is said so.
  var isAny: Bool { request.arguments.contains { spoken($0) != nil } }

  /// Whether it takes the time now to know what is meant.
  var needsNow: Bool { request.arguments.contains { argument in spoken(argument).map { $0.date == nil } ?? false } }

  /// The request as the wire has it, by the daemon's clock; what no year has stays as it is, for the daemon to refuse.
  func written(now: LocalTime) -> Request {
    Request(
      tag: request.tag, command: request.command, column: request.column,
      arguments: request.arguments.map { argument in
        guard let value = spoken(argument)?.wire(now: now) else { return argument }
        return Request.Argument(key: argument.key, value: value, column: 1, valueColumn: 1)
      })
  }

  private func spoken(_ argument: Request.Argument) -> SpokenTime? {
    let parameter = command.name(of: argument).flatMap(command.parameter)
    return parameter?.kind.spoken(argument.value)
  }
}

extension Client {
  /// What the daemon's clock shows on the wall, nil where it tells nobody, or not us: then it has more to say to the
  /// request itself.
  func wallClock() throws(Complaint) -> LocalTime? {
    guard case .ok(let object) = try ask("clock", isRepeatable: true).outcome, let now = object["now"]?.string else {
      return nil
    }
    // The wall clock is the one before the offset.
    return LocalTime(wire: now.prefix(19))
  }
}
