internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func tokens(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "token.list": .reads { (call) throws(Failure) in
        let worker = call.optionalSlug("worker")
        let list = Tokens.list(after: try call.afterNumber(), limit: call.limit, of: worker)
        return Reading([Tokens.owns(worker), list]) { (rows, asker) throws(Failure) in
          if rows[0].bool(0, 0) != true { try asker.mustAdminister(rows[0].bool(0, 1), call.command) }
          return .page(rows[1], limit: call.limit)
        }
      },
      "token.issue": .changes { (call) throws(Failure) in
        let lifetime = try call.duration("ttl")
        return Change([Tokens.look(try call.slug("worker"))]) { (rows, asker) throws(Failure) in
          guard let worker = rows[0].integer(0, 0) else { throw .gone }
          if rows[0].bool(0, 1) != true { try asker.mustAdminister(rows[0].bool(0, 2), call.command) }
          try checkActive(rows[0].bool(0, 3))
          let octets = surroundings.random(32)
          // Without randomness there is no secret.
          guard octets.count == 32 else { throw .unavailable }
          let token = Base64.url(octets)
          let expires = asker.zone.instant(lifetime, after: asker.now)
          var effect = Effect(
            [Tokens.issue(to: worker, Array(token.utf8), expires: Int(expires.seconds))], reply: Tokens.issued
          )
          effect.makes = ["id"]
          effect.secret = [.init("token", .string(token))]
          return effect
        }
      },
      "token.revoke": .changes { (call) throws(Failure) in
        let token = try call.code("id")
        return Change([Tokens.lock(token)]) { (rows, asker) throws(Failure) in
          guard rows[0].text(0, 0) != "revoked" else {
            throw .state(
              .token, is: "revoked", allowed: ["valid", "expired"], "Dit token is al ingetrokken.",
              "This token is revoked already.")
          }
          return Effect(
            [Tokens.revoke(token, reason: call.optionalText("reason"))], reply: Tokens.revoked,
            .integer(token))
        }
      },
    ]
  }
}

/// Octets as text (RFC 4648 §5).
enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The form for file names and addresses, without padding.
  static func url(_ octets: [UInt8]) -> String {
    var text: [UInt8] = []
    var bits = 0
    var held = 0
    for octet in octets {
      bits = bits << 8 & 0xFFFF | Int(octet)
      held += 8
      while held >= 6 {
        held -= 6
        text.append(letters[bits >> held & 63])
      }
    }
    if held > 0 { text.append(letters[bits << (6 - held) & 63]) }
    return String(decoding: text, as: UTF8.self)
  }
}
