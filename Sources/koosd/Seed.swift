internal import ArgumentParser
internal import Glibc
internal import Platform
internal import Postgres
internal import Records
internal import Seed
internal import Wire

/// `koosd seed`.
struct Seed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lays a synthetic year of work, at the size of the city or the country.",
    discussion: """
      Stop the daemon first. What is missing of directory, schema and the demo city's teams and people is made. The same seed, \
      scale and year make the same rows, octet for octet. Nothing in it is about anybody: every name and text begins with Demo, \
      postcodes end in letters that are never given out, and no child has a BSN; with --key most have one of the range that is \
      there for tests, each time under another salt. It lays a year only where no child is known yet, and broken off it lays \
      nothing. With --database connect as a superuser, as for koosd init.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(help: "city (5500 children, both consortia), nation, or how many children.")
  var scale = "city"

  @Option(help: "What differs between two years of one size.")
  var seed: UInt64 = 1

  @Option(help: "The year.")
  var year = 2020

  @Option(help: "The file with the key BSNs are kept under, made where it is missing; serve --data takes DIR/bsn.key.")
  var key: String?

  @Flag(help: ArgumentHelp("Lay row by row with all triggers at work, to compare.", visibility: .hidden))
  var byTriggers = false

  /// Children there can be: fewer make no city, of more the numbers have no room.
  private static let sizes = 20...1_000_000
  private var clients: Int? {
    switch scale {
    case "city": Scale.city
    case "nation": Scale.nation
    default: Int(scale).flatMap { Self.sizes.contains($0) ? $0 : nil }
    }
  }

  func validate() throws {
    guard clients != nil else { throw ValidationError("--scale is city, nation, or 20 to 1000000.") }
    // Before it there were no consortia; after it the calendar ends.
    guard (2020...2029).contains(year) else { throw ValidationError("--year is 2020 to 2029.") }
  }

  private static let endings = [SIGTERM, SIGINT, SIGHUP]
  private var language: Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    return Language(environment: names.reduce(into: [:]) { $0[$1] = Environment.value($1) })
  }

  func run() throws {
    // Whatever ends it, nothing is half laid and the life line stops a PostgreSQL of ours.
    Signals.endByDefault(
      on: Self.endings,
      saying: language == .nl
        ? "\nkoosd: Afgebroken; van het jaar ligt niets vast.\n" : "\nkoosd: Broken off; nothing of the year is laid.\n"
    )
    do {
      if let data = database.data { try lay(data: data) } else { try lay(conninfo: database.database ?? "") }
    } catch let refusal as Refusal {
      try? Output.error.write("koosd: \(refusal.sentence)\n")
      Environment.exit(refusal.status.rawValue)
    }
  }

  private func lay(data: String) throws {
    let server = try Store.server()
    let directory = try Directory(data, server: server)
    let programs = try Programs(database.postgres, cluster: directory.cluster)
    let progress = Progress(language)
    let path = directory.path
    progress.phase(Sentence(nl: "PostgreSQL klaarmaken in \(path)", en: "preparing PostgreSQL in \(path)"))
    let cluster = try Cluster(
      directory, programs: programs, server: server, connections: 4, ended: {},
      // On a terminal the line of the phase stands there already.
      report: { try? Output.error.write("\(Terminal.isTerminal(Output.error.number) ? "\n" : "")koosd: \($0)\n") })
    defer { cluster.stop() }
    try cluster.start()
    try Laying(owner: cluster.owner(database:)).database(administrator: Account.effectiveUser, clock: nil)
    let made = try lay(cluster.owner(), progress)
    // Its own key serve finds by itself.
    let other = key.flatMap { (try? File.resolve($0)) == directory.key ? nil : " --key \($0)" } ?? ""
    try say(made, "--data \(data)", " --demo --clock \(year + 1)-01-04T08:00\(other)")
  }

  private func lay(conninfo: String) throws {
    let laid = try refusing { () throws(DatabaseError) in
      try Script.ask("SELECT FROM pg_namespace WHERE nspname = 'koos'", conninfo: conninfo)
    }
    try Laying.checkPower(conninfo: conninfo)
    if laid.isEmpty { try Laying.lay(administrator: Account.effectiveUser, clock: nil, conninfo: conninfo) }
    try Laying.checkVersion(conninfo: conninfo)
    if let sessions = try Laying.daemons(conninfo: conninfo) {
      throw Refusal(.configuration, "A daemon serves the database (\(sessions)); stop it first.")
    }
    let made = try lay(conninfo, Progress(language))
    try say(made, "--database '… user=koosd'", key.map { " --key \($0)" } ?? "")
  }

  private func lay(_ conninfo: String, _ progress: Progress) throws -> City.Made {
    let key = try key.map { try Key.read($0, making: true) }
    return try Sowing(
      conninfo: conninfo, scale: Scale(clients: clients ?? Scale.city, seed: seed), year: year, progress: progress,
      key: key, byTriggers: byTriggers
    ).sow { Signals.endByDefault(on: Self.endings) }
  }

  private func say(_ made: City.Made, _ place: String, _ more: String) throws {
    let (children, facts, waits) = (made[.client], made[.casusFact], made[.waitingEntry])
    let (consults, meetings, groups) = (made[.consult], made[.appointment], made[.careGroup])
    let (people, entries) = (made[.worker], made[.accessLog])
    let told = Sentence(
      nl: """
        \(year), seed \(seed): \(children) kinderen met \(facts) feiten, \(waits) wachtplaatsen, \(consults) consulten, \
        \(meetings) afspraken, \(groups) groepen, \(people) mensen, \(entries) regels van het logboek. Alles is verzonnen.
        """,
      en: """
        \(year), seed \(seed): \(children) children with \(facts) facts, \(waits) waits, \(consults) consults, \
        \(meetings) appointments, \(groups) groups, \(people) people, \(entries) entries of the access log. All of it is made up.
        """)
    let now = Sentence(nl: "Nu", en: "Now")
    try Output.standard.write("\(told(language))\n\(now(language)): koosd serve \(place)\(more)\n")
  }
}
