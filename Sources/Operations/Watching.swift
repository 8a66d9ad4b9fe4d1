internal import Catalogue
internal import Records
internal import Wire

extension Operations {
  /// Watching what happens.
  static func watching(_ watchers: Watchers) -> [String: Operation] {
    [
      "watch": .reads { (call) throws(Failure) in
        let topics = call.texts("topics")
        let since = call.optionalInteger("since")
        return Reading([since.map { Outbox.place(of: $0) } ?? Outbox.end]) { (rows, asker) throws(Failure) in
          let found = Outbox.Place(rows[0], 0)
          if since != nil, found == nil {
            throw .value(
              call, "since", "Dit nummer is er niet (meer); begin opnieuw zonder since.",
              "There is no such number (any more); begin anew without since.")
          }
          // What comes in the place of another watch goes on where that one is.
          let reached = (asker.caller.watch as? OutboxWatch)?.stop()
          let place = since == nil ? reached ?? found ?? .start : found ?? .start
          let reader = OutboxWatch.Reader(
            uid: asker.caller.uid, token: asker.caller.token,
            speakingFor: asker.speaker == asker.worker ? nil : asker.login, worker: asker.worker)
          var caller = asker.caller
          caller.watch = OutboxWatch(watchers, topics, from: place, for: reader)
          return .watching(caller, from: place.number)
        }
      },
      "unwatch": .reads { (_) throws(Failure) in
        Reading([Outbox.end]) { (rows, asker) throws(Failure) in
          var caller = asker.caller
          caller.watch = nil
          let reached = asker.caller.watch?.end() ?? Outbox.Place(rows[0], 0)?.number ?? 0
          return .watching(caller, from: reached)
        }
      },
    ]
  }
}
