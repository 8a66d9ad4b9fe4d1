internal import Wire

/// A machine on which `koos bridge` is started through the system's `ssh`.
struct FarHost: Equatable {
  static let scheme = "ssh://"

  let user: String?
  let name: String
  let port: Int?

  /// Reads `ssh://user@host:port`; refuses what `ssh`, or the commands its configuration starts with the name in them,
  /// could take for something else.
  init(_ address: String) throws(Complaint) {
    guard address.hasPrefix(Self.scheme) else { throw Self.refusal(address) }
    var rest = address.dropFirst(Self.scheme.count)
    if rest.last == "/" { rest.removeLast() }
    if let at = rest.lastIndex(of: "@") {
      let user = String(rest[..<at])
      guard Self.isName(user, "._-") else { throw Self.refusal(address) }
      self.user = user
      rest = rest[rest.index(after: at)...]
    } else {
      user = nil
    }
    let name: Substring
    let after: Substring
    if rest.first == "[", let close = rest.firstIndex(of: "]") {
      name = rest[rest.index(after: rest.startIndex)..<close]
      guard Self.isName(String(name), ":.") else { throw Self.refusal(address) }
      after = rest[rest.index(after: close)...]
    } else {
      name = rest.prefix { $0 != ":" }
      guard Self.isName(String(name), "._-") else { throw Self.refusal(address) }
      after = rest[name.endIndex...]
    }
    self.name = String(name)
    if after.isEmpty {
      port = nil
    } else {
      guard after.first == ":", let number = Int(after.dropFirst()), (1...65_535).contains(number),
        after.dropFirst().allSatisfy(\.isNumber)
      else { throw Self.refusal(address) }
      port = number
    }
  }

  /// What is started, word by word: no shell of this machine reads it.
  var command: [String] {
    ["ssh", "-T"] + (port.map { ["-p", String($0)] } ?? []) + (user.map { ["-l", $0] } ?? [])
      + ["--", name, "koos", "bridge"]
  }

  /// ASCII letters, digits and `others`, and no dash at the front.
  private static func isName(_ text: String, _ others: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 255 && text.first != "-"
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || others.unicodeScalars.contains(scalar)
      }
  }

  private static func refusal(_ address: String) -> Complaint {
    Complaint(
      Exit.usage, nl: "\(Visible.line(address)) is geen adres van een andere machine.",
      en: "\(Visible.line(address)) is no address of another machine.",
      hint: Sentence(nl: "zoals ssh://a.bakker@dossier.example:22", en: "such as ssh://a.bakker@records.example:22"))
  }
}

extension Options {
  /// Where the service is: the address of another machine, else the path of a socket.
  func place() throws(Complaint) -> String {
    guard let host else { return socket }
    _ = try FarHost(host)
    return host
  }
}
