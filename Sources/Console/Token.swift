internal import Catalogue
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
    let bytes: [UInt8]
    do {
      bytes = try PrivateFile.read(path)
    } catch {
      switch error {
      case .missing:
        guard (try? File.status(path, followingLinks: true)) != nil else { return nil }
        throw refusal(path, nl: "is geen bestand", en: "is no file")
      case .another, .open:
        throw refusal(
          path, nl: "moet van u zijn en alleen voor u leesbaar", en: "must be yours and readable by you only")
      case .replaceable(let directory):
        throw Complaint(
          Exit.refused, nl: "\(directory) is voor anderen open, die \(path) kunnen verwisselen.",
          en: "\(directory) is open to others, who can swap \(path).", code: .deniedLogin,
          hint: Sentence(nl: "chmod go-w \(directory)", en: "chmod go-w \(directory)"))
      case .system: throw refusal(path, nl: "is niet te lezen", en: "cannot be read")
      }
    }
    let token = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard token.count == 1 else {
      throw refusal(path, nl: "moet één token bevatten", en: "must hold one token")
    }
    return String(token[0])
  }

  /// Refuses a token among the words of a call: every user of the machine could read it there (`ps`).
  static func mustNotBeSaid(
    in request: Request, _ environment: [String: String]
  ) throws(Complaint) {
    guard Catalogue.find(request.command)?.name == "auth", !request.arguments.isEmpty else { return }
    let file = path(environment) ?? "~/.config/koos/token"
    throw Complaint(
      Exit.usage, nl: "Een token hoort niet op de opdrachtregel: iedereen op deze machine leest mee.",
      en: "A token does not belong on the command line: everybody on this machine can read it there.",
      hint: Sentence(
        nl: "zet het in \(file), met chmod 600; trek dit in en vraag een nieuw",
        en: "put it in \(file), chmod 600; revoke this one and ask for another"))
  }

  private static func refusal(_ path: String, nl: String, en: String) -> Complaint {
    Complaint(
      Exit.refused, nl: "\(path) \(nl).", en: "\(path) \(en).", code: .deniedLogin,
      hint: Sentence(nl: "chmod 600 \(path)", en: "chmod 600 \(path)"))
  }
}
