internal import Catalogue
internal import Records
internal import Wire

extension Operations {
  static let session: [String: Operation] = [
    "whoami": .reads { (_) throws(Failure) in
      Reading([Identity.whoami]) { (rows, asker) throws(Failure) in
        .object(rows[0], adding: [.init("how", .string(asker.caller.token == nil ? "peer" : "token"))])
      }
    },
    "session": .reads { (call) throws(Failure) in
      Reading([]) { (_, asker) throws(Failure) in
        var caller = asker.caller
        if let language = call.optionalText("lang").flatMap(Language.init(rawValue:)) {
          caller.language = language
        }
        // Once set, for good: what was handed a session that only reads cannot free itself.
        caller.readOnly = caller.readOnly || call.yes("read-only")
        return .session(caller)
      }
    },
  ]
}
