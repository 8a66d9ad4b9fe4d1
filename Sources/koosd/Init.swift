internal import ArgumentParser
internal import Platform
internal import Postgres

/// `koosd init`: prepares an existing PostgreSQL.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lays roles, schema and reference data into an empty database.",
    discussion: """
      Connect as a superuser: the roles are made, and koosd itself then connects as the role koosd, which owns nothing.
      The operating-system user --administrator (default: who runs this) is the first administrator.
      """)

  @Option(help: ArgumentHelp("The database, as libpq names it.", valueName: "conninfo"))
  var database: String

  @Option(help: "The operating-system user that is the first administrator.")
  var administrator: String?

  @Flag(help: "Lay the synthetic city as well.")
  var demo = false

  func validate() throws { try DatabaseOptions.refusePassword(in: database) }

  func run() throws {
    do {
      _ = try CivilClock()
      var uid = Account.effectiveUser
      if let administrator {
        guard let account = try Account.named(administrator) else {
          throw Refusal(.configuration, "There is no user \(administrator).")
        }
        uid = account.uid
      }
      try Laying.lay(administrator: uid, clock: nil, conninfo: database)
      if demo { try Laying.demo(conninfo: database) }
      try Output.standard.write("The schema is laid. Now: koosd serve --database '… user=koosd'\n")
    } catch let refusal as Refusal {
      try? Output.error.write("koosd: \(refusal.sentence)\n")
      Environment.exit(refusal.status.rawValue)
    }
  }
}
