package import Wire

/// Every command of the line language, each declared once.
package enum Catalogue {
  /// The commands, in the order help lists them.
  package static let commands: [Command] =
    service + reference + people + clients + cases + ownership + proposals + caseWork + consults + waitingList + offers
    + hours + premises + slots + appointments + series + groups + agenda + stays + privacy + audit + dossiers
    + reports

  /// The version of the programs, of which commands name the one that first had them.
  package static let version = "0.1.0"

  /// The place that is the child's own home, no row of `place list`.
  package static let home = "thuis"

  /// The command of that name, `case.show`.
  package static func find(_ name: String) -> Command? { byName[name] }

  /// The command of that name and those under it: `case` stands for `case.open`, `case.show` and so on.
  package static func matching(_ name: String) -> [Command] {
    commands.filter { $0.name == name || $0.name.hasPrefix(name + ".") }
  }

  /// The command's name in the way of the wire, however its words were joined.
  package static func dotted(_ name: String) -> String {
    name.split(whereSeparator: { $0 == " " || $0 == "." }).joined(separator: ".")
  }

  /// The name most like one that does not exist.
  package static func near(_ name: String) -> String? { nearest(name, among: commands.map(\.name)) }

  /// What is said of a command that does not exist.
  package static func unknown(_ name: String, column: Int) -> Failure {
    var members: [JSON.Member] = []
    if let near = near(name) { members.append(JSON.Member("near", .string(near))) }
    let siblings = matching(String(name.prefix { $0 != "." }))
    if !siblings.isEmpty {
      members.append(JSON.Member("allowed", .array(siblings.map { .string($0.name) })))
    }
    return Failure(
      .syntaxUnknownCommand,
      Sentence(
        nl: "De opdracht \(name.prefix(64)) bestaat niet.", en: "There is no command \(name.prefix(64))."),
      column: column, members: members)
  }

  /// What is said of a parameter that must be given; a handler says it where only the rest of the request tells.
  package static func missing(_ name: String) -> Failure {
    Failure(
      .syntaxMissingParameter, Sentence(nl: "\(name) ontbreekt.", en: "\(name) is missing."), field: name)
  }

  private static let byName = Dictionary(
    commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
