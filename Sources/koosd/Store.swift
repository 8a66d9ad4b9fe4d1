internal import ArgumentParser
internal import Platform
internal import Postgres
internal import Synchronization

/// Where the data are.
struct DatabaseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The directory of the embedded database; made on first use.", valueName: "dir"))
  var data: String?

  @Option(
    help: ArgumentHelp("An existing PostgreSQL, as libpq names it; several hosts may be named.", valueName: "conninfo"))
  var database: String?

  @Option(help: ArgumentHelp("PostgreSQL's programs; default Debian's.", valueName: "bindir"))
  var postgres: String?

  func validate() throws {
    guard (data == nil) != (database == nil) else {
      throw ValidationError("Name either --data DIR or --database CONNINFO.")
    }
    if let database { try Self.refusePassword(in: database) }
  }

  /// Every user of the machine can read the words of a call (`ps`).
  static func refusePassword(in conninfo: String) throws {
    guard Conninfo.holdsPassword(conninfo) else { return }
    throw ValidationError(
      """
      A password does not belong on the command line, where every user of the machine has read it by now: change it, and put \
      the new one into a file only you can read (passfile=FILE, or a service file: service=NAME).
      """)
  }
}

/// The database served: an embedded cluster that is started and stopped here, or one that exists.
final class Store {
  let conninfo: String
  let socket: String
  let bsnKey: String?
  /// Where heads of seals are kept unless a place is named.
  let heads: String?
  let isClockSimulated: Bool
  private let cluster: Cluster?
  private let directory: Directory?

  init(
    _ options: DatabaseOptions, key: String?, connections: Int, demo: Bool, clock: String?,
    ended: @escaping @Sendable () -> Void, report: @escaping @Sendable (String) -> Void
  ) throws {
    guard let data = options.data else {
      conninfo = options.database ?? ""
      socket = "/run/koosd/koosd.sock"
      bsnKey = try key.map { try Key.read($0, making: false) }
      heads = nil
      cluster = nil
      directory = nil
      isClockSimulated = try Self.inspect(conninfo, key: bsnKey, demo: demo, report)
      return
    }
    let server = try Self.server()
    let directory = try Directory(data, server: server)
    let programs = try Programs(options.postgres, cluster: directory.cluster)
    socket = directory.path + "/koosd.sock"
    guard socket.utf8.count <= LocalSocket.longestPath else {
      throw Refusal(.configuration, "The path \(directory.path) is too long for a Unix socket in it.")
    }
    bsnKey = try directory.bsnKey(key)
    heads = directory.heads
    let cluster = try Cluster(
      directory, programs: programs, server: server, connections: connections, ended: ended,
      report: report)
    do {
      try cluster.start()
      try Laying(owner: cluster.owner(database:)).database(administrator: Account.effectiveUser, clock: clock)
      if let bsnKey { try Laying.checkKey(bsnKey, conninfo: cluster.owner()) }
      if demo { try Laying.demo(conninfo: cluster.owner()) }
      isClockSimulated = try Self.hasClock(cluster.owner())
    } catch {
      cluster.stop()
      throw error
    }
    conninfo = cluster.conninfo
    self.cluster = cluster
    self.directory = consume directory
  }

  /// Ends what was started here.
  func stop() { cluster?.stop() }

  /// The account PostgreSQL runs as when the daemon is root, whom PostgreSQL refuses.
  static func server() throws -> Account? {
    guard Account.effectiveUser == 0 else { return nil }
    guard let account = (try? Account.named("postgres")) ?? nil else {
      throw Refusal(.configuration, "There is no user postgres to run PostgreSQL as; apt-get install postgresql.")
    }
    return account
  }

  /// Looks at an existing database; one that does not answer is served all the same, with `busy.database`.
  private static func inspect(
    _ conninfo: String, key: String?, demo: Bool, _ report: (String) -> Void
  ) throws -> Bool {
    do {
      try Script.run("SELECT 1", conninfo: conninfo)
    } catch {
      report("the database does not answer yet: \(error)")
      return false
    }
    try Laying.checkVersion(conninfo: conninfo)
    try Laying.checkRole(conninfo: conninfo)
    if let loud = try Laying.loudness(conninfo: conninfo) { report(loud) }
    if let key { try Laying.checkKey(key, conninfo: conninfo) }
    let isDemoLaid = try refusing { () throws(DatabaseError) in
      try Script.ask("SELECT FROM koos.worker WHERE login = 'o.een'", conninfo: conninfo)
    }
    if demo, isDemoLaid.isEmpty {
      throw Refusal(.configuration, "The database holds no demo city; lay it with koosd init --demo.")
    }
    return try hasClock(conninfo)
  }

  private static func hasClock(_ conninfo: String) throws -> Bool {
    !(try refusing { () throws(DatabaseError) in try Script.ask("SELECT FROM koos.clock", conninfo: conninfo) }).isEmpty
  }
}

/// A value set once it exists, for closures made before it.
final class Held<Value: Sendable>: Sendable {
  private let held = Mutex<Value?>(nil)

  var value: Value? {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}
