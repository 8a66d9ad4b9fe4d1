internal import Platform
internal import Wire

/// The token file of the person who calls.
enum Token {
  /// Where it is looked for, nil where there is no home either.
  static func path(_ environment: [String: String]) -> String? {
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return "\(base)/koos/token" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.config/koos/token"
  }

  /// The token, nil where there is no file; a file others could read or write is refused.
  static func read(_ environment: [String: String]) throws(Complaint) -> String? {
    guard let path = path(environment) else { return nil }
    do {
      guard let status = try File.status(path, followingLinks: true) else { return nil }
      guard status.kind == .regular, FileOwnership(status) == .ours else {
        throw refusal(
          path, nl: "moet van u zijn en alleen voor u leesbaar", en: "must be yours and readable by you only")
      }
      let text = String(decoding: try File.read(path, limit: 4_096), as: UTF8.self)
      let token = text.split(whereSeparator: \.isWhitespace)
      guard token.count == 1 else {
        throw refusal(path, nl: "moet één token bevatten", en: "must hold one token")
      }
      return String(token[0])
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw refusal(path, nl: "is niet te lezen", en: "cannot be read")
    }
  }

  private static func refusal(_ path: String, nl: String, en: String) -> Complaint {
    Complaint(
      Exit.refused, nl: "\(path) \(nl).", en: "\(path) \(en).", code: .deniedLogin,
      hint: Sentence(nl: "chmod 600 \(path)", en: "chmod 600 \(path)"))
  }
}
