/// The lines of the daemon's side, appended to octets that wait to be sent.
///
/// A reply's object is either a value of ours or octets the database rendered, which pass through as they are.
package enum ReplyWriter {
  /// The greeting's first words: the protocol and its version.
  package static let protocolVersion = "KOOS/1"

  /// Appends the greeting.
  package static func greeting(_ members: [JSON.Member], into octets: inout [UInt8]) {
    octets += protocolVersion.utf8
    octets += " ready ".utf8
    finish(members, into: &octets)
  }

  /// Appends a row.
  package static func row(tag: String?, _ members: [JSON.Member], into octets: inout [UInt8]) {
    open("row ", tag, into: &octets)
    finish(members, into: &octets)
  }

  /// Appends a row the database rendered.
  package static func row(tag: String?, rendered: some Collection<UInt8>, into octets: inout [UInt8]) {
    open("row ", tag, into: &octets)
    finish(rendered: rendered, adding: [], into: &octets)
  }

  /// Appends the end of a reply that went well.
  package static func ok(tag: String?, _ members: [JSON.Member], into octets: inout [UInt8]) {
    open("ok ", tag, into: &octets)
    finish(members, into: &octets)
  }

  /// Appends the end of a reply that went well, with an object the database rendered and `members` after its own.
  package static func ok(
    tag: String?, rendered: some Collection<UInt8>, adding members: [JSON.Member] = [],
    into octets: inout [UInt8]
  ) {
    open("ok ", tag, into: &octets)
    finish(rendered: rendered, adding: members, into: &octets)
  }

  /// Appends the end of a reply that failed.
  package static func err(
    tag: String?, _ failure: Failure, _ language: Language, into octets: inout [UInt8]
  ) {
    open("err ", tag, into: &octets)
    octets += failure.code.description.utf8
    octets.append(.space)
    failure.object(language).write(into: &octets)
    octets.append(.lf)
  }

  /// Appends an event.
  package static func event(_ members: [JSON.Member], into octets: inout [UInt8]) {
    open("event ", nil, into: &octets)
    finish(members, into: &octets)
  }

  /// Appends an event the database rendered.
  package static func event(rendered: some Collection<UInt8>, into octets: inout [UInt8]) {
    open("event ", nil, into: &octets)
    finish(rendered: rendered, adding: [], into: &octets)
  }

  private static func open(_ word: String, _ tag: String?, into octets: inout [UInt8]) {
    octets += word.utf8
    guard let tag else { return }
    octets.append(.at)
    octets += tag.utf8
    octets.append(.space)
  }

  private static func finish(_ members: [JSON.Member], into octets: inout [UInt8]) {
    octets.append(.openBrace)
    JSON.write(members, into: &octets)
    octets.append(.closeBrace)
    octets.append(.lf)
  }

  private static func finish(
    rendered: some Collection<UInt8>, adding members: [JSON.Member], into octets: inout [UInt8]
  ) {
    let start = octets.count
    octets += rendered
    // In JSON a raw control octet can only be white space; as a line end it would break the reply in two.
    for index in start..<octets.count where octets[index] < 0x20 { octets[index] = .space }
    if !members.isEmpty, let close = octets[start...].lastIndex(of: .closeBrace) {
      octets.removeSubrange(close...)
      if octets[start...].last(where: { $0 != .space }) != .openBrace { octets.append(UInt8(ascii: ",")) }
      JSON.write(members, into: &octets)
      octets.append(.closeBrace)
    }
    octets.append(.lf)
  }
}
