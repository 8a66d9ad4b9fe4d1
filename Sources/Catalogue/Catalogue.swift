/// Every command of the line language, each declared once.
package enum Catalogue {
  /// The commands, in the order help lists them.
  package static let commands: [Command] = []

  /// The command of that name, `case.show`.
  package static func find(_ name: String) -> Command? { byName[name] }

  private static let byName = Dictionary(
    commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
